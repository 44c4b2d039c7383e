"""What every command shares: which office, and whether a person or a program reads the answer."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

from phonebank.office.founding import finish_founding
from phonebank.office.ledger import keep_ledger
from phonebank.office.office import Office, open_office
from phonebank.store.owner import OwnerStore


@dataclass
class Choice:
    """The two options that may stand anywhere on the line."""

    office: str | None = None
    as_json: bool = False


choice = Choice()


def answer(facts: Mapping[str, Any], *lines: str, nothing: str = "") -> None:
    """Print the facts as one JSON object, or else the lines (or the facts, one a line).

    `nothing` is what a person reads where there are no lines.
    """
    if choice.as_json:
        print(json.dumps(facts, default=_plain, ensure_ascii=False))
        return
    if nothing and not lines:
        lines = (nothing,)
    for line in lines or tuple(f"{key}: {_shown(value)}" for key, value in facts.items()):
        print(line)


def complain(sentence: str) -> None:
    """One sentence on stderr."""
    print(sentence, file=sys.stderr)


def tell(words: str) -> None:
    """What is being done now, for somebody who watches; stderr is for the sentence of an error."""
    if sys.stderr.isatty() and not choice.as_json:
        complain(words)


@contextmanager
def chosen_office() -> Iterator[Office]:
    """The office meant by --office, started if need be."""
    with open_office(choice.office) as office:
        yield office


@contextmanager
def owned_office() -> Iterator[tuple[Office, OwnerStore]]:
    """The office and its owner's connection; its objections are in the ledger at the end."""
    with chosen_office() as office, OwnerStore(office.owner_url) as owner:
        finish_founding(office, owner)
        yield office, owner
        if not office.practice:
            keep_ledger(office)


@contextmanager
def progress_bar() -> Iterator[Any]:
    """A callback (what is being done, share 0 … 1) shown as a bar on a terminal."""
    console = Console(stderr=True)
    with Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=choice.as_json or not console.is_terminal,
    ) as bar:
        task = bar.add_task("", total=1.0)

        def show(what: str, share: float) -> None:
            bar.update(task, description=what, completed=share)

        yield show


def _plain(value: object) -> object:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no plain form")


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {inner}" for key, inner in value.items())
    return str(_plain(value) if isinstance(value, (datetime, date, UUID)) else value)
