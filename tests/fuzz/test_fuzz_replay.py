"""The fuzzer's beginning, replayed: every seed, and seeds broken in ways a fixed dice chooses."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.seeds import CORPUS, seeds
from tests.fuzz.target import feed

_SCRAPS = (b'"', b"\n", b"\r", b";", b",", b"\x00", b"\xff", b"=", b"'", b'""', b"\xe9", b"<", b"&")


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_what_once_broke_a_reader_no_longer_does(path: object) -> None:
    feed(path.read_bytes())  # type: ignore[attr-defined]


def test_every_seed_is_read_or_refused_in_a_sentence() -> None:
    for data in seeds():
        feed(data)


def test_broken_seeds_are_read_or_refused_in_a_sentence() -> None:
    dice = random.Random(20_260_315)
    for data in dice.choices(seeds(), k=60):
        feed(broken(data, dice))


def broken(data: bytes, dice: random.Random) -> bytes:
    made = bytearray(data)
    for _ in range(dice.randint(1, 6)):
        at = dice.randrange(1, len(made) + 1)
        match dice.randrange(4):
            case 0:
                made[at:at] = dice.choice(_SCRAPS) * dice.choice((1, 1, 2, 50))
            case 1:
                del made[at : at + dice.randint(1, 30)]
            case 2:
                made[at:at] = made[at : at + 40]
            case _:
                made[at:at] = dice.randbytes(dice.randint(1, 8))
    return bytes(made) or b"\x00"


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=30)
@given(
    st.sampled_from(seeds()),
    st.lists(st.tuples(st.integers(0, 400), st.sampled_from(_SCRAPS)), max_size=5),
)
def test_scraps_anywhere_never_surprise_a_reader(
    data: bytes, scraps: list[tuple[int, bytes]]
) -> None:
    made = bytearray(data)
    for at, scrap in scraps:
        made[min(at + 1, len(made)) : min(at + 1, len(made))] = scrap
    feed(bytes(made))
