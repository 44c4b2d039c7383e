"""The course of lists and campaigns: one state, counts that follow the draft, work on threads."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from phonebank.domain.errors import BadInput
from phonebank.targeting.making import Plan
from phonebank.ui.language import spoken_language
from phonebank.ui.supervisor.lists.state import Draft, ListsState, draft_of

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.store.lists import ListCounts
    from phonebank.targeting.between_rounds import BetweenRounds
    from phonebank.targeting.making import MadeCampaign
    from phonebank.targeting.workbench import ListSight, Workbench

_SETTLE_MS = 250


class ListsPresenter(QObject):
    """Keeps one `ListsState`; announces each new one."""

    changed = Signal(object)
    planned = Signal(object)
    """The `ListCounts` of the campaign being written, None where it cannot be counted."""
    said = Signal(str)
    """What came of something asked for, as a key of the page's sentences."""
    made = Signal(str)
    """A campaign was made, by its name."""

    def __init__(self, bridge: Bridge, service: Workbench, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._service = service
        self._state = ListsState()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLE_MS)
        self._timer.timeout.connect(self._count)

    @property
    def state(self) -> ListsState:
        """What is known now."""
        return self._state

    def look(self) -> None:
        """Read lists, campaigns and where we stand between the rounds."""
        self._bridge.read("lists", self._service.lists, self._on_seen, self._on_failed)

    def stop(self) -> None:
        """Nobody looks any more."""
        self._timer.stop()
        for key in ("lists", "list count", "between", "plan count"):
            self._bridge.drop(key)

    # Lists -----------------------------------------------------------------------------------

    def begin_list(self) -> None:
        """An empty draft."""
        self.write(Draft())

    def choose_list(self, list_id: int) -> None:
        """A saved list becomes the draft."""
        sight = self._state.sight
        row = next((r for r in sight.lists if r.list_id == list_id), None) if sight else None
        if row is not None and row.definition is not None:
            self.write(draft_of(row.list_id, row.name, row.definition))

    def write(self, draft: Draft) -> None:
        """The draft changed; it is counted once it settles."""
        same = (draft.lines, draft.match_any) == (
            self._state.draft.lines,
            self._state.draft.match_any,
        )
        if same and self._state.counts is not None:
            self._set(replace(self._state, draft=draft))
            return
        self._set(replace(self._state, draft=draft, counts=None, counting=True))
        self._timer.start()

    def save_list(self) -> None:
        """Keep the draft under its name."""
        draft = self._state.draft
        name = " ".join(draft.name.split())
        try:
            definition = draft.definition()
        except BadInput:
            self.said.emit("refused")
            return
        self._bridge.write(
            partial(self._service.save_list, name, definition, draft.list_id),
            partial(self._on_saved, name),
            self._on_refused,
        )

    def delete_list(self) -> None:
        """Forget the list the draft was taken from."""
        if self._state.draft.list_id is not None:
            self._bridge.write(
                partial(self._service.delete_list, self._state.draft.list_id),
                self._on_deleted,
                self._on_refused,
            )

    # Campaigns -------------------------------------------------------------------------------

    def count_plan(self, plan: Plan, round_code: str) -> None:
        """Count the campaign being written."""
        job = partial(self._service.plan_counts, plan, round_code)
        self._bridge.read("plan count", job, self._on_planned, self._on_unplanned)

    def create(self, name: str, round_code: str, script: str, plan: Plan, opened: bool) -> None:
        """Make a campaign, and open it if asked."""
        self._set(replace(self._state, starting=True))
        job = partial(
            self._service.create_campaign,
            name,
            round_code,
            script,
            spoken_language(),
            plan,
            opened=opened,
        )
        self._bridge.long(job, partial(self._on_made, name), self._on_not_made)

    def set_campaign_state(self, campaign_id: int, state: str) -> None:
        """Open, pause or close a campaign."""
        job = partial(self._service.set_state, campaign_id, state)
        self._bridge.write(job, self._on_sight, self._on_refused)

    # Between the rounds ----------------------------------------------------------------------

    def start_between(self, plan: Plan) -> None:
        """Make and open the campaign between the rounds."""
        self._set(replace(self._state, starting=True))
        job = partial(self._service.start_between_rounds, spoken_language(), plan)
        self._bridge.long(job, self._on_started, self._on_not_made)

    # Inside ----------------------------------------------------------------------------------

    def _count(self) -> None:
        sight = self._state.sight
        if sight is None or not sight.target:
            self._set(replace(self._state, counting=False))
            return
        try:
            definition = self._state.draft.definition()
        except BadInput:
            self._set(replace(self._state, counting=False))
            return
        job = partial(self._service.count, definition, sight.target)
        self._bridge.read("list count", job, self._on_counted, self._on_uncounted)

    def _on_seen(self, sight: ListSight) -> None:
        self._on_sight(sight)
        if sight.target:
            self._bridge.read(
                "between", self._service.between_rounds, self._on_between, self._on_no_between
            )
        else:
            self._on_between(None)
        self._set(replace(self._state, counting=True))
        self._timer.start()

    def _on_sight(self, sight: ListSight) -> None:
        self._set(replace(self._state, sight=sight, failed=False))

    def _on_failed(self, _sentence: str) -> None:
        self._set(replace(self._state, failed=True))

    def _on_saved(self, name: str, sight: ListSight) -> None:
        row = next((r for r in sight.lists if r.name.casefold() == name.casefold()), None)
        draft = self._state.draft
        if row is not None:
            draft = replace(draft, list_id=row.list_id, name=row.name)
        self._set(replace(self._state, sight=sight, draft=draft))
        self.said.emit("saved")

    def _on_deleted(self, sight: ListSight) -> None:
        self._set(replace(self._state, sight=sight, draft=Draft(), counts=None))
        self.write(Draft())
        self.said.emit("deleted")

    def _on_refused(self, _sentence: str) -> None:
        self.said.emit("refused")
        self.look()

    def _on_counted(self, counts: ListCounts) -> None:
        self._set(replace(self._state, counts=counts, counting=False))

    def _on_uncounted(self, _sentence: str) -> None:
        self._set(replace(self._state, counts=None, counting=False))

    def _on_planned(self, counts: ListCounts) -> None:
        self.planned.emit(counts)

    def _on_unplanned(self, _sentence: str) -> None:
        self.planned.emit(None)

    def _on_made(self, name: str, _made: MadeCampaign) -> None:
        self._set(replace(self._state, starting=False))
        self.made.emit(name)
        self.look()

    def _on_not_made(self, _sentence: str) -> None:
        self._set(replace(self._state, starting=False))
        self.said.emit("not made")
        self.look()

    def _on_between(self, between: BetweenRounds | None) -> None:
        self._set(replace(self._state, between=between, between_read=True, between_undated=False))

    def _on_no_between(self, _sentence: str) -> None:
        self._set(replace(self._state, between=None, between_read=True, between_undated=True))

    def _on_started(self, between: BetweenRounds) -> None:
        self._set(replace(self._state, between=between, starting=False))
        self.said.emit("started")
        self.look()

    def _set(self, state: ListsState) -> None:
        self._state = state
        self.changed.emit(state)
