"""The course of the bureaux' page: reads the figures, remembers how they are looked at."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from phonebank.domain.list_definition import Condition, ListDefinition
from phonebank.domain.list_fields import Field
from phonebank.targeting.bureaux import Colour

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.store.bureaux import BureauView
    from phonebank.targeting.bureaux import Basis
    from phonebank.targeting.workbench import BureauSight, ListSight, Workbench

_SETTLE_MS = 350


class Phase(StrEnum):
    """Where the page is."""

    LOADING = "loading"
    EMPTY = "empty"
    """No round, or nobody in any bureau."""
    READY = "ready"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class BureauxState:
    """What the page shows."""

    phase: Phase = Phase.LOADING
    sight: BureauSight | None = None
    chosen: int = 0
    """The bureau chosen in table and map, 0 for none."""
    counting: bool = False
    """Figures are being read again; those shown are the last."""


class BureauxPresenter(QObject):
    """Keeps one `BureauxState`; announces each new one."""

    changed = Signal(object)
    list_made = Signal(str)
    """A list of the priority bureaux was saved under this name."""
    refused = Signal()
    """That list could not be saved."""

    def __init__(self, bridge: Bridge, service: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._service = service
        self._state = BureauxState()
        self._basis: Basis | None = None
        self._view: BureauView | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self.look)

    @property
    def state(self) -> BureauxState:
        """What is known now."""
        return self._state

    def look(self) -> None:
        """Read the figures again."""
        self._timer.stop()
        self._set(replace(self._state, counting=True))
        job = partial(self._service.bureaux, self._basis, self._view)
        self._bridge.read("bureaux", job, self._on_seen, self._on_failed)

    def stop(self) -> None:
        """Nobody looks any more."""
        self._timer.stop()
        self._bridge.drop("bureaux")

    def choose(self, bureau_id: int) -> None:
        """A bureau was chosen in the table or on the map."""
        if bureau_id != self._state.chosen:
            self._set(replace(self._state, chosen=bureau_id))

    def set_basis(self, basis: Basis) -> None:
        """Count these abstainers from now on."""
        self._basis = basis
        self.look()

    def set_view(self, view: BureauView) -> None:
        """Look this way from now on, and remember it; several changes at once are one."""
        self._view = view
        self._timer.start()

    def make_list(self, name: str) -> None:
        """Save a list of the people of the priority bureaux."""
        sight = self._state.sight
        if sight is None:
            return
        keys = tuple(
            f"{each.commune_code}:{each.code}"
            for each in sight.bureaux
            if each.colour is Colour.PRIORITY
        )
        if not keys:
            return
        definition = ListDefinition((Condition(Field.BUREAU, keys),))
        self._bridge.write(
            partial(self._service.save_list, name, definition),
            partial(self._on_list_made, name),
            self._on_list_refused,
        )

    def _on_seen(self, sight: BureauSight | None) -> None:
        self._view = None
        if sight is None or not sight.bureaux:
            self._set(BureauxState(Phase.EMPTY, sight))
            return
        ids = {each.bureau_id for each in sight.bureaux}
        chosen = self._state.chosen if self._state.chosen in ids else sight.bureaux[0].bureau_id
        self._set(BureauxState(Phase.READY, sight, chosen))

    def _on_failed(self, _sentence: str) -> None:
        self._set(replace(self._state, phase=Phase.FAILED, counting=False))

    def _on_list_made(self, name: str, _sight: ListSight) -> None:
        self.list_made.emit(name)

    def _on_list_refused(self, _sentence: str) -> None:
        self.refused.emit()

    def _set(self, state: BureauxState) -> None:
        self._state = state
        self.changed.emit(state)
