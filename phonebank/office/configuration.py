"""The server's own settings and rules of admission, written anew before each start.

Privacy: the log holds no statement, no value, no detail of a row. Safety: every commit reaches the
disk. Admission: on one PC the operating system vouches for its own account ("peer"), supervisors
type a password; where there are no Unix sockets everybody has a password.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

FILE = "phonebank.conf"
MAP = "office"
SUPERVISORS = "pb_supervisor"
#: The server's administrator, who owns the office's data.
OWNER = "phonebank"
#: Who comes by the network: members, where a superuser counts for none.
_ADMITTED = ("pb_desk", "pb_join", SUPERVISORS, "pb_owner")
_MAINTENANCE = "postgres,template0,template1"

_SETTINGS = {
    # What people say and do stays out of the log.
    "log_statement": "none",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    # An error's first line may quote what was typed ("invalid input syntax for type date: …"): it
    # goes to the program that asked, and only the server's own words go to the log.
    "log_min_messages": "log",
    "log_min_duration_statement": "-1",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
    "log_connections": "off",
    "log_disconnections": "off",
    "log_line_prefix": "%m [%p] ",
    "log_timezone": "UTC",
    "logging_collector": "on",
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "lc_messages": "C",
    # What was acknowledged is kept.
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    # One office's worth of work, on a PC that does other things too.
    "max_connections": "100",
    "shared_buffers": "128MB",
    "max_wal_size": "512MB",
    "jit": "off",
    # A held snapshot slows every claim (+1.3 ms per thousand cycles): idle transactions are ended.
    "idle_in_transaction_session_timeout": "60s",
    "tcp_keepalives_idle": "5",
    "tcp_keepalives_interval": "2",
    "tcp_keepalives_count": "2",
}


def quote(value: str) -> str:
    """A value as PostgreSQL's configuration files want it."""
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def server_settings(
    *, log: Path, socket_folder: Path | None, port: int, extra: Mapping[str, str]
) -> str:
    """The text of `phonebank.conf`; `socket_folder` None means 127.0.0.1 only; `extra` wins."""
    settings = dict(_SETTINGS)
    settings["log_directory"] = log.as_posix()
    settings["port"] = str(port)
    settings["listen_addresses"] = "127.0.0.1" if socket_folder is None else ""
    settings["unix_socket_directories"] = "" if socket_folder is None else socket_folder.as_posix()
    settings["unix_socket_permissions"] = "0700"
    if sys.platform == "linux":
        settings["client_connection_check_interval"] = "10s"
        # Not in /dev/shm: what an account has there goes when its last session ends (logind), and
        # the server, which a service keeps up, would let nobody in any more.
        settings["dynamic_shared_memory_type"] = "mmap"
    settings.update(extra)
    return "".join(f"{name} = {quote(value)}\n" for name, value in settings.items())


def addresses(text: str) -> frozenset[str]:
    """The addresses of the network at which a server with these settings listens."""
    found = re.findall(r"^listen_addresses = '([^']*)'$", text, re.MULTILINE)
    return frozenset(found[-1].split(",") if found and found[-1] else ())


def admission(*, local: bool, database: str = "", ranges: Sequence[str] = ()) -> str:
    """The text of `pg_hba.conf`: who may connect, and how they prove who they are.

    The first line that fits decides. Beside the office's own database there are those that every
    server has; only the owner enters them. An office that listens lets desks, invitations,
    supervisors and owners of the named `ranges` into `database`, over TLS with SCRAM; the server's
    administrator never comes by the network (a superuser is in no group here).
    """
    door, proof = ("local", f"peer map={MAP}") if local else ("host", "scram-sha-256")
    place = "" if local else "127.0.0.1/32 "
    return (
        f"{door} {_MAINTENANCE} {OWNER} {place}{proof}\n"
        f"{door} {_MAINTENANCE} all {place}reject\n"
        f"{door} all +{SUPERVISORS} {place}scram-sha-256\n"
        f"{door} all all {place}{proof}\n" + (_network(database, ranges) if ranges else "")
    )


def _network(database: str, ranges: Sequence[str]) -> str:
    groups = ",".join(f"+{group}" for group in _ADMITTED)
    lines = ["hostnossl all all all reject\n"]
    lines += [f"hostssl {database} {groups} {place} scram-sha-256\n" for place in ranges]
    return "".join(lines) + "host all all all reject\n"


def _word(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_.-]+", name) else '"' + name.replace('"', '""') + '"'


def identities(pairs: Iterable[tuple[str, str]]) -> str:
    """The text of `pg_ident.conf`: (account of the system, role of the database) each."""
    return "".join(
        f"{MAP} {_word(account)} {_word(role)}\n" for account, role in sorted(set(pairs))
    )


def read_identities(text: str) -> set[tuple[str, str]]:
    """The pairs that `identities()` wrote."""
    found = re.findall(rf'^{MAP} ("(?:[^"]|"")+"|\S+) (\S+)$', text, re.MULTILINE)
    return {
        (account[1:-1].replace('""', '"') if account.startswith('"') else account, role)
        for account, role in found
    }
