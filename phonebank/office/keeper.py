"""What the owner's page about the office asks for: hosting, desks, backups, settings, accounts.

A plain object over an opened office; its methods block and belong on worker threads. Each raises
`PhonebankError` with a sentence for a person.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput, KnownError, PhonebankError
from phonebank.office import authority as certificates
from phonebank.office import network
from phonebank.office.account import own_account
from phonebank.office.backup import BackupReport, BackupStopped, back_up, verify_backup
from phonebank.office.backup_key import key_for_writing, ring_key
from phonebank.office.backup_record import LastBackup, last_backup
from phonebank.office.backup_words import (
    Wanted,
    check_words,
    words_for_backup,
    words_for_trial,
)
from phonebank.office.check import check_office
from phonebank.office.check_hosting import check_server
from phonebank.office.desks import desks_of, invite_desk, revoke_desk
from phonebank.office.hosting import (
    DESKS,
    FORMER,
    Hosting,
    authority_pem,
    host_office,
    hosting_of,
    server_pem,
    stop_hosting,
)
from phonebank.office.owner_folder import owner_folder
from phonebank.office.service_state import (
    ServiceView,
    service_of,
    start_by_hand,
    start_with_computer,
)
from phonebank.store import desks as roles
from phonebank.store import enrolment, house
from phonebank.store.owner import OwnerStore

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path
    from threading import Event

    from phonebank.office.findings import Finding
    from phonebank.office.invitation import Invitation
    from phonebank.office.office import Office
    from phonebank.store.accounts import PersonView

    Progress = Callable[[str, int], None]
    """The step, and how many mebibytes are behind it."""

_MEBIBYTE = 1024**2


@dataclass(frozen=True, slots=True)
class HostingView:
    """How the office listens. `fingerprint` is the authority's, `until` its certificate's end."""

    addresses: tuple[str, ...]
    ranges: tuple[str, ...]
    hosts: tuple[str, ...]
    port: int
    desks: int
    fingerprint: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class FormerHosting:
    """How a restored office listened where it was, which this computer cannot give it as it is.

    `taken`: another program has the `port` here; `free_port` is one that nobody has, 0 for none.
    """

    ranges: tuple[str, ...]
    hosts: tuple[str, ...]
    port: int
    desks: int
    taken: bool
    free_port: int


@dataclass(frozen=True, slots=True)
class OfficeView:
    """One look at the office. `own_server`: it may be hosted from here; `hosting` None: it is not.

    `former` is how it listened before it was restored here, while `hosting` is None; `service` how
    it starts, None where its server stands elsewhere. `place` is its folder or its server's
    address; `network` the network this computer stands in, '' where there is none; `staff` who
    signs in with a password.
    """

    house: house.House
    place: str
    own_server: bool
    hosting: HostingView | None
    network: str
    desks: tuple[enrolment.DeskRow, ...]
    backup: LastBackup | None
    backups: Path
    staff: tuple[PersonView, ...]
    former: FormerHosting | None = None
    service: ServiceView | None = None


class _Following:
    """Tells where a backup stands, once a mebibyte, and ends it when that is asked for."""

    def __init__(self, progress: Progress | None, stop: Event | None) -> None:
        self._progress, self._stop = progress, stop
        self._step, self._bytes, self._told = "", 0, -1

    def say(self, step: str) -> None:
        self._step, self._bytes, self._told = step, 0, -1
        self.count(0)

    def count(self, more: int) -> None:
        if self._stop is not None and self._stop.is_set():
            raise BackupStopped("The backup was stopped; nothing was left half done.")
        self._bytes += more
        done = self._bytes // _MEBIBYTE
        if self._progress is not None and done != self._told:
            self._told = done
            self._progress(self._step, done)


class OfficeKeeper:
    """The owner's hands on one opened office."""

    def __init__(self, office: Office) -> None:
        self._office = office

    @property
    def practice(self) -> bool:
        """Whether everybody in it is invented."""
        return self._office.practice

    def look(self) -> OfficeView:
        """Everything the page shows, but for the check."""
        office = self._office
        url = office.owner_url
        own = office.cluster is not None
        owners = owner_folder(office)
        with OwnerStore(url) as owner:
            staff = tuple(each for each in owner.team.people() if each.kind != "caller")
        return OfficeView(
            house=house.house_of(url),
            place=str(owners) if own else url.render_as_string(hide_password=True),
            own_server=own,
            hosting=_hosting(office) if own else None,
            network=network.own_network(),
            desks=desks_of(office),
            backup=last_backup(owners),
            backups=owners / "backups",
            staff=staff,
            former=_former(office) if own else None,
            service=service_of(office.folder) if own else None,
        )

    def check(self) -> tuple[Finding, ...]:
        """What `phonebank office check` finds."""
        try:
            folder = self._office.folder
        except KnownError:
            return tuple(check_server(self._office.owner_url))
        return check_office(folder)

    def host(
        self,
        ranges: Sequence[str],
        host: str = "",
        desks: int = DESKS,
        port: int | None = None,
    ) -> Hosting:
        """Let the desks of these networks join; without any, this computer's own network."""
        return host_office(self._office, ranges=ranges, host=host, desks=desks, port=port)

    def start_with_computer(self) -> None:
        """Have the office start with this computer, before anybody signs in if that is allowed."""
        office = self._office
        start_with_computer(office.folder, office.name, user=not own_account().is_root)

    def start_by_hand(self) -> None:
        """Have it start with the window only."""
        start_by_hand(self._office.folder, user=not own_account().is_root)

    def stop_hosting(self) -> None:
        """Serve this computer only."""
        stop_hosting(self._office)

    def invite(self, label: str, valid: timedelta) -> Invitation:
        """A one-time invitation for one computer."""
        return invite_desk(self._office, label, valid)

    def rename(self, desk: enrolment.DeskRow, label: str) -> None:
        """Call a desk by another name."""
        enrolment.rename(self._office.owner_url, desk, label)

    def revoke(self, desk: enrolment.DeskRow) -> enrolment.Revoked:
        """Take a desk out of service; it bites on its next call."""
        return revoke_desk(self._office, desk)

    def recovery_words(self) -> str:
        """The backups' key, to be written down. Raises BadInput where a passphrase seals them."""
        owners = owner_folder(self._office)
        if not self._office.practice and ring_key(owners) is None:
            raise BadInput("These backups are sealed with your passphrase: keep that.")
        return key_for_writing(owners, practice=self._office.practice).recovery_words()

    def backup_words(self) -> Wanted:
        """Which passphrase a backup needs here: none where there is a key ring."""
        owners = owner_folder(self._office)
        return words_for_backup(owners, last_backup(owners), practice=self._office.practice)

    def verify_words(self) -> Wanted:
        """Which passphrase the trial of the last backup needs."""
        return words_for_trial(last_backup(owner_folder(self._office)))

    def check_words(self, words: str, wanted: Wanted) -> None:
        """Accept a new passphrase, or the last backup's again. Raises BadInput."""
        check_words(words, wanted, last_backup(owner_folder(self._office)))

    def back_up(
        self, progress: Progress | None = None, stop: Event | None = None, words: str = ""
    ) -> BackupReport:
        """Write a sealed backup now, restored on trial and compared.

        Raises BackupStopped once `stop` is set; nothing is left of it.
        """
        following = _Following(progress, stop)
        return back_up(
            self._office, verify=True, progress=following.say, follow=following.count, words=words
        )

    def verify(
        self, progress: Progress | None = None, stop: Event | None = None, words: str = ""
    ) -> LastBackup:
        """Restore the last backup on trial and compare.

        Raises KnownError without one, BackupStopped once `stop` is set.
        """
        following = _Following(progress, stop)
        return verify_backup(
            self._office, progress=following.say, follow=following.count, words=words
        )

    def change(self, **wanted: str | int | bool) -> house.House:
        """Change settings, named as the fields of `House`."""
        return house.change_house(self._office.owner_url, **wanted)

    def renew_charter(self) -> int:
        """Everybody reads the charter again before their next line."""
        return house.renew_charter(self._office.owner_url)

    def reword_charter(self, texts: Mapping[str, str]) -> int:
        """Say the charter in these words, by language; everybody reads them before their next."""
        return house.reword_charter(self._office.owner_url, texts)

    def appoint(self, name: str, password: str, language: str, kind: str) -> None:
        """Give somebody an account with a password; `kind`: 'supervisor' or 'owner'."""
        roles.appoint(self._office.owner_url, name, password, language, kind)

    def set_password(self, name: str, password: str) -> None:
        """Give one of the staff another password."""
        roles.set_password(self._office.owner_url, name, password)

    def set_active(self, name: str, *, active: bool) -> None:
        """Send one of the staff away, or let them back in."""
        roles.set_supervising(self._office.owner_url, name, active=active)


def _hosting(office: Office) -> HostingView | None:
    hosting = hosting_of(office.folder)
    if hosting is None:
        return None
    server = server_pem(office.folder)
    return HostingView(
        addresses=hosting.addresses,
        ranges=hosting.ranges,
        hosts=hosting.hosts,
        port=hosting.port,
        desks=hosting.desks,
        fingerprint=certificates.fingerprint(authority_pem(office.folder)),
        until=certificates.expiry(server) if server else None,
    )


def _former(office: Office) -> FormerHosting | None:
    folder = office.folder
    former = hosting_of(folder, FORMER)
    if former is None or hosting_of(folder) is not None:
        return None
    addresses = tuple(each for each in former.addresses if network.is_own(each)) or ("",)
    taken, free = False, former.port
    try:
        network.free_port(addresses, former.port)
    except PhonebankError:
        taken = True
        with suppress(PhonebankError):
            free = network.free_port(addresses)
        free = 0 if free == former.port else free
    return FormerHosting(former.ranges, former.hosts, former.port, former.desks, taken, free)
