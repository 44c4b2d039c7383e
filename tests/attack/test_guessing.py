"""A colleague's PIN is not found by trying, however the tries are dressed up."""

from __future__ import annotations

import pytest

from tests.attack.intruder import Intruder
from tests.offices import PIN


def guess(desk: Intruder, account: int, pin: str) -> str:
    """One try by both steps: 'ok', 'wrong' or 'wait'."""
    asked = desk.ask("select api.sign_in(%s, %s)", account, pin)
    if asked["status"] != "asked":
        return str(asked["status"])
    return str(desk.ask("select api.sign_in_result(%s) ->> 'status'", asked["check"]))


def test_ones_own_pin_in_between_forgives_no_guess_at_a_colleagues(desk: Intruder) -> None:
    mine, theirs = desk.office.caller("Camille"), desk.office.caller("Dominique")
    met = []
    for turn in range(12):
        met.append(guess(desk, theirs, f"{turn:06d}"))
        guess(desk, mine, PIN)
    assert met.count("wrong") <= 4
    assert set(met) == {"wrong", "wait"}


def test_unlocking_in_between_forgives_no_guess_either(desk: Intruder) -> None:
    mine, theirs = desk.office.caller("Camille"), desk.office.caller("Dominique")
    token = desk.sign_in(mine)
    met = []
    for turn in range(12):
        met.append(guess(desk, theirs, f"{turn:06d}"))
        check = desk.ask("select api.unlock(%s, %s) ->> 'check'", token, PIN)
        if check is not None:
            desk.ask("select api.unlock_result(%s, %s)", token, check)
    assert met.count("wrong") <= 4


def test_patience_between_guesses_ends_in_long_waits_and_an_alert(desk: Intruder) -> None:
    office = desk.office
    mine, theirs = office.caller("Camille"), office.caller("Dominique")
    for turn in range(8):
        office.sql("update pb.desk set pin_wait_until = null")
        assert guess(desk, theirs, f"{turn:06d}") == "wrong"
        office.sql("update pb.desk set pin_wait_until = null")
        assert guess(desk, mine, PIN) == "ok"
    assert desk.ask("select api.sign_in(%s, '000000') ->> 'status'", theirs) == "asked"
    waits = "select extract(epoch from pin_wait_until - now()) from pb.desk where role_name = :r"
    assert office.value(waits, r=desk.role) > 100
    assert office.value("select count(*) from pb.alert where kind = 'pin_guessing'") == 1


def test_who_signs_in_at_last_is_forgiven_what_was_typed_wrong(desk: Intruder) -> None:
    office = desk.office
    mine, theirs = office.caller("Camille"), office.caller("Dominique")
    for pin in ("111111", "222222"):
        assert guess(desk, mine, pin) == "wrong"
    assert guess(desk, theirs, PIN) == "ok"
    failures = "select pin_failures from pb.desk where role_name = :r"
    assert office.value(failures, r=desk.role) == 2
    assert guess(desk, mine, PIN) == "ok"
    assert office.value(failures, r=desk.role) == 0


@pytest.mark.parametrize("answered", [True, False])
def test_a_supervisor_frees_the_desk_whether_the_guesses_were_read_or_not(
    desk: Intruder, answered: bool
) -> None:
    office = desk.office
    mine, theirs = office.caller("Camille"), office.caller("Dominique")
    for _ in range(4):
        office.sql("update pb.desk set pin_wait_until = null")
        if answered:
            guess(desk, theirs, "000000")
        else:
            desk.ask("select api.sign_in(%s, '000000')", theirs)
    assert office.value(
        "select room.unlock_desk(id) from pb.desk where role_name = :r", r=desk.role
    )
    assert guess(desk, mine, PIN) == "ok"
    failures = "select pin_failures from pb.desk where role_name = :r"
    assert office.value(failures, r=desk.role) == 0
