"""Files brought in by somebody who only follows the screens, over a real database."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import URL

from phonebank.bridge import Bridge
from phonebank.intake.file_service import FileService
from phonebank.intake.running import Explained
from phonebank.intake.spellings import FileKind
from phonebank.ui.language import Language
from phonebank.ui.supervisor.confirm import Confirm
from phonebank.ui.supervisor.files.history_model import HistoryModel
from phonebank.ui.supervisor.files.page import FilesPage
from phonebank.ui.supervisor.files.reasons import in_french
from phonebank.ui.supervisor.files.refusals_model import RefusalsModel
from phonebank.ui.supervisor.files.under_way import time_left
from phonebank.ui.supervisor.files.wizard import Wizard
from phonebank.ui.supervisor.files.wizard_state import Step
from phonebank.ui.theme import Theme
from phonebank.ui.widgets.buttons import Button
from tests.conftest import SHARED
from tests.offices import SmallOffice
from tests.ui.reading_here import read_here

SAMPLES = SHARED / "samples"
ROLL = SAMPLES / "ListesArretees-com95999-06-02-2026-10h15.csv"
TRUTH = json.loads((SAMPLES / "truth.json").read_text("utf-8"))
LONG_WAIT = 30_000
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def small(database: URL) -> Iterator[SmallOffice]:
    made = SmallOffice(database)
    yield made
    made.close()


@pytest.fixture
def page(
    small: SmallOffice,
    look: Theme,
    bridge: Bridge,
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
) -> Iterator[FilesPage]:
    Language(qapp, "fr")
    service = FileService(small.url, b"k" * 32, tmp_path / "refused", "Nadia")
    made = FilesPage(bridge, service)
    qtbot.addWidget(made)
    made.resize(1180, 768)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: not bridge.busy, timeout=LONG_WAIT)
    yield made
    for each in made.findChildren(QWidget):
        if each.isWindow():
            each.hide()
    made.wizard.presenter.stop()
    bridge.close()
    service.close()


@pytest.fixture(name="read_here")
def _read_here(monkeypatch: pytest.MonkeyPatch) -> None:
    read_here(monkeypatch)


def drop(page: FilesPage, path: Path) -> None:
    """Let a file fall on the area, as from the desktop."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    page.home.drop.dropEvent(event)


def arrive(page: FilesPage, qtbot: QtBot, step: Step) -> Wizard:
    """Wait until a screen is reached and nothing is under way."""

    def there() -> bool:
        state = page.wizard.presenter.state
        return state is not None and state.step is step and not state.busy

    qtbot.waitUntil(there, timeout=LONG_WAIT)
    return page.wizard


def bring_in(
    page: FilesPage, qtbot: QtBot, path: Path, answer: Callable[[Wizard], None]
) -> dict[str, int]:
    """Follow the screens to the end; the counts told there."""
    page.show_home()
    drop(page, path)
    wizard = arrive(page, qtbot, Step.READING)
    assert wizard.go_on.isEnabled(), wizard.trouble.text() or wizard.reading.missing.text()
    wizard.go_on.click()
    arrive(page, qtbot, Step.FACTS)
    answer(wizard)
    assert wizard.go_on.isEnabled(), wizard.lacks.text()
    wizard.go_on.click()
    arrive(page, qtbot, Step.TRIAL)
    assert wizard.trouble.text() == ""
    tried = dict(wizard.trial.tiles.figures)
    wizard.go_on.click()
    arrive(page, qtbot, Step.DONE)
    assert wizard.done.tiles.figures == tried
    state = wizard.presenter.state
    assert state is not None
    assert state.done is not None
    return dict(state.done.counts)


def nothing(_wizard: Wizard) -> None:
    """This file needs no answer."""


def undertake(wizard: Wizard) -> None:
    wizard.facts.undertaking.click()


def consult(wizard: Wizard) -> None:
    QTest.keyClicks(wizard.facts.consulted.line, "Prefecture, 17 mars 2026")


def abstainers(wizard: Wizard) -> None:
    box = wizard.facts.round.combo
    box.setCurrentIndex(box.findData("M26T1"))
    box.activated.emit(box.currentIndex())
    wizard.facts.listed.buttons["abstained"].click()
    consult(wizard)


def history(wizard: Wizard) -> None:
    wizard.facts.empty.buttons["unknown"].click()
    consult(wizard)


