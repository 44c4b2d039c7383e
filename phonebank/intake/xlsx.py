"""The sheets of an XLSX workbook, their rows as text, read as they come off the disk.

Only what a table needs is looked at: values, shared strings, which numbers are dates. Formulas come
out as their text. A document type, and with it any entity, is refused.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import TYPE_CHECKING
from xml.parsers import expat

from phonebank.intake.xlsx_cells import Damaged, SharedStrings, SheetRows

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element
    from zipfile import ZipFile

_CHUNK = 2**18
_DATE_NUMBERS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
"""The formats of dates and times every workbook has."""
_QUOTED = re.compile(r"\"[^\"]*\"|\[[^\]]*\]|\\.|_.")


class Workbook:
    """An XLSX workbook. `sheets` are the visible ones, by title, in order."""

    def __init__(self, archive: ZipFile, name: str) -> None:
        self._archive = archive
        self._name = name
        book = self._parsed("xl/workbook.xml")
        kinds = self._related()
        self.sheets: dict[str, str] = {}
        for sheet in _all(book, "sheet"):
            member = kinds.get(_attribute(sheet, "id"))
            if member is not None and sheet.get("state", "visible") == "visible":
                self.sheets[sheet.get("name") or f"sheet {len(self.sheets) + 1}"] = member
        mode = next(iter(_all(book, "workbookPr")), None)
        late = mode is not None and mode.get("date1904") in {"1", "true"}
        self._first_day = date(1904, 1, 1) if late else date(1899, 12, 30)
        self._dates = self._date_styles()
        self._strings: list[str] | None = None

    def rows(self, title: str) -> Iterator[tuple[int, list[str]]]:
        """The rows of a sheet, each with its number. Raises Damaged, BadInput."""
        if self._strings is None:
            self._strings = list(self._shared_strings())
        sheet = SheetRows(self._name, self._strings, self._dates, self._first_day)
        for _ in self._fed(self.sheets[title], sheet.begin, sheet.end, sheet.hear):
            yield from sheet.done
            sheet.done.clear()

    def _related(self) -> dict[str, str]:
        """Relation → the member that is a worksheet."""
        found = {}
        for relation in _all(self._parsed("xl/_rels/workbook.xml.rels"), "Relationship"):
            target = relation.get("Target", "")
            member = posixpath.normpath(posixpath.join("xl", target)).lstrip("/")
            if relation.get("Type", "").endswith("/worksheet") and self._has(member):
                found[relation.get("Id", "")] = member
        return found

    def _date_styles(self) -> frozenset[str]:
        """The styles (as cells name them) that show a number as a day."""
        if not self._has("xl/styles.xml"):
            return frozenset()
        styles = self._parsed("xl/styles.xml")
        own = {
            form.get("numFmtId", ""): bool(
                re.search("[dmyhs]", _QUOTED.sub("", form.get("formatCode", "")).lower())
            )
            for form in _all(styles, "numFmt")
        }
        found = set()
        for cells in _all(styles, "cellXfs"):
            for at, style in enumerate(cells):
                number = style.get("numFmtId", "0")
                usual = number.isdigit() and int(number) in _DATE_NUMBERS
                if own.get(number, usual):
                    found.add(str(at))
        return frozenset(found)

    def _shared_strings(self) -> Iterator[str]:
        if not self._has("xl/sharedStrings.xml"):
            return
        strings = SharedStrings()
        for _ in self._fed("xl/sharedStrings.xml", strings.begin, strings.end, strings.hear):
            yield from strings.done
            strings.done.clear()

    def _has(self, member: str) -> bool:
        return member in self._archive.NameToInfo

    def _parsed(self, member: str) -> Element:
        from defusedxml import ElementTree

        if not self._has(member):
            raise Damaged(member)
        root: Element = ElementTree.fromstring(self._archive.read(member), forbid_dtd=True)
        return root

    def _fed(
        self,
        member: str,
        begin: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None],
        hear: Callable[[str], None],
    ) -> Iterator[None]:
        """Parse a member a piece at a time, pausing after each."""
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartElementHandler = begin
        parser.EndElementHandler = end
        parser.CharacterDataHandler = hear
        parser.StartDoctypeDeclHandler = _refuse_doctype
        try:
            with self._archive.open(member) as stream:
                while chunk := stream.read(_CHUNK):
                    parser.Parse(chunk, False)
                    yield
            parser.Parse(b"", True)
            yield
        except expat.ExpatError as error:
            raise Damaged(member) from error


def _refuse_doctype(*_said: object) -> None:
    raise Damaged("a document type")


def _all(root: Element, tag: str) -> Iterator[Element]:
    """The elements of this name, whatever their namespace."""
    return (each for each in root.iter() if str(each.tag).rpartition("}")[2] == tag)


def _attribute(element: Element, name: str) -> str:
    """An attribute in a namespace, such as `r:id`."""
    wanted = f"}}{name}"
    return next((value for key, value in element.attrib.items() if key.endswith(wanted)), "")
