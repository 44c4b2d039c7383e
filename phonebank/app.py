"""The desktop's composition root: opens an office on a worker, then wires the window to it."""

from __future__ import annotations

import logging
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QMainWindow

from phonebank.bridge import Bridge
from phonebank.calling.seating import SeatedDesk
from phonebank.domain import practice
from phonebank.domain.errors import KnownError
from phonebank.logs import log_to, tell_crashes
from phonebank.office.card import OfficeCard, read_card
from phonebank.office.entry import SupervisorEntry
from phonebank.office.founding import finish_founding
from phonebank.office.looking_after import look_after
from phonebank.office.office import Office, open_office
from phonebank.office.patience import Patience, Refused
from phonebank.office.restorer import Restorer
from phonebank.office.settings import Environment, home, last_office, offices
from phonebank.resources import resource
from phonebank.speech.speaker import Speaker
from phonebank.store.journal_key import PassphraseNeeded
from phonebank.store.owner import OwnerStore
from phonebank.store.room import RoomGateway, RoomOffice
from phonebank.supervision import owns, places
from phonebank.ui import settings as remembered
from phonebank.ui.fitting import show_fitting, show_in_place_of
from phonebank.ui.language import Language
from phonebank.ui.signin.page import PracticeKeys
from phonebank.ui.start.page import OfficeChoice, StartPage
from phonebank.ui.start.restore_presenter import RestorePresenter
from phonebank.ui.supervisor.page import SupervisorPage
from phonebank.ui.supervisor.shell import ROOM, Place, SupervisorShell
from phonebank.ui.theme import Theme
from phonebank.ui.window import MainWindow

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.office.opening_day import NewOffice

_WINDOW = QSize(1366, 768)
_PRACTICE = "practice"
"""The folder of the practice office among the offices of this computer."""


@dataclass(frozen=True, slots=True)
class PracticeWish:
    """Open the practice office, making it where it is not."""

    folder: Path | None = None
    voters: int = 6000
    seed: int = 1


@dataclass(frozen=True, slots=True)
class _Opened:
    office: Office
    seated: SeatedDesk | None
    locked: str = ""
    """Why the desk's journal stays closed: a passphrase is needed."""
    first: bool = False
    """No passphrase was ever chosen here: it is typed twice."""
    refused: str = ""
    """Why the passphrase that was typed did not serve; the office waits for another."""


