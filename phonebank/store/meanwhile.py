"""Something looked at every so often, on a thread of its own, while a block of code works."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Event, Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


@contextmanager
def meanwhile(look: Callable[[], None], name: str, *, first: float, every: float) -> Iterator[None]:
    """Call `look` after `first` seconds and each `every` from then on, until the block ends.

    `name` is the thread's. `look` must not raise. The block's end waits for a look under way.
    """
    over = Event()

    def watch() -> None:
        wait = first
        while not over.wait(wait):
            wait = every
            look()

    watching = Thread(target=watch, name=name, daemon=True)
    watching.start()
    try:
        yield
    finally:
        over.set()
        watching.join()
