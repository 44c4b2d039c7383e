"""What a script is made of once read. Frozen: it crosses threads and layers."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput

if TYPE_CHECKING:
    from phonebank.domain.outcomes import Outcome

END = "end"
"""The name a script's text gives to the end of the call; no step may be called so."""


class ScriptError(BadInput):
    """A script that cannot be used as it is written.

    `line` is the line of the text, counted from 1; 0 when the fault is not in one line. `sentence`
    says what is wrong and what to write instead, without the place.
    """

    def __init__(self, sentence: str, line: int = 0) -> None:
        super().__init__(f"Script, line {line}: {sentence}" if line else f"Script: {sentence}")
        self.sentence = sentence
        self.line = line


class Purpose(StrEnum):
    """What a script is for. The value stands in the text's front matter."""

    MUNICIPAL_FIRST = "municipal_first"
    BETWEEN_ROUNDS = "between_rounds"
    PROCURATION = "procuration"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer a voter may give."""

    key: str
    label: str
    next: str | None
    """The step it leads to; None ends the call."""
    opinion: bool = False
    """It tells an opinion: saved only once "information given" is ticked (R4)."""
    outcome: Outcome | None = None
    """The outcome to propose when the call ends on this answer."""


@dataclass(frozen=True, slots=True)
class Question:
    """The one question of a step."""

    key: str
    label: str
    answers: tuple[Answer, ...]

    def answer(self, key: str) -> Answer | None:
        """The answer of that key, or None."""
        return next((answer for answer in self.answers if answer.key == key), None)


@dataclass(frozen=True, slots=True)
class Step:
    """What is said at one moment of the call. `say` and `hints` are Markdown, not yet filled."""

    key: str
    title: str
    say: str
    hints: tuple[str, ...] = ()
    question: Question | None = None
    next: str | None = None
    """Where the step leads when nothing is answered; None ends the call."""

    @property
    def mark(self) -> str:
        """The key under which `walk` looks for this step's answer, or for `PASSED`."""
        return self.question.key if self.question else self.key


@dataclass(frozen=True, slots=True)
class Objection:
    """Something voters say to a caller, and a short honest answer (Markdown)."""

    key: str
    label: str
    answer: str


@dataclass(frozen=True, slots=True)
class Script:
    """A whole script. `steps` keep the text's order; the first is where a call begins."""

    title: str
    language: str
    """'fr' or 'en'."""
    purpose: Purpose
    steps: tuple[Step, ...]
    voicemail: str = ""
    objections: tuple[Objection, ...] = ()
    origin: str = ""
    """The words around "where did you get my number?" (R4); may be empty."""
    warnings: tuple[str, ...] = ()
    """What deserves a second look, one sentence each; none of it prevents a call."""

    def step(self, key: str) -> Step | None:
        """The step of that key, or None."""
        return next((step for step in self.steps if step.key == key), None)
