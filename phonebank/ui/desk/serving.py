"""What a caller is given: the campaigns, the lines, their scripts, and a call left unfinished."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from phonebank.domain import script as scripts
from phonebank.domain.card import Waiting
from phonebank.ui.desk.state import DeskState, Draft, Phase, Saved, first_to_ask
from phonebank.ui.desk.watching import Watching

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from phonebank.bridge import Bridge
    from phonebank.calling.results import Served, Unfinished
    from phonebank.domain.card import CampaignFacts, OfficeFacts, ScriptText
    from phonebank.ui.desk.service import DeskService


class Serving(Watching):
    """Receives lines and whatever stands in for one; the calls themselves are in `presenter`."""

    def __init__(self, bridge: Bridge, service: DeskService, parent: QObject | None = None) -> None:
        super().__init__(bridge, service, parent)
        self._last: Saved | None = None
        self._unasked = False
        self._scripts: dict[int, ScriptText] = {}
        self.office: OfficeFacts | None = None
        self.caller = ""

    def begin(self, caller: str, office: OfficeFacts) -> None:
        """A caller has signed in: is a call unfinished, and which campaigns are there?"""
        self.caller = caller
        self.office = office
        self._last = None
        # A script's own values name the caller it was read for.
        self._scripts.clear()
        self._set(DeskState(phase=Phase.LOADING))
        self._start_clocks()
        self._ask_unfinished()

    def next_line(self) -> None:
        """Ask for the next line, once it is known that no call was left unfinished."""
        if self._unasked:
            self._ask_unfinished()
        else:
            super().next_line()

    def choose_campaign(self, campaign_id: int) -> None:
        """Work in this campaign; a line held in another is given back."""
        found = [one for one in self._state.campaigns if one.campaign_id == campaign_id]
        if not found or self._state.phase in (Phase.IN_CALL, Phase.CALLING, Phase.SAVING):
            return
        if self._state.phase is Phase.READY:
            self._write(partial(self._service.release, "pause"), self._on_nothing)
        self._set(replace(self._state, campaign=found[0]))
        self.next_line()

    def pause(self) -> None:
        """Stop for a while; an open line goes back to the queue."""
        if self._state.phase in (Phase.READY, Phase.WAITING, Phase.STOPPED, Phase.OFFLINE):
            if self._state.phase is Phase.READY:
                self._write(partial(self._service.release, "pause"), self._on_nothing)
            self._set(self._between(Phase.PAUSED))

    def resume(self) -> None:
        """Go on calling."""
        self.next_line()

    def _ask_unfinished(self) -> None:
        self._unasked = True  # until it is answered: the office may be away this very moment
        self._bridge.read(
            "unfinished", self._service.unfinished, self._on_unfinished, self._on_lost
        )

    def _on_unfinished(self, found: Unfinished | None) -> None:
        self._unasked = False
        self._read_campaigns()
        if found is None:
            return
        person = first_to_ask(found.card) if found.card else None
        self._set(
            replace(
                self._state,
                phase=Phase.UNFINISHED,
                card=found.card,
                call_uuid=found.call_uuid,
                campaign_wanted=found.campaign_id,
                started_at=found.started_at,
                draft=Draft(person_id=person),
            )
        )
        if found.card is not None:
            self._load_script(found.card.script_version)

    def _read_campaigns(self) -> None:
        self._bridge.read("campaigns", self._service.campaigns, self._on_campaigns, self._on_away)

    def _on_away(self, sentence: str) -> None:
        if self._state.card is None and self._state.phase is not Phase.WAITING:
            self._on_lost(sentence)

    def _on_campaigns(self, campaigns: tuple[CampaignFacts, ...]) -> None:
        chosen = self._state.campaign
        if chosen is not None:
            known = [one for one in campaigns if one.campaign_id == chosen.campaign_id]
            chosen = known[0] if known else chosen
        elif self._state.phase is Phase.UNFINISHED:
            wanted = self._state.campaign_wanted
            chosen = next((one for one in campaigns if one.campaign_id == wanted), None)
        self._set(
            replace(self._state, campaigns=campaigns, campaign=chosen, online=self._service.online)
        )
        if self._state.phase in (Phase.LOADING, Phase.CHOOSING, Phase.OFFLINE) and chosen is None:
            if len(campaigns) == 1:
                self.choose_campaign(campaigns[0].campaign_id)
            else:
                self._set(replace(self._state, phase=Phase.CHOOSING))

    def _on_served(self, served: Served) -> None:
        if self._state.phase is Phase.PAUSED:
            self._write(partial(self._service.release, "pause"), self._on_nothing)
            return
        if served.card is None:
            waiting = served.waiting or Waiting("empty")
            self._set(replace(self._between(Phase.WAITING), waiting=waiting, online=True))
            self._refresh.start()
            return
        if served.claim is not None and served.claim.call_uuid is not None:
            # It has rung: what happened with this call?
            self._bridge.read(
                "unfinished", self._service.unfinished, self._on_returned, self._on_lost
            )
            return
        card, old = served.card, self._state
        self._refresh.stop()
        self._set(
            replace(
                self._between(Phase.READY),
                claim=served.claim,
                card=card,
                online=True,
                draft=old.draft if old.correction else Draft(person_id=first_to_ask(card)),
            )
        )
        self._keep.start()
        self._load_script(card.script_version)

    def _on_returned(self, found: Unfinished | None) -> None:
        if found is None:
            self.next_line()
        else:
            self._on_unfinished(found)

    def _load_script(self, version: int) -> None:
        known = self._scripts.get(version)
        if known is not None:
            self._on_script(known)
            return
        self._bridge.read(
            "script", partial(self._service.script, version), self._on_script, self._on_error
        )

    def _on_script(self, text: ScriptText) -> None:
        self._scripts[text.version_id] = text
        if self._state.card is None or self._state.card.script_version != text.version_id:
            return
        try:
            parsed = scripts.parse(text.body)
        except scripts.ScriptError as error:
            self._on_error(str(error))
            return
        self._set(replace(self._state, script=parsed, script_values=text.values))
