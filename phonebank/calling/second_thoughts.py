"""After a call: finding who rings back, correcting the last five, sending what waits."""

from __future__ import annotations

from phonebank.calling.delivery import deliver, waiting
from phonebank.calling.finding import Found, read_found
from phonebank.calling.reading import body_of, read_my_call
from phonebank.calling.results import MyCall
from phonebank.calling.signing import SignedDesk
from phonebank.domain.card import CallReport, ScriptText
from phonebank.domain.errors import BadInput, KnownError, Unreachable
from phonebank.store.watchdog import OFFICE_SECONDS, within

_KNOCK_SECONDS = 3.0  # how long an absent office is waited for when all is asked is: are you back?

_CORRECTIONS_REFUSED = {
    "refused": "Only your last five calls can be corrected; a supervisor can change older ones.",
    "not_started": "This line was never dialled: it can be skipped, not counted as a call.",
    "conflict": "This call was already logged otherwise.",
}


class SecondThoughts(SignedDesk):
    """What may still be said or asked once a call is over."""

    @within(OFFICE_SECONDS)
    def search(
        self, number: str | None = None, surname: str | None = None, born: int | None = None
    ) -> Found:
        """Who rings back: by the full number (E.164), or by surname and year of birth.

        Raises BadInput for half a question, SignedOut, Unreachable.
        """
        answer = self._gateway.search(self._token, number, surname, born)
        self._must_be_signed_in(answer)
        return read_found(answer, number, surname, born)

    def my_calls(self) -> tuple[MyCall, ...]:
        """The last five calls, newest first."""
        return tuple(read_my_call(answer) for answer in self._gateway.my_calls(self._token))

    @within(OFFICE_SECONDS)
    def correct(self, report: CallReport) -> str:
        """Change what was said of one of the last five calls.

        'ok'; 'late' when the line was served again meanwhile: the history changes, the queue does
        not. Raises KnownError where it may not be changed.
        """
        body = body_of(report)
        answer = self._twice(
            lambda: self._gateway.correct_call(self._token, report.call_uuid, body)
        )
        self._must_be_signed_in(answer)
        status = str(answer["status"])
        if status in _CORRECTIONS_REFUSED:
            raise KnownError(_CORRECTIONS_REFUSED[status])
        if status == "invalid":
            raise BadInput(f"The office cannot accept this: please look at {answer['field']}.")
        return "ok" if status == "same" else status

    def script(self, version_id: int) -> ScriptText:
        """A version of the campaign's script."""
        answer = self._gateway.script(self._token, version_id)
        if answer is None:
            raise KnownError("The script of this campaign cannot be read; ask a supervisor.")
        values = {key: str(value) for key, value in answer["values"].items()}
        return ScriptText(answer["version"], answer["language"], answer["body"], values)

    def pending(self) -> int:
        """How many outcomes and objections wait in the journal."""
        return waiting(self._journal)

    @within(OFFICE_SECONDS)
    def deliver(self) -> int:
        """Try to send what waits; how many remain. Never raises for an absent server.

        With nothing to send, an office that was away is asked whether it is back.
        """
        try:
            if not self.online:
                with within(_KNOCK_SECONDS):
                    self._gateway.knock()
            remaining = deliver(self._gateway, self._journal)
        except Unreachable:
            self.online = False
            return self.pending()
        self.online = True
        return remaining
