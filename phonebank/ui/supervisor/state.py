"""What the supervisor's page knows at one moment. Frozen: each look makes a new one."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from phonebank.domain.card import Waiting
    from phonebank.store.room import CampaignView, RoomView
    from phonebank.ui.supervisor.forecast import Forecast


class Link(StrEnum):
    """How the page stands with the office."""

    LOADING = "loading"
    """Nothing was seen yet."""
    LIVE = "live"
    AWAY = "away"
    """The office does not answer; the last figures stay."""
    REFUSED = "refused"
    """It answers, and refuses: looking again by itself would not help."""


@dataclass(frozen=True, slots=True)
class RoomState:
    """The last look, what a forecast made of it, and the link to the office."""

    link: Link = Link.LOADING
    view: RoomView | None = None
    waiting: Waiting | None = None
    """Why the chosen campaign serves nothing, if it does not."""
    forecast: Forecast | None = None
    told_for: int = 0
    """The campaign `waiting` and `forecast` speak of."""
    seen_at: datetime | None = None
    """When the last look was had, by this machine's clock."""
    sentence: str = ""
    """What the office said when it refused."""

    @property
    def campaign(self) -> CampaignView | None:
        """The campaign shown."""
        if self.view is None:
            return None
        found = (c for c in self.view.campaigns if c.campaign_id == self.view.chosen)
        return next(found, None)