def origin(wizard: Wizard) -> None:
    QTest.keyClicks(wizard.facts.source.line, "Adherents")
    box = wizard.facts.basis.combo
    box.setCurrentIndex(1)
    box.activated.emit(1)


def our_list(wizard: Wizard) -> None:
    QTest.keyClicks(wizard.facts.list_name.line, "Valmont en commun")


@pytest.mark.usefixtures("read_here")
def test_every_sample_of_the_campaign_comes_in_by_following_the_screens(
    page: FilesPage, small: SmallOffice, qtbot: QtBot
) -> None:
    roll = bring_in(page, qtbot, ROLL, undertake)
    assert roll["rows"] == TRUTH["rows"]
    assert roll["people_new"] == TRUTH["persons_expected"]
    assert small.value("select count(*) from pb.person") == TRUTH["persons_expected"]
    listed = SAMPLES / "emargement-M26T1-abstentionnistes.txt"
    assert bring_in(page, qtbot, listed, abstainers)["matched"] == TRUTH["abstainers_M26T1"]
    assert (
        small.value("select count(*) from pb.turnout where not voted") == TRUTH["abstainers_M26T1"]
    )
    wide = bring_in(page, qtbot, SAMPLES / "historique-participation.csv", history)
    assert wide["refused"] == wide["unmatched"] == 0
    contacts = bring_in(page, qtbot, SAMPLES / "contacts-militants.csv", origin)
    assert contacts["rows"] == TRUTH["contacts_rows"]
    assert contacts["refused"] == len(TRUTH["contacts_refused_numbers"])
    assert contacts["objections"] == TRUTH["contacts_objections"]
    bureaux = bring_in(page, qtbot, SAMPLES / "bureaux-de-vote.csv", nothing)
    assert bureaux["changed"] == bureaux["rows"] == 4
    again = bring_in(page, qtbot, SAMPLES / "nationbuilder-people.csv", origin)
    assert again["refused"] == again["unlinked"] == 0
    mailing = bring_in(page, qtbot, SAMPLES / "emailing-clics.csv", origin)
    assert mailing["matched"] == mailing["rows"]
    results = bring_in(page, qtbot, SAMPLES / "resultats-bureaux-M20T1.csv", our_list)
    assert results["new"] == 4
    assert small.value("select count(*) from pb.result") == 4
    who = small.sql("select distinct by_name, undertaking <> '' from pb.import where kind = 'roll'")
    assert [tuple(row) for row in who] == [("Nadia", True)]


@pytest.mark.usefixtures("read_here")
def test_the_rolls_of_2013_and_of_north_carolina_come_in_too(
    page: FilesPage, small: SmallOffice, qtbot: QtBot
) -> None:
    counts = bring_in(page, qtbot, SAMPLES / "liste-format-2013.csv", undertake)
    assert counts["people_new"] == small.value("select count(*) from pb.person")
    counts = bring_in(page, qtbot, SAMPLES / "ncvoter-sample.txt", undertake)
    assert counts["refused"] == 0
    assert counts["people_new"] > 0
    counts = bring_in(page, qtbot, SAMPLES / "ncvhis-sample.txt", consult)
    assert counts["refused"] == counts["unmatched"] == 0
    assert counts["marks_new"] == small.value("select count(*) from pb.turnout") > 0


@pytest.mark.usefixtures("read_here")
def test_a_file_that_reads_as_it_is_waits_for_one_key(page: FilesPage, qtbot: QtBot) -> None:
    drop(page, ROLL)
    wizard = arrive(page, qtbot, Step.READING)
    assert page.window().focusWidget() is wizard.go_on


@pytest.mark.usefixtures("read_here")
def test_each_screen_puts_the_keyboard_on_what_it_asks(
    page: FilesPage, bridge: Bridge, qtbot: QtBot
) -> None:
    drop(page, ROLL)
    wizard = arrive(page, qtbot, Step.READING)
    wizard.go_on.click()
    arrive(page, qtbot, Step.FACTS)
    assert page.window().focusWidget() is wizard.facts.undertaking
    wizard.facts.undertaking.setChecked(True)
    wizard.go_on.setFocus()
    QTest.keyClick(wizard.go_on, Qt.Key.Key_Return)
    # Nothing outside the file's own screens may take the keyboard while it is tried.
    assert page.window().focusWidget() is wizard.trial.under_way.stop
    arrive(page, qtbot, Step.TRIAL)
    assert page.window().focusWidget() is wizard.go_on
    wizard.go_on.click()
    arrive(page, qtbot, Step.DONE)
    done = wizard.done
    advised = done.review if done.review.isVisibleTo(done) else done.another
    assert page.window().focusWidget() is advised


