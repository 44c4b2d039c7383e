"""The options every import shares, and what they say as one `Choices`."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from phonebank.domain.errors import BadInput
from phonebank.intake.choices import Choices, HowToRead, Mark
from phonebank.intake.reading import SEPARATORS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

File = Annotated[Path, typer.Argument(help="the file")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="say what would happen, write nothing")]
Report = Annotated[
    Path | None, typer.Option("--report", help="write a CSV with the decision on every row")
]
Refused = Annotated[
    Path | None,
    typer.Option("--refused", help="write the refused rows there, to correct and import again"),
]
Columns = Annotated[
    list[str] | None,
    typer.Option(
        "--column",
        metavar="FIELD=TITLE",
        help="which column is a field (“FIELD=” for none); may be repeated",
    ),
]
Encoding = Annotated[str, typer.Option("--encoding", help="where the one found is wrong")]
Separator = Annotated[str, typer.Option("--separator", help="likewise: ; , | or tab")]
Sheet = Annotated[str, typer.Option("--sheet", help="the sheet of a workbook, by name")]
HeaderLine = Annotated[
    int | None,
    typer.Option("--header-line", min=0, help="the line the titles stand on; 0: there are none"),
]
Basis = Annotated[
    str, typer.Option("--legal-basis", help="why the campaign may use this, where it is not usual")
]
_WORDS = {"tab": "\t", "\\t": "\t", "comma": ",", "semicolon": ";", "pipe": "|"}
_Word = TypeVar("_Word", bound="StrEnum")


def how_to_read(encoding: str, separator: str, sheet: str, header_line: int | None) -> HowToRead:
    """What was said of a file's form. Raises BadInput for a separator that is none."""
    meant = _WORDS.get(separator, separator)
    if meant and meant not in SEPARATORS:
        raise BadInput(f"“{separator}” is no separator: write ; or , or | or tab.")
    return HowToRead(encoding, meant, sheet, header_line)


def with_columns(choices: Choices, said: Iterable[str] | None) -> Choices:
    """The choices with `FIELD=TITLE` options; a field may be said several times.

    Raises BadInput for an option without `=`.
    """
    columns: dict[str, tuple[str, ...]] = {}
    for option in said or ():
        field, equals, title = option.partition("=")
        if not equals:
            raise BadInput(f"--column {option}: write FIELD=TITLE, as in birth_name=Nom.")
        before = columns.get(field.strip(), ())
        columns[field.strip()] = (*before, title.strip()) if title.strip() else before
    return replace(choices, columns={**choices.columns, **columns})


def marks(said: Iterable[str] | None) -> Mapping[str, Mark]:
    """`VALUE=voted` options. Raises BadInput for a meaning that is none."""
    found: dict[str, Mark] = {}
    for option in said or ():
        value, equals, meaning = option.rpartition("=")
        if not equals:
            raise BadInput(f"--value {option}: write VALUE=MEANING, as in 2=abstained.")
        found[value.strip()] = word(Mark, meaning.strip(), "--value")
    return found


def word(kind: type[_Word], said: str, option: str) -> _Word:
    """The word of an enumeration. Raises BadInput, naming what may be said."""
    try:
        return kind(said)
    except ValueError:
        raise BadInput(f"{option}: “{said}” is not one of {', '.join(kind)}.") from None
