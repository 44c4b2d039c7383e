"""Makes callers' processes quickly: everything is imported once, each caller is a copy of this one.

Lines on standard input: `start {task}` answers the new process's id, `wait PID SECONDS` its exit
code, or `alive`.
"""

from __future__ import annotations

import json
import os
import sys
import time
import traceback

from tests.chaos.caller import run

_ended: dict[int, str] = {}


def _start(task: str) -> str:
    child = os.fork()
    if child:
        return str(child)
    code = 5
    try:
        code = run(json.loads(task))
    except BaseException:  # noqa: BLE001 - a bug of ours is told by the exit code and here
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(code)


def _wait(process: int, seconds: float) -> str:
    if process in _ended:
        return _ended[process]
    until = time.monotonic() + seconds
    while True:
        done, status = os.waitpid(process, os.WNOHANG)
        if done:
            _ended[process] = str(os.waitstatus_to_exitcode(status))
            return _ended[process]
        if time.monotonic() > until:
            return "alive"
        time.sleep(0.02)


def main() -> None:
    """Answer line by line until the input ends."""
    for line in iter(sys.stdin.readline, ""):
        word, _, rest = line.strip().partition(" ")
        if word == "start":
            answer = _start(rest)
        else:
            process, seconds = rest.split()
            answer = _wait(int(process), float(seconds))
        print(answer, flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
