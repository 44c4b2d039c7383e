"""`phonebank call search`: who rings back, by the full number or by surname and year of birth."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from phonebank.commands.calls import Caller, signed_in
from phonebank.commands.output import answer
from phonebank.domain.errors import BadInput
from phonebank.domain.phone import Phone, classify

_SENTENCES = {
    "found": "Known here:",
    "none": "Nobody on a line of this office fits.",
    "many": "Too many fit: ask for the number.",
    "cap": "This hour's searches are used up; a supervisor was told.",
    "unknown": "The answer came too late: ask again.",
}


def search(
    caller: Caller,
    number: Annotated[str | None, typer.Option("--number", help="in full, as said")] = None,
    surname: Annotated[str | None, typer.Option("--surname")] = None,
    born: Annotated[int | None, typer.Option("--born", help="year of birth, YYYY")] = None,
) -> None:
    """Who rings back: by the full number, or by surname and year of birth."""
    e164 = None
    if number is not None:
        phone = classify(number, practice=True)
        if not isinstance(phone, Phone):
            raise BadInput(f"{number} is no full telephone number: {phone.sentence}.")
        e164 = phone.e164
    elif surname is None or born is None:
        raise BadInput("Give --number, or --surname together with --born.")
    with signed_in(caller) as desk:
        found = desk.search(e164, surname, born)
    people = [
        f"{each.first_name} {each.last_name}, {each.age_band or '?'}, bureau {each.bureau or '?'}"
        for each in found.people
    ]
    answer(
        {
            "status": found.status,
            "until": found.until,
            "people": [asdict(each) for each in found.people],
        },
        _SENTENCES.get(found.status, found.status),
        *people,
    )
