"""Workbooks: one sheet of an XLSX or ODS file, as text.

Formulas come out as their text (`=…`), never as a result: nobody knows what they would reach for.
What a sheet says of its own dimensions is ignored. Rows go to the disk as they are read.
"""

from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

from phonebank.domain.errors import BadInput
from phonebank.intake.laid_out import (
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    Form,
    LaidOut,
)
from phonebank.intake.text_table import lay_out_spooled
from phonebank.intake.xlsx_cells import plain_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

    from phonebank.intake.choices import HowToRead

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MAX_REPEATS = 1_000
"""A row or cell repeated more often than this is the sheet's empty rest."""
_FORM = Form("xlsx/ods", "workbook", "")


def lay_out_xlsx(archive: ZipFile, name: str, how: HowToRead, folder: Path) -> LaidOut:
    """One sheet of an XLSX workbook: the one named, else the first that holds a table.

    Raises BadInput when there is none.
    """
    from defusedxml.common import DefusedXmlException

    from phonebank.intake.xlsx import Workbook

    try:
        book = Workbook(archive, name)
        for title in _wanted(book.sheets, name, how):
            laid = _laid(book.rows(title), name, how, folder)
            if laid is not None:
                return replace(laid, sheet=title, choice=tuple(book.sheets))
    except (ParseError, ValueError, IndexError, DefusedXmlException):
        raise BadInput(f"{name} is a damaged workbook. Save it again or export CSV.") from None
    raise BadInput(f"{name} has no sheet with rows in it.")


def lay_out_ods(content: Path, name: str, how: HowToRead, folder: Path) -> LaidOut:
    """One sheet of an ODS workbook, from its `content.xml`: the one named, else the first."""
    from defusedxml.common import DefusedXmlException

    try:
        titles = tuple(_ods_titles(content))
        for title in _wanted(dict.fromkeys(titles), name, how):
            rows = enumerate(_ods_rows(content, titles.index(title)), start=1)
            laid = _laid(rows, name, how, folder)
            if laid is not None:
                return replace(laid, sheet=title, choice=titles)
    except (ParseError, ValueError, DefusedXmlException):
        raise BadInput(f"{name} is a damaged workbook. Save it again or export CSV.") from None
    raise BadInput(f"{name} has no sheet with rows in it.")


def _wanted(sheets: Mapping[str, Any], name: str, how: HowToRead) -> Mapping[str, Any]:
    """The sheets to try, in order."""
    if not how.sheet:
        return sheets
    if how.sheet not in sheets:
        raise BadInput(f"{name} has no sheet “{how.sheet[:40]}”: it has {', '.join(sheets)[:200]}.")
    return {how.sheet: sheets[how.sheet]}


def _laid(
    rows: Iterable[tuple[int, list[str]]], name: str, how: HowToRead, folder: Path
) -> LaidOut | None:
    """The rows laid out; None where there are none."""
    spool = folder / "sheet.csv"
    width, count = 0, 0
    with spool.open("w", encoding="utf-8", newline="", errors="replace") as out:
        writer = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
        for line, cells in rows:
            while cells and not cells[-1]:
                cells.pop()
            if not cells:
                continue
            if len(cells) > MAX_COLUMNS:
                raise BadInput(f"{name}, row {line}, has more than {MAX_COLUMNS:,} columns.")
            if any(len(cell) > MAX_CELL_CHARACTERS for cell in cells):
                raise BadInput(f"{name}, row {line}, has a cell too long to be read.")
            count += 1
            if count > MAX_ROWS:
                raise BadInput(f"{name} has more than {MAX_ROWS:,} rows; split it.")
            width = max(width, len(cells))
            writer.writerow([line, *cells])
    if not count:
        return None
    return lay_out_spooled(spool, width, name, how, _FORM, folder)


def _ods_parts(content: Path) -> Iterator[tuple[str, Element]]:
    """('start' or 'end', element) of the tables and rows, forgotten as they pass."""
    from defusedxml import ElementTree

    for event, element in ElementTree.iterparse(content, events=("start", "end")):
        if element.tag == f"{_TABLE}table":
            yield event, element
        if element.tag == f"{_TABLE}table-row" and event == "end":
            yield "row", element
            element.clear()


def _ods_titles(content: Path) -> Iterator[str]:
    count = 0
    for event, element in _ods_parts(content):
        if event == "start":
            count += 1
            yield str(element.get(f"{_TABLE}name") or f"sheet {count}")


def _ods_rows(content: Path, wanted: int) -> Iterator[list[str]]:
    """The rows of the sheet of this rank."""
    rank = -1
    for event, element in _ods_parts(content):
        rank += event == "start"
        if rank > wanted:
            return
        if rank == wanted and event == "row":
            cells = _ods_cells(element)
            repeats = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
            for _ in range(min(repeats, _MAX_REPEATS)):
                yield list(cells)


def _ods_cells(row: Element) -> list[str]:
    cells: list[str] = []
    for cell in row:
        if cell.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
            continue
        repeats = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        cells.extend([_ods_text(cell)] * min(repeats, _MAX_REPEATS))
    return cells


def _ods_text(cell: Element) -> str:
    formula = cell.get(f"{_TABLE}formula")
    if formula:
        return "=" + str(formula).removeprefix("of:").removeprefix("=")
    day = cell.get(f"{_OFFICE}date-value")
    if day:
        year, month, rest = str(day).split("-", 2)
        return f"{rest[:2]}/{month}/{year}"
    number = cell.get(f"{_OFFICE}value")
    if number and cell.get(f"{_OFFICE}value-type") == "float":
        return plain_number(str(number))
    return "\n".join("".join(part.itertext()) for part in cell.iter(f"{_TEXT}p"))
