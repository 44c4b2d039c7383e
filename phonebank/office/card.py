"""An office's card, `office.toml`: who the office is, and how far its making has come."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from phonebank.domain.errors import BadInput
from phonebank.office.settings import CARD, offices_folder, read_toml, write_toml

_STORE = Path(__file__).resolve().parent.parent / "store"


@dataclass(frozen=True, slots=True)
class OfficeCard:
    """What `office.toml` says: who the office is, and whether it is complete.

    `schema` is the fingerprint of the schema its database was last brought to. `joined`: this
    computer is a desk of an office elsewhere. `server`: the address of a server that existed, for
    its owner; empty for the embedded one.
    """

    name: str
    practice: bool
    created: str
    ready: bool
    schema: str = ""
    joined: bool = False
    server: str = ""


def read_card(folder: Path) -> OfficeCard | None:
    """The card of the office in `folder`, or None where there is no office."""
    values = read_toml(folder / CARD)
    if not values:
        return None
    return OfficeCard(
        name=str(values.get("name", folder.name)),
        practice=values.get("kind") == "practice" or values.get("practice") is True,
        created=str(values.get("created", "")),
        ready=values.get("ready") is True,
        schema=str(values.get("schema", "")),
        joined=values.get("kind") == "joined",
        server=str(values.get("server", "")),
    )


def write_card(folder: Path, card: OfficeCard) -> None:
    """Replace the card of the office in `folder`."""
    kind = "practice" if card.practice else "real"
    values: dict[str, str | bool | int] = {
        "name": card.name,
        "kind": "joined" if card.joined else kind,
        "created": card.created,
        "ready": card.ready,
        "schema": card.schema,
    }
    if card.joined:
        values["practice"] = card.practice
    if card.server:
        values["server"] = card.server
    write_toml(folder / CARD, values)


def folder_for(name: str) -> Path:
    """The folder an office called `name` gets unless another one is chosen. Raises BadInput."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    slug = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if not slug:
        raise BadInput(f"'{name}' is no name for an office: use letters or digits.")
    return offices_folder() / slug[:60]


def schema_fingerprint() -> str:
    """A short digest of the schema's files, which changes when a migration or a function does."""
    digest = hashlib.sha256()
    files = (*_STORE.glob("sql/**/*.sql"), *_STORE.glob("migrations/versions/*"))
    for file in sorted(file for file in files if file.suffix in {".sql", ".py"}):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]
