"""A login of the office in the hands of a curious person, and every byte the server answers it."""

from __future__ import annotations

import re
import tempfile
from dataclasses import dataclass, field
from typing import Any, Self

import psycopg
from psycopg import errors
from sqlalchemy import URL

from phonebank.office.admission import conninfo
from tests.offices import PIN, SmallOffice

#: What no answer may ever hold: these letters stand in everything the roll, the files and the calls
#: tell of a person. Numbers are checked apart, by their digits.
MARK = "Zqxmark"
BIRTH = "1931-07-23"
#: A slip of the pen is no refusal.
_MISTAKES = {"42601", "25P01", "25001"}
_MESSAGE = re.compile(rb"^(?:\S+ \S+\t)?([FB])\t", re.MULTILINE)


def seed(office: SmallOffice, lines: int = 3) -> None:
    """Give the people of `office` names, numbers, dates and notes that are known when they leak."""
    office.fill(lines)
    office.sql(
        """
        update pb.person
           set birth_name = :m || 'nom' || id, used_name = :m || 'usage' || id,
               first_names = :m || 'prenom' || id || ' Anne', identity_key = :m || 'cle' || id,
               birth_year = 1931, birth_month = 7, birth_day = 23, external_id = :m || 'ext' || id
        """,
        m=MARK,
    )
    office.sql("update pb.source set label = :m || 'source'", m=MARK)
    office.sql(
        """
        with file as (
            insert into pb.import (kind, file_name, file_sha256)
            values ('contacts', 'contacts.csv', '') returning id
        )
        insert into pb.contact (import_id, row_number, family_name, first_name, email, source_id,
                                band, fingerprint)
        select file.id, 1, :m || 'contact', :m, :m || '@example.org', s.id, 'none', :m
          from file, pb.source s limit 1
        """,
        m=MARK,
    )
    office.sql(
        """
        insert into pb.turnout (round_id, person_id, voted)
        select r.id, p.id, false from pb.round r, pb.person p on conflict do nothing
        """
    )


@dataclass
class Answer:
    """What one attempt came to: its rows, or the state of the error it met."""

    rows: list[Any]
    sqlstate: str = ""
    error: str = ""

    @property
    def outcome(self) -> str:
        """'refused', 'empty' (done, nothing shown), 'open', or 'mistaken': never tried at all."""
        if self.sqlstate in _MISTAKES:
            return f"mistaken: {self.error}"
        if self.sqlstate:
            return "refused"
        shown = [value for row in self.rows for value in row if value not in (None, "", [], 0)]
        return "open" if shown else "empty"


@dataclass
class Intruder:
    """A connection of its own, and a copy of every message the server sends on it."""

    office: SmallOffice
    role: str
    url: URL | None = None
    options: str = ""
    connection: psycopg.Connection[Any] = field(init=False)
    _secrets: tuple[str, ...] = ()
    _heard_until: int = 0

    def __post_init__(self) -> None:
        url = self.url or self.office.url.set(username=self.role)
        self.connection = psycopg.connect(
            conninfo(url), autocommit=True, prepare_threshold=None, options=self.options or None
        )
        self._tape = tempfile.TemporaryFile()  # noqa: SIM115 - closed with the connection
        self.connection.pgconn.trace(self._tape.fileno())
        numbers = [row[0] for row in self.office.sql("select e164 from pb.line")]
        self._secrets = (MARK, BIRTH, "$2a$10$", *numbers, *(number[3:] for number in numbers))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the connection; what was heard on it is gone."""
        self.connection.close()
        self._tape.close()

    def ask(self, statement: str, *values: object) -> Any:
        """The first value of the first row."""
        row = self.connection.execute(statement.encode(), values or None).fetchone()
        return None if row is None else row[0]

    def attempt(self, *statements: str) -> Answer:
        """Run statements one after the other; the last one's rows, or the first error."""
        rows: list[Any] = []
        try:
            for statement in statements:
                rows = self._rows(statement)
        except psycopg.Error as error:
            return Answer([], error.sqlstate or "client", str(error))
        finally:
            if not self.connection.closed:
                self.connection.rollback()
        return Answer(rows)

    def _rows(self, statement: str) -> list[Any]:
        cursor = self.connection.cursor()
        if statement.lower().startswith("copy") and "to stdout" in statement.lower():
            with cursor.copy(statement.encode()) as copy:
                return [(bytes(block),) for block in copy]
        cursor.execute(statement.encode())
        return list(cursor.fetchall()) if cursor.description else []

    def heard(self) -> bytes:
        """All the server said since the last time: rows, tags, notices, errors, settings."""
        if not self.connection.closed:
            self.connection.pgconn.untrace()
        self._tape.seek(self._heard_until)
        tape = self._tape.read()
        self._heard_until += len(tape)
        if not self.connection.closed:
            self.connection.pgconn.trace(self._tape.fileno())
        starts = [*_MESSAGE.finditer(tape)]
        ends = [each.start() for each in starts[1:]] + [len(tape)]
        return b"".join(
            tape[each.start() : end]
            for each, end in zip(starts, ends, strict=True)
            if each[1] == b"B"
        )

    def secrets_heard(self) -> list[str]:
        """Which of the office's secrets stand in what was heard since the last time."""
        words = self.heard().decode("utf-8", "replace")
        return [secret for secret in self._secrets if secret in words]

    # The desk's own way in ----------------------------------------------------------------------

    def sign_in(self, account: int, pin: str = PIN) -> str:
        """The token of a session, by the two steps."""
        check = self.ask("select api.sign_in(%s, %s) ->> 'check'", account, pin)
        token = self.ask("select api.sign_in_result(%s) ->> 'token'", check)
        assert token
        return str(token)

    def claim(self, token: str) -> dict[str, Any]:
        """The answer of `api.claim`."""
        answer = self.ask("select api.claim(%s, %s)", token, self.office.campaign)
        assert isinstance(answer, dict)
        return answer


REFUSALS = (errors.InsufficientPrivilege, errors.InvalidSchemaName)
