"""The line over the columns: an error, a lost office, a reservation that ended, a call in doubt."""

from __future__ import annotations

from phonebank.ui.desk.state import WORKING, DeskState, Phase
from phonebank.ui.faults import worded
from phonebank.ui.moments import moment
from phonebank.ui.widgets.frames import Notice


class DeskNotice(Notice):
    """Says at most one thing, the most pressing."""

    def __init__(self, zone: str) -> None:
        super().__init__()
        self._zone = zone

    def show_state(self, state: DeskState) -> None:
        """Say the most pressing thing, or nothing."""
        if state.error:
            self.show_notice(worded(state.error), "bad", "warning")
        elif state.phase is Phase.UNFINISHED:
            self.show_notice(self._unfinished(state), "warning", "question")
        elif not state.online and state.phase in WORKING:
            self.show_notice(
                self.tr(
                    "Hors ligne : la fiche reste ouverte, son résultat sera gardé sur ce poste."
                ),
                "warning",
                "offline",
            )
        elif state.expired:
            self.show_notice(
                self.tr("La réservation est terminée ; le résultat de cet appel sera gardé."),
                "warning",
                "clock",
            )
        else:
            self.show_notice("")

    def _unfinished(self, state: DeskState) -> str:
        if state.started_at is None:
            return self.tr("Un appel commencé ici n’a pas de résultat. Que s’est-il passé ?")
        return self.tr(
            "Un appel commencé {moment} n’a pas de résultat. Que s’est-il passé ? "
            "S’il n’a jamais eu lieu : Autre, puis Incident technique."
        ).format(moment=moment(state.started_at, self._zone))
