"""From the rows of a contacts file to who they are: doubles found, the roll searched."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from phonebank.domain.addresses import address_key
from phonebank.domain.names import canonical
from phonebank.intake import objections
from phonebank.intake.cells import per_value
from phonebank.intake.duplicates import completed, twice
from phonebank.intake.matching import MARGIN, match
from phonebank.store import intake_contacts, intake_objections

if TYPE_CHECKING:
    from phonebank.intake.contacts import ContactRows
    from phonebank.store.intake import IntakeWork

CROWDED = "so many people of the roll have this name: add a birth date or an address"
ERASED = "this person was erased at their own request: the contact is not taken back"
_MOBILE = "mobile"


@dataclass(frozen=True, slots=True, eq=False)
class Matched:
    """`rows`: the contacts with band, person_id, candidates, likenesses, crowded; identity;
    keeps_objection; same_line and same_contact (who was found to be the same person, null else)."""

    rows: pl.DataFrame


def matched(work: IntakeWork, contacts: ContactRows, key: bytes) -> Matched:
    """Find out who the contacts are; rows of erased people are refused."""
    numbers = _wanted_numbers(contacts)
    rows = contacts.rows
    known = intake_contacts.stage_contacts(
        work,
        rows.filter(pl.col("email") != "").select("line", "email"),
        numbers.select(
            "line",
            "e164",
            "kind",
            "abroad",
            "zone",
            objections.line_hashes(key, numbers["e164"]).alias("line_hmac"),
        ),
        rows.select("line", "fingerprint", "birth_year", "birth_month", "birth_day"),
    )
    rows = _without_erased(work, rows, key)
    earlier = _earlier(intake_contacts.earlier_contacts(work))
    nodes = pl.concat([earlier, _nodes(rows, numbers)])
    groups = twice(nodes)
    told = completed(rows.with_columns(pl.col("line").cast(pl.Int64).alias("node")), groups)
    linked = _linked(groups, earlier)
    known = pl.concat([known, linked.select("line", "person_id")]).unique()
    usable = told.with_columns(
        pl.when(pl.col("refused") == ERASED).then(pl.lit("")).otherwise(pl.col(name)).alias(name)
        for name in ("name_key", "first_key")
    )
    bands = match(usable, intake_contacts.people_to_match(work), known).rows
    bands = _shared(bands, groups, linked)
    bands = _two_homes(bands, nodes, groups)
    closed = pl.col("refused").str.contains("source", literal=True)
    return Matched(
        rows.join(bands, on="line", how="left", maintain_order="left")
        .join(
            _same(_one_answer(twice(nodes, alike=True), nodes, bands)),
            on="line",
            how="left",
            maintain_order="left",
        )
        .with_columns(
            # From a closed source only the hash of the objection is kept, never the contact.
            (pl.col("objection") & ~closed & (pl.col("refused") != ERASED)).alias(
                "keeps_objection"
            ),
        )
    )


def _wanted_numbers(contacts: ContactRows) -> pl.DataFrame:
    usable = pl.col("refused") == ""
    lines = contacts.rows.filter(usable | pl.col("objection")).select("line")
    return contacts.numbers.filter(pl.col("fault") == "").join(lines, on="line", how="semi")


def _without_erased(work: IntakeWork, rows: pl.DataFrame, key: bytes) -> pl.DataFrame:
    """Refuse the rows of people who were erased: by names and a birth date, a door or a way."""
    identities = [
        objections.contact_identity(family, first, birth, place if address else "")
        for family, first, birth, place, address in rows.select(
            "name_key", "first_key", "birth", "address_key", "address"
        ).iter_rows()
    ]
    rows = rows.with_columns(pl.Series("identity", identities, dtype=pl.String))
    people = intake_objections.erased_people(work)
    if not people:
        return rows
    back = [
        not people.isdisjoint(objections.contact_hashes(key, *row))
        for row in rows.select(
            *("family_name", "first_name", "birth", "address", "postcode"),
            pl.concat_str("email", "phones", separator=" "),
        ).iter_rows()
    ]
    return rows.with_columns(
        pl.when(pl.Series("back", back, dtype=pl.Boolean))
        .then(pl.lit(ERASED))
        .otherwise(pl.col("refused"))
        .alias("refused")
    )


def _nodes(rows: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    mobiles = (
        numbers.filter(pl.col("kind") == _MOBILE).group_by("line").agg(pl.col("e164").alias("ways"))
    )
    return (
        rows.filter(pl.col("refused") == "")
        .join(mobiles, on="line", how="left", maintain_order="left")
        .select(
            pl.col("line").cast(pl.Int64).alias("node"),
            "name_key",
            "first_key",
            *[pl.col(name).cast(pl.Int32) for name in ("birth_year", "birth_month", "birth_day")],
            pl.when(pl.col("address") != "")
            .then(pl.col("address_key"))
            .otherwise(pl.lit(""))
            .alias("place"),
            pl.concat_list(
                pl.col("ways").fill_null(pl.lit([], dtype=pl.List(pl.String))), pl.col("email")
            )
            .list.filter(pl.element() != "")
            .alias("ways"),
            pl.lit(None, dtype=pl.Int64).alias("person_id"),
            pl.lit("").alias("asked"),
        )
    )


def _earlier(contacts: pl.DataFrame) -> pl.DataFrame:
    """Contacts of earlier files as nodes: below zero, so that they come first."""
    return contacts.select(
        (-pl.col("contact_id")).alias("node"),
        per_value(contacts["family_name"], canonical).alias("name_key"),
        per_value(contacts["first_name"], canonical).alias("first_key"),
        *[pl.col(name).cast(pl.Int32) for name in ("birth_year", "birth_month", "birth_day")],
        pl.when(pl.col("address") != "")
        .then(
            per_value(
                contacts.select(pl.concat_str("address", "postcode", separator=" ")).to_series(),
                address_key,
            )
        )
        .otherwise(pl.lit(""))
        .alias("place"),
        pl.col("ways").str.split(" ").list.filter(pl.element() != "").alias("ways"),
        "person_id",
        pl.col("asked").fill_null(""),
    )


def _linked(groups: pl.DataFrame, earlier: pl.DataFrame) -> pl.DataFrame:
    """Rows whose person an earlier contact already is: line, person_id; one person only."""
    people = (
        groups.join(earlier.select("node", "person_id"), on="node")
        .drop_nulls("person_id")
        .group_by("group")
        .agg(pl.col("person_id").unique())
        .filter(pl.col("person_id").list.len() == 1)
        .with_columns(pl.col("person_id").list.first())
    )
    return (
        groups.filter(pl.col("node") > 0)
        .join(people, on="group")
        .select(pl.col("node").cast(pl.UInt32).alias("line"), "person_id")
    )


def _shared(bands: pl.DataFrame, groups: pl.DataFrame, linked: pl.DataFrame) -> pl.DataFrame:
    """What is sure of one row is sure of the same person's others; two answers are a doubt."""
    frame = bands.join(
        groups.with_columns(pl.col("node").cast(pl.UInt32, strict=False).alias("line")).select(
            "line", "group"
        ),
        on="line",
        how="left",
        maintain_order="left",
    ).join(linked.rename({"person_id": "was"}), on="line", how="left", maintain_order="left")
    answer = pl.coalesce("person_id", "was")
    people = answer.drop_nulls().n_unique().over("group")
    together = pl.col("group").is_not_null()
    return (
        frame.with_columns(
            pl.when(together & (people == 1))
            .then(answer.drop_nulls().first().over("group"))
            .when(together & (people > 1))
            .then(None)
            .otherwise(pl.col("person_id"))
            .alias("person_id"),
            (together & (people > 1) & (pl.col("band") == "sure")).alias("torn"),
        )
        .with_columns(
            pl.when(pl.col("torn"))
            .then(pl.lit("review"))
            .when(pl.col("person_id").is_not_null())
            .then(pl.lit("sure"))
            .otherwise(pl.col("band"))
            .alias("band")
        )
        .drop("group", "was", "torn")
    )