class Program(QObject):
    """One running program: an office, a seat, a window. `close` undoes it in that order."""

    opening = Signal(str, float)
    """Sent from a worker: what is being done, and the part done."""

    def __init__(self, app: QApplication, wish: PracticeWish | str | None) -> None:
        super().__init__()
        self._wish = wish
        self._home = home()
        settings = remembered.load(self._home)
        self._language = Language(app, settings.language)
        self._theme = Theme(app, settings.look)
        self._bridge = Bridge(self)
        self._speaker = Speaker()
        self._opened: _Opened | None = None
        self._patience = Patience(self._home)
        self._entry: SupervisorEntry | None = None
        self._rooms: list[RoomGateway] = []
        self._place = ROOM
        self._words = ""
        self.window: MainWindow | None = None
        self.frame = QMainWindow()
        self.frame.setWindowTitle("Phonebank")
        self._start = StartPage()
        self._start.restorer = self._restorer = RestorePresenter(self._bridge, Restorer(), self)
        self.frame.setCentralWidget(self._start)
        self._start.office_chosen.connect(self._on_chosen)
        self._start.retried.connect(self._open)
        self._start.language_chosen.connect(self._on_language)
        self._start.choice_requested.connect(self._on_choice)
        self._start.passphrase_given.connect(self._on_passphrase)
        self._start.invitation_given.connect(self._on_invited)
        self._start.office_wanted.connect(self._on_office_wanted)
        self.opening.connect(self._start.show_opening, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Show the first page and open what was asked for, or else ask."""
        show_fitting(self.frame, _WINDOW)
        if self._wish is None and not Environment().office and last_office() is None:
            self._start.show_choice(_choices())
        else:
            self._open()

    def close(self) -> None:
        """End the threads, free the seat, close the office; the last one out stops it."""
        self._speaker.stop()
        self._restorer.cancel()
        self._bridge.close()
        for room in self._rooms:
            room.close()
        if self._opened is not None:
            _leave(self._opened)
            self._opened = None

    def _open(self) -> None:
        words, self._words = self._words, ""
        self._start.show_opening()
        self._bridge.write(
            partial(_open, self._wish, self.opening.emit, words), self._on_opened, self._on_trouble
        )

    def _on_choice(self) -> None:
        opened, self._opened = self._opened, None
        if opened is not None:
            self._bridge.write(partial(_leave, opened), self._on_closed)
        self._start.show_choice(_choices())

    def _on_language(self, code: str) -> None:
        remembered.save(self._home, replace(remembered.load(self._home), language=code))
        self._language.speak(code)
        self._start.show_choice(_choices())

    def _on_chosen(self, folder: Path | None) -> None:
        self._words = ""
        self._open_at(folder)

    def _open_at(self, folder: Path | None) -> None:
        self._wish = PracticeWish() if folder is None else str(folder)
        self._open()

    def _on_invited(self, given: str, label: str, words: str) -> None:
        # The desk that is joined opens with the passphrase it was just given.
        self._words = words
        self._bridge.write(
            partial(_join, given, label, words), self._on_joined, self._start.refuse_invitation
        )

    def _on_office_wanted(self, new: NewOffice) -> None:
        self._bridge.write(
            partial(_make, new, self.opening.emit), self._on_made, self._start.refuse_office
        )

    def _on_made(self, opened: _Opened) -> None:
        self._wish = str(opened.office.folder)
        self._on_opened(opened)

    def _on_joined(self, folder: Path | None) -> None:
        if folder is None:
            self._start.ask_passphrase_to_join()
        else:
            self._open_at(folder)

    def _on_passphrase(self, words: str) -> None:
        if self._opened is not None:
            self._start.show_opening()
            job = partial(_seat, self._opened.office, words, self._opened)
            self._bridge.write(job, self._on_opened, self._on_trouble)

    def _on_office_left(self) -> None:
        """Somebody wants another office: this one is left as at the program's end."""
        window, opened = self.window, self._opened
        self.window = self._opened = self._entry = None
        if window is None or opened is None:
            return
        self._start.show_choice(_choices())
        # First the one, then the other: the program ends with its last window.
        show_in_place_of(self.frame, window)
        window.close()
        window.deleteLater()
        self._bridge.write(partial(_leave, opened), self._on_closed)

    def _on_trouble(self, sentence: str) -> None:
        self._opened = None
        self._start.show_trouble(
            sentence or self.tr("Une erreur inattendue s’est produite ; elle est dans le journal.")
        )

    def _on_opened(self, opened: _Opened) -> None:
        self._opened = opened
        if opened.seated is None:
            self._start.show_passphrase(opened.locked, first=opened.first, refused=opened.refused)
            return
        keys = PracticeKeys(practice.PIN, practice.PASSWORD) if opened.office.practice else None
        self.window = MainWindow(
            self._bridge, opened.seated.desk, self._speaker, self._language, self._home, keys
        )
        self.window.supervisor_signed_in.connect(self._on_supervisor)
        self._entry = SupervisorEntry(opened.office, self._patience)
        self.window.supervisor_expected.connect(self._on_supervisor_expected)
        self.window.supervisor_returned.connect(self._on_supervisor_back)
        self.window.supervisor_left.connect(self._on_supervisor_left)
        self.window.office_left.connect(self._on_office_left)
        self._bridge.read("look after", partial(look_after, opened.office), self._on_looked_after)
        show_in_place_of(self.window, self.frame)
        self.frame.close()

    def _on_supervisor_expected(self, login: str) -> None:
        if self._entry is not None:
            job = partial(self._entry.expected, login)
            self._bridge.read("password wait", job, self._on_expected)

    def _on_expected(self, told: tuple[str, Refused]) -> None:
        login, refused = told
        if self.window is not None and refused.wait_seconds:
            self.window.refuse_supervisor(refused.sentence, refused.wait_seconds, login)

    def _on_supervisor(self, login: str, password: str) -> None:
        if self._entry is not None and self.window is not None:
            job = partial(self._entry.enter, login, password)
            self._bridge.write(job, self._on_room, self.window.refuse_supervisor)

    def _on_supervisor_back(self, login: str, password: str) -> None:
        if self._entry is not None and self.window is not None:
            job = partial(self._entry.returns, login, password)
            self._bridge.write(job, self._on_back, self.window.refuse_supervisor)

    def _on_back(self, refused: Refused | None) -> None:
        if self.window is None:
            return
        if refused is None:
            self.window.unlock_supervisor()
        else:
            self.window.refuse_supervisor(refused.sentence, refused.wait_seconds)

    def _on_room(self, entered: tuple[RoomGateway, RoomOffice] | Refused) -> None:
        if isinstance(entered, Refused):
            if self.window is not None:
                self.window.refuse_supervisor(entered.sentence, entered.wait_seconds)
            return
        room, facts = entered
        self._rooms.append(room)
        if self.window is not None:
            self._place = ROOM
            self.window.show_supervisor(partial(self._supervisor_shell, room, facts))

    def _on_supervisor_left(self) -> None:
        page = self.window.page if self.window is not None else None
        if isinstance(page, SupervisorShell):
            page.leave()
        if self.window is not None:
            self.window.show_sign_in()
        while self._rooms:
            self._bridge.write(self._rooms.pop().close, self._on_closed)

    def _on_looked_after(self, _started: bool) -> None:
        """The backup goes on by itself; what fails is announced like any failure."""

    def _on_closed(self, _nothing: None) -> None:
        """The room's connections are closed; there is nothing to show."""

    def _supervisor_shell(self, room: RoomGateway, facts: RoomOffice) -> SupervisorShell:
        if self._opened is None or self.window is None:
            raise RuntimeError("a supervisor's window needs an opened office")
        office = self._opened.office
        offered = (
            places(self._bridge, office, facts.supervisor, facts.time_zone)
            if owns(office, facts)
            else ()
        )
        shell = SupervisorShell([Place(ROOM, partial(self._room_page, room)), *offered])
        self._let_choose(shell)
        shell.go(self._place)
        shell.went.connect(self._on_went)
        return shell

    def _room_page(self, room: RoomGateway) -> SupervisorPage:
        page = SupervisorPage(self._bridge, room)
        self._let_choose(page)
        return page

    def _let_choose(self, page: SupervisorShell | SupervisorPage) -> None:
        page.sign_out_requested.connect(self._on_supervisor_left)
        if self.window is not None:
            page.mode_chosen.connect(self.window.choose_mode)
            page.language_chosen.connect(self.window.choose_language)
            page.percent_chosen.connect(self.window.choose_percent)

    def _on_went(self, place: str) -> None:
        self._place = place


def _open(wish: PracticeWish | str | None, tell: object, words: str) -> _Opened:
    if isinstance(wish, PracticeWish):
        from phonebank.practice.office import open_practice

        office = open_practice(
            wish.folder,
            voters=wish.voters,
            seed=wish.seed,
            progress=tell,  # type: ignore[arg-type]
        )
    else:
        office = open_office(wish)
        try:
            if office.owned:
                with OwnerStore(office.owner_url) as owner:
                    finish_founding(office, owner)
                    owner.redate_practice_rounds()
        except BaseException:
            office.close()
            raise
    return _seat(office, words)


def _make(new: NewOffice, tell: Callable[[str, float], None]) -> _Opened:
    from phonebank.office.opening_day import make_office

    return _seat(make_office(new, progress=partial(_told, tell)))


def _told(tell: Callable[[str, float], None], step: str) -> None:
    """A step of the office's making, which takes a second or two in all."""
    tell(step, 0.5)


def _join(given: str, label: str, words: str) -> Path | None:
    """Become a desk by invitation: the office's folder here, None where a passphrase is needed."""
    from phonebank.office.invitation import read_invitation
    from phonebank.office.joining import join_office

    try:
        return join_office(read_invitation(given), label=label, words=words).folder
    except PassphraseNeeded:
        return None


def _seat(office: Office, passphrase: str = "", asked: _Opened | None = None) -> _Opened:
    """Sit down. `asked`: where the passphrase was typed, and is asked for again if it is wrong."""
    try:
        return _Opened(office, SeatedDesk(office, passphrase))
    except PassphraseNeeded as needed:
        return _Opened(office, None, str(needed), needed.first)
    except KnownError as refused:
        if asked is None:
            office.close()
            raise
        return replace(asked, refused=str(refused))
    except BaseException:
        office.close()
        raise


def _leave(opened: _Opened) -> None:
    if opened.seated is not None:
        opened.seated.close()
    opened.office.close()


def _made(card: OfficeCard) -> datetime | None:
    try:
        return datetime.fromisoformat(card.created)
    except ValueError:
        return None


def _choices() -> tuple[OfficeChoice, ...]:
    cards = ((folder, read_card(folder)) for folder in offices())
    # The practice office has a button of its own.
    return tuple(
        OfficeChoice(card.name, folder, _made(card))
        for folder, card in cards
        if card is not None and not (card.practice and folder.name == _PRACTICE)
    )


def run(wish: PracticeWish | str | None = None) -> int:
    """Open the window and stay until it is closed; the exit code."""
    handler = log_to(home() / "logs")
    tell_crashes()
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError("a window needs a QApplication")
    app.setApplicationName("Phonebank")
    app.setDesktopFileName("phonebank")
    icon = resource("icons") / "phonebank.svg"
    if icon.exists():
        app.setWindowIcon(QIcon(str(icon)))
    program = Program(app, wish)
    try:
        program.start()
        return app.exec()
    finally:
        program.close()
        if handler is not None:
            logging.getLogger().removeHandler(handler)
            handler.close()
