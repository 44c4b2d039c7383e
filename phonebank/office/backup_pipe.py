"""pg_dump and pg_restore through pipes: nothing of theirs ever touches the disk in clear."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import IO, TYPE_CHECKING

import psycopg

from phonebank.domain.errors import KnownError
from phonebank.office import binaries as postgresql
from phonebank.office.admission import conninfo, without_password
from phonebank.office.archive import own_entries
from phonebank.office.troubles import explain

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sqlalchemy import URL

    from phonebank.office.binaries import Binaries

    Follow = Callable[[int], None]

_KEPT = (
    *("PATH", "SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LD_LIBRARY_PATH", "HOME", "APPDATA"),
    # Where an address has no password, the same are asked as when the program itself connects.
    *("PGPASSWORD", "PGPASSFILE"),
)
_PIECE = 256 * 1024
_LOOK_SECONDS = 0.2


def programs_for(url: URL) -> Binaries:
    """The installed PostgreSQL whose programs can read the server at `url`: as new, or newer.

    Raises KnownError when only older ones are here, Unreachable when the server does not answer.
    """
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        major = connection.info.server_version // 10000
    exact = postgresql.for_data(major)
    found = exact or postgresql.newest()
    if found.major < major:
        raise KnownError(
            f"The office's server is PostgreSQL {major} and this computer has only "
            f"{found.version}: install PostgreSQL {major}'s programs here too (on Debian: apt "
            f"install postgresql-client-{major})."
        )
    return found


def dump(url: URL, snapshot: str, write: Callable[[bytes], None]) -> None:
    """Give the database at `url`, as `snapshot` sees it, to `write` in pg_dump's own format.

    Raises KnownError when pg_dump fails; what `write` raises passes through, pg_dump ended.
    """
    argv: list[str | Path] = [
        programs_for(url).program("pg_dump"),
        "--format=custom",
        f"--snapshot={snapshot}",
    ]
    with _printed() as said:
        process = _start(
            [*argv, "--no-password", "-d", _bare(url)],
            url,
            said,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
        )
        output = _pipe(process.stdout)
        try:
            while piece := output.read(_PIECE):
                write(piece)
        except BaseException:
            process.kill()
            raise
        finally:
            output.close()
            code = process.wait()
        if code != 0:
            raise explain(_words(said), f"{url.database}", "written out")


def load(url: URL, pieces: Iterable[bytes], follow: Follow | None = None) -> None:
    """Read pg_dump's `pieces` into the empty database at `url`, in one transaction.

    `follow` is asked, with 0, while pg_restore works on what it has read. Raises KnownError when
    pg_restore refuses; what `pieces` and `follow` raise passes through, nothing kept.
    """
    program = programs_for(url).program("pg_restore")
    rest = iter(pieces)
    begin, listing = _listed(program, url, rest)
    with tempfile.TemporaryDirectory() as folder:
        entries = Path(folder) / "entries"
        entries.write_text(own_entries(listing), encoding="utf-8")
        argv: list[str | Path] = [program, "--exit-on-error", "--single-transaction"]
        argv += [f"--use-list={entries}", "--no-password", "-d", _bare(url)]
        _feed(argv, url, chain(begin, rest), subprocess.DEVNULL, follow)


def _listed(program: Path, url: URL, pieces: Iterator[bytes]) -> tuple[list[bytes], str]:
    """What the archive holds by `pg_restore --list`, and the pieces it took to know."""
    begin: list[bytes] = []

    def kept() -> Iterator[bytes]:
        for piece in pieces:
            begin.append(piece)
            yield piece

    with tempfile.TemporaryFile() as listing:
        _feed([program, "--list"], url, kept(), listing)
        listing.seek(0)
        return begin, listing.read().decode(errors="surrogateescape")


def _feed(
    argv: list[str | Path],
    url: URL,
    pieces: Iterable[bytes],
    output: IO[bytes] | int,
    follow: Follow | None = None,
) -> None:
    """Run pg_restore on `pieces`, as many as it wants. Raises KnownError when it refuses."""
    with _printed() as said:
        process = _start(argv, url, said, stdin=subprocess.PIPE, stdout=output)
        entry = _pipe(process.stdin)
        try:
            # Where it stopped reading it has all it wants, or has said why.
            with suppress(BrokenPipeError):
                for piece in pieces:
                    entry.write(piece)
            with suppress(BrokenPipeError):
                entry.close()
            code = _ended(process, follow)
        except BaseException:
            process.kill()
            with suppress(OSError):
                entry.close()
            process.wait()
            raise
        if code != 0:
            raise explain(_words(said), f"{url.database}", "restored")


def _ended(process: subprocess.Popen[bytes], follow: Follow | None) -> int:
    """Wait for its end, its indexes may take long; its code."""
    while True:
        try:
            return process.wait(None if follow is None else _LOOK_SECONDS)
        except subprocess.TimeoutExpired:
            if follow is not None:
                follow(0)


def _printed() -> IO[bytes]:
    return tempfile.TemporaryFile()


def _words(said: IO[bytes]) -> str:
    said.seek(0)
    lines = said.read().decode(errors="replace").splitlines()
    # What follows an error may quote a row.
    return "\n".join(line for line in lines if "error:" in line or "FATAL" in line)


def _pipe(stream: IO[bytes] | None) -> IO[bytes]:
    if stream is None:
        raise RuntimeError("the program was started without its pipe")
    return stream


def _bare(url: URL) -> str:
    """The address without its password, which would stand in the list of processes."""
    return conninfo(without_password(url))


def _start(
    argv: list[str | Path], url: URL, said: IO[bytes], *, stdin: int, stdout: IO[bytes] | int
) -> subprocess.Popen[bytes]:
    environment = {key: os.environ[key] for key in _KEPT if key in os.environ}
    environment |= {"LC_ALL": "C", "TZ": "UTC"}
    if url.password is not None:
        environment["PGPASSWORD"] = str(url.password)
    try:
        return subprocess.Popen(
            [str(part) for part in argv],
            stdin=stdin,
            stdout=stdout,
            stderr=said,
            cwd=tempfile.gettempdir() if sys.platform == "win32" else "/",
            env=environment,
            umask=-1 if sys.platform == "win32" else 0o077,
        )
    except OSError as error:
        raise KnownError(
            f"{argv[0]} cannot be run ({error.strerror or error}): install PostgreSQL's programs "
            "anew, or name others by PHONEBANK_PG_BIN."
        ) from error
