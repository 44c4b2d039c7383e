"""`phonebank person …`: what a person may ask of those who hold their data."""

from __future__ import annotations

from typing import Annotated

import typer

from phonebank.commands.output import answer, chosen_office
from phonebank.commands.reviews import join, merge, split
from phonebank.office.erasure import erase_person

people = typer.Typer(help="A person's rights over their data.", no_args_is_help=True)


people.command("merge")(merge)
people.command("split")(split)
people.command("join")(join)


@people.callback()
def rights() -> None:
    """A person's rights over their data."""


@people.command("erase")
def erase(
    person: Annotated[int, typer.Argument(metavar="ID", help="the person's number in the office")],
    reason: Annotated[str, typer.Option("--reason", help="why, without a name: it is kept")],
) -> None:
    """Erase a person for good: no later file and no backup brings them back."""
    with chosen_office() as office:
        done = erase_person(office, person, reason)
    answer(
        {"receipt": done.receipt, "numbers": done.numbers},
        f"Erased, with {done.numbers} number{'' if done.numbers == 1 else 's'} of their own. "
        f"Receipt: {done.receipt}.",
    )
