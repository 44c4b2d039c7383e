"""An émargement typed number by number, by keyboard, over a real database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot
from sqlalchemy import URL

from phonebank.bridge import Bridge
from phonebank.domain.errors import BadInput
from phonebank.intake.run_roll import import_roll
from phonebank.intake.sheets_typed import TypedSheets
from phonebank.intake.typed import as_file, numbers_of, read_entry, shortened, without
from phonebank.store.emargement import EmargementStore, SheetDraft, SheetKey
from phonebank.store.intake import IntakeStore
from phonebank.ui.language import Language
from phonebank.ui.supervisor.confirm import Confirm
from phonebank.ui.supervisor.files.sheet_model import SheetModel
from phonebank.ui.supervisor.files.sheet_page import SheetPage
from phonebank.ui.theme import Theme
from tests.conftest import SHARED
from tests.offices import SmallOffice
from tests.ui.reading_here import read_here

ROLL = SHARED / "samples" / "ListesArretees-com95999-06-02-2026-10h15.csv"
ABSTAINED = SHARED / "samples" / "emargement-M26T1-abstentionnistes.txt"
KEY = b"k" * 32
MAIN = SheetKey("M26T1", "95999", "0001", "LP")
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def town(database: URL, monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallOffice]:
    """An office with the sample's roll."""
    read_here(monkeypatch)
    made = SmallOffice(database)
    store = IntakeStore(database)
    import_roll(store, ROLL, objection_key=KEY)
    store.close()
    yield made
    made.close()


@pytest.fixture
def sheets(town: SmallOffice) -> Iterator[TypedSheets]:
    emargement, intake = EmargementStore(town.url), IntakeStore(town.url)
    yield TypedSheets(emargement, intake)
    emargement.close()
    intake.close()


@pytest.fixture
def page(
    sheets: TypedSheets, look: Theme, bridge: Bridge, qtbot: QtBot, qapp: QApplication
) -> Iterator[SheetPage]:
    Language(qapp, "fr")
    made = SheetPage(bridge, sheets)
    qtbot.addWidget(made)
    made.resize(1180, 760)
    made.show()
    made.begin(MAIN)
    qtbot.waitUntil(lambda: made.presenter.state is not None and not bridge.busy, timeout=20_000)
    yield made
    bridge.close()


def give(page: SheetPage, text: str) -> None:
    """Type into the field and press Enter, as a person does."""
    page.entry.field.setFocus()
    QTest.keyClicks(page.entry.field, text)
    QTest.keyClick(page.entry.field, Qt.Key.Key_Return)


def typed(page: SheetPage) -> tuple[int, ...]:
    assert page.presenter.state is not None
    return page.presenter.state.typed


def test_numbers_ranges_and_repeats_are_told_at_once(
    page: SheetPage, bridge: Bridge, qtbot: QtBot
) -> None:
    give(page, "3")
    assert typed(page) == (3,)
    assert page.entry.field.text() == ""
    give(page, "18-22")
    assert typed(page) == (3, 18, 19, 20, 21, 22)
    give(page, "20")
    assert page.entry.notice.text() == "20\u00a0: déjà saisi."
    assert typed(page) == (3, 18, 19, 20, 21, 22)
    give(page, "trois")
    assert "n’est pas un numéro" in page.entry.notice.text()
    assert page.entry.field.text() == "trois"
    page.entry.field.clear()
    give(page, "-19")
    assert typed(page) == (3, 18, 20, 21, 22)
    QTest.keyClick(page.entry.field, Qt.Key.Key_Backspace)
    assert typed(page) == (3,)
    qtbot.waitUntil(lambda: not bridge.busy, timeout=20_000)


def test_an_unknown_number_is_counted_only_when_it_is_given_twice(page: SheetPage) -> None:
    give(page, "9999")
    assert typed(page) == ()
    assert page.entry.field.text() == "9999"
    assert "absent de la liste" in page.entry.notice.text()
    QTest.keyClick(page.entry.field, Qt.Key.Key_Return)
    assert typed(page) == (9999,)
    assert page.presenter.state is not None
    assert page.presenter.state.unknown == 1


def test_what_is_typed_survives_closing_the_program(
    page: SheetPage, sheets: TypedSheets, bridge: Bridge, qtbot: QtBot
) -> None:
    for entry in ("2", "8-9", "13"):
        give(page, entry)
    page.entry.official.setFocus()
    QTest.keyClicks(page.entry.official, "94")
    page.leave()
    qtbot.waitUntil(lambda: not bridge.busy, timeout=20_000)
    kept = sheets.draft(MAIN)
    assert kept is not None
    assert kept.entries == ("2", "8-9", "13")
    assert kept.official == 94
    again = SheetPage(bridge, sheets)
    qtbot.addWidget(again)
    again.begin(MAIN)
    qtbot.waitUntil(lambda: again.presenter.state is not None, timeout=20_000)
    assert typed(again) == (2, 8, 9, 13)
    assert again.entry.official.text() == "94"


