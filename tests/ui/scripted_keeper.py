"""A keeper for the office's own page: it answers from facts and keeps what it was asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event

from phonebank.domain.errors import BadInput, PhonebankError
from phonebank.office.backup import BackupReport, BackupStopped
from phonebank.office.backup_record import LastBackup
from phonebank.office.backup_words import Wanted
from phonebank.office.findings import Finding, Severity
from phonebank.office.hosting import Hosting
from phonebank.office.invitation import Invitation
from phonebank.office.keeper import FormerHosting, HostingView, OfficeView
from phonebank.office.service_state import ServiceView
from phonebank.store.accounts import PersonView
from phonebank.store.enrolment import DeskRow, Revoked
from phonebank.store.house import House

NOW = datetime(2026, 3, 3, 18, 30, tzinfo=UTC)
HOUSE = House(
    "Valmont Ensemble", False, "Europe/Paris", "Valmont Ensemble", "droits@valmont.example",
    60, 10, 20, 240, False, 1, 14, 18,
)  # fmt: skip
HOSTING = HostingView(
    ("192.168.1.20",), ("192.168.1.0/24",), ("192.168.1.20",), 5432, 60,
    "3f9a" * 16, NOW + timedelta(days=200),
)  # fmt: skip
SERVICE = ServiceView(able=True, starts="", lingers=True, changeable=True)
FINDINGS = (
    Finding(Severity.OK, "The real office 'Valmont Ensemble' is complete."),
    Finding(Severity.OK, "The office answers on 192.168.1.20, port 5432, over TLS."),
    Finding(
        Severity.WARNING,
        "The last backup is 40 hours old.",
        "Make one: phonebank office backup",
    ),
    Finding(Severity.OK, "The database's functions and rights are as they should be."),
)


def desk(number: int, label: str, *, active: bool = True, connections: int = 0) -> DeskRow:
    """A desk's row."""
    seen = NOW - timedelta(minutes=4 * number)
    until = NOW + timedelta(days=80)
    login = f"pbd_{number:08x}"
    return DeskRow(number, login, label, active, NOW, until, seen, connections)


