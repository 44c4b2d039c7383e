"""Reading aloud with the machine's real engine; a stand-in for the sound card keeps the file."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import wave
from array import array
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from phonebank.speech import utterance
from phonebank.speech.answers import Ending, Reason, Spoken, Trouble, Voice
from phonebank.speech.choice import WORDS_A_MINUTE
from phonebank.speech.speaker import MAX_CHARACTERS, Speaker

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="elsewhere the engine speaks by itself"
)

SENTENCE = "Bonjour Madame Lefèvre, vous votez dimanche à l'école Jules-Ferry."
WAIT = 60.0


@pytest.fixture
def speaker() -> Iterator[Speaker]:
    speaker = Speaker()
    yield speaker
    speaker.stop()


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder first on PATH, for stand-ins; what speaking writes stays below `tmp_path`."""
    folder = tmp_path / "bin"
    folder.mkdir()
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.setenv("TMPDIR", str(scratch))
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    # Where a session has no folder of its own, PulseAudio's client makes one among temporary files.
    monkeypatch.setenv("PULSE_RUNTIME_PATH", str(tmp_path / "pulse"))
    return folder


def stand_in(folder: Path, body: str) -> None:
    program = folder / "aplay"
    program.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
    program.chmod(0o755)


def engine(folder: Path, monkeypatch: pytest.MonkeyPatch, body: str) -> None:
    """A stand-in for the speech engine's library, found before the real one."""
    (folder / "pyttsx3.py").write_text(body, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(folder))


def nothing_left(programs: Path) -> bool:
    left = sorted(str(each) for each in (programs.parent / "scratch").rglob("*"))
    assert not left, left
    return True


def recorded(path: Path) -> array[int]:
    with wave.open(str(path), "rb") as sound:
        assert (sound.getnchannels(), sound.getsampwidth()) == (1, 2)
        assert sound.getframerate() >= 16000
        return array("h", sound.readframes(sound.getnframes()))


class Card:
    """A sound card that never ends: it says it plays by a FIFO, held open while it lives."""

    def __init__(self, folder: Path, name: str = "playing") -> None:
        self.fifo = folder / name
        os.mkfifo(self.fifo)
        stand_in(folder, f'exec 3> "{self.fifo}"\necho "$$ $2" >&3\nexec sleep 600')

    def wait_until_playing(self) -> tuple[int, Path]:
        self.reading = self.fifo.open("r", encoding="utf-8")
        pid, sound = self.reading.readline().split()
        return int(pid), Path(sound)

    def wait_until_silent(self) -> None:
        with self.reading:
            assert self.reading.read() == ""


def test_french_and_english_are_spoken_by_their_own_voices(
    speaker: Speaker, programs: Path
) -> None:
    stand_in(programs, f'cp "$2" "{programs}/$(ls "{programs}" | wc -l).wav"')
    assert speaker.speak(SENTENCE, "fr").result(WAIT) == Spoken(Ending.FINISHED)
    assert speaker.speak(SENTENCE, "en").result(WAIT) == Spoken(Ending.FINISHED)
    french, english = (recorded(path) for path in sorted(programs.glob("*.wav")))
    for sound in (french, english):
        assert len(sound) > 22050
        assert sum(abs(sample) > 1000 for sample in sound) > len(sound) / 20
    assert french != english
    assert not speaker.speaking
    assert nothing_left(programs)


def test_a_whole_step_is_read_to_its_end_and_not_only_a_sentence(
    speaker: Speaker, programs: Path, tmp_path: Path
) -> None:
    stand_in(programs, f'cp "$2" "{tmp_path}/heard.wav"')
    lengths = []
    for words in (" ".join([SENTENCE] * 3), " ".join([SENTENCE] * 6)):
        assert speaker.speak(words, "fr").result(WAIT).ending is Ending.FINISHED
        lengths.append(len(recorded(tmp_path / "heard.wav")))
    # Twice the words last twice as long; a sentence lost of six would be a sixth.
    assert 1.9 < lengths[1] / lengths[0] < 2.1


