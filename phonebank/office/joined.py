"""A joined office: this computer is one of its desks, and its database stands elsewhere.

Its folder keeps where the office is and which certificate it must show (`desk.toml`, `ca.pem`); the
desk's secret is in the key ring, or sealed by a passphrase.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import URL

from phonebank.domain.errors import KnownError
from phonebank.office.keeping import kept_secret
from phonebank.office.settings import read_toml, write_toml

if TYPE_CHECKING:
    from pathlib import Path

FILE = "desk.toml"
AUTHORITY = "ca.pem"
SECRETS = "secrets.toml"
#: What a desk's secret is kept as, and the one it is being changed to.
SECRET, NEXT_SECRET = "desk", "next"
#: Two names are tried: each may take four seconds, and nothing blocks for more than ten.
_HOSTS_TRIED = 2


@dataclass(frozen=True, slots=True)
class JoinedDesk:
    """This computer's place in an office elsewhere; `until` (ISO 8601) its secret is good."""

    hosts: str
    port: int
    database: str
    login: str
    label: str
    until: str
    invitation: str
    system_authorities: bool

    def url(self, folder: Path, login: str, password: str) -> URL:
        """The office's address for `login`: nothing is said to who cannot prove to be it."""
        hosts = self.hosts.split()[:_HOSTS_TRIED]
        root = "system" if self.system_authorities else str(folder / AUTHORITY)
        query = {
            "host": ",".join(hosts),
            "port": ",".join([str(self.port)] * len(hosts)),
            "sslmode": "verify-full",
            "sslrootcert": root,
            "ssl_min_protocol_version": "TLSv1.2",
            "channel_binding": "require",
            "gssencmode": "disable",
            "connect_timeout": "4",
            "keepalives_idle": "5",
            "keepalives_interval": "2",
            "keepalives_count": "2",
            "tcp_user_timeout": "6000",
        }
        return URL.create(
            "postgresql+psycopg", login, password, database=self.database, query=query
        )

    @property
    def address(self) -> str:
        """The office's address as people read it."""
        return f"{self.hosts.split()[0]}:{self.port}"

    def expires(self) -> datetime | None:
        """Until when the desk's secret is good, where that is known."""
        return datetime.fromisoformat(self.until) if self.until else None


def read_joined(folder: Path) -> JoinedDesk | None:
    """The joined office in `folder`, or None where there is none. Raises KnownError."""
    values = read_toml(folder / FILE)
    if not values:
        return None
    try:
        return JoinedDesk(**values)  # type: ignore[arg-type]
    except TypeError as error:
        raise KnownError(
            f"{folder / FILE} is damaged: join the office again with a new invitation."
        ) from error


def write_joined(folder: Path, joined: JoinedDesk) -> None:
    """Replace what `read_joined` reads."""
    write_toml(folder / FILE, asdict(joined))


def desk_secret(folder: Path, *, practice: bool, words: str = "") -> str:
    """The desk's own secret. Raises PassphraseNeeded, KnownError where it is lost."""
    found = kept_secret(folder / SECRETS, SECRET, practice=practice, words=words)
    if found is None:
        raise KnownError(
            "This desk's secret is no longer on this computer: ask the office for an invitation "
            "and join again."
        )
    return found
