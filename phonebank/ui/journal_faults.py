"""What the desk's journal says of its file, in the window's language: no call without it.

`store.journal_file` words it once, in English, with the system's own reason inside; here each
sentence is known by its words around that. `tests/ui/test_journal_words.py` holds the two together.
"""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate
_SAID = re.compile(r"The desk's journal (?:(.+?) )?cannot be (used|read|written) \(.*?\)[;:] (.+)")
_OTHER_KEY = re.compile(r"The desk's journal (.+) was sealed with another key\. .+")
_KEY = re.compile(r"The key (.+) of the desk's journal is damaged: .+")


def journal_worded(sentence: str) -> str:
    """The sentence in the window's language; '' where it is not the journal's."""
    if found := _OTHER_KEY.fullmatch(sentence):
        return translate(
            "journal",
            "Le journal de ce poste est scellé avec une autre clé. Si elle est perdue, mettez de "
            "côté {file} : les appels qu’il contient seront à noter de nouveau.",
        ).format(file=found[1])
    if found := _KEY.fullmatch(sentence):
        return translate(
            "journal",
            "La clé du journal de ce poste est abîmée : mettez de côté {file} et le journal à "
            "côté, puis recommencez.",
        ).format(file=found[1])
    found = _SAID.fullmatch(sentence)
    if found is None:
        return ""
    refused = {
        "used": translate(
            "journal", "Le journal de ce poste ne s’ouvre pas, et sans lui aucun appel : {remedy}"
        ),
        "read": translate("journal", "Le journal de ce poste ne se lit pas : {remedy}"),
        "written": translate("journal", "Rien ne s’écrit dans le journal de ce poste : {remedy}"),
    }
    file = found[1] or translate("journal", "le fichier")
    return refused[found[2]].format(remedy=_remedy(found[3]).format(file=file))


def _remedy(words: str) -> str:
    if "damaged" in words:
        return translate(
            "journal",
            "{file} est abîmé. Mettez-le de côté, recommencez, et notez de nouveau les appels "
            "qu’il contenait.",
        )
    if "program" in words:
        return translate(
            "journal",
            "un autre programme le retient (une sauvegarde, un antivirus). Fermez-le, puis "
            "recommencez.",
        )
    if "rights" in words:
        return translate(
            "journal",
            "libérez de la place sur cet ordinateur, ou rétablissez les droits du fichier et de "
            "son dossier, puis recommencez.",
        )
    return translate("journal", "libérez de la place sur cet ordinateur, puis recommencez.")
