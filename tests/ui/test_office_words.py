"""Everything the office's check finds has words of the window's, in step with the check itself."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from phonebank.office import check, check_hosting, check_listening, check_rights
from phonebank.ui.faults import worded
from phonebank.ui.language import Language
from phonebank.ui.office_faults import office_worded

#: Built from several pieces in the source; what they look like when told.
BUILT = (
    "12.3 GiB are free on the disk of /var/lib.",
    "The database in /var/lib/pgdata is running.",
    "The database in /var/lib/pgdata is stopped.",
    "The practice office 'Essai' is complete.",
    "The real office 'Essai' is complete.",
    "The server's certificate is good until 01/02/2027.",
    "The office's authority ended on 01/02/2026.",
    "The clocks of this computer and the office differ by 12 s.",
    "The last backup is 40 hours old.",
    "Nothing answers on 192.168.1.4, port 5432.",
)
#: Told to a desk on the command line only: the owner's page is not there.
OF_A_DESK = (
    "desk",
    "Ask a supervisor",
    "Join again",
    "did not join",
    "proved who it is",
    "let this",
)


def told(module: object) -> list[str]:
    """Every sentence and remedy written whole in a `Finding(...)` of the module."""
    source = Path(str(getattr(module, "__file__", ""))).read_text(encoding="utf-8")
    found = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "Finding":
            for words in call.args[1:]:
                if isinstance(words, ast.Constant) and isinstance(words.value, str):
                    found.append(words.value)
                elif isinstance(words, ast.JoinedStr):
                    parts = [
                        str(each.value) if isinstance(each, ast.Constant) else "some 1"
                        for each in words.values
                    ]
                    found.append("".join(parts))
    return found


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_finding_is_worded(qapp: QApplication, language: str) -> None:
    spoken = Language(qapp, language)
    sentences = [
        *BUILT,
        *told(check),
        *told(check_hosting),
        *told(check_listening),
        *told(check_rights),
    ]
    assert len(sentences) > 40
    unknown = [
        each
        for each in sentences
        if not office_worded(each)
        and not any(word in each for word in OF_A_DESK)
        and not re.match(r"some 1 ended on|The database in some 1|The some 1 office", each)
    ]
    spoken.speak("fr")
    assert unknown == []


def test_names_and_figures_stay_in_the_words(qapp: QApplication) -> None:
    Language(qapp, "fr")
    words = worded("Nothing answers on 192.168.1.4, port 5432.")
    assert words == "Rien ne répond sur 192.168.1.4, port 5432."
    assert worded("12.3 GiB are free on the disk of /a.b.").startswith("12,3 Gio sont libres")
    assert worded("Something nobody knows.") == "Something nobody knows."
    hostile = "There is no office in <img src='x'> \\1 {0}."
    assert worded(hostile) == "Il n’y a pas de bureau dans <img src='x'> \\1 {0}."


def test_what_the_system_says_of_a_disk_is_said_in_french(qapp: QApplication) -> None:
    Language(qapp, "fr")
    told = office_worded(
        "The backup /srv/a.phonebank cannot be read (No such file or directory): name a file that "
        "'phonebank office backup' wrote."
    )
    assert told == "/srv/a.phonebank ne se lit pas (il n’y a rien à cet endroit)."
