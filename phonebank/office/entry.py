"""A supervisor's way into an opened office: the password, tried with patience."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from phonebank.domain.errors import PhonebankError
from phonebank.office.patience import TOO_MANY, Refused
from phonebank.store.guessing import note_wrong_password
from phonebank.store.room import RoomGateway, RoomOffice

if TYPE_CHECKING:
    from phonebank.office.office import Office
    from phonebank.office.patience import Patience

Result = TypeVar("Result")
ALERT_FROM = 5
"""Wrong passwords in a row after which the supervisors are told, as after a desk's wrong PINs."""


class SupervisorEntry:
    """Signs supervisors and owners into one office. Every method may be called on any thread."""

    def __init__(self, office: Office, patience: Patience) -> None:
        self._office, self._patience = office, patience
        self._place = str(office.folder) if office.cluster or office.joined else _address(office)

    def enter(self, login: str, password: str) -> tuple[RoomGateway, RoomOffice] | Refused:
        """The room and the office as `login` sees it; the caller closes the room."""
        job = partial(_enter, self._office, login, password)
        return self._told(login, self._patience.give(self._place, login, job))

    def returns(self, login: str, password: str) -> Refused | None:
        """Whether this is still `login`'s password: None where it is."""
        job = partial(_returns, self._office, login, password)
        return self._told(login, self._patience.give(self._place, login, job))

    def expected(self, login: str) -> tuple[str, Refused]:
        """(login, what it must wait before its next try; '' and 0 where it need not)."""
        left = self._patience.wait(self._place, login)
        return login, Refused(TOO_MANY if left else "", left)

    def _told(self, login: str, answer: Result | Refused) -> Result | Refused:
        # Only the owner's computer may write it down; a desk that could would be one more way in.
        if isinstance(answer, Refused) and answer.wrong and self._office.owned:
            with suppress(PhonebankError):
                note_wrong_password(
                    self._office.owner_url, login, answer.wrong, alert=answer.wrong >= ALERT_FROM
                )
        return answer


def _enter(office: Office, login: str, password: str) -> tuple[RoomGateway, RoomOffice]:
    room = RoomGateway(office.supervisor_url(login, password))
    try:
        return room, room.office()
    except BaseException:
        room.close()
        raise


def _returns(office: Office, login: str, password: str) -> None:
    _enter(office, login, password)[0].close()


def _address(office: Office) -> str:
    return office.owner_url.set(username=None, password=None).render_as_string()
