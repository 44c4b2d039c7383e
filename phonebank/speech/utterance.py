"""One text being read: its process, its folder, the thread that waits for it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

from phonebank.speech.answers import Ending, Reason, Spoken, Trouble, Voice

_ROOT = Path(__file__).resolve().parents[2]
"""Where the package can be imported from, in a checkout and in an installation."""

if sys.platform == "win32":
    _FLAGS = subprocess.CREATE_NO_WINDOW
else:
    _FLAGS = 0

PROBE_SECONDS = 15.0
START_SECONDS = 30.0
SECONDS_A_CHARACTER = 0.2
"""Three times what slow speech takes: beyond it, the engine hangs."""
JOIN_SECONDS = 3.0
_REMOVALS, _BETWEEN_REMOVALS_SECONDS = 20, 0.05


class Utterance:
    """Read `words` once. `ended` gets exactly one result, whatever happens."""

    def __init__(self, words: str, language: str) -> None:
        self.ended: Future[Spoken] = Future()
        self._words = words.encode("utf-8")
        self._language = language
        self._seconds = START_SECONDS + SECONDS_A_CHARACTER * len(words)
        self._lock = threading.Lock()
        self._stopped = False
        self._process: subprocess.Popen[bytes] | None = None
        self._thread = threading.Thread(target=self._run, name="voice", daemon=True)

    def start(self) -> None:
        """Begin, on a thread of its own."""
        self.ended.set_running_or_notify_cancel()
        self._thread.start()

    def stop(self) -> None:
        """Kill the process group now, and wait until nothing of it is left."""
        with self._lock:
            self._stopped = True
            if self._process is not None and self._process.returncode is None:
                _kill(self._process)
        if threading.current_thread() is not self._thread:
            self._thread.join(JOIN_SECONDS)

    def _run(self) -> None:
        spoken = Spoken(Ending.FAILED, Trouble(Reason.FAILED))
        try:
            reason = self._read_aloud()
            if self._stopped:
                spoken = Spoken(Ending.STOPPED)
            elif reason is None:
                spoken = Spoken(Ending.FINISHED)
            else:
                spoken = Spoken(Ending.FAILED, Trouble(reason))
        finally:
            self.ended.set_result(spoken)

    def _read_aloud(self) -> Reason | None:
        """Why it failed; None when it was read to its end, or stopped."""
        try:
            folder = tempfile.mkdtemp(prefix="phonebank-voice-")
        except OSError:
            return Reason.FAILED
        try:
            with self._lock:
                if self._stopped:
                    return None
                process = self._process = _start("speak", self._language, folder)
            return self._wait(process)
        except OSError:
            return Reason.FAILED
        finally:
            _remove(folder)

    def _wait(self, process: subprocess.Popen[bytes]) -> Reason | None:
        with process:
            try:
                # Standard input stays open until the end: closing it tells the process to stop.
                if process.stdin is not None:
                    process.stdin.write(b"%d\n" % len(self._words) + self._words)
                    process.stdin.flush()
                process.wait(self._seconds)
            except BrokenPipeError:
                return Reason.FAILED
            except subprocess.TimeoutExpired:
                return Reason.TIMED_OUT
            finally:
                # After a crash of its head, the group may still be playing.
                if process.returncode != 0:
                    _kill(process)
                if process.stdin is not None:
                    with suppress(OSError):
                        process.stdin.close()
            answer = _answer(process.stdout.read() if process.stdout else b"")
        return None if answer.get("done") else _reason(answer)


def ask_voice(language: str) -> Voice | Trouble:
    """The voice the engine has for 'fr' or 'en', asked in a process of its own."""
    try:
        with _start("probe", language) as process:
            try:
                written, _ = process.communicate(timeout=PROBE_SECONDS)
            except subprocess.TimeoutExpired:
                _kill(process)
                return Trouble(Reason.TIMED_OUT)
    except OSError:
        return Trouble(Reason.FAILED)
    answer = _answer(written)
    if "id" in answer:
        return Voice(str(answer["id"]), str(answer.get("name", "")), language)
    return Trouble(_reason(answer))


def _start(*arguments: str) -> subprocess.Popen[bytes]:
    """Start the speaking process at the head of a group of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "phonebank.speech.voice", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=_ROOT,
        start_new_session=True,
        creationflags=_FLAGS,
    )


def _kill(process: subprocess.Popen[bytes]) -> None:
    if sys.platform == "win32":
        process.kill()
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _remove(folder: str) -> None:
    """Remove the folder, though a process just killed may still be writing its last file there."""
    for _ in range(_REMOVALS):
        shutil.rmtree(folder, ignore_errors=True)
        if not Path(folder).exists():
            return
        threading.Event().wait(_BETWEEN_REMOVALS_SECONDS)


def _answer(written: bytes) -> dict[str, object]:
    try:
        answer = json.loads(written)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _reason(answer: dict[str, object]) -> Reason:
    try:
        return Reason(str(answer.get("reason")))
    except ValueError:
        return Reason.FAILED
