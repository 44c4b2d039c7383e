"""The way of one call through the database's functions."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

import pytest

from phonebank.domain.outcomes import RULES, Outcome
from phonebank.store.desk import DeskGateway
from tests.offices import PIN, SmallOffice


class Caller:
    """A signed-in caller speaking to the functions directly."""

    def __init__(
        self, office: SmallOffice, name: str = "Camille", spoken: tuple[str, ...] = ("fr",)
    ):
        self.office = office
        self.account = office.caller(name, spoken)
        self.gateway: DeskGateway = office.gateway()
        self.token = self.gateway.sign_in(self.account, PIN)["token"]

    def claim(self) -> dict[str, object]:
        return self.gateway.claim(self.token, self.office.campaign)

    def start(self, claim: dict[str, object], call: UUID | None = None) -> UUID:
        uuid = call or uuid4()
        token = UUID(str(claim["claim"]))
        assert self.gateway.start_call(self.token, token, uuid)["status"] == "started"
        return uuid

    def finish(self, claim: dict[str, object], call: UUID, **body: object) -> dict[str, object]:
        return self.gateway.finish_call(
            UUID(str(claim["claim"])),
            call,
            int(str(claim["fence"])),
            {"outcome": "no_answer", **body},
        )

    def call(self, **body: object) -> dict[str, object]:
        """A whole call: claim, start, finish."""
        claim = self.claim()
        assert claim["status"] == "claimed", claim
        answer = self.finish(claim, self.start(claim), **body)
        assert answer["status"] == "ok", answer
        return claim

    def person(self, claim: dict[str, object]) -> int:
        card = self.gateway.open_card(self.token, UUID(str(claim["claim"])))["card"]
        return int(card["people"][0]["person_id"])


@pytest.fixture
def caller(office: SmallOffice) -> Caller:
    office.fill(5)
    return Caller(office)


def test_the_outcome_table_is_the_same_in_python_and_sql(office: SmallOffice) -> None:
    for outcome, rule in RULES.items():
        row = office.sql(
            "select effect, attempt, contact, conversation, needs_person from pb.rule(:o)",
            o=outcome.value,
        )[0]
        assert tuple(row) == (
            rule.effect.value,
            rule.attempt,
            rule.contact,
            rule.conversation,
            rule.needs_person,
        )


def test_claiming_again_returns_the_line_already_held(caller: Caller) -> None:
    first = caller.claim()
    again = caller.claim()
    assert (first["status"], again["status"]) == ("claimed", "held")
    assert again["claim"] == first["claim"]


def test_the_best_score_is_served_first_and_two_callers_get_two_lines(
    office: SmallOffice, caller: Caller
) -> None:
    other = Caller(office, "Yacine")
    a, b = caller.claim(), other.claim()
    assert a["claim"] != b["claim"]
    assert office.queue() == [1, 1, 0, 0, 0]


def test_a_card_shows_no_number_and_no_birth_date(caller: Caller) -> None:
    claim = caller.claim()
    answer = caller.gateway.open_card(caller.token, UUID(str(claim["claim"])))
    text = str(answer)
    assert "+336" not in text
    assert "1980" not in text
    assert answer["card"]["people"][0]["age_band"] == "35-49"
    assert answer["card"]["origin"]["source"] == "adhérents"


def test_the_number_comes_only_after_the_start_is_committed(caller: Caller) -> None:
    claim = UUID(str(caller.claim()["claim"]))
    assert caller.gateway.number(caller.token, claim) is None
    caller.gateway.start_call(caller.token, claim, uuid4())
    assert str(caller.gateway.number(caller.token, claim)).startswith("+336399")


def test_a_start_rolled_back_reveals_no_number(office: SmallOffice, caller: Caller) -> None:
    claim = caller.claim()["claim"]
    engine = caller.gateway._engine
    with engine.connect().execution_options(isolation_level="READ COMMITTED") as connection:
        connection.exec_driver_sql(
            "select api.start_call(%s, %s, %s)", (caller.token, claim, uuid4())
        )
        number = connection.exec_driver_sql(
            "select api.number(%s, %s)", (caller.token, claim)
        ).scalar()
        connection.rollback()
    assert number is None
    assert office.value("select count(*) from pb.call") == 0


@pytest.mark.parametrize("meanwhile", ["objected_at", "retired_at"])
def test_the_number_of_a_line_closed_since_the_start_is_not_told(
    office: SmallOffice, caller: Caller, meanwhile: str
) -> None:
    """A colleague's objection that comes late is acknowledged between the two steps."""
    claim = caller.claim()
    caller.start(claim)
    token = UUID(str(claim["claim"]))
    assert caller.gateway.number(caller.token, token)
    office.sql(
        f"update pb.line set {meanwhile} = clock_timestamp()"
        " where id = (select line_id from pb.claim where token = :t)",
        t=token,
    )
    assert caller.gateway.number(caller.token, token) is None


