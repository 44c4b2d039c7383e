"""Names written in one column: `DUPONT Marie`, `Marie Dupont`, `Dupont, Marie`."""

from __future__ import annotations

import polars as pl

from phonebank.intake.cells import per_value


def split_full_names(frame: pl.DataFrame) -> pl.DataFrame:
    """Fill family_name and first_name from full_name where the file has one column for both."""
    family = per_value(frame["full_name"], lambda text: _split_name(text)[0])
    first = per_value(frame["full_name"], lambda text: _split_name(text)[1])
    alone = (pl.col("family_name") == "") & (pl.col("full_name") != "")
    return frame.with_columns(family.alias("full_family"), first.alias("full_first")).with_columns(
        pl.when(alone)
        .then(pl.col("full_family"))
        .otherwise(pl.col("family_name"))
        .alias("family_name"),
        pl.when(alone)
        .then(pl.col("full_first"))
        .otherwise(pl.col("first_name"))
        .alias("first_name"),
    )


def _split_name(text: str) -> tuple[str, str]:
    family, comma, first = text.partition(",")
    if comma:
        return family.strip(), first.strip()
    words = text.split()
    capitals = [word for word in words if word == word.upper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        return " ".join(capitals), " ".join(word for word in words if word not in capitals)
    return " ".join(words[1:]), " ".join(words[:1])
