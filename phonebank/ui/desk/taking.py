"""The line of somebody who rings back, taken out of turn."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from phonebank.ui.desk.locking import Locking
from phonebank.ui.desk.state import Phase

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.calling.finding import Found
    from phonebank.calling.results import Served
    from phonebank.ui.desk.service import DeskService

_BETWEEN_CALLS = (Phase.READY, Phase.WAITING, Phase.STOPPED, Phase.PAUSED, Phase.OFFLINE)


class Taking(Locking):
    """Adds to the desk's course the way from a search to a line."""

    said = Signal(str)
    """A sentence to show for a moment."""

    @property
    def may_take(self) -> bool:
        """Whether a line may be taken out of turn now: between two calls of a campaign."""
        return (
            self._state.phase in _BETWEEN_CALLS
            and self._state.campaign is not None
            and self._state.correction is None
        )

    def finding(self) -> tuple[Bridge, DeskService]:
        """What a search asks through."""
        return self._bridge, self._service

    def take_found(self, found: Found, person_id: int) -> None:
        """Open the line of somebody a search found; the one held goes back."""
        campaign = self._state.campaign
        if not self.may_take or campaign is None:
            return
        self._set(self._between(Phase.LOADING))
        self._write(
            partial(self._service.claim_found, found, person_id, campaign.campaign_id),
            self._on_found_served,
            self._on_lost,
        )

    def _on_found_served(self, served: Served) -> None:
        reason = served.waiting.reason if served.waiting is not None else ""
        sentences = {
            "taken": self.tr("Un collègue s’occupe déjà de cette ligne."),
            "done": self.tr("Il n’y a plus rien à demander sur cette ligne dans cette campagne."),
            "unknown": self.tr("La recherche est trop ancienne : cherchez à nouveau."),
        }
        if reason in sentences:
            self.said.emit(sentences[reason])
            self.next_line()
        else:
            self._on_served(served)
