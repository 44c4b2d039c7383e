"""Why an invitation did not serve, in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from phonebank.ui.faults import worded

translate = QCoreApplication.translate


def refused_in_words(sentence: str) -> str:
    """The sentence of an error met while joining; what is not known here is shown as it came."""
    return _known().get(sentence) or worded(sentence)


def _known() -> dict[str, str]:
    spent = translate(
        "joining", "Cette invitation a déjà servi ou a expiré : demandez-en une autre."
    )
    return {
        "This invitation was used already: ask the office for another one.": spent,
        "The office refuses this invitation, which was used already or has expired: ask for "
        "another one.": spent,
        "This invitation has expired: ask the office for another one.": translate(
            "joining", "Cette invitation a expiré : demandez-en une autre au bureau."
        ),
        "This is no invitation, or it was cut short: ask for it again.": translate(
            "joining", "Ce n’est pas une invitation, ou il en manque un morceau : redemandez-la."
        ),
        "This invitation was changed on its way (its certificate is another one): ask the "
        "office for a new one, and do not use this.": translate(
            "joining",
            "Cette invitation a été modifiée en chemin : ne l’utilisez pas, demandez-en une autre.",
        ),
        "What answers at the office's address cannot prove to be the office, so nothing was "
        "sent to it: check the network, or ask the office for a new invitation.": translate(
            "joining",
            "Ce qui répond à l’adresse du bureau n’est pas le bureau ; rien ne lui a été confié. "
            "Vérifiez le réseau, ou demandez une nouvelle invitation.",
        ),
        "The office lets nobody in from this computer's network, or does not know this desk: "
        "ask whoever hosts it.": translate(
            "joining",
            "Le bureau n’admet pas ce réseau, ou ne connaît pas ce poste : voyez son responsable.",
        ),
        "The office's database does not answer; "
        "what you log is kept here and sent later.": translate(
            "joining", "Le bureau ne répond pas : vérifiez le réseau, puis réessayez."
        ),
    }
