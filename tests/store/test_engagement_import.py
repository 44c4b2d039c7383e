"""Mailing events become interests of the contacts whose address they name, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import URL

from phonebank.domain.errors import BadInput
from phonebank.intake.engagement import read_engagement
from phonebank.intake.reading import read_text_table
from phonebank.intake.run_contacts import ContactOptions, import_contacts
from phonebank.intake.run_engagement import EngagementReport, import_engagement
from phonebank.intake.run_roll import import_roll
from phonebank.store.intake import IntakeStore
from tests.offices import SmallOffice

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
ROLL = SAMPLES / "ListesArretees-com95999-06-02-2026-10h15.csv"
CONTACTS = SAMPLES / "contacts-militants.csv"
EVENTS = SAMPLES / "emailing-clics.csv"
KEY = b"k" * 32
HEADER = "email,campaign,event,url,timestamp\n"


@pytest.fixture
def small(database: URL) -> Iterator[SmallOffice]:
    made = SmallOffice(database)
    yield made
    made.close()


@pytest.fixture
def store(small: SmallOffice) -> Iterator[IntakeStore]:
    made = IntakeStore(small.url)
    yield made
    made.close()


def bring(store: IntakeStore, folder: Path, text: str) -> EngagementReport:
    path = folder / "events.csv"
    path.write_text(HEADER + text, encoding="utf-8")
    return import_engagement(store, path, report=folder / "report.csv")


def test_the_sample_s_events_are_its_contacts_interests(
    small: SmallOffice, store: IntakeStore, tmp_path: Path
) -> None:
    early = import_engagement(store, EVENTS)
    assert (early.rows, early.matched, early.unmatched, early.refused) == (73, 0, 73, 0)
    assert small.value("select count(*) from pb.engagement") == 0
    import_roll(store, ROLL, objection_key=KEY)
    import_contacts(store, CONTACTS, ContactOptions(source="adhérents"), objection_key=KEY)
    tried = import_engagement(store, EVENTS, dry_run=True)
    assert small.value("select count(*) from pb.engagement") == 0
    report = tmp_path / "report.csv"
    done = import_engagement(store, EVENTS, report=report)
    assert (done.rows, done.matched + done.unmatched) == (73, 73)
    assert (tried.matched, tried.new) == (done.matched, done.new)
    assert done.new == small.value("select count(*) from pb.engagement") > 60
    interested = small.value("select count(distinct person_id) from pb.interest")
    assert interested > 30
    again = import_engagement(store, EVENTS)
    assert (again.matched, again.new) == (done.matched, 0)
    decisions = pl.read_csv(report, infer_schema=False)["decision"].value_counts()
    assert dict(decisions.iter_rows())["matched"] == done.matched


def test_an_address_of_two_people_is_nobody_s(
    small: SmallOffice, store: IntakeStore, tmp_path: Path
) -> None:
    path = tmp_path / "c.csv"
    path.write_text(
        "Nom;Prénom;E-mail;Portable\nUn;Jean;deux@example.org;0639981111\n"
        "Deux;Zoé;deux@example.org;0639982222\nTrois;Léa;trois@example.org;0639983333\n",
        encoding="utf-8",
    )
    import_contacts(store, path, ContactOptions(source="marché"), objection_key=KEY)
    done = bring(
        store,
        tmp_path,
        "deux@example.org,Lettre,open,,2026-02-20T08:12:00+01:00\n"
        "TROIS@example.org,Lettre,clic,https://x.example/y?uid=7#z,20/02/2026 08:12\n"
        "trois@example.org,Lettre,bounce,,2026-02-20T08:12:00Z\n"
        "trois@example.org,Lettre,open,,hier\n"
        "pas un mail,Lettre,open,,2026-02-20T08:12:00Z\n",
    )
    assert (done.rows, done.matched, done.unmatched, done.refused) == (5, 1, 1, 3)
    stored = small.sql("select event, link, at at time zone 'UTC' from pb.engagement")
    assert [(row[0], row[1], row[2].isoformat()) for row in stored] == [
        ("click", "https://x.example/y", "2026-02-20T07:12:00")
    ]
    reasons = pl.read_csv(tmp_path / "report.csv", infer_schema=False)["reason"].to_list()
    assert "several people" in reasons[0]
    assert reasons[2] == "the event is neither an opening nor a click"


def test_an_erased_contact_takes_its_events_along(
    small: SmallOffice, store: IntakeStore, tmp_path: Path
) -> None:
    path = tmp_path / "c.csv"
    path.write_text("Nom;Prénom;E-mail;Portable\nUn;Jean;un@example.org;0639981111\n")
    import_contacts(store, path, ContactOptions(source="marché"), objection_key=KEY)
    bring(store, tmp_path, "un@example.org,Lettre,open,,2026-02-20T08:12:00Z\n")
    assert small.value("select count(*) from pb.engagement") == 1
    small.sql("delete from pb.contact")
    assert small.value("select count(*) from pb.engagement") == 0


def test_a_file_of_something_else_is_said_so() -> None:
    table = read_text_table(b"Nom;Pr\xc3\xa9nom;Portable\nRoy;Ga\xc3\xabl;0639981234\n", "c.csv")
    with pytest.raises(BadInput, match="looks like a contacts file"):
        read_engagement(table, "Europe/Paris")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2026-02-20T08:12:00+01:00", "2026-02-20T07:12:00"),
        ("2026-02-20 08:12", "2026-02-20T07:12:00"),
        ("2026-07-20T08:12:00.123Z", "2026-07-20T08:12:00"),
        ("20/07/2026 08h12", "2026-07-20T06:12:00"),
        ("20/07/2026 à 08:12", "2026-07-20T06:12:00"),
        ("2026-13-45 08:12", ""),
        ("", ""),
    ],
)
def test_a_time_is_read_in_any_of_its_forms(written: str, meant: str) -> None:
    text = f"{HEADER}a@example.org,L,open,,{written}\n"
    rows = read_engagement(read_text_table(text.encode(), "e.csv"), "Europe/Paris").rows
    assert (rows["at"][0] or "")[:19] == meant
    assert (rows["reason"][0] == "") is bool(meant)
