"""Today where the office is: what `14 days ago` counts from, and how long one may still call."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from datetime import date

    from phonebank.store.owner import OwnerStore


def today_in(owner: OwnerStore) -> date:
    """Today by the office's own clock."""
    return datetime.now(ZoneInfo(owner.office().time_zone)).date()
