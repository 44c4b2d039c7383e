"""An invitation: what a computer needs to become a desk of an office, once and until it expires.

It travels as a file people can read, or as one line of letters for a QR code. Whoever has it can
take its place: it is handed over like a key, and spent by the first use.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from phonebank.domain.errors import BadInput, KnownError
from phonebank.office import authority as certificates
from phonebank.office.private_file import begin_private

_VERSION = 1
_PREFIX = "phonebank1."
_LENGTH_BYTES = 2
_QR_SCALE = 5
_LONGEST = 20_000
#: A name or an address of the network: neither a socket of this computer nor two in one.
_HOST = re.compile(r"[^\s,/@]{1,253}")
#: A folder's whole name; an invitation's text is several times as long.
_LONGEST_PATH = 250


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation to one office, for one desk.

    `hosts` are what its server is called, best first; `authority` is the certificate (PEM) it must
    prove itself by, empty where the system's own list decides; `code` the one-time secret of the
    database role `login`.
    """

    office: str
    hosts: tuple[str, ...]
    port: int
    database: str
    authority: str
    login: str
    code: str
    expires: datetime
    practice: bool = False

    @property
    def fingerprint(self) -> str:
        """The SHA-256 of the office's certificate, for people to compare; empty without one."""
        return certificates.fingerprint(self.authority) if self.authority else ""

    @property
    def read_aloud(self) -> str:
        """The fingerprint in groups of four, as people compare it; empty without one."""
        letters = self.fingerprint
        return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))

    def line(self) -> str:
        """The invitation as one line of letters."""
        binary = certificates.der(self.authority) if self.authority else b""
        head = json.dumps(
            [
                self.office,
                self.hosts,
                self.port,
                self.database,
                self.login,
                self.code,
                int(self.expires.timestamp()),
                self.fingerprint[:16],
                int(self.practice),
            ],
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode()
        whole = len(head).to_bytes(_LENGTH_BYTES, "big") + head + binary
        return _PREFIX + base64.urlsafe_b64encode(whole).decode("ascii").rstrip("=")

    def document(self) -> str:
        """The invitation as a file."""
        facts = {
            "phonebank": _VERSION,
            "office": self.office,
            "practice": self.practice,
            "hosts": list(self.hosts),
            "port": self.port,
            "database": self.database,
            "expires": self.expires.isoformat(),
            "fingerprint": self.fingerprint,
            "login": self.login,
            "code": self.code,
            "authority": self.authority,
        }
        return json.dumps(facts, ensure_ascii=False, indent=2) + "\n"


def read_invitation(given: str) -> Invitation:
    """The invitation in a file named `given`, or in the text itself.

    Raises BadInput for what is none, and for a certificate that does not fit its fingerprint.
    """
    text = given.strip().removeprefix("\ufeff")
    if not text.startswith((_PREFIX, "{")):
        try:
            # Some programs put a mark before the text they save.
            with Path(given).expanduser().open(encoding="utf-8-sig") as stream:
                text = stream.read(_LONGEST).strip()
        except (OSError, ValueError, RuntimeError):
            # What was meant as an invitation's text may hold its code: it is not repeated.
            shown = given if len(given) <= _LONGEST_PATH else "this text"
            raise BadInput(
                f"There is no invitation in {shown}: name its file, or give its text."
            ) from None
    try:
        found, stated = _from_line(text) if text.startswith(_PREFIX) else _from_document(text)
    except (
        ValueError, KeyError, TypeError, IndexError, OverflowError, binascii.Error, KnownError,
    ):  # fmt: skip
        raise BadInput("This is no invitation, or it was cut short: ask for it again.") from None
    if found.fingerprint[: len(stated)] != stated:
        raise BadInput(
            "This invitation was changed on its way (its certificate is another one): ask the "
            "office for a new one, and do not use this."
        )
    return found


def write_invitation(file: Path, invitation: Invitation) -> None:
    """Write the invitation's file, for its owner's eyes only. Raises KnownError."""
    certificates.keep(file, invitation.document())


def write_qr(file: Path, invitation: Invitation) -> None:
    """Write the invitation as a QR code, PNG or SVG by the file's name. Raises BadInput."""
    import segno

    kind = file.suffix.lower().removeprefix(".")
    if kind not in {"png", "svg"}:
        raise BadInput(f"{file.name}: a QR code is a .png or a .svg file.")
    code = segno.make(invitation.line(), error="l", micro=False)
    try:
        begin_private(file)
        code.save(str(file), kind=kind, scale=_QR_SCALE, border=4)
    except OSError as error:
        raise KnownError(
            f"{file} cannot be written ({error.strerror or error}): choose another place."
        ) from error


def qr_modules(invitation: Invitation) -> tuple[tuple[bool, ...], ...]:
    """The QR code of an invitation as rows of dark modules, without its white edge."""
    import segno

    code = segno.make(invitation.line(), error="l", micro=False)
    return tuple(tuple(bool(module) for module in row) for row in code.matrix)


def _from_line(text: str) -> tuple[Invitation, str]:
    letters = "".join(text.removeprefix(_PREFIX).split())
    whole = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
    length = int.from_bytes(whole[:_LENGTH_BYTES], "big")
    start = _LENGTH_BYTES + length
    office, hosts, port, database, login, code, expires, stated, practice = json.loads(
        whole[_LENGTH_BYTES:start]
    )
    binary = whole[start:]
    return (
        _checked(
            office=office,
            hosts=hosts,
            port=port,
            database=database,
            login=login,
            code=code,
            expires=datetime.fromtimestamp(expires, UTC),
            practice=practice == 1,
            authority=certificates.pem_of(binary) if binary else "",
        ),
        str(stated),
    )


def _from_document(text: str) -> tuple[Invitation, str]:
    facts = json.loads(text)
    if facts["phonebank"] != _VERSION:
        raise BadInput(
            "This invitation is for another version of Phonebank: bring both up to date."
        )
    names = ("office", "hosts", "port", "database", "login", "code", "authority", "practice")
    values = {name: facts[name] for name in names}
    return (
        _checked(**values, expires=datetime.fromisoformat(facts["expires"])),
        str(facts["fingerprint"]),
    )


def _checked(**facts: Any) -> Invitation:
    texts = [facts[name] for name in ("office", "database", "login", "code", "authority")]
    hosts, authority = facts["hosts"], facts["authority"]
    if (
        not all(isinstance(each, str) for each in texts)
        or not isinstance(hosts, list)
        or not hosts
        or not all(isinstance(host, str) and _HOST.fullmatch(host) for host in hosts)
        or not 0 < int(facts["port"]) < 65536
        or not isinstance(facts["practice"], bool)
        or facts["expires"].tzinfo is None
    ):
        raise ValueError("not an invitation")
    # One certificate, the one whose fingerprint people compare: what stands beside it in the text
    # would be trusted as much.
    one = certificates.pem_of(certificates.der(authority)) if authority else ""
    changed = {"hosts": tuple(hosts), "port": int(facts["port"]), "authority": one}
    return Invitation(**{**facts, **changed})
