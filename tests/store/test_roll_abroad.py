"""North Carolina's files: voters by their own identifier, history by the day of the election."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import URL

from phonebank.domain.rounds import known_rounds
from phonebank.intake.run import import_roll, import_turnout
from tests.store.test_import_road import KEY, SAMPLES, Town

VOTERS, HISTORY = SAMPLES / "ncvoter-sample.txt", SAMPLES / "ncvhis-sample.txt"


@pytest.fixture
def town(database: URL) -> Iterator[Town]:
    made = Town(database)
    yield made
    made.store.close()


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="latin-1", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t"))


def test_a_voter_s_history_is_found_by_the_identifier_and_counted_once(
    town: Town, tmp_path: Path
) -> None:
    done = import_roll(town.store, VOTERS, objection_key=KEY)
    ids = {row["ncid"] for row in rows(VOTERS)}
    assert (done.rows, done.people_new, done.refused) == (len(rows(VOTERS)), len(ids), 0)
    history = rows(HISTORY)
    known = {(row["ncid"], row["election_lbl"]) for row in history if row["ncid"] in ids}
    # The file of a real state repeats itself, and knows people the roll does not.
    lines = HISTORY.read_text(encoding="latin-1").splitlines()
    stranger = lines[1].replace("AA000000", "ZZ999999")
    by_mail = lines[2].replace("IN-PERSON", "ABSENTEE BY MAIL")
    file = tmp_path / "ncvhis.txt"
    file.write_text(
        "\n".join([*lines[:2], by_mail, *lines[3:], lines[1], by_mail, stranger]) + "\n"
    )
    counted = import_turnout(town.store, file)
    assert (counted.marks_new, counted.refused) == (len(known), 0)
    unknown = sum(row["ncid"] not in ids for row in history) + 1
    assert (counted.rows, counted.unmatched) == (len(history) + 3, unknown)
    assert town.one("select count(*) from pb.turnout where not voted") == 0
    days = {each.held_on.strftime("%m/%d/%Y"): each.code for each in known_rounds()}
    stored = town.all(
        """
        select p.external_id, r.code from pb.turnout t join pb.person p on p.id = t.person_id
          join pb.round r on r.id = t.round_id
        """
    )
    assert set(stored) == {(ncid, days[label]) for ncid, label in known}
    again = import_turnout(town.store, file)
    assert (again.marks_new, again.marks_changed) == (0, 0)


def test_a_day_without_a_ballot_is_said(town: Town, tmp_path: Path) -> None:
    import_roll(town.store, VOTERS, objection_key=KEY)
    lines = HISTORY.read_text(encoding="latin-1").splitlines()
    file = tmp_path / "ncvhis.txt"
    file.write_text("\n".join([*lines[:3], lines[3].replace("03/15/2026", "11/08/2022")]) + "\n")
    done = import_turnout(town.store, file)
    assert (done.matched, done.refused) == (2, 1)


def test_the_identifier_outlives_names_and_addresses(town: Town, tmp_path: Path) -> None:
    import_roll(town.store, VOTERS, objection_key=KEY)
    lines = VOTERS.read_text(encoding="latin-1").splitlines()
    married = lines[1].replace('"DIALLO"', '"MARTIN"').replace("66 QUAI", "12 RUE")
    file = tmp_path / "ncvoter-2027-01-05.txt"
    file.write_text("\n".join([lines[0], married, *lines[2:]]) + "\n", encoding="latin-1")
    before = town.one("select id from pb.person where external_id = 'AA000000'")
    done = import_roll(town.store, file, objection_key=KEY)
    assert (done.people_new, done.people_changed, done.departed) == (0, 1, 0)
    assert town.one("select id from pb.person where birth_name = 'Martin' and id = :id", id=before)
