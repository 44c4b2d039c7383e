"""Joining an office from the first page: what is typed, what is refused, where a passphrase is."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.office.authority import new_authority
from phonebank.office.invitation import Invitation, write_invitation
from phonebank.ui.language import Language
from phonebank.ui.start.joining import JoinForm
from phonebank.ui.start.joining_words import _known
from phonebank.ui.start.page import OfficeChoice, StartPage
from phonebank.ui.theme import Theme

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, look: Theme) -> StartPage:
    Language(qapp, "fr")
    made = StartPage()
    qtbot.addWidget(made)
    made.show()
    made.show_choice((OfficeChoice("Valmont 2027", Path("valmont")),))
    assert made.join is not None
    made.join.click()
    return made


def form_of(page: StartPage) -> JoinForm:
    assert page.joining is not None
    return page.joining


def test_an_invitation_is_given_by_keyboard_and_once(page: StartPage) -> None:
    given: list[tuple[object, ...]] = []
    page.invitation_given.connect(lambda *words: given.append(words))
    form = form_of(page)
    assert not form.join.isEnabled()
    form.invitation.setText(" phonebank1.abc ")
    form.desk.setText("Salle 2")
    QTest.keyClick(form.desk, Qt.Key.Key_Return)
    QTest.keyClick(form.desk, Qt.Key.Key_Return)
    assert given == [("phonebank1.abc", "Salle 2", "")]


def test_the_fingerprint_is_shown_to_be_compared(
    page: StartPage, tmp_path: Path, qtbot: QtBot
) -> None:
    """Whoever joins by the window hears the office read it, and sees whether it is the same."""
    form = form_of(page)
    invitation = Invitation(
        office="Valmont",
        hosts=("192.168.1.20",),
        port=5432,
        database="phonebank",
        authority=new_authority("Valmont").pem,
        login="pbj_0a1b2c3d",
        code="un code",
        expires=datetime.now(UTC) + timedelta(hours=1),
    )
    write_invitation(tmp_path / "invitation.json", invitation)
    for given in (invitation.line(), str(tmp_path / "invitation.json")):
        form.invitation.setText("~nobody here/invitation.json")
        assert form.fingerprint.isHidden()
        form.invitation.setText(given)
        assert not form.fingerprint.isHidden()
        assert form.fingerprint.text().endswith(invitation.read_aloud)
        assert invitation.read_aloud.replace(" ", "") == invitation.fingerprint
        qtbot.waitUntil(
            lambda: (
                form.fingerprint.height()
                >= form.fingerprint.heightForWidth(form.fingerprint.width())
            )
        )
    form.invitation.clear()
    assert form.fingerprint.isHidden()


def test_a_refused_invitation_leaves_what_was_typed(page: StartPage) -> None:
    form = form_of(page)
    form.invitation.setText("phonebank1.abc")
    form.join.click()
    assert not form.join.isEnabled()
    page.refuse_invitation("This invitation has expired: ask the office for another one.")
    assert "demandez-en une autre" in form.trouble.text()
    assert form.invitation.text() == "phonebank1.abc"
    assert form.join.isEnabled()


def test_every_refusal_known_here_is_one_that_is_said() -> None:
    said = "".join(
        (ROOT / "phonebank" / file).read_text(encoding="utf-8")
        for file in ("office/joining.py", "office/invitation.py", "store/enrolment.py",
                     "store/connection.py")
    )  # fmt: skip
    joined = re.sub(r'"\s*\n\s*f?"', "", said).replace("{words}", "was used already")
    for sentence in _known():
        assert sentence in joined


def test_without_a_key_ring_the_passphrase_is_asked_before_the_office_is(page: StartPage) -> None:
    given: list[tuple[object, ...]] = []
    page.invitation_given.connect(lambda *words: given.append(words))
    form = form_of(page)
    assert form.passphrase.isHidden()
    form.invitation.setText("phonebank1.abc")
    page.ask_passphrase_to_join()
    assert not form.passphrase.isHidden()
    assert not form.join.isEnabled()
    form.passphrase.setText("mot de passe")
    form.again.setText("mot de pase")
    assert not form.join.isEnabled(), "a slip would close the desk for good"
    form.again.setText("mot de passe")
    form.join.click()
    assert form.join.label() == "On appelle le bureau…"
    assert given == [("phonebank1.abc", "", "mot de passe")]


def test_one_can_go_back_to_the_choice(page: StartPage) -> None:
    form_of(page).back.click()
    assert page.joining is None
    assert page.buttons[0].label() == "Valmont 2027"
