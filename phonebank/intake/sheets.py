"""Workbooks: the first sheet with rows in an XLSX or ODS file, as text.

Formulas come out as their text (`=…`), never as a result: nobody knows what they would reach for.
What a sheet says of its own dimensions is ignored.
"""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import ParseError

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.intake.reading import (
    FOUND,
    LINE,
    MAX_CELL_CHARACTERS,
    MAX_COLUMNS,
    MAX_ROWS,
    Table,
    frame_of,
    table_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from xml.etree.ElementTree import Element

    from phonebank.intake.choices import HowToRead

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_MAX_REPEATS = 1_000
"""A row or cell repeated more often than this is the sheet's empty rest."""


def read_xlsx(data: bytes, name: str, how: HowToRead = FOUND) -> Table:
    """One sheet of an XLSX workbook: the one named, else the first that holds a table.

    Raises BadInput when there is none.
    """
    import openpyxl
    from defusedxml.common import DefusedXmlException

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=False)
    except (KeyError, ValueError, ParseError, OSError, DefusedXmlException, AttributeError):
        raise BadInput(f"{name} is a damaged workbook. Save it again or export CSV.") from None
    try:
        visible = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        titles = tuple(sheet.title for sheet in visible)
        for sheet in _wanted(dict(zip(titles, visible, strict=True)), name, how):
            sheet.reset_dimensions()
            rows = _collect((_texts(row) for row in sheet.iter_rows(values_only=True)), name)
            if rows:
                return _sheet_table(rows, name, how, sheet.title, titles)
    except (KeyError, ValueError, ParseError, DefusedXmlException):
        raise BadInput(f"{name} is a damaged workbook. Save it again or export CSV.") from None
    finally:
        book.close()
    raise BadInput(f"{name} has no sheet with rows in it.")


def read_ods(content: bytes, name: str, how: HowToRead = FOUND) -> Table:
    """One sheet of an ODS workbook, from its `content.xml`: the one named, else the first."""
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        root = ElementTree.fromstring(content)
    except (ParseError, ValueError, DefusedXmlException):
        raise BadInput(f"{name} is a damaged workbook. Save it again or export CSV.") from None
    sheets = {
        str(sheet.get(f"{_TABLE}name") or f"sheet {index}"): sheet
        for index, sheet in enumerate(root.iter(f"{_TABLE}table"), start=1)
    }
    for sheet in _wanted(sheets, name, how):
        rows = _collect(_ods_rows(sheet), name)
        if rows:
            title = str(sheet.get(f"{_TABLE}name") or "")
            return _sheet_table(rows, name, how, title, tuple(sheets))
    raise BadInput(f"{name} has no sheet with rows in it.")


def _wanted(sheets: Mapping[str, Any], name: str, how: HowToRead) -> list[Any]:
    """The sheets to try, in order."""
    if not how.sheet:
        return list(sheets.values())
    if how.sheet not in sheets:
        raise BadInput(f"{name} has no sheet “{how.sheet[:40]}”: it has {', '.join(sheets)[:200]}.")
    return [sheets[how.sheet]]


def _sheet_table(
    rows: list[tuple[int, list[str]]],
    name: str,
    how: HowToRead,
    sheet: str,
    choice: tuple[str, ...],
) -> Table:
    width = max(len(cells) for _, cells in rows)
    padded = [cells + [""] * (width - len(cells)) for _, cells in rows]
    lines = pl.Series(LINE, [line for line, _ in rows], dtype=pl.UInt32)
    table = table_of(frame_of(padded, width), lines, name, "xlsx/ods", "", how.header_line)
    return replace(table, sheet=sheet, choice=choice)


def _collect(rows: Iterable[list[str]], name: str) -> list[tuple[int, list[str]]]:
    kept: list[tuple[int, list[str]]] = []
    for line, cells in enumerate(rows, start=1):
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        if len(cells) > MAX_COLUMNS:
            raise BadInput(f"{name}, row {line}, has more than {MAX_COLUMNS:,} columns.")
        if any(len(cell) > MAX_CELL_CHARACTERS for cell in cells):
            raise BadInput(f"{name}, row {line}, has a cell too long to be read.")
        kept.append((line, cells))
        if len(kept) > MAX_ROWS:
            raise BadInput(f"{name} has more than {MAX_ROWS:,} rows; split it.")
    return kept


def _texts(row: Iterable[object]) -> list[str]:
    return [_text(value) for value in row]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, dt.time):
        return value.strftime("%H:%M")
    return str(value).strip()


def _ods_rows(sheet: Element) -> Iterator[list[str]]:
    for row in sheet.iter(f"{_TABLE}table-row"):
        cells: list[str] = []
        for cell in row:
            if cell.tag not in {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}:
                continue
            repeats = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
            cells.extend([_ods_text(cell)] * min(repeats, _MAX_REPEATS))
        repeats = int(row.get(f"{_TABLE}number-rows-repeated", "1"))
        for _ in range(min(repeats, _MAX_REPEATS)):
            yield list(cells)


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
        return _text(float(number))
    return "\n".join("".join(part.itertext()) for part in cell.iter(f"{_TEXT}p"))
