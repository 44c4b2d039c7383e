"""Mailing events: who opened a mailing, or clicked on what, and when.

They tell what interests somebody who gave their address of mail; nothing else of a mailing is kept
(not what was sent, not what bounced). A link loses what follows `?` and `#`: it names a reader.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.names import canonical, clean
from phonebank.intake.cells import cell, is_formula, per_value
from phonebank.intake.headers import FileKind, map_headers
from phonebank.intake.kinds import refuse_several_files, wrong_kind
from phonebank.intake.reading import LINE, SURPLUS, Table

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_EMAIL = r"^[^\s@<>\"']+@[^\s@<>\"']+\.[^\s@<>\"']+$"
_EVENTS = {
    "open": ("open", "opened", "opens", "ouvert", "ouverte", "ouverture", "ouvertures", "lu"),
    "click": ("click", "clicked", "clicks", "clic", "clics", "clique", "cliquee"),
}
_KNOWN = {word: event for event, words in _EVENTS.items() for word in words}
_ISO = r"^(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})(:\d{2})?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?$"
_FRENCH = r"^(\d{2})/(\d{2})/(\d{4})[ T]+(?:à )?(\d{2})[:h](\d{2})(:\d{2})?$"
_LONGEST = 200


@dataclass(frozen=True, slots=True, eq=False)
class EngagementRows:
    """`rows`: line, reason ('' when sound), email, mailing, event ('open', 'click'), link, at."""

    rows: pl.DataFrame


def read_engagement(
    table: Table,
    time_zone: str,
    columns: Mapping[str, str | Sequence[str]] | None = None,
) -> EngagementRows:
    """Type and check every event. A time without a zone is the office's, `time_zone`.

    Raises BadInput when the table holds no mailing events.
    """
    refuse_several_files(table)
    mapping = map_headers(table.columns, FileKind.ENGAGEMENT, columns)
    if not mapping.has("email", "event", "timestamp"):
        raise wrong_kind(table, FileKind.ENGAGEMENT, "an e-mail, what was done and when")
    texts = ("email", "campaign", "event", "url", "timestamp")
    frame = table.frame.select(
        pl.col(LINE).alias("line"),
        pl.col(SURPLUS).alias("surplus"),
        *[cell(mapping, name).str.strip_chars().alias(name) for name in texts],
    )
    formula = pl.any_horizontal(is_formula(pl.col(name)) for name in texts)
    mailing = frame.select(pl.col("campaign").str.slice(0, _LONGEST))["campaign"]
    kinds = per_value(frame["event"], lambda text: _KNOWN.get(canonical(text), ""))
    frame = frame.with_columns(
        formula.alias("formula"),
        pl.col("email").str.to_lowercase(),
        per_value(mailing, clean).alias("mailing"),
        kinds.alias("kind"),
        pl.col("url").str.replace(r"[?#].*$", "").str.slice(0, _LONGEST).alias("link"),
        _moment(pl.col("timestamp"), time_zone).alias("at"),
    )
    reason = (
        pl.when("surplus")
        .then(pl.lit("the row has more cells than the header"))
        .when("formula")
        .then(pl.lit("a cell is a formula"))
        .when(~pl.col("email").str.contains(_EMAIL))
        .then(pl.lit("this is not an address of mail"))
        .when(pl.col("kind") == "")
        .then(pl.lit("the event is neither an opening nor a click"))
        .when(pl.col("at").is_null())
        .then(pl.lit("the time cannot be read"))
        .otherwise(pl.lit(""))
    )
    return EngagementRows(
        frame.select(
            "line",
            reason.alias("reason"),
            "email",
            "mailing",
            pl.col("kind").alias("event"),
            pl.when(pl.col("kind") == "click")
            .then(pl.col("link"))
            .otherwise(pl.lit(""))
            .alias("link"),
            pl.col("at").dt.to_string("iso:strict"),
        )
    )


def _moment(text: pl.Expr, time_zone: str) -> pl.Expr:
    """`2026-02-20T08:12:00+01:00`, `2026-02-20 08:12` and `20/02/2026 08:12` as a moment."""
    iso, french = text.str.extract_groups(_ISO), text.str.extract_groups(_FRENCH)
    seconds = pl.lit(":00")
    day = pl.coalesce(
        iso.struct[0],
        pl.concat_str(french.struct[2], french.struct[1], french.struct[0], separator="-"),
    )
    clock = pl.coalesce(
        pl.concat_str(iso.struct[1], iso.struct[2].fill_null(seconds)),
        pl.concat_str(
            french.struct[3], pl.lit(":"), french.struct[4], french.struct[5].fill_null(seconds)
        ),
    )
    zone = iso.struct[3].str.replace("Z", "+0000", literal=True).str.replace(":", "", literal=True)
    local = pl.concat_str(day, clock, separator=" ")
    zoned = pl.concat_str(local, zone).str.to_datetime("%Y-%m-%d %H:%M:%S%z", strict=False)
    here = local.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False).dt.replace_time_zone(
        time_zone, ambiguous="earliest", non_existent="null"
    )
    return pl.coalesce(zoned.dt.convert_time_zone("UTC"), here.dt.convert_time_zone("UTC"))
