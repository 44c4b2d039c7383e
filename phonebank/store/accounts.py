"""The people who work in an office and the desks they sit at, for a supervisor or the owner.

Both call the same functions of schema `room` (`sql/accounts.sql`), each under their own role; what
takes the right to make and close LOGIN roles (supervisors) is done by the server's administrator.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Engine, text

from phonebank.domain.errors import BadInput, KnownError
from phonebank.store.connection import plain_errors

if TYPE_CHECKING:
    from sqlalchemy import TextClause

PIN_MINIMUM = 6

_ADD = text("select room.add_caller(:name, :pin, :language, :spoken)")
_NEW_PIN = text("select room.new_pin(:account, :pin)")
_SET_ACTIVE = text("select room.set_active(:account, :active)")
_END_SESSION = text("select room.end_session(:account)")
_UNLOCK = text("select room.unlock_desk(:desk)")
_PEOPLE = text(
    "select account_id, name, kind, language, spoken, active, charter, desk, seen_at"
    " from room.people()"
)
_DESKS = text("select desk_id, label, caller, seen_at, failures, waiting_until from room.desks()")

_FAULTS = {
    "refused": "This account no longer supervises the office; ask its owner to appoint you again.",
    "name": "A name has 1 to 60 letters one can see: choose another.",
    "taken": "Somebody is already called {name} here: add an initial.",
    "inactive": "{name} worked here before: 'phonebank account activate' lets them back in.",
    "language": "The screens speak French (fr) or English (en): choose one.",
    "spoken": "Languages spoken are written as two letters each: fr,pt.",
    "pin_digits": "A PIN is made of digits only: choose another for {name}.",
    "pin_short": "A PIN has 6 digits or more: choose another for {name}.",
    "pin_long": "A PIN has 12 digits at most: choose another for {name}.",
    "pin_trivial": "This PIN is among the first anybody would try: choose another for {name}.",
    "missing": "{name} is no caller of this office any more: look at the list again.",
}


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who works here, or did. `desk` is '' and `seen_at` None for who is not signed in."""

    account_id: int
    name: str
    kind: str
    """'caller', 'supervisor' or 'owner'."""
    language: str
    spoken: tuple[str, ...]
    active: bool
    charter: bool
    """Whether the charter that holds now was accepted."""
    desk: str
    seen_at: datetime | None


@dataclass(frozen=True, slots=True)
class DeskView:
    """A desk in service. `failures`: wrong PINs in a row; `waiting_until`: no PIN before then."""

    desk_id: int
    label: str
    caller: str
    seen_at: datetime | None
    failures: int
    waiting_until: datetime | None


@dataclass(frozen=True, slots=True)
class GivenPin:
    """What became of a PIN asked for. `pin` is the one made up, told once; '' otherwise.

    `status`: 'ok', 'refused', 'name', 'taken', 'inactive', 'language', 'spoken', 'pin_digits',
    'pin_short', 'pin_long', 'pin_trivial', 'missing'.
    """

    status: str
    account_id: int = 0
    name: str = ""
    pin: str = ""


@dataclass(frozen=True, slots=True)
class SentAway:
    """`status`: 'ok', 'refused', 'missing'; `line`: 'none', 'back' or 'doubt' (it was dialled)."""

    status: str
    line: str = "none"


class Team:
    """People and desks, over the engine of a supervisor or of the owner."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def people(self) -> tuple[PersonView, ...]:
        """Everybody, those sent away last."""
        return tuple(
            PersonView(
                account_id=row.account_id,
                name=row.name,
                kind=row.kind,
                language=row.language,
                spoken=tuple(row.spoken),
                active=row.active,
                charter=row.charter,
                desk=row.desk,
                seen_at=row.seen_at,
            )
            for row in self._rows(_PEOPLE)
        )

    def desks(self) -> tuple[DeskView, ...]:
        """The desks in service, by label."""
        return tuple(DeskView(*row) for row in self._rows(_DESKS))

    def add_caller(
        self,
        name: str,
        pin: str | None = None,
        language: str = "fr",
        spoken: tuple[str, ...] = ("fr",),
    ) -> GivenPin:
        """Add a volunteer; without a PIN the office makes one up. The PIN is stored hashed."""
        answer = self._value(_ADD, name=name, pin=pin, language=language, spoken=list(spoken))
        return _given(answer)

    def new_pin(self, account_id: int, pin: str | None = None) -> GivenPin:
        """Give a volunteer another PIN, made up where none is given."""
        return _given(self._value(_NEW_PIN, account=account_id, pin=pin))

    def set_active(self, account_id: int, *, active: bool) -> SentAway:
        """Send a volunteer away, from the next call on, or let one back in."""
        answer = self._value(_SET_ACTIVE, account=account_id, active=active)
        return SentAway(answer["status"], answer.get("line", "none"))

    def end_session(self, account_id: int) -> SentAway:
        """Sign somebody out from afar; they may sign in again."""
        answer = self._value(_END_SESSION, account=account_id)
        return SentAway(answer["status"], answer.get("line", "none"))

    def unlock_desk(self, desk_id: int) -> bool:
        """Let a desk try PINs again at once; False when it is not in service."""
        return bool(self._value(_UNLOCK, desk=desk_id))

    def _rows(self, statement: TextClause) -> list[Any]:
        with plain_errors(), self._engine.begin() as connection:
            return list(connection.execute(statement))

    def _value(self, statement: TextClause, **values: object) -> Any:
        with plain_errors(), self._engine.begin() as connection:
            return connection.scalar(statement, values)


def must_be_ok(status: str, name: str) -> None:
    """Raise what a status that is not 'ok' means, as one sentence."""
    if status != "ok":
        error = KnownError if status == "refused" else BadInput
        raise error(_FAULTS[status].format(name=name))


def _given(answer: dict[str, Any]) -> GivenPin:
    return GivenPin(
        answer["status"],
        answer.get("account_id", 0),
        answer.get("name", ""),
        answer.get("pin") or "",
    )
