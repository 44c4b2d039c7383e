"""A hostile network between a desk and its office: a proxy on the loopback.

It cuts (with a reset), stalls while it acknowledges, refuses, loses questions or answers, delays,
lets answers through in drops or by half, and brings a question to the server after whoever asked
has hung up. Once it garbles an answer or brings a question twice, which only a line without TLS
lets pass. What it did to somebody it counts in `met`; a fault that found nobody is none.
"""

from __future__ import annotations

import re
import select
import socket
import struct
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from sqlalchemy import URL

_HOST = "127.0.0.1"
_LOOK = 0.05
_RESET = struct.pack("ii", 1, 0)


@dataclass(eq=False)
class _Link:
    client: socket.socket
    server: socket.socket
    broken: bool = False
    silent: bool = False  # what the server says is thrown away, and nobody hangs up
    losing: bool = False
    stalled: bool = False


class Proxy:
    """A port of its own that leads to `port`."""

    def __init__(self, port: int) -> None:
        self._target = port
        self._links: set[_Link] = set()
        self._threads: list[threading.Thread] = []
        self._listener: socket.socket | None = None
        self._stalled_until = 0.0
        self._delay = 0.0
        self._lose: tuple[bytes, bool, bool] | None = None
        self._losses_left = 0
        self._late: tuple[bytes, float] | None = None
        self._late_left = 0
        self._drop_seconds = 0.0
        self._halve = False
        self._garble: tuple[bytes, bytes] | None = None
        self._repeat: bytes | None = None
        self._repeated = threading.Event()
        self.port = 0
        self.lost = 0
        self.arrived_late = 0
        self.met: Counter[str] = Counter()
        self.mend()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.refuse()
        for thread in self._threads:
            thread.join(5)

    def through(self, url: URL) -> URL:
        """The same database, seen through this proxy."""
        return url.set(host=_HOST, port=self.port)

    def mend(self) -> None:
        """Listen again, and let everything pass."""
        self._stalled_until, self._delay, self._lose, self._late = 0.0, 0.0, None, None
        self._drop_seconds, self._halve = 0.0, False
        if self._listener is not None:
            return
        listener = socket.socket()
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((_HOST, self.port))
        listener.listen(16)
        self.port = listener.getsockname()[1]
        self._listener = listener
        self._start(self._accept, listener)

    def refuse(self) -> None:
        """Close the port and reset what is open."""
        listener, self._listener = self._listener, None
        if listener is not None:
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
            listener.close()
        self._cut("refusals")

    def cut(self) -> None:
        """Reset every connection; new ones are welcome."""
        self._cut("cuts")

    def _cut(self, called: str) -> None:
        broken = set(self._links)
        self.met[called] += bool(broken)
        for link in broken:
            link.broken = True
        patience = time.monotonic() + 2
        while self._links & broken and time.monotonic() < patience:
            time.sleep(_LOOK / 10)

    def stall(self, seconds: float = 3600.0) -> None:
        """Acknowledge everything and pass nothing on, for so long; then all of it, late."""
        self._stalled_until = time.monotonic() + seconds

    def delay(self, seconds: float) -> None:
        """Hold each piece back for so long."""
        self._delay = seconds

    def lose(
        self, words: bytes = b"", *, arrived: bool = True, silent: bool = False, times: int = 1
    ) -> None:
        """Lose questions that hold `words`, or (`arrived`) their answers; then reset, or hush."""
        self._lose = (words, arrived, silent)
        self._losses_left = times

    def late(self, words: bytes, seconds: float, *, times: int = 1) -> None:
        """Bring questions that hold `words` so much later, whether or not they are still wanted."""
        self._late = (words, seconds)
        self._late_left = times

    def drip(self, seconds: float) -> None:
        """Let answers through a byte at a time, with so much between two."""
        self._drop_seconds = seconds

    def halve(self) -> None:
        """Let half of the next answer through, then hang up."""
        self._halve = True

    def garble(self, words: bytes, instead: bytes) -> None:
        """Change what the next answer that holds `words` (a pattern) says."""
        self._garble = (words, instead)

    def repeat(self, words: bytes) -> None:
        """Bring the next question that holds `words` twice."""
        self._repeat = words
        self._repeated.clear()

    def wait_for_repetition(self) -> None:
        """Until the second answer has gone on its way."""
        assert self._repeated.wait(30)

    def _start(self, work: object, *arguments: object) -> None:
        self._threads = [each for each in self._threads if each.is_alive()]
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            try:
                server = socket.create_connection((_HOST, self._target), 2)
            except OSError:
                client.close()
                continue
            for one in (client, server):
                one.settimeout(10)
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            link = _Link(client, server)
            self._links.add(link)
            self._start(self._carry, link)

    def _carry(self, link: _Link) -> None:
        try:
            while not link.broken:
                if self._is_stalled(link):
                    time.sleep(_LOOK)
                    continue
                ready = select.select([link.client, link.server], [], [], _LOOK)[0]
                if self._is_stalled(link):
                    continue
                for one in ready:
                    if not self._pass_on(link, one):
                        return
        except OSError:
            return
        finally:
            self._links.discard(link)
            with suppress(OSError):
                link.client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
            link.client.close()
            link.server.close()

    def _is_stalled(self, link: _Link) -> bool:
        if time.monotonic() >= self._stalled_until:
            link.stalled = False
        elif not link.stalled and select.select([link.client, link.server], [], [], 0)[0]:
            link.stalled = True
            self.met["stalls"] += 1
        return time.monotonic() < self._stalled_until

    def _pass_on(self, link: _Link, one: socket.socket) -> bool:
        data = one.recv(65536)
        if not data:
            return False
        if self._delay:
            self.met["delays"] += 1
            time.sleep(self._delay)
        if one is link.server:
            if link.losing:
                self.lost += 1
                self.met["answers lost in silence" if link.silent else "answers lost"] += 1
                link.losing = False
                return link.silent
            return link.silent or self._answer(link, data)
        lose = self._lose
        if lose is not None and self._losses_left > 0 and lose[0] in data:
            _, arrived, link.silent = lose
            self._losses_left -= 1
            if not arrived:
                self.lost += 1
                self.met["questions lost"] += 1
                return link.silent
            link.losing = True
        late = self._late
        if late is not None and self._late_left > 0 and late[0] in data:
            self._late_left -= 1
            self.met["questions late"] += 1
            time.sleep(late[1])
            link.server.sendall(data)
            self.arrived_late += 1
            return True
        link.server.sendall(data)
        if self._repeat is not None and self._repeat in data:
            self._repeat = None
            self.met["questions twice"] += 1
            link.client.sendall(link.server.recv(65536))
            link.server.sendall(data)
            link.client.sendall(link.server.recv(65536))
            self._repeated.set()
        return True

    def _answer(self, link: _Link, data: bytes) -> bool:
        """Pass on what the server says; False where that ends the connection."""
        if self._halve:
            self._halve = False
            self.met["answers by half"] += 1
            link.client.sendall(data[: len(data) // 2])
            link.client.shutdown(socket.SHUT_WR)
            return False
        if self._garble is not None and re.search(self._garble[0], data, re.DOTALL):
            data = re.sub(*self._garble, data, count=1, flags=re.DOTALL)
            self._garble = None
            self.met["answers garbled"] += 1
        if not self._drop_seconds:
            link.client.sendall(data)
            return True
        self.met["drips"] += 1
        for at in range(len(data)):
            link.client.sendall(data[at : at + 1])
            time.sleep(self._drop_seconds)
        return True
