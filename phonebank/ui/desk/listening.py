"""Reading the script aloud: one key starts, the same key stops at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from phonebank.speech.answers import Ending, Reason, Spoken

if TYPE_CHECKING:
    from concurrent.futures import Future

    from phonebank.bridge import Bridge


class Speaks(Protocol):
    """What reads aloud: `phonebank.speech.speaker.Speaker`."""

    def speak(self, text: str, language: str) -> Future[Spoken]:
        """Start reading; returns at once."""

    def stop(self) -> None:
        """Silence at once."""


class Listening(QObject):
    """Whether something is being read, and what went wrong if nothing is heard."""

    changed = Signal(bool)
    failed = Signal(str)

    def __init__(self, bridge: Bridge, speaker: Speaks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._speaker = speaker
        self._text = ""

    @property
    def reading(self) -> bool:
        """Something is being read aloud."""
        return bool(self._text)

    def toggle(self, text: str, language: str) -> None:
        """Read this text, or stop when something is being read."""
        if self._text:
            self.stop()
            return
        self._text = text
        self.changed.emit(True)
        self._bridge.follow("speech", self._speaker.speak(text, language), self._on_ended)

    def stop(self) -> None:
        """Silence at once; nothing happens when nothing is being read."""
        if not self._text:
            return
        self._text = ""
        self._bridge.drop("speech")
        self._speaker.stop()
        self.changed.emit(False)

    def _on_ended(self, spoken: Spoken) -> None:
        self._text = ""
        self.changed.emit(False)
        if spoken.ending is Ending.FAILED and spoken.trouble is not None:
            self.failed.emit(self._sentence(spoken.trouble.reason))

    def _sentence(self, reason: Reason) -> str:
        sentences = {
            Reason.NO_ENGINE: self.tr(
                "Aucune synthèse vocale ici : installez espeak-ng pour écouter le script."
            ),
            Reason.NO_VOICE: self.tr(
                "Aucune voix pour cette langue sur ce poste ; le script se lit à l’écran."
            ),
            Reason.NO_PLAYER: self.tr(
                "Le programme aplay manque : installez alsa-utils pour écouter le script."
            ),
            Reason.NO_SOUND: self.tr(
                "Aucune carte son ne répond : vérifiez le casque et le son du système."
            ),
            Reason.TOO_LONG: self.tr("Ce texte est trop long pour être lu à voix haute."),
            Reason.EMPTY: self.tr("Il n’y a rien à lire à voix haute ici."),
            Reason.TIMED_OUT: self.tr("La synthèse vocale n’a pas répondu ; réessayez."),
            Reason.FAILED: self.tr("La synthèse vocale s’est arrêtée ; réessayez."),
        }
        return sentences[reason]
