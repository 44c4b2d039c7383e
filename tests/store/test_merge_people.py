"""Two people made one: everything follows, nobody is called twice, and undo restores exactly."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from sqlalchemy import URL

from phonebank.domain.errors import BadInput
from phonebank.intake.reviewing import ReviewService
from phonebank.store.schema import installed
from tests.offices import SmallOffice

KEY = b"k" * 32


class Merging:
    """A campaign of three lines and their people, and what merges them."""

    def __init__(self, url: URL) -> None:
        assert installed(url)
        self.small = SmallOffice(url)
        self.small.fill(3)
        self.review = ReviewService(url, KEY, "Sophie")
        people = self.small.sql("select id from pb.person order by id")
        self.keep, self.other, self.third = (row[0] for row in people)

    def close(self) -> None:
        self.review.close()
        self.small.close()

    def state(self) -> dict[str, list[str]]:
        tables = self.small.sql(
            "select tablename from pg_tables where schemaname = 'pb'"
            " and tablename not in ('people_change', 'schema_version') order by 1"
        )
        return {
            table: [
                json.dumps(row[0], sort_keys=True)
                for row in self.small.sql(f"select to_jsonb(t) from pb.{table} t order by t::text")
            ]
            for (table,) in tables
        }


@pytest.fixture
def merging(database: URL) -> Iterator[Merging]:
    made = Merging(database)
    yield made
    made.close()


def give_the_other_a_life(merging: Merging) -> None:
    """Turnout, a contact, a call, an objection and a doubt about the one who will be merged."""
    merging.small.sql(
        """
        insert into pb.import (kind, file_name, file_sha256) values ('contacts', 'c.csv', '');
        insert into pb.turnout (round_id, person_id, voted)
        select min(id), :other, true from pb.round;
        insert into pb.contact (import_id, row_number, family_name, first_name, source_id, band,
                                person_id, fingerprint)
        select i.id, 2, 'Épouse', 'Camille', s.id, 'sure', :other, 'f1'
          from pb.import i, pb.source s;
        insert into pb.contact (import_id, row_number, family_name, first_name, source_id, band,
                                candidates, fingerprint)
        select i.id, 3, 'Doute', 'Camille', s.id, 'review',
               jsonb_build_array(jsonb_build_array(cast(:other as bigint), 0.8)), 'f2'
          from pb.import i, pb.source s;
        update pb.person set birth_name = 'ÉPOUSE', language = 'pt' where id = :other;
        """.replace(":other", str(merging.other))
    )


def test_everything_follows_and_undo_restores_exactly(merging: Merging) -> None:
    give_the_other_a_life(merging)
    before = merging.state()
    done = merging.review.merge(merging.keep, merging.other, "nom d'épouse")
    small, keep = merging.small, merging.keep
    assert small.value("select count(*) from pb.person") == 2
    assert small.value("select count(*) from pb.line_person where person_id = :p", p=keep) == 2
    assert small.value("select voted from pb.turnout where person_id = :p", p=keep) is True
    assert small.value("select person_id from pb.contact where row_number = 2") == keep
    assert small.value("select candidates -> 0 -> 0 from pb.contact where row_number = 3") == keep
    kept = small.sql("select used_name, language from pb.person where id = :p", p=keep)
    assert kept == [("ÉPOUSE", "pt")]
    # One person of one campaign: one target, and the line left over is called no more.
    assert small.value("select count(*) from pb.target where person_id = :p", p=keep) == 1
    assert sorted(small.queue("coalesce(done_why, '')")) == ["", "", "merged"]
    undone = merging.review.undo(done.change_id)
    assert undone.kind == "merge"
    assert merging.state() == before


def test_who_was_talked_to_under_one_name_is_not_called_under_the_other(merging: Merging) -> None:
    merging.small.sql(
        "update pb.target set done_at = now(), outcome = 'conversation' where person_id = :p",
        p=merging.other,
    )
    merging.review.merge(merging.keep, merging.other)
    target = merging.small.sql("select outcome from pb.target where person_id = :p", p=merging.keep)
    assert target == [("conversation",)]
    still = merging.small.sql("select line_id from pb.queue where state = 0")
    assert len(still) == 1


def test_an_objection_of_either_closes_every_line_of_both(merging: Merging) -> None:
    merging.small.sql(
        "insert into pb.import (kind, file_name, file_sha256) values ('contacts', 'c.csv', '')"
    )
    merging.small.sql(
        "insert into pb.objection (person_id, receipt, origin) values (:p, 'R-1', 'import')",
        p=merging.other,
    )
    done = merging.review.merge(merging.keep, merging.other)
    closed = "select count(*) from pb.line where objected_at is not null"
    assert merging.small.value(closed) == 2
    merging.review.undo(done.change_id)
    assert merging.small.value(closed) == 0


def test_an_objection_made_since_outlives_the_undo(merging: Merging) -> None:
    done = merging.review.merge(merging.keep, merging.other)
    line = merging.small.value(
        "select min(line_id) from pb.line_person where person_id = :p", p=merging.keep
    )
    merging.small.sql(
        "insert into pb.objection (line_id, receipt, origin) values (:l, 'R-2', 'call')", l=line
    )
    merging.small.sql("update pb.line set objected_at = now() where id = :l", l=line)
    merging.review.undo(done.change_id)
    assert merging.small.value("select objected_at is not null from pb.line where id = :l", l=line)


def test_two_people_of_one_list_stay_two(merging: Merging) -> None:
    merging.small.sql(
        f"""
        insert into pb.import (kind, file_name, file_sha256) values ('roll', 'r.csv', '');
        insert into pb.roll_edition (commune_code, dated, import_id)
        select '95999', '2026-02-06', id from pb.import;
        insert into pb.roll_entry (edition_id, person_id, list_type, order_number)
        select e.id, p.id, 'LP', p.id from pb.roll_edition e, pb.person p
         where p.id in ({merging.keep}, {merging.other})
        """
    )
    with pytest.raises(BadInput, match="two people"):
        merging.review.merge(merging.keep, merging.other)


def test_nobody_is_merged_while_a_desk_has_them(merging: Merging) -> None:
    merging.small.sql(
        f"""
        insert into pb.account (name, kind) values ('Camille', 'caller');
        insert into pb.desk (role_name, label) values ('d', 'Poste');
        insert into pb.claim (token, queue_id, campaign_id, line_id, account_id, desk_id, fence,
                              why, claimed_in, claimed_at, due_at)
        select gen_random_uuid(), q.id, q.campaign_id, q.line_id, a.id, d.id, 1, 'x',
               pg_current_xact_id(), now(), now()
          from pb.queue q, pb.account a, pb.desk d
         where q.id = (select queue_id from pb.target where person_id = {merging.other});
        insert into pb.claim_person (claim_token, person_id) select token, {merging.other}
          from pb.claim
        """
    )
    with pytest.raises(BadInput, match="on its screen"):
        merging.review.merge(merging.keep, merging.other)


def test_nobody_is_merged_with_themselves_or_a_stranger(merging: Merging) -> None:
    with pytest.raises(BadInput, match="themselves"):
        merging.review.merge(merging.keep, merging.keep)
    with pytest.raises(BadInput, match="Nobody here"):
        merging.review.merge(merging.keep, 999_999)


def test_merges_are_undone_the_last_first(merging: Merging) -> None:
    before = merging.state()
    first = merging.review.merge(merging.keep, merging.other)
    second = merging.review.merge(merging.keep, merging.third)
    with pytest.raises(BadInput, match="undo it first"):
        merging.review.undo(first.change_id)
    merging.review.undo()
    merging.review.undo()
    assert merging.state() == before
    assert [row.undone for row in merging.review.history()] == [True, True]
    assert second.change_id > first.change_id
