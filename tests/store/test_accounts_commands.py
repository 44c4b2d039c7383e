"""`phonebank account …` on a real office of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from phonebank.office.office import open_office
from phonebank.store.owner import OwnerStore
from tests.e2e.terminal import run, say
from tests.offices import PARIS, SCRIPT


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A real office, left running for these tests."""
    folder = tmp_path_factory.mktemp("people")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONEBANK_HOME", str(folder))
        for name in ("PHONEBANK_OFFICE", "PHONEBANK_PIN", "PHONEBANK_PASSWORD"):
            patch.delenv(name, raising=False)
        made = say("office", "create", "Essai")
        patch.setenv("PHONEBANK_PASSPHRASE", "une phrase pour ce poste")
        say("office", "start")
        try:
            yield Path(made["folder"])
        finally:
            say("office", "stop", "--force")


def named(name: str) -> dict[str, object]:
    rows: list[dict[str, object]] = say("account", "list", "--all")["accounts"]
    return next(each for each in rows if each["name"] == name)


@pytest.mark.usefixtures("people")
def test_somebody_is_added_sent_away_and_let_back_in() -> None:
    added = say("account", "add", "Inès Faure", "--speaks", "fr, ar")
    assert len(added["pin"]) == 6
    assert named("Inès Faure") == {
        "name": "Inès Faure", "kind": "caller", "language": "fr", "speaks": ["fr", "ar"],
        "active": True, "charter": False, "desk": "",
    }  # fmt: skip
    assert run("account", "add", "inès faure")[0] == 2
    assert say("account", "deactivate", "inès faure") == {
        "name": "Inès Faure", "active": False, "line": "none",
    }  # fmt: skip
    assert named("Inès Faure")["active"] is False
    assert "Inès Faure" not in run("account", "list")[1]
    assert "sent away" in run("account", "list", "--all")[1]
    code, _, sentence = run("account", "add", "Inès Faure")
    assert (code, "activate" in sentence) == (2, True)
    assert say("account", "activate", "Inès Faure")["active"] is True
    assert say("account", "pin", "Inès Faure")["pin"] != added["pin"]
    assert say("account", "sign-out", "Inès Faure")["line"] == "none"
    assert say("account", "unlock") == {"desks": []}
    assert run("account", "unlock", "Nulle part")[0] == 2
    assert run("account", "pin", "Personne")[0] == 2


@pytest.mark.usefixtures("people")
def test_easy_secrets_are_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PHONEBANK_PIN", "246810")
    code, out, sentence = run("account", "add", "Camille")
    assert (code, out) == (2, "")
    assert sentence.endswith("anybody would try: choose another for Camille.")
    monkeypatch.setenv("PHONEBANK_PASSWORD", "motdepasse")
    code, _, sentence = run("account", "add", "Nadia", "--kind", "supervisor")
    assert (code, sentence.startswith("A password has 12 characters")) == (2, True)


@pytest.mark.usefixtures("people")
def test_a_supervisor_gets_another_password_and_is_sent_away() -> None:
    first = say("account", "add", "Nadia", "--kind", "supervisor")["password"]
    assert len(first) >= 12
    assert say("account", "password", "Nadia")["password"] != first
    assert run("account", "pin", "Nadia")[0] == 2
    assert run("account", "password", "Personne")[0] == 2
    say("account", "deactivate", "Nadia")
    assert named("Nadia")["active"] is False
    say("account", "activate", "Nadia")


def test_the_terminal_says_that_the_charter_is_missing_and_accepts_it(
    people: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert say("account", "charter", "--language", "en")["text"].startswith("# The callers")
    assert run("account", "charter", "--language", "de")[0] == 2
    pin = say("account", "add", "Léa")["pin"]
    with open_office(str(people)) as office, OwnerStore(office.owner_url) as owner:
        round_id = owner.add_round("M26T2", datetime.now(PARIS).date() + timedelta(days=12))
        script, _ = owner.save_script("Essai", "fr", "other", SCRIPT)
        owner._do(
            "insert into pb.campaign (name, round_id, script_id, state)"
            " values ('Essai', :round, :script, 'open')",
            round=round_id,
            script=script,
        )
    monkeypatch.setenv("PHONEBANK_PIN", pin)
    code, _, sentence = run("call", "next", "--caller", "Léa")
    assert code == 1
    assert sentence.startswith("Léa has not accepted the callers' charter yet")
    assert say("call", "next", "--caller", "Léa", "--accept-charter")["status"] == "done"
    assert named("Léa")["charter"] is True


@pytest.mark.usefixtures("people")
def test_a_name_is_told_as_it_is_kept() -> None:
    assert say("account", "add", " Ana\n Bela ")["name"] == "Ana Bela"
    assert named("Ana Bela")["kind"] == "caller"


@pytest.mark.usefixtures("people")
def test_a_pin_that_nobody_can_be_asked_for_is_missed_in_one_sentence() -> None:
    say("account", "add", "Odile")
    code, out, sentence = run("call", "next", "--caller", "Odile")
    assert (code, out) == (2, "")
    assert sentence == "The PIN of Odile is missing: put it into PHONEBANK_PIN."


@pytest.mark.usefixtures("people")
def test_a_right_pin_in_the_pause_after_wrong_ones_is_not_called_wrong(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pin = say("account", "add", "Paule")["pin"]
    try:
        monkeypatch.setenv("PHONEBANK_PIN", "000001")
        for _ in range(8):
            code, _, sentence = run("call", "next", "--caller", "Paule")
            assert code == 1
            if sentence.startswith("Too many wrong PINs"):
                break
            assert sentence.startswith("The PIN of Paule was refused")
        monkeypatch.setenv("PHONEBANK_PIN", pin)
        assert run("call", "next", "--caller", "Paule")[2].startswith("Too many wrong PINs")
    finally:
        say("account", "unlock")
    assert "PIN" not in run("call", "next", "--caller", "Paule")[2]


@pytest.mark.parametrize(
    "line", [("--voters", "0"), ("--voters", "-5"), ("--voters", "99"), ("--seed", "-1")]
)
def test_no_practice_town_is_begun_that_cannot_be_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: tuple[str, str]
) -> None:
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path))
    code, out, sentence = run("demo", "--headless", *line)
    assert (code, out) == (2, "")
    assert line[0] in sentence
    assert list(tmp_path.iterdir()) == []
