"""The elements of an XLSX sheet, added up to rows of text."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput
from phonebank.intake.laid_out import MAX_COLUMNS

if TYPE_CHECKING:
    from datetime import date

_LETTERS = re.compile(r"[A-Z]{1,4}")
_LAST_LINE = 2**31


class Damaged(ValueError):
    """The workbook does not hold together."""


class SheetRows:
    """What a sheet's elements add up to: `done` rows, each with its number."""

    def __init__(
        self, name: str, strings: list[str], dates: frozenset[str], first_day: date
    ) -> None:
        self.done: list[tuple[int, list[str]]] = []
        self._name = name
        self._strings = strings
        self._dates = dates
        self._first_day = first_day
        self._prefix: str | None = None
        self._line = 0
        self._cells: list[str] = []
        self._column = -1
        self._kind = self._style = self._value = ""
        self._formula: str | None = None
        self._heard: list[str] | None = None
        self._aside = False

    def begin(self, tag: str, said: dict[str, str]) -> None:
        """An element opens."""
        if self._prefix is None:
            self._prefix = tag[: tag.rfind(":") + 1]
        tag = tag.removeprefix(self._prefix)
        if tag in {"v", "t"}:
            self._heard = []
        elif tag == "c":
            self._kind = said.get("t", "")
            self._style = said.get("s", "")
            self._value = ""
            self._formula = None
            self._column = self._column_of(said.get("r"))
        elif tag == "row":
            self._line = self._line_of(said.get("r"))
            self._cells = []
            self._column = -1
        elif tag == "f":
            self._heard = []
        elif tag == "rPh":
            self._aside = True

    def hear(self, text: str) -> None:
        """A piece of text."""
        if self._heard is not None:
            self._heard.append(text)

    def end(self, tag: str) -> None:
        """An element closes."""
        tag = tag.removeprefix(self._prefix or "")
        if tag == "c":
            self._put()
        elif tag in {"v", "t"} and self._heard is not None:
            if not self._aside:
                self._value += "".join(self._heard)
            self._heard = None
        elif tag == "row":
            self.done.append((self._line, self._cells))
        elif tag == "f" and self._heard is not None:
            self._formula = "".join(self._heard)
            self._heard = None
        elif tag == "rPh":
            self._aside = False

    def _column_of(self, place: str | None) -> int:
        if place is None:
            column = self._column + 1
        else:
            letters = _LETTERS.match(place)
            if letters is None:
                raise Damaged(place)
            column = 0
            for letter in letters[0]:
                column = column * 26 + ord(letter) - 64
            column -= 1
        if column >= MAX_COLUMNS:
            raise BadInput(
                f"{self._name}, row {self._line}, has more than {MAX_COLUMNS:,} columns."
            )
        return column

    def _line_of(self, said: str | None) -> int:
        line = int(said) if said else self._line + 1
        if not self._line < line < _LAST_LINE:
            raise Damaged("rows out of order")
        return line

    def _put(self) -> None:
        cells, text = self._cells, self._text()
        if self._column < len(cells):
            cells[self._column] = text
            return
        if self._column > len(cells):
            cells.extend([""] * (self._column - len(cells)))
        cells.append(text)

    def _text(self) -> str:
        value = self._value
        if self._formula is not None:
            return f"={self._formula}"
        if self._kind == "s":
            return self._strings[int(value)] if value else ""
        if self._kind == "b":
            return "true" if value.strip() == "1" else "false"
        if self._kind == "d":
            year, _, rest = value.partition("-")
            return f"{rest[3:5]}/{rest[:2]}/{year}"
        if self._kind not in {"", "n"} or not value:
            return value
        if self._style in self._dates:
            return self._day(value)
        return value if value.isdigit() else plain_number(value)

    def _day(self, value: str) -> str:
        try:
            serial = float(value)
            if 0 <= serial < 1:
                minutes = round(serial * 1440)
                return f"{minutes // 60:02}:{minutes % 60:02}"
            return f"{self._first_day + timedelta(days=int(serial)):%d/%m/%Y}"
        except (ValueError, OverflowError):
            return value


class SharedStrings:
    """The strings that cells share, in order."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self._prefix: str | None = None
        self._parts: list[str] = []
        self._listening = False
        self._aside = False

    def begin(self, tag: str, _said: dict[str, str]) -> None:
        """An element opens."""
        if self._prefix is None:
            self._prefix = tag[: tag.rfind(":") + 1]
        tag = tag.removeprefix(self._prefix)
        if tag == "t":
            self._listening = not self._aside
        elif tag == "si":
            self._parts = []
        elif tag == "rPh":
            self._aside = True

    def hear(self, text: str) -> None:
        """A piece of text."""
        if self._listening:
            self._parts.append(text)

    def end(self, tag: str) -> None:
        """An element closes."""
        tag = tag.removeprefix(self._prefix or "")
        if tag == "t":
            self._listening = False
        elif tag == "si":
            self.done.append("".join(self._parts))
        elif tag == "rPh":
            self._aside = False


def plain_number(value: str) -> str:
    """A number as one writes it: 6.12346E8 is 612346000."""
    try:
        number = float(value)
    except ValueError:
        return value
    whole = number.is_integer() and abs(number) < 1e15
    return str(int(number)) if whole else str(number)
