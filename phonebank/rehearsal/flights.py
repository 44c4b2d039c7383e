"""Counting round trips on the wire: how often a client waits for its server.

A relay stands between the two and counts each time the client speaks after the server has spoken.
"""

from __future__ import annotations

import contextlib
import select
import socket
import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL

_SOCKET = ".s.PGSQL"
_MORE_SECONDS = 0.01


class Relay:
    """A wire to the database at `server`; `url` is the same address through it.

    `trips` grows by one at each round trip. For one client that speaks in turn.
    """

    def __init__(self, server: URL, folder: Path) -> None:
        self.trips = 0
        self._listener, self.url = _listen(server, folder)
        self._server = server
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._thread.join(5)

    def _accept(self) -> None:
        with contextlib.ExitStack() as open_ones:
            while True:
                try:
                    client, _ = self._listener.accept()
                except OSError:
                    return
                open_ones.enter_context(client)
                server = open_ones.enter_context(_connect(self._server))
                threading.Thread(target=self._carry, args=(client, server), daemon=True).start()

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        answered = True
        with contextlib.suppress(OSError, ValueError):
            while True:
                ready, _, _ = select.select([client, server], [], [])
                for one in ready:
                    data = one.recv(65536)
                    if not data:
                        server.close()
                        return
                    if one is client:
                        self.trips += answered
                        answered = False
                        while select.select([client], [], [], _MORE_SECONDS)[0]:
                            more = client.recv(65536)  # said without waiting for an answer
                            if not more:
                                break
                            data += more
                        server.sendall(data)
                    else:
                        answered = True
                        client.sendall(data)


def _listen(server: URL, folder: Path) -> tuple[socket.socket, URL]:
    if sys.platform == "win32" or "host" not in server.query:
        listener = socket.create_server(("127.0.0.1", 0))
        return listener, server.set(host="127.0.0.1", port=listener.getsockname()[1])
    port = str(server.query["port"])
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(folder / f"{_SOCKET}.{port}"))
    listener.listen(8)
    return listener, server.set(query={**server.query, "host": str(folder)})


def _connect(server: URL) -> socket.socket:
    if sys.platform == "win32" or "host" not in server.query:
        return socket.create_connection((server.host or "127.0.0.1", server.port or 5432))
    wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    wire.connect(f"{server.query['host']}/{_SOCKET}.{server.query['port']}")
    return wire
