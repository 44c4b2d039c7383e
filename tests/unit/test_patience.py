"""Wrong passwords of a supervisor: growing waits that nothing but time takes away."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from phonebank.domain.errors import PasswordRefused, Unreachable
from phonebank.office.patience import LONGEST_SECONDS, Patience, Refused, wait_after

OFFICE, LOGIN = "/srv/valmont", "sup_nadia"


class Clock:
    """A steady clock that a test moves, and the name of the computer's start."""

    def __init__(self) -> None:
        self.now, self.start = 1000.0, "first start"

    def seconds(self) -> float:
        return self.now

    def started(self) -> str:
        return self.start


@pytest.fixture
def clock() -> Clock:
    return Clock()


def opened(folder: Path, clock: Clock) -> Patience:
    """The same state, as a program started anew finds it."""
    return Patience(folder, clock.seconds, clock.started)


def wrong() -> str:
    raise PasswordRefused("The office refused this password.")


def fail(patience: Patience, times: int, clock: Clock) -> Refused:
    """So many wrong passwords, each given as soon as it may be."""
    refused = Refused("", 0)
    for _ in range(times):
        clock.now += patience.wait(OFFICE, LOGIN)
        answer = patience.give(OFFICE, LOGIN, wrong)
        assert isinstance(answer, Refused)
        refused = answer
    return refused


def test_waits_grow_from_the_third_wrong_password_to_a_minute() -> None:
    waits = [wait_after(wrong) for wrong in range(1, 11)]
    assert waits == [0, 0, 2, 4, 8, 16, 32, 60, 60, 60]
    assert wait_after(10**9) == LONGEST_SECONDS


def test_a_password_given_too_early_is_not_even_tried(tmp_path: Path, clock: Clock) -> None:
    patience = opened(tmp_path, clock)
    assert fail(patience, 5, clock).wait_seconds == 8
    clock.now += 7.5
    tried: list[int] = []
    answer = patience.give(OFFICE, LOGIN, lambda: tried.append(1))
    assert answer == Refused("Too many wrong passwords were given here.", 1)
    assert tried == []
    clock.now += 0.5
    assert patience.give(OFFICE, LOGIN, lambda: "in") == "in"


def test_a_new_start_of_the_program_forgets_nothing(tmp_path: Path, clock: Clock) -> None:
    fail(opened(tmp_path, clock), 6, clock)
    clock.now += 3
    assert opened(tmp_path, clock).wait(OFFICE, LOGIN) == 13


def test_ending_the_program_before_the_answer_gains_no_try(tmp_path: Path, clock: Clock) -> None:
    fail(opened(tmp_path, clock), 3, clock)
    clock.now += 2
    cut_off = opened(tmp_path, clock)

    def killed() -> None:
        assert opened(tmp_path, clock).wait(OFFICE, LOGIN) == 4

    cut_off.give(OFFICE, LOGIN, killed)


def test_the_computers_date_plays_no_part(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    patience = opened(tmp_path, clock)
    fail(patience, 6, clock)
    for date in (0.0, 4e9):
        monkeypatch.setattr("time.time", lambda date=date: date)
        assert opened(tmp_path, clock).wait(OFFICE, LOGIN) == 16


def test_a_restart_of_the_computer_begins_the_wait_again(tmp_path: Path, clock: Clock) -> None:
    fail(opened(tmp_path, clock), 6, clock)
    clock.now, clock.start = 20.0, "second start"
    again = opened(tmp_path, clock)
    assert again.wait(OFFICE, LOGIN) == 16
    clock.now += 16
    assert opened(tmp_path, clock).wait(OFFICE, LOGIN) == 0
    assert opened(tmp_path, clock).give(OFFICE, LOGIN, lambda: "in") == "in"


def test_a_clock_that_went_back_begins_the_wait_again_and_ends_it(
    tmp_path: Path, clock: Clock
) -> None:
    fail(opened(tmp_path, clock), 4, clock)
    clock.now = 1.0
    patience = opened(tmp_path, clock)
    assert patience.wait(OFFICE, LOGIN) == 4
    clock.now = 5.0
    assert patience.wait(OFFICE, LOGIN) == 0


def test_the_right_password_forgets_the_wrong_ones(tmp_path: Path, clock: Clock) -> None:
    patience = opened(tmp_path, clock)
    fail(patience, 5, clock)
    clock.now += 8
    assert patience.give(OFFICE, LOGIN, lambda: "in") == "in"
    assert fail(patience, 2, clock) == Refused("The office refused this password.", 0, 2)


def test_an_office_that_does_not_answer_counts_for_nothing(tmp_path: Path, clock: Clock) -> None:
    patience = opened(tmp_path, clock)

    def away() -> None:
        raise Unreachable("away")

    for _ in range(9):
        with pytest.raises(Unreachable):
            patience.give(OFFICE, LOGIN, away)
    assert fail(patience, 1, clock).wrong == 1


def test_accounts_and_offices_wait_apart(tmp_path: Path, clock: Clock) -> None:
    patience = opened(tmp_path, clock)
    fail(patience, 8, clock)
    assert patience.wait(OFFICE, LOGIN) == 60
    assert patience.wait(OFFICE, "sup_odile") == 0
    assert patience.wait("/srv/autre", LOGIN) == 0


def test_what_is_kept_names_nobody_and_is_for_its_owner_only(tmp_path: Path, clock: Clock) -> None:
    fail(opened(tmp_path, clock), 3, clock)
    file = tmp_path / "signin" / "tries.toml"
    text = file.read_text(encoding="utf-8")
    assert LOGIN not in text
    assert OFFICE not in text
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("text", ["not = [toml", 'a = "-3 x y"\nb = "nan"', 'c = "2 inf z"'])
def test_a_damaged_file_keeps_nobody_out(tmp_path: Path, clock: Clock, text: str) -> None:
    (tmp_path / "signin").mkdir()
    (tmp_path / "signin" / "tries.toml").write_text(text, encoding="utf-8")
    patience = opened(tmp_path, clock)
    assert patience.wait(OFFICE, LOGIN) == 0
    assert fail(patience, 3, clock).wait_seconds == 2


def test_a_disk_that_takes_nothing_still_slows_this_window(tmp_path: Path, clock: Clock) -> None:
    (tmp_path / "signin").write_text("a file where the folder should be", encoding="utf-8")
    patience = opened(tmp_path, clock)
    assert fail(patience, 4, clock).wait_seconds == 4
    assert patience.wait(OFFICE, LOGIN) == 4
    clock.now += 4
    assert patience.give(OFFICE, LOGIN, lambda: "in") == "in"


def test_two_windows_guessing_at_once_count_together(tmp_path: Path, clock: Clock) -> None:
    gate = threading.Barrier(2)

    def guess() -> None:
        gate.wait(timeout=20)
        for _ in range(4):
            opened(tmp_path, clock).give(OFFICE, LOGIN, wrong)

    threads = [threading.Thread(target=guess) for _ in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(timeout=60)
    # The clock stood still: the third wrong one already makes every further one wait.
    assert opened(tmp_path, clock).wait(OFFICE, LOGIN) == 2
