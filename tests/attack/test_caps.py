"""The caps are the bound of what one volunteer can take: to the line, however it is asked."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import uuid4

import pytest

from tests.attack.conftest import supervisor_of
from tests.attack.intruder import Intruder, seed
from tests.offices import SmallOffice

CLAIMS, SKIPS, SEARCHES = 6, 3, 4


@pytest.fixture
def capped(office: SmallOffice) -> SmallOffice:
    """Forty marked lines, and caps small enough to reach."""
    seed(office, 40)
    office.owner.set_caps(CLAIMS, SKIPS)
    office.sql("update pb.office set searches_an_hour = :n", n=SEARCHES)
    return office


def numbers_known(office: SmallOffice, heard: list[str]) -> int:
    """How many of the office's numbers stand in what was heard."""
    numbers = [row[0] for row in office.sql("select e164 from pb.line")]
    return sum(any(number in words for words in heard) for number in numbers)


def take_everything(desk: Intruder, token: str, ending: str) -> list[str]:
    """Claim, look, ring and get rid of the line by `ending`, until it goes no further."""
    heard: list[str] = []
    for _ in range(40):
        claim = desk.claim(token)
        if claim["status"] not in {"claimed", "held"}:
            assert claim["status"] == "cap"
            break
        line, call = claim["claim"], uuid4()
        heard.append(str(desk.ask("select api.open_card(%s, %s)", token, line)))
        if ending == "skip":
            desk.ask("select api.release(%s, %s, 'known')", token, line)
            if desk.ask("select api.held(%s) ->> 'status'", token) == "held":
                break
            continue
        desk.ask("select api.start_call(%s, %s, %s)", token, line, call)
        heard.append(str(desk.ask("select api.number(%s, %s)", token, line)))
        body = f'{{"outcome": "{ending}"}}'
        told = "select api.finish_call(%s, %s, %s, %s::jsonb)"
        desk.ask(told, line, call, claim["fence"], body)
    return heard


@pytest.mark.parametrize("ending", ["no_answer", "technical", "skipped", "wrong_number"])
def test_false_outcomes_harvest_as_many_lines_as_the_cap_says(
    capped: SmallOffice, ending: str
) -> None:
    with Intruder(capped, capped.desk_role()) as desk:
        token = desk.sign_in(capped.caller("Camille"))
        heard = take_everything(desk, token, ending)
    assert numbers_known(capped, heard) <= CLAIMS
    assert capped.value("select count(*) from pb.claim") == CLAIMS
    assert capped.value("select count(*) from pb.alert where kind = 'claims_cap'") == 1


def test_skips_are_counted_apart_and_told(capped: SmallOffice) -> None:
    with Intruder(capped, capped.desk_role()) as desk:
        token = desk.sign_in(capped.caller("Camille"))
        heard = take_everything(desk, token, "skip")
    assert len(heard) == SKIPS + 1
    assert capped.value("select count(*) from pb.alert where kind = 'skips_cap'") == 1


def test_four_connections_at_once_take_no_more_than_one(capped: SmallOffice) -> None:
    role = capped.desk_role()
    with Intruder(capped, role) as first:
        token = first.sign_in(capped.caller("Camille"))
        more = [Intruder(capped, role) for _ in range(3)]
        try:
            with ThreadPoolExecutor(4) as pool:
                desks = [first, *more]
                list(pool.map(lambda desk: _hammer(desk, token), desks))
        finally:
            for each in more:
                each.close()
    assert capped.value("select count(*) from pb.claim") == CLAIMS
    assert capped.value("select hour_claims from pb.account where name = 'Camille'") == CLAIMS


def _hammer(desk: Intruder, token: str) -> None:
    for _ in range(3 * CLAIMS):
        claim = desk.claim(token)
        if claim["status"] == "claimed":
            desk.ask("select api.release(%s, %s, 'pause')", token, claim["claim"])


def test_a_desk_serves_twice_a_callers_lines_whoever_sits_there(capped: SmallOffice) -> None:
    with Intruder(capped, capped.desk_role()) as desk:
        for name in ("Camille", "Dominique", "Sacha", "Claude"):
            take_everything(desk, desk.sign_in(capped.caller(name)), "technical")
        role = desk.role
    assert capped.value("select count(*) from pb.claim") == 2 * CLAIMS
    capped.sql(
        "update pb.desk set hour_started_at = now() - interval '61 minutes' where role_name = :r",
        r=role,
    )
    with Intruder(capped, role) as desk:
        assert desk.claim(desk.sign_in(capped.caller("Maxime")))["status"] == "claimed"


def test_a_transaction_rolled_back_raises_no_cap_and_shows_nobody(capped: SmallOffice) -> None:
    with Intruder(capped, capped.desk_role()) as desk:
        token = desk.sign_in(capped.caller("Camille"))
        for _ in range(3):
            desk.connection.execute(b"begin")
            take_everything(desk, token, "technical")
            desk.ask("select api.my_calls(%s)", token)
            desk.connection.rollback()
        assert desk.secrets_heard() == []
    assert capped.value("select count(*) from pb.claim") == 0


