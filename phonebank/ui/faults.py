"""Expected failures in the language of the window.

The layers below word their errors once, in English, for the command line too. Those a caller can
meet are worded here in French as well; any other is shown as it came, rather than hidden.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from phonebank.ui.journal_faults import journal_worded
from phonebank.ui.office_faults import office_worded

translate = QCoreApplication.translate
AWAY = "The office's database does not answer; what you log is kept here and sent later."
"""What a connection that is gone is told with."""


def worded(sentence: str) -> str:
    """The sentence of an error, for the person at the window."""
    known = _known().get(sentence) or journal_worded(sentence)
    return known or office_worded(sentence) or sentence


def _known() -> dict[str, str]:
    return {
        AWAY: translate(
            "fault", "Le bureau ne répond pas ; ce que vous notez est gardé ici et partira ensuite."
        ),
        "This computer has no key ring to keep the journal's key in. Give the desk's "
        "passphrase (or set PHONEBANK_PASSPHRASE) and start again.": translate(
            "fault",
            "Cet ordinateur n’a pas de trousseau de clés. La phrase secrète du poste protège les "
            "résultats gardés ici ; votre superviseur la connaît.",
        ),
        "The passphrase does not open what is kept here: give the one it was sealed with.": (
            translate(
                "fault",
                "Cette phrase secrète n’est pas la bonne : donnez celle qui a été choisie ici.",
            )
        ),
        "This computer has no key ring to keep the desk's secret in. Give the desk's "
        "passphrase (or set PHONEBANK_PASSPHRASE) and start again.": translate(
            "fault",
            "Cet ordinateur n’a pas de trousseau de clés : donnez la phrase secrète choisie quand "
            "ce poste a rejoint le bureau.",
        ),
        "This computer has no key ring to keep the journal's key in. Choose the desk's "
        "passphrase (or set PHONEBANK_PASSPHRASE) and start again.": translate(
            "fault",
            "Cet ordinateur n’a pas de trousseau de clés : choisissez une phrase secrète qui "
            "protégera les résultats gardés ici. Elle sera demandée à chaque ouverture ; "
            "notez-la ailleurs.",
        ),
        "The office refused this password.": translate("fault", "Ce mot de passe est refusé."),
        "Too many wrong passwords were given here.": translate(
            "fault", "Trop de mots de passe faux sur cet ordinateur."
        ),
        "The office refused this desk; ask a supervisor to enrol it again.": translate(
            "fault", "Le bureau n’admet plus ce poste : demandez à un superviseur de le réinscrire."
        ),
        "This desk was revoked; ask a supervisor to enrol it again.": translate(
            "fault", "Ce poste a été retiré : demandez à un superviseur de le réinscrire."
        ),
        "You have passed over as many lines as one may in an hour: please call this one, "
        "or see a supervisor.": translate(
            "fault",
            "Vous avez passé autant de fiches que permis en une heure : appelez celle-ci, ou voyez "
            "un superviseur.",
        ),
        "This line was dialled: please say how the call ended.": translate(
            "fault", "Cette ligne a été appelée : dites comment l’appel s’est terminé."
        ),
        "The script of this campaign cannot be read; ask a supervisor.": translate(
            "fault", "Le script de cette campagne ne peut pas être lu : voyez un superviseur."
        ),
        "No line is held here: ask for the next one.": translate(
            "fault", "Aucune fiche n’est réservée ici : demandez la suivante."
        ),
        "Your session has ended: sign in again, "
        "or see a supervisor if your name is gone.": translate(
            "fault",
            "Votre session est terminée : entrez à nouveau, "
            "ou voyez un superviseur si votre nom n’y est plus.",
        ),
        "Only your last five calls can be corrected; "
        "a supervisor can change older ones.": translate(
            "fault", "Seuls vos cinq derniers appels se corrigent ; un superviseur peut le reste."
        ),
        "This line was never dialled: it can be skipped, not counted as a call.": translate(
            "fault", "Cette ligne n’a pas été appelée : passez-la, elle ne compte pas."
        ),
        "This call was already logged otherwise.": translate(
            "fault", "Cet appel a déjà un autre résultat."
        ),
    }
