"""What an import did or would do, told from its counts in sentences that agree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from phonebank.ui.language import plural

if TYPE_CHECKING:
    from collections.abc import Mapping

translate = QCoreApplication.translate

SHOWN = (
    *("people_new", "people_changed", "people_unchanged", "departed"),
    *("marks_new", "marks_changed", "marks_unchanged", "matched", "unmatched"),
    *("linked", "review", "unlinked", "duplicates", "objections"),
    *("new", "changed", "unchanged", "events_new", "events_known"),
    *("refused", "contact_rows"),
)
"""Counts worth telling, in the order they are told."""
ALWAYS = frozenset({"people_new", "marks_new", "linked", "new", "events_new", "refused"})
"""Told even when they are none."""
_DETAILS = frozenset({"people_unchanged", "marks_unchanged", "matched", "unchanged"})
"""Left out where all must stand in one line."""


def count_words(key: str, count: int) -> str:
    """One count in words: `12 personnes nouvelles`; '' for a key nobody tells."""
    both = _people().get(key) or _rows().get(key)
    return plural(count, *both) if both else ""


def told(counts: Mapping[str, int]) -> tuple[tuple[str, int, str], ...]:
    """The counts worth telling: key, figure, words without the figure's meaning lost."""
    return tuple(
        (key, counts[key], count_words(key, counts[key]))
        for key in SHOWN
        if key in counts and (counts[key] or key in ALWAYS) and count_words(key, counts[key])
    )


def summary(counts: Mapping[str, int]) -> str:
    """The counts in one line, those that are none left out."""
    parts = [words for key, count, words in told(counts) if count and key not in _DETAILS]
    return " · ".join(parts) or translate("files", "rien de nouveau")


def _people() -> dict[str, tuple[str, str]]:
    return {
        "people_new": (
            translate("files", "{n} personne nouvelle"),
            translate("files", "{n} personnes nouvelles"),
        ),
        "people_changed": (
            translate("files", "{n} personne modifiée"),
            translate("files", "{n} personnes modifiées"),
        ),
        "people_unchanged": (
            translate("files", "{n} personne inchangée"),
            translate("files", "{n} personnes inchangées"),
        ),
        "departed": (translate("files", "{n} départ"), translate("files", "{n} départs")),
        "marks_new": (
            translate("files", "{n} participation nouvelle"),
            translate("files", "{n} participations nouvelles"),
        ),
        "marks_changed": (
            translate("files", "{n} participation corrigée"),
            translate("files", "{n} participations corrigées"),
        ),
        "marks_unchanged": (
            translate("files", "{n} participation déjà connue"),
            translate("files", "{n} participations déjà connues"),
        ),
        "linked": (
            translate("files", "{n} contact rattaché à la liste"),
            translate("files", "{n} contacts rattachés à la liste"),
        ),
        "review": (
            translate("files", "{n} contact à vérifier"),
            translate("files", "{n} contacts à vérifier"),
        ),
        "unlinked": (
            translate("files", "{n} contact hors liste"),
            translate("files", "{n} contacts hors liste"),
        ),
        "duplicates": (
            translate("files", "{n} contact en double"),
            translate("files", "{n} contacts en double"),
        ),
        "objections": (
            translate("files", "{n} opposition respectée"),
            translate("files", "{n} oppositions respectées"),
        ),
    }


def _rows() -> dict[str, tuple[str, str]]:
    return {
        "matched": (
            translate("files", "{n} ligne reconnue"),
            translate("files", "{n} lignes reconnues"),
        ),
        "unmatched": (
            translate("files", "{n} ligne sans personne en face"),
            translate("files", "{n} lignes sans personne en face"),
        ),
        "refused": (
            translate("files", "{n} ligne refusée"),
            translate("files", "{n} lignes refusées"),
        ),
        "contact_rows": (
            translate(
                "files", "{n} ligne avec téléphone ou e-mail, à importer aussi comme contact"
            ),
            translate(
                "files", "{n} lignes avec téléphone ou e-mail, à importer aussi comme contacts"
            ),
        ),
        "new": (translate("files", "{n} nouveau"), translate("files", "{n} nouveaux")),
        "changed": (translate("files", "{n} modifié"), translate("files", "{n} modifiés")),
        "unchanged": (translate("files", "{n} inchangé"), translate("files", "{n} inchangés")),
    }
