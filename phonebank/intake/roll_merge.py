"""A checked roll into the office: who is known, what differs, who is new, who left.

Everything is compared over whole columns against what the database says; only differences are
written. A first import compares with nothing and fills the tables.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from phonebank.intake.roll_departures import gone_since, missing_from
from phonebank.intake.roll_people_found import find_people, follow
from phonebank.store import intake_roll as store
from phonebank.store.intake_bulk import MANY, bulk
from phonebank.store.intake_objections import last_person

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.store.intake import IntakeWork

_SHOWN = (
    *("identity_key", "birth_name", "used_name", "first_names", "sex", "birth_year"),
    *("birth_month", "birth_day", "commune_code"),
)
_COMPARED = (*_SHOWN, "address_key", "bureau_id", "list_types")
_PLACE = ("street_number", "street", "extra", "locality", "postcode", "city", "country")
_ENTRY = ["edition_id", "person_id", "list_type"]


@dataclass(frozen=True, slots=True, eq=False)
class RollMerged:
    """`decisions`: row (a person's first row), person_id, decision ('new', 'changed', 'unchanged').

    `departed`: people of the commune who are not on the newest edition any more.
    """

    decisions: pl.DataFrame
    departed: int


def merge_roll(
    work: IntakeWork,
    rows: pl.DataFrame,
    import_id: int,
    step: Callable[[float], None] = lambda _done: None,
) -> RollMerged:
    """Merge the sound rows of a roll (the columns of `RollRows.rows`).

    Where a file holds several editions of a commune they come in one after the other, the oldest
    first. `step` is told the part done, 0–1.
    """
    turn = rows.select(pl.col("dated").rank("dense").over("commune_code")).to_series()
    last = int(turn.max() or 1)  # type: ignore[arg-type]
    merged = [
        _merge_editions(
            work,
            rows if last == 1 else rows.filter(turn == now),
            import_id,
            lambda done, before=now - 1: step((before + done) / last),  # type: ignore[misc]
        )
        for now in range(1, last + 1)
    ]
    decisions = pl.concat([each.decisions for each in merged])
    return RollMerged(decisions, sum(each.departed for each in merged))


def _merge_editions(
    work: IntakeWork, rows: pl.DataFrame, import_id: int, step: Callable[[float], None]
) -> RollMerged:
    """Merge at most one edition a commune."""
    before, addresses_before = last_person(work), store.last_address(work)
    rows = _with_places(work, rows, import_id)
    people = _people(rows)
    named = people["external_id"].filter(people["external_id"] != "")
    stored = store.stored_people(work, named)
    step(0.2)
    pairs = _pairs(people, stored, rows)
    people = people.with_columns(_beside(people, pairs, "row")["person_id"])
    unknown = people["person_id"].is_null()
    numbers = work.take_numbers("person", int(unknown.sum())) if unknown.any() else None
    people = _numbered(people, unknown, numbers)
    entries = rows.select("person", "edition_id", "list_type", "bureau_id", "order_number").join(
        people.select(pl.col("row").alias("person"), "person_id", "decision"), on="person"
    )
    # Nobody can stand on an edition that was made just now.
    known = store.stored_entries(work, rows["edition_id"].unique()) if stored.height else _none()
    step(0.35)
    stale = _stale(known, entries)
    renumbered, added = _entry_changes(known, entries)
    people = _with_lists(people, entries, known, stale)
    changed = _changed(people, stored)
    touched = pl.concat([changed["row"], renumbered["person"]]).unique()
    people = people.with_columns(
        pl.when((pl.col("decision") == "unchanged") & pl.col("row").is_in(touched.implode()))
        .then(pl.lit("changed"))
        .otherwise("decision")
        .alias("decision")
    )
    filled = {"person": int(unknown.sum()), "roll_entry": added.height}
    with bulk(work, *[table for table, count in filled.items() if count >= MANY]):
        people = _with_addresses(work, people, rows, stored)
        step(0.4)
        store.change_people(work, people.join(changed, on="row", how="semi"), import_id)
        new = people if unknown.all() else people.filter(pl.col("decision") == "new")
        store.add_people(work, _arrived(new), import_id, addresses_before)
        step(0.7)
        store.drop_entries(work, stale)
        store.change_entries(work, renumbered.drop("person"), import_id)
        store.add_entries(work, added.select(*store.ENTRIES), import_id, before)
        step(0.8)
    standing = known.join(stale, on=_ENTRY, how="anti")
    gone = gone_since(people, stored, rows, standing)
    store.depart(work, gone, import_id)
    return RollMerged(people.select("row", "person_id", "decision"), gone.height)


def _none() -> pl.DataFrame:
    return pl.DataFrame(schema=store.ENTRIES)


def _with_places(work: IntakeWork, rows: pl.DataFrame, import_id: int) -> pl.DataFrame:
    """The rows with their edition_id, `newest`, and bureau_id (null without a bureau)."""
    editions = rows.group_by("commune_code", "dated").agg(pl.col("commune_name").max())
    said = store.roll_editions(work, editions, import_id)
    named = (
        rows.filter(pl.col("bureau_code") != "")
        .group_by("commune_code", pl.col("bureau_code").alias("code"), maintain_order=True)
        .agg(
            pl.col("bureau_name")
            .filter(pl.col("bureau_name") != "")
            .first()
            .fill_null("")
            .alias("name")
        )
    )
    bureaux = store.roll_bureaux(work, named, import_id)
    bureaux = bureaux.rename({"code": "bureau_code"})
    return rows.hstack(_beside(rows, said, "commune_code", "dated")).hstack(
        _beside(rows, bureaux, "commune_code", "bureau_code")
    )


def _beside(frame: pl.DataFrame, known: pl.DataFrame, *keys: str) -> pl.DataFrame:
    """What is known of each row by its keys, without carrying the whole frame through a join."""
    narrow = frame.select(keys).join(known, on=keys, how="left", maintain_order="left")
    return narrow.drop(keys)


def _people(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a person of the file, with the lists they stand on there."""
    first = rows["row"] == rows["person"]
    if first.all():
        return rows.with_columns(pl.col("list_type").alias("list_types"))
    lists = rows.group_by(pl.col("person").alias("row")).agg(
        pl.col("list_type").unique().sort().str.join(",").alias("list_types")
    )
    return rows.filter(first).join(lists, on="row", maintain_order="left")


def _pairs(people: pl.DataFrame, stored: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """row → person_id of everybody who is known."""
    if stored.is_empty():
        return pl.DataFrame(schema={"row": people.schema["row"], "person_id": pl.Int64})
    found = find_people(people, stored)
    arrivals = people.join(found, on="row", how="anti").filter(pl.col("newest"))
    left = stored.join(found, on="person_id", how="anti").filter(pl.col("departed_on").is_null())
    if arrivals.is_empty() or left.is_empty():
        return found
    seen = people.join(found, on="row").select("row", "person_id")
    leaving = missing_from(left, rows, stored, seen)
    return pl.concat([found, follow(_with_keys(arrivals), _with_keys(leaving))])


def _with_keys(people: pl.DataFrame) -> pl.DataFrame:
    parts = pl.col("identity_key").str.split("|")
    return people.with_columns(
        parts.list.get(0).alias("name_key"), parts.list.get(1).alias("first_key")
    )


def _numbered(people: pl.DataFrame, unknown: pl.Series, numbers: pl.Series | None) -> pl.DataFrame:
    decision = pl.when(unknown).then(pl.lit("new")).otherwise(pl.lit("unchanged"))
    people = people.with_columns(decision.alias("decision"))
    if numbers is None:
        return people
    rank = unknown.cum_sum().cast(pl.Int64) - 1
    return people.with_columns(
        pl.when(unknown).then(rank + numbers[0]).otherwise("person_id").alias("person_id")
    )


def _stale(known: pl.DataFrame, entries: pl.DataFrame) -> pl.DataFrame:
    """The same edition again, corrected: who is not in the file stands on these lists no more."""
    if known.is_empty():
        return known.select(_ENTRY)
    covered = entries.select("edition_id", "list_type", "bureau_id").unique()
    return (
        known.join(covered, on=["edition_id", "list_type", "bureau_id"], how="semi")
        .join(entries, on=["person_id", "list_type"], how="anti")
        .select(_ENTRY)
    )


def _entry_changes(known: pl.DataFrame, entries: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The entries that have another station or number, and the new ones."""
    if known.is_empty():
        return entries.clear().select(*store.ENTRIES, "person"), entries
    both = entries.join(
        known.with_columns(there=True), on=_ENTRY, how="left", suffix="_was", maintain_order="left"
    )
    other = pl.any_horizontal(
        pl.col(name).ne_missing(pl.col(f"{name}_was")) for name in ("bureau_id", "order_number")
    )
    there = pl.col("there").is_not_null()
    changed = both.filter(there & other).select(*store.ENTRIES, "person")
    return changed, both.filter(~there).select(entries.columns)


def _with_lists(
    people: pl.DataFrame, entries: pl.DataFrame, known: pl.DataFrame, stale: pl.DataFrame
) -> pl.DataFrame:
    """An edition may come list by list: a person is on all of them."""
    if known.is_empty():
        return people
    others = (
        known.join(stale, on=_ENTRY, how="anti")
        .join(entries, on=_ENTRY, how="anti")
        .join(entries.select("edition_id", "person_id").unique(), on=_ENTRY[:2], how="semi")
    )
    if others.is_empty():
        return people
    lists = (
        pl.concat([others.select(_ENTRY), entries.select(_ENTRY)])
        .group_by("edition_id", "person_id")
        .agg(pl.col("list_type").unique().sort().str.join(",").alias("all_lists"))
    )
    return (
        people.join(lists, on=["edition_id", "person_id"], how="left", maintain_order="left")
        .with_columns(pl.coalesce("all_lists", "list_types").alias("list_types"))
        .drop("all_lists")
    )


def _changed(people: pl.DataFrame, stored: pl.DataFrame) -> pl.DataFrame:
    """row of those of whom the newest edition says something else than the office knew.

    An older edition teaches who stood on it; it never overwrites what a newer one says.
    """
    if stored.is_empty():
        return people.clear().select("row")
    both = people.filter((pl.col("decision") == "unchanged") & pl.col("newest")).join(
        stored.select("person_id", *_COMPARED, "external_id", "departed_on"),
        on="person_id",
        suffix="_was",
    )
    other = [pl.col(name).ne_missing(pl.col(f"{name}_was")) for name in _COMPARED]
    identified = (pl.col("external_id") != "") & (
        pl.col("external_id") != pl.col("external_id_was")
    )
    return both.filter(
        pl.any_horizontal(*other, identified, pl.col("departed_on").is_not_null())
    ).select("row")


def _with_addresses(
    work: IntakeWork, people: pl.DataFrame, rows: pl.DataFrame, stored: pl.DataFrame
) -> pl.DataFrame:
    """The people with their address_id, null without an address; new addresses are made."""
    known = (
        stored.filter(pl.col("address_key") != "")
        .select(pl.col("address_key").alias("key"), "address_id")
        .unique("key")
    )
    places = (
        rows.select(pl.col("address_key").alias("key"), *_PLACE)
        .filter(pl.col("key") != "")
        .join(known, on="key", how="anti", maintain_order="left")
        .unique("key", keep="first", maintain_order=True)
    )
    made = store.add_addresses(work, places)
    every = pl.concat([known, made]).rename({"key": "address_key"})
    return people.hstack(_beside(people, every, "address_key"))


def _arrived(new: pl.DataFrame) -> pl.DataFrame:
    """People unknown so far; who stood on an older edition only is gone already."""
    gone = pl.when(~pl.col("newest")).then("dated")
    return new.with_columns(gone.alias("departed_on"))
