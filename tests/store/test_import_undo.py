"""Undoing imports: everything as it was, nothing taken that others stand on, no objection lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import polars as pl
import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.domain.errors import BadInput, KnownError
from phonebank.domain.rounds import parse_round
from phonebank.intake.run import (
    ContactOptions,
    Listing,
    ResultOptions,
    RollOptions,
    TurnoutOptions,
    import_bureaux,
    import_contacts,
    import_results,
    import_roll,
    import_turnout,
)
from phonebank.intake.run_engagement import import_engagement
from phonebank.store.campaigns import CampaignStore, HoursRow, NewCampaign
from phonebank.store.import_history import ImportHistory
from phonebank.store.import_tables import WRITTEN
from phonebank.store.intake import IntakeStore
from tests.conftest import SHARED
from tests.offices import SCRIPT, SmallOffice

SAMPLES = SHARED / "samples"
ROLL = SAMPLES / "ListesArretees-com95999-06-02-2026-10h15.csv"
CONTACTS = SAMPLES / "contacts-militants.csv"
ABSTAINERS = SAMPLES / "emargement-M26T1-abstentionnistes.txt"
STATIONS = SAMPLES / "bureaux-de-vote.csv"
HISTORY = SAMPLES / "historique-participation.csv"
RESULTS = SAMPLES / "resultats-bureaux-M20T1.csv"
CLICKS = SAMPLES / "emailing-clics.csv"
KEY = b"k" * 32
ABSTAINED = TurnoutOptions(held=parse_round("M26T1"), listed=Listing.ABSTAINED)
APART = {"import", "import_before", "schema_version"}
"""Tables that tell of imports themselves."""


class Town:
    """A practice office, its imports and their history."""

    def __init__(self, url: URL) -> None:
        self.office = SmallOffice(url)
        self.store = IntakeStore(url, "Sandrine")
        self.history = ImportHistory(url, "Sandrine")

    def close(self) -> None:
        self.history.close()
        self.store.close()
        self.office.close()

    def dump(self, *without: str) -> dict[str, list[str]]:
        """Every row of every table of the office, as text."""
        tables = "select tablename from pg_tables where schemaname = 'pb'"
        with self.office.owner.engine.connect() as connection:
            names = set(connection.scalars(text(tables))) - APART - set(without)
            rows = "select t::text from pb.{} t order by 1"
            return {name: list(connection.scalars(text(rows.format(name)))) for name in names}

    def roll(self, file: Path = ROLL, dated: date | None = None) -> int:
        return import_roll(self.store, file, RollOptions(dated=dated), objection_key=KEY).import_id

    def contacts(self, file: Path = CONTACTS) -> int:
        return import_contacts(
            self.store, file, ContactOptions(source="adhérents"), objection_key=KEY
        ).import_id

    def turnout(self) -> int:
        return import_turnout(self.store, ABSTAINERS, ABSTAINED).import_id

    def campaign(self) -> int:
        """A campaign of everybody with a number."""
        owner = self.office.owner
        held = owner.add_round("P27T1", self.office.today() + timedelta(days=12))
        script, _ = owner.save_script("Essai", "fr", "other", SCRIPT)
        found = self.office.sql("select line_id, person_id from pb.line_person order by 1, 2")
        entries = pl.DataFrame(
            {
                "line_id": [row[0] for row in found],
                "person_id": [row[1] for row in found],
                "score": [50_000] * len(found),
                "zone": ["Europe/Paris"] * len(found),
                "language": [""] * len(found),
            }
        )
        made = CampaignStore(owner).create(
            NewCampaign("Essai", held, script, (HoursRow(1, time(9), time(21)),), any_hour=True),
            entries,
        )
        self.office.sql("update pb.campaign set state = 'open' where id = :c", c=made)
        return made


@pytest.fixture(scope="module")
def with_roll(server: URL, template: URL) -> Iterator[str]:
    """The name of a database with the roll in it, to be copied; nobody works in it."""
    name = f"roll_{uuid4().hex[:12]}"
    administer(server, f"create database {name} template {template.database}")
    made = Town(server.set(database=name))
    import_roll(made.store, ROLL, objection_key=KEY)
    made.close()
    yield name
    administer(server, f"drop database {name} with (force)")


@pytest.fixture
def town(server: URL, with_roll: str) -> Iterator[Town]:
    """A town of its own with the roll in it, which is import 1."""
    name = f"town_{uuid4().hex[:12]}"
    administer(server, f"create database {name} template {with_roll}")
    made = Town(server.set(database=name))
    yield made
    made.close()
    administer(server, f"drop database {name} with (force)")


@pytest.fixture
def empty_town(database: URL) -> Iterator[Town]:
    made = Town(database)
    yield made
    made.close()


def administer(server: URL, statement: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT", poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def edited(file: Path, folder: Path, change: Callable[[list[str]], None], name: str = "") -> Path:
    """A copy of a file with its lines changed."""
    encoding = "utf-8" if file == ROLL else "cp1252"
    lines = file.read_text(encoding=encoding).splitlines()
    change(lines)
    copy = folder / (name or file.name)
    copy.write_text("\n".join(lines) + "\n", encoding=encoding)
    return copy


def next_edition(folder: Path) -> Path:
    """Somebody left, somebody moved to another number, somebody came."""

    def change(lines: list[str]) -> None:
        lines.pop(10)
        lines[1] = lines[1].replace('"66";"quai de Seine"', '"67";"quai de Seine"')
        arrival = lines[20].replace("27/11/1993", "").split(";")
        arrival[3], arrival[7], arrival[26] = '"NOUVEAU"', '"01/01/2008"', "777"
        lines.append(";".join(arrival))

    return edited(ROLL, folder, change, "ListesArretees-com95999-01-09-2026-10h15.csv")


def without_objections(folder: Path) -> Path:
    def change(lines: list[str]) -> None:
        lines[1:] = [line.rsplit(";", 1)[0] + ";" for line in lines[1:]]

    return edited(CONTACTS, folder, change)


def stations_renamed(folder: Path) -> Path:
    return edited(STATIONS, folder, lambda lines: lines.__setitem__(1, lines[1].upper()))


def brought(town: Town, kind: str, folder: Path) -> int:
    """Import a file of this kind that adds and changes; its number."""
    if kind == "roll":
        return town.roll(next_edition(folder))
    if kind == "turnout":
        return import_turnout(town.store, HISTORY).import_id
    if kind == "contacts":
        return town.contacts(without_objections(folder))
    if kind == "results":
        return import_results(town.store, RESULTS, ResultOptions(commune="95999")).import_id
    if kind == "engagement":
        return import_engagement(town.store, CLICKS).import_id
    return import_bureaux(town.store, stations_renamed(folder)).import_id


@pytest.mark.parametrize(
    "kind", ["roll", "turnout", "contacts", "bureaux", "results", "engagement"]
)
def test_undoing_puts_back_exactly_what_was_there_and_the_file_can_come_again(
    town: Town, tmp_path: Path, kind: str
) -> None:
    town.turnout()
    if kind == "engagement":
        town.contacts()
    before = town.dump()
    number = brought(town, kind, tmp_path)
    filled = town.dump()
    assert filled != before
    done = town.history.undo(number)
    assert done.removed + done.restored > 0
    assert town.dump() == before
    brought(town, kind, tmp_path)
    again = town.dump()
    assert {name: len(rows) for name, rows in again.items()} == {
        name: len(rows) for name, rows in filled.items()
    }
    assert (
        town.office.value("select count(*) from pb.import_before where import_id = :n", n=number)
        == 0
    )


def test_undoing_the_first_roll_leaves_an_empty_office(empty_town: Town) -> None:
    before = empty_town.dump()
    empty_town.history.undo(empty_town.roll())
    assert empty_town.dump() == before


def test_the_same_edition_again_with_fewer_people_gives_them_back(
    town: Town, tmp_path: Path
) -> None:
    before = town.dump()
    number = town.roll(edited(ROLL, tmp_path, lambda lines: lines.__delitem__(slice(40, 60))))
    assert town.dump()["roll_entry"] != before["roll_entry"]
    town.history.undo(number)
    assert town.dump() == before


def test_an_import_others_stand_on_stays_until_they_are_undone(town: Town) -> None:
    turnout = town.turnout()
    with pytest.raises(KnownError, match=f"undo import {turnout} first"):
        town.history.undo(1)
    town.history.undo(turnout)
    town.history.undo(1)
    assert town.dump()["person"] == []


def test_a_file_that_found_everything_there_already_stands_on_the_first(town: Town) -> None:
    second = town.roll()
    with pytest.raises(KnownError, match=f"undo import {second} first"):
        town.history.undo(1)
    with_contacts = town.contacts()
    repeated = town.contacts()
    with pytest.raises(KnownError, match=f"undo import {repeated} first"):
        town.history.undo(with_contacts)


def test_imports_beside_one_another_are_undone_in_any_order(town: Town, tmp_path: Path) -> None:
    before = town.dump()
    lines = without_objections(tmp_path).read_text(encoding="cp1252").splitlines()
    halves = []
    for number, rows in enumerate((lines[1:100], lines[150:250])):
        file = tmp_path / f"half{number}.csv"
        file.write_text("\n".join([lines[0], *rows]) + "\n", encoding="cp1252")
        halves.append(town.contacts(file))
    town.history.undo(halves[0])
    town.history.undo(halves[1])
    assert town.dump() == before


def test_an_objection_outlives_its_file_and_closes_the_number_when_it_comes_back(
    town: Town,
) -> None:
    before = town.dump("objection")
    number = town.contacts()
    closed = town.office.value("select count(*) from pb.line where objected_at is not null")
    kept = town.office.value("select count(*) from pb.objection")
    done = town.history.undo(number)
    assert done.objections_kept == kept
    assert town.office.value("select count(*) from pb.objection where line_hmac is not null") > 0
    assert town.dump("objection") == before
    town.contacts()
    assert town.office.value("select count(*) from pb.objection") == kept
    assert town.office.value("select count(*) from pb.line where objected_at is not null") == closed


def test_a_list_loses_whoever_goes_and_keeps_everybody_else(town: Town, tmp_path: Path) -> None:
    number = town.contacts(without_objections(tmp_path))
    town.campaign()
    assert town.office.value("select count(*) from pb.queue") > 200
    town.history.undo(number)
    assert town.office.value("select count(*) from pb.target") == 0
    assert town.office.value("select count(*) from pb.queue where state <> 9") == 0
    assert town.office.value("select count(*) from pb.person") == 602


def test_somebody_called_keeps_the_import_and_the_call(town: Town, tmp_path: Path) -> None:
    number = town.contacts(without_objections(tmp_path))
    campaign = town.campaign()
    desk = town.office.desk(tmp_path)
    assert desk.next_line(campaign).claim is not None
    before = town.dump()
    with pytest.raises(KnownError, match="a call is never lost"):
        town.history.undo(number)
    assert town.dump() == before


def test_what_a_caller_learnt_survives_the_edition_that_is_undone(
    town: Town, tmp_path: Path
) -> None:
    edition = town.roll(next_edition(tmp_path))
    moved = "select id from pb.person where import_id = :n and departed_on is null order by id"
    person = town.office.sql(moved, n=edition)[0][0]
    changed = town.office.value("select min(id) from pb.person where import_id = :n", n=edition)
    town.office.sql(
        "update pb.person set language = 'pt' where id in (:a, :b)", a=person, b=changed
    )
    town.history.undo(edition)
    assert town.office.value("select language from pb.person where id = :p", p=changed) == "pt"


def test_who_was_erased_since_does_not_come_back(town: Town, tmp_path: Path) -> None:
    from phonebank.store.erasure import erase_person

    edition = town.roll(next_edition(tmp_path))
    changed = town.office.value("select min(id) from pb.person where import_id = :n", n=edition)
    with town.office.owner.engine.begin() as connection:
        assert erase_person(connection, changed)
    of_them = "select count(*) from pb.import_before where row ->> 'id' = :p"
    assert town.office.value(of_them, p=str(changed)) == 0
    town.history.undo(edition)
    assert town.office.value("select count(*) from pb.person where id = :p", p=changed) == 0


def test_the_history_tells_who_when_and_why_not(town: Town) -> None:
    turnout = town.turnout()
    newest, oldest = town.history.rows()
    assert (newest.id, newest.kind, newest.file_name) == (turnout, "turnout", ABSTAINERS.name)
    assert newest.by == "Sandrine"
    assert newest.can_undo
    assert newest.why_not == ""
    assert dict(newest.counts)["rows"] == 272
    assert (oldest.id, oldest.can_undo) == (1, False)
    assert f"undo import {turnout} first" in oldest.why_not
    town.history.undo(turnout)
    undone, free = town.history.rows()
    assert undone.undone_at is not None
    assert (undone.undone_by, undone.can_undo) == ("Sandrine", False)
    assert free.can_undo
    audit = "select subject, facts from audit.entry where action = 'import_undone'"
    [(subject, facts)] = town.office.sql(audit)
    assert subject == str(turnout)
    assert facts["removed"] >= 600


def test_an_import_is_undone_once_and_only_where_it_is(town: Town) -> None:
    town.history.undo(1)
    with pytest.raises(BadInput, match="undone already"):
        town.history.undo(1)
    with pytest.raises(BadInput, match="There is no import 99"):
        town.history.undo(99)


def test_every_table_an_import_writes_to_can_be_undone(town: Town) -> None:
    written = {table.name for table in WRITTEN}
    dated: list[Any] = town.office.sql(
        """
        select c.relname, array(select t.tgname::text from pg_trigger t
                                 where t.tgrelid = c.oid and t.tgname ~ '_before_(update|delete)$')
          from pg_class c join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'pb'
          join pg_attribute a on a.attrelid = c.oid and a.attname = 'import_id'
         where c.relkind = 'r' and c.relname not in ('import_before', 'objection')
        """
    )
    assert {row[0] for row in dated} == written
    assert all(len(row[1]) == 2 for row in dated)
