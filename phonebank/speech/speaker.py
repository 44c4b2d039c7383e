"""Read a text aloud and stop at once, without ever blocking or failing the call in progress.

Calls come from one thread (the window's). What happens afterwards is told by a `Future`, whose
callbacks run on a worker thread: a bridge hands them to the window's thread.
"""

from __future__ import annotations

import shutil
import sys
import threading
import unicodedata
from concurrent.futures import Future

from phonebank.speech.answers import Ending, Reason, Spoken, Trouble, Voice
from phonebank.speech.utterance import Utterance, ask_voice

LANGUAGES = ("fr", "en")
MAX_CHARACTERS = 8000
"""About nine minutes of speech."""


class Speaker:
    """One voice for one window; a new text silences the one before."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._current: Utterance | None = None
        self._voices: dict[str, Voice] = {}

    def speak(self, text: str, language: str) -> Future[Spoken]:
        """Start reading plain `text` (no Markdown) in 'fr' or 'en'; returns at once.

        The future's result says how it ended; it carries no exception and cannot be cancelled
        (call `stop`). What was being read is stopped first.
        """
        self.stop()
        words = spoken_words(text)
        reason = _refusal(words, language)
        if reason is not None:
            refused: Future[Spoken] = Future()
            refused.set_running_or_notify_cancel()
            refused.set_result(Spoken(Ending.FAILED, Trouble(reason)))
            return refused
        utterance = Utterance(words, language)
        with self._lock:
            self._current = utterance
        utterance.start()
        return utterance.ended

    def stop(self) -> None:
        """Silence at once: the process group is killed and its folder removed before this returns.

        Does nothing when nothing is being read.
        """
        with self._lock:
            utterance, self._current = self._current, None
        if utterance is not None:
            utterance.stop()

    @property
    def speaking(self) -> bool:
        """A text is being read, or about to be."""
        with self._lock:
            return self._current is not None and not self._current.ended.done()

    def available(self, language: str) -> Voice | Trouble:
        """The voice that would read 'fr' or 'en', or why none can.

        Starts a process and waits for it, a fraction of a second as a rule and 15 s at most: ask
        from a worker thread. A sound card is only known by playing; `speak` tells.
        """
        if language not in LANGUAGES:
            return Trouble(Reason.NO_VOICE)
        if sys.platform == "linux" and shutil.which("aplay") is None:
            return Trouble(Reason.NO_PLAYER)
        known = self._voices.get(language)
        if known is not None:
            return known
        found = ask_voice(language)
        if isinstance(found, Voice):
            self._voices[language] = found
        return found


def spoken_words(text: str) -> str:
    """The text without control characters (some are commands to the engine), spaces evened out."""
    kept = "".join(c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs"))
    return "\n".join(filter(None, (" ".join(line.split()) for line in kept.splitlines())))


def _refusal(words: str, language: str) -> Reason | None:
    if language not in LANGUAGES:
        return Reason.NO_VOICE
    if not any(character.isalnum() for character in words):
        return Reason.EMPTY
    if len(words) > MAX_CHARACTERS:
        return Reason.TOO_LONG
    if sys.platform == "linux" and shutil.which("aplay") is None:
        return Reason.NO_PLAYER
    return None