def test_the_same_start_again_is_the_same_and_another_is_a_conflict(caller: Caller) -> None:
    claim = UUID(str(caller.claim()["claim"]))
    call = uuid4()
    start = caller.gateway.start_call
    assert start(caller.token, claim, call)["status"] == "started"
    assert start(caller.token, claim, call)["status"] == "started"
    assert start(caller.token, claim, uuid4())["status"] == "conflict"


def test_an_outcome_told_twice_is_stored_once_and_another_body_is_a_conflict(
    office: SmallOffice, caller: Caller
) -> None:
    claim = caller.claim()
    call = caller.start(claim)
    assert caller.finish(claim, call)["status"] == "ok"
    assert caller.finish(claim, call)["status"] == "ok"
    assert caller.finish(claim, call, outcome="busy")["status"] == "conflict"
    assert office.value("select count(*) from pb.call") == 1
    assert office.queue()[0] == 3


def test_a_line_cannot_be_finished_without_having_been_started(caller: Caller) -> None:
    claim = caller.claim()
    assert caller.finish(claim, uuid4())["status"] == "not_started"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"outcome": "nonsense"}, "outcome"),
        ({"outcome": "conversation"}, "person_id"),
        ({"outcome": "refused", "person_id": 999999}, "person_id"),
        ({"outcome": "callback", "callback_at": "demain"}, "callback_at"),
        ({"outcome": "callback", "callback_at": "2026-02-31T10:00:00Z"}, "callback_at"),
        ({"note": "x" * 2001}, "note"),
        ({"answers": [["a"]]}, "answers"),
        ({"language": "français"}, "language"),
    ],
)
def test_a_bad_outcome_is_named_and_changes_nothing(
    office: SmallOffice, caller: Caller, body: dict[str, object], field: str
) -> None:
    claim = caller.claim()
    call = caller.start(claim)
    answer = caller.finish(claim, call, **body)
    assert (answer["status"], answer["field"]) == ("invalid", field)
    assert office.queue()[0] == 1


def test_a_dialled_line_never_returns_to_the_queue(office: SmallOffice, caller: Caller) -> None:
    claim = caller.claim()
    caller.start(claim)
    office.sql("update pb.claim set due_at = now() - interval '1 second'")
    office.sql("update pb.queue set due_at = now() - interval '1 second' where state = 1")
    caller.claim()
    assert office.queue()[0] == 4
    assert office.value("select kind from pb.alert") == "in_doubt"


def test_a_late_outcome_settles_the_doubt(office: SmallOffice, caller: Caller) -> None:
    claim = caller.claim()
    call = caller.start(claim)
    office.sql("update pb.claim set due_at = now() - interval '1 second'")
    caller.claim()
    answer = caller.finish(claim, call)
    assert answer == {"status": "ok", "late": False, "receipt": ""}
    assert office.queue()[0] == 3
    assert office.queue("attempts")[0] == 1


def test_an_undialled_line_that_expires_is_served_again(
    office: SmallOffice, caller: Caller
) -> None:
    first = caller.claim()
    office.sql("update pb.claim set due_at = now() - interval '1 second'")
    office.sql("update pb.queue set due_at = now() - interval '1 second' where state = 1")
    other = Caller(office, "Yacine").claim()
    assert other["status"] == "claimed"
    assert other["fence"] != first["fence"]


def test_an_outcome_that_comes_after_the_line_was_served_again_only_enters_the_history(
    office: SmallOffice, caller: Caller
) -> None:
    claim = caller.claim()
    call = caller.start(claim)
    office.sql("update pb.claim set due_at = now() - interval '1 second'")
    caller.claim()
    office.sql("update pb.queue set due_at = now() - interval '1 second' where state = 4")
    office.sql("update pb.call set started_at = started_at - interval '2 days'")
    office.sql("update pb.queue set slots = 0")
    other = Caller(office, "Yacine")
    office.sql("update pb.queue set score = 99999 where id = 1")
    assert other.claim()["status"] == "claimed"
    held = office.queue()
    answer = caller.finish(claim, call, outcome="busy")
    assert answer["late"] is True
    assert office.queue() == held