ASKED_BEFORE_THE_LOOP = """
from phonebank.speech import voice
voice._engine("fr")
from pyttsx3.drivers import _espeak
print(_espeak.dll.espeak_GetParameter(_espeak.RATE, 1), _espeak.IsPlaying())
"""


def test_espeak_has_its_rate_before_pyttsx3_can_cancel_it() -> None:
    said = subprocess.run(
        [sys.executable, "-c", ASKED_BEFORE_THE_LOOP],
        check=True,
        capture_output=True,
        text=True,
        timeout=WAIT,
    )
    assert said.stdout.split() == [str(WORDS_A_MINUTE["fr"]), "0"]


def test_no_other_user_of_the_machine_can_read_the_words(speaker: Speaker, programs: Path) -> None:
    stand_in(
        programs,
        f'cat /proc/$PPID/cmdline /proc/$PPID/environ > "{programs}/seen"\n'
        f'stat -c %a "$(dirname "$2")" > "{programs}/mode"',
    )
    assert speaker.speak(SENTENCE, "fr").result(WAIT).ending is Ending.FINISHED
    seen = (programs / "seen").read_bytes()
    assert b"phonebank.speech.voice" in seen
    assert "Lefèvre".encode() not in seen
    assert (programs / "mode").read_text(encoding="utf-8").strip() == "700"


def test_stop_is_immediate_and_leaves_no_process_and_no_file(
    speaker: Speaker, programs: Path
) -> None:
    card = Card(programs)
    ended = speaker.speak(SENTENCE, "fr")
    pid, sound = card.wait_until_playing()
    while_playing = speaker.speaking
    assert while_playing
    assert sound.exists()
    speaker.stop()
    assert ended.done()
    assert ended.result() == Spoken(Ending.STOPPED)
    assert not speaker.speaking
    assert nothing_left(programs)
    card.wait_until_silent()
    assert not runs(pid)
    speaker.stop()


def test_a_new_text_silences_the_one_before(speaker: Speaker, programs: Path) -> None:
    before = Card(programs, "before")
    first = speaker.speak(SENTENCE, "fr")
    before.wait_until_playing()
    after = Card(programs, "after")
    second = speaker.speak("Et maintenant ceci.", "fr")
    assert first.result(WAIT).ending is Ending.STOPPED
    before.wait_until_silent()
    after.wait_until_playing()
    speaker.stop()
    assert second.result(WAIT).ending is Ending.STOPPED
    after.wait_until_silent()


def test_stopping_before_anything_was_started_is_heard_too(
    speaker: Speaker, programs: Path
) -> None:
    Card(programs)
    ended = speaker.speak(SENTENCE, "fr")
    speaker.stop()
    assert ended.result(WAIT).ending is Ending.STOPPED
    assert nothing_left(programs)


def test_a_voice_ends_with_the_window_that_asked_for_it(programs: Path) -> None:
    card = Card(programs)
    window = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "from phonebank.speech.speaker import Speaker; Speaker().speak('Oui', 'fr').result()",
        ],
        cwd=Path(__file__).resolve().parents[2],
    )
    with window:
        _, sound = card.wait_until_playing()
        window.send_signal(signal.SIGKILL)
    card.wait_until_silent()
    assert not sound.exists()


def test_the_end_is_told_on_another_thread(speaker: Speaker, programs: Path) -> None:
    stand_in(programs, "exit 0")
    heard: Future[Spoken] = Future()
    speaker.speak(SENTENCE, "fr").add_done_callback(lambda ended: heard.set_result(ended.result()))
    assert heard.result(WAIT).ending is Ending.FINISHED


def test_without_a_sound_card_a_sentence_says_so(speaker: Speaker, programs: Path) -> None:
    stand_in(programs, "exit 1")
    spoken = speaker.speak(SENTENCE, "fr").result(WAIT)
    assert spoken == Spoken(Ending.FAILED, Trouble(Reason.NO_SOUND))
    assert spoken.trouble is not None
    assert "No sound card" in spoken.trouble.sentence
    assert nothing_left(programs)


