"""Everything the wizard can say of a file, said on the command line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import SHARED
from tests.e2e.terminal import run, say

SAMPLES = SHARED / "samples"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A practice office with its polling stations."""
    folder = tmp_path_factory.mktemp("imports")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONEBANK_HOME", str(folder / "home"))
        patch.delenv("PHONEBANK_OFFICE", raising=False)
        say("office", "create", "Essai", "--practice")
        say("office", "start")
        try:
            say("import", "bureaux", str(SAMPLES / "bureaux-de-vote.csv"), "--commune", "95999")
            yield folder
        finally:
            say("office", "stop", "--force")


def test_results_come_in_by_their_file_name_or_by_their_round(office: Path) -> None:
    sample = SAMPLES / "resultats-bureaux-M20T1.csv"
    done = say("import", "results", str(sample), "--commune", "95999")
    assert {"rows": 4, "refused": 0, "round": "M20T1"}.items() <= done.items()
    file = office / "resultats.csv"
    file.write_text("Code bureau;Inscrits;Votants;Exprimés;A\n0001;165;170;66;14\n")
    code, _, said = run("import", "results", str(file), "--commune", "95999", "--list", "A")
    assert (code, "--round" in said) == (2, True)
    done = say(
        *("import", "results", str(file), "--commune", "95999", "--list", "A", "--round", "M14T1")
    )
    assert done["explained"] == [
        {
            "decision": "refused",
            "reason": "there are more voters than registered",
            "count": 1,
            "lines": [2],
        }
    ]


def test_a_file_is_looked_at_without_being_imported(office: Path) -> None:
    seen = say("import", "look", str(SAMPLES / "historique-participation.csv"))
    assert (seen["kind"], seen["sure"], seen["encoding"]) == ("turnout", True, "cp1252")
    assert seen["fields"]["order_number"] == {"columns": ["N° ordre"], "surety": "sure"}
    assert seen["rounds"]["Muni 2020 T1"] == "M20T1"
    assert seen["missing"] == []
    code, told, _ = run("import", "look", str(SAMPLES / "contacts-militants.csv"))
    assert code == 0
    assert "mobile = Portable (sure)" in told


def test_columns_chosen_once_are_chosen_again_until_forgotten(office: Path) -> None:
    first, second = office / "tombola.csv", office / "tombola-2.csv"
    first.write_text("Qui|Joindre|Lot\nColin Jade|0639981234|vélo\nRoy|06 39 98|\n")
    second.write_text("Qui|Joindre|Lot\nMartin Léa|0639981235|\n")
    refused = office / "a-corriger.csv"
    said = ("--column", "full_name=Qui", "--column", "phone=Joindre", "--keep", "Lot")
    code, _, sentence = run("import", "contacts", str(second))
    assert (code, "needs columns" in sentence) == (2, True)
    done = say(
        *("import", "contacts", str(first), *said, "--source", "tombola", "--refused", str(refused))
    )
    assert (done["unlinked"], done["refused"]) == (1, 1)
    assert refused.read_text("utf-8-sig").splitlines() == [
        "Qui|Joindre|Lot|reason",
        "Roy|06 39 98||a digit is missing",
    ]
    assert say("import", "contacts", str(second))["unlinked"] == 1
    assert say("import", "look", str(second))["remembered"] == ["contacts"]
    assert say("import", "forget", str(second)) == {"forgotten": 1}
    assert run("import", "contacts", str(second))[0] == 2


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--column", "colour=Portable"), "no field"),
        (("--column", "tags=Religion"), "a campaign may not use it"),
        (("--keep", "Religion"), "a campaign may not use it"),
        (("--column", "mobile"), "FIELD=TITLE"),
        (("--separator", "x"), "no separator"),
        (("--encoding", "klingon"), "no encoding"),
        (("--sheet", "Feuil1", "--header-line", "7"), "line 7"),
        (("--source", "fichier de la mairie"), "may not use"),
        (("--source", "listing parents d'élèves"), "may not use"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(
    office: Path, options: tuple[str, ...], sentence: str
) -> None:
    file = office / "contacts.csv"
    file.write_text("Nom;Portable;Religion\nRoy;0639981234;x\n")
    code, _, said = run("import", "contacts", str(file), *options)
    assert (code, sentence in said) == (2, True), said


def test_a_file_without_titles_and_one_in_another_encoding_come_in(office: Path) -> None:
    file = office / "sans-titres.txt"
    file.write_bytes("Lefèvre\tNoëlle\t0639981236\n".encode("mac-roman"))
    done = say(
        *("import", "contacts", str(file), "--header-line", "0", "--encoding", "mac-roman"),
        *("--column", "family_name=column 1", "--column", "first_name=column 2"),
        *("--column", "mobile=column 3", "--dry-run"),
    )
    assert (done["rows"], done["refused"], done["dry_run"]) == (1, 0, True)
