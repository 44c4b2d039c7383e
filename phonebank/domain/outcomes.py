"""How a call ended: the seventeen outcomes and what each one does.

Three layers stay apart: what happened on the line, what was learnt about the number, and what the
voter said (the script's answers). The effects are applied by the database
(`store/sql/finish_call.sql`); `RULES` is the same table for screens, reports and tests, and a test
compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Outcome(StrEnum):
    """One way a call can end. The value is what files, reports and the database carry."""

    CONVERSATION = "conversation"
    PARTIAL = "partial"
    CALLBACK = "callback"
    NO_ANSWER = "no_answer"
    VOICEMAIL_LEFT = "voicemail_left"
    BUSY = "busy"
    NOT_THERE = "not_there"
    REFUSED = "refused"
    DO_NOT_CALL = "do_not_call"
    WRONG_NUMBER = "wrong_number"
    UNREACHABLE = "unreachable"
    MOVED = "moved"
    DECEASED = "deceased"
    LANGUAGE = "language"
    HOSTILE = "hostile"
    SKIPPED = "skipped"
    TECHNICAL = "technical"


class Effect(StrEnum):
    """What becomes of the line (or of the person) in this campaign."""

    PERSON_DONE = "person_done"
    """Done for the person spoken to; others on the line remain."""
    ANOTHER_DAY = "another_day"
    """One more try, another day."""
    AT_TIME = "at_time"
    """Withdrawn until the time asked for, then first."""
    COOL_DOWN = "cool_down"
    """Tried again in another time slot."""
    LONG_COOL_DOWN = "long_cool_down"
    """Tried again after two days, and no second message is left."""
    SOON = "soon"
    """Tried again after twenty minutes."""
    NEVER_ANYWHERE = "never_anywhere"
    """The line is closed in every campaign, for good."""
    NUMBER_RETIRED = "number_retired"
    """The number is retired; the person's next number is tried."""
    NUMBER_DOUBTED = "number_doubted"
    """The number is retired after two callers agree."""
    PERSON_GONE = "person_gone"
    """The person is removed everywhere; the supervisor is told."""
    OTHER_LANGUAGE = "other_language"
    """Served again to callers who speak that language."""
    LINE_DONE = "line_done"
    """Done for the whole line in this campaign; the supervisor is told."""
    BACK = "back"
    """Back in the queue at once, for others; not an attempt."""


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """What an outcome counts as and does.

    `attempt`: counts towards the attempts allowed a line. `contact`: a live person was reached
    (wrong numbers included, as phone banks count). `conversation`: the right person talked.
    """

    effect: Effect
    attempt: bool = True
    contact: bool = False
    conversation: bool = False
    needs_person: bool = False


RULES: dict[Outcome, OutcomeRule] = {
    Outcome.CONVERSATION: OutcomeRule(
        Effect.PERSON_DONE, contact=True, conversation=True, needs_person=True
    ),
    Outcome.PARTIAL: OutcomeRule(
        Effect.ANOTHER_DAY, contact=True, conversation=True, needs_person=True
    ),
    Outcome.CALLBACK: OutcomeRule(Effect.AT_TIME, contact=True),
    Outcome.NO_ANSWER: OutcomeRule(Effect.COOL_DOWN),
    Outcome.VOICEMAIL_LEFT: OutcomeRule(Effect.LONG_COOL_DOWN),
    Outcome.BUSY: OutcomeRule(Effect.SOON),
    Outcome.NOT_THERE: OutcomeRule(Effect.COOL_DOWN, contact=True),
    Outcome.REFUSED: OutcomeRule(Effect.PERSON_DONE, contact=True, needs_person=True),
    Outcome.DO_NOT_CALL: OutcomeRule(Effect.NEVER_ANYWHERE, contact=True),
    Outcome.WRONG_NUMBER: OutcomeRule(Effect.NUMBER_RETIRED, contact=True),
    Outcome.UNREACHABLE: OutcomeRule(Effect.NUMBER_DOUBTED),
    Outcome.MOVED: OutcomeRule(Effect.PERSON_GONE, contact=True, needs_person=True),
    Outcome.DECEASED: OutcomeRule(Effect.PERSON_GONE, contact=True, needs_person=True),
    Outcome.LANGUAGE: OutcomeRule(Effect.OTHER_LANGUAGE, contact=True),
    Outcome.HOSTILE: OutcomeRule(Effect.LINE_DONE, contact=True),
    Outcome.SKIPPED: OutcomeRule(Effect.BACK, attempt=False),
    Outcome.TECHNICAL: OutcomeRule(Effect.BACK, attempt=False),
}

FIRST_SCREEN: tuple[Outcome, ...] = (
    Outcome.CONVERSATION,
    Outcome.CALLBACK,
    Outcome.NO_ANSWER,
    Outcome.VOICEMAIL_LEFT,
    Outcome.BUSY,
    Outcome.NOT_THERE,
    Outcome.REFUSED,
    Outcome.WRONG_NUMBER,
    Outcome.DO_NOT_CALL,
)
"""The outcomes on keys 1 to 9, in order; key 0 opens the rest."""

SECOND_SCREEN: tuple[Outcome, ...] = (
    Outcome.PARTIAL,
    Outcome.UNREACHABLE,
    Outcome.MOVED,
    Outcome.DECEASED,
    Outcome.LANGUAGE,
    Outcome.HOSTILE,
    Outcome.TECHNICAL,
)
"""The outcomes behind "Autre", on keys 1 to 7. Skipping has a button of its own."""
