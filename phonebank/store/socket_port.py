"""The port in the name of a server's socket, where it changed under a window that is open.

An office that is hosted while windows use it may take another port, and PostgreSQL names its
socket after the port. The folder stays the office's own, so the one socket in it is the server.
"""

from __future__ import annotations

from pathlib import Path

_NAME = ".s.PGSQL."


def port_now(folder: str, port: str) -> str:
    """The port to connect to in a socket's folder: `port`, unless only another one is there.

    Nothing is looked at where `folder` is a host's name.
    """
    if not folder.startswith("/") or (Path(folder) / f"{_NAME}{port}").exists():
        return port
    try:
        found = [each.name.removeprefix(_NAME) for each in Path(folder).glob(f"{_NAME}*")]
    except OSError:
        return port
    ports = [each for each in found if each.isdecimal()]
    return ports[0] if len(ports) == 1 else port
