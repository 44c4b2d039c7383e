"""Finding who rings back, and every way to make a list of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from phonebank.domain.errors import BadInput
from tests.attack.intruder import BIRTH, MARK, Intruder
from tests.attack.test_caps import search
from tests.offices import SmallOffice


@pytest.fixture
def token(desk: Intruder) -> str:
    token = desk.sign_in(desk.office.caller("Camille"))
    desk.secrets_heard()
    return token


def number(office: SmallOffice, line: int = 1) -> str:
    return str(office.value("select e164 from pb.line where id = :l", l=line))


def test_the_full_number_finds_the_people_of_the_line_and_shows_no_number(
    desk: Intruder, token: str
) -> None:
    wanted = number(desk.office)
    answer = search(desk, token, wanted, None, None)
    assert answer["status"] == "found"
    (person,) = answer["people"]
    assert person["last_name"] == f"{MARK}usage{person['person_id']}"
    assert person["first_name"] == f"{MARK}prenom{person['person_id']}"
    assert person["age_band"] == "90+"
    assert set(person) == {
        "person_id", "sex", "first_name", "last_name", "age_band", "bureau", "bureau_name",
        "last_at", "last_outcome", "callback_at", "objected",
    }  # fmt: skip
    heard = desk.secrets_heard()
    assert heard == [MARK]
    assert BIRTH not in heard


def test_a_name_with_its_year_finds_it_whatever_its_spelling(desk: Intruder, token: str) -> None:
    office = desk.office
    office.sql("update pb.person set birth_name = 'LE GOFF-CŒUR', used_name = 'Ébène' where id = 1")
    for spelling in ("le goff cœur", "LeGoffCoeur", "LE-GOFF COEUR", "ebene", "EBENE"):
        answer = search(desk, token, None, spelling, 1931)
        assert [each["person_id"] for each in answer["people"]] == [1], spelling
    assert search(desk, token, None, "le goff", 1931)["status"] == "none"
    assert search(desk, token, None, "le goff cœur", 1932)["status"] == "none"


def test_a_common_name_is_no_list(desk: Intruder, token: str) -> None:
    desk.office.sql("update pb.person set birth_name = 'MARTIN'")
    assert len(search(desk, token, None, "martin", 1931)["people"]) == 3
    desk.office.fill(1, name="Autre", round_code="M26T1")
    desk.office.sql("update pb.person set birth_name = 'MARTIN', birth_year = 1931")
    desk.secrets_heard()
    assert search(desk, token, None, "martin", 1931) == {"status": "many"}
    assert desk.secrets_heard() == []


@pytest.mark.parametrize(
    ("words", "field"),
    [
        (("+3363990000", "x", None), "one"),
        (("+33%", None, None), "number"),
        (("0639900001", None, None), "number"),
        (("+33 6 39 90 00 01", None, None), "number"),
        (("", None, None), "number"),
        ((None, "%", 1931), "surname"),
        ((None, ".*", 1931), "surname"),
        ((None, "z", 1931), "surname"),
        ((None, "z" * 81, 1931), "surname"),
        ((None, None, 1931), "surname"),
        ((None, "martin", None), "born"),
        ((None, "martin", 0), "born"),
        ((None, "martin", 2**31 - 1), "born"),
        ((None, None, None), "surname"),
    ],
)
def test_half_a_question_is_neither_answered_nor_counted(
    desk: Intruder, token: str, words: tuple[Any, ...], field: str
) -> None:
    assert search(desk, token, *words) == {"status": "invalid", "field": field}
    assert desk.office.value("select count(*) from pb.search") == 0


def test_the_answer_waits_for_its_commit_and_takes_the_same_words_from_the_same_desk(
    desk: Intruder, token: str
) -> None:
    office = desk.office
    first, second = number(office, 1), number(office, 2)
    result = "select api.search_result(%s, %s, %s, null, null) ->> 'status'"
    desk.connection.execute(b"begin")
    asked = desk.ask("select api.search(%s, %s, null, null) ->> 'search'", token, first)
    assert desk.ask(result, token, asked, first) == "unknown"
    desk.connection.execute(b"savepoint a")
    assert desk.ask(result, token, asked, first) == "unknown"
    desk.connection.execute(b"commit")
    assert desk.ask(result, token, asked, second) == "unknown"
    assert desk.ask(result, token, uuid4(), first) == "unknown"
    with Intruder(office, office.desk_role("Autre")) as other:
        mine = other.sign_in(office.caller("Dominique"))
        assert other.ask(result, mine, asked, first) == "unknown"
        assert other.ask(result, token, asked, first) == "session"
    assert desk.secrets_heard() == []
    assert desk.ask(result, token, asked, first) == "found"
    office.sql("update pb.search set asked_at = now() - interval '61 seconds'")
    assert desk.ask(result, token, asked, first) == "unknown"


def test_a_question_rolled_back_is_answered_by_no_trace_of_it(desk: Intruder, token: str) -> None:
    known, unknown = number(desk.office), "+33639989999"
    written: dict[str, list[tuple[int, int, int]]] = {known: [], unknown: []}
    for turn in range(6):
        asked = (known, unknown)[turn % 2]
        desk.connection.execute(b"begin")
        plan = desk.ask(
            "explain (analyze, wal, buffers, timing off, summary off, costs off, format json)"
            " select api.search(%s, %s, null, null)",
            token,
            asked,
        )
        facts = plan[0]["Plan"]
        written[asked].append(
            (facts["WAL Records"], facts["WAL Bytes"], facts["Shared Hit Blocks"])
        )
        desk.connection.rollback()
    assert min(each[:2] for each in written[known]) == min(each[:2] for each in written[unknown])
    assert desk.secrets_heard() == []


def test_nothing_of_what_was_looked_for_is_kept(desk: Intruder, token: str) -> None:
    wanted = number(desk.office)
    search(desk, token, wanted, None, None)
    search(desk, token, None, f"{MARK}nom1", 1931)
    kept = desk.office.sql(
        "select s::text from pb.search s union all select e::text from audit.entry e"
    )
    words = " ".join(row[0] for row in kept)
    assert words.count("searched") == 2
    assert wanted[3:] not in words
    assert MARK not in words


def test_a_desk_finds_who_rings_back(marked: SmallOffice, tmp_path: Path) -> None:
    desk = marked.desk(tmp_path)
    found = desk.search(number(marked))
    assert found.status == "found"
    assert found.people[0].last_name.startswith(MARK)
    assert desk.search(surname="Personne", born=1931).status == "none"
    with pytest.raises(BadInput, match="number"):
        desk.search("0612")


def test_the_line_of_who_was_found_waits_for_the_commit_of_the_search_and_shows_nothing_itself(
    desk: Intruder, token: str
) -> None:
    office = desk.office
    wanted = number(office)
    claim = "select api.claim_found(%s, %s, %s, null, null, %s, %s)"
    desk.connection.execute(b"begin")
    asked = desk.ask("select api.search(%s, %s, null, null) ->> 'search'", token, wanted)
    early = desk.ask(claim, token, asked, wanted, 1, office.campaign)
    assert early == {"status": "unknown"}
    desk.connection.execute(b"commit")
    assert desk.ask(claim, token, asked, wanted, 2, office.campaign) == {"status": "unknown"}
    assert desk.ask(claim, token, uuid4(), wanted, 1, office.campaign) == {"status": "unknown"}
    desk.connection.execute(b"begin")
    served = desk.ask(claim, token, asked, wanted, 1, office.campaign)
    assert served["status"] == "claimed"
    card = desk.ask("select api.open_card(%s, %s) ->> 'status'", token, served["claim"])
    assert card != "ok"
    desk.connection.rollback()
    assert desk.secrets_heard() == []
    assert office.value("select count(*) from pb.claim") == 0
    with Intruder(office, office.desk_role("Autre")) as other:
        mine = other.sign_in(office.caller("Dominique"))
        stolen = other.ask(claim, mine, asked, wanted, 1, office.campaign)
        assert stolen == {"status": "unknown"}
