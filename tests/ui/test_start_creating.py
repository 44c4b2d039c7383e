"""A real office made in the window: what is asked, what is refused, what is kept when it fails."""

from __future__ import annotations

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.office.opening_day import NewOffice
from phonebank.ui.language import Language
from phonebank.ui.start.creating import RealOfficeForm
from phonebank.ui.start.page import StartPage
from phonebank.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def page(qapp: QApplication, qtbot: QtBot, look: Theme) -> StartPage:
    Language(qapp, "fr")
    made = StartPage()
    qtbot.addWidget(made)
    made.show()
    made.show_choice(())
    return made


def form_of(page: StartPage) -> RealOfficeForm:
    form = page.creating
    assert form is not None
    return form


def filled(page: StartPage) -> RealOfficeForm:
    """The form with everything typed, on its second page."""
    assert page.found is not None
    page.found.click()
    form = form_of(page)
    QTest.keyClicks(form.name, "Valmont Ensemble")
    assert not form.onward.isEnabled(), "somebody must answer for the data"
    QTest.keyClicks(form.controller, "Liste Valmont")
    form.zone.setCurrentIndex(form.zone.findData("Indian/Reunion"))
    form.onward.click()
    QTest.keyClicks(form.owner, "Odile")
    for field in (form.owner_password, form.again):
        QTest.keyClicks(field, "cerise-moulin-93")
    QTest.keyClicks(form.supervisor, "Nadia")
    QTest.keyClicks(form.supervisor_password, "prune-chemin-47")
    return form


def test_a_new_office_is_asked_for_with_its_owner_and_its_first_supervisor(
    page: StartPage,
) -> None:
    wanted: list[NewOffice] = []
    page.office_wanted.connect(wanted.append)
    filled(page).onward.click()
    assert wanted == [
        NewOffice(
            "Valmont Ensemble", "Indian/Reunion", "Liste Valmont", "", "Odile",
            "cerise-moulin-93", "Nadia", "prune-chemin-47", "fr",
        )
    ]  # fmt: skip
    assert page.progress is not None, "it is being made"


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("owner_password", "court", "moins de douze"),
        ("again", "cerise-moulin-94", "pas les mêmes"),
        ("supervisor_password", "court", "du superviseur"),
    ],
)
def test_a_password_that_will_not_do_is_told_before_anything_is_made(
    page: StartPage, field: str, typed: str, words: str
) -> None:
    wanted: list[object] = []
    page.office_wanted.connect(wanted.append)
    form = filled(page)
    getattr(form, field).setText(typed)
    form.onward.click()
    assert words in form.trouble.text()
    assert wanted == []
    assert page.window().focusWidget() is getattr(form, field), "where it is to be mended"


def test_what_was_typed_stays_when_the_office_cannot_be_made(page: StartPage) -> None:
    form = filled(page)
    form.onward.click()
    page.refuse_office(
        "This computer has not enough free memory for the database: close other programs, then "
        "try again."
    )
    again = form_of(page)
    assert again is form
    assert again.isVisible()
    assert again.owner.text() == "Odile"
    assert "Il manque de la mémoire" in again.trouble.text()
    assert again.onward.isEnabled()


def test_one_goes_back_a_page_and_then_to_the_offices(page: StartPage) -> None:
    form = filled(page)
    form.back.click()
    assert form.pages.currentIndex() == 0
    assert form.name.text() == "Valmont Ensemble"
    form.back.click()
    assert page.found is not None
    assert page.creating is None


def test_the_steps_of_the_making_are_told_in_the_windows_language(page: StartPage) -> None:
    filled(page).onward.click()
    page.show_opening("Making the office's database…", 0.5)
    assert page.step is not None
    assert page.step.text() == "La base du bureau se crée…"
