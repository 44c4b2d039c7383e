"""Results by bureau: registered, voters, valid votes, and the votes of one list or several.

A figure that cannot be true (more voters than registered…) refuses its row: a priority computed
from it would send callers to the wrong bureau.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.errors import BadInput
from phonebank.domain.names import canonical, clean
from phonebank.intake.cells import bureau_code, cell
from phonebank.intake.headers import FileKind, HeaderMap, facts_of_file_name, map_headers
from phonebank.intake.kinds import refuse_several_files, wrong_kind
from phonebank.intake.reading import LINE, SURPLUS, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FIGURES = ("registered", "voters", "valid", "blank", "invalid", "spoiled")
_NEEDED = ("registered", "voters", "valid")
_OURS = ("nos voix", "notre liste", "voix de notre liste", "our votes")
OUR_LIST = "Notre liste"
"""The name of the campaign's own list where nobody gave it one."""
_MOST = 1_000_000
_WORDS = {
    "registered": "the number registered",
    "voters": "the number of voters",
    "valid": "the number of valid votes",
    "blank": "the number of blank votes",
    "invalid": "the number of invalid votes",
    "spoiled": "the number of blank and invalid votes",
}


@dataclass(frozen=True, slots=True, eq=False)
class ResultRows:
    """Results read.

    `rows`: line, reason ('' when sound), commune_code ('' when the file does not say), bureau_code,
    registered, voters, blank and invalid (null: not said), valid. `votes`: line, list_name, ours,
    votes.
    """

    rows: pl.DataFrame
    votes: pl.DataFrame


def read_results(
    table: Table,
    commune: str = "",
    list_name: str = "",
    columns: Mapping[str, str | Sequence[str]] | None = None,
) -> ResultRows:
    """Type and check the results of every bureau.

    `list_name` is our list: the title of its column, or its name where the file has one column of
    votes. Raises BadInput when the table holds no results or our list is not among its columns.
    """
    refuse_several_files(table)
    mapping = map_headers(table.columns, FileKind.RESULTS, columns)
    if not mapping.has("bureau_code", *_NEEDED):
        raise wrong_kind(
            table, FileKind.RESULTS, "a bureau, its registered, its voters and its valid votes"
        )
    lists = _lists(table, mapping, list_name)
    named = facts_of_file_name(table.name).commune_code or commune
    frame = table.frame.select(
        pl.col(LINE).alias("line"),
        pl.col(SURPLUS).alias("surplus"),
        cell(mapping, "commune_code").replace("", named).alias("commune_code"),
        bureau_code(cell(mapping, "bureau_code")).alias("bureau_code"),
        *[cell(mapping, name).alias(f"{name}_text") for name in _FIGURES],
        *[_figure(cell(mapping, name)).alias(name) for name in _FIGURES],
        *[pl.col(title).alias(f"votes_text_{at}") for at, (title, _) in enumerate(lists)],
        *[_figure(pl.col(title)).alias(f"votes_{at}") for at, (title, _) in enumerate(lists)],
    )
    frame = frame.with_columns(_reason(lists).alias("reason"))
    sound = frame.filter(pl.col("reason") == "")
    votes = [
        sound.select(
            "line",
            pl.lit(name).alias("list_name"),
            pl.lit(at == 0).alias("ours"),
            pl.col(f"votes_{at}").alias("votes"),
        )
        for at, (_, name) in enumerate(lists)
    ]
    rows = frame.select(
        *("line", "reason", "commune_code", "bureau_code", "registered", "voters"),
        *("blank", "invalid", "valid"),
    )
    return ResultRows(rows, pl.concat(votes).drop_nulls("votes"))


def _lists(table: Table, mapping: HeaderMap, list_name: str) -> list[tuple[str, str]]:
    """(column, name of the list), ours first."""
    titles = list(mapping.fields.get("votes", ()))
    wanted = canonical(list_name)
    named = next((title for title in table.columns if wanted and canonical(title) == wanted), None)
    if named is None and not titles:
        raise BadInput(
            f"{table.name} has no column with our list's votes: say which one, as in "
            f"--list “{table.columns[-1][:40]}”."
        )
    if named is None and wanted and len(titles) > 1:
        raise BadInput(
            f"{table.name} has no column “{list_name[:60]}”; its columns of votes are "
            f"{', '.join(titles)[:200]}."
        )
    ours = named or next((title for title in titles if canonical(title) in _OURS), titles[0])
    rest = [title for title in titles if title != ours]
    own = clean(list_name) or (OUR_LIST if canonical(ours) in {*_OURS, "voix", "votes"} else ours)
    return [(ours, own), *((title, title) for title in rest)]


def _figure(text: pl.Expr) -> pl.Expr:
    """A count written 1234, 1 234 or 1234.0; null for anything else."""
    bare = text.str.replace_all(r"[\s\u00a0\u202f']", "").str.extract(
        r"^([0-9]{1,7})(?:[.,]0+)?$", 1
    )
    return bare.cast(pl.Int32)


def _reason(lists: list[tuple[str, str]]) -> pl.Expr:
    first = pl.col("line").first().over("commune_code", "bureau_code")
    reason = (
        pl.when(pl.col("surplus"))
        .then(pl.lit("the row has more cells than the header"))
        .when(pl.col("bureau_code") == "")
        .then(pl.lit("there is no bureau"))
        .when(pl.col("line") != first)
        .then(pl.format("line {} already has this bureau", first))
    )
    for name in _FIGURES:
        unread = pl.col(name).is_null() & (
            pl.lit(value=True) if name in _NEEDED else pl.col(f"{name}_text") != ""
        )
        reason = reason.when(unread).then(pl.lit(f"{_WORDS[name]} is not a whole number"))
    for at, (title, _) in enumerate(lists):
        unread = pl.col(f"votes_{at}").is_null() & (
            pl.lit(at == 0) | (pl.col(f"votes_text_{at}") != "")
        )
        reason = reason.when(unread).then(
            pl.lit(f"the votes of “{title[:40]}” are no whole number")
        )
    votes = [pl.col(f"votes_{at}").fill_null(0) for at in range(len(lists))]
    spoiled = pl.coalesce("spoiled", pl.col("blank") + pl.col("invalid"))
    blank_or_invalid = pl.coalesce("spoiled", "blank", "invalid").fill_null(0)
    return (
        reason.when(pl.col("registered") > _MOST)
        .then(pl.lit("no bureau has a million registered"))
        .when(pl.col("voters") > pl.col("registered"))
        .then(pl.lit("there are more voters than registered"))
        .when(pl.col("valid") > pl.col("voters"))
        .then(pl.lit("there are more valid votes than voters"))
        .when(blank_or_invalid > pl.col("voters"))
        .then(pl.lit("there are more blank or invalid votes than voters"))
        .when(spoiled.is_not_null() & (spoiled + pl.col("valid") != pl.col("voters")))
        .then(pl.lit("valid, blank and invalid votes do not add up to the voters"))
        .when(pl.max_horizontal(votes) > pl.col("valid"))
        .then(pl.lit("a list has more votes than there are valid ones"))
        .when(pl.sum_horizontal(votes) > pl.col("valid"))
        .then(pl.lit("the lists together have more votes than there are valid ones"))
        .otherwise(pl.lit(""))
    )
