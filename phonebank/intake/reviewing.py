"""Deciding who doubtful contacts are, merging and splitting people, and taking each of it back.

A decision concerns this contact and the rows found to be the same person, and nothing else: it
teaches the matcher nothing. A contact linked here is as callable, from its own lawful source, as
one linked for sure by an import, and what it objected to holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput
from phonebank.intake.carrying import carry, known_by, spread
from phonebank.intake.doubtful import (
    Candidate,
    Decided,
    Decision,
    Doubtful,
    asked_about,
    doubtful,
    group,
    known,
    open_group,
    refuse_on_telephone,
    the_one,
)
from phonebank.store import linking, merging, reviewing, splitting
from phonebank.store.people_change import (
    Concerned,
    NewChange,
    same_numbers,
    take_back,
    written_down,
)
from phonebank.store.review_store import ReviewStore

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.store.address import DatabaseUrl
    from phonebank.store.intake import IntakeWork
    from phonebank.store.reviewing import ChangeRow, ContactSide, Waiting

__all__ = ["Candidate", "Decided", "Decision", "Doubtful", "ReviewService"]


class ReviewService:
    """Everything about who is who, over the owner's connection. `close` it when done.

    `by` is who decides, as the history shows it.
    """

    def __init__(self, url: DatabaseUrl, objection_key: bytes, by: str) -> None:
        self._store = ReviewStore(url)
        self._key = objection_key
        self._by = by or "owner"

    def close(self) -> None:
        """Close every connection."""
        self._store.close()

    # Looking -------------------------------------------------------------------------------------

    def waiting(self) -> Waiting:
        """How many contacts wait, and how many were set aside."""
        with self._store.looking() as work:
            return reviewing.waiting(work)

    def next(self, after: int = 0, *, set_aside: bool = False) -> Doubtful | None:
        """The next doubtful contact after that one, around to the first; None when there is none.

        `set_aside`: among those nobody was sure about.
        """
        with self._store.looking() as work:
            found = reviewing.next_doubtful(work, after, set_aside=set_aside)
            return None if found is None else doubtful(work, found)

    def doubtful(self, contact_id: int) -> Doubtful:
        """One contact with its candidates. Raises BadInput when there is none of that number."""
        with self._store.looking() as work:
            return doubtful(work, contact_id)

    def history(self, limit: int = 50) -> tuple[ChangeRow, ...]:
        """The last decisions, merges and splits, the newest first."""
        with self._store.looking() as work:
            return reviewing.changes(work, limit)

    # Deciding ------------------------------------------------------------------------------------

    def decide(self, contact_id: int, decision: Decision, person_id: int | None = None) -> Decided:
        """Write down what a contact is.

        `same` links it to the person (the only candidate where none is named); `different` says it
        is not that person, or none of the candidates; `unsure` sets it aside. Raises BadInput for
        a contact already linked, an unknown person, or several candidates and none named.
        """
        with self._store.deciding() as work:
            found = doubtful(work, contact_id)
            contact = found.contact
            if contact.person_id is not None:
                raise BadInput(
                    f"Contact {contact_id} is linked to person {contact.person_id} already: "
                    "split it first."
                )
            rows = open_group(work, contact)
            offered = [each.person.person_id for each in found.candidates]
            change = NewChange(decision.value, self._by, contact_id, person_id)
            if decision is Decision.SAME:
                change.person_id = the_one(work, contact_id, person_id, offered)
                self._link(work, rows, change)
            else:
                concerned = Concerned(contacts=frozenset(each.contact_id for each in rows))
                with written_down(work, concerned, change):
                    ids = [each.contact_id for each in rows]
                    if decision is Decision.UNSURE:
                        linking.set_aside(work, ids, self._by)
                    else:
                        people = offered if person_id is None else [person_id]
                        linking.set_apart(work, ids, people, self._by)
            return Decided(change.change_id, reviewing.waiting(work))

    def merge(self, keep: int, other: int, reason: str = "") -> Decided:
        """Make two people one: the first stays, with the calls, numbers, turnout of both.

        Raises BadInput for one person twice, somebody unknown, two people of one list of one roll,
        or somebody a desk has on its screen.
        """
        with self._store.deciding() as work:
            if keep == other:
                raise BadInput("A person cannot be merged with themselves: name two people.")
            known(work, keep, other)
            if merging.on_one_list(work, keep, other):
                raise BadInput(
                    f"{keep} and {other} stand on the same list of the same roll: they are two "
                    "people, and stay two."
                )
            refuse_on_telephone(work, keep, other)
            people = frozenset({keep, other})
            concerned = Concerned(people, asked_about(work, people), same_numbers(work, people))
            change = NewChange("merge", self._by, None, keep, other, reason)
            with written_down(work, concerned, change):
                merging.merge(work, keep, other)
                spread(work)
            return Decided(change.change_id, reviewing.waiting(work))

    def split(self, contact_id: int, to: int | None = None, reason: str = "") -> Decided:
        """Take a contact off the person it is linked to; `to` links it to another at once.

        The numbers only this contact gave, and the calls and objections on them, follow it. Raises
        BadInput for a contact that is linked to nobody, and as `merge` does.
        """
        with self._store.deciding() as work:
            contact = doubtful(work, contact_id).contact
            person = contact.person_id
            if person is None:
                return self._part(work, contact, reason)
            if to is not None:
                known(work, to)
                if to == person:
                    raise BadInput(f"Contact {contact_id} is linked to person {person} already.")
            people = frozenset({person} if to is None else {person, to})
            refuse_on_telephone(work, *people)
            numbers = same_numbers(work, people) | set(contact.phones)
            hashes = known_by([contact], self._key)
            concerned = Concerned(people, frozenset({contact_id}), frozenset(numbers), hashes)
            change = NewChange("split", self._by, contact_id, person, to, reason)
            with written_down(work, concerned, change):
                moved = splitting.moved_objections(work, person, contact_id)
                splitting.unlink(work, contact_id, person, to, self._by)
                splitting.lift_spread(work, person, moved)
                if to is not None:
                    carry(work, [contact], to, self._key, self._by)
            return Decided(change.change_id, reviewing.waiting(work))

    def join(self, contact_id: int, first_id: int, reason: str = "") -> Decided:
        """Say that two contacts are one person: they are asked about and linked together.

        Raises BadInput where they are linked to two people: merge those.
        """
        with self._store.deciding() as work:
            contact, first = doubtful(work, contact_id).contact, doubtful(work, first_id).contact
            if contact_id == first_id:
                raise BadInput("A contact cannot be joined to itself: name two contacts.")
            linked = {each.person_id for each in (contact, first)} - {None}
            if len(linked) > 1:
                raise BadInput(
                    "These contacts are linked to two people: merge the people, or split one "
                    "contact off first."
                )
            rows = [contact, *group(work, contact), first, *group(work, first)]
            change = NewChange("join", self._by, contact_id, None, None, reason)
            person = next(iter(linked), None)
            people = frozenset() if person is None else frozenset({person})
            contacts = frozenset({contact_id, first_id, *contact.same, *first.same})
            numbers = same_numbers(work, people) | {
                number for each in rows for number in each.phones
            }
            hashes = known_by(rows, self._key)
            concerned = Concerned(people, contacts, frozenset(numbers), hashes)
            with written_down(work, concerned, change):
                merging.join(work, contact_id, first_id, self._by)
                if person is not None:
                    free = [each for each in rows if each.person_id is None]
                    carry(work, free, person, self._key, self._by)
            return Decided(change.change_id, reviewing.waiting(work))

    def undo(self, change_id: int | None = None) -> ChangeRow:
        """Take a change back, the last one where none is named.

        Raises BadInput for a change that is not there, is undone already, or has a later one of
        the same people over it.
        """
        with self._store.deciding() as work:
            if change_id is None:
                last = next((row for row in reviewing.changes(work, 200) if not row.undone), None)
                if last is None:
                    raise BadInput("There is no decision to undo.")
                change_id = last.change_id
            row = reviewing.change(work, change_id)
            if row is None or row.undone:
                raise BadInput(
                    f"There is no change {change_id} to undo."
                    if row is None
                    else f"Change {change_id} was undone already."
                )
            later = reviewing.newest_over(work, row)
            if later is not None:
                raise BadInput(
                    f"Change {later} came after change {change_id}, about the same people: undo "
                    "it first."
                )
            people = [each for each in (row.person_id, row.other_id) if each is not None]
            refuse_on_telephone(work, *people)
            take_back(work, change_id, self._by)
            return row

    # Inside --------------------------------------------------------------------------------------

    def _link(self, work: IntakeWork, rows: Sequence[ContactSide], change: NewChange) -> None:
        person = change.person_id or 0
        numbers = same_numbers(work, [person]) | {n for each in rows for n in each.phones}
        concerned = Concerned(
            frozenset({person}),
            frozenset(each.contact_id for each in rows),
            frozenset(numbers),
            known_by(rows, self._key),
        )
        with written_down(work, concerned, change):
            carry(work, rows, person, self._key, self._by)

    def _part(self, work: IntakeWork, contact: ContactSide, reason: str) -> Decided:
        """Two contacts found to be one person, told apart."""
        if not contact.same:
            raise BadInput(
                f"Contact {contact.contact_id} is linked to nobody: there is nothing to split."
            )
        ids = frozenset({contact.contact_id, *contact.same})
        change = NewChange("split", self._by, contact.contact_id, None, None, reason)
        with written_down(work, Concerned(contacts=ids), change):
            splitting.part(work, contact.contact_id, self._by)
        return Decided(change.change_id, reviewing.waiting(work))
