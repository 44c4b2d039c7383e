"""The team's sentences: who somebody is, what a desk waits for, why something was refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from phonebank.ui.language import plural
from phonebank.ui.moments import clock

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.store.accounts import DeskView, PersonView

translate = QCoreApplication.translate


def languages() -> dict[str, str]:
    """The languages a volunteer may call in, by code; French first."""
    return {
        "fr": translate("team", "français"),
        "en": translate("team", "anglais"),
        "ar": translate("team", "arabe"),
        "pt": translate("team", "portugais"),
        "es": translate("team", "espagnol"),
        "tr": translate("team", "turc"),
        "it": translate("team", "italien"),
        "de": translate("team", "allemand"),
        "zh": translate("team", "chinois"),
        "ta": translate("team", "tamoul"),
    }


def spaced(pin: str) -> str:
    """A PIN as one reads it out: `482 915`; in twos where threes do not fit."""
    step = 3 if len(pin) % 3 == 0 else 2
    return " ".join(pin[at : at + step] for at in range(0, len(pin), step))


def person_line(person: PersonView) -> str:
    """What somebody does here, in one line."""
    if not person.active:
        return translate("team", "Ne travaille plus ici")
    parts = []
    if person.kind == "owner":
        parts.append(translate("team", "Propriétaire"))
    elif person.kind != "caller":
        parts.append(translate("team", "Supervise"))
    elif person.spoken != ("fr",):
        names = languages()
        parts.append(", ".join(names.get(code, code) for code in person.spoken))
    if person.desk:
        parts.append(translate("team", "au poste {desk}").format(desk=person.desk))
    elif person.kind == "caller" and not person.charter:
        parts.append(translate("team", "charte à accepter"))
    return " · ".join(parts)


def desk_line(desk: DeskView, now: datetime) -> str:
    """Why a desk waits, and how long still."""
    wrong = plural(
        desk.failures,
        translate("team", "{n} code faux de suite"),
        translate("team", "{n} codes faux de suite"),
    )
    if desk.waiting_until is None or desk.waiting_until <= now:
        return wrong
    left = clock((desk.waiting_until - now).total_seconds())
    return translate("team", "{wrong} · attend encore {left}").format(wrong=wrong, left=left)


def refused(status: str, name: str) -> str:
    """Why something was not done, and what to do."""
    words = {
        "name": translate("team", "Un nom a 1 à 60 lettres : choisissez-en un autre."),
        "taken": translate("team", "{name} est déjà dans l’équipe : ajoutez une initiale."),
        "inactive": translate(
            "team", "{name} a déjà travaillé ici : réintégrez cette personne dans la liste."
        ),
        "spoken": translate("team", "Choisissez au moins une langue parlée."),
        "pin_digits": translate("team", "Un code PIN n’a que des chiffres."),
        "pin_short": translate("team", "Un code PIN a au moins six chiffres."),
        "pin_long": translate("team", "Un code PIN a douze chiffres au plus."),
        "pin_trivial": translate(
            "team", "Ce code est parmi les premiers qu’on essaierait : choisissez-en un autre."
        ),
        "missing": translate("team", "Cette personne n’est plus dans la liste."),
        "refused": translate(
            "team",
            "Le bureau refuse ce compte : demandez à son propriétaire de vous nommer à nouveau.",
        ),
        "away": translate("team", "Le bureau ne répond pas : rien n’est sûr. Regardez la liste."),
    }
    other = translate("team", "Cela n’a pas marché ; l’erreur est dans le journal.")
    return words.get(status, other).format(name=name)
