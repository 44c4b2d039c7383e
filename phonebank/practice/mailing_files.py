"""The practice campaign's mailing: who opened its letter and what they clicked on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from phonebank.practice.contact_files import email_of, in_nationbuilder
from phonebank.practice.roll_files import write_table

if TYPE_CHECKING:
    from pathlib import Path

    import numpy as np

    from phonebank.practice.numbers import Number
    from phonebank.practice.voters import Electorate

MAILING = "Lettre de février"
LINKS = (
    "https://valmont-ensemble.example/creches",
    "https://valmont-ensemble.example/velo",
    "https://valmont-ensemble.example/marche",
    "https://valmont-ensemble.example/procuration",
)
_OPENED, _CLICKED = 0.45, 0.35
_SENT = datetime(2026, 2, 20, 8, 0, tzinfo=UTC)


def write_mailing(
    path: Path,
    town: Electorate,
    numbers: dict[int, tuple[Number, ...]],
    draw: np.random.Generator,
) -> None:
    """Opens and clicks of one letter, by e-mail address: about half of the export's people."""
    rows = []
    for place in sorted(numbers):
        if not in_nationbuilder(place) or draw.random() > _OPENED:
            continue
        address = email_of(town.voters[place])
        at = _SENT + timedelta(minutes=int(draw.integers(1, 4000)))
        rows.append((address, MAILING, "open", "", at.isoformat()))
        if draw.random() < _CLICKED:
            link = LINKS[int(draw.integers(len(LINKS)))]
            clicked = at + timedelta(seconds=int(draw.integers(5, 300)))
            rows.append((address, MAILING, "click", link, clicked.isoformat()))
    write_table(path, ["email", "campaign", "event", "url", "timestamp"], rows, separator=",")
