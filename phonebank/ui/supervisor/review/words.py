"""How a contact and a person are written beside one another."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from phonebank.domain.phone import spoken
from phonebank.intake.comparing import Verdict
from phonebank.ui.faults import worded

if TYPE_CHECKING:
    from phonebank.intake.reviewing import Candidate, Doubtful
    from phonebank.store.reviewing import ContactSide, PersonSide

_DASH = "—"
_LONG_WORD = re.compile(r"\S{26,}")


@dataclass(frozen=True, slots=True)
class Line:
    """One field of both: its title, what each says, how they compare (None: nothing to compare)."""

    title: str
    ours: str
    theirs: str
    verdict: Verdict | None


def lines(found: Doubtful, candidate: Candidate) -> tuple[Line, ...]:
    """The fields side by side, in the order one reads them."""
    contact, person, compared = found.contact, candidate.person, candidate.compared
    translate = QCoreApplication.translate
    return (
        Line(
            translate("review", "Nom"),
            contact.family_name or _DASH,
            _surname(person),
            compared.family_name,
        ),
        Line(
            translate("review", "Prénom"),
            contact.first_name or _DASH,
            person.first_names or _DASH,
            compared.first_name,
        ),
        Line(
            translate("review", "Naissance"),
            birth(contact.birth),
            birth(person.birth),
            compared.birth,
        ),
        Line(
            translate("review", "Adresse"),
            _joined(contact.address, contact.postcode),
            _joined(person.address, f"{person.postcode} {person.city}".strip()),
            compared.address,
        ),
        Line(
            translate("review", "Téléphone"),
            _numbers(contact.phones),
            _numbers(person.phones),
            compared.phone,
        ),
        Line(
            translate("review", "E-mail"),
            contact.email or _DASH,
            "\n".join(person.emails) or _DASH,
            compared.email,
        ),
        Line(translate("review", "Provenance"), _origin(contact), _roll(person), None),
    )


def verdict_words(verdict: Verdict) -> tuple[str, str]:
    """A verdict in a word, and the tone it is shown in."""
    translate = QCoreApplication.translate
    return {
        Verdict.SAME: (translate("review", "pareil"), "good"),
        Verdict.CLOSE: (translate("review", "proche"), "warning"),
        Verdict.DIFFERS: (translate("review", "différent"), "bad"),
        Verdict.UNKNOWN: (translate("review", "inconnu"), "quiet"),
    }[verdict]


def birth(text: str) -> str:
    """`1961-05-00` as one reads it: `mai 1961`."""
    if not text:
        return _DASH
    year, month, day = (int(part) for part in text.split("-"))
    if not month:
        return str(year)
    if not day:
        return f"{QLocale().standaloneMonthName(month)} {year}"
    return f"{day:02d}/{month:02d}/{year}"


def name_of(contact: ContactSide) -> str:
    """A contact's name, as one says it."""
    return f"{contact.first_name} {contact.family_name}".strip() or _DASH


def breakable(text: str) -> str:
    """The text with places to break inside words too long for a column."""
    return _LONG_WORD.sub(lambda word: re.sub(r"(.{12})", "\\1\u200b", word[0]), text)


def fault_words(sentence: str) -> str:
    """A refusal of the service in the window's language; any other as it came."""
    return {
        "A desk has this person on its screen right now: do it again when the call is "
        "over.": QCoreApplication.translate(
            "review",
            "Un poste a cette personne à l’écran en ce moment : recommencez après son appel.",
        ),
        "An import is under way: decide again when it is done.": QCoreApplication.translate(
            "review", "Un import est en cours : décidez à nouveau quand il sera fini."
        ),
    }.get(sentence) or worded(sentence)


def _surname(person: PersonSide) -> str:
    if person.used_name and person.used_name != person.birth_name:
        used = QCoreApplication.translate("review", "{born}, d’usage {used}")
        return used.format(born=person.birth_name, used=person.used_name)
    return person.birth_name or _DASH


def _joined(address: str, town: str) -> str:
    return "\n".join(part for part in (address, town) if part) or _DASH


def _numbers(numbers: tuple[str, ...]) -> str:
    return "\n".join(spoken(number) for number in numbers) or _DASH


def _origin(contact: ContactSide) -> str:
    row = QCoreApplication.translate("review", "{file}, ligne {row}")
    said = [contact.source, row.format(file=contact.file_name, row=contact.row_number)]
    if contact.objects:
        said.append(QCoreApplication.translate("review", "Ne plus appeler"))
    return "\n".join(said)


def _roll(person: PersonSide) -> str:
    if person.departed:
        return QCoreApplication.translate("review", "N’est plus sur la liste")
    if not person.bureau:
        return QCoreApplication.translate("review", "Liste électorale, sans bureau")
    bureau = QCoreApplication.translate("review", "Liste électorale, bureau {bureau}")
    return bureau.format(bureau=person.bureau)
