"""Pictures of the real window on a practice office, drawn without a screen.

    python -m phonebank.pictures [FOLDER]

makes those of the README: a caller signs in, calls, answers the script's first questions; then the
supervisor's page. The window, the desk and the database are the product's own.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from phonebank.bridge import Bridge
from phonebank.calling.desk import Desk
from phonebank.calling.seating import SeatedDesk
from phonebank.domain import practice
from phonebank.domain.card import CallReport
from phonebank.domain.errors import KnownError
from phonebank.domain.outcomes import Outcome
from phonebank.domain.phone import spoken
from phonebank.office.office import Office
from phonebank.practice.office import CALLER, open_practice
from phonebank.practice.past_calls import VOLUNTEERS
from phonebank.speech.speaker import Speaker
from phonebank.store.room import RoomGateway
from phonebank.supervision import places
from phonebank.ui.desk.state import Phase
from phonebank.ui.language import Language
from phonebank.ui.supervisor.page import SupervisorPage
from phonebank.ui.supervisor.shell import ROOM, Place, SupervisorShell
from phonebank.ui.theme import Look, Mode, Theme
from phonebank.ui.window import MainWindow

SIZE = (1366, 768)
_PATIENCE_MS = 20_000
_GLANCE_MS = 20
_ROOM_MS = 7_000
"""Long enough for progress to be counted again once the colleagues are at work."""


@dataclass(frozen=True, slots=True)
class PicturedCall:
    """The call made for a picture."""

    number: str
    people: tuple[str, ...]
    outcome: Outcome
    call_uuid: str


def picture_of_call(
    office: Office, path: Path, mode: Mode = Mode.LIGHT, language: str = "fr"
) -> PicturedCall:
    """Make one call in the real window and save a picture of the desk during it.

    Raises KnownError when nothing can be served or the window does not answer in time.
    """
    with _window(office, mode, language) as (window, _bridge):
        _sign_in(window)
        desk = window.presenter
        _wait(lambda: desk.state.phase is not Phase.LOADING, "the next line")
        if desk.state.phase is Phase.UNFINISHED:
            desk.choose_outcome(Outcome.NO_ANSWER)
            _wait(lambda: desk.state.phase is Phase.READY, "the next line")
        card = desk.state.card
        if desk.state.phase is not Phase.READY or card is None:
            raise KnownError("No line can be served in the practice office now: make it again.")
        desk.call()
        _wait(lambda: desk.state.phase is Phase.IN_CALL, "the number")
        number = desk.state.number
        for _ in range(2):
            desk.answer_nth(0)
        desk.set_information_given(given=True)
        desk.choose_outcome(Outcome.CONVERSATION)
        _save(window, path)
        call = desk.state.call_uuid
        desk.save()
        _wait(lambda: desk.state.phase is not Phase.SAVING, "the office's answer")
        return PicturedCall(
            spoken(number),
            tuple(f"{voter.first_name} {voter.last_name}".strip() for voter in card.people),
            Outcome.CONVERSATION,
            str(call),
        )


def picture_of_room(
    office: Office, path: Path, mode: Mode = Mode.LIGHT, language: str = "fr", place: str = ROOM
) -> None:
    """Save a picture of a place of the supervisor's window."""
    with SeatedDesk(office) as seated:
        accounts = seated.desk.accounts()
    login = next(each.login for each in accounts if each.name == practice.SUPERVISOR)
    room = RoomGateway(office.supervisor_url(login, practice.PASSWORD))
    try:
        with _colleagues(office), _window(office, mode, language) as (window, bridge):
            room_page = Place(ROOM, lambda: SupervisorPage(bridge, room))
            shell = SupervisorShell([room_page, *places(bridge, office)])
            window.show_supervisor(lambda: shell)
            shell.go(place)
            _pause(_ROOM_MS)
            shell.leave()
            _save(window, path)
    finally:
        room.close()


@contextmanager
def _colleagues(office: Office) -> Iterator[None]:
    """Five people at work: three on the telephone, one reading, one waiting."""
    with ExitStack() as room:
        for place, volunteer in enumerate(VOLUNTEERS[:5]):
            desk = room.enter_context(SeatedDesk(office)).desk
            known = {each.name: each.account_id for each in desk.accounts()}
            if desk.sign_in(known[volunteer.name], practice.PIN).status != "ok":
                continue
            if place == 0:
                continue
            served = desk.next_line(desk.campaigns()[0].campaign_id)
            if served.card is not None and place > 1:
                desk.start_call()
                room.callback(_hang_up, desk)
        yield


def _hang_up(desk: Desk) -> None:
    left = desk.unfinished()
    if left is not None:
        desk.finish(CallReport(left.call_uuid, Outcome.NO_ANSWER), None)
    desk.sign_out()


@contextmanager
def _window(office: Office, mode: Mode, language: str) -> Iterator[tuple[MainWindow, Bridge]]:
    app = QApplication.instance() or QApplication(["phonebank"])
    if not isinstance(app, QApplication):
        raise TypeError("a window needs a QApplication")
    bridge = Bridge()
    with SeatedDesk(office) as seated, tempfile.TemporaryDirectory() as home:
        spoken_language = Language(app, language)
        theme = Theme(app, Look(mode, 100))
        window = MainWindow(bridge, seated.desk, Speaker(), spoken_language, Path(home), None)
        try:
            window.resize(*SIZE)
            window.show()
            yield window, bridge
        finally:
            window.presenter.leave("close")
            _pause(200)
            window.close()
            bridge.close()
            theme.deleteLater()


def _sign_in(window: MainWindow) -> None:
    known: list[object] = []
    window.signing.accounts_known.connect(known.append)
    window.signing.load()
    _wait(lambda: bool(known), "the names")
    accounts = known[-1]
    if not isinstance(accounts, tuple):
        raise TypeError("accounts come as a tuple")
    caller = next(each for each in accounts if each.name == CALLER)
    window.signing.sign_in(caller, practice.PIN)
    _wait(lambda: window.presenter.caller == CALLER, "the sign-in")


def _wait(reached: Callable[[], bool], what: str) -> None:
    loop, glance, patience = QEventLoop(), QTimer(), QTimer()
    glance.timeout.connect(lambda: loop.quit() if reached() else None)
    patience.timeout.connect(loop.quit)
    glance.start(_GLANCE_MS)
    patience.start(_PATIENCE_MS)
    if not reached():
        loop.exec()
    if not reached():
        raise KnownError(f"The window waited in vain for {what}; try again.")


def _pause(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def _save(window: QWidget, path: Path) -> None:
    _pause(150)
    path.parent.mkdir(parents=True, exist_ok=True)
    if not window.grab().save(str(path)):
        raise KnownError(f"The picture cannot be written to {path}: choose another folder.")


def main(folder: Path) -> None:
    """Make the README's pictures."""
    with tempfile.TemporaryDirectory(prefix="phonebank-") as home:
        os.environ["PHONEBANK_HOME"] = home
        with open_practice() as office:
            for mode in (Mode.LIGHT, Mode.DARK):
                picture_of_call(office, folder / f"desk-{mode}.png", mode)
                picture_of_room(office, folder / f"supervisor-{mode}.png", mode)
                for place in ("files", "bureaux"):
                    picture_of_room(office, folder / f"{place}-{mode}.png", mode, place=place)


if __name__ == "__main__":
    if not os.environ.get("QT_QPA_PLATFORM"):
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "resources/pictures"))
    QGuiApplication.quit()
