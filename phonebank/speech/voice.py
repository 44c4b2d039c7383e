"""The process that reads one text aloud: `python -m phonebank.speech.voice speak fr FOLDER`.

It is started by `speaker.Speaker` at the head of its own process group. The text comes by standard
input (never by an argument: any user of the machine can read those) as its length in bytes, a line
end, and the UTF-8 bytes. Standard input then stays open: its end means that the window is gone, and
this process removes its folder and ends its group with itself. One JSON line on standard output
says how it went: {"done": true}, {"reason": "no_voice"} or, for `probe fr`, {"id": …, "name": …}.

On Linux the engine only saves a sound file, which `aplay` plays; elsewhere the engine speaks.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import wave
from pathlib import Path
from typing import Any

from phonebank.speech.answers import Reason, Voice
from phonebank.speech.choice import WORDS_A_MINUTE, choose

SILENCE_AFTER_SECONDS = 10
"""Time the player may take beyond the length of the sound."""
WRITING_SECONDS = 30
"""Time the engine may take to write the sound after its loop has ended."""


class CannotSpeak(Exception):
    """Ends this process with a reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason


def main(arguments: list[str]) -> dict[str, object]:
    """Do what the arguments ask and say how it went."""
    try:
        match arguments:
            case ["probe", language]:
                _, voice = _engine(language)
                return {"id": voice.id, "name": voice.name}
            case ["speak", language, folder]:
                text = _text_from_input()
                _follow_the_window(Path(folder))
                _speak(text, language, Path(folder))
                return {"done": True}
    except CannotSpeak as trouble:
        return {"reason": trouble.reason.value}
    return {"reason": Reason.FAILED.value}


def _text_from_input() -> str:
    """Read without a buffer: another thread waits on the same pipe later."""
    length = b""
    while not length.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            raise CannotSpeak(Reason.FAILED)
        length += byte
    missing = int(length)
    text = b""
    while missing > 0:
        part = os.read(0, missing)
        if not part:
            raise CannotSpeak(Reason.FAILED)
        text += part
        missing -= len(part)
    return text.decode("utf-8")


def _follow_the_window(folder: Path) -> None:
    """End with the process that asked: a voice never outlives its window."""

    def wait() -> None:
        while os.read(0, 1):
            pass
        shutil.rmtree(folder, ignore_errors=True)
        if sys.platform != "win32":
            os.killpg(0, signal.SIGKILL)
        os._exit(1)

    threading.Thread(target=wait, name="window", daemon=True).start()


def _engine(language: str) -> tuple[Any, Voice]:
    """A speech engine set to a voice of that language."""
    try:
        import pyttsx3

        engine = pyttsx3.init()
        voices = engine.getProperty("voices")
    except Exception as error:  # each system's driver fails in its own way
        raise CannotSpeak(Reason.NO_ENGINE) from error
    voice = choose(voices or (), language)
    if voice is None:
        raise CannotSpeak(Reason.NO_VOICE)
    engine.setProperty("voice", voice.id)
    _set_rate(engine, WORDS_A_MINUTE[language])
    return engine, voice


def _set_rate(engine: Any, words_a_minute: int) -> None:
    """Have the engine read at this rate, every time.

    espeak takes a rate through a queue of its own, and pyttsx3, entering its loop, cancels whatever
    that queue still holds: at times a rate asked of pyttsx3 is lost. espeak is asked itself, before
    the loop, and waited for.
    """
    if getattr(engine, "driver_name", "") != "espeak":
        engine.setProperty("rate", words_a_minute)
        return
    from pyttsx3.drivers import _espeak as espeak

    espeak.SetParameter(espeak.RATE, words_a_minute, 0)
    espeak.Synchronize()


def _speak(text: str, language: str, folder: Path) -> None:
    player = shutil.which("aplay")
    if sys.platform == "linux" and player is None:
        raise CannotSpeak(Reason.NO_PLAYER)
    engine, _ = _engine(language)
    if player is None or sys.platform != "linux":
        engine.say(text)
        engine.runAndWait()
        return
    sound = folder / "speech.wav"
    # The engine's loop may end while a long text is still being spoken on a thread of its own.
    written = threading.Event()
    engine.connect("finished-utterance", lambda **_how: written.set())
    engine.save_to_file(text, str(sound))
    engine.runAndWait()
    written.wait(WRITING_SECONDS)
    _play(player, sound)


def _play(player: str, sound: Path) -> None:
    try:
        with wave.open(str(sound), "rb") as recorded:
            seconds = recorded.getnframes() / recorded.getframerate()
    except (OSError, EOFError, wave.Error) as error:
        raise CannotSpeak(Reason.FAILED) from error
    if not seconds:
        raise CannotSpeak(Reason.FAILED)
    try:
        played = subprocess.run(
            [player, "-q", str(sound)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=seconds + SILENCE_AFTER_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise CannotSpeak(Reason.NO_SOUND) from error
    if played.returncode:
        raise CannotSpeak(Reason.NO_SOUND)


if __name__ == "__main__":
    # The engine prints on standard output; only the answer may stand there.
    answer_to = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    answer = main(sys.argv[1:])
    os.write(answer_to, json.dumps(answer).encode() + b"\n")
    # Past the interpreter's end: the engines' own clean-up is known to abort.
    os._exit(0)
