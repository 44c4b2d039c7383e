"""What a person says of a file: how to read it, which column is what, where it comes from.

The wizard's screens and the command line both end in one `Choices`, which `running.run_import`
carries out and the office remembers by the file's headers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from phonebank.intake.spellings import FileKind


@dataclass(frozen=True, slots=True)
class HowToRead:
    """What was corrected about a file's form; what stands at its default is found.

    `encoding` is one of `encoding.ENCODINGS`, `separator` one of `reading.SEPARATORS`, `sheet` a
    workbook's sheet by name. `header_line` counts from 1; 0 says there is no header (the columns
    are then `column 1`, `column 2`…), None that it is to be found.
    """

    encoding: str = ""
    separator: str = ""
    sheet: str = ""
    header_line: int | None = None


class EmptyMeans(StrEnum):
    """What an empty cell of a turnout file means; the person says so."""

    ABSTAINED = "abstained"
    UNKNOWN = "unknown"


class Listing(StrEnum):
    """Whose numbers a numbers-only file lists."""

    ABSTAINED = "abstained"
    VOTED = "voted"


class Mark(StrEnum):
    """What a value of a turnout column means."""

    VOTED = "voted"
    PROXY = "proxy"
    ABSTAINED = "abstained"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Choices:
    """Everything said of one file; what does not concern its kind is ignored.

    `columns`: field → its titles; a field mapped to () has none, a field not mentioned has the
    column found. In a turnout file a round's code (`M20T1`) is a field too. `keep`: titles of
    other columns, kept as tags of a contact. `round_code`: the round of a numbers-only file, of
    columns that only say T1, of a results file. `values`: a turnout column's value → what it
    means, where that is not understood by itself. `list_name`: whose votes a results file holds.
    """

    kind: FileKind
    how: HowToRead = HowToRead()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    round_code: str = ""
    listed: Listing | None = None
    empty: EmptyMeans = EmptyMeans.UNKNOWN
    values: Mapping[str, Mark] = field(default_factory=dict)
    source: str = ""
    legal_basis: str = ""
    collected_on: date | None = None
    dated: date | None = None
    commune: str = ""
    undertaking: str = ""
    consulted: str = ""
    list_name: str = ""
