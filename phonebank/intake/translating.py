"""What a person said of a file's cells, done to the table before it is read as its kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.names import clean
from phonebank.intake.cells import is_formula
from phonebank.intake.choices import Mark
from phonebank.intake.fields import refuse_forbidden
from phonebank.intake.headers import FileKind, map_headers
from phonebank.intake.reading import Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_WRITTEN = {Mark.VOTED: "V", Mark.PROXY: "P", Mark.ABSTAINED: "A", Mark.UNKNOWN: "inconnu"}
_TAGS = "_tags"


def with_values(
    table: Table, values: Mapping[str, Mark], columns: Mapping[str, str | Sequence[str]] | None
) -> Table:
    """The table with a turnout file's own values (`present`, `2`…) written as the usual ones."""
    if not values:
        return table
    mapping = map_headers(table.columns, FileKind.TURNOUT, columns)
    kept = {
        title for field, titles in mapping.fields.items() for title in titles if field != "value"
    }
    meant = {value.strip().casefold(): _WRITTEN[mark] for value, mark in values.items()}
    frame = table.frame.with_columns(
        pl.col(title).str.to_lowercase().replace_strict(meant, default=pl.col(title))
        for title in table.columns
        if title not in kept
    )
    return _with(table, frame)


def with_tags(
    table: Table, keep: Sequence[str], columns: Mapping[str, str | Sequence[str]] | None
) -> tuple[Table, Mapping[str, str | Sequence[str]] | None]:
    """The table with further columns kept as tags, `Lot: vélo`, and the columns to read it with.

    Raises BadInput for a column that does not exist or that the law forbids to use (R6).
    """
    if not keep:
        return table, columns
    titles = map_headers(table.columns, FileKind.CONTACTS, {"phone": tuple(keep)}).fields["phone"]
    refuse_forbidden(titles)
    before = map_headers(table.columns, FileKind.CONTACTS, columns).column("tags")
    parts = [pl.col(before)] if before else []
    for title in titles:
        cell = pl.col(title).str.replace_all(",", " ", literal=True)
        name = clean(title).replace(",", " ")
        full = (cell != "") & ~is_formula(cell)
        parts.append(pl.when(full).then(pl.format("{}: {}", pl.lit(name), cell)))
    tags = pl.concat_list(parts).list.drop_nulls().list.filter(pl.element() != "").list.join(",")
    frame = table.frame.with_columns(tags.fill_null("").alias(_TAGS))
    return (
        _with(table, frame, (*table.columns, _TAGS)),
        {**(columns or {}), "tags": _TAGS},
    )


def _with(table: Table, frame: pl.DataFrame, columns: tuple[str, ...] = ()) -> Table:
    return Table(
        name=table.name,
        columns=columns or table.columns,
        frame=frame,
        encoding=table.encoding,
        separator=table.separator,
        header_line=table.header_line,
    )
