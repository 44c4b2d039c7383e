"""A list's definition as a sentence, in French and English, for the window and the command line."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from phonebank.domain.list_fields import Field
from phonebank.domain.rounds import parse_round

if TYPE_CHECKING:
    from phonebank.domain.list_definition import Condition, ListDefinition

_MONTHS = {
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
    "en": "January February March April May June July August September October November December",
}
LANGUAGES = {
    "fr": {
        "fr": "français", "en": "anglais", "pt": "portugais", "ar": "arabe", "es": "espagnol",
        "tr": "turc", "it": "italien", "de": "allemand", "zh": "chinois", "ru": "russe",
    },
    "en": {
        "fr": "French", "en": "English", "pt": "Portuguese", "ar": "Arabic", "es": "Spanish",
        "tr": "Turkish", "it": "Italian", "de": "German", "zh": "Chinese", "ru": "Russian",
    },
}  # fmt: skip
_LONGEST_RUN = 6
"""More values than this are told by their number."""


def definition_words(definition: ListDefinition, language: str = "fr") -> str:
    """The whole list as one sentence with its full stop."""
    french = language == "fr"
    if not definition.conditions:
        return "Tout le monde." if french else "Everyone."
    parts = [condition_words(each, language) for each in definition.conditions]
    opening = "Les personnes " if french else "People "
    if definition.match_any:
        return opening + (", ou " if french else ", or ").join(parts) + "."
    if len(parts) == 1:
        return f"{opening}{parts[0]}."
    return f"{opening}{', '.join(parts[:-1])}{', et ' if french else ', and '}{parts[-1]}."


def condition_words(condition: Condition, language: str = "fr") -> str:
    """One condition, as it continues « Les personnes … » or “People …”."""
    return _french(condition) if language == "fr" else _english(condition)


def _french(condition: Condition) -> str:
    values, no = condition.values, condition.negated
    run = _run(values, "fr")
    many = len(values) > 1
    if condition.field is Field.BUREAU:
        where = f"des bureaux {run}" if many else f"du bureau {run}"
        return f"hors {where}" if no else where
    if condition.field is Field.AGE:
        ages = _run(tuple(_band(value, "fr") for value in values), "fr")
        return f"qui n’ont pas {ages}" if no else f"qui ont {ages}"
    if condition.field is Field.SEX:
        sexes = _run(tuple({"F": "femmes", "M": "hommes"}[value] for value in values), "fr")
        return f"qui ne sont pas {_hommes(sexes)}" if no else f"qui sont {_hommes(sexes)}"
    if condition.field is Field.SCORE:
        low, high = (_percent(value, "fr") for value in values)
        verb = "n’est pas" if no else "est"
        return f"dont le risque d’abstention {verb} entre {low} et {high}"
    if condition.field is Field.SOURCE:
        return f"{'non ' if no else ''}venues de {_quoted(values, 'fr')}"
    if condition.field is Field.TAG:
        tag = "les étiquettes" if many else "l’étiquette"
        return f"{'sans' if no else 'avec'} {tag} {_quoted(values, 'fr')}"
    if condition.field is Field.INTEREST:
        return f"{'non ' if no else ''}intéressées par {_quoted(values, 'fr')}"
    if condition.field is Field.NOT_CALLED_SINCE:
        return f"{'' if no else 'non '}appelées {_since(values[0], 'fr', called=no)}"
    if condition.field is Field.MOBILE:
        return "sans numéro de mobile" if no else "qui ont un mobile"
    if condition.field is Field.LANGUAGE:
        tongues = _run(tuple(LANGUAGES["fr"].get(value, value) for value in values), "fr")
        return f"qui ne parlent pas {tongues}" if no else f"qui parlent {tongues}"
    rounds = _run(tuple(parse_round(value).title("fr") for value in values), "fr", " ou ")
    if condition.field is Field.ABSTAINED:
        verb = "dont l’abstention n’est pas connue" if no else "qui se sont abstenues"
    else:
        verb = "dont le vote n’est pas connu" if no else "qui ont voté"
    return f"{verb} ({rounds})"


def _english(condition: Condition) -> str:
    values, no = condition.values, condition.negated
    run = _run(values, "en")
    many = len(values) > 1
    if condition.field is Field.BUREAU:
        where = f"{'bureaux' if many else 'bureau'} {run}"
        return f"outside {where}" if no else f"in {where}"
    if condition.field is Field.AGE:
        return f"{'not ' if no else ''}aged {_run(tuple(_band(v, 'en') for v in values), 'en')}"
    if condition.field is Field.SEX:
        sexes = _run(tuple({"F": "women", "M": "men"}[value] for value in values), "en")
        return f"who are {'not ' if no else ''}{sexes}"
    if condition.field is Field.SCORE:
        low, high = (_percent(value, "en") for value in values)
        verb = "is not" if no else "is"
        return f"whose chance of abstaining {verb} between {low} and {high}"
    if condition.field is Field.SOURCE:
        return f"{'not ' if no else ''}from {_quoted(values, 'en')}"
    if condition.field is Field.TAG:
        tag = "tags" if many else "tag"
        return f"{'without' if no else 'with'} the {tag} {_quoted(values, 'en')}"
    if condition.field is Field.INTEREST:
        return f"{'not ' if no else ''}interested in {_quoted(values, 'en')}"
    if condition.field is Field.NOT_CALLED_SINCE:
        return f"{'' if no else 'not '}called {_since(values[0], 'en', called=no)}"
    if condition.field is Field.MOBILE:
        return "without a mobile number" if no else "who have a mobile"
    if condition.field is Field.LANGUAGE:
        tongues = _run(tuple(LANGUAGES["en"].get(value, value) for value in values), "en")
        return f"who {'do not speak' if no else 'speak'} {tongues}"
    rounds = _run(tuple(parse_round(value).title("en") for value in values), "en", " or ")
    verb = "abstained" if condition.field is Field.ABSTAINED else "voted"
    return f"{'not known to have' if no else 'who'} {verb} ({rounds})"


def _run(values: tuple[str, ...], language: str, joint: str = "") -> str:
    """`a, b ou c`; many are counted: `a, b, c et 12 autres`."""
    last = joint or (" ou " if language == "fr" else " or ")
    if len(values) > _LONGEST_RUN:
        left = len(values) - 3
        shown = ", ".join(values[:3])
        return f"{shown} ou {left} autres" if language == "fr" else f"{shown} or {left} others"
    if len(values) < 2 or joint:
        return last.join(values)
    return f"{', '.join(values[:-1])}{last}{values[-1]}"


def _quoted(values: tuple[str, ...], language: str) -> str:
    marks = "« {} »" if language == "fr" else "“{}”"
    return _run(tuple(marks.format(value) for value in values), language)


def _band(name: str, language: str) -> str:
    if name.endswith("+"):
        return f"{name[:-1]} ans et plus" if language == "fr" else f"{name[:-1]} and over"
    low, high = name.split("-")
    return f"de {low} à {high} ans" if language == "fr" else f"{low} to {high}"


def _hommes(sexes: str) -> str:
    return " ou ".join(f"des {sex}" for sex in sexes.split(" ou "))


def _percent(value: str, language: str) -> str:
    figure = f"{100 * float(value):.4g}"
    return f"{figure.replace('.', ',')} %" if language == "fr" else f"{figure}%"


def _since(value: str, language: str, *, called: bool) -> str:
    if value.endswith("d"):
        days = int(value[:-1])
        if language == "fr":
            return f"ces {days} derniers jours" if called else f"depuis {days} jours"
        return f"in the last {days} days"
    on = date.fromisoformat(value)
    month = _MONTHS[language].split()[on.month - 1]
    if language == "fr":
        return f"depuis le {'1er' if on.day == 1 else on.day} {month} {on.year}"
    return f"since {on.day} {month} {on.year}"
