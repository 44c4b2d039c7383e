"""Joining an office by invitation, and staying one of its desks.

The new role and its secret are kept here before the office hears of them: an answer lost on the way
is found again by trying to sign in.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput, KnownError, Unproven, Unreachable
from phonebank.office import authority as certificates
from phonebank.office.card import OfficeCard, folder_for, read_card, write_card
from phonebank.office.hosting import this_computer
from phonebank.office.joined import (
    AUTHORITY,
    NEXT_SECRET,
    SECRET,
    SECRETS,
    JoinedDesk,
    desk_secret,
    read_joined,
    write_joined,
)
from phonebank.office.joining_again import join_again
from phonebank.office.keeping import forget_secrets, keep_secret, kept_secret
from phonebank.office.settings import private_folder, remember_office
from phonebank.store import enrolment

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL

    from phonebank.office.invitation import Invitation

#: A desk changes its secret by itself when less than this is left of its ninety days.
ROTATION = timedelta(days=45)
_MOST_OFFICES = 50


@dataclass(frozen=True, slots=True)
class Joined:
    """What became of joining: the office's folder here, its name, this desk's label and expiry."""

    folder: Path
    office: str
    practice: bool
    label: str
    until: datetime


def join_office(
    invitation: Invitation, *, label: str = "", folder: Path | None = None, words: str = ""
) -> Joined:
    """Make this computer a desk of the office that invited it, and remember that office.

    A computer that is a desk of that office already stays that desk and learns the way there.
    `label` is proposed as the desk's name (else the computer's own). `words` is the passphrase
    that seals the desk's secret where there is no key ring. Raises BadInput when the invitation is
    spent, KnownError when the office cannot prove to be the one that invited, Unreachable when it
    does not answer; nothing is left behind but what a second try needs.
    """
    if invitation.expires <= datetime.now(UTC):
        raise BadInput("This invitation has expired: ask the office for another one.")
    known = join_again(invitation, _choices(invitation, folder), words)
    if known is not None:
        remember_office(known[0])
        return Joined(known[0], known[1].office, known[1].practice, known[1].label, known[1].until)
    place = _place(invitation, folder)
    tried_before = read_joined(place) is not None
    secret = _begin(place, invitation, words)
    desk = read_joined(place)
    if desk is None:
        raise KnownError(f"{place} was changed meanwhile: try again.")
    own = desk.url(place, desk.login, secret)
    try:
        answer = _enrol(desk, place, invitation, own, secret, label or this_computer())
    except Unreachable as error:
        raise Unreachable(
            f"The office does not answer at {desk.address}: check that it runs and that this "
            "computer is in its network, then join again with the same invitation."
        ) from error
    except (BadInput, KnownError) as error:
        # The office may know this desk from the first try: a stranger's answer takes nothing away.
        if not (tried_before and isinstance(error, Unproven)):
            _leave_nothing(place)
        raise
    if answer.practice != invitation.practice:
        keep_secret(place / SECRETS, SECRET, secret, practice=answer.practice, words=words)
    write_joined(place, replace(desk, label=answer.label, until=answer.until.isoformat()))
    created = datetime.now(UTC).isoformat(timespec="seconds")
    write_card(place, OfficeCard(answer.office, answer.practice, created, True, joined=True))
    remember_office(place)
    return Joined(place, answer.office, answer.practice, answer.label, answer.until)


def rotate_secret(folder: Path, *, practice: bool, words: str = "") -> datetime:
    """Give this desk another secret, ninety days more; until when it is good.

    Raises KnownError when the desk was revoked, Unreachable when the office does not answer: the
    desk then keeps both secrets until it knows which one counts.
    """
    desk = _desk(folder)
    url = working_url(folder, practice=practice, words=words)
    if kept_secret(folder / SECRETS, NEXT_SECRET, practice=practice, words=words) is not None:
        raise Unreachable(
            "The office does not say which secret of this desk counts, so none was changed: it is "
            "asked again the next time."
        )
    fresh = enrolment.new_secret()
    keep_secret(folder / SECRETS, NEXT_SECRET, fresh, practice=practice, words=words)
    until = enrolment.renew(url, fresh)
    _settle(folder, fresh, practice=practice, words=words)
    write_joined(folder, replace(desk, until=until.isoformat()))
    return until


def working_url(folder: Path, *, practice: bool, words: str = "") -> URL:
    """The office's address for this desk, with the secret that counts.

    Where a change of secret was cut off, the office is asked which one it knows.
    """
    desk = _desk(folder)
    current = desk.url(folder, desk.login, desk_secret(folder, practice=practice, words=words))
    fresh = kept_secret(folder / SECRETS, NEXT_SECRET, practice=practice, words=words)
    if fresh is None:
        return current
    changed = desk.url(folder, desk.login, fresh)
    try:
        if enrolment.admits(changed):
            _settle(folder, fresh, practice=practice, words=words)
            return changed
        forget_secrets(folder / SECRETS, NEXT_SECRET)
    except KnownError:
        pass  # it did not answer, or says nothing of the secret: both are kept
    return current


def is_due(desk: JoinedDesk) -> bool:
    """Whether this desk's secret should be changed now."""
    until = desk.expires()
    return until is not None and until - datetime.now(UTC) < ROTATION


