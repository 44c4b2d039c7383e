"""How far an import is, and stopping it: what a progress bar and a cancel button hold on to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event

from phonebank.domain.errors import KnownError

Progress = Callable[[str, float], None]
"""Told the step ('reading', 'checking', 'matching', 'merging', 'done') and the part done, 0–1."""


class Cancelled(KnownError):
    """The person stopped the import; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Following:
    """Passes each step on, and stops the import between steps once `cancel` is set."""

    progress: Progress | None = None
    cancel: Event | None = None

    def check(self) -> None:
        """Raise Cancelled once the person asked for it."""
        if self.cancel is not None and self.cancel.is_set():
            raise Cancelled("The import was cancelled; nothing was changed.")

    def step(self, name: str, done: float) -> None:
        """Tell where the import stands. Raises Cancelled."""
        self.check()
        if self.progress is not None:
            self.progress(name, done)
