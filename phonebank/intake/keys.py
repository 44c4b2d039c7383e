"""Keys of names and addresses over whole columns: what `domain.names` says, a million rows at once.

Text in the letters of western Europe goes through polars alone; anything else goes to the rule in
Python, once for each different text. A property test holds the two equal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.addresses import REPEATS, STREET_WORDS, address_key
from phonebank.domain.names import canonical, given_names
from phonebank.intake.cells import per_value

if TYPE_CHECKING:
    from collections.abc import Callable

_PLAIN = r"^[\x{20}-\x{7E}\x{A0}-\x{17F}\x{300}-\x{333}\x{2010}-\x{2015}\x{2018}\x{2019}]*$"
"""The letters the columns' own operations are known to treat as `canonical` does."""
_LETTERS = {"œ": "oe", "æ": "ae", "ß": "ss", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d"} | {
    "þ": "th",
    "ħ": "h",
    "ŋ": "n",
}
_BETWEEN = "|"


def canonical_column(names: pl.Series) -> pl.Series:
    """`domain.names.canonical` of a column."""
    return _either(names, _canonical(pl.col("text")), canonical)


def name_keys(names: pl.Series) -> pl.Series:
    """`domain.names.name_key` of a column: canonical, without spaces."""
    return canonical_column(names).str.replace_all(" ", "", literal=True)


def given_keys(names: pl.Series) -> pl.Series:
    """The keys of a cell's first names, in order, joined by `|`."""
    parted = (
        pl.col("text")
        .str.replace_all(_BETWEEN, "-", literal=True)
        .str.replace_all(r"\s+", " ")
        .str.strip_chars()
    )
    parted = (
        pl.when(parted.str.contains(r"[,;/]"))
        .then(parted.str.replace_all(r"[,;/]", _BETWEEN))
        .otherwise(parted.str.replace_all(" ", _BETWEEN, literal=True))
    )
    keys = (
        _canonical(parted, _BETWEEN)
        .str.replace_all(" ", "", literal=True)
        .str.replace_all(r"\|+", _BETWEEN)
        .str.strip_chars(_BETWEEN)
    )
    return _either(names, keys, given_text)


def given_text(names: str) -> str:
    """`given_keys` of one cell."""
    keys = (canonical(given).replace(" ", "") for given in given_names(names))
    return _BETWEEN.join(key for key in keys if key)


def address_keys(entrances: pl.Series) -> pl.Series:
    """`domain.addresses.address_key` of a column."""
    split = pl.col("text").str.replace_all(r"([0-9])([A-Za-z])", "$1 $2")
    key = _canonical(split)
    for letter, word in REPEATS.items():
        key = key.str.replace(rf"^([0-9]+) {letter} (\S)", f"$1 {word} $2")
    # Words stand between doubled spaces, so that two neighbours never share one.
    key = pl.format(" {} ", key.str.replace_all(" ", "  ", literal=True)).str.replace_many(
        [f" {short} " for short in STREET_WORDS], [f" {whole} " for whole in STREET_WORDS.values()]
    )
    return _either(
        entrances, key.str.replace_all("  ", " ", literal=True).str.strip_chars(" "), address_key
    )


def _canonical(text: pl.Expr, kept: str = "") -> pl.Expr:
    lowered = text.str.normalize("NFKC").str.to_lowercase()
    bare = lowered.str.normalize("NFKD").str.replace_all(r"\p{M}", "")
    translated = bare.str.replace_many(list(_LETTERS), list(_LETTERS.values()))
    return translated.str.replace_all(rf"[^\p{{L}}\p{{N}}{kept}]+", " ").str.strip_chars(" ")


def _either(column: pl.Series, expression: pl.Expr, read: Callable[[str], str]) -> pl.Series:
    """The expression where the letters are plain, `read` elsewhere; each different text once."""
    texts = pl.DataFrame({"text": column.unique()})
    plain = texts["text"].str.contains(_PLAIN)
    easy = texts.filter(plain).with_columns(expression.alias("key"))
    hard = texts.filter(~plain)
    hard = hard.with_columns(per_value(hard["text"], read).alias("key"))
    table = pl.concat([easy, hard])
    return (
        pl.DataFrame({"text": column})
        .join(table, on="text", how="left", maintain_order="left")["key"]
        .alias(column.name)
    )
