"""`phonebank review …`, `phonebank person merge|split|join`: who is who, from the terminal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from getpass import getuser
from typing import Annotated, Any

import typer

from phonebank.commands.output import answer, owned_office
from phonebank.intake.reviewing import Candidate, Decided, Decision, Doubtful, ReviewService
from phonebank.office.secret import objection_key

review = typer.Typer(help="Doubtful contacts: who are they on the roll?", no_args_is_help=True)

Contact = Annotated[int, typer.Argument(metavar="CONTACT", help="the contact's number")]
Reason = Annotated[str, typer.Option("--reason", help="why, without a name: it is kept")]
_MARKS = {"same": "=", "close": "≈", "differs": "≠", "unknown": " "}


@contextmanager
def _service() -> Iterator[ReviewService]:
    with owned_office() as (office, _owner):
        service = ReviewService(office.owner_url, objection_key(office), getuser())
        try:
            yield service
        finally:
            service.close()


@review.command("next")
def next_one(
    after: Annotated[int, typer.Option("--after", help="start behind this contact")] = 0,
    set_aside: Annotated[
        bool, typer.Option("--set-aside", help="among those nobody was sure about")
    ] = False,
) -> None:
    """The next doubtful contact, beside the people it may be; and how many are left."""
    with _service() as service:
        found = service.next(after, set_aside=set_aside)
        left = service.waiting()
    facts: dict[str, Any] = {"left": left.left, "set_aside": left.set_aside, "contact": None}
    if found is None:
        more = f" {left.set_aside} set aside: --set-aside." if left.set_aside else ""
        answer(facts, f"Nothing to review.{more}")
        return
    facts |= {
        "contact": asdict(found.contact),
        "candidates": [_facts(each) for each in found.candidates],
    }
    answer(facts, *_lines(found), f"{left.left} left, {left.set_aside} set aside.")


@review.command("decide")
def decide(
    contact: Contact,
    decision: Annotated[Decision, typer.Argument(help="same, different or unsure")],
    person: Annotated[
        int | None, typer.Option("--person", metavar="ID", help="which of the people")
    ] = None,
) -> None:
    """Say what a contact is: the same person, a different one, or unsure."""
    with _service() as service:
        _told(service.decide(contact, decision, person))


@review.command("undo")
def undo(
    change: Annotated[
        int | None, typer.Argument(metavar="CHANGE", help="its number (default: the last)")
    ] = None,
) -> None:
    """Take back a decision, a merge or a split: everything is as it was."""
    with _service() as service:
        row = service.undo(change)
    answer({"undone": row.change_id, "kind": row.kind}, f"Change {row.change_id} was undone.")


@review.command("list")
def history(
    limit: Annotated[int, typer.Option("--limit", min=1, max=1000)] = 20,
) -> None:
    """The last decisions, merges and splits: who, when, and whether they were undone."""
    with _service() as service:
        rows = service.history(limit)
    answer(
        {"changes": [asdict(row) for row in rows]},
        *(
            f"{row.change_id}  {row.made_at:%Y-%m-%d %H:%M}  {row.made_by}  {row.kind}"
            f"{'  undone' if row.undone else ''}"
            for row in rows
        ),
        nothing="Nothing was decided yet.",
    )


def merge(
    keep: Annotated[int, typer.Argument(metavar="KEEP", help="the person who stays")],
    other: Annotated[int, typer.Argument(metavar="OTHER", help="the same person, once more")],
    reason: Reason = "",
) -> None:
    """Make two people one: calls, numbers, turnout and objections of both. Undo: `review undo`."""
    with _service() as service:
        _told(service.merge(keep, other, reason))


def split(
    contact: Contact,
    to: Annotated[
        int | None, typer.Option("--to", metavar="ID", help="the person it is instead")
    ] = None,
    reason: Reason = "",
) -> None:
    """Take a contact off the person it is linked to, with its numbers. Undo: `review undo`."""
    with _service() as service:
        _told(service.split(contact, to, reason))


def join(
    contact: Contact,
    first: Annotated[int, typer.Argument(metavar="FIRST", help="the other contact")],
    reason: Reason = "",
) -> None:
    """Say that two contacts are one person. Undo: `review undo`."""
    with _service() as service:
        _told(service.join(contact, first, reason))


def _told(done: Decided) -> None:
    answer(
        {
            "change_id": done.change_id,
            "left": done.waiting.left,
            "set_aside": done.waiting.set_aside,
        },
        f"Change {done.change_id}; {done.waiting.left} left to review. "
        f"To take it back: phonebank review undo {done.change_id}",
    )


def _facts(candidate: Candidate) -> dict[str, Any]:
    return {
        **asdict(candidate.person),
        "likeness": round(candidate.likeness, 3),
        "compared": {name: value.value for name, value in asdict(candidate.compared).items()},
    }


def _lines(found: Doubtful) -> list[str]:
    contact = found.contact
    ways = ", ".join(filter(None, (*contact.phones, contact.email)))
    first = (
        f"Contact {contact.contact_id}: {contact.family_name} {contact.first_name}, "
        f"{contact.birth or 'no birth date'}, {contact.address or 'no address'} "
        f"{contact.postcode}, {ways} ({contact.source})"
    )
    lines = [first]
    for each in found.candidates:
        person, marks = each.person, asdict(each.compared)
        lines.append(
            f"  person {person.person_id} ({each.likeness:.0%}): "
            f"{_MARKS[marks['family_name']]}{person.birth_name} {person.used_name} "
            f"{_MARKS[marks['first_name']]}{person.first_names}, "
            f"{_MARKS[marks['birth']]}{person.birth}, "
            f"{_MARKS[marks['address']]}{person.address} {person.postcode}, "
            f"bureau {person.bureau}"
        )
    return lines
