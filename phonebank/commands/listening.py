"""How the command line names where an office listens, and says what came of it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from phonebank.office.authority import expiry, fingerprint
from phonebank.office.hosting import Hosting, authority_pem, server_pem

Lan = Annotated[
    list[str] | None,
    typer.Option(
        "--lan", metavar="NETWORK", help="whom to let in, e.g. 192.168.1.0/24; repeatable"
    ),
]
Port = Annotated[int | None, typer.Option("--port", help="default: 5432, or the next free one")]
Host = Annotated[
    str, typer.Option("--host", metavar="NAME", help="the name or address desks reach it by")
]


def hosting_facts(hosting: Hosting, folder: Path) -> dict[str, object]:
    """How an office listens, for a program."""
    certificate = server_pem(folder)
    return {
        "addresses": list(hosting.addresses),
        "networks": list(hosting.ranges),
        "hosts": list(hosting.hosts),
        "port": hosting.port,
        "fingerprint": fingerprint(authority_pem(folder)),
        "certificate_until": expiry(certificate) if certificate else None,
    }


def hosting_lines(hosting: Hosting, folder: Path) -> list[str]:
    """How an office listens, for a person."""
    places, networks = ", ".join(hosting.addresses), ", ".join(hosting.ranges)
    return [
        f"It listens on {places}, port {hosting.port}, for {networks}, over TLS only.",
        f"Its certificate's fingerprint: {grouped(fingerprint(authority_pem(folder)))}",
        "'phonebank office invite' lets a desk join.",
        "'phonebank office service install' starts it with the computer.",
    ]


def grouped(hexadecimal: str) -> str:
    """A fingerprint in groups of four, as people read it aloud."""
    return " ".join(hexadecimal[at : at + 4] for at in range(0, len(hexadecimal), 4))