def test_the_count_is_set_against_the_number_the_bureau_declared(page: SheetPage) -> None:
    state = page.presenter.state
    assert state is not None
    people = len(state.on_list)
    give(page, "2")
    give(page, "8-9")
    assert page.presenter.state is not None
    assert page.presenter.state.voters == people - 3
    page.entry.official.setFocus()
    QTest.keyClicks(page.entry.official, str(people - 5))
    page.entry.settle()
    assert page.entry.gap.text() == "2 votants de plus que le bureau."
    give(page, "13")
    give(page, "15")
    assert page.entry.gap.text() == "Aucun écart avec le bureau."
    page.kinds["voted"].click()
    assert page.presenter.state.voters == 5


def test_a_finished_sheet_comes_in_by_the_turnout_import(
    page: SheetPage, town: SmallOffice, sheets: TypedSheets, bridge: Bridge, qtbot: QtBot
) -> None:
    line = ABSTAINED.read_text("utf-8").splitlines()[0]
    numbers = line.partition(":")[2]
    for entry in numbers.split(","):
        give(page, entry.strip())
    page.entry.finish.click()
    assert "où et quand" in page.entry.notice.text()
    assert page.entry.consulted.hasFocus()
    QTest.keyClicks(page.entry.consulted, "Prefecture, 17 mars 2026")
    page.entry.finish.click()
    question = page.findChild(Confirm)
    assert question is not None
    with qtbot.waitSignal(page.finished, timeout=20_000) as done:
        question.act.click()
    report = done.args[0]
    absent = town.value("select count(*) from pb.turnout where not voted")
    assert absent == report.matched == len(numbers_of([numbers.replace(" ", "")]))
    assert report.unmatched == report.refused == 0
    assert town.value("select undertaking from pb.import order by id desc limit 1").startswith(
        "Prefecture"
    )
    assert sheets.drafts() == ()


def test_numbers_of_two_communes_are_not_taken_for_each_other(
    sheets: TypedSheets, town: SmallOffice, tmp_path: Path
) -> None:
    other = tmp_path / "ListesArretees-com95998-06-02-2026-10h15.csv"
    other.write_text(ROLL.read_text("utf-8").replace("95999", "95998"), "utf-8")
    store = IntakeStore(town.url)
    import_roll(store, other, objection_key=KEY)
    store.close()
    draft = SheetDraft(MAIN, "abstained", ("2", "8-9"), consulted="Prefecture")
    sheets.save(draft)
    with pytest.raises(BadInput, match="another commune"):
        sheets.finish(draft)
    assert town.value("select count(*) from pb.turnout") == 0
    assert sheets.draft(MAIN) is not None


def test_places_are_the_lists_entitled_in_the_round(sheets: TypedSheets) -> None:
    lists = {(each.key.bureau_code, each.key.list_type) for each in sheets.places("M26T1")}
    assert ("0001", "LP") in lists
    assert not [each for each in lists if each[1] == "LCE"]
    assert {each.key.list_type for each in sheets.places("P22T1")} == {"LP"}
    place = next(each for each in sheets.places("M26T1") if each.key == MAIN)
    assert len(sheets.numbers(MAIN)) == place.entitled


def test_the_grid_is_a_sound_model(look: Theme, qtmodeltester: ModelTester) -> None:
    model = SheetModel()
    model.show_list(range(1, 46), [3])
    assert (model.rowCount(), model.columnCount()) == (3, 20)
    assert model.data(model.index_of(45)) == "45"
    model.show_typed([3, 4])
    model.show_typed([3, 4, 5008])
    assert model.data(model.index_of(5008)) == "5008"
    assert model.data(model.index(2, 19)) is None
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_entries_are_read_and_written_alike() -> None:
    entry = read_entry("4, 6-9", typed={7}, on_list=range(1, 9))
    assert (entry.new, entry.repeated, entry.unknown) == ((4, 6, 8), (7,), (9,))
    assert shortened((9, 3, 1, 2, 11)) == "1-3, 9, 11"
    assert numbers_of(["3", "18-20, 40"]) == (3, 18, 19, 20, 40)
    assert without(("3", "18-20"), 19) == ("3", "18, 20")
    assert as_file("0012", "LP", ("40", "1-3")) == "0012 LP: 1-3, 40\n"