@pytest.mark.usefixtures("read_here")
def test_what_an_empty_cell_means_must_be_said(
    page: FilesPage, small: SmallOffice, qtbot: QtBot
) -> None:
    bring_in(page, qtbot, ROLL, undertake)
    page.show_home()
    drop(page, SAMPLES / "historique-participation.csv")
    wizard = arrive(page, qtbot, Step.READING)
    wizard.go_on.click()
    arrive(page, qtbot, Step.FACTS)
    consult(wizard)
    assert not wizard.go_on.isEnabled()
    assert wizard.lacks.text() == "Répondez d’abord aux questions sans réponse."
    wizard.facts.empty.buttons["abstained"].click()
    assert wizard.go_on.isEnabled()


@pytest.mark.usefixtures("read_here")
def test_a_closed_source_is_refused_in_words(page: FilesPage, qtbot: QtBot) -> None:
    drop(page, SAMPLES / "contacts-militants.csv")
    wizard = arrive(page, qtbot, Step.READING)
    wizard.go_on.click()
    arrive(page, qtbot, Step.FACTS)
    origin(wizard)
    assert wizard.go_on.isEnabled()
    wizard.facts.source.line.clear()
    QTest.keyClicks(wizard.facts.source.line, "Fichier de la mairie")
    assert "n’a pas le droit" in wizard.facts.source.wrong.text()
    assert not wizard.go_on.isEnabled()


@pytest.mark.usefixtures("read_here")
def test_a_column_is_left_out_and_given_another_use(page: FilesPage, qtbot: QtBot) -> None:
    drop(page, SAMPLES / "contacts-militants.csv")
    wizard = arrive(page, qtbot, Step.READING)
    box = wizard.reading.table.combos["NOM"]
    assert box.currentData() == "family_name"
    box.setCurrentIndex(box.findData(""))
    box.activated.emit(box.currentIndex())
    assert not wizard.go_on.isEnabled()
    assert wizard.reading.missing.text().startswith("Il manque")
    first = wizard.reading.table.combos["Prénom"]
    first.setCurrentIndex(first.findData("full_name"))
    first.activated.emit(first.currentIndex())
    assert wizard.reading.missing.text() == ""
    assert wizard.go_on.isEnabled()
    state = wizard.presenter.state
    assert state is not None
    assert state.use_of("NOM") == ""
    assert state.use_of("Prénom") == "full_name"


@pytest.mark.usefixtures("read_here")
def test_a_round_is_left_out_or_taken_for_another_one(page: FilesPage, qtbot: QtBot) -> None:
    drop(page, SAMPLES / "historique-participation.csv")
    wizard = arrive(page, qtbot, Step.READING)
    for title, use in (("Muni 2020 T1", ""), ("Euro 2024", "E19T1")):
        box = wizard.reading.table.combos[title]
        at = box.findData(use)
        assert at >= 0
        box.setCurrentIndex(at)
        box.activated.emit(at)
    state = wizard.presenter.state
    assert state is not None
    assert state.fit is not None
    assert state.use_of("Muni 2020 T1") == ""
    assert dict(state.fit.rounds)["Euro 2024"] == "E19T1"
    assert "Muni 2020 T1" in state.fit.unknown


@pytest.mark.usefixtures("read_here")
def test_another_encoding_and_header_line_show_at_once(
    page: FilesPage, bridge: Bridge, qtbot: QtBot
) -> None:
    drop(page, SAMPLES / "contacts-militants.csv")
    wizard = arrive(page, qtbot, Step.READING)
    assert wizard.reading.encoding.currentData() == "cp1252"
    box = wizard.reading.encoding
    box.setCurrentIndex(box.findData("mac-roman"))
    box.activated.emit(box.currentIndex())
    arrive(page, qtbot, Step.READING)
    assert "Prénom" not in wizard.reading.table.preview.titles()
    box.setCurrentIndex(box.findData("cp1252"))
    box.activated.emit(box.currentIndex())
    arrive(page, qtbot, Step.READING)
    assert "Prénom" in wizard.reading.table.preview.titles()
    header = wizard.reading.header
    header.setCurrentIndex(header.findData(2))
    header.activated.emit(header.currentIndex())
    arrive(page, qtbot, Step.READING)
    assert wizard.reading.table.preview.titles()[0] == "Roger"


