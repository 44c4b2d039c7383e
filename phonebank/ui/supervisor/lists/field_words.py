"""The fields of a list in the window's words: what one adds, what is denied, what is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from phonebank.domain.ages import BANDS
from phonebank.domain.list_fields import Field, forbidden_subject
from phonebank.domain.list_words import LANGUAGES
from phonebank.domain.rounds import parse_round
from phonebank.ui.language import spoken_language

if TYPE_CHECKING:
    from phonebank.store.lists import Choices

translate = QCoreApplication.translate


def field_name(field: Field) -> str:
    """What a condition is called in the menu and on its row."""
    names = {
        Field.BUREAU: translate("list fields", "Bureau"),
        Field.AGE: translate("list fields", "Âge"),
        Field.SEX: translate("list fields", "Sexe"),
        Field.SCORE: translate("list fields", "Risque d’abstention"),
        Field.SOURCE: translate("list fields", "Source"),
        Field.TAG: translate("list fields", "Étiquette"),
        Field.INTEREST: translate("list fields", "Centre d’intérêt"),
        Field.NOT_CALLED_SINCE: translate("list fields", "Pas d’appel depuis"),
        Field.MOBILE: translate("list fields", "A un mobile"),
        Field.LANGUAGE: translate("list fields", "Langue"),
        Field.ABSTAINED: translate("list fields", "Abstention à un tour"),
        Field.VOTED: translate("list fields", "Vote à un tour"),
    }
    return names[field]


def joint(field: Field, *, negated: bool) -> str:
    """`est`, `n’est pas`: what stands between a field and its values."""
    if field in (Field.MOBILE, Field.NOT_CALLED_SINCE, Field.ABSTAINED, Field.VOTED):
        yes, no = translate("list fields", "oui"), translate("list fields", "non")
    elif field is Field.SCORE:
        yes, no = translate("list fields", "entre"), translate("list fields", "hors de")
    else:
        yes, no = translate("list fields", "est"), translate("list fields", "n’est pas")
    return no if negated else yes


def options(field: Field, choices: Choices) -> tuple[tuple[str, str], ...]:
    """The values one may choose, with their words; forbidden words are not offered (R6)."""
    french = spoken_language() == "fr"
    if field is Field.BUREAU:
        several = len({each.commune_code for each in choices.bureaux}) > 1
        return tuple(
            (
                each.key,
                " · ".join(
                    part
                    for part in (each.commune_code if several else "", each.code, each.name)
                    if part
                ),
            )
            for each in choices.bureaux
        )
    if field is Field.AGE:
        years = translate("list fields", "{band} ans")
        return tuple((name, years.format(band=name)) for _, name in BANDS)
    if field is Field.SEX:
        return (
            ("F", translate("list fields", "Femmes")),
            ("M", translate("list fields", "Hommes")),
        )
    if field is Field.LANGUAGE:
        names = LANGUAGES["fr" if french else "en"]
        return tuple((code, names.get(code, code)) for code in choices.languages)
    if field in (Field.ABSTAINED, Field.VOTED):
        return tuple((code, parse_round(code).title(spoken_language())) for code in choices.rounds)
    words = {
        Field.SOURCE: choices.sources,
        Field.TAG: choices.tags,
        Field.INTEREST: choices.interests,
    }.get(field, ())
    return tuple((word, word) for word in words if not forbidden_subject(word))
