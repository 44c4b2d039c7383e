"""Whose order number is it? A row of a turnout list and the people entitled to vote in the round.

Number 3 of the municipal list is not number 3 of the European one (R9). Where one number may be two
people, the row is refused; where a name stands beside a number it must agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl
from rapidfuzz import fuzz, process

from phonebank.domain.eligibility import lists_of
from phonebank.domain.names import canonical
from phonebank.intake.cells import bare_code, per_value

if TYPE_CHECKING:
    from collections.abc import Iterable

    from phonebank.domain.rounds import Round

_SAME_NAME = 0.8
"""Surnames beside one order number agree from this likeness: `Y?lmaz` is `Yılmaz`."""
_NOBODY = "nobody entitled in this round has this number"
_SEVERAL = (
    "several people entitled in this round have this number: name the list, as in “0002 LCM: 6”"
)
_OTHER = "the number belongs to somebody else on the roll"


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """`rows`: line, decision ('matched', 'unmatched', 'refused'), reason, in the file's order.

    `marks`: round_code, person_id, voted, proxy; one a round and person.
    """

    rows: pl.DataFrame
    marks: pl.DataFrame


def whole_codes(rows: pl.DataFrame, entries: pl.DataFrame) -> pl.Series:
    """The rows' bureau codes as the roll writes them, where only one station fits."""
    codes = (
        entries.select("bureau_code")
        .unique()
        .with_columns(bare_code(pl.col("bureau_code")).alias("bare"))
    )
    exact = set(codes["bureau_code"].to_list())
    single = codes.filter(pl.len().over("bare") == 1)
    table = dict(single.select("bare", "bureau_code").iter_rows())

    def whole(code: str) -> str:
        return code if code in exact else table.get(code.lstrip("0"), code)

    return per_value(rows["bureau_code"], whole)


def find_listed(
    rows: pl.DataFrame, entries: pl.DataFrame, held: Round, *, listed_voted: bool
) -> Found:
    """A numbers-only list: the people it names, and by difference everyone else of its bureaux.

    `rows`: line, bureau_code, list_type, order_number, reason. Those of a bureau listed who are
    not named did the opposite; a bureau with an unreadable or ambiguous number says nothing of
    the others.
    """
    entitled = _entitled(entries, held)
    rows = rows.with_row_index("at").with_columns(whole_codes(rows, entries).alias("bureau_code"))
    sound = rows.filter(pl.col("reason") == "")
    joined = sound.join(
        entitled, on=["bureau_code", "order_number"], how="inner", suffix="_roll"
    ).filter((pl.col("list_type") == "") | (pl.col("list_type") == pl.col("list_type_roll")))
    holders = joined.group_by("at").agg(
        pl.col("person_id").n_unique().alias("people"), pl.col("person_id").first()
    )
    rows = rows.join(holders, on="at", how="left", maintain_order="left").with_columns(
        pl.col("people").fill_null(0)
    )
    judged = rows.with_columns(
        pl.when(pl.col("reason") != "")
        .then(pl.lit("refused"))
        .when(pl.col("people") > 1)
        .then(pl.lit("refused"))
        .when(pl.col("people") == 0)
        .then(pl.lit("unmatched"))
        .otherwise(pl.lit("matched"))
        .alias("decision"),
        pl.when(pl.col("reason") != "")
        .then(pl.col("reason"))
        .when(pl.col("people") > 1)
        .then(pl.lit(_SEVERAL))
        .when(pl.col("people") == 0)
        .then(pl.lit(_NOBODY))
        .otherwise(pl.lit(""))
        .alias("reason"),
    )
    named = judged.filter(pl.col("decision") == "matched").select("person_id").unique()
    twice = judged["reason"] == "this number is listed twice"
    unsure = judged.filter((pl.col("decision") == "refused") & ~twice)["bureau_code"].unique()
    bureaux = (
        judged.filter(
            (pl.col("bureau_code") != "") & ~pl.col("bureau_code").is_in(unsure.to_list())
        )
        .select("bureau_code", "list_type")
        .unique()
    )
    others = _others(entitled, bureaux, named)
    marks = pl.concat(
        [
            named.with_columns(pl.lit(listed_voted).alias("voted")),
            others.with_columns(pl.lit(not listed_voted).alias("voted")),
        ]
    ).select(
        pl.lit(held.code).alias("round_code"),
        "person_id",
        "voted",
        pl.lit(value=False).alias("proxy"),
    )
    return Found(judged.select("line", "decision", "reason", "bureau_code", "order_number"), marks)


def _others(entitled: pl.DataFrame, bureaux: pl.DataFrame, named: pl.DataFrame) -> pl.DataFrame:
    """The entitled of the bureaux listed whom the list does not name."""
    whole = bureaux.filter(pl.col("list_type") == "").select("bureau_code")
    part = bureaux.filter(pl.col("list_type") != "")
    covered = pl.concat(
        [
            entitled.join(whole, on="bureau_code", how="semi"),
            entitled.join(part, on=["bureau_code", "list_type"], how="semi"),
        ]
    )
    return covered.select("person_id").unique().join(named, on="person_id", how="anti")


