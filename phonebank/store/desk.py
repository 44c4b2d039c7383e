"""What a desk may ask of the database: the functions of schema `api`, and nothing else.

Every method is one statement in its own transaction and answers with the function's own status.
`Unreachable` means that nothing is known of what became of the request: ask the same again.
"""

from __future__ import annotations

import json
import logging
from typing import Any, LiteralString
from uuid import UUID

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError

from phonebank.domain.report import report_of
from phonebank.store.asking import Asking
from phonebank.store.connection import desk_engine

Answer = dict[str, Any]

_log = logging.getLogger(__name__)

_OFFICE = "select api.office()"
_ACCOUNTS = "select api.accounts()"
_SIGN_IN = "select api.sign_in($1, $2)"
_SIGN_IN_RESULT = "select api.sign_in_result($1)"
_UNLOCK = "select api.unlock($1, $2)"
_UNLOCK_RESULT = "select api.unlock_result($1, $2)"
_ACCEPT_CHARTER = "select api.accept_charter($1, $2)"
_SIGN_OUT = "select api.sign_out($1)"
_CAMPAIGNS = "select api.campaigns($1)"
_CLAIM = "select api.claim($1, $2)"
_HELD = "select api.held($1)"
_OPEN_CARD = "select api.open_card($1, $2)"
_START = "select api.start_call($1, $2, $3)"
_NUMBER = "select api.number($1, $2)"
_FINISH = "select api.finish_call($1, $2, $3, cast($4 as jsonb))"
_FINISH_AND_CLAIM = "select api.finish_and_claim($1, $2, $3, $4, cast($5 as jsonb), $6)"
_KEEP = "select api.keep($1, $2)"
_SEARCH = "select api.search($1, $2, $3, $4)"
_CLAIM_FOUND = "select api.claim_found($1, $2, $3, $4, $5, $6, $7)"
_SEARCH_RESULT = "select api.search_result($1, $2, $3, $4, $5)"
_RELEASE = "select api.release($1, $2, $3)"
_OBJECT = "select api.object_line($1)"
_MY_CALLS = "select api.my_calls($1)"
_CORRECT = "select api.correct_call($1, $2, cast($3 as jsonb))"
_PARK = "select api.park($1, $2, cast($3 as jsonb), $4)"
_SCRIPT = "select api.script($1, $2)"


