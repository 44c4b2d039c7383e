"""Filling a script: one pass, data never becomes formatting, conditions on known flags only."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.domain.script import FILLERS, FLAGS, ScriptError, escape, fill, plain

NOTHING: frozenset[str] = frozenset()


def test_fillers_are_replaced_and_missing_ones_leave_a_visible_gap() -> None:
    text = fill("Bonjour {first_name} {last_name}.", {"first_name": "Léa"}, NOTHING)
    assert text == "Bonjour Léa …."


def test_a_person_named_like_a_filler_is_never_expanded() -> None:
    values = {"first_name": "{last_name}", "last_name": "{if mobile}"}
    assert plain(fill("{first_name} {last_name}", values, {"mobile"})) == "{last_name} {if mobile}"


def test_a_value_s_markdown_is_read_literally() -> None:
    filled = fill("{first_name}", {"first_name": "**Jean-_Paul_** <b>[x](y)"}, NOTHING)
    assert filled == r"\*\*Jean\-\_Paul\_\*\* \<b\>\[x\]\(y\)"
    assert plain(filled) == "**Jean-_Paul_** <b>[x](y)"


def test_a_value_stays_on_one_line_and_loses_its_invisible_characters() -> None:
    assert escape(" a\n\n# b\u202e\x00\tc ") == r"a \# b c"


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (set(), "autre"),
        ({"mobile"}, "portable"),
        ({"mobile", "retry"}, "portable encore"),
        ({"retry"}, "autre"),
    ],
)
def test_conditions_choose_what_is_said(flags: set[str], said: str) -> None:
    text = "{if mobile}portable{if retry} encore{end}{else}autre{end}"
    assert fill(text, {}, flags) == said


def test_a_filler_in_the_part_left_out_is_left_out() -> None:
    assert fill("{if mobile}{first_name}{end}x", {"first_name": "Léa"}, NOTHING) == "x"


def test_a_condition_on_lines_of_its_own_leaves_no_hole() -> None:
    text = "Un.\n\n{if mobile}\nDeux.\n{end}\n\nTrois."
    assert fill(text, {}, NOTHING) == "Un.\n\nTrois."
    assert fill(text, {}, {"mobile"}) == "Un.\n\nDeux.\n\nTrois."


@pytest.mark.parametrize("text", ["{if mobile}x", "x{end}", "{else}", "{if rich}x{end}", "{if}"])
def test_a_broken_condition_is_a_script_error(text: str) -> None:
    with pytest.raises(ScriptError):
        fill(text, {}, NOTHING)


def test_plain_speech_has_no_signs_left() -> None:
    said = plain("**Bonjour** *Léa*,\nallez-vous `voter` ?\n\n> - Le 15\n\n# Merci snake_case")
    assert said == "Bonjour Léa, allez-vous voter ?\nLe 15\nMerci snake_case"


NAMES = st.text(max_size=30)


@given(NAMES, NAMES)
def test_filling_is_one_pass_and_gives_back_each_value_as_it_is(first: str, last: str) -> None:
    values = {"first_name": first, "last_name": last}
    filled = fill("A {first_name} B {last_name} C", values, FLAGS)
    shown = [plain(escape(name)) or "…" for name in (first, last)]
    assert plain(filled) == f"A {shown[0]} B {shown[1]} C"
    assert not re.search(r"(?<!\\)[{}<>*_`#\[\]]", filled)


@given(
    st.text(alphabet="{}if mobilendsrt_a \n*\\", max_size=60), st.sets(st.sampled_from(["mobile"]))
)
def test_any_text_is_filled_or_refused_with_a_script_error(text: str, flags: set[str]) -> None:
    with suppress(ScriptError):
        plain(fill(text, dict.fromkeys(FILLERS, "{first_name}"), flags))