def test_a_late_objection_always_applies(office: SmallOffice, caller: Caller) -> None:
    claim = caller.claim()
    call = caller.start(claim)
    office.sql("update pb.claim set ended_at = now(), end_reason = 'taken_back'")
    office.sql("update pb.claim_person set live = false")
    office.sql("update pb.queue set state = 0 where id = 1")
    answer = caller.finish(claim, call, outcome="do_not_call")
    assert answer["late"] is True
    assert answer["receipt"]
    assert office.queue()[0] == 9
    assert office.value("select objected_at is not null from pb.line where id = 1")


def test_an_objection_closes_the_line_in_every_campaign_before_the_call_is_told(
    office: SmallOffice, caller: Caller
) -> None:
    office.fill(0, name="Autre campagne")
    office.sql(
        "insert into pb.queue (campaign_id, lane_id, line_id, score, rank)"
        " select :c, lane_id, line_id, 1, 1 from pb.queue where id = 1",
        c=office.campaign,
    )
    office.campaign -= 1
    claim = caller.claim()
    caller.start(claim)
    receipt = caller.gateway.object_line(UUID(str(claim["claim"])))["receipt"]
    assert len(receipt) == 9
    assert caller.gateway.object_line(UUID(str(claim["claim"])))["receipt"] == receipt
    rows = office.sql("select state from pb.queue where line_id = 1 order by campaign_id")
    assert [row[0] for row in rows] == [1, 9]


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        ("conversation", 9),
        ("partial", 3),
        ("no_answer", 3),
        ("voicemail_left", 3),
        ("busy", 3),
        ("not_there", 3),
        ("refused", 9),
        ("do_not_call", 9),
        ("wrong_number", 9),
        ("unreachable", 3),
        ("moved", 9),
        ("deceased", 9),
        ("language", 3),
        ("hostile", 9),
        ("skipped", 0),
        ("technical", 0),
    ],
)
def test_each_outcome_moves_the_line_where_it_says(
    office: SmallOffice, caller: Caller, outcome: str, state: int
) -> None:
    claim = caller.claim()
    person = caller.person(claim)
    answer = caller.finish(claim, caller.start(claim), outcome=outcome, person_id=person)
    assert answer["status"] == "ok"
    assert office.queue()[0] == state
    attempts = 1 if RULES[Outcome(outcome)].attempt else 0
    assert office.queue("attempts")[0] == attempts


def test_in_a_household_one_conversation_leaves_the_other_to_be_called(
    office: SmallOffice,
) -> None:
    office.fill(1, household=2)
    caller = Caller(office)
    claim = caller.claim()
    card = caller.gateway.open_card(caller.token, UUID(str(claim["claim"])))["card"]
    assert len(card["people"]) == 2
    first = card["people"][0]["person_id"]
    caller.finish(claim, caller.start(claim), outcome="conversation", person_id=first)
    assert office.queue() == [3]
    assert office.value("select count(*) from pb.target where done_at is null") == 1


def this_moment(office: SmallOffice) -> str:
    """The server's now, as a desk would send it."""
    return str(office.value("select to_json(clock_timestamp()) #>> '{}'"))


def test_a_callback_is_first_for_the_one_who_promised_then_for_anyone(
    office: SmallOffice, caller: Caller
) -> None:
    other = Caller(office, "Yacine")
    caller.call(outcome="callback", callback_at=this_moment(office))
    assert office.queue()[0] == 2
    assert other.claim()["why"] == "priority"
    mine = caller.claim()
    assert mine["why"] == "callback_mine"


def test_a_callback_nobody_took_in_ten_minutes_is_anyones(
    office: SmallOffice, caller: Caller
) -> None:
    caller.call(outcome="callback", callback_at=this_moment(office))
    office.sql("update pb.queue set due_at = now() where state = 2")
    assert Caller(office, "Yacine").claim()["why"] == "callback"


def test_three_attempts_in_three_slots_end_a_line(office: SmallOffice) -> None:
    office.fill(1)
    caller = Caller(office)
    for _ in range(3):
        caller.call(outcome="no_answer")
        office.sql("update pb.queue set due_at = now(), slots = 0 where state = 3")
    assert caller.claim()["status"] == "done"
    assert office.sql("select state, done_why from pb.queue")[0] == (9, "attempts")