@pytest.mark.usefixtures("read_here")
def test_a_file_read_another_way_leaves_the_choices_of_its_columns_in_peace(
    page: FilesPage, qtbot: QtBot
) -> None:
    drop(page, SAMPLES / "contacts-militants.csv")
    wizard = arrive(page, qtbot, Step.READING)
    table = wizard.reading.table
    table.combos["NOM"].setFocus()
    box = wizard.reading.encoding
    box.setCurrentIndex(box.findData("mac-roman"))
    box.activated.emit(box.currentIndex())
    arrive(page, qtbot, Step.READING)
    assert "Prénom" not in table.preview.titles()


@pytest.mark.usefixtures("read_here")
def test_a_workbook_with_a_title_and_two_sheets_is_read_as_chosen(
    page: FilesPage, small: SmallOffice, qtbot: QtBot, tmp_path: Path
) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "Notes"
    first.append(["rien", "ici"])
    sheet = book.create_sheet("Adherents")
    sheet.append(["Adherents 2026"])
    sheet.append(["Nom", "Prénom", "Portable"])
    sheet.append(["Roger", "Anne", "06 39 98 00 01"])
    path = tmp_path / "adherents.xlsx"
    book.save(path)
    drop(page, path)
    wizard = arrive(page, qtbot, Step.READING)
    box = wizard.reading.sheet
    box.setCurrentIndex(box.findData("Adherents"))
    box.activated.emit(box.currentIndex())
    arrive(page, qtbot, Step.READING)
    assert wizard.reading.table.preview.titles() == ("Nom", "Prénom", "Portable")
    assert wizard.reading.header.currentData() == 2
    assert wizard.reading.kind.currentData() == FileKind.CONTACTS
    wizard.go_on.click()
    arrive(page, qtbot, Step.FACTS)
    origin(wizard)
    wizard.go_on.click()
    arrive(page, qtbot, Step.TRIAL)
    assert wizard.trial.tiles.figures["refused"] == 0
    wizard.go_on.click()
    arrive(page, qtbot, Step.DONE)
    assert small.value("select count(*) from pb.contact") == 1


@pytest.mark.usefixtures("read_here")
def test_the_same_columns_are_remembered_and_can_be_refused(page: FilesPage, qtbot: QtBot) -> None:
    path = SAMPLES / "contacts-militants.csv"
    drop(page, path)
    wizard = arrive(page, qtbot, Step.READING)
    box = wizard.reading.table.combos["Fixe"]
    box.setCurrentIndex(box.findData(""))
    box.activated.emit(box.currentIndex())
    wizard.go_on.click()
    arrive(page, qtbot, Step.FACTS)
    origin(wizard)
    wizard.go_on.click()
    arrive(page, qtbot, Step.TRIAL)
    wizard.go_on.click()
    arrive(page, qtbot, Step.DONE)
    page.show_home()
    drop(page, path)
    wizard = arrive(page, qtbot, Step.READING)
    assert wizard.reading.remembered.text().startswith("Mêmes colonnes que le")
    state = wizard.presenter.state
    assert state is not None
    assert state.use_of("Fixe") == ""
    wizard.reading.forget.click()
    assert wizard.reading.remembered.text() == ""
    state = wizard.presenter.state
    assert state is not None
    assert state.use_of("Fixe") == "fixed"


@pytest.mark.usefixtures("read_here")
def test_a_file_taken_for_something_else_says_what_is_missing(
    page: FilesPage, qtbot: QtBot
) -> None:
    drop(page, SAMPLES / "bureaux-de-vote.csv")
    wizard = arrive(page, qtbot, Step.READING)
    assert wizard.reading.kind.currentData() == FileKind.BUREAUX
    box = wizard.reading.kind
    box.setCurrentIndex(box.findData(FileKind.CONTACTS))
    box.activated.emit(box.currentIndex())
    assert "Téléphone" in wizard.reading.missing.text()
    assert not wizard.go_on.isEnabled()


HOSTILE = {
    "photo.csv": (b"\x89PNG\r\n" + bytes(range(256)) * 20, "est une image"),
    "vide.csv": (b"  \n", "est vide"),
    "bombe.zip": (b"PK\x03\x04" + bytes(500), "abîmé"),
    "ouvert.csv": (b'nom;tel\n"Roger;06 39 98 00 01\nx;y\n', "guillemet"),
}


