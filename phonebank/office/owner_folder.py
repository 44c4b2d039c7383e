"""The folder on this computer of who owns an office: keys, ledger, backups."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from phonebank.domain.errors import KnownError
from phonebank.office.settings import home, private_folder

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import URL

    from phonebank.office.office import Office


def owner_folder(office: Office) -> Path:
    """The office's own folder; for one on another server, a folder here named after it."""
    try:
        return office.folder
    except KnownError:
        return server_folder_of(office.owner_url)


def server_folder_of(url: URL) -> Path:
    """The owner's folder here for the office at `url`, made if need be."""
    host = url.host or str(url.query.get("host", "local"))
    port = url.port or url.query.get("port", 5432)
    name = re.sub(r"[^\w.-]+", "-", f"{host}-{port}-{url.database}").strip("-")
    return private_folder(home() / "servers" / name)
