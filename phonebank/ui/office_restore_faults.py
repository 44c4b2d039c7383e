"""What a restore says while it goes and when it is refused, in the window's language."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate


def restore_words() -> dict[str, str]:
    """The layer's own sentences, with blanks for names and figures, and the window's."""
    return {
        "Examining the backup…": translate("restore", "La sauvegarde est relue en entier…"),
        "Reading the backup into the database…": translate(
            "restore", "Les données reviennent dans la base…"
        ),
        "Applying objections and erasures again…": translate(
            "restore", "Oppositions et effacements sont appliqués à nouveau…"
        ),
        "Putting the office in its place…": translate("restore", "Le bureau prend sa place…"),
        "{0} is no backup of an office: name a file that 'phonebank office backup' wrote.": (
            translate("restore", "{0} n’est pas la sauvegarde d’un bureau.")
        ),
        "The backup {0} cannot be read ({1}): name a file that 'phonebank office backup' "
        "wrote.": translate("restore", "{0} ne se lit pas ({1})."),
        "The backup {0} was written by a newer Phonebank: install that version first.": translate(
            "restore",
            "Cette sauvegarde vient d’un Phonebank plus récent : installez d’abord cette version.",
        ),
        "This backup was written by a newer Phonebank: install that version on this computer, "
        "then restore it.": translate(
            "restore",
            "Cette sauvegarde vient d’un Phonebank plus récent : installez d’abord cette version.",
        ),
        "The backup {0} is not understood by this version of Phonebank: install the version "
        "that wrote it, or a newer one.": translate(
            "restore", "Cette version ne comprend pas {0} : installez-en une plus récente."
        ),
        "The backup {0} is damaged or not whole: nothing was changed; take another "
        "backup.": translate(
            "restore", "{0} est abîmé ou incomplet : rien n’a changé ; prenez une autre sauvegarde."
        ),
        "The backup {0} holds other rows than it says: nothing was changed; take another "
        "backup.": translate(
            "restore",
            "{0} ne contient pas ce qu’il annonce : rien n’a changé ; prenez une autre sauvegarde.",
        ),
        "The backup {0} was sealed with another key: set PHONEBANK_PASSPHRASE to the passphrase "
        "it was made with.": translate(
            "restore", "Ce n’est pas la phrase secrète de cette sauvegarde."
        ),
        "The backup {0} was sealed with another key: set PHONEBANK_BACKUP_KEY to the key that "
        "'phonebank office backup --show-key' printed in the office it comes from.": translate(
            "restore", "Ce n’est pas la clé de cette sauvegarde."
        ),
        "PHONEBANK_BACKUP_KEY is not a backup's key: write the 13 groups of letters and digits as "
        "'phonebank office backup --show-key' printed them.": translate(
            "restore",
            "Ce n’est pas une clé : recopiez les treize groupes de lettres et de chiffres.",
        ),
        "There are {0} offices of this name already: move some of them away.": translate(
            "restore", "Il y a déjà {0} bureaux de ce nom : déplacez-en quelques-uns."
        ),
    }
