"""The supervisor's course: look again every few seconds, carry decisions out.

It keeps one `RoomState`, asks the gateway through the bridge and announces each new state; it knows
no widget. The next look is asked for only when the last one came home, so that looks never pile up;
it comes later while the page is hidden and ever later while the office is away.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from phonebank.domain.errors import Unreachable
from phonebank.ui.supervisor.forecast import forecast
from phonebank.ui.supervisor.state import Link, RoomState

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from phonebank.bridge import Bridge
    from phonebank.domain.card import Waiting
    from phonebank.store.room import RoomGateway, RoomView
    from phonebank.ui.supervisor.forecast import Forecast

Result = TypeVar("Result")

EVERY_MS = 3_000
HIDDEN_MS = 20_000
LONGEST_MS = 30_000
OUTLOOK_EVERY = 5
"""The whole queue is read for the forecast at every fifth look only."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look brought; `told` says whether the forecast was made too."""

    view: RoomView
    told: bool
    waiting: Waiting | None = None
    forecast: Forecast | None = None


class RoomPresenter(QObject):
    """Keeps the room's state fresh between `begin` and `stop`."""

    changed = Signal(object)
    """The new `RoomState`."""
    said = Signal(str)
    """What came of a decision, in a sentence to show for a moment."""

    def __init__(self, bridge: Bridge, gateway: RoomGateway, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._gateway = gateway
        self._state = RoomState()
        self._wanted = 0
        self._looks = 0
        self._failures = 0
        self._shown = False
        self._running = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.CoarseTimer)
        self._timer.timeout.connect(self.look)

    @property
    def state(self) -> RoomState:
        """What is known now."""
        return self._state

    @property
    def wait_ms(self) -> int:
        """How long until the next look, once this one is home."""
        if self._failures:
            return min(LONGEST_MS, EVERY_MS << min(self._failures, 5))
        return EVERY_MS if self._shown else HIDDEN_MS

    def begin(self) -> None:
        """Look, and go on looking."""
        self._running = True
        self.look()

    def stop(self) -> None:
        """Look no more; what is under way is forgotten."""
        self._running = False
        self._timer.stop()
        self._bridge.drop("room")

    def set_shown(self, *, shown: bool) -> None:
        """The page came into sight, or left it."""
        self._shown = shown
        if shown and self._running and self._state.link is not Link.REFUSED:
            self.look()

    def look(self) -> None:
        """Look now; a look under way is replaced."""
        if not self._running:
            return
        self._timer.stop()
        due = self._looks % OUTLOOK_EVERY == 0 or self._state.told_for != self._wanted
        job = partial(_look, self._gateway, self._wanted, due)
        self._bridge.read("room", job, self._on_seen, self._on_refused)

    def choose_campaign(self, campaign_id: int) -> None:
        """Show this campaign from now on."""
        self._wanted = campaign_id
        view = self._state.view
        if view is not None and any(c.campaign_id == campaign_id for c in view.campaigns):
            self._set(replace(self._state, view=replace(view, chosen=campaign_id, hours=())))
        self.look()

    def set_state(self, campaign_id: int, state: str) -> None:
        """Open, pause or close a campaign: 'open', 'paused', 'closed'."""
        self._act(partial(self._gateway.set_state, campaign_id, state), self._on_state_set)

    def take_back(self, claim: UUID) -> None:
        """Take a line from whoever holds it."""
        self._act(partial(self._gateway.take_back, claim), self._on_taken)

    def settle_alert(self, alert_id: int) -> None:
        """Take an alert off the list."""
        self._act(partial(self._gateway.settle_alert, alert_id), self._on_settled)

    def settle_doubt(self, alert_id: int, decision: str) -> None:
        """Decide about a line in doubt: 'no_answer' or 'later'."""
        self._act(partial(self._gateway.settle_doubt, alert_id, decision), self._on_doubt_settled)

    def _act(self, job: Callable[[], Result], on_done: Callable[[Result], None]) -> None:
        self._bridge.write(job, on_done, self._on_undone)

    def _on_seen(self, seen: Look | None) -> None:
        if seen is None:
            self._failures += 1
            self._set(replace(self._state, link=Link.AWAY))
            self._again()
            return
        self._failures = 0
        self._looks += 1
        self._wanted = seen.view.chosen
        state = replace(
            self._state, link=Link.LIVE, view=seen.view, seen_at=datetime.now(UTC), sentence=""
        )
        if seen.told:
            state = replace(
                state, waiting=seen.waiting, forecast=seen.forecast, told_for=seen.view.chosen
            )
        self._set(state)
        self._again()

    def _on_refused(self, sentence: str) -> None:
        self._set(replace(self._state, link=Link.REFUSED, sentence=sentence))

    def _on_undone(self, _sentence: str) -> None:
        self.said.emit(self.tr("Le bureau ne répond pas : rien n’est sûr. Regardez les chiffres."))
        self._look_afresh()

    def _on_state_set(self, status: str) -> None:
        sentences = {
            "past": self.tr("Ce tour est passé : la campagne ne peut plus être ouverte."),
            "missing": self.tr("Cette campagne n’existe plus."),
            "invalid": self.tr("Cette campagne n’a pas encore été ouverte."),
        }
        self._tell(sentences.get(status, ""))

    def _on_taken(self, taken: bool) -> None:
        self._tell("" if taken else self.tr("Cette ligne avait déjà été rendue."))

    def _on_settled(self, _settled: bool) -> None:
        self._tell("")

    def _on_doubt_settled(self, status: str) -> None:
        told = status in ("told", "missing")
        self._tell(self.tr("Entre-temps, le résultat était arrivé.") if told else "")

    def _tell(self, sentence: str) -> None:
        if sentence:
            self.said.emit(sentence)
        self._look_afresh()

    def _look_afresh(self) -> None:
        self._looks = 0
        self.look()

    def _again(self) -> None:
        if self._running:
            # Not all pages of a large office at the same moment, once it is back.
            wait = self.wait_ms
            self._timer.start(round(wait * random.uniform(0.9, 1.1)))  # noqa: S311 - no secret

    def _set(self, state: RoomState) -> None:
        self._state = state
        self.changed.emit(state)


def _look(gateway: RoomGateway, campaign_id: int, with_outlook: bool) -> Look | None:
    """A reading thread's work. None: the office does not answer."""
    try:
        view = gateway.look(campaign_id)
        told = with_outlook or view.chosen != campaign_id
        outlook = gateway.outlook(view.chosen) if told and view.chosen else None
    except Unreachable:
        return None
    if outlook is None:
        return Look(view, told)
    ahead = forecast(outlook, view.office.at, view.office.time_zone)
    return Look(view, told, outlook.waiting, ahead)
