"""What the office's own layer says, in the window's language: its errors and its steps.

The layer words them once, in English, with names and figures inside; here each is known by its
words around them. `tests/ui/test_office_words.py` holds this table against the layer's own text.
"""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QCoreApplication

from phonebank.ui.language import spoken_language
from phonebank.ui.office_findings import finding_words
from phonebank.ui.office_restore_faults import restore_words

translate = QCoreApplication.translate
_BLANK = re.compile(r"\{(\d)\}")


def office_worded(sentence: str) -> str:
    """The sentence in the window's language; '' where it is not known here."""
    for pattern, wanted in _patterns(spoken_language()):
        found = pattern.fullmatch(sentence)
        if found is not None:
            values = found.groups()
            pieces = _BLANK.split(wanted)
            if " Gio" in wanted:
                # A size is a figure; what looks like one elsewhere is a version or an address.
                values = (values[0].replace(".", ","), *values[1:])
            reasons = _reasons()
            return "".join(
                piece if at % 2 == 0 else reasons.get(values[int(piece)], values[int(piece)])
                for at, piece in enumerate(pieces)
            )
    return ""


@cache
def _patterns(_language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The known sentences, as they are in this language."""
    known = {**finding_words(), **_errors(), **_making(), **restore_words()}
    return tuple((re.compile(_pattern(english)), wanted) for english, wanted in known.items())


def _pattern(english: str) -> str:
    parts = _BLANK.split(english)
    return "".join(re.escape(part) if at % 2 == 0 else r"(.+?)" for at, part in enumerate(parts))


def _reasons() -> dict[str, str]:
    """What the system says of a file or a disk."""
    return {
        "No such file or directory": translate("office", "il n’y a rien à cet endroit"),
        "No space left on device": translate("office", "le disque est plein"),
        "Permission denied": translate("office", "l’accès est refusé"),
        "Operation not permitted": translate("office", "l’accès est refusé"),
        "Read-only file system": translate("office", "le disque est en lecture seule"),
        "Is a directory": translate("office", "c’est un dossier"),
        "Input/output error": translate("office", "le disque ne répond pas"),
    }


def _errors() -> dict[str, str]:
    return {
        "The office does not answer at {0}: check that it runs and that this computer is in its "
        "network, then join again with the same invitation.": translate(
            "office",
            "Le bureau ne répond pas à {0} : vérifiez qu’il tourne et que cet ordinateur est sur "
            "son réseau, puis rejoignez-le avec la même invitation.",
        ),
        "{0} other window uses this office: close them first, since its database starts anew.": (
            translate(
                "office",
                "{0} autre fenêtre utilise ce bureau : fermez-la d’abord, car la base redémarre.",
            )
        ),
        "{0} other windows use this office: close them first, since its database starts anew.": (
            translate(
                "office",
                "{0} autres fenêtres utilisent ce bureau : fermez-les d’abord, car la base "
                "redémarre.",
            )
        ),
        "The PostgreSQL of this computer cannot encrypt connections, so the office may not "
        "listen: install one that can (on Debian: apt install postgresql).": translate(
            "office",
            "Le PostgreSQL de cet ordinateur ne sait pas chiffrer : le bureau ne s’ouvre pas au "
            "réseau. Installez-en un qui le sait (sur Debian : apt install postgresql).",
        ),
        "This computer stands in no network: connect it, or name the network with --lan "
        "192.168.1.0/24.": translate(
            "office",
            "Cet ordinateur n’est sur aucun réseau : branchez-le, ou écrivez le réseau, par "
            "exemple 192.168.1.0/24.",
        ),
        "{0} is no network: write it like 192.168.1.0/24.": translate(
            "office", "{0} n’est pas un réseau : écrivez-le comme 192.168.1.0/24."
        ),
        "{0} reaches beyond the office: name its own network, like 192.168.1.0/24.": translate(
            "office", "{0} dépasse le bureau : nommez son réseau à lui, comme 192.168.1.0/24."
        ),
        "This computer has no way to {0}: check its network, or --lan.": translate(
            "office", "Cet ordinateur n’atteint pas {0} : vérifiez son réseau."
        ),
        "'{0}' is neither the name nor the address of a computer.": translate(
            "office", "« {0} » n’est ni le nom ni l’adresse d’un ordinateur."
        ),
        "The ports {0} to {1} are all in use: choose one with --port.": translate(
            "office", "Les ports {0} à {1} sont tous pris : fermez d’autres serveurs."
        ),
        "Another program uses the port {0}: choose another with --port.": translate(
            "office", "Un autre programme occupe le port {0} : prenez-en un autre."
        ),
        "systemd did not take the service ({0}): look at it with '{1}', then try again.": (
            translate("office", "Le système n’a pas pris le service ({0}) ; pour voir : {1}")
        ),
        "{0} cannot be removed ({1}): run this as root.": translate(
            "office", "{0} ne peut pas être retiré ({1}) : c’est à un administrateur de le faire."
        ),
        "{0} cannot be written ({1}): run this as root, or install it for your own session with "
        "--user.": translate(
            "office", "{0} ne peut pas être écrit ({1}) : c’est à un administrateur de le faire."
        ),
        "This computer has no systemd: start the office by the system's own means.": translate(
            "office", "Ce système n’a pas systemd : ouvrez Phonebank pour que le bureau réponde."
        ),
        "This office listens to nobody yet: run 'phonebank office host' first.": translate(
            "office", "Ce bureau n’est pas encore hébergé : commencez par là."
        ),
        "Another desk is called {0}: choose another name.": translate(
            "office", "Un autre poste s’appelle {0} : choisissez un autre nom."
        ),
        "A desk's name has 1 to 60 letters or digits.": translate(
            "office", "Le nom d’un poste a de 1 à 60 lettres ou chiffres."
        ),
        "The desk {0} is out of service already.": translate(
            "office", "Le poste {0} est déjà retiré."
        ),
        "Somebody is already called {0} here: add an initial.": translate(
            "office", "Quelqu’un s’appelle déjà {0} ici : ajoutez une initiale."
        ),
        "A password has 12 characters or more: a short sentence does, and this one has {0}.": (
            translate(
                "office",
                "Un mot de passe a douze caractères ou plus : une courte phrase convient ; "
                "celui-ci en a {0}.",
            )
        ),
        "A password has 200 characters at most: choose a shorter one.": translate(
            "office", "Un mot de passe a deux cents caractères au plus : prenez-en un plus court."
        ),
        "A password is made of characters one can type: choose another.": translate(
            "office",
            "Un mot de passe est fait de caractères qui se tapent : choisissez-en un autre.",
        ),
        "This password is among the first anybody would try: choose another.": translate(
            "office",
            "Ce mot de passe est parmi les premiers qu’on essaierait : prenez-en un autre.",
        ),
        "These backups are sealed with your passphrase: keep that.": translate(
            "office", "Ces sauvegardes sont scellées par votre phrase secrète : gardez-la."
        ),
        "There is no backup of this office to try: make one first.": translate(
            "office", "Ce bureau n’a pas de sauvegarde à essayer : faites-en une d’abord."
        ),
        "The last backup was sealed with another passphrase: give that one, or choose a new one "
        "for the backups to come.": translate(
            "office",
            "La dernière sauvegarde est scellée par une autre phrase : donnez celle-là, ou "
            "choisissez-en une nouvelle pour les prochaines.",
        ),
        "This computer has no key ring to keep the backups' key in: set PHONEBANK_PASSPHRASE "
        "to a long passphrase, keep it elsewhere too, then back up again.": translate(
            "office",
            "Cet ordinateur n’a pas de trousseau pour garder la clé des sauvegardes : donnez une "
            "longue phrase dans PHONEBANK_PASSPHRASE, gardez-la ailleurs aussi, puis relancez.",
        ),
        "The backup cannot be written in {0} ({1}): make room there or name another folder with "
        "--to; nothing was left half done.": translate(
            "office",
            "La sauvegarde ne s’écrit pas dans {0} ({1}) : faites-y de la place ; rien n’est resté "
            "à moitié fait.",
        ),
        "A charter has {0} to {1} letters: this one has {2}.": translate(
            "office", "Une charte a de {0} à {1} lettres : celle-ci en a {2}."
        ),
        "A charter is plain text: take out what cannot be seen in it.": translate(
            "office", "Une charte est du texte simple : retirez-en ce qui ne se voit pas."
        ),
        "Voters are told who answers for their data: name the controller.": translate(
            "office",
            "Les électeurs apprennent qui répond de leurs données : nommez le responsable.",
        ),
    }


def _making() -> dict[str, str]:
    return {
        "Making the office's database…": translate("office", "La base du bureau se crée…"),
        "Starting the office's database…": translate("office", "La base du bureau démarre…"),
        "Bringing the database to this version…": translate(
            "office", "La base se met à la version de ce programme…"
        ),
        "Writing the office's data out, sealed…": translate(
            "office", "Les données s’écrivent, scellées…"
        ),
        "Restoring it on trial…": translate("office", "La sauvegarde est restaurée à l’essai…"),
        "There is an office in {0} already, '{1}': open it, or choose another folder.": translate(
            "office",
            "Il y a déjà un bureau « {1} » dans {0} : ouvrez-le, ou prenez un autre nom.",
        ),
        "The folder {0} holds other files: choose an empty or new one.": translate(
            "office", "Le dossier {0} contient autre chose : prenez un autre nom."
        ),
        "'{0}' is no name for an office: use letters or digits.": translate(
            "office", "« {0} » ne nomme pas un bureau : mettez des lettres ou des chiffres."
        ),
        "The folder {0} cannot be made ({1}): choose a folder you may write to, or set "
        "PHONEBANK_HOME.": translate(
            "office", "Le dossier {0} ne peut pas être créé ({1}) : voyez les droits du disque."
        ),
        "No PostgreSQL that can serve was found on this computer{0}: {1}.": translate(
            "office",
            "Aucun PostgreSQL utilisable sur cet ordinateur : installez-le (sur Debian : apt "
            "install postgresql), puis recommencez.",
        ),
        "The disk is full: the office's data is safe, but nothing more can be written. Make "
        "room on the disk that holds {0}, then try again.": translate(
            "office",
            "Le disque est plein : les données du bureau sont sauves, mais rien ne s’écrit plus. "
            "Faites de la place sur le disque de {0}, puis réessayez.",
        ),
        "The disk that holds {0} can only be read: make it writable, then try again.": translate(
            "office",
            "Le disque de {0} est en lecture seule : ouvrez-le en écriture, puis réessayez.",
        ),
        "Another program uses the address the database needs: close other copies of Phonebank "
        "or PostgreSQL on this computer, then try again.": translate(
            "office",
            "Un autre programme occupe l’adresse de la base : fermez les autres Phonebank ou "
            "PostgreSQL de cet ordinateur, puis réessayez.",
        ),
        "This computer has not enough free memory for the database: close other programs, then "
        "try again.": translate(
            "office", "Il manque de la mémoire pour la base : fermez d’autres programmes."
        ),
        "The office's data in {0} is damaged and the database will not start with it: keep the "
        "folder as it is and restore the latest backup into a new office.": translate(
            "office",
            "Les données de {0} sont abîmées et la base ne démarre pas : gardez ce dossier tel "
            "quel et restaurez la dernière sauvegarde dans un nouveau bureau.",
        ),
        "The office's database is still repairing itself after a sudden stop: nothing is lost; "
        "open the office again in a minute.": translate(
            "office",
            "La base se répare après un arrêt brutal : rien n’est perdu ; rouvrez le bureau dans "
            "une minute.",
        ),
        "Another window has been opening or closing this office for too long: wait a minute, "
        "then try again.": translate(
            "office", "Une autre fenêtre ouvre ou ferme ce bureau : attendez une minute."
        ),
        "This office was last opened by a newer Phonebank: install that version on this "
        "computer, then open the office again.": translate(
            "office",
            "Ce bureau a été ouvert par un Phonebank plus récent : installez cette version ici, "
            "puis rouvrez-le.",
        ),
        "This office moved to {0} on {1}: open it there with --office.": translate(
            "office", "Ce bureau a déménagé vers {0} le {1} : ouvrez-le là-bas."
        ),
    }