@dataclass
class ScriptedKeeper:
    """Stands in for `OfficeKeeper`."""

    hosted: bool = True
    long: bool = False
    endless: bool = False
    own_server: bool = True
    error: PhonebankError | None = None
    did: list[tuple[object, ...]] = field(default_factory=list)
    house: House = HOUSE
    findings: tuple[Finding, ...] = FINDINGS
    wanted: Wanted = Wanted.NONE
    service: ServiceView = SERVICE
    former: FormerHosting | None = None
    revoked: set[int] = field(default_factory=set)

    def look(self) -> OfficeView:
        name = "Bureau central de la grande salle du premier étage, fenêtre sur cour"
        desks = (
            desk(1, name if self.long else "Salle 1", connections=2),
            desk(2, "Salle 2"),
            desk(3, "Ancien portable", active=False),
        )
        last = LastBackup(
            Path("/srv/phonebank/offices/valmont/backups/valmont-20260302T023000Z.phonebank"),
            NOW - timedelta(hours=16),
            48 * 1024**2,
            "0" * 64,
            True,
        )
        staff = (
            PersonView(1, "Nadia Perrin", "supervisor", "fr", ("fr",), True, True, "", None),
            PersonView(2, "Odile Vautrin", "owner", "fr", ("fr",), True, True, "", None),
        )
        return OfficeView(
            house=self.house,
            place="/srv/phonebank/offices/valmont",
            own_server=self.own_server,
            hosting=HOSTING if self.hosted else None,
            network="192.168.1.0/24",
            desks=tuple(
                replace(each, active=each.active and each.desk_id not in self.revoked)
                for each in desks
            ),
            backup=last if self.hosted else None,
            backups=Path("/srv/phonebank/offices/valmont/backups"),
            staff=staff if self.hosted else staff[:1],
            former=None if self.hosted else self.former,
            service=self.service if self.own_server else None,
        )

    def check(self) -> tuple[Finding, ...]:
        return self.findings

    def host(
        self, ranges: tuple[str, ...], host: str = "", desks: int = 60, port: int | None = None
    ) -> Hosting:
        self._do("host", ranges, host, desks, *([port] if port else []))
        self.hosted = True
        return Hosting(("192.168.1.20",), ranges, ("192.168.1.20",), 5432, desks)

    def start_with_computer(self) -> None:
        self._do("starts")
        self.service = replace(self.service, starts="user")

    def start_by_hand(self) -> None:
        self._do("by hand")
        self.service = replace(self.service, starts="", command="")

    def stop_hosting(self) -> None:
        self._do("stop")
        self.hosted = False

    def invite(self, label: str, valid: timedelta) -> Invitation:
        self._do("invite", label, valid)
        return Invitation(
            "Valmont Ensemble", ("192.168.1.20",), 5432, "phonebank", "", "pbj_00000000",
            "one-time-code-of-192-bits-0123456", NOW + valid,
        )  # fmt: skip

    def rename(self, desk: DeskRow, label: str) -> None:
        self._do("rename", desk.label, label)

    def revoke(self, desk: DeskRow) -> Revoked:
        self._do("revoke", desk.label)
        self.revoked.add(desk.desk_id)
        return Revoked(1, 1)

    def recovery_words(self) -> str:
        if self.wanted:
            raise BadInput("These backups are sealed with your passphrase: keep that.")
        return "ABCD-EFGH"

    def backup_words(self) -> Wanted:
        return self.wanted

    def verify_words(self) -> Wanted:
        return Wanted.AGAIN if self.wanted else Wanted.NONE

    def check_words(self, words: str, wanted: Wanted) -> None:
        if wanted is Wanted.AGAIN and words != "cerise moulin 93":
            raise OTHER_WORDS
        if len(words) < 12:
            raise BadInput(
                "A password has 12 characters or more: a short sentence does, and this one has 3."
            )

    def back_up(
        self, progress: Callable[[str, int], None], stop: Event, words: str = ""
    ) -> BackupReport:
        if self.endless:
            progress("Restoring it on trial…", 12)
            assert stop.wait(30)
            raise BackupStopped("The backup was stopped; nothing was left half done.")
        self._do("backup", *([words] if words else []))
        return BackupReport(Path("x"), 1, "0" * 64, True, ())

    def verify(
        self, _progress: Callable[[str, int], None], _stop: Event, words: str = ""
    ) -> LastBackup:
        self._do("verify", *([words] if words else []))
        last = self.look().backup
        assert last is not None
        return last

    def change(self, **wanted: str | int | bool) -> House:
        self._do("change", wanted)
        self.house = replace(self.house, **wanted)  # type: ignore[arg-type]
        return self.house

    def renew_charter(self) -> int:
        self._do("charter")
        return 2

    def reword_charter(self, texts: dict[str, str]) -> int:
        self._do("reword", texts)
        version = self.house.charter_version + 1
        self.house = replace(
            self.house,
            charter_version=version,
            charter_accepted=0,
            charter_fr=texts["fr"],
            charter_en=texts["en"],
        )
        return version

    def appoint(self, name: str, password: str, language: str, kind: str) -> None:
        self._do("appoint", name, kind)

    def set_password(self, name: str, password: str) -> None:
        self._do("password", name)

    def set_active(self, name: str, *, active: bool) -> None:
        self._do("active", name, active)

    def _do(self, *what: object) -> None:
        if self.error is not None:
            raise self.error
        self.did.append(what)


REFUSAL = BadInput("Another desk is called Salle 2: choose another name.")
OTHER_WORDS = BadInput(
    "The last backup was sealed with another passphrase: give that one, or choose a new one "
    "for the backups to come."
)
