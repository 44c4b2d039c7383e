"""The team on its way: who works here, PINs given, people sent away, desks let try again."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from phonebank.ui.supervisor.team_words import refused

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.store.accounts import DeskView, GivenPin, PersonView, SentAway, Team


@dataclass(frozen=True, slots=True)
class TeamView:
    """One look: everybody, and the desks in service."""

    people: tuple[PersonView, ...]
    desks: tuple[DeskView, ...]


@dataclass(frozen=True, slots=True)
class NewPin:
    """A PIN to be told once."""

    name: str
    pin: str
    added: bool
    """The person is new; otherwise the PIN replaces another."""


class TeamPresenter(QObject):
    """Asks through the bridge; after each change it looks again."""

    seen = Signal(object)
    """A `TeamView`."""
    pin_given = Signal(object)
    """A `NewPin`."""
    refused = Signal(str)
    """Why what was asked for was not done, as a sentence."""
    said = Signal(str)
    """What was done, as a sentence."""

    def __init__(self, bridge: Bridge, team: Team, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._team = team
        self._name = ""
        self._pin = ""

    def look(self) -> None:
        """Look at the team and the desks."""
        self._bridge.read("team", partial(_look, self._team), self._on_seen, self._on_lost)

    def add(self, name: str, pin: str, language: str, spoken: tuple[str, ...]) -> None:
        """Add a volunteer; without a PIN the office makes one up."""
        self._name, self._pin = name, pin
        job = partial(self._team.add_caller, name, pin or None, language, spoken)
        self._bridge.write(job, self._on_added, self._on_lost)

    def give_pin(self, person: PersonView) -> None:
        """Give somebody another PIN, made up by the office."""
        self._name, self._pin = person.name, ""
        job = partial(self._team.new_pin, person.account_id)
        self._bridge.write(job, self._on_new_pin, self._on_lost)

    def set_active(self, person: PersonView, *, active: bool) -> None:
        """Send somebody away, or let them back in."""
        self._name = person.name
        job = partial(self._team.set_active, person.account_id, active=active)
        self._bridge.write(job, self._on_done, self._on_lost)

    def end_session(self, person: PersonView) -> None:
        """Sign somebody out; they may sign in again."""
        self._name = person.name
        job = partial(self._team.end_session, person.account_id)
        self._bridge.write(job, self._on_done, self._on_lost)

    def unlock_desk(self, desk: DeskView) -> None:
        """Let a desk try PINs again at once."""
        self._bridge.write(
            partial(self._team.unlock_desk, desk.desk_id), self._on_unlocked, self._on_lost
        )

    def _on_seen(self, view: TeamView) -> None:
        self.seen.emit(view)

    def _on_added(self, given: GivenPin) -> None:
        self._on_pin(given, added=True)

    def _on_new_pin(self, given: GivenPin) -> None:
        self._on_pin(given, added=False)

    def _on_pin(self, given: GivenPin, *, added: bool) -> None:
        if given.status != "ok":
            self.refused.emit(refused(given.status, self._name))
            return
        pin, self._pin = given.pin or self._pin, ""
        self.pin_given.emit(NewPin(given.name or self._name, pin, added))
        self.look()

    def _on_done(self, away: SentAway) -> None:
        if away.status != "ok":
            self.refused.emit(refused(away.status, self._name))
        elif away.line == "back":
            self.said.emit(self.tr("Sa ligne est retournée dans la file."))
        elif away.line == "doubt":
            self.said.emit(self.tr("Son appel en cours est à trier."))
        self.look()

    def _on_unlocked(self, unlocked: bool) -> None:
        if unlocked:
            self.said.emit(self.tr("Ce poste peut réessayer."))
        self.look()

    def _on_lost(self, sentence: str) -> None:
        self.refused.emit(refused("away" if sentence else "bug", self._name))


def _look(team: Team) -> TeamView:
    return TeamView(team.people(), team.desks())
