"""What a caller enters for a call: whom, which answers, which outcome, and what still lacks."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from phonebank.domain.card import CallReport
from phonebank.domain.outcomes import RULES, Outcome
from phonebank.domain.script import PASSED
from phonebank.office.steady import steady_seconds
from phonebank.ui.desk.state import DeskState, Phase

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID


_WALKING = (Phase.READY, Phase.CALLING, Phase.IN_CALL, Phase.UNFINISHED)


class Drafting(QObject):
    """Holds the desk's state and edits its draft; the course of calls is in `presenter`."""

    changed = Signal(object)
    """The new `DeskState`."""
    objection_proposed = Signal()
    """An answer of the script is an objection: it is recorded at once."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = DeskState()

    @property
    def state(self) -> DeskState:
        """What is to be shown now."""
        return self._state

    def choose_person(self, person_id: int) -> None:
        """The caller is speaking to this person."""
        if self._state.shown_card is not None and self._state.draft.person_id != person_id:
            self._edit(person_id=person_id)

    def move_person(self, by: int) -> None:
        """Choose the person above (-1) or below (+1)."""
        card = self._state.shown_card
        people = card.people if card else ()
        if not people:
            return
        ids = [voter.person_id for voter in people]
        chosen = self._state.draft.person_id
        at = ids.index(chosen) if chosen in ids else 0
        self.choose_person(ids[max(0, min(len(ids) - 1, at + by))])

    def answer(self, question: str, key: str) -> None:
        """Answer a question of the script, the present one or an earlier one."""
        marks = dict(self._state.draft.marks)
        marks[question] = key
        self._walk(marks)

    def answer_nth(self, index: int) -> None:
        """Give the n-th answer of the question on the screen, counted from 0."""
        path = self._state.path
        step = path.current if path else None
        if step is not None and step.question and index < len(step.question.answers):
            self.answer(step.question.key, step.question.answers[index].key)

    def pass_step(self) -> None:
        """Go on without an answer."""
        path = self._state.path
        if path is not None and path.current is not None:
            self._walk({**dict(self._state.draft.marks), path.current.mark: PASSED})

    def step_back(self) -> None:
        """Go back to the step before; its answer is asked again."""
        path = self._state.path
        if path is not None and path.marks:
            self._walk(dict(path.marks[:-1]))

    def change_answer(self, question: str) -> None:
        """Ask an answered question again; later answers come back where they still fit."""
        marks = {key: value for key, value in self._state.draft.marks if key != question}
        self._walk(marks)

    def withdraw_outcome(self) -> None:
        """No outcome is chosen any more; the script may propose one again."""
        if not self._state.objected and not self._state.objecting:
            self._edit(outcome=None, by_hand=False)

    def set_callback(self, at: datetime | None, mine: bool) -> None:
        """The moment asked for (aware), and whether this caller wants to make the call."""
        self._edit(callback_at=at, callback_mine=mine)

    def set_hint(self, hint: str) -> None:
        """When the absent person is usually there: 'morning', 'afternoon', 'evening' or ''."""
        self._edit(hint=hint)

    def set_language(self, language: str) -> None:
        """The language the person speaks, ISO 639-1, or ''."""
        self._edit(language=language)

    def set_note(self, note: str) -> None:
        """The note for a colleague; nothing is drawn again."""
        self._state = replace(self._state, draft=replace(self._state.draft, note=note))

    def set_information_given(self, given: bool) -> None:
        """Whether the person was told where number and data come from (R4)."""
        self._edit(information_given=given, without_opinions=False)

    def _walk(self, marks: dict[str, str]) -> None:
        state = self._state
        if state.card is None or state.phase not in _WALKING:
            return
        if state.correction is not None:
            return
        state = replace(state, draft=replace(state.draft, marks=tuple(marks.items())), missing="")
        path = state.path
        proposed = path.outcome if path else None
        if path is not None and path.ended and proposed is None:
            proposed = Outcome.CONVERSATION
        if state.talking and not state.draft.by_hand and not state.objected:
            state = replace(state, draft=replace(state.draft, outcome=proposed))
        self._set(state)
        if state.draft.outcome is Outcome.DO_NOT_CALL and not state.objected:
            self.objection_proposed.emit()

    def _set(self, state: DeskState) -> None:
        self._state = state
        self.changed.emit(state)

    def _edit(self, **changes: Any) -> None:
        draft = replace(self._state.draft, **changes)
        self._set(replace(self._state, draft=draft, missing="", error=""))

    def _missing(self) -> str:
        state = self._state
        draft = state.draft
        if draft.outcome is None:
            return "outcome"
        people = state.shown_card.people if state.shown_card else ()
        if RULES[draft.outcome].needs_person and draft.person_id is None and people:
            return "person"
        if draft.outcome is Outcome.CALLBACK and draft.callback_at is None:
            return "callback"
        path = state.path
        opinion = path.opinion if path and state.correction is None else False
        if opinion and not (draft.information_given or draft.without_opinions):
            return "information"
        return ""

    def _report(self, corrected: CallReport | None = None) -> CallReport | None:
        """The body to send; `corrected` lends what a correction does not change."""
        state = self._state
        draft = state.draft
        uuid: UUID | None = corrected.call_uuid if corrected else state.call_uuid
        if draft.outcome is None or uuid is None:
            return None
        calling_back = draft.outcome is Outcome.CALLBACK
        seconds = int(steady_seconds() - state.started) if state.started else 0
        return CallReport(
            call_uuid=uuid,
            outcome=draft.outcome,
            person_id=draft.person_id,
            callback_at=draft.callback_at if calling_back else None,
            callback_mine=draft.callback_mine if calling_back else True,
            note=draft.note.strip(),
            language=draft.language if draft.outcome is Outcome.LANGUAGE else "",
            skip_reason=draft.skip_reason if draft.outcome is Outcome.SKIPPED else "",
            hint=draft.hint if draft.outcome is Outcome.NOT_THERE else "",
            information_given=draft.information_given,
            answers=corrected.answers if corrected else state.answers(),
            script_version=(
                corrected.script_version
                if corrected
                else (state.card.script_version if state.card else None)
            ),
            seconds=corrected.seconds if corrected else seconds,
        )
