"""The course of the what-if questions: people are read once, each move is counted on a worker."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from phonebank.targeting.making import Plan, weights_of
from phonebank.targeting.priority import THE_RULE, Weights
from phonebank.targeting.what_if import Pace

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.store.campaigns import CampaignRow
    from phonebank.store.lists import SavedList
    from phonebank.targeting.campaign_list import Target
    from phonebank.targeting.what_if import Outlook, WhatIf
    from phonebank.targeting.workbench import ListSight, Workbench

_SETTLE_MS = 60


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked."""

    weights: Weights = THE_RULE
    against: Weights = THE_RULE
    top: int = 1000
    pace: Pace = field(default_factory=Pace)
    who: Target | None = None
    list_id: int = 0


@dataclass(frozen=True, slots=True)
class WhatIfState:
    """What the panel shows. `outlook` None: nothing counted yet, or nobody."""

    question: Question = field(default_factory=Question)
    outlook: Outlook | None = None
    lists: tuple[SavedList, ...] = ()
    campaigns: tuple[CampaignRow, ...] = ()
    reading: bool = True
    failed: bool = False
    applying: float | None = None
    """The part done of a change under way, None while there is none."""


class WhatIfPresenter(QObject):
    """Keeps one `WhatIfState`; announces each new one."""

    changed = Signal(object)
    applied = Signal(int)
    """A campaign was ranked anew: so many lines moved."""
    undone = Signal()
    """A change did not come to its end: stopped, or refused."""
    _moved = Signal(float)

    def __init__(self, bridge: Bridge, service: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._service = service
        self._state = WhatIfState()
        self._pool: WhatIf | None = None
        self._stop = Event()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self._count)
        self._moved.connect(self._on_moved, Qt.ConnectionType.QueuedConnection)

    @property
    def state(self) -> WhatIfState:
        """What is known now."""
        return self._state

    def begin(self) -> None:
        """Read lists, campaigns and people again."""
        self._bridge.read("what-if lists", self._service.lists, self._on_lists, self._on_failed)
        self._read()

    def stop(self) -> None:
        """Nobody looks any more; a change under way stops where it is."""
        self._timer.stop()
        self._stop.set()
        for key in ("what-if", "what-if people", "what-if lists"):
            self._bridge.drop(key)

    def ask(self, question: Question) -> None:
        """Ask this from now on; what moves fast is counted once it settles."""
        before = self._state.question
        self._set(replace(self._state, question=question))
        if (question.who, question.list_id) != (before.who, before.list_id):
            self._read()
        else:
            self._timer.start()

    def apply(self, campaign_id: int) -> None:
        """Rank a campaign by the weights asked for, while it runs."""
        if self._state.applying is not None:
            return
        self._stop.clear()
        self._set(replace(self._state, applying=0.0))
        job = partial(
            self._service.reweigh,
            campaign_id,
            self._state.question.weights,
            self._moved.emit,
            self._stop.is_set,
        )
        self._bridge.long(job, self._on_applied, self._on_undone)

    def cancel(self) -> None:
        """Stop a change under way; lines ranked already keep their new place."""
        self._stop.set()

    def _read(self) -> None:
        question = self._state.question
        definition = next(
            (row.definition for row in self._state.lists if row.list_id == question.list_id), None
        )
        self._set(replace(self._state, reading=True, failed=False))
        plan = Plan(who=question.who, definition=definition)
        job = partial(self._service.what_if, plan)
        self._bridge.read("what-if people", job, self._on_read, self._on_failed)

    def _count(self) -> None:
        pool, asked = self._pool, self._state.question
        if pool is None or not pool.lines:
            self._set(replace(self._state, outlook=None, reading=False))
            return
        job = partial(pool.outlook, asked.weights, asked.top, asked.pace, asked.against)
        self._bridge.read("what-if", job, self._on_counted, self._on_failed)

    def _on_lists(self, sight: ListSight) -> None:
        open_ones = tuple(row for row in sight.campaigns if row.state != "closed")
        readable = tuple(row for row in sight.lists if row.definition is not None)
        self._set(replace(self._state, lists=readable, campaigns=open_ones))

    def _on_read(self, pool: WhatIf) -> None:
        self._pool = pool
        self._count()

    def _on_counted(self, outlook: Outlook) -> None:
        self._set(replace(self._state, outlook=outlook, reading=False))

    def _on_failed(self, _sentence: str) -> None:
        self._set(replace(self._state, reading=False, failed=True))

    def _on_moved(self, share: float) -> None:
        if self._state.applying is not None:
            self._set(replace(self._state, applying=share))

    def _on_applied(self, moved: int) -> None:
        self._set(replace(self._state, applying=None))
        self.applied.emit(moved)
        self._bridge.read("what-if lists", self._service.lists, self._on_lists, self._on_failed)

    def _on_undone(self, _sentence: str) -> None:
        self._set(replace(self._state, applying=None))
        self.undone.emit()

    def _set(self, state: WhatIfState) -> None:
        self._state = state
        self.changed.emit(state)


def weights_in_force(campaigns: tuple[CampaignRow, ...], campaign_id: int) -> Weights:
    """The weights a campaign's ranks follow now; the rule's where there is no such campaign."""
    row = next((each for each in campaigns if each.campaign_id == campaign_id), None)
    return weights_of(row.weights) if row is not None else THE_RULE
