"""Turnout lists that hold numbers only: `0012: 3, 17, 18-22, 40`.

A bureau and the order numbers of those who abstained, or of those who voted; which of the two, the
person says. A list other than the main one is named: `0002 LCE: 3`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import polars as pl

from phonebank.domain.eligibility import ListType

_LINE = re.compile(
    r"^\s*(?:bureau|bv|bureau de vote)?\s*(?:n[o°]\s*)?([0-9]{1,4}[A-Za-z]?)\s*"
    r"(?:\(?\s*(LP|LCM|LCE)\s*\)?)?\s*:\s*(.*)$",
    re.IGNORECASE,
)
_MORE = re.compile(r"^\s*[\d\s,;\-–—.]+$")
_RANGE = re.compile(r"(\d{1,6})\s*[-–—]\s*(\d{1,6})")
_LONGEST_RANGE = 3_000
_REMARK = "#"
"""What follows is not read: the reason, in a file of refused lines."""
_SAMPLE = 2**18


@dataclass(frozen=True, slots=True, eq=False)
class Listed:
    """A numbers-only file read.

    `rows`: line, bureau_code, list_type ('' = the list entitled in the round), order_number (null
    when unreadable), reason ('' when sound). One row a number listed.
    """

    rows: pl.DataFrame


def looks_like_numbers(text: str) -> bool:
    """Whether most lines of a text are `bureau: numbers`."""
    lines = [
        told
        for line in text[:_SAMPLE].splitlines()[:200]
        if (told := line.partition(_REMARK)[0]).strip()
    ]
    if not lines:
        return False
    named = [_LINE.match(line) for line in lines]
    good = sum(found is not None and _is_numbers(found[3]) for found in named)
    more = sum(_MORE.match(line) is not None for line in lines)
    return good > 0 and (good + more) * 10 >= len(lines) * 8


def read_numbers(text: str) -> Listed:
    """Every number of a numbers-only list; unreadable pieces become rows with a reason."""
    rows: list[tuple[int, str, str, int | None, str]] = []
    seen: set[tuple[str, str, int]] = set()
    bureau, listed = "", ""
    for line, whole in enumerate(text.splitlines(), start=1):
        content = whole.partition(_REMARK)[0]
        if not content.strip():
            continue
        named = _LINE.match(content)
        if named:
            bureau, listed, pieces = named[1].upper(), (named[2] or "").upper(), named[3]
        elif bureau and _MORE.match(content):
            pieces = content
        else:
            rows.append((line, "", "", None, "the line is not “bureau: numbers”"))
            continue
        for piece in _pieces(pieces):
            for number, reason in _numbers(piece):
                if number is not None and not reason:
                    key = (bureau, listed, number)
                    reason = "this number is listed twice" if key in seen else ""
                    seen.add(key)
                rows.append((line, bureau, listed, number, reason))
    return Listed(
        pl.DataFrame(
            rows,
            schema={
                "line": pl.UInt32,
                "bureau_code": pl.String,
                "list_type": pl.String,
                "order_number": pl.Int32,
                "reason": pl.String,
            },
            orient="row",
        )
    )


def named_list(text: str) -> ListType | None:
    """The list named in a numbers-only line, None for the one entitled in the round."""
    return ListType(text) if text else None


def _is_numbers(text: str) -> bool:
    return not text.strip() or _MORE.match(text) is not None


def _pieces(text: str) -> list[str]:
    tight = re.sub(r"\s*[-–—]\s*", "-", text.strip().rstrip("."))
    return [piece for piece in re.split(r"[,;\s]+", tight) if piece]


def _numbers(piece: str) -> list[tuple[int | None, str]]:
    if re.fullmatch(r"\d{1,6}", piece):
        return [(int(piece), "")]
    found = _RANGE.fullmatch(piece)
    if found is None:
        return [(None, "this is not an order number")]
    first, last = int(found[1]), int(found[2])
    if last < first:
        return [(None, "the range runs backwards")]
    if last - first >= _LONGEST_RANGE:
        return [(None, f"the range is longer than {_LONGEST_RANGE} numbers")]
    return [(number, "") for number in range(first, last + 1)]