def search(desk: Intruder, token: str, *words: Any) -> dict[str, Any]:
    asked = desk.ask("select api.search(%s, %s, %s, %s)", token, *words)
    if asked["status"] != "asked":
        return dict(asked)
    return dict(
        desk.ask("select api.search_result(%s, %s, %s, %s, %s)", token, asked["search"], *words)
    )


def test_searches_are_bounded_by_caller_and_by_desk(capped: SmallOffice) -> None:
    numbers = [row[0] for row in capped.sql("select e164 from pb.line order by id")]
    first_role, second_role = capped.desk_role(), capped.desk_role("Autre")
    with Intruder(capped, first_role) as first, Intruder(capped, second_role) as second:
        camille, dominique = capped.caller("Camille"), capped.caller("Dominique")
        token = first.sign_in(camille)
        met = [search(first, token, number, None, None)["status"] for number in numbers[:7]]
        assert met == ["found"] * SEARCHES + ["cap"] * 3
        # Neither another caller at this desk nor this caller at another desk goes on.
        assert search(first, first.sign_in(dominique), numbers[8], None, None)["status"] == "cap"
        assert search(second, second.sign_in(camille), numbers[8], None, None)["status"] == "cap"
        assert (
            search(second, second.sign_in(dominique), numbers[8], None, None)["status"] == "found"
        )
    assert capped.value("select count(*) from pb.alert where kind = 'searches_cap'") >= 1
    capped.sql("update pb.search set asked_at = asked_at - interval '61 minutes'")
    with Intruder(capped, first_role) as first:
        assert search(first, first.sign_in(camille), numbers[9], None, None)["status"] == "found"


def test_the_hour_of_a_cap_runs_from_its_first_line(capped: SmallOffice) -> None:
    with Intruder(capped, capped.desk_role()) as desk:
        token = desk.sign_in(capped.caller("Camille"))
        take_everything(desk, token, "technical")
        assert desk.claim(token)["status"] == "cap"
        capped.sql("update pb.account set hour_started_at = now() - interval '61 minutes'")
        capped.sql("update pb.desk set hour_started_at = now() - interval '61 minutes'")
        take_everything(desk, token, "technical")
    assert capped.value("select count(*) from pb.claim") == 2 * CLAIMS


def told(office: SmallOffice, kind: str) -> int:
    """How many alerts of a kind wait for a supervisor."""
    return int(office.value("select count(*) from pb.alert where kind = :k", k=kind))


def test_who_stops_at_a_cap_is_told_all_the_same(capped: SmallOffice) -> None:
    """Nobody takes all that an hour allows without being noticed; one less is not."""
    with Intruder(capped, capped.desk_role()) as desk:
        token = desk.sign_in(capped.caller("Camille"))
        for number in range(1, SEARCHES + 1):
            assert search(desk, token, f"+3363990{number:04}", None, None)["status"] != "cap"
            assert told(capped, "searches_cap") == (number == SEARCHES)
        for number in range(1, CLAIMS + 1):
            claim = desk.claim(token)
            assert claim["status"] == "claimed"
            assert told(capped, "claims_cap") == (number == CLAIMS)
            reason = "known" if number <= SKIPS else "pause"
            let_go = "select api.release(%s, %s, %s) ->> 'status'"
            assert desk.ask(let_go, token, claim["claim"], reason) == "ok"
            assert told(capped, "skips_cap") == (number >= SKIPS)


def test_a_desk_is_told_of_although_none_of_its_callers_reached_a_cap(capped: SmallOffice) -> None:
    with Intruder(capped, capped.desk_role()) as desk:
        for number, name in enumerate(("Camille", "Dominique", "Sacha"), 1):
            token = desk.sign_in(capped.caller(name))
            for _ in range(CLAIMS - 2):
                claim = desk.claim(token)
                desk.ask("select api.release(%s, %s, 'pause')", token, claim["claim"])
            assert told(capped, "claims_cap") == (number == 3)
    assert capped.value("select max(hour_claims) from pb.account") < CLAIMS


def test_one_volunteer_takes_no_more_at_five_desks_than_at_one(capped: SmallOffice) -> None:
    account = capped.caller("Camille")
    for number in range(5):
        with Intruder(capped, capped.desk_role(f"Poste {number}")) as desk:
            take_everything(desk, desk.sign_in(account), "technical")
    assert capped.value("select count(*) from pb.claim") == CLAIMS


def test_outcomes_told_in_hundreds_push_no_cap_out_of_sight(capped: SmallOffice) -> None:
    with Intruder(capped, capped.desk_role()) as desk:
        take_everything(desk, desk.sign_in(capped.caller("Camille")), "hostile")
    capped.sql(
        "insert into pb.alert (kind, campaign_id, account_id, call_id)"
        " select a.kind, a.campaign_id, a.account_id, a.call_id"
        "   from pb.alert a, generate_series(1, 60) where a.kind = 'hostile'"
    )
    with Intruder(capped, supervisor_of(capped)) as supervisor:
        rows = supervisor.connection.execute("select kind, made_at from room.alerts()").fetchall()
    assert len(rows) == 200
    assert "claims_cap" in {row[0] for row in rows}
    assert [row[1] for row in rows] == sorted((row[1] for row in rows), reverse=True)
