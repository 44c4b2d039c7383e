"""Workbooks as people save them: dates, zeros, formulas, several sheets, other programs' habits."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from phonebank.domain.errors import BadInput
from phonebank.intake.choices import HowToRead
from phonebank.intake.laid_out import LINE
from phonebank.intake.reading import Table, read_table


def cells(table: Table) -> list[tuple[object, ...]]:
    return table.frame.select(table.columns).rows()


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    first = book.active
    assert first is not None
    first.title = "Notes"
    hidden = book.create_sheet("Caché")
    hidden.append(["Nom", "Portable"])
    hidden.append(["Secret", "0600000000"])
    hidden.sheet_state = "hidden"
    sheet = book.create_sheet("Adhérents")
    sheet.append(["Liste des adhérents au 1er mars"])
    sheet.append(["NOM", "PRENOM", "Né le", "CP", "PORTABLE", "Actif", "Total", "Part"])
    sheet.append(["Roy", "Gaël", dt.date(1993, 11, 27), 1000, 6.12346e8, True, "=1+1", 0.25])
    sheet.append([None, None, None, None, None, None, None, None])
    sheet.append(["Œuvrard ", CellRichText("No", TextBlock(InlineFont(b=True), "ël")), 34300])
    sheet["I9"] = "loin"
    moment = dt.datetime(1961, 5, 1, 13, 30)  # noqa: DTZ001 - as workbooks have it
    sheet.append(["Nguyên", "", moment, None, "06 39 98 12 34"])
    file = tmp_path / "adherents.xlsx"
    book.save(file)
    return file


def test_the_first_sheet_with_rows_is_read_cell_by_cell(workbook: Path) -> None:
    table = read_table(workbook)
    assert (table.sheet, table.choice, table.header_line) == (
        "Adhérents",
        ("Notes", "Adhérents"),
        2,
    )
    assert cells(table) == [
        ("Roy", "Gaël", "27/11/1993", "1000", "612346000", "true", "=1+1", "0.25"),
        ("Œuvrard", "Noël", "34300", "", "", "", "", ""),
        ("Nguyên", "", "01/05/1961", "", "06 39 98 12 34", "", "", ""),
    ]
    assert table.frame[LINE].to_list() == [3, 5, 10]


def test_a_sheet_is_chosen_by_its_name_and_a_hidden_one_is_not(workbook: Path) -> None:
    assert read_table(workbook, HowToRead(sheet="Adhérents")).rows == 3
    for name in ("Caché", "Feuil9"):
        with pytest.raises(BadInput, match="it has Notes, Adhérents"):
            read_table(workbook, HowToRead(sheet=name))
    with pytest.raises(BadInput, match="no sheet with rows"):
        read_table(workbook, HowToRead(sheet="Notes"))


def test_a_workbook_is_one_whatever_its_file_is_called(workbook: Path, tmp_path: Path) -> None:
    renamed = tmp_path / "liste.csv"
    renamed.write_bytes(workbook.read_bytes())
    assert read_table(renamed).rows == 3


def test_prefixes_and_absolute_paths_of_other_programs_are_understood(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    parts = {
        "xl/workbook.xml": f'<x:workbook xmlns:x="{space}" xmlns:q="{kinds}"><x:workbookPr '
        'date1904="1"/><x:sheets><x:sheet name="A" sheetId="1" q:id="r1"/></x:sheets></x:workbook>',
        "xl/_rels/workbook.xml.rels": "<Relationships xmlns="
        '"http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{kinds}/worksheet" Target="/xl/worksheets/s.xml"/>'
        "</Relationships>",
        "xl/styles.xml": f'<x:styleSheet xmlns:x="{space}"><x:numFmts>'
        '<x:numFmt numFmtId="170" formatCode="[$-40C]d mmm yyyy;@"/>'
        '<x:numFmt numFmtId="171" formatCode="0&quot; jours&quot;"/></x:numFmts>'
        '<x:cellXfs><x:xf numFmtId="0"/><x:xf numFmtId="170"/><x:xf numFmtId="171"/></x:cellXfs>'
        "</x:styleSheet>",
        "xl/sharedStrings.xml": f'<x:sst xmlns:x="{space}"><x:si><x:t>non</x:t></x:si><x:si>'
        "<x:r><x:t>Bât. </x:t></x:r><x:r><x:t>B</x:t></x:r><x:rPh><x:t>b</x:t></x:rPh></x:si>"
        "</x:sst>",
        "xl/worksheets/s.xml": f'<x:worksheet xmlns:x="{space}"><x:sheetData>'
        '<x:row><x:c t="inlineStr"><x:is><x:t>Nom</x:t></x:is></x:c>'
        '<x:c t="inlineStr"><x:is><x:t>Le</x:t></x:is></x:c></x:row>'
        '<x:row><x:c t="str"><x:v>Roy &amp; fils</x:v></x:c><x:c s="1"><x:v>0</x:v></x:c>'
        '<x:c s="1"><x:v>32000</x:v></x:c><x:c s="2" t="n"><x:v>7</x:v></x:c>'
        '<x:c t="e"><x:v>#N/A</x:v></x:c><x:c t="d"><x:v>1993-11-27T00:00:00</x:v></x:c>'
        '<x:c t="s"><x:v>1</x:v></x:c></x:row>'
        "</x:sheetData></x:worksheet>",
    }
    file = tmp_path / "autre.xlsx"
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    table = read_table(file, HowToRead(header_line=0))
    assert cells(table)[1] == (
        *("Roy & fils", "00:00", "12/08/1991", "7", "#N/A", "27/11/1993"),
        "Bât. B",
    )


def test_a_workbook_that_does_not_hold_together_is_damaged(workbook: Path, tmp_path: Path) -> None:
    broken = tmp_path / "casse.xlsx"
    for member, old, new in [
        ("xl/workbook.xml", b"<sheets>", b"<sheets"),
        ("xl/worksheets/sheet3.xml", b't="inlineStr"', b't="s"'),
        ("xl/worksheets/sheet3.xml", b'<row r="3"', b'<row r="1"'),
        ("xl/worksheets/sheet3.xml", b'r="A3"', b'r="12"'),
        ("xl/worksheets/sheet3.xml", b"<worksheet", b"<!DOCTYPE x []><worksheet"),
    ]:
        with zipfile.ZipFile(workbook) as good, zipfile.ZipFile(broken, "w") as bad:
            for name in good.namelist():
                content = good.read(name)
                if name == member:
                    assert old in content, (member, old)
                    content = content.replace(old, new, 1)
                bad.writestr(name, content)
        with pytest.raises(BadInput, match="damaged"):
            read_table(broken)
