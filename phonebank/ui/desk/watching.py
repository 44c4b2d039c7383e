"""The desk's clocks: the reservation renewed, kept outcomes sent, an empty queue asked again."""

from __future__ import annotations

import random
import time
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, QTimer

from phonebank.office.steady import steady_seconds
from phonebank.ui.desk.drafting import Drafting
from phonebank.ui.desk.state import DeskState, Draft, Phase

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.bridge import Bridge
    from phonebank.calling.results import Served
    from phonebank.ui.desk.service import DeskService

Result = TypeVar("Result")

KEEP_MS = 120_000
"""How often the reservation is renewed while a card is open."""
DELIVER_MS = 5_000
"""How often kept outcomes are sent again."""
AWAY_MS = (700, 1_400)
"""How soon an office that does not answer is looked for again: drawn anew each time, so that a room
full of desks does not knock all at once."""
REFRESH_MS = 20_000
"""How often an empty queue is asked again."""
_PATIENCE_SECONDS = 12.0  # an answer that took longer will not come


class Watching(Drafting):
    """What happens by itself while a caller is signed in."""

    def __init__(self, bridge: Bridge, service: DeskService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._service = service
        self._keep = self._timer(KEEP_MS, self._on_keep)
        self._deliver = self._timer(DELIVER_MS, self._on_deliver)
        self._knocked_at = 0.0
        self._refresh = self._timer(REFRESH_MS, self._on_refresh)

    def next_line(self) -> None:
        """Ask for the next line of the campaign, or which campaigns there are."""
        campaign = self._state.campaign
        if campaign is None:
            self._read_campaigns()
            return
        self._set(self._between(Phase.LOADING))
        self._write(
            partial(self._service.next_line, campaign.campaign_id), self._on_served, self._on_lost
        )

    def _on_served(self, served: Served) -> None:
        """Show what was served; the presenter does."""

    def _read_campaigns(self) -> None:
        """Ask which campaigns there are; the presenter does."""

    def _start_clocks(self) -> None:
        self._deliver.start()

    def _stop_clocks(self) -> None:
        for timer in (self._keep, self._deliver, self._refresh):
            timer.stop()

    def _on_keep(self) -> None:
        claim = self._state.claim
        if claim is None or self._state.phase not in (Phase.READY, Phase.CALLING, Phase.IN_CALL):
            return
        if steady_seconds() >= claim.gone_at:
            self._on_kept(kept=False)
            return
        self._write(self._service.keep, self._on_kept, self._on_ignored)

    def _on_kept(self, kept: bool) -> None:
        if kept:
            return
        self._keep.stop()
        if self._state.phase is Phase.READY:
            self._set(replace(self._between(Phase.STOPPED), stopped="gone"))
        elif self._state.phase is Phase.IN_CALL:
            self._set(replace(self._state, expired=True))

    def _on_deliver(self) -> None:
        if self._state.online and not self._state.pending and self._service.online:
            return
        now = time.monotonic()
        if self._knocked_at and now - self._knocked_at < _PATIENCE_SECONDS:
            return
        self._knocked_at = now
        self._write(self._service.deliver, self._on_delivered, self._on_still_away)

    def _on_delivered(self, remain: int) -> None:
        self._knocked_at = 0.0
        online = self._service.online
        away = random.randint(*AWAY_MS)  # noqa: S311 - spreads the knocking, guards nothing
        self._deliver.setInterval(DELIVER_MS if online else away)
        self._set(replace(self._state, pending=remain, online=online))
        if online and self._state.phase is Phase.OFFLINE:
            self.next_line()

    def _on_still_away(self, _sentence: str) -> None:
        self._knocked_at = 0.0
        self._deliver.setInterval(DELIVER_MS)
        if self._state.online:
            self._set(replace(self._state, online=False))

    def _on_refresh(self) -> None:
        if self._state.phase is Phase.WAITING and self._state.campaign is not None:
            campaign = self._state.campaign.campaign_id
            self._write(partial(self._service.next_line, campaign), self._on_served, self._on_lost)

    def _on_nothing(self, _nothing: None) -> None:
        return

    def _on_ignored(self, _sentence: str) -> None:
        return

    def _on_error(self, sentence: str) -> None:
        self._set(replace(self._state, error=sentence))

    def _on_lost(self, sentence: str) -> None:
        self._set(replace(self._between(Phase.OFFLINE), online=False, error=sentence))

    def _between(self, phase: Phase) -> DeskState:
        """The state without any line: what stays from one to the next."""
        old = self._state
        if phase is not Phase.WAITING:
            self._refresh.stop()
        self._keep.stop()
        return DeskState(
            phase=phase,
            campaigns=old.campaigns,
            campaign=old.campaign,
            online=old.online,
            pending=old.pending,
            correction=old.correction,
            draft=old.draft if old.correction else Draft(),
        )

    def _write(
        self,
        function: Callable[[], Result],
        on_done: Callable[[Result], None],
        on_error: Callable[[str], None] | None = None,
    ) -> None:
        self._bridge.write(function, on_done, on_error or self._on_error)

    def _timer(self, every_ms: int, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setInterval(every_ms)
        timer.timeout.connect(slot)
        return timer
