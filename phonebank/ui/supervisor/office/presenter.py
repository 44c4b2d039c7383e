"""The office's own page on its way: looks, checks and carries out what its owner decides."""

from __future__ import annotations

from collections import deque
from functools import partial
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from phonebank.ui.faults import worded

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta

    from phonebank.bridge import Bridge
    from phonebank.office.backup import BackupReport
    from phonebank.office.backup_record import LastBackup
    from phonebank.office.backup_words import Wanted
    from phonebank.office.findings import Finding
    from phonebank.office.hosting import Hosting
    from phonebank.office.invitation import Invitation
    from phonebank.office.keeper import OfficeKeeper, OfficeView
    from phonebank.store.enrolment import DeskRow, Revoked
    from phonebank.store.house import House


class OfficePresenter(QObject):
    """Asks through the bridge; after each change it looks again. One long step at a time."""

    seen = Signal(object)
    """An `OfficeView`."""
    checked = Signal(object)
    """A tuple of `Finding`."""
    busy = Signal(str)
    """What takes time: 'host', 'stop', 'service', 'backup', 'verify'; '' once it is over."""
    stepped = Signal(str, int)
    """The step a backup is at, as its layer tells it, and the mebibytes behind it; of a worker."""
    words_wanted = Signal(str, object)
    """A passphrase is needed for 'backup' or 'verify', and which (`Wanted`): `give_words`."""
    key_told = Signal(str)
    """The backups' key, to be written down now."""
    invited = Signal(object)
    """An `Invitation`, to be handed over now."""
    done = Signal(str)
    """What was asked for is done; which: 'settings', 'account', 'rename', …"""
    said = Signal(str)
    refused = Signal(str)
    """Why something was not done, in the window's language."""

    def __init__(
        self, bridge: Bridge, service: OfficeKeeper, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._service = bridge, service
        self._working = ""
        self._stop = Event()
        self._asked: deque[str] = deque()

    @property
    def working(self) -> str:
        """The long work under way, '' for none."""
        return self._working

    def look(self) -> None:
        """Look at everything but what the check finds."""
        self._bridge.read("office page", self._service.look, self._on_seen, self._on_refused)

    def check(self) -> None:
        """Look for what is wrong."""
        self._bridge.read("office check", self._service.check, self._on_checked, self._on_refused)

    def host(self, ranges: tuple[str, ...], host: str, desks: int, port: int | None = None) -> None:
        """Let desks of these networks join."""
        job = partial(self._service.host, ranges, host, desks, port)
        self._begin("host", job, self._on_hosted)

    def start_with_computer(self, wanted: bool) -> None:
        """Have the office start with this computer, or with the window only."""
        if wanted:
            self._begin("service", self._service.start_with_computer, self._on_starting)
        else:
            self._begin("service", self._service.start_by_hand, self._on_by_hand)

    def stop_hosting(self) -> None:
        """Serve this computer only."""
        self._begin("stop", self._service.stop_hosting, self._on_stopped)

    def back_up(self) -> None:
        """Write a backup and try it; a passphrase may be wanted first."""
        self._ask_words("backup", self._service.backup_words)

    def verify(self) -> None:
        """Try the last backup again; its passphrase may be wanted first."""
        self._ask_words("verify", self._service.verify_words)

    def stop(self) -> None:
        """End the backup, or its trial, that is under way; nothing is left half done."""
        self._stop.set()

    def tell_key(self) -> None:
        """Have the backups' key told."""
        job = self._service.recovery_words
        self._bridge.read("backup key", job, self.key_told.emit, self._on_refused)

    def give_words(self, what: str, words: str, wanted: Wanted) -> None:
        """The passphrase for 'backup' or 'verify': looked at, then used and kept nowhere."""
        job = partial(self._checked, what, words, wanted)
        self._bridge.read("backup words", job, self._on_words, self._on_refused)

    def invite(self, label: str, valid: timedelta) -> None:
        """Prepare an invitation for one computer."""
        job = partial(self._service.invite, label, valid)
        self._bridge.write(job, self._on_invited, self._on_refused)

    def rename(self, desk: DeskRow, label: str) -> None:
        """Call a desk by another name."""
        self._write("rename", partial(self._service.rename, desk, label))

    def revoke(self, desk: DeskRow) -> None:
        """Take a desk out of service."""
        self._bridge.write(partial(self._service.revoke, desk), self._on_revoked, self._on_refused)

    def change(self, wanted: dict[str, str | int | bool]) -> None:
        """Change settings."""
        job = partial(self._service.change, **wanted)
        self._bridge.write(job, self._on_changed, self._on_refused)

    def renew_charter(self) -> None:
        """Everybody reads the charter again."""
        self._bridge.write(self._service.renew_charter, self._on_charter, self._on_refused)

    def reword_charter(self, texts: dict[str, str]) -> None:
        """Say the charter in these words, by language; everybody accepts them."""
        job = partial(self._service.reword_charter, texts)
        self._bridge.write(job, self._on_reworded, self._on_refused)

    def appoint(self, name: str, password: str, language: str, kind: str) -> None:
        """Give somebody an account with a password."""
        self._write("account", partial(self._service.appoint, name, password, language, kind))

    def set_password(self, name: str, password: str) -> None:
        """Another password for one of the staff."""
        self._write("account", partial(self._service.set_password, name, password))

    def set_active(self, name: str, *, active: bool) -> None:
        """Send one of the staff away, or let them back in."""
        self._write("staff", partial(self._service.set_active, name, active=active))

    def _ask_words(self, what: str, service: Callable[[], Wanted]) -> None:
        if not self._working:
            self._working = what
            self.busy.emit(what)
            job = partial(_wanted, what, service)
            self._bridge.read("backup words", job, self._on_wanted, self._on_unasked)

    def _checked(self, what: str, words: str, wanted: Wanted) -> tuple[str, str]:
        self._service.check_words(words, wanted)
        return what, words

    def _on_wanted(self, told: tuple[str, Wanted]) -> None:
        what, wanted = told
        self._working = ""
        if wanted:
            self.busy.emit("")
            self.words_wanted.emit(what, wanted)
        else:
            self._on_words((what, ""))

    def _on_unasked(self, sentence: str) -> None:
        self._working = ""
        self.busy.emit("")
        self._on_refused(sentence)

    def _on_words(self, told: tuple[str, str]) -> None:
        what, words = told
        if words:
            self.done.emit("words")
        if what == "backup":
            job: Callable[[], Any] = partial(
                self._service.back_up, self.stepped.emit, self._stop, words
            )
            self._begin(what, job, self._on_backup)
        else:
            job = partial(self._service.verify, self.stepped.emit, self._stop, words)
            self._begin(what, job, self._on_verified)

    def _begin(self, what: str, job: Callable[[], Any], on_done: Callable[[Any], None]) -> None:
        if self._working:
            return
        self._working = what
        self._stop.clear()
        self.busy.emit(what)
        self._bridge.long(job, on_done, self._on_broken)

    def _end(self) -> None:
        self._working = ""
        self.busy.emit("")
        self.look()
        self.check()

    def _write(self, what: str, job: Callable[[], None]) -> None:
        self._asked.append(what)
        self._bridge.write(job, self._on_told, self._on_untold)

    def _on_seen(self, view: OfficeView) -> None:
        self.seen.emit(view)

    def _on_checked(self, findings: tuple[Finding, ...]) -> None:
        self.checked.emit(findings)

    def _on_hosted(self, _hosting: Hosting) -> None:
        self.said.emit(self.tr("Les postes de ce réseau peuvent rejoindre le bureau."))
        self._end()

    def _on_stopped(self, _nothing: None) -> None:
        self.said.emit(self.tr("Le bureau ne sert plus que cet ordinateur."))
        self._end()

    def _on_starting(self, _nothing: None) -> None:
        self.said.emit(self.tr("Le système démarrera le bureau."))
        self._end()

    def _on_by_hand(self, _nothing: None) -> None:
        self.said.emit(self.tr("Le bureau ne démarrera plus tout seul."))
        self._end()

    def _on_backup(self, _report: BackupReport) -> None:
        self.said.emit(self.tr("La sauvegarde est faite, et a été essayée."))
        self._end()

    def _on_verified(self, _last: LastBackup) -> None:
        self.said.emit(self.tr("La sauvegarde contient bien tout le bureau."))
        self._end()

    def _on_broken(self, sentence: str) -> None:
        if self._stop.is_set():
            self.said.emit(self.tr("Arrêté ; rien n’est resté à moitié fait."))
        else:
            self._on_refused(sentence)
        self._end()

    def _on_invited(self, invitation: Invitation) -> None:
        self.invited.emit(invitation)

    def _on_revoked(self, revoked: Revoked) -> None:
        self.said.emit(
            self.tr("Le poste est retiré ; sa fiche est retournée dans la file.")
            if revoked.lines
            else self.tr("Le poste est retiré.")
        )
        self.look()

    def _on_changed(self, _house: House) -> None:
        self.said.emit(self.tr("Réglages enregistrés."))
        self.done.emit("settings")
        self.look()

    def _on_charter(self, _version: int) -> None:
        self.said.emit(self.tr("Chacun relira la charte avant sa prochaine fiche."))
        self.look()

    def _on_reworded(self, version: int) -> None:
        self.done.emit("charter")
        self.said.emit(self.tr("La charte en est à sa version {n}.").format(n=version))
        self.look()

    def _on_told(self, _nothing: None) -> None:
        self.done.emit(self._asked.popleft())
        self.look()

    def _on_untold(self, sentence: str) -> None:
        self._asked.popleft()
        self._on_refused(sentence)

    def _on_refused(self, sentence: str) -> None:
        self.refused.emit(
            worded(sentence)
            if sentence
            else self.tr("Cela n’a pas marché ; l’erreur est dans le journal.")
        )


def _wanted(what: str, service: Callable[[], Wanted]) -> tuple[str, Wanted]:
    return what, service()
