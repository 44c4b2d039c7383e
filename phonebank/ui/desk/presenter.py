"""The desk's course: from one line to the next, with every detour a call can take.

It keeps one `DeskState`, asks the service through the bridge and announces each new state; it knows
no widget. Reads and writes never block the window; writes keep their order.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from phonebank.domain.card import CallReport, Waiting
from phonebank.domain.outcomes import RULES, Outcome
from phonebank.office.steady import steady_seconds
from phonebank.ui.desk.names import name_of
from phonebank.ui.desk.state import Draft, Phase, Saved, first_to_ask
from phonebank.ui.desk.taking import Taking

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.calling.results import Finished, Started
    from phonebank.ui.desk.service import DeskService


class DeskPresenter(Taking):
    """Leads a caller through lines. `begin` once signed in; `leave` before signing out."""

    saved = Signal(object)
    """A `Saved`: it can be taken back for ten seconds."""
    left = Signal(str)
    """The caller leaves: 'sign_out' or 'close'."""
    my_calls_read = Signal(object)
    """The caller's last five calls, a tuple of `MyCall`."""

    def __init__(self, bridge: Bridge, service: DeskService, parent: QObject | None = None) -> None:
        super().__init__(bridge, service, parent)
        self.objection_proposed.connect(self.object_now)

    def call(self) -> None:
        """Press Call: the number appears once the office has acknowledged."""
        if self._state.phase is not Phase.READY or self._state.correction is not None:
            return
        self._set(replace(self._state, phase=Phase.CALLING, error=""))
        self._write(self._service.start_call, self._on_started, self._on_not_started)

    def save(self) -> None:
        """Save the outcome and go to the next line, or say what is missing."""
        state = self._state
        if not state.talking or state.objecting:
            return
        missing = self._missing()
        if missing:
            self._set(replace(state, missing=missing))
            return
        if state.correction is not None:
            self._correct(state.correction)
            return
        report = self._report()
        if report is None:
            return
        name = name_of(state.person) if state.person else ""
        self._last = Saved(report, name, state.card)
        self._set(replace(state, phase=Phase.SAVING, missing="", error=""))
        following = state.campaign.campaign_id if state.campaign else None
        self._write(
            partial(self._service.finish, report, following), self._on_finished, self._on_unsaved
        )

    def skip(self, reason: str) -> None:
        """Leave this line to a colleague: 'known', 'duplicate' or 'other'. Not an attempt."""
        if self._state.phase is Phase.IN_CALL:
            self._edit(skip_reason=reason, outcome=Outcome.SKIPPED, by_hand=True)
            self.save()
            return
        if self._state.phase is Phase.READY:
            self._write(partial(self._service.release, reason), self._on_released)

    def choose_outcome(self, outcome: Outcome) -> None:
        """Choose how the call ended. No answer is saved at once; an objection is recorded at once.

        A recorded objection keeps its outcome: only a supervisor can lift it.
        """
        state = self._state
        if not state.talking or state.objected or state.objecting:
            return
        if outcome is Outcome.VOICEMAIL_LEFT and not state.message_allowed:
            return
        self._edit(outcome=outcome, by_hand=True)
        if outcome is Outcome.NO_ANSWER:
            self.save()
        elif outcome is Outcome.DO_NOT_CALL and state.correction is None:
            self.object_now()

    def save_without_opinions(self) -> None:
        """Save, leaving out the answers that tell an opinion."""
        self._edit(without_opinions=True)
        self.save()

    def object_now(self) -> None:
        """Do not call again: recorded before anything else, and its receipt shown (R3)."""
        if self._state.objecting or self._state.objected:
            return
        self._set(replace(self._state, objecting=True))
        state = self._state
        who = state.draft.person_id or (first_to_ask(state.card) if state.card else None)
        self._write(
            partial(self._service.object_line, who), self._on_objected, self._on_objection_kept
        )

    def undo(self) -> None:
        """Open the call just saved again, to choose another outcome."""
        if self._last is None or self._state.phase in (Phase.IN_CALL, Phase.SAVING):
            return
        draft = replace(_draft_of(self._last.report), outcome=None)
        self._set(replace(self._state, correction=self._last, draft=draft, missing=""))

    def correct_call(self, report: CallReport, name: str) -> None:
        """Open one of the last calls, to choose another outcome."""
        self._last = Saved(report, name)
        self.undo()

    def cancel_correction(self) -> None:
        """Leave the saved outcome as it is."""
        if self._state.correction is not None:
            self._set(replace(self._state, correction=None, draft=self._fresh(), missing=""))

    def read_my_calls(self) -> None:
        """Ask for the caller's last five calls."""
        self._bridge.read(
            "my_calls", self._service.my_calls, self.my_calls_read.emit, self._on_error
        )

    def sign_out(self) -> None:
        """Leave the desk to somebody else."""
        self.leave("sign_out")

    def leave(self, how: str) -> None:
        """Give the line back and end the session; `how` is 'sign_out' or 'close'."""
        if self._state.phase in (Phase.IN_CALL, Phase.CALLING, Phase.SAVING, Phase.UNFINISHED):
            self.said.emit(self.tr("Dites d’abord comment cet appel s’est passé."))
            return
        if self._state.phase is Phase.READY:
            self._write(partial(self._service.release, "close"), self._on_nothing)
        self._write(self._service.sign_out, self._on_nothing, self._on_ignored)
        self.forget()
        self.left.emit(how)

    def _on_started(self, started: Started) -> None:
        state = self._state
        if started.status == "started":
            self._set(
                replace(
                    state,
                    phase=Phase.IN_CALL,
                    number=started.number,
                    call_uuid=started.call_uuid,
                    started=steady_seconds(),
                )
            )
        elif started.status in ("silence", "hours"):
            waiting = Waiting(started.status, until=started.until)
            self._set(replace(self._between(Phase.WAITING), waiting=waiting))
            self._refresh.start()
        elif started.status == "offline":
            self._on_not_started(
                self.tr("Hors ligne : l’appel ne peut pas commencer sans le bureau. Réessayez.")
            )
        else:
            self._set(replace(self._between(Phase.STOPPED), stopped=started.status))

    def _on_not_started(self, sentence: str) -> None:
        self._set(
            replace(self._state, phase=Phase.READY, error=sentence, online=self._service.online)
        )

    def _on_finished(self, finished: Finished) -> None:
        saved = self._last
        if finished.conflict:
            self.said.emit(self.tr("Cet appel avait déjà un résultat ; le superviseur est averti."))
        if finished.receipt and not self._state.receipt:
            self.said.emit(
                self.tr("Opposition enregistrée. Code : {code}").format(code=finished.receipt)
            )
        self._count(saved)
        if saved is not None:
            self.saved.emit(saved)
        if not finished.delivered:
            self._set(
                replace(self._between(Phase.OFFLINE), online=False, pending=self._state.pending + 1)
            )
        elif finished.served is not None:
            self._on_served(finished.served)
        elif self._state.campaign is None:
            # Told before the campaigns were known, after a return: choose one now.
            self._set(self._between(Phase.LOADING))
            self._read_campaigns()
        else:
            self.next_line()

    def _on_unsaved(self, sentence: str) -> None:
        phase = Phase.IN_CALL if self._state.started_at is None else Phase.UNFINISHED
        self._set(replace(self._state, phase=phase, error=sentence))

    def _on_objected(self, receipt: str) -> None:
        self._set(replace(self._state, objecting=False, objected=True, receipt=receipt))

    def _on_objection_kept(self, sentence: str) -> None:
        self._set(replace(self._state, objecting=False, error=sentence))

    def _on_corrected(self, status: str) -> None:
        sentences = {
            "ok": self.tr("Résultat corrigé."),
            "same": self.tr("Résultat inchangé."),
            # The word is corrected; what follows from the old one has been acted upon already.
            "late": self.tr(
                "Résultat corrigé. La ligne a été reprise depuis : elle garde sa place dans la "
                "file."
            ),
        }
        refused = self.tr("Correction refusée ; demandez à votre superviseur.")
        self._last = None
        self.cancel_correction()
        self.said.emit(sentences.get(status, refused))

    def _on_released(self, _nothing: None) -> None:
        self.next_line()

    def _correct(self, saved: Saved) -> None:
        report = self._report(saved.report)
        if report is not None:
            self._write(partial(self._service.correct, report), self._on_corrected)

    def _count(self, saved: Saved | None) -> None:
        campaign = self._state.campaign
        if saved is None or campaign is None:
            return
        rule = RULES[saved.report.outcome]
        campaign = replace(
            campaign,
            my_calls=campaign.my_calls + rule.attempt,
            my_conversations=campaign.my_conversations + rule.conversation,
        )
        self._set(replace(self._state, campaign=campaign))
        self._bridge.read(
            "campaigns", self._service.campaigns, self._on_campaigns, self._on_ignored
        )

    def _fresh(self) -> Draft:
        return Draft(person_id=first_to_ask(self._state.card) if self._state.card else None)


def _draft_of(report: CallReport) -> Draft:
    return Draft(
        person_id=report.person_id,
        marks=tuple((question, answer) for question, answer, _ in report.answers),
        outcome=Outcome(report.outcome),
        by_hand=True,
        note=report.note,
        language=report.language,
        hint=report.hint,
        information_given=report.information_given,
    )