def test_a_wrong_number_sends_the_person_to_the_next_one(office: SmallOffice) -> None:
    office.fill(1)
    office.sql("insert into pb.line (e164, kind) values ('+33199001234', 'fixed')")
    office.sql(
        "insert into pb.line_person (line_id, person_id, source_id)"
        " select max(l.id), (select min(id) from pb.person), (select min(id) from pb.source)"
        "   from pb.line l"
    )
    caller = Caller(office)
    caller.call(outcome="wrong_number")
    assert office.queue() == [9, 0]
    second = caller.claim()
    caller.start(second)
    assert caller.gateway.number(caller.token, UUID(str(second["claim"]))) == "+33199001234"


def test_a_skipped_line_is_not_served_to_the_same_caller_again(office: SmallOffice) -> None:
    office.fill(1)
    caller = Caller(office)
    claim = caller.claim()
    answer = caller.gateway.release(caller.token, UUID(str(claim["claim"])), "known")
    assert answer["status"] == "ok"
    assert caller.claim()["status"] == "empty"
    assert Caller(office, "Yacine").claim()["status"] == "claimed"


def test_a_dialled_line_cannot_be_given_back(caller: Caller) -> None:
    claim = caller.claim()
    caller.start(claim)
    answer = caller.gateway.release(caller.token, UUID(str(claim["claim"])), "other")
    assert answer["status"] == "dialled"


def test_the_hourly_cap_refuses_and_tells_the_supervisor(office: SmallOffice) -> None:
    office.fill(5)
    office.owner.set_caps(2, 10)
    caller = Caller(office)
    for _ in range(2):
        claim = caller.claim()
        caller.gateway.release(caller.token, UUID(str(claim["claim"])), "pause")
    assert caller.claim()["status"] == "cap"
    assert office.value("select kind from pb.alert") == "claims_cap"


def test_the_outcome_and_the_next_line_come_in_one_trip(caller: Caller) -> None:
    claim = caller.claim()
    call = caller.start(claim)
    both = caller.gateway.finish_and_claim(
        caller.token,
        UUID(str(claim["claim"])),
        call,
        int(str(claim["fence"])),
        {"outcome": "no_answer"},
        caller.office.campaign,
    )
    assert both["status"] == "ok"
    assert both["next"]["status"] == "claimed"


def test_a_correction_puts_the_line_where_the_new_outcome_says(
    office: SmallOffice, caller: Caller
) -> None:
    claim = caller.claim()
    person = caller.person(claim)
    call = caller.start(claim)
    caller.finish(claim, call, outcome="conversation", person_id=person)
    assert office.queue()[0] == 9
    answer = caller.gateway.correct_call(caller.token, call, {"outcome": "no_answer"})
    assert answer["status"] == "ok"
    assert office.queue()[0] == 3
    assert office.queue("attempts")[0] == 1
    assert office.value("select count(*) from pb.target where done_at is not null") == 0
    assert office.value("select body ->> 'outcome' from pb.call_version") == "conversation"


def test_a_wrong_pin_slows_the_desk_down_and_not_the_person(office: SmallOffice) -> None:
    account = office.caller("Camille")
    gateway = office.gateway()
    statuses = [gateway.sign_in(account, "000000")["status"] for _ in range(4)]
    assert statuses == ["wrong", "wrong", "wrong", "wait"]
    assert office.gateway().sign_in(account, PIN)["status"] == "ok"


def test_a_pin_guessed_in_a_transaction_rolled_back_is_never_answered(office: SmallOffice) -> None:
    account = office.caller("Camille")
    gateway = office.gateway()
    with gateway._engine.connect().execution_options(isolation_level="READ COMMITTED") as link:
        asked: Any = link.exec_driver_sql("select api.sign_in(%s, %s)", (account, PIN)).scalar()
        answer = link.exec_driver_sql("select api.sign_in_result(%s)", (asked["check"],)).scalar()
        link.rollback()
    assert answer == {"status": "unknown"}


def test_signing_in_elsewhere_ends_the_session_here(office: SmallOffice) -> None:
    office.fill(1)
    caller = Caller(office)
    office.gateway().sign_in(caller.account, PIN)
    assert caller.claim()["status"] == "session"


def test_a_line_in_another_language_waits_for_who_speaks_it(office: SmallOffice) -> None:
    office.fill(1, language="pt")
    assert Caller(office).claim()["status"] == "empty"
    assert Caller(office, "Tiago", spoken=("fr", "pt")).claim()["status"] == "claimed"


def test_a_revoked_desk_is_nobody_at_once(office: SmallOffice, caller: Caller) -> None:
    office.sql("update pb.desk set active = false")
    assert caller.claim()["status"] == "session"
    assert caller.gateway.office() is None
