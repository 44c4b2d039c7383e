"""A register's export of any size for measuring: names, houses, bureaux and births made up.

Communes of fifty thousand voters with codes nobody has, in the 27 columns of the national register,
every cell quoted but the last, as the register writes them. The same seed writes the same file.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from phonebank.practice.roll_files import ROLL_COLUMNS
from phonebank.practice.words import town_words

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.random import Generator

VOTERS_PER_COMMUNE = 50_000
VOTERS_PER_BUREAU = 1_000
_VOTERS_PER_ADDRESS = 2.1
_FIRST_COMMUNE = 95_900
_COMPOUND_NAMES = 12_000


def roll_name(day: str = "06-02-2026") -> str:
    """The file's name as the register gives it, with the edition's day (dd-mm-yyyy)."""
    return f"ListesArretees-banc-{day}-10h15.csv"


def write_large_roll(path: Path, rows: int, *, seed: int = 1, moved: float = 0.0) -> None:
    """Write a roll of `rows` voters; the share `moved` of them lives at another number since."""
    draw = np.random.default_rng(seed)
    frame = _people(draw, rows)
    if moved:
        # Every so many voters, so that the rest of the file stays what it was.
        step = round(1 / moved)
        house = pl.when(pl.int_range(pl.len()) % step == 0).then(pl.lit("999")).otherwise("house")
        frame = frame.with_columns(house.alias("house"))
    _in_the_register_s_columns(frame).write_csv(
        path, separator=";", quote_style="non_numeric", null_value=""
    )


def _people(draw: Generator, rows: int) -> pl.DataFrame:
    words = town_words()
    single = np.array(words.surnames)
    pairs = draw.integers(0, len(single), (2, _COMPOUND_NAMES))
    surnames = pl.Series(
        [*single, *np.char.add(np.char.add(single[pairs[0]], " "), single[pairs[1]])]
    )
    by_sex = {
        sex: pl.Series(
            sorted({n for (s, _), names in words.first_names.items() if s == sex for n in names})
        )
        for sex in ("F", "M")
    }
    street_names = pl.Series([*words.streets, *(f"rue {name}" for name in single)], dtype=pl.String)
    # Most names are rare, a few are everybody's.
    rank = (draw.random(rows) ** 2 * len(surnames)).astype(np.int64)
    women = draw.random(rows) < 0.52
    first = {
        sex: [names.gather(draw.integers(0, len(names), rows)) for _ in range(2)]
        for sex, names in by_sex.items()
    }
    homes = max(1, int(rows / _VOTERS_PER_ADDRESS))
    home = np.sort(draw.integers(0, homes, rows))
    commune = np.arange(rows) // VOTERS_PER_COMMUNE
    bureau = np.arange(rows) % VOTERS_PER_COMMUNE // VOTERS_PER_BUREAU + 1
    birth = pl.Series(draw.integers(-18_000, 13_900, rows)).cast(pl.Int32).cast(pl.Date)
    house = draw.integers(1, 250, homes)[home]
    return pl.DataFrame(
        {
            "commune": pl.Series(commune + _FIRST_COMMUNE).cast(pl.String),
            "name": surnames.gather(rank).str.to_uppercase(),
            "used": pl.Series(np.where(women & (draw.random(rows) < 0.3), 1, 0)),
            "used_name": surnames.gather(draw.integers(0, len(surnames), rows)).str.to_uppercase(),
            "women": women,
            "first_f": first["F"][0] + " " + first["F"][1],
            "first_m": first["M"][0] + " " + first["M"][1],
            "birth": birth.dt.strftime("%d/%m/%Y"),
            "house": pl.Series(house).cast(pl.String),
            "street": street_names.gather(draw.integers(0, len(street_names), homes)[home]),
            "extra": pl.Series(np.where(draw.random(homes) < 0.2, 1, 0)[home]),
            "door": pl.Series(draw.integers(1, 40, homes)[home]).cast(pl.String),
            "bureau": pl.Series(bureau).cast(pl.String).str.zfill(4),
            "order": np.arange(rows) % VOTERS_PER_BUREAU + 1,
        }
    )


def _in_the_register_s_columns(frame: pl.DataFrame) -> pl.DataFrame:
    town = pl.lit("Commune ") + pl.col("commune")
    cells = (
        pl.col("commune"),
        town,
        pl.lit("Liste principale"),
        pl.col("name"),
        pl.when(pl.col("used") == 1).then("used_name"),
        pl.when("women").then("first_f").otherwise("first_m"),
        pl.when("women").then(pl.lit("F")).otherwise(pl.lit("M")),
        pl.col("birth"),
        pl.lit("95999"),
        pl.lit("Valmont-sur-Brise"),
        pl.lit("95"),
        pl.lit("FRANCE"),
        pl.lit("Française"),
        pl.col("house"),
        pl.col("street"),
        pl.when(pl.col("extra") == 1).then(pl.lit("Bât. ") + pl.col("door")),
        pl.lit(None, dtype=pl.String),
        pl.lit(None, dtype=pl.String),
        pl.lit("95990"),
        town,
        pl.lit("FRANCE"),
        pl.col("bureau"),
        pl.lit("École ") + pl.col("bureau"),
        pl.lit("9505"),
        pl.lit("Argent-Valmont"),
        pl.lit(None, dtype=pl.String),
        pl.col("order"),
    )
    return frame.select(cell.alias(title) for title, cell in zip(ROLL_COLUMNS, cells, strict=True))
