"""What the making of an office is busy with, in the language of the window.

The layers below tell their steps once, in English, for the command line too.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from phonebank.ui.faults import worded

translate = QCoreApplication.translate


def step_in_words(step: str) -> str:
    """The step for the person at the window; one that is not known here, as it came."""
    return _known().get(step) or worded(step)


def _known() -> dict[str, str]:
    return {
        "Making the database": translate("step", "Création de la base de données…"),
        "Writing the town": translate("step", "Une ville inventée s’écrit…"),
        "Importing the roll": translate("step", "Lecture de la liste électorale…"),
        "Importing past turnout": translate("step", "Lecture des participations passées…"),
        "Importing the campaign's contacts": translate("step", "Lecture des contacts…"),
        "Choosing whom to call": translate("step", "Choix des personnes à appeler…"),
        "Three weeks of calls": translate("step", "Trois semaines d’appels déjà passés…"),
        "Ready": translate("step", "Le bureau est prêt."),
    }
