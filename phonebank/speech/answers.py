"""What reading aloud answers with: a voice, how it ended, or why it cannot be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why nothing was heard; a screen words it in its own language by this key."""

    NO_ENGINE = "no_engine"
    NO_VOICE = "no_voice"
    NO_PLAYER = "no_player"
    NO_SOUND = "no_sound"
    TOO_LONG = "too_long"
    EMPTY = "empty"
    TIMED_OUT = "timed_out"
    FAILED = "failed"


_SENTENCES: dict[Reason, str] = {
    Reason.NO_ENGINE: "No speech engine is installed here; install espeak-ng to hear the script.",
    Reason.NO_VOICE: "No voice for this language is installed here; the script can still be read.",
    Reason.NO_PLAYER: "The program aplay is missing; install alsa-utils to hear the script.",
    Reason.NO_SOUND: "No sound card answered; check the headset and the system's sound settings.",
    Reason.TOO_LONG: "This text is too long to be read aloud; read it step by step.",
    Reason.EMPTY: "There is nothing to read aloud here.",
    Reason.TIMED_OUT: "The speech engine did not answer in time; try again, or read on screen.",
    Reason.FAILED: "The speech engine stopped by itself; try again, or read on screen.",
}


@dataclass(frozen=True, slots=True)
class Trouble:
    """Reading aloud is not possible now; everything else works."""

    reason: Reason

    @property
    def sentence(self) -> str:
        """What happened and what to do, in English."""
        return _SENTENCES[self.reason]


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice of this machine."""

    id: str
    """The engine's own name for it."""
    name: str
    language: str
    """'fr' or 'en'."""


class Ending(StrEnum):
    """How reading a text aloud ended."""

    FINISHED = "finished"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Spoken:
    """The result of one `speak`."""

    ending: Ending
    trouble: Trouble | None = None
    """Set when `ending` is FAILED, and only then."""