def _two_homes(bands: pl.DataFrame, nodes: pl.DataFrame, groups: pl.DataFrame) -> pl.DataFrame:
    """Two contacts of one name and birth date at two addresses are two people: one is not this one.

    Where both were found to be the same person of the roll, the one whose address is that person's
    stays, and the other is a doubt; where neither address is, both are.
    """
    found = nodes.select("node", "place", was="person_id").join(
        bands.select(pl.col("line").cast(pl.Int64).alias("node"), "person_id", "likeness"),
        on="node",
        how="left",
    )
    homes = (
        found.with_columns(pl.coalesce("person_id", "was").alias("who"))
        .filter((pl.col("place") != "") & pl.col("who").is_not_null())
        .join(groups, on="node", how="left")
        .with_columns(pl.coalesce("group", "node").alias("one"))
    )
    best = pl.col("likeness").max().over("who")
    torn = (
        homes.filter(
            (pl.col("place").n_unique().over("who") > 1)
            & (pl.col("one").n_unique().over("who") > 1)
        )
        .with_columns(pl.col("likeness").fill_null(1.0))
        .filter(
            (pl.col("likeness") < best - MARGIN)
            | (
                pl.col("place").filter(pl.col("likeness") >= best - MARGIN).n_unique().over("who")
                > 1
            )
        )
        .filter(pl.col("node") > 0)
    )
    doubtful = pl.col("line").is_in(torn["node"].cast(pl.UInt32).implode())
    return bands.with_columns(
        pl.when(doubtful).then(None).otherwise(pl.col("person_id")).alias("person_id"),
        pl.when(doubtful).then(pl.lit("review")).otherwise(pl.col("band")).alias("band"),
    )


def _one_answer(groups: pl.DataFrame, nodes: pl.DataFrame, bands: pl.DataFrame) -> pl.DataFrame:
    """The groups, parted where the roll gave their rows different answers."""
    answers = (
        groups.join(nodes.select("node", was="person_id", asked="asked"), on="node")
        .join(
            bands.select(
                pl.col("line").cast(pl.Int64).alias("node"),
                "person_id",
                pl.when(pl.col("band") == "review")
                .then(pl.col("candidates").cast(pl.List(pl.String)).list.join(" "))
                .alias("candidates"),
            ),
            on="node",
            how="left",
        )
        .select(
            "node",
            "group",
            pl.coalesce(
                pl.coalesce("person_id", "was").cast(pl.String),
                pl.when(pl.col("node") < 0).then("asked").otherwise("candidates"),
                pl.lit(""),
            ).alias("answer"),
        )
    )
    return (
        answers.filter(pl.len().over("group", "answer") > 1)
        .with_columns(pl.col("node").min().over("group", "answer").alias("group"))
        .select("node", "group")
    )


def _same(groups: pl.DataFrame) -> pl.DataFrame:
    """For each row found again: line, same_line or same_contact."""
    return groups.filter((pl.col("node") > 0) & (pl.col("node") != pl.col("group"))).select(
        pl.col("node").cast(pl.UInt32).alias("line"),
        pl.when(pl.col("group") > 0)
        .then(pl.col("group"))
        .cast(pl.UInt32, strict=False)
        .alias("same_line"),
        pl.when(pl.col("group") < 0).then(-pl.col("group")).alias("same_contact"),
    )