def test_without_aplay_a_sentence_says_what_to_install(
    speaker: Speaker, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(programs))
    found = speaker.available("fr")
    assert found == Trouble(Reason.NO_PLAYER)
    assert isinstance(found, Trouble)
    assert "alsa-utils" in found.sentence
    assert speaker.speak(SENTENCE, "fr").result(WAIT).trouble == found
    alone = utterance.Utterance("Bonjour", "fr")
    alone.start()
    assert alone.ended.result(WAIT).trouble == found


def test_the_voice_that_would_speak_is_named(speaker: Speaker, programs: Path) -> None:
    stand_in(programs, "exit 0")
    for language in ("fr", "en"):
        voice = speaker.available(language)
        assert isinstance(voice, Voice)
        assert voice.language == language
        assert speaker.available(language) is voice
    assert speaker.available("de") == Trouble(Reason.NO_VOICE)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("raise OSError('libespeak-ng.so.1: cannot open shared object file')", Reason.NO_ENGINE),
        ("def init(): raise RuntimeError('not installed')", Reason.NO_ENGINE),
        (
            "class E:\n    def getProperty(self, name): return []\ndef init(): return E()",
            Reason.NO_VOICE,
        ),
        ("import os; os.abort()", Reason.FAILED),
    ],
)
def test_an_engine_that_fails_is_told_in_a_sentence(
    speaker: Speaker,
    programs: Path,
    monkeypatch: pytest.MonkeyPatch,
    body: str,
    reason: Reason,
) -> None:
    stand_in(programs, "exit 0")
    engine(programs, monkeypatch, body)
    assert speaker.available("fr") == Trouble(reason)
    assert speaker.speak(SENTENCE, "fr").result(WAIT).trouble == Trouble(reason)
    assert nothing_left(programs)


HANGS = "import threading\nthreading.Event().wait()"


def test_an_engine_that_hangs_is_given_up(
    speaker: Speaker, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(programs, "exit 0")
    engine(programs, monkeypatch, HANGS)
    for limit in ("PROBE_SECONDS", "START_SECONDS", "SECONDS_A_CHARACTER"):
        monkeypatch.setattr(utterance, limit, 0.0)
    assert speaker.available("fr") == Trouble(Reason.TIMED_OUT)
    spoken = speaker.speak(SENTENCE, "fr").result(WAIT)
    assert spoken == Spoken(Ending.FAILED, Trouble(Reason.TIMED_OUT))
    assert nothing_left(programs)


def test_an_engine_that_hangs_is_stopped_at_once(
    speaker: Speaker, programs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(programs, "exit 0")
    engine(programs, monkeypatch, HANGS)
    ended = speaker.speak(SENTENCE, "fr")
    speaker.stop()
    assert ended.result(WAIT).ending is Ending.STOPPED


@pytest.mark.parametrize(
    ("text", "language", "reason"),
    [
        ("", "fr", Reason.EMPTY),
        (" …\n", "fr", Reason.EMPTY),
        ("a" * (MAX_CHARACTERS + 1), "fr", Reason.TOO_LONG),
        ("Hallo", "de", Reason.NO_VOICE),
    ],
)
def test_what_cannot_be_read_aloud_is_refused_with_a_sentence(
    speaker: Speaker, text: str, language: str, reason: Reason
) -> None:
    spoken = speaker.speak(text, language).result(WAIT)
    assert spoken == Spoken(Ending.FAILED, Trouble(reason))
    assert not speaker.speaking


def test_every_reason_has_its_sentence() -> None:
    sentences = {Trouble(reason).sentence for reason in Reason}
    assert len(sentences) == len(Reason)


def runs(pid: int) -> bool:
    """Whether a process is there and is not merely waiting to be collected."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state not in "ZX"
