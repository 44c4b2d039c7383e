"""What the desk shows at one moment. Frozen: the presenter replaces it, the page draws it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from phonebank.domain.outcomes import Outcome
from phonebank.domain.script import PASSED, Path, Script, walk

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

    from phonebank.domain.card import CallReport, CampaignFacts, Card, Claim, Voter, Waiting


class Phase(StrEnum):
    """Where the caller stands."""

    CHOOSING = "choosing"
    """Which campaign?"""
    LOADING = "loading"
    READY = "ready"
    """A card is open; the number is not shown yet."""
    CALLING = "calling"
    """Call was pressed; the office has not acknowledged yet."""
    IN_CALL = "in_call"
    SAVING = "saving"
    WAITING = "waiting"
    """Nothing is served; the page says why."""
    STOPPED = "stopped"
    """This line can no longer be called; `stopped` says why."""
    UNFINISHED = "unfinished"
    """A call was under way when the program ended: what happened with it?"""
    PAUSED = "paused"
    OFFLINE = "offline"
    """No card is open and the office does not answer."""


WORKING = (Phase.READY, Phase.CALLING, Phase.IN_CALL, Phase.SAVING, Phase.UNFINISHED)
"""The phases in which a card is open."""

TALKING = (Phase.IN_CALL, Phase.UNFINISHED)
"""The phases in which an outcome may be chosen."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What the caller has entered for the call at hand."""

    person_id: int | None = None
    marks: tuple[tuple[str, str], ...] = ()
    """What `script.walk` is given: the answers so far."""
    outcome: Outcome | None = None
    by_hand: bool = False
    """The caller chose the outcome; the script's proposals no longer change it."""
    callback_at: datetime | None = None
    callback_mine: bool = True
    note: str = ""
    language: str = ""
    hint: str = ""
    skip_reason: str = ""
    information_given: bool = False
    without_opinions: bool = False
    """Save without the answers that tell an opinion."""


@dataclass(frozen=True, slots=True)
class Saved:
    """The call just saved, as long as it can be taken back."""

    report: CallReport
    name: str
    card: Card | None = None


@dataclass(frozen=True, slots=True)
class DeskState:
    """Everything the page draws."""

    phase: Phase = Phase.LOADING
    campaigns: tuple[CampaignFacts, ...] = ()
    campaign: CampaignFacts | None = None
    claim: Claim | None = None
    card: Card | None = None
    script: Script | None = None
    script_values: dict[str, str] = field(default_factory=dict)
    number: str = ""
    """E.164, once the call was acknowledged."""
    call_uuid: UUID | None = None
    started: float = 0.0
    """The moment of the acknowledgement, on the steady clock (`office.steady`)."""
    campaign_wanted: int = 0
    """The campaign of an unfinished call."""
    started_at: datetime | None = None
    """When an unfinished call was started."""
    draft: Draft = field(default_factory=Draft)
    waiting: Waiting | None = None
    stopped: str = ""
    """'gone', 'objected', 'retired', 'paused' or another status of a refused start."""
    expired: bool = False
    """The reservation is over although the call goes on; its outcome will still be kept."""
    objecting: bool = False
    objected: bool = False
    """The objection is recorded, here or at the office."""
    receipt: str = ""
    """The objection's receipt, to read out."""
    online: bool = True
    pending: int = 0
    correction: Saved | None = None
    error: str = ""
    missing: str = ""
    """What saving still lacks: 'outcome', 'person', 'callback', 'information'; '' nothing."""

    @property
    def talking(self) -> bool:
        """Whether an outcome may be chosen."""
        return self.phase in TALKING or self.correction is not None

    @property
    def shown_card(self) -> Card | None:
        """The card whose people are shown: of the call being corrected, else the one held."""
        return self.correction.card if self.correction is not None else self.card

    @property
    def person(self) -> Voter | None:
        """Whom the caller is speaking to, or was."""
        card = self.shown_card
        people = card.people if card else ()
        return next((one for one in people if one.person_id == self.draft.person_id), None)

    @property
    def message_allowed(self) -> bool:
        """Whether a message may still be left on this line: once only."""
        card = self.shown_card
        return card is None or self.correction is not None or not card.message_left

    @property
    def path(self) -> Path | None:
        """The way through the script so far."""
        return walk(self.script, dict(self.draft.marks)) if self.script else None

    def answers(self) -> tuple[tuple[str, str, str], ...]:
        """The answers to save; without opinions where the information was not given."""
        path = self.path
        if path is None or self.script is None:
            return ()
        kept = []
        for step in path.steps:
            given = dict(path.marks).get(step.mark, PASSED)
            chosen = step.question.answer(given) if step.question and given else None
            if step.question is None or chosen is None:
                continue
            if chosen.opinion and not self.draft.information_given:
                continue
            kept.append((step.question.key, chosen.key, ""))
        return tuple(kept)


def first_to_ask(card: Card) -> int | None:
    """The person one asks for first: the first with whom something is left to do."""
    left = [voter for voter in card.people if not voter.done] or list(card.people)
    return left[0].person_id if left else None
