"""French in the source, English complete, and the two in step."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from phonebank.resources import resource
from phonebank.ui import language

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [*sorted((ROOT / "phonebank" / "ui").rglob("*.py")), ROOT / "phonebank" / "app.py"]
LUPDATE = Path(sys.executable).parent / "pyside6-lupdate"
HINT = (
    "run: cd resources/translations && pyside6-lupdate -no-obsolete -locations none "
    "$(find ../../phonebank/ui ../../phonebank/app.py -name '*.py') -ts phonebank_en.ts, "
    "translate what is new, then pyside6-lrelease phonebank_en.ts"
)


def messages(path: Path) -> dict[tuple[str, str], str | None]:
    """(context, source) to translation; None while unfinished."""
    found: dict[tuple[str, str], str | None] = {}
    for context in ET.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            done = translation.get("type") is None and bool(translation.text)
            found[name, message.findtext("source") or ""] = translation.text if done else None
    return found


def test_nothing_is_left_untranslated() -> None:
    unfinished = [
        key
        for key, text in messages(resource("translations/phonebank_en.ts")).items()
        if text is None
    ]
    assert unfinished == [], HINT


def test_translations_keep_their_blanks() -> None:
    for (_, source), text in messages(resource("translations/phonebank_en.ts")).items():
        # {e} is the ending of a French participle: English has none.
        blanks = [blank for blank in re.findall(r"\{\w+\}", source) if blank != "{e}"]
        assert sorted(blanks) == sorted(re.findall(r"\{\w+\}", text or ""))


def test_the_file_is_in_step_with_the_source(tmp_path: Path) -> None:
    fresh = tmp_path / "fresh.ts"
    subprocess.run(
        [str(LUPDATE), "-locations", "none", *map(str, SOURCES), "-ts", str(fresh)],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    kept = set(messages(resource("translations/phonebank_en.ts")))
    assert set(messages(fresh)) == kept, HINT


def test_no_translated_text_is_put_together_on_the_way() -> None:
    broken = []
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if name in {"tr", "translate"} and any(
                not isinstance(argument, ast.Constant) for argument in node.args
            ):
                broken.append(f"{path.name}:{node.lineno}")
    assert broken == []


def test_only_plain_labels_show_text() -> None:
    """QLabel guesses HTML; everything outside `widgets` uses PlainLabel."""
    bare = [
        str(path.relative_to(ROOT))
        for path in SOURCES
        if "widgets" not in path.parts and re.search(r"\bQLabel\(", path.read_text("utf-8"))
    ]
    assert bare == []


def test_an_update_in_the_middle_of_a_call_leaves_the_words_as_they_are(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = tmp_path / "translations" / "phonebank_en.qm"
    kept.parent.mkdir()
    kept.write_bytes((resource("translations") / "phonebank_en.qm").read_bytes())
    monkeypatch.setattr(language, "resource", tmp_path.joinpath)
    language._translation.cache_clear()
    spoken = language.Language(qapp, "en")
    try:
        kept.write_bytes(b"")
        assert QCoreApplication.translate("StartPage", "Rejoindre un bureau") == "Join an office"
    finally:
        spoken.speak("fr")
