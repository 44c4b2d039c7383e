"""An upgrade in a process of its own, which ends at a chosen moment as by a power cut.

    python -m tests.store.upgrade_process FOLDER MOMENT

`MOMENT` is one of `MOMENTS`, or nothing for an upgrade that completes. Where one version of
PostgreSQL is all there is, it counts as newer than itself: every step is made all the same.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path
from typing import Any

from phonebank.office import binaries, upgrade
from phonebank.office.upgrade import Step, upgrade_office

#: The roles out, all rows out, all read in, the old data away and the new not there, all in place.
MOMENTS = ("copying", "copied", "filled", "apart", "moved")
#: Those that between them leave everything that can be left.
SHORT = ("filled", "apart", "moved")
AFTER_PROGRAM = {"copying": "pg_dumpall", "filled": "vacuumdb"}


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def count_one_version_as_newer(put: Any = setattr) -> None:
    """Let `upgrade_office` move an office to the version it has, if that is all there is."""
    if len({one.major for one in binaries.installed()}) == 1:
        put(upgrade, "next_step", lambda *_: Step.UPGRADE)


def _die_at(moment: str) -> None:
    move: Any = upgrade._Move
    call, read_in, rename = move._call, move._read_in, Path.rename

    def called(self: object, program: str, *arguments: str | Path) -> None:
        call(self, program, *arguments)
        if AFTER_PROGRAM.get(moment) == program:
            _die()

    def began_reading(self: object) -> None:
        if moment == "copied":
            _die()
        read_in(self)

    def renamed(self: Path, target: Path) -> Path:
        done = rename(self, target)
        if (moment, self.name) in {("apart", "pgdata"), ("moved", "pgdata.new")}:
            _die()
        return done

    move._call, move._read_in = called, began_reading
    Path.rename = renamed  # type: ignore[method-assign, assignment]


if __name__ == "__main__":
    count_one_version_as_newer()
    _die_at(sys.argv[2])
    upgrade_office(Path(sys.argv[1]))
