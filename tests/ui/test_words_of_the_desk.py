"""The desk's sentences, its guard over notes, and the moments it offers."""

from __future__ import annotations

import ast
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from phonebank.domain.card import OfficeFacts, Waiting
from phonebank.domain.outcomes import Outcome
from phonebank.ui import faults
from phonebank.ui.desk import outcome_texts
from phonebank.ui.desk.callback_times import When, refusal_of, shortcuts
from phonebank.ui.desk.script_words import unshouted, words_for
from phonebank.ui.desk.sensitive import Subject, advice, neutral_wordings, sensitive_in
from phonebank.ui.desk.sentences import called_recently, waiting_lines, waiting_title, why
from phonebank.ui.language import Language
from tests.ui.scripted_office import HELENE, ScriptedDesk, card

ZONE = "Europe/Paris"
TUESDAY = datetime(2026, 3, 3, 14, 12, tzinfo=UTC)


def office(*, practice: bool = False, silence: datetime | None = None) -> OfficeFacts:
    until = silence + timedelta(hours=44) if silence else None
    return OfficeFacts("Valmont", practice, ZONE, silence, until, silent_now=False)


def test_every_failure_worded_here_is_one_the_program_can_say(qapp: QApplication) -> None:
    Language(qapp, "fr")
    root = Path(__file__).resolve().parents[2] / "phonebank"
    said = {
        node.value
        for folder in ("calling", "store", "office")
        for path in (root / folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert set(faults._known()) - said == set()
    assert faults.worded("The office refused this password.") == "Ce mot de passe est refusé."
    assert faults.worded("Something else.") == "Something else."


@pytest.mark.parametrize("code", ["fr", "en"])
@pytest.mark.parametrize("outcome", list(Outcome))
def test_every_outcome_says_what_it_means_and_does(
    qapp: QApplication, outcome: Outcome, code: str
) -> None:
    Language(qapp, code)
    said = (outcome_texts.label(outcome), outcome_texts.definition(outcome))
    assert all(said)
    assert "{" not in outcome_texts.effect(outcome, HELENE)
    Language(qapp, "fr")


def test_an_empty_queue_says_why_in_figures(qapp: QApplication) -> None:
    Language(qapp, "fr")
    waiting = Waiting("empty", 42, TUESDAY, cooling=8, held=1)
    assert waiting_title(waiting) == "Rien à appeler pour l’instant"
    lines = waiting_lines(waiting, ZONE)
    assert lines[0].startswith("42 lignes attendent un autre créneau, dès ")
    assert lines[0].endswith("à 15 h 12")
    assert lines[1:] == (
        "8 lignes se reposent entre deux essais",
        "1 ligne est chez un collègue",
    )


def test_the_reason_for_a_line_shames_nobody(qapp: QApplication) -> None:
    Language(qapp, "fr")
    assert why(card((HELENE,), why="priority", attempt=2)) == (
        "Liste du bureau 0012 · deuxième essai"
    )
    for reason in ("callback_mine", "callback", "retry", "priority", "held"):
        assert "abst" not in why(card(why=reason)).lower()


def test_a_line_called_today_is_announced(qapp: QApplication) -> None:
    Language(qapp, "fr")
    recent = card(called_recently=TUESDAY - timedelta(hours=2))
    assert called_recently(recent, ZONE, TUESDAY) == (
        "Déjà appelée aujourd’hui à 13 h 12\u00a0: excusez-vous d’insister."
    )
    assert called_recently(recent, ZONE, TUESDAY + timedelta(days=2)) == ""


@pytest.mark.parametrize(
    ("note", "subject"),
    [
        ("Elle est malade, rappeler", Subject.HEALTH),
        ("Famille MUSULMANE", Subject.BELIEF),
        ("d’origine africaine", Subject.ORIGIN),
        ("n’a pas voté en 2020", Subject.TURNOUT),
        ("Syndicaliste", Subject.PRIVATE),
        ("did not vote last time", Subject.TURNOUT),
    ],
)
def test_a_note_that_says_too_much_is_met_with_neutral_words(
    qapp: QApplication, note: str, subject: Subject
) -> None:
    found = sensitive_in(note)
    assert found is not None
    assert found.subject is subject
    assert advice(subject)
    assert all(sensitive_in(wording) is None for wording in neutral_wordings(subject))


@pytest.mark.parametrize(
    "note", ["Rappeler après 18 h", "Préfère le matin", "Bureau de l’Église", "Rome, Lille"]
)
def test_an_ordinary_note_is_left_alone(note: str) -> None:
    assert sensitive_in(note) is None


def test_shortcuts_keep_to_calling_hours() -> None:
    offered = {one.when: one.at for one in shortcuts(office(), TUESDAY)}
    assert offered[When.IN_AN_HOUR].strftime("%H:%M") == "16:15"
    assert offered[When.THIS_EVENING].strftime("%d %H:%M") == "03 18:30"
    assert When.SATURDAY not in offered
    assert all(not refusal_of(at, office(), TUESDAY) for at in offered.values())


def test_no_shortcut_falls_into_the_silence() -> None:
    eve = datetime(2026, 3, 3, 23, 0, tzinfo=UTC)
    offered = shortcuts(office(silence=eve), TUESDAY)
    assert {one.when for one in offered} == {When.IN_AN_HOUR, When.THIS_EVENING}
    assert refusal_of(eve + timedelta(hours=12), office(silence=eve), TUESDAY) == "silence"


def test_late_on_saturday_the_next_opening_is_offered() -> None:
    late = datetime(2026, 3, 7, 20, 0, tzinfo=UTC)
    offered = shortcuts(office(), late)
    assert offered
    assert all(one.at.weekday() < 5 for one in offered)


def test_a_moment_outside_the_hours_is_refused() -> None:
    assert refusal_of(TUESDAY - timedelta(minutes=1), office(), TUESDAY) == "past"
    night = datetime(2026, 3, 3, 22, 0, tzinfo=UTC)
    assert refusal_of(night, office(), TUESDAY) == "hours"
    assert refusal_of(night, office(practice=True), TUESDAY) == ""


def test_script_words_know_the_person_and_what_the_script_gives() -> None:
    words = words_for(
        card((HELENE,)),
        HELENE,
        ScriptedDesk().campaigns()[0],
        "Camille",
        {"round_date": "dim."},
        "fr",
    )
    assert words.values["full_name"] == "Mme Hélène Garnier"
    assert words.values["civility"] == "Mme"
    assert words.values["round_date"] == "dim."
    given = {"round_date": "2026-03-15"}
    said = words_for(card(), HELENE, None, "Camille", given, "en")
    assert said.values["round_date"] == "Sunday 15 March"
    assert said.values["full_name"] == "Ms Hélène Garnier"
    assert {"alone", "woman", "bureau", "mobile", "retry"} <= words.flags
    assert date(2026, 1, 11).strftime("%Y") in words.values["collected_on"]


def test_bold_from_end_to_end_is_not_shouted() -> None:
    assert unshouted("**Bonjour.**\n\n**Merci.**") == "Bonjour.\n\nMerci."
    assert unshouted("Dites **bien** ceci à la personne.") == "Dites **bien** ceci à la personne."
