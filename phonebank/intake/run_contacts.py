"""Importing the campaign's contacts: read, check, match with the roll, merge, object, report."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from phonebank.intake import objections
from phonebank.intake.contact_deciding import decided, found_again
from phonebank.intake.contact_matching import matched
from phonebank.intake.contacts import ContactRows, read_contacts
from phonebank.intake.following import Following
from phonebank.intake.opening import read_one_table
from phonebank.intake.report import write_report
from phonebank.intake.translating import with_tags
from phonebank.store import intake_contacts, intake_objections

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path
    from threading import Event

    from phonebank.intake.following import Progress
    from phonebank.intake.opening import HowToRead
    from phonebank.store.intake import IntakeStore, IntakeWork

_CONTENT = (
    *("external_id", "name_key", "first_key", "birth", "address", "postcode"),
    *("email", "phones", "tags", "source"),
)
"""What makes two rows the same contact, with whether they object."""


@dataclass(frozen=True, slots=True)
class ContactOptions:
    """What the person says of a contacts file.

    `source` and `collected_on` serve rows whose own columns are empty; `legal_basis` is on what
    ground the campaign holds these numbers, read out to whoever asks (R4). `keep`: further columns
    kept as tags.
    """

    source: str = ""
    legal_basis: str = ""
    collected_on: date | None = None
    columns: Mapping[str, str | Sequence[str]] | None = None
    how: HowToRead | None = None
    keep: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ContactReport:
    """What an import of contacts did, or would do: rows = the sum of the five decisions.

    `objections` are the rows that object, whatever else is true of them; `duplicates` the rows
    found to be the person of another row or of an earlier contact.
    """

    rows: int
    linked: int
    review: int
    unlinked: int
    refused: int
    objections: int
    duplicates: int
    import_id: int


def import_contacts(
    store: IntakeStore,
    path: Path,
    options: ContactOptions | None = None,
    *,
    objection_key: bytes,
    dry_run: bool = False,
    report: Path | None = None,
    progress: Progress | None = None,
    cancel: Event | None = None,
) -> ContactReport:
    """Import contacts, all or nothing; the same file twice changes nothing.

    `objection_key` is the office's key for objections' hashes. Raises BadInput for a file without
    contacts or from a source closed to campaigns, Cancelled, Unreachable.
    """
    said = options or ContactOptions()
    following = Following(progress, cancel)
    following.step("reading", 0.0)
    table, sha256 = read_one_table(path, said.how, cancel)
    table, columns = with_tags(table, said.keep, said.columns)
    contacts = _fingerprinted(read_contacts(table, store.practice(), said.source, columns))
    with store.work(dry_run=dry_run, between=following.check) as work:
        following.step("matching", 0.3)
        import_id = work.open_import("contacts", path.name, sha256, said.legal_basis, "")
        rows = matched(work, contacts, objection_key).rows
        following.step("merging", 0.6)
        kept = rows.filter((pl.col("refused") == "") | pl.col("keeps_objection"))
        stored = intake_contacts.merge_contacts(work, _staged(kept, said), import_id)
        _object(work, rows, stored, contacts, import_id, objection_key)
        following.step("merging", 0.85)
        intake_objections.recognise_lines(work)
        objections.settle(work, import_id, objection_key, among=_meant(rows))
        told = decided(work, rows, stored, contacts)
        counts = dict(told["decision"].value_counts().iter_rows())
        done = ContactReport(
            rows=told.height,
            linked=counts.get("linked", 0),
            review=counts.get("review", 0),
            unlinked=counts.get("unlinked", 0),
            refused=counts.get("refused", 0),
            objections=counts.get("objection", 0),
            duplicates=found_again(rows),
            import_id=import_id,
        )
        work.close_import(
            import_id,
            "contacts",
            {
                "rows": done.rows,
                "linked": done.linked,
                "review": done.review,
                "unlinked": done.unlinked,
                "refused": done.refused,
                "objections": done.objections,
                "duplicates": done.duplicates,
            },
        )
        write_report(report, told)
        following.step("merging", 0.95)
    if progress is not None:
        progress("done", 1.0)
    return done


def _fingerprinted(contacts: ContactRows) -> ContactRows:
    """The rows with `phones` and `fingerprint`: what makes two rows the same contact."""
    phones = (
        contacts.numbers.filter(pl.col("fault") == "")
        .group_by("line", maintain_order=True)
        .agg(pl.col("e164").str.join(" ").alias("phones"))
    )
    rows = contacts.rows.join(phones, on="line", how="left", maintain_order="left").with_columns(
        pl.col("phones").fill_null("")
    )
    content = rows.select(
        pl.concat_str(*_CONTENT, pl.col("objection").cast(pl.String), separator="\u001f").alias(
            "content"
        )
    ).to_series()
    prints = [hashlib.sha256(text.encode()).hexdigest() for text in content.to_list()]
    rows = rows.with_columns(pl.Series("fingerprint", prints, dtype=pl.String))
    return ContactRows(rows, contacts.numbers)


def _staged(rows: pl.DataFrame, said: ContactOptions) -> pl.DataFrame:
    frame = rows.with_columns(
        pl.lit(said.legal_basis).alias("legal_basis"),
        pl.col("collected_on").fill_null(pl.lit(said.collected_on, dtype=pl.Date)),
        _candidates(rows).alias("candidates"),
    )
    return frame.select(
        "line",
        "fingerprint",
        "band",
        "person_id",
        "candidates",
        "external_id",
        "family_name",
        "first_name",
        "birth_year",
        "birth_month",
        "birth_day",
        "address",
        "postcode",
        "email",
        "phones",
        "tags",
        "source",
        "legal_basis",
        "collected_on",
        "objection",
        "same_line",
        "same_contact",
    )


def _candidates(rows: pl.DataFrame) -> pl.Series:
    """`[[person_id, likeness], …]` for the review queue; `[]` for the other bands."""
    written = []
    for band, people, likenesses in rows.select("band", "candidates", "likenesses").iter_rows():
        pairs = zip(people or (), likenesses or (), strict=True) if band == "review" else ()
        written.append("[" + ", ".join(f"[{person}, {like}]" for person, like in pairs) + "]")
    return pl.Series("candidates", written, dtype=pl.String)


def _object(
    work: IntakeWork,
    rows: pl.DataFrame,
    stored: pl.DataFrame,
    contacts: ContactRows,
    import_id: int,
    key: bytes,
) -> None:
    """Write the objections of the rows that carry one, number by number."""
    flagged = rows.filter(pl.col("objection")).select("line", "identity")
    if flagged.is_empty():
        return
    good = contacts.numbers.filter(pl.col("fault") == "").select("line", "e164")
    people = stored.filter(pl.col("person_id").is_not_null()).select("line", "person_id")
    frame = (
        flagged.join(good, on="line", how="left", maintain_order="left")
        .join(people, on="line", how="left", maintain_order="left")
        .with_columns(pl.col("e164").fill_null(""))
    )
    people_hashes = [objections.person_hmac(key, text) for text in frame["identity"].to_list()]
    intake_objections.add_objections(
        work,
        frame.select(
            "e164",
            objections.line_hashes(key, frame["e164"]).alias("line_hmac"),
            pl.Series("person_hmac", people_hashes, dtype=pl.String),
            "person_id",
        ),
        import_id,
        objections.key_id(key),
    )


def _meant(rows: pl.DataFrame) -> list[int]:
    """The people that the rows which object may be."""
    flagged = rows.filter(pl.col("objection"))["candidates"].drop_nulls()
    return flagged.explode().drop_nulls().unique().to_list()
