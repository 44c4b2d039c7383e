"""`phonebank review …`, `person split`, `import engagement` on an office of their own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.terminal import run, say

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "samples"
ROLL = SAMPLES / "ListesArretees-com95999-06-02-2026-10h15.csv"


@pytest.fixture
def contacts(tmp_path: Path) -> Iterator[Path]:
    """A real office with the sample roll and two contacts, one of them a doubt."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONEBANK_HOME", str(tmp_path))
        for name in ("PHONEBANK_OFFICE", "PHONEBANK_PIN", "PHONEBANK_PASSWORD"):
            patch.delenv(name, raising=False)
        patch.setenv("PHONEBANK_PASSPHRASE", "une phrase pour ce poste")
        say("office", "create", "Essai")
        say("office", "start")
        try:
            say("import", "roll", str(ROLL))
            path = tmp_path / "contacts.csv"
            path.write_text(
                "Nom;Prénom;Date de naissance;E-mail;Origine\n"
                "Roger;Michel;27/10/1964;michel@example.org;marché\n"
                "Inconnue;Zoé;;zoe@example.org;marché\n",
                encoding="utf-8",
            )
            yield path
        finally:
            say("office", "stop", "--force")


def test_a_doubt_is_decided_undone_and_decided_again_from_the_terminal(
    contacts: Path, tmp_path: Path
) -> None:
    brought = say("import", "contacts", str(contacts))
    assert (brought["review"], brought["unlinked"], brought["duplicates"]) == (1, 1, 0)
    found = say("review", "next")
    assert (found["left"], len(found["candidates"])) == (1, 2)
    contact = str(found["contact"]["contact_id"])
    first, second = (str(each["person_id"]) for each in found["candidates"])
    assert found["candidates"][0]["compared"]["birth"] == "same"
    code, _, sentence = run("review", "decide", contact, "same")
    assert (code, "--person" in sentence) == (2, True)
    done = say("review", "decide", contact, "same", "--person", first)
    assert done["left"] == 0
    assert say("review", "next")["contact"] is None
    assert "Nothing to review" in run("review", "next")[1]
    assert say("review", "undo", str(done["change_id"])) == {
        "undone": done["change_id"], "kind": "same",
    }  # fmt: skip
    assert "Roger" in run("review", "next")[1]
    say("review", "decide", contact, "different", "--person", first)
    say("review", "decide", contact, "unsure")
    assert say("review", "next", "--set-aside")["contact"]["contact_id"] == int(contact)
    say("review", "decide", contact, "same", "--person", second)
    split = say("person", "split", contact, "--to", first, "--reason", "erreur")
    assert run("person", "merge", first, first)[0] == 2
    assert run("person", "merge", first, second)[0] == 2, "both stand on one list"
    assert run("review", "undo", "999")[0] == 2
    kinds = [row["kind"] for row in say("review", "list")["changes"]]
    assert kinds == ["split", "same", "unsure", "different", "same"]
    say("review", "undo", str(split["change_id"]))
    events = tmp_path / "events.csv"
    events.write_text(
        "email,campaign,event,url,timestamp\n"
        "michel@example.org,Lettre,open,,2026-02-20T08:12:00+01:00\n"
        "autre@example.org,Lettre,open,,2026-02-20T08:12:00+01:00\n"
    )
    told = say("import", "engagement", str(events))
    assert (told["rows"], told["matched"], told["unmatched"], told["refused"]) == (2, 1, 1, 0)
    assert told["import_id"] > 0
