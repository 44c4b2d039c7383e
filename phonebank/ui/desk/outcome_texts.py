"""What each outcome is called, what it means, and what it will do: the words of DOMAIN 5."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from phonebank.domain.outcomes import Outcome
from phonebank.ui.desk.names import name_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.domain.card import Voter

translate = QCoreApplication.translate

TONES: dict[Outcome, str] = {
    Outcome.CONVERSATION: "good",
    Outcome.DO_NOT_CALL: "bad",
}
"""The few outcomes whose label carries a colour."""


def label(outcome: Outcome) -> str:
    """The words on the outcome's button."""
    return {
        Outcome.CONVERSATION: translate("outcome", "Conversation menée"),
        Outcome.PARTIAL: translate("outcome", "Conversation interrompue"),
        Outcome.CALLBACK: translate("outcome", "À rappeler"),
        Outcome.NO_ANSWER: translate("outcome", "Pas de réponse"),
        Outcome.VOICEMAIL_LEFT: translate("outcome", "Message laissé"),
        Outcome.BUSY: translate("outcome", "Occupé"),
        Outcome.NOT_THERE: translate("outcome", "Absent"),
        Outcome.REFUSED: translate("outcome", "Ne souhaite pas répondre"),
        Outcome.DO_NOT_CALL: translate("outcome", "Ne plus appeler"),
        Outcome.WRONG_NUMBER: translate("outcome", "Mauvais numéro"),
        Outcome.UNREACHABLE: translate("outcome", "Numéro hors service"),
        Outcome.MOVED: translate("outcome", "A déménagé"),
        Outcome.DECEASED: translate("outcome", "Personne décédée"),
        Outcome.LANGUAGE: translate("outcome", "Autre langue"),
        Outcome.HOSTILE: translate("outcome", "Appel hostile"),
        Outcome.SKIPPED: translate("outcome", "Fiche passée"),
        Outcome.TECHNICAL: translate("outcome", "Incident technique"),
    }[outcome]


def definition(outcome: Outcome) -> str:
    """What the outcome means, in one line."""
    return {
        Outcome.CONVERSATION: translate(
            "outcome", "La bonne personne, les questions ont été posées."
        ),
        Outcome.PARTIAL: translate("outcome", "La bonne personne, mais l’appel a été écourté."),
        Outcome.CALLBACK: translate("outcome", "La personne demande un autre moment."),
        Outcome.NO_ANSWER: translate(
            "outcome", "Ça sonne dans le vide, ou répondeur sans message laissé."
        ),
        Outcome.VOICEMAIL_LEFT: translate(
            "outcome", "Vous avez lu vous-même le court message au répondeur."
        ),
        Outcome.BUSY: translate("outcome", "La ligne sonne occupé."),
        Outcome.NOT_THERE: translate(
            "outcome", "Quelqu’un d’autre a répondu, la personne reviendra."
        ),
        Outcome.REFUSED: translate("outcome", "La bonne personne ne veut pas de cet échange."),
        Outcome.DO_NOT_CALL: translate("outcome", "La personne s’oppose à tout nouvel appel."),
        Outcome.WRONG_NUMBER: translate("outcome", "Ce n’est pas le numéro de cette personne."),
        Outcome.UNREACHABLE: translate(
            "outcome", "Un message de l’opérateur dit que le numéro n’existe pas."
        ),
        Outcome.MOVED: translate("outcome", "La personne ne vote plus dans la commune."),
        Outcome.DECEASED: translate("outcome", "Un proche vous l’a appris."),
        Outcome.LANGUAGE: translate("outcome", "L’échange n’est pas possible dans votre langue."),
        Outcome.HOSTILE: translate("outcome", "Insultes ou menaces. Vous pouvez raccrocher."),
        Outcome.SKIPPED: translate("outcome", "Vous laissez cette fiche à un collègue."),
        Outcome.TECHNICAL: translate("outcome", "Le téléphone ou la ligne est en panne."),
    }[outcome]


def effect(outcome: Outcome, person: Voter | None = None) -> str:
    """What saving this outcome will do to whom was spoken to.

    French agrees: {e} is the ending of a participle. Where the roll gives no sex, the sentence
    speaks of "cette personne", which is feminine whoever it is.
    """
    known = person is not None and person.sex in ("F", "M")
    someone = translate("outcome", "Cette personne")
    who = name_of(person) if person is not None and known else someone
    ending = "" if person is not None and person.sex == "M" else "e"
    return _EFFECTS[outcome]().format(name=who, e=ending)


def _callback() -> str:
    return translate("outcome", "La ligne attend jusqu’au moment choisi, puis passe en premier.")


_EFFECTS: dict[Outcome, Callable[[], str]] = {
    Outcome.CONVERSATION: lambda: translate(
        "outcome", "{name} ne sera plus appelé{e} dans cette campagne."
    ),
    Outcome.PARTIAL: lambda: translate(
        "outcome", "{name} sera rappelé{e} une fois, un autre jour."
    ),
    Outcome.CALLBACK: _callback,
    Outcome.NO_ANSWER: lambda: translate("outcome", "La ligne reviendra à un autre créneau."),
    Outcome.VOICEMAIL_LEFT: lambda: translate(
        "outcome", "La ligne reviendra dans deux jours au plus tôt, sans second message."
    ),
    Outcome.BUSY: lambda: translate("outcome", "La ligne reviendra dans vingt minutes."),
    Outcome.NOT_THERE: lambda: translate(
        "outcome", "La ligne reviendra à un autre créneau. Savez-vous quand appeler ?"
    ),
    Outcome.REFUSED: lambda: translate(
        "outcome", "{name} ne sera plus appelé{e} dans cette campagne."
    ),
    Outcome.DO_NOT_CALL: lambda: translate(
        "outcome", "Plus aucun appel à cette ligne, dans aucune campagne."
    ),
    Outcome.WRONG_NUMBER: lambda: translate(
        "outcome", "Le numéro est retiré ; un autre numéro sera essayé s’il y en a un."
    ),
    Outcome.UNREACHABLE: lambda: translate(
        "outcome", "Le numéro sera retiré si un second appel le confirme."
    ),
    Outcome.MOVED: lambda: translate(
        "outcome",
        "{name} est retiré{e} des listes d’appel. Dites comment s’inscrire ou donner procuration.",
    ),
    Outcome.DECEASED: lambda: translate(
        "outcome", "{name} ne sera plus jamais demandé{e}. Présentez vos condoléances."
    ),
    Outcome.LANGUAGE: lambda: translate(
        "outcome", "La ligne ira à une personne qui parle cette langue."
    ),
    Outcome.HOSTILE: lambda: translate(
        "outcome", "La ligne ne sera plus appelée. Votre superviseur est averti, soufflez un peu."
    ),
    Outcome.SKIPPED: lambda: translate("outcome", "La ligne retourne dans la file."),
    Outcome.TECHNICAL: lambda: translate(
        "outcome", "La ligne retourne aussitôt dans la file ; ce n’est pas un essai."
    ),
}


def callback_effect(moment: str, *, mine: bool) -> str:
    """What saving a call-back will do, once its moment is chosen."""
    if mine:
        return translate("outcome", "Rappel {moment}, par vous d’abord.").format(moment=moment)
    return translate("outcome", "Rappel {moment}, par qui sera libre.").format(moment=moment)


def saved(outcome: Outcome) -> str:
    """What the toast says once the outcome is saved."""
    if outcome is Outcome.HOSTILE:
        return translate("outcome", "Enregistré. Une pause vous ferait du bien : Ctrl+P.")
    return translate("outcome", "Enregistré : {label}.").format(label=label(outcome).lower())
