"""What the imports say in English has its French, as long as a file or its rows are meant."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from phonebank.domain.phone import FAULT_SENTENCES
from phonebank.ui.supervisor.files.reasons import in_french

INTAKE = Path(__file__).resolve().parents[2] / "phonebank" / "intake"
READERS = ("archive", "encoding", "guarded", "kinds", "sheets", "text_table", "laid_out")
JUDGES = ("bureaux", "contacts", "entitled", "roll_people", "run_contacts", "results", "turnout")


def spoken(module: str, names: tuple[str, ...]) -> Iterator[str]:
    """The sentences a module gives to these functions, a figure where a value stands."""
    tree = ast.parse((INTAKE / f"{module}.py").read_text("utf-8"))
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not node.args:
            continue
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        said = node.args[0]
        if name not in names:
            continue
        if isinstance(said, ast.JoinedStr):
            yield "".join(
                str(part.value) if isinstance(part, ast.Constant) else "12" for part in said.values
            )
        elif isinstance(said, ast.Constant) and isinstance(said.value, str):
            yield said.value.replace("{}", "12")


@pytest.mark.parametrize("module", READERS)
def test_a_file_that_cannot_be_read_is_told_in_french(module: str) -> None:
    said = list(spoken(module, ("BadInput", "KnownError")))
    assert [each for each in said if in_french(each) is None] == [], "resources/imports_fr.toml"


@pytest.mark.parametrize("module", JUDGES)
def test_a_refused_row_is_told_in_french(module: str) -> None:
    said = [each for each in spoken(module, ("lit", "format")) if len(each.split()) > 2]
    assert [each for each in said if in_french(each) is None] == [], "resources/imports_fr.toml"


def test_every_fault_of_a_number_is_told_in_french() -> None:
    assert [each for each in FAULT_SENTENCES.values() if in_french(each) is None] == []


def test_a_translation_has_no_blank_its_english_lacks() -> None:
    from phonebank.ui.supervisor.files.reasons import _tables

    for name in ("rows", "reading", "importing", "undoing"):
        for english, french in _tables()[name].items():
            blanks = [
                field for _, field, _, _ in string.Formatter().parse(french) if field is not None
            ]
            assert len(blanks) <= english.count("{}"), english
