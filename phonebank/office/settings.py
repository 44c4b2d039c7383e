"""Where Phonebank keeps its things on this computer, and which office is meant.

`PHONEBANK_HOME` moves everything, `PHONEBANK_OFFICE` chooses the office, `PHONEBANK_PG_BIN` the
PostgreSQL; without them the system's own folder for a program's data and the last office opened.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
import tomllib
from pathlib import Path

import platformdirs
from pydantic_settings import BaseSettings, SettingsConfigDict
from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from phonebank.domain.errors import BadInput, KnownError

CARD = "office.toml"
#: How the address of an office on a server begins.
SERVERS = ("postgresql:", "postgresql+psycopg:", "postgres:")


class Environment(BaseSettings):
    """What the environment says; an empty value counts as absent."""

    model_config = SettingsConfigDict(
        env_prefix="PHONEBANK_", env_ignore_empty=True, extra="ignore"
    )

    home: Path | None = None
    office: str | None = None
    pg_bin: Path | None = None


def home() -> Path:
    """The folder of all local state: `PHONEBANK_HOME`, else the system's folder for such data."""
    chosen = Environment().home
    if chosen is not None:
        return chosen.expanduser().absolute()
    return platformdirs.user_data_path("phonebank", appauthor=False)


def offices_folder() -> Path:
    """Where an office is made unless another folder is named."""
    return home() / "offices"


def private_folder(folder: Path) -> Path:
    """Make `folder`, for its owner only, and return it; those that lead to it are made alike.

    Raises KnownError when it cannot.
    """
    try:
        for above in reversed(folder.parents):
            if not above.exists():
                above.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise KnownError(
            f"The folder {folder} cannot be made ({error.strerror or error}): choose a folder "
            "you may write to, or set PHONEBANK_HOME."
        ) from error
    return folder


def write_toml(file: Path, values: dict[str, str | bool | int]) -> None:
    """Replace `file` in one step by a flat table of `values`, for its owner's eyes only."""
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in values.items()]
    fresh = file.with_name(f".{file.name}.{os.getpid()}-{threading.get_ident()}")
    try:
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.writelines(lines)
            stream.flush()
            os.fsync(stream.fileno())
        fresh.replace(file)
    except OSError as error:
        raise KnownError(
            f"{file} cannot be written ({error.strerror or error}): check the folder's rights "
            "and the space left on the disk."
        ) from error


def read_toml(file: Path) -> dict[str, object]:
    """The table in `file`, empty where it does not exist. Raises KnownError when it is damaged."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise KnownError(
            f"{file} cannot be read ({error.strerror or error}): check the folder's rights."
        ) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KnownError(f"{file} is damaged: restore it from a backup.") from error


def remember_office(folder: Path) -> None:
    """Make `folder` the office that opens when none is named; a full disk hinders nobody here."""
    with contextlib.suppress(KnownError):
        if last_office() == folder.absolute():
            return
        state = private_folder(home()) / "state.toml"
        write_toml(state, {"last_office": str(folder.absolute())})


def last_office() -> Path | None:
    """The office opened last, or None when there was none or its folder has gone."""
    folder = None
    with contextlib.suppress(KnownError):
        # Damaged, it is as good as none: the next office opened writes it anew.
        folder = read_toml(home() / "state.toml").get("last_office")
    if isinstance(folder, str) and (Path(folder) / CARD).is_file():
        return Path(folder)
    return None


def offices() -> tuple[Path, ...]:
    """The folders of the offices on this computer, by name, wherever the last one stands."""
    parent = offices_folder()
    found = {card.parent for card in parent.glob(f"*/{CARD}")} if parent.is_dir() else set()
    if (last := last_office()) is not None:
        found.add(last)
    return tuple(sorted(found))


def resolve_office(choice: str | None = None) -> Path | URL:
    """The office meant by `--office DIR|URL`, else by `PHONEBANK_OFFICE`, else the last one opened.

    A bare name stands for a folder of `offices_folder()`. Raises BadInput when there is no such
    office; nothing is made here.
    """
    chosen = choice or Environment().office
    if chosen is None:
        last = last_office()
        if last is None:
            raise BadInput(
                "There is no office on this computer yet: make one with 'phonebank office "
                "create', or try 'phonebank demo'."
            )
        return last
    if chosen.startswith(SERVERS):
        return _server(chosen)
    for folder in (Path(chosen).expanduser().absolute(), offices_folder() / chosen):
        if (folder / CARD).is_file():
            return folder
    raise BadInput(
        f"There is no office in {chosen}: name the folder that holds {CARD}, or make the office "
        "with 'phonebank office create'."
    )


def _server(address: str) -> URL:
    try:
        return make_url(address).set(drivername="postgresql+psycopg")
    except (ArgumentError, ValueError) as error:
        raise BadInput(
            "This office's address is not understood: write postgresql://name@host/phonebank."
        ) from error
