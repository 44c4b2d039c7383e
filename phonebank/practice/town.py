"""Valmont-sur-Brise: the fictional town behind the practice office.

`make_town` writes a folder of files in the formats campaigns receive; the practice office is then
made through the same imports as a real one. The same seed and size give the same town.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from phonebank.domain.errors import BadInput, KnownError
from phonebank.domain.practice import FEWEST_VOTERS
from phonebank.domain.rounds import parse_round
from phonebank.practice.contact_files import write_nationbuilder, write_supporters
from phonebank.practice.mailing_files import write_mailing
from phonebank.practice.numbers import Number, assign_numbers
from phonebank.practice.roll_files import (
    write_abstainers,
    write_bureaux,
    write_history,
    write_results,
    write_roll,
)
from phonebank.practice.turnout import HISTORY, LATEST, Turnout, make_turnout
from phonebank.practice.voters import Electorate, make_electorate

if TYPE_CHECKING:
    from pathlib import Path

ROLL_YEAR = 2026
RESULTS = "M20T1"


@dataclass(frozen=True, slots=True)
class TownFiles:
    """The files of a town, each ready for the import of its kind."""

    roll: Path
    """`import roll`: the national register's export, all three lists."""
    bureaux: Path
    """`import bureaux`."""
    history: Path
    """`import turnout --empty unknown`: a column a round."""
    abstainers: Path
    """`import turnout --round M26T1 --listed abstained`: numbers only."""
    contacts: tuple[Path, ...]
    """`import contacts`, one after the other."""
    results: Path
    """`import results`: our list in M20T1, by bureau."""
    mailing: Path
    """`import engagement`: opens and clicks of one letter."""


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its truth, which the files tell only in part."""

    electorate: Electorate
    turnout: Turnout
    numbers: dict[int, tuple[Number, ...]]
    """By `Voter.number`."""
    shares: dict[str, float]
    """Our list's share of the valid votes, by bureau."""
    files: TownFiles
    roll_rows: int
    abstainer_count: int
    """People on the numbers-only list of the latest round."""


def make_town(folder: Path, voters: int = 6000, seed: int = 1) -> Town:
    """Makes a town of so many people on the rolls and writes its files into `folder`.

    The folder is made if need be, files in it are replaced. Raises BadInput below 100 voters,
    KnownError when the folder cannot be written.
    """
    if voters < FEWEST_VOTERS:
        raise BadInput(f"A practice town needs at least {FEWEST_VOTERS} voters, not {voters}.")
    draw = np.random.default_rng(seed)
    electorate = make_electorate(draw, voters, ROLL_YEAR)
    turnout = make_turnout(draw, electorate)
    numbers = assign_numbers(draw, electorate)
    spread = draw.beta(9, 21, len(electorate.bureaux)).tolist()
    shares = dict(zip(electorate.bureaux, spread, strict=True))
    files = TownFiles(
        roll=folder / "ListesArretees-com95999-06-02-2026-10h15.csv",
        bureaux=folder / "bureaux-de-vote.csv",
        history=folder / "historique-participation.csv",
        abstainers=folder / f"emargement-{LATEST}-abstentionnistes.txt",
        contacts=(folder / "contacts-militants.csv", folder / "nationbuilder-people.csv"),
        results=folder / f"resultats-bureaux-{RESULTS}.csv",
        mailing=folder / "emailing-clics.csv",
    )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        rows = write_roll(files.roll, electorate)
        write_bureaux(files.bureaux, electorate, draw)
        write_history(files.history, electorate, turnout, HISTORY)
        absent = write_abstainers(files.abstainers, electorate, turnout, LATEST)
        write_supporters(files.contacts[0], electorate, numbers, draw)
        write_nationbuilder(files.contacts[1], electorate, numbers, draw)
        write_results(files.results, electorate, turnout, parse_round(RESULTS), shares)
        write_mailing(files.mailing, electorate, numbers, draw)
    except OSError as error:
        raise KnownError(
            f"The practice town cannot be written to {folder}: {error.strerror or error}. "
            "Free some space or choose another folder."
        ) from error
    return Town(electorate, turnout, numbers, shares, files, rows, absent)
