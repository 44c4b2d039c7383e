"""A wire between a desk and its database that can be cut, or made to lose one answer."""

from __future__ import annotations

import select
import shutil
import socket
import tempfile
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL

_NAME = ".s.PGSQL.5432"


class Wire:
    """A Unix socket that forwards to the real one. `url` is the office as seen through it."""

    def __init__(self, url: URL) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pbw-", dir="/tmp"))
        self._folder.chmod(0o755)
        self._server = str(Path(str(url.query["host"])) / _NAME)
        self._socket = str(self._folder / _NAME)
        self._threads: list[threading.Thread] = []
        self._live: set[socket.socket] = set()
        self._listener: socket.socket | None = None
        self._lose: tuple[bytes, bool] | None = None
        self.lost = 0
        self.url = url.set(query={**url.query, "host": str(self._folder)})
        self.mend()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.cut()
        shutil.rmtree(self._folder, ignore_errors=True)

    def mend(self) -> None:
        """Listen again."""
        self._listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._listener.bind(self._socket)
        self._listener.listen(8)
        self._start(self._accept, self._listener)

    def cut(self) -> None:
        """Refuse every connection, and break those there are."""
        if self._listener is None:
            return
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self._listener = None
        Path(self._socket).unlink()
        for one in tuple(self._live):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(5)
        self._threads.clear()

    def lose_answers_to(self, words: str, *, arrived: bool = True) -> None:
        """Break the connection that carries `words`; the server has done it, or never heard it."""
        self._lose = (words.encode(), arrived)

    def lose_nothing(self) -> None:
        """Carry everything again."""
        self._lose = None

    def _start(self, work: object, *arguments: object) -> None:
        thread = threading.Thread(target=work, args=arguments, daemon=True)  # type: ignore[arg-type]
        self._threads.append(thread)
        thread.start()

    def _accept(self, listener: socket.socket) -> None:
        while True:
            try:
                client, _ = listener.accept()
            except OSError:
                return
            server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
            server.connect(self._server)
            self._live |= {client, server}
            self._start(self._carry, client, server)

    def _carry(self, client: socket.socket, server: socket.socket) -> None:
        lose = False
        try:
            while True:
                for ready in select.select([client, server], [], [])[0]:
                    data = ready.recv(65536)
                    if not data:
                        return
                    if ready is server:
                        if lose:
                            self.lost += 1
                            return
                        client.sendall(data)
                        continue
                    lose = lose or (self._lose is not None and self._lose[0] in data)
                    if lose and self._lose is not None and not self._lose[1]:
                        self.lost += 1
                        return
                    server.sendall(data)
        except OSError:
            return
        finally:
            self._live -= {client, server}
            client.close()
            server.close()
