"""A list of people as data: conditions that all, or any, must hold; kept as versioned JSON.

A condition that is negated holds for everyone for whom the plain one does not: not of a bureau is
also without a bureau, not known to have abstained is also of unknown turnout.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from phonebank.domain.ages import BANDS
from phonebank.domain.errors import BadInput
from phonebank.domain.list_fields import WITHOUT_VALUES, Field, refuse_forbidden
from phonebank.domain.rounds import parse_round

VERSION = 1
MOST_CONDITIONS = 40
MOST_VALUES = 2000
LONGEST_VALUE = 200
LONGEST_NAME = 80

_AGE_NAMES = tuple(name for _, name in BANDS)
_DAYS = re.compile(r"(\d{1,4})d")
_LANGUAGE = re.compile(r"[a-z]{2,3}")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition; several values mean any of them. Raises BadInput for what makes no sense."""

    field: Field
    values: tuple[str, ...] = ()
    negated: bool = False

    def __post_init__(self) -> None:
        if self.field in WITHOUT_VALUES:
            if self.values:
                raise BadInput(f"The condition {self.field.value} takes no value: leave it empty.")
            return
        if not 1 <= len(self.values) <= MOST_VALUES:
            raise BadInput(
                f"The condition {self.field.value} has {len(self.values)} values: "
                f"give 1 to {MOST_VALUES}."
            )
        for value in self.values:
            if not value.strip() or len(value) > LONGEST_VALUE or "\0" in value:
                raise BadInput(
                    f"A value of {self.field.value} is empty or over {LONGEST_VALUE} characters: "
                    "correct it."
                )
            refuse_forbidden(self.field, value)
        _check(self.field, self.values)

    @property
    def bounds(self) -> tuple[float, float]:
        """The two ends of a score band, both included."""
        return float(self.values[0]), float(self.values[1])

    def since(self, today: date) -> date:
        """The day meant by `not_called_since`; `14d` is so many days before `today`."""
        days = _DAYS.fullmatch(self.values[0])
        if days:
            return today - timedelta(days=int(days[1]))
        return date.fromisoformat(self.values[0])


@dataclass(frozen=True, slots=True)
class ListDefinition:
    """Conditions of which all (or any) hold; no condition at all means everyone."""

    conditions: tuple[Condition, ...] = ()
    match_any: bool = False

    def __post_init__(self) -> None:
        if len(self.conditions) > MOST_CONDITIONS:
            raise BadInput(
                f"A list has at most {MOST_CONDITIONS} conditions, not {len(self.conditions)}: "
                "split it in two."
            )

    def to_json(self) -> str:
        """The definition as stored."""
        return json.dumps(
            {
                "version": VERSION,
                "match": "any" if self.match_any else "all",
                "conditions": [
                    {"field": each.field.value, "values": list(each.values), "not": each.negated}
                    for each in self.conditions
                ],
            },
            ensure_ascii=False,
        )

    def uses(self, field: Field) -> bool:
        """Whether a condition looks at this field."""
        return any(each.field is field for each in self.conditions)


def parse_definition(text: str | bytes | dict[str, Any]) -> ListDefinition:
    """The definition a JSON text (or object) holds; nothing in it is taken that is not known.

    Raises BadInput, saying which part is wrong.
    """
    body = text
    if not isinstance(body, dict):
        try:
            body = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise BadInput(
                "The list is not JSON: write it as 'phonebank list show NAME --json' prints it."
            ) from error
    if not isinstance(body, dict) or set(body) - {"version", "match", "conditions"}:
        raise BadInput("A list has a version, a match and conditions, and nothing else.")
    if body.get("version") != VERSION or isinstance(body.get("version"), bool):
        raise BadInput(
            f"This list is of version {str(body.get('version'))[:20]}; this program knows version "
            f"{VERSION}: update the program."
        )
    if body.get("match", "all") not in ("all", "any"):
        raise BadInput("The match of a list is 'all' or 'any'.")
    conditions = body.get("conditions", [])
    if not isinstance(conditions, list):
        raise BadInput("The conditions of a list are a sequence.")
    return ListDefinition(
        tuple(_condition(each) for each in conditions), body.get("match") == "any"
    )


def list_name(name: str) -> str:
    """A list's name as kept: one space between words. Raises BadInput for an impossible one."""
    kept = " ".join(name.split())
    if not kept or len(kept) > LONGEST_NAME or not kept.isprintable():
        raise BadInput(f"A list needs a name of 1 to {LONGEST_NAME} characters.")
    return kept


def _condition(each: object) -> Condition:
    if not isinstance(each, dict) or set(each) - {"field", "values", "not"}:
        raise BadInput("A condition has a field, values and not, and nothing else.")
    name, values, negated = each.get("field"), each.get("values", []), each.get("not", False)
    if not isinstance(name, str) or name not in set(Field):
        raise BadInput(
            f"“{str(name)[:40]}” is nothing people may be chosen by: choose among "
            f"{', '.join(Field)}."
        )
    if not isinstance(values, list) or not all(isinstance(value, str) for value in values):
        raise BadInput(f"The values of {name} are a sequence of texts.")
    if not isinstance(negated, bool):
        raise BadInput(f"The not of {name} is true or false.")
    return Condition(Field(name), tuple(values), negated)


def _check(field: Field, values: tuple[str, ...]) -> None:
    check = _CHECKS.get(field)
    if check is not None:
        check(values)


def _check_ages(values: tuple[str, ...]) -> None:
    for value in values:
        if value not in _AGE_NAMES:
            raise BadInput(f"“{value[:20]}” is no age band: choose among {', '.join(_AGE_NAMES)}.")


def _check_sexes(values: tuple[str, ...]) -> None:
    if set(values) - {"F", "M"}:
        raise BadInput("The sex of a list is F or M, as the roll writes it.")


def _check_languages(values: tuple[str, ...]) -> None:
    for value in values:
        if not _LANGUAGE.fullmatch(value):
            raise BadInput(f"“{value[:20]}” is no language: write its code, such as fr or pt.")


def _check_rounds(values: tuple[str, ...]) -> None:
    for value in values:
        if parse_round(value).code != value:
            raise BadInput(f"Write the round “{value[:20]}” by its code, such as M26T1.")


def _check_bounds(values: tuple[str, ...]) -> None:
    try:
        low, high = (float(value) for value in values)
    except ValueError as error:
        raise BadInput("A score band has two bounds, such as 0.25 and 0.75.") from error
    if not 0.0 <= low <= high <= 1.0:
        raise BadInput(
            f"A score band goes from the lower to the higher of two chances between 0 and 1, not "
            f"{values[0][:10]} to {values[1][:10]}."
        )


def _check_since(values: tuple[str, ...]) -> None:
    if len(values) != 1:
        raise BadInput("not_called_since takes one day, such as 2026-03-01 or 14d.")
    if _DAYS.fullmatch(values[0]):
        return
    try:
        date.fromisoformat(values[0])
    except ValueError as error:
        raise BadInput(
            f"“{values[0][:20]}” is no day: write 2026-03-01, or 14d for fourteen days."
        ) from error


_CHECKS = {
    Field.AGE: _check_ages,
    Field.SEX: _check_sexes,
    Field.SCORE: _check_bounds,
    Field.NOT_CALLED_SINCE: _check_since,
    Field.LANGUAGE: _check_languages,
    Field.ABSTAINED: _check_rounds,
    Field.VOTED: _check_rounds,
}