class DeskGateway:
    """One desk's connection to its office."""

    def __init__(self, url: URL) -> None:
        self._engine, watchdog = desk_engine(url)
        self._asking = Asking(self._engine, watchdog)

    def close(self) -> None:
        """Close every connection."""
        self._asking.close()
        self._engine.dispose()

    def office(self) -> Answer | None:
        """The office and its clock; None when this desk was revoked."""
        return self._ask(_OFFICE)  # type: ignore[no-any-return]

    def knock(self) -> None:
        """Is the office back, and does it take what is told? Raises Unreachable while it is not."""
        self._asking.knock()

    def accounts(self) -> list[Answer]:
        """The names one may sign in with."""
        return self._ask(_ACCOUNTS)  # type: ignore[no-any-return]

    def sign_in(self, account: int, pin: str) -> Answer:
        """Check a PIN (written), then read what came of it: two transactions."""
        asked: Answer = self._ask(_SIGN_IN, account, pin)
        if asked["status"] != "asked":
            return asked
        return self._ask(_SIGN_IN_RESULT, asked["check"])  # type: ignore[no-any-return]

    def unlock(self, token: str, pin: str) -> Answer:
        """Check the PIN of whoever is signed in: two transactions, as `sign_in`."""
        asked: Answer = self._ask(_UNLOCK, token, pin)
        if asked["status"] != "asked":
            return asked
        return self._ask(_UNLOCK_RESULT, token, asked["check"])  # type: ignore[no-any-return]

    def accept_charter(self, token: str, version: int) -> Answer:
        """Keep that the charter was accepted."""
        return self._ask(_ACCEPT_CHARTER, token, version)  # type: ignore[no-any-return]

    def sign_out(self, token: str) -> None:
        """End the session; a line held and not dialled goes back."""
        self._ask(_SIGN_OUT, token)

    def campaigns(self, token: str) -> list[Answer]:
        """The campaigns open to this caller."""
        return self._ask(_CAMPAIGNS, token)  # type: ignore[no-any-return]

    def claim(self, token: str, campaign: int) -> Answer:
        """Reserve the next line, or get the one already held."""
        return self._ask(_CLAIM, token, campaign)  # type: ignore[no-any-return]

    def held(self, token: str) -> Answer:
        """What this caller holds, if anything; reserves nothing."""
        return self._ask(_HELD, token)  # type: ignore[no-any-return]

    def open_card(self, token: str, claim: UUID) -> Answer:
        """Who is on the line held."""
        return self._ask(_OPEN_CARD, token, claim)  # type: ignore[no-any-return]

    def start_call(self, token: str, claim: UUID, call: UUID) -> Answer:
        """Tell that the line rings; acknowledged before the number is shown."""
        return self._ask(_START, token, claim, call)  # type: ignore[no-any-return]

    def number(self, token: str, claim: UUID) -> str | None:
        """The E.164 number of a started call."""
        return self._ask(_NUMBER, token, claim)  # type: ignore[no-any-return]

    def dial(self, token: str, claim: UUID, call: UUID) -> tuple[Answer, str | None]:
        """`start_call`, and once that is committed `number`: two steps, one trip."""
        started, number = self._asking.values(
            (_START, (token, claim, call)), (_NUMBER, (token, claim))
        )
        return started, number

    def finish_call(self, claim: UUID, call: UUID, fence: int, body: Answer) -> Answer:
        """Tell how the call ended."""
        return self._tell(_FINISH, claim, call, fence, json.dumps(body))

    def finish_and_claim(
        self, token: str, claim: UUID, call: UUID, fence: int, body: Answer, campaign: int
    ) -> Answer:
        """Tell how the call ended and reserve the next line, in one trip."""
        return self._tell(
            _FINISH_AND_CLAIM,
            token,
            claim,
            call,
            fence,
            json.dumps(body),
            campaign,
        )

    def keep(self, token: str, claim: UUID) -> Answer:
        """Renew a claim."""
        return self._ask(_KEEP, token, claim)  # type: ignore[no-any-return]

    def release(self, token: str, claim: UUID, reason: str) -> Answer:
        """Give back a line that was not dialled."""
        return self._ask(_RELEASE, token, claim, reason)  # type: ignore[no-any-return]

    def object_line(self, claim: UUID) -> Answer:
        """Record an objection; the line is closed everywhere."""
        return self._tell(_OBJECT, claim)

    def my_calls(self, token: str) -> list[Answer]:
        """The caller's last five calls."""
        return self._ask(_MY_CALLS, token)  # type: ignore[no-any-return]

    def correct_call(self, token: str, call: UUID, body: Answer) -> Answer:
        """Replace what was told of one of the last five calls."""
        return self._ask(_CORRECT, token, call, json.dumps(body))  # type: ignore[no-any-return]

    def park(self, claim: UUID | None, call: UUID, body: Answer, reason: str) -> Answer:
        """Hand an outcome the server keeps refusing to the supervisor."""
        return self._tell(_PARK, claim, call, json.dumps(body), reason)

    def search(self, token: str, e164: str | None, surname: str | None, born: int | None) -> Answer:
        """Who rings back: the question (counted), then its answer: two transactions."""
        words = (e164, surname, born)
        asked: Answer = self._ask(_SEARCH, token, *words)
        if asked["status"] != "asked":
            return asked
        answer: Answer = self._ask(_SEARCH_RESULT, token, asked["search"], *words)
        return {**answer, "search": asked["search"]}

    def claim_found(
        self,
        token: str,
        search: UUID,
        e164: str | None,
        surname: str | None,
        born: int | None,
        person: int,
        campaign: int,
    ) -> Answer:
        """Reserve the line of somebody a search found, with the search's words once more."""
        return self._ask(  # type: ignore[no-any-return]
            _CLAIM_FOUND,
            token,
            search,
            e164,
            surname,
            born,
            person,
            campaign,
        )

    def script(self, token: str, version: int) -> Answer | None:
        """A version of a script, with the words its fillers stand for."""
        return self._ask(_SCRIPT, token, version)  # type: ignore[no-any-return]

    def _tell(self, statement: LiteralString, *values: object) -> Answer:
        """As `_ask`; a fault of the database's answers 'error', so that nothing told is lost."""
        try:
            return self._ask(statement, *values)  # type: ignore[no-any-return]
        except DBAPIError as error:
            # Never the error itself: its words quote what was told.
            _log.error("the database could not take what this desk told\n%s", report_of(error))
            return {"status": "error"}

    def _ask(self, statement: LiteralString, *values: object) -> Any:
        return self._asking.value((statement, values))
