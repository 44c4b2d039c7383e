"""A screen reader of few words: it finds a control of the window over AT-SPI and presses it.

dbus-run-session -- python -m tests.e2e.screen_reader URL ROLE FOLDER ACCOUNT

It knows the window by nothing but the accessibility bus: names, children, actions. What it pressed
is printed, a line each.
"""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator

_ROOT = "/org/a11y/atspi/accessible/root"
_CHILD = re.compile(r"\('(:[\d.]+)', (?:objectpath )?'([^']+)'\)")
_SECONDS = 45.0
_TREE = 2000

Place = tuple[str, str]


class Bus:
    """The accessibility bus of this session, asked through `gdbus`."""

    def __init__(self) -> None:
        told = _gdbus(
            "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus",
            "--method", "org.a11y.Bus.GetAddress",
        )  # fmt: skip
        self._address = told.split("'")[1]
        _gdbus(
            "--session", "--dest", "org.a11y.Bus", "--object-path", "/org/a11y/bus",
            "--method", "org.freedesktop.DBus.Properties.Set",
            "org.a11y.Status", "IsEnabled", "<true>",
        )  # fmt: skip

    def ask(self, place: Place, method: str, *words: str) -> str:
        """Call a method of one accessible; '' where it has gone meanwhile."""
        return _gdbus(
            "--address", self._address, "--dest", place[0], "--object-path", place[1],
            "--timeout", "10", "--method", f"org.a11y.atspi.{method}", *words,
        )  # fmt: skip

    def name(self, place: Place) -> str:
        """What a reader would say of it."""
        told = _gdbus(
            "--address", self._address, "--dest", place[0], "--object-path", place[1],
            "--timeout", "10", "--method", "org.freedesktop.DBus.Properties.Get",
            "org.a11y.atspi.Accessible", "Name",
        )  # fmt: skip
        found = re.fullmatch(r"\(<(['\"])(.*)\1>,\)\s*", told)
        return found[2] if found else ""

    def everything(self) -> Iterator[Place]:
        """Every accessible of every program, from the top."""
        waiting: list[Place] = [("org.a11y.atspi.Registry", _ROOT)]
        for _ in range(_TREE):
            if not waiting:
                return
            place = waiting.pop(0)
            yield place
            children = self.ask(place, "Accessible.GetChildren")
            waiting += [(dest, path) for dest, path in _CHILD.findall(children)]

    def press(self, words: str) -> None:
        """Press the first control whose name begins with these words, once it is there."""
        until = time.monotonic() + _SECONDS
        while time.monotonic() < until:
            for place in self.everything():
                if self.name(place).startswith(words) and self._pressed(place):
                    sys.stdout.write(f"{words}\n")
                    sys.stdout.flush()
                    return
            time.sleep(0.2)
        raise SystemExit(f"no control is called {words}")

    def _pressed(self, place: Place) -> bool:
        """Press it as a button, if it is one that can be."""
        names = re.findall(r"\('([^']*)',", self.ask(place, "Action.GetActions"))
        if "Press" not in names:
            return False
        return "true" in self.ask(place, "Action.DoAction", str(names.index("Press")))


def _gdbus(*words: str) -> str:
    done = subprocess.run(
        ["gdbus", "call", *words], check=False, capture_output=True, text=True, timeout=30
    )
    return done.stdout


def main(url: str, role: str, folder: str, account: str) -> None:
    bus = Bus()
    window = subprocess.Popen(
        [sys.executable, "-m", "tests.e2e.window_process", url, role, folder, account, "by hand"],
        env={**os.environ, "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"},
        stdout=subprocess.DEVNULL,
    )
    try:
        bus.press("Appeler")
        # The number has to be there before an outcome counts: a reader hears it, this one tries.
        until = time.monotonic() + _SECONDS
        while window.poll() is None and time.monotonic() < until:
            bus.press("Pas de réponse")
            with contextlib.suppress(subprocess.TimeoutExpired):
                window.wait(timeout=3)
        if window.poll() is None:
            raise SystemExit("the outcome was not told")
    finally:
        window.kill()
        window.wait()


if __name__ == "__main__":
    main(*sys.argv[1:5])
