"""What opens a backup, and what its restore did, in the language of the window."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from phonebank.ui.language import figure
from phonebank.ui.moments import moment

if TYPE_CHECKING:
    from phonebank.office.restore import RestoreReport

translate = QCoreApplication.translate


def backup_words(asked: str) -> str:
    """Why a passphrase ('words') or the written key ('key') is asked for; '' where neither is."""
    return {
        "words": translate(
            "restore", "Cette sauvegarde est scellée par une phrase secrète : donnez-la."
        ),
        "key": translate(
            "restore",
            "La clé de cette sauvegarde n’est pas sur cet ordinateur : recopiez celle qui a été "
            "mise par écrit, treize groupes de lettres et de chiffres.",
        ),
    }.get(asked, "")


def report_words(report: RestoreReport) -> tuple[str, ...]:
    """What came back, what was applied again since, and what is left to do: a line each."""
    rows = report.rows
    when = moment(datetime.fromisoformat(report.made_at), "")
    lines = [
        translate("restore", "{name} est comme il était {when}.").format(
            name=report.name, when=when
        ),
        translate("restore", "Personnes : {people}. Appels : {calls}.").format(
            people=figure(rows.get("pb.person", 0)), calls=figure(rows.get("pb.call", 0))
        ),
        translate(
            "restore",
            "Ce qui a été demandé depuis est appliqué à nouveau : oppositions {objections}, "
            "effacements {erased}.",
        ).format(objections=figure(report.objections_again), erased=figure(report.erased_again)),
    ]
    if report.paused:
        lines.append(
            translate("restore", "En pause jusqu’à ce que vous l’ouvriez : {names}.").format(
                names=", ".join(report.paused)
            )
        )
    if report.desks_to_enrol:
        lines.append(
            translate("restore", "Postes à inviter de nouveau : {names}.").format(
                names=", ".join(report.desks_to_enrol)
            )
        )
    if report.hosting == "waiting":
        lines.append(
            translate(
                "restore",
                "Son adresse ou son port d’avant n’est pas libre ici : la page du bureau propose "
                "comment l’héberger.",
            )
        )
    elif report.hosting:
        lines.append(
            translate("restore", "Les autres ordinateurs le retrouveront à son ouverture.")
        )
    return tuple(lines)
