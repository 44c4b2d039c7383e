"""What the grid of an émargement says, in the window's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from phonebank.domain.eligibility import ListType
from phonebank.domain.rounds import parse_round
from phonebank.ui.language import figure, plural, spoken_language
from phonebank.ui.supervisor.files.sheet_presenter import Told

if TYPE_CHECKING:
    from phonebank.intake.run_turnout import TurnoutReport
    from phonebank.store.emargement import SheetKey, SheetPlace
    from phonebank.ui.supervisor.files.sheet_presenter import SheetState, Telling


translate = QCoreApplication.translate


def list_name(code: str) -> str:
    """An electoral list in words."""
    names = {
        ListType.MAIN.value: translate("sheet", "liste principale"),
        ListType.MUNICIPAL.value: translate("sheet", "liste complémentaire municipale"),
        ListType.EUROPEAN.value: translate("sheet", "liste complémentaire européenne"),
    }
    return names.get(code, code)


def round_name(code: str) -> str:
    """`Municipales 2026, 1er tour`."""
    return parse_round(code).title(spoken_language())


def bureau_name(place: SheetPlace) -> str:
    """A line of the list of bureaux: code, name, list where there are several, how many people."""
    parts = [place.key.bureau_code]
    if place.bureau_name:
        parts.append(place.bureau_name)
    if not place.alone:
        parts.append(list_name(place.key.list_type))
    people = plural(
        place.entitled,
        translate("sheet", "{n} inscrit"),
        translate("sheet", "{n} inscrits"),
    )
    return f"{' · '.join(parts)} ({people})"


def sheet_name(key: SheetKey) -> str:
    """A sheet begun: its bureau and its round."""
    return translate("sheet", "Bureau {bureau}, {list} : {round}").format(
        bureau=key.bureau_code, list=list_name(key.list_type), round=round_name(key.round_code)
    )


def telling(told: Telling) -> tuple[str, str]:
    """What came of an entry, and its tone; '' where the grid says enough."""
    several = "," in told.numbers or "-" in told.numbers
    match told.told:
        case Told.TAKEN:
            return "", "good"
        case Told.REPEATED:
            text = (
                translate("sheet", "{numbers} : déjà saisis.")
                if several
                else translate("sheet", "{numbers} : déjà saisi.")
            )
            return text.format(numbers=told.numbers), "warning"
        case Told.UNKNOWN:
            text = translate(
                "sheet",
                "{numbers} : absent de la liste de ce bureau. Corrigez, ou Entrée encore une fois "
                "pour compter ce numéro quand même ; il ne sera rattaché à personne.",
            )
            return text.format(numbers=told.numbers), "bad"
        case Told.KEPT:
            text = translate("sheet", "{numbers} : compté, sans personne en face.")
            return text.format(numbers=told.numbers), "warning"
        case Told.REMOVED:
            return translate("sheet", "{numbers} : retiré.").format(numbers=told.numbers), "soft"
        case Told.UNREADABLE:
            text = translate(
                "sheet",
                "« {text} » n’est pas un numéro : tapez 17, 18-22 pour plusieurs à la suite, ou "
                "-17 pour retirer le 17.",
            )
            return text.format(text=told.left[:20]), "bad"


def difference(state: SheetState) -> tuple[str, str]:
    """The voters typed against those the bureau declared, and the tone of it."""
    gap = state.difference
    if gap is None:
        return translate("sheet", "Écart : indiquez le nombre de votants du bureau."), "muted"
    if gap == 0:
        return translate("sheet", "Aucun écart avec le bureau."), "good"
    more = (
        translate("sheet", "{n} votant de plus que le bureau."),
        translate("sheet", "{n} votants de plus que le bureau."),
    )
    less = (
        translate("sheet", "{n} votant de moins que le bureau."),
        translate("sheet", "{n} votants de moins que le bureau."),
    )
    return plural(abs(gap), *(more if gap > 0 else less)), "warning"


def finishing(state: SheetState) -> str:
    """What bringing the sheet in will do."""
    typed, voters = len(state.typed), state.voters
    absent = max(0, len(state.on_list) - voters) if state.draft.listed == "voted" else typed
    parts = [
        translate("sheet", "{absent} abstentions et {voters} votes seront enregistrés.").format(
            absent=figure(absent), voters=figure(voters)
        )
    ]
    if state.unknown:
        parts.append(
            plural(
                state.unknown,
                translate("sheet", "{n} numéro n’est sur aucune ligne de la liste."),
                translate("sheet", "{n} numéros ne sont sur aucune ligne de la liste."),
            )
        )
    if state.difference not in (None, 0):
        parts.append(difference(state)[0])
    parts.append(translate("sheet", "L’import pourra être annulé dans la liste des fichiers."))
    return " ".join(parts)


def finished(done: TurnoutReport) -> str:
    """What a sheet brought in."""
    marks = done.marks_new + done.marks_changed + done.marks_unchanged
    return translate(
        "sheet", "Émargement enregistré : {marks} inscrits, dont {listed} numéros saisis."
    ).format(marks=figure(marks), listed=figure(done.matched))
