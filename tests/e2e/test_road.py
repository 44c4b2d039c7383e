"""The whole road from the command line, on an embedded PostgreSQL and the sample files."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from phonebank.office.office import open_office
from phonebank.store.owner import OwnerStore
from tests.conftest import SHARED
from tests.e2e.terminal import run, say

SAMPLES = SHARED / "samples"
ROLL = str(SAMPLES / "ListesArretees-com95999-06-02-2026-10h15.csv")
CONTACTS = str(SAMPLES / "contacts-militants.csv")
ABSENT = str(SAMPLES / "emargement-M26T1-abstentionnistes.txt")
TRUTH = json.loads((SAMPLES / "truth.json").read_text(encoding="utf-8"))


@dataclass
class Road:
    """What each command said on the way, and where the reports are."""

    folder: Path
    said: dict[str, Any]

    def rows(self, name: str) -> list[dict[str, str]]:
        with (self.folder / name).open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def road(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Road]:
    """A practice office made from the samples, its database left running for these tests."""
    folder = tmp_path_factory.mktemp("road")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONEBANK_HOME", str(folder / "home"))
        patch.setenv("PHONEBANK_PIN", "246810")
        patch.delenv("PHONEBANK_OFFICE", raising=False)
        said = {"created": say("office", "create", "Essai", "--practice")}
        say("office", "start")
        try:
            said["dry"] = say("import", "roll", ROLL, "--dry-run")
            said["before"] = say("score", "--round", "M26T2")
            said["roll"] = say("import", "roll", ROLL, "--report", str(folder / "roll.csv"))
            said["again"] = say("import", "roll", ROLL)
            said["bureaux"] = say("import", "bureaux", str(SAMPLES / "bureaux-de-vote.csv"))
            said["history"] = say(
                "import", "turnout", str(SAMPLES / "historique-participation.csv")
            )
            said["absent"] = say(
                "import", "turnout", ABSENT, "--round", "M26T1", "--listed", "abstained"
            )
            said["contacts"] = say(
                "import", "contacts", CONTACTS, "--report", str(folder / "contacts.csv")
            )
            said["score"] = say("score", "--round", "M26T2", "--out", str(folder / "scores.csv"))
            said["campaign"] = say("campaign", "create", "Tour 2", "--round", "M26T2", "--open")
            yield Road(folder, said)
        finally:
            say("office", "stop", "--force")


def test_603_rows_are_602_people_and_the_same_file_changes_nothing(road: Road) -> None:
    assert road.said["dry"]["people_new"] == TRUTH["persons_expected"]
    assert road.said["before"]["people"] == 0, "a dry run writes nothing"
    assert road.said["roll"]["rows"] == TRUTH["rows"]
    assert road.said["roll"]["people_new"] == TRUTH["persons_expected"]
    again = road.said["again"]
    assert (again["people_new"], again["people_changed"]) == (0, 0)
    assert again["people_unchanged"] == TRUTH["persons_expected"]
    assert len(road.rows("roll.csv")) == TRUTH["rows"]


def test_272_abstainers_are_matched(road: Road) -> None:
    assert road.said["absent"]["matched"] == TRUTH["abstainers_M26T1"]
    assert road.said["absent"]["unmatched"] == 0
    assert road.said["history"]["matched"] == 601


def test_each_bad_number_is_refused_with_its_reason(road: Road) -> None:
    contacts, rows = road.said["contacts"], road.rows("contacts.csv")
    assert contacts["rows"] == len(rows) == TRUTH["contacts_rows"]
    assert contacts["refused"] == len(TRUTH["contacts_refused_numbers"])
    assert contacts["objections"] == TRUTH["contacts_objections"]
    refused = [row["reason"] for row in rows if row["decision"] == "refused"]
    assert len(refused) == len(TRUTH["contacts_refused_numbers"])
    assert len(set(refused)) == len(refused), "each has a reason of its own"


def test_scores_have_the_promised_columns_and_reasons(road: Road) -> None:
    rows = road.rows("scores.csv")
    assert list(rows[0]) == ["person_id", "bureau", "order", "p_abstain", "reasons"]
    assert len(rows) == road.said["score"]["people"] == TRUTH["persons_expected"]
    assert all(0 <= float(row["p_abstain"]) <= 1 and row["reasons"] for row in rows)


def test_those_who_objected_are_in_no_queue(road: Road) -> None:
    with open_office() as office, OwnerStore(office.owner_url) as owner:
        lines = set(owner.numbers_of(road.said["campaign"]["campaign_id"]))
        objected = {
            row[0] for row in owner._all("select e164 from pb.line where objected_at is not null")
        }
    assert objected
    assert not lines & objected


def test_an_object_holds_objects_and_no_text_to_be_read_again(road: Road) -> None:
    assert road.said["campaign"]["weights"]["reach"] == 1.0


def test_a_call_in_three_commands(road: Road) -> None:
    line = say("call", "next", "--caller", "Ana")
    assert "+33" not in json.dumps(line)
    assert say("call", "next", "--caller", "Ana")["claim"] == line["claim"]
    assert say("call", "start", "--caller", "Ana")["number"].startswith("+33")
    assert say("call", "next", "--caller", "Ana")["status"] == "dialled"
    told = say("call", "finish", "--caller", "Ana", "--outcome", "no_answer")
    assert (told["status"], told["delivered"]) == ("ok", True)
    code, _, sentence = run("call", "finish", "--caller", "Ana", "--outcome", "no_answer")
    assert code == 1
    assert "No line is held" in sentence


@pytest.mark.usefixtures("road")
def test_a_call_that_went_to_the_supervisor_is_asked_about_before_another_line() -> None:
    line = say("call", "next", "--caller", "Basile")
    dialled = say("call", "start", "--caller", "Basile")["call_uuid"]
    assert say("account", "sign-out", "Basile")["line"] == "doubt"
    asked = say("call", "next", "--caller", "Basile")
    assert (asked["status"], asked["call_uuid"]) == ("dialled", dialled)
    assert "claim" not in asked
    told = say("call", "finish", "--caller", "Basile", "--outcome", "no_answer")
    assert (told["status"], told["call_uuid"], told["late"]) == ("ok", dialled, False)
    following = say("call", "next", "--caller", "Basile")
    assert following["status"] == "held"
    assert following["claim"] != line["claim"]
    say("call", "finish", "--caller", "Basile", "--outcome", "skipped")


@pytest.mark.parametrize(
    ("line", "code", "words"),
    [
        (("bogus",), 2, "bogus"),
        (("import", "roll", "nowhere.csv"), 2, "nowhere.csv"),
        (("import", "turnout", ABSENT), 2, "--round"),
        (("campaign", "show", "nothing"), 2, "nothing"),
        (("call", "finish", "--caller", "Ana", "--outcome", "maybe"), 2, "maybe"),
        (("campaign", "create", "Tour 2", "--round", "M26T2"), 2, "Tour 2"),
        (("score", "--round", "X99"), 2, "X99"),
        (("office", "status", "--office", "nowhere"), 2, "nowhere"),
    ],
)
def test_bad_input_gets_one_sentence_on_stderr(
    road: Road, line: tuple[str, ...], code: int, words: str
) -> None:
    got, out, sentence = run(*line)
    assert got == code
    assert out == ""
    assert words in sentence
    assert "\n" not in sentence
