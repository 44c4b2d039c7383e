"""Where a call stands in its script, from nothing but the answers given so far.

The desk keeps one mapping and asks again after each change: an earlier answer that is changed takes
the later ones that are no longer on the way with it. A way never returns to a step, so it ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from phonebank.domain.outcomes import Outcome
    from phonebank.domain.script_model import Script, Step

PASSED = ""
"""Stands in the mapping for a step that was left without an answer."""


@dataclass(frozen=True, slots=True)
class Path:
    """The way through a script: what was said, what is on the screen, what is left."""

    steps: tuple[Step, ...]
    """Every step reached, in order; the last is `current` unless the call has come to its end."""
    current: Step | None
    """The step to read now; None at the end of the script."""
    marks: tuple[tuple[str, str], ...]
    """What is kept of the mapping, in order, `PASSED` included: give it back to the next `walk`."""
    next: str | None
    """The step after `current` if nothing more is answered; None: the end."""
    left: int
    """Steps after `current`, at most, by the longest way; an estimate for a progress line."""
    outcome: Outcome | None
    """What the latest answer that proposes an outcome proposes."""
    opinion: bool
    """An answer kept tells an opinion: "information given" must be ticked to save it (R4)."""

    @property
    def ended(self) -> bool:
        """Nothing is left to say."""
        return self.current is None

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """(question key, answer key) of the answers on the way, in order."""
        return tuple((key, answer) for key, answer in self.marks if answer != PASSED)

    @property
    def done(self) -> int:
        """Steps already behind."""
        return len(self.steps) - (self.current is not None)

    @property
    def progress(self) -> float:
        """From 0 at the start to 1 at the end, by the longest way from here."""
        whole = self.done + self.left + (self.current is not None)
        return self.done / whole if whole else 1.0


def walk(script: Script, answers: Mapping[str, str]) -> Path:
    """Follow `answers` from the script's first step.

    `answers` holds, under each step's `mark` (its question's key, or the step's own key when it
    asks nothing), the answer's key or `PASSED`. The first step without one is the current step.
    An answer the question does not know (an older version of the script) is dropped.
    """
    by_key = {step.key: step for step in script.steps}
    reached: list[Step] = []
    marks: list[tuple[str, str]] = []
    seen: set[str] = set()
    outcome: Outcome | None = None
    opinion = False
    at: str | None = script.steps[0].key if script.steps else None
    current: Step | None = None
    while at is not None and at in by_key and at not in seen:
        step = by_key[at]
        seen.add(at)
        reached.append(step)
        given = answers.get(step.mark)
        chosen = step.question.answer(given) if step.question and given else None
        if given is None or (given != PASSED and chosen is None):
            current = step
            break
        marks.append((step.mark, given))
        if chosen is not None:
            opinion = opinion or chosen.opinion
            outcome = chosen.outcome or outcome
        at = chosen.next if chosen is not None else step.next
    return Path(
        steps=tuple(reached),
        current=current,
        marks=tuple(marks),
        next=current.next if current else None,
        left=_longest(by_key, current.key) - 1 if current else 0,
        outcome=outcome,
        opinion=opinion,
    )


def leads_to(step: Step) -> tuple[str, ...]:
    """The steps this one may lead to, in the order of its answers; the end is left out.

    Where a question is asked, the way without an answer counts too.
    """
    ways = [answer.next for answer in step.question.answers] if step.question else []
    return tuple(dict.fromkeys(key for key in (*ways, step.next) if key is not None))


def circle(by_key: Mapping[str, Step]) -> tuple[str, ...]:
    """The steps of one way that returns to itself, in order, or nothing when there is none."""
    finished: set[str] = set()
    for start in by_key:
        way: list[str] = []
        on_way: dict[str, int] = {}
        pending = [(start, False)]
        while pending:
            key, leaving = pending.pop()
            if leaving:
                finished.add(key)
                on_way.pop(key)
                way.pop()
                continue
            if key in on_way:
                return tuple(way[on_way[key] :])
            if key in finished or key not in by_key:
                continue
            on_way[key] = len(way)
            way.append(key)
            pending.append((key, True))
            pending.extend((after, False) for after in leads_to(by_key[key]))
    return ()


def _longest(by_key: Mapping[str, Step], start: str) -> int:
    """Steps on the longest way from `start`, itself included; never more than there are steps."""
    length: dict[str, int] = {}
    begun: set[str] = set()
    pending = [start]
    while pending:
        key = pending[-1]
        after = [k for k in leads_to(by_key[key]) if k in by_key]
        waiting = [k for k in after if k not in begun]
        if key not in begun:
            begun.add(key)
            pending.extend(waiting)
            if waiting:
                continue
        pending.pop()
        length[key] = 1 + max((length.get(k, 0) for k in after), default=0)
    return min(length[start], len(by_key))