def test_a_hostile_file_is_refused_in_one_sentence(
    page: FilesPage, small: SmallOffice, qtbot: QtBot, tmp_path: Path
) -> None:
    for name, (content, said) in HOSTILE.items():
        path = tmp_path / name
        path.write_bytes(content)
        drop(page, path)
        wizard = arrive(page, qtbot, Step.READING)
        assert said in wizard.trouble.text()
        assert not wizard.go_on.isVisible()
        wizard.back.click()
        assert page.pages.currentWidget() is page.home
    assert small.value("select count(*) from pb.import") == 0


def test_two_files_at_once_are_told_to_come_one_by_one(page: FilesPage) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(ROLL))] * 2)
    page.home.drop.dropEvent(
        QDropEvent(
            QPointF(2, 2),
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
    )
    assert page.home.notice.text().startswith("Déposez un seul fichier")


@pytest.mark.usefixtures("read_here")
def test_an_import_that_is_stopped_changes_nothing_and_says_so(
    page: FilesPage, small: SmallOffice, qtbot: QtBot
) -> None:
    drop(page, ROLL)
    wizard = arrive(page, qtbot, Step.READING)
    wizard.go_on.click()
    arrive(page, qtbot, Step.FACTS)
    undertake(wizard)
    wizard.go_on.click()
    arrive(page, qtbot, Step.TRIAL)
    wizard.go_on.click()
    wizard.trial.under_way.stop.click()
    arrive(page, qtbot, Step.TRIAL)
    assert wizard.trouble.text() == "L’import est arrêté\u00a0; rien n’a été changé."
    assert small.value("select count(*) from pb.person") == 0
    assert small.value("select count(*) from pb.import") == 0
    assert wizard.go_on.isEnabled()
    wizard.go_on.click()
    arrive(page, qtbot, Step.DONE)
    assert small.value("select count(*) from pb.person") == TRUTH["persons_expected"]


@pytest.mark.usefixtures("read_here")
def test_a_file_left_in_the_middle_says_nothing_on_the_next_one(
    page: FilesPage, small: SmallOffice, bridge: Bridge, qtbot: QtBot
) -> None:
    drop(page, ROLL)
    wizard = arrive(page, qtbot, Step.READING)
    wizard.go_on.click()
    arrive(page, qtbot, Step.FACTS)
    undertake(wizard)
    wizard.go_on.click()
    page.open(SAMPLES / "bureaux-de-vote.csv")
    qtbot.waitUntil(lambda: not bridge.busy, timeout=LONG_WAIT)
    state = wizard.presenter.state
    assert state is not None
    assert (state.step, state.busy, state.trouble, state.trial) == (Step.READING, False, "", None)
    assert state.kind is FileKind.BUREAUX
    assert small.value("select count(*) from pb.import") == 0


@pytest.mark.usefixtures("read_here")
def test_an_import_is_undone_after_a_question(
    page: FilesPage, small: SmallOffice, bridge: Bridge, qtbot: QtBot
) -> None:
    bring_in(page, qtbot, ROLL, undertake)
    qtbot.waitUntil(lambda: not bridge.busy, timeout=LONG_WAIT)
    page.wizard.done.undo.click()
    question = page.findChild(Confirm)
    assert question is not None
    assert "602 personnes nouvelles" in question.meaning.text()
    question.act.click()
    qtbot.waitUntil(lambda: page.home.notice.text().startswith("Import annulé"), timeout=LONG_WAIT)
    assert small.value("select count(*) from pb.person") == 0
    qtbot.waitUntil(lambda: not bridge.busy, timeout=LONG_WAIT)
    row = page.home.model.rows()[0]
    assert row.undone_by == "Nadia"
    assert not page.home.undo.isEnabled()


@pytest.mark.usefixtures("read_here")
def test_refused_rows_are_saved_to_be_corrected_and_go_with_the_import(
    page: FilesPage, bridge: Bridge, qtbot: QtBot, tmp_path: Path
) -> None:
    bring_in(page, qtbot, SAMPLES / "contacts-militants.csv", origin)
    page.show_home()
    qtbot.waitUntil(lambda: not bridge.busy, timeout=LONG_WAIT)
    row = page.home.chosen()
    assert row is not None
    assert page.home.refused.isEnabled()
    out = tmp_path / "out.csv"
    page._on_where(row.id, str(out))
    qtbot.waitUntil(lambda: out.exists() and not bridge.busy, timeout=LONG_WAIT)
    assert "6,39981E+08" in out.read_text("utf-8-sig")
    assert "out.csv" in page.home.notice.text()
    page.home.undo.click()
    question = page.findChild(Confirm)
    assert question is not None
    question.act.click()
    qtbot.waitUntil(lambda: page.home.notice.text().startswith("Import annulé"), timeout=LONG_WAIT)
    assert list((tmp_path / "refused").glob("*.csv")) == []


@pytest.mark.usefixtures("read_here")
def test_bureaux_come_in_by_keyboard_only(
    page: FilesPage, small: SmallOffice, qtbot: QtBot
) -> None:
    bring_in(page, qtbot, ROLL, undertake)
    page.show_home()
    drop(page, SAMPLES / "bureaux-de-vote.csv")
    wizard = arrive(page, qtbot, Step.READING)
    for step in (Step.FACTS, Step.TRIAL, Step.DONE):
        tab_to(page, wizard.go_on)
        QTest.keyClick(wizard.go_on, Qt.Key.Key_Return)
        arrive(page, qtbot, step)
    assert small.value("select count(*) from pb.bureau where name like 'École%'") == 4


def tab_to(page: FilesPage, wanted: QWidget) -> None:
    """Press Tab until the keyboard is there; a dead end fails."""
    for _ in range(200):
        focused: QWidget | None = page.window().focusWidget()
        if focused is wanted:
            return
        QTest.keyClick(page if focused is None else focused, Qt.Key.Key_Tab)
    raise AssertionError("Tab never reaches it")


@pytest.mark.usefixtures("read_here")
def test_a_sheet_begun_is_offered_again(
    page: FilesPage, small: SmallOffice, bridge: Bridge, qtbot: QtBot
) -> None:
    bring_in(page, qtbot, ROLL, undertake)
    page.show_home()
    page.home.order.typing.click()
    assert page.pages.currentWidget() is page.sheet
    qtbot.waitUntil(lambda: page.sheet.presenter.state is not None, timeout=LONG_WAIT)
    QTest.keyClicks(page.sheet.entry.field, "18-22")
    QTest.keyClick(page.sheet.entry.field, Qt.Key.Key_Return)
    page.sheet.back.click()
    qtbot.waitUntil(lambda: page.home.drafts.isVisible(), timeout=LONG_WAIT)
    again = page.home.drafts.findChild(Button)
    assert again is not None
    again.click()
    qtbot.waitUntil(lambda: page.sheet.presenter.state is not None, timeout=LONG_WAIT)
    assert page.sheet.presenter.state is not None
    assert page.sheet.presenter.state.typed == (18, 19, 20, 21, 22)
    qtbot.waitUntil(lambda: not bridge.busy, timeout=LONG_WAIT)


@pytest.mark.usefixtures("read_here")
def test_the_tables_are_sound_models(
    page: FilesPage, bridge: Bridge, qtbot: QtBot, qtmodeltester: ModelTester
) -> None:
    bring_in(page, qtbot, SAMPLES / "contacts-militants.csv", origin)
    qtbot.waitUntil(lambda: not bridge.busy, timeout=LONG_WAIT)
    history_model = HistoryModel()
    history_model.show_rows(page.home.model.rows())
    refusals = RefusalsModel()
    refusals.show_rows((Explained("refused", "a digit is missing", 4, (2, 3, 9)),))
    assert refusals.data(refusals.index(0, 0)) == "il manque un chiffre"
    assert refusals.data(refusals.index(0, 2)) == "2, 3, 9…"
    for model in (history_model, refusals, page.wizard.reading.table.preview):
        qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_time_left_is_told_once_it_can_be() -> None:
    assert time_left(0.5, 1.0) == ""
    assert time_left(0.01, 60.0) == ""
    assert time_left(0.5, 20.0) == "encore 20 secondes environ"
    assert time_left(0.25, 60.0) == "encore 3 minutes environ"


def test_sentences_of_the_imports_are_told_in_french() -> None:
    assert in_french("x.csv is a picture, not a table.") == "x.csv est une image, pas un tableau."
    assert in_french("a number was left out: a digit is missing") == (
        "un numéro est laissé de côté : il manque un chiffre"
    )
    assert in_french("nobody has written this") is None