def _desk(folder: Path) -> JoinedDesk:
    desk = read_joined(folder)
    if desk is None:
        raise BadInput(f"This computer joined no office in {folder}.")
    return desk


def _settle(folder: Path, secret: str, *, practice: bool, words: str) -> None:
    keep_secret(folder / SECRETS, SECRET, secret, practice=practice, words=words)
    forget_secrets(folder / SECRETS, NEXT_SECRET)


def _place(invitation: Invitation, folder: Path | None) -> Path:
    """A folder for the joined office: a new one, or the one of an earlier, cut-off try."""
    choices = _choices(invitation, folder)
    for place in choices:
        card, desk = read_card(place), read_joined(place)
        if card is None and desk is None:
            if not place.exists() or not any(place.iterdir()):
                return place
        elif desk is not None and desk.invitation == invitation.login:
            if card is not None and card.ready:
                raise BadInput(
                    f"This computer has joined {card.name} with this invitation already."
                )
            return place
    raise BadInput(
        f"The folder {choices[0]} holds something else: choose another one with --office."
    )


def _choices(invitation: Invitation, folder: Path | None) -> list[Path]:
    if folder is not None:
        return [folder]
    first = folder_for(invitation.office)
    return [first, *(first.with_name(f"{first.name}-{n}") for n in range(2, _MOST_OFFICES))]


def _begin(place: Path, invitation: Invitation, words: str) -> str:
    """Keep everything a desk needs before the office hears of it; the desk's secret."""
    private_folder(place)
    known = read_joined(place)
    secret = None
    if known is not None:
        secret = kept_secret(place / SECRETS, SECRET, practice=invitation.practice, words=words)
    login = known.login if known is not None and secret else enrolment.new_login("pbd_")
    secret = secret or enrolment.new_secret()
    try:
        if invitation.authority:
            certificates.keep(place / AUTHORITY, invitation.authority)
        keep_secret(place / SECRETS, SECRET, secret, practice=invitation.practice, words=words)
        write_joined(
            place,
            JoinedDesk(
                hosts=" ".join(invitation.hosts),
                port=invitation.port,
                database=invitation.database,
                login=login,
                label="",
                until="",
                invitation=invitation.login,
                system_authorities=not invitation.authority,
            ),
        )
    except BaseException:
        if known is None:
            _leave_nothing(place)
        raise
    return secret


def _enrol(
    desk: JoinedDesk, place: Path, invitation: Invitation, own: URL, secret: str, label: str
) -> enrolment.Enrolled:
    door = desk.url(place, invitation.login, invitation.code)
    try:
        return enrolment.enrol(door, desk.login, secret, label)
    except Unreachable:
        raise
    except (BadInput, KnownError) as error:
        # Spent by ourselves, when only the answer was lost?
        found = enrolment.enrolled(own)
        if found is not None:
            return found
        if isinstance(error, KnownError) and "refused this" in str(error):
            raise BadInput(
                "The office refuses this invitation, which was used already or has expired: "
                "ask for another one."
            ) from error
        raise


def _leave_nothing(place: Path) -> None:
    forget_secrets(place / SECRETS, SECRET, NEXT_SECRET)
    shutil.rmtree(place, ignore_errors=True)
