"""A review service without a database: contacts in a row, decisions kept in a list."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from phonebank.domain.errors import BadInput
from phonebank.intake.comparing import compare
from phonebank.intake.reviewing import Candidate, Decided, Decision, Doubtful
from phonebank.store.reviewing import ChangeRow, ContactSide, PersonSide, Waiting

LONG = "de La Rochefoucauld-Montmorency d’Hauteville-Saint-Symphorien"


def contact(number: int, family: str = "Roger", **more: object) -> ContactSide:
    facts: dict[str, object] = {
        "contact_id": number,
        "family_name": family,
        "first_name": "Michel",
        "birth": "1964-10-27",
        "address": "127 chemin du Moulin",
        "postcode": "95990",
        "email": "michel.roger@example.org",
        "phones": ("+33639985555", "+33199001122"),
        "tags": (),
        "source": "Marché du dimanche",
        "legal_basis": "",
        "file_name": "contacts-militants.csv",
        "row_number": 14 + number,
        "import_id": 1,
        "band": "review",
        "person_id": None,
        "objects": False,
        "set_aside": False,
        "same": (),
        "candidates": (),
    }
    return ContactSide(**(facts | more))  # type: ignore[arg-type]


def person(number: int, **more: object) -> PersonSide:
    facts: dict[str, object] = {
        "person_id": number,
        "birth_name": "Roger",
        "used_name": "",
        "first_names": "Michel Karim Marcel",
        "birth": "1964-10-27",
        "address": "999 rue des Homonymes",
        "postcode": "95990",
        "city": "Valmont-sur-Brise",
        "bureau": "0012",
        "phones": (),
        "emails": (),
        "sources": (),
        "departed": False,
    }
    return PersonSide(**(facts | more))  # type: ignore[arg-type]


def doubt(one: ContactSide, *people: PersonSide) -> Doubtful:
    return Doubtful(
        one, tuple(Candidate(each, 0.88 - 0.01 * at, compare(one, each)) for at, each in
                   enumerate(people))
    )  # fmt: skip


@dataclass
class ScriptedReview:
    """What `ReviewService` answers, from a list."""

    queue: list[Doubtful] = field(default_factory=list)
    aside: list[Doubtful] = field(default_factory=list)
    said: list[tuple[int, Decision, int | None]] = field(default_factory=list)
    fault: str = ""
    _before: list[tuple[int, list[Doubtful], list[Doubtful]]] = field(default_factory=list)

    def waiting(self) -> Waiting:
        return Waiting(len(self.queue), len(self.aside))

    def next(self, after: int = 0, *, set_aside: bool = False) -> Doubtful | None:
        rows = self.aside if set_aside else self.queue
        later = [each for each in rows if each.contact.contact_id > after]
        return next(iter(later or rows), None)

    def doubtful(self, contact_id: int) -> Doubtful:
        rows = (*self.queue, *self.aside)
        return next(each for each in rows if each.contact.contact_id == contact_id)

    def decide(self, contact_id: int, decision: Decision, person_id: int | None = None) -> Decided:
        if self.fault:
            raise BadInput(self.fault)
        found = self.doubtful(contact_id)
        self._before.append((contact_id, list(self.queue), list(self.aside)))
        self.said.append((contact_id, decision, person_id))
        self.queue = [each for each in self.queue if each is not found]
        self.aside = [each for each in self.aside if each is not found]
        left = tuple(each for each in found.candidates if each.person.person_id != person_id)
        if decision is Decision.DIFFERENT and left:
            self.queue.append(replace(found, candidates=left))
            self.queue.sort(key=lambda each: each.contact.contact_id)
        if decision is Decision.UNSURE:
            self.aside.append(found)
        return Decided(len(self._before), self.waiting())

    def undo(self, change_id: int | None = None) -> ChangeRow:
        contact_id, self.queue, self.aside = self._before.pop()
        return ChangeRow(
            change_id or 0, "same", contact_id, None, None, "", datetime.now(UTC), "Sophie", True
        )