def find_rows(
    rows: pl.DataFrame, marks: pl.DataFrame, entries: pl.DataFrame, rounds: Iterable[Round]
) -> Found:
    """A long or wide table: each row's person, each mark kept where the person was entitled.

    `rows`: line, reason, bureau_code, list_type, order_number, name_key, first_key, birth,
    external_id, which tells more than any name or number.
    `marks`: line, round_code, voted, proxy.
    """
    rows = rows.with_columns(whole_codes(rows, entries).alias("bureau_code"))
    sound = rows.filter(pl.col("reason") == "")
    identified = _identified(sound, entries)
    sound = sound.join(identified, on="line", how="anti", maintain_order="left")
    people = _named(sound, entries)
    named = pl.concat(
        [
            sound.filter(pl.col("name_key") != "").select("line").join(people, on="line"),
            identified,
        ]
    )
    parts = []
    for held in rounds:
        entitled = _entitled(entries, held)
        of_round = marks.filter(pl.col("round_code") == held.code)
        by_name = of_round.join(named, on="line").join(
            entitled.select("person_id").unique(), on="person_id", how="semi"
        )
        unnamed = sound.filter(pl.col("name_key") == "")
        by_number = of_round.join(_numbered(unnamed, entitled), on="line")
        parts += [
            part.select("line", "round_code", "person_id", "voted", "proxy")
            for part in (by_name, by_number)
        ]
    resolved = (
        pl.concat(parts)
        if parts
        else marks.select(
            "line", "round_code", pl.lit(0, dtype=pl.Int64).alias("person_id"), "voted", "proxy"
        ).clear()
    )
    any_number = _numbered(sound.filter(pl.col("name_key") == ""), entries)
    found = pl.concat(
        [named.select("line"), any_number.select("line"), resolved.select("line")]
    ).unique()
    held_by = sound.join(entries, on=["bureau_code", "order_number"], how="semi").select(
        "line", held_number=True
    )
    judged = (
        rows.join(found.with_columns(found=True), on="line", how="left", maintain_order="left")
        .join(held_by, on="line", how="left", maintain_order="left")
        .with_columns(
            pl.when(pl.col("reason") != "")
            .then(pl.lit("refused"))
            .when(pl.col("found").is_not_null())
            .then(pl.lit("matched"))
            .otherwise(pl.lit("unmatched"))
            .alias("decision")
        )
        .with_columns(
            pl.when(pl.col("decision") != "unmatched")
            .then(pl.col("reason"))
            .when(pl.col("held_number") & (pl.col("name_key") != ""))
            .then(pl.lit(_OTHER))
            .when(pl.col("held_number"))
            .then(pl.lit(_SEVERAL))
            .when(pl.col("external_id") != "")
            .then(pl.lit("nobody on the roll has this identifier"))
            .otherwise(pl.lit("nobody on the roll has this number"))
            .alias("reason")
        )
    )
    kept = resolved.unique(["round_code", "person_id"], keep="first", maintain_order=True)
    return Found(
        judged.select("line", "decision", "reason", "bureau_code", "order_number"),
        kept.select("round_code", "person_id", "voted", "proxy"),
    )


def _entitled(entries: pl.DataFrame, held: Round) -> pl.DataFrame:
    lists = [listed.value for listed in lists_of(held.ballot_type)]
    return entries.filter(pl.col("list_type").is_in(lists))


def _numbered(rows: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    """line → person_id where exactly one person has the number."""
    return (
        rows.join(entries, on=["bureau_code", "order_number"], suffix="_roll")
        .filter((pl.col("list_type") == "") | (pl.col("list_type") == pl.col("list_type_roll")))
        .group_by("line")
        .agg(pl.col("person_id").unique())
        .filter(pl.col("person_id").list.len() == 1)
        .with_columns(pl.col("person_id").list.first())
    )


def _identified(rows: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    """line → person_id for rows with an identifier the roll gives to exactly one person."""
    if "external_id" not in entries.columns:
        return rows.clear().select("line", pl.lit(0, dtype=pl.Int64).alias("person_id"))
    asked = rows.filter(pl.col("external_id") != "").select("line", "external_id")
    return _one(asked.join(entries.select("external_id", "person_id"), on="external_id"))


def _named(rows: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    """line → person_id for rows with a name: the number's holder of that name, else the name's."""
    known = entries.with_columns(
        pl.col("identity_key").str.split("|").list.get(0).alias("born"),
        pl.col("identity_key").str.split("|").list.get(1).alias("given"),
        pl.col("identity_key").str.split("|").list.get(2).alias("born_on"),
        per_value(entries["used_name"], canonical).alias("used"),
    )
    asked = rows.filter(pl.col("name_key") != "")
    # A row without first names agrees by its surname alone: the number says the rest.
    same_first = (pl.col("first_key") == "") | (
        pl.col("first_key").str.split(" ").list.first()
        == pl.col("given").str.split(" ").list.first()
    )
    holders = asked.join(known, on=["bureau_code", "order_number"], suffix="_roll")
    by_number = _one(
        holders.filter((_likeness(holders, "born") | _likeness(holders, "used")) & same_first)
    )
    rest = asked.join(by_number, on="line", how="anti").filter(
        (pl.col("first_key") != "") & (pl.col("birth") != "")
    )
    by_name = [
        _one(
            rest.join(
                known,
                left_on=["name_key", "first_key", "birth"],
                right_on=[own, "given", "born_on"],
            )
        )
        for own in ("born", "used")
    ]
    return pl.concat([by_number, *by_name]).unique("line", keep="first", maintain_order=True)


def _likeness(pairs: pl.DataFrame, own: str) -> pl.Series:
    """Whether the surnames are the same but for what a spreadsheet did to a letter or two."""
    values = process.cpdist(
        pairs["name_key"].to_list(), pairs[own].to_list(), scorer=fuzz.ratio, workers=1
    )
    return (pl.Series(own, values, dtype=pl.Float64) >= _SAME_NAME * 100) & (pairs[own] != "")


def _one(pairs: pl.DataFrame) -> pl.DataFrame:
    return (
        pairs.group_by("line")
        .agg(pl.col("person_id").unique())
        .filter(pl.col("person_id").list.len() == 1)
        .with_columns(pl.col("person_id").list.first())
    )
