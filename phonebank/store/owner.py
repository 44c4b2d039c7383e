"""What the owner of an office does to its data, apart from imports: accounts, ballots, scripts.

Every statement runs as `pb_owner`. Frames for scoring leave here as polars tables of plain columns.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from types import TracebackType
from typing import Any, Self

import polars as pl
from sqlalchemy import URL, Connection, text

from phonebank.domain import practice
from phonebank.store.accounts import Team, must_be_ok
from phonebank.store.connection import owner_engine, plain_errors
from phonebank.store.reachable import callable_lines


@dataclass(frozen=True, slots=True)
class RoundRow:
    """A round as the office knows it."""

    round_id: int
    code: str
    type: str
    number: int
    held_on: date
    date_known: bool
    ballot_name: str


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """The office's own facts."""

    name: str
    practice: bool
    time_zone: str
    controller: str
    rights_contact: str


class OwnerStore:
    """The owner's connection. Use as a context manager, or `close` it."""

    def __init__(self, url: URL) -> None:
        self.engine = owner_engine(url)
        self.team = Team(self.engine)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    # The office --------------------------------------------------------------------------------

    def found(
        self,
        name: str,
        *,
        practice: bool,
        time_zone: str = "Europe/Paris",
        controller: str = "",
        rights_contact: str = "",
    ) -> None:
        """Write the office's own row, once. A practice office may claim and skip freely."""
        with plain_errors(), self.engine.begin() as connection:
            connection.execute(
                text(
                    """
                    insert into pb.office (name, practice, time_zone, controller, rights_contact,
                                           claims_an_hour, skips_an_hour)
                    values (:name, :practice, :zone, :controller, :contact,
                            case when :practice then 6000 else 60 end,
                            case when :practice then 1000 else 10 end)
                    on conflict (id) do nothing
                    """
                ),
                {
                    "name": name,
                    "practice": practice,
                    "zone": time_zone,
                    "controller": controller,
                    "contact": rights_contact,
                },
            )

    def founded(self) -> bool:
        """Whether the office's own row was written."""
        return bool(self._all("select 1 from pb.office"))

    def office(self) -> OfficeRow:
        """The office's own facts."""
        row = self._all(
            "select name, practice, time_zone, controller, rights_contact from pb.office"
        )[0]
        return OfficeRow(*row)

    def set_caps(self, claims_an_hour: int, skips_an_hour: int) -> None:
        """Set the hourly caps of a caller: they bound what a curious one could learn."""
        self._do(
            "update pb.office set claims_an_hour = :claims, skips_an_hour = :skips",
            claims=claims_an_hour,
            skips=skips_an_hour,
        )

    def set_holidays(self, days: Iterable[tuple[str, date, str]]) -> None:
        """Add days without calls: (time zone, day, name)."""
        rows = [{"zone": zone, "day": day, "name": name} for zone, day, name in days]
        if rows:
            with plain_errors(), self.engine.begin() as connection:
                connection.execute(
                    text(
                        "insert into pb.holiday (zone, day, name) values (:zone, :day, :name)"
                        " on conflict do nothing"
                    ),
                    rows,
                )

    def show_silence(self, *, shown: bool) -> None:
        """Switch on what an election silence looks like, in a practice office."""
        self._do("update pb.office set practice_silence = :shown where practice", shown=shown)

    # People who work here ------------------------------------------------------------------------

    def add_caller(
        self,
        name: str,
        pin: str | None,
        *,
        language: str = "fr",
        spoken: tuple[str, ...] = ("fr",),
        charter_accepted: bool = False,
    ) -> int:
        """Add a volunteer; returns the account's id. The PIN is stored hashed (bcrypt).

        `charter_accepted` is for invented people, who read nothing. Raises BadInput for a PIN that
        is too short or too easy, or a name that is taken.
        """
        given = self.team.add_caller(name, pin, language, spoken)
        must_be_ok(given.status, name)
        if charter_accepted:
            self._do(
                "update pb.account a set charter_version = o.charter_version, charter_at = now()"
                "  from pb.office o where a.id = :account",
                account=given.account_id,
            )
        return given.account_id

    def accounts(self) -> list[tuple[int, str, str, str]]:
        """(id, name, kind, database role or '') of everybody active."""
        return [
            tuple(row)
            for row in self._all(
                "select id, name, kind, coalesce(login, '') from pb.account"
                " where active order by name"
            )
        ]

    # Ballots and rounds --------------------------------------------------------------------------

    def add_round(
        self,
        code: str,
        held_on: date,
        *,
        date_known: bool = True,
        ballot_name: str = "",
        territory: str = "",
    ) -> int:
        """Add a round (`M26T1`) and its ballot (`M26`), or correct its date; returns the id."""
        with plain_errors(), self.engine.begin() as connection:
            return self._add_round(connection, code, held_on, date_known, ballot_name, territory)

    @staticmethod
    def _add_round(
        connection: Connection,
        code: str,
        held_on: date,
        date_known: bool,
        ballot_name: str,
        territory: str,
    ) -> int:
        ballot, number = code.rsplit("T", 1)
        ballot_id = connection.scalar(
            text(
                """
                insert into pb.ballot (code, type, year, name, territory)
                values (:code, :type, :year, :name, :territory)
                on conflict (code) do update
                   set name = coalesce(nullif(excluded.name, ''), pb.ballot.name)
                returning id
                """
            ),
            {
                "code": ballot,
                "type": code[0],
                "year": 2000 + int(ballot[1:]),
                "name": ballot_name,
                "territory": territory,
            },
        )
        return int(
            connection.scalar(
                text(
                    """
                    insert into pb.round (ballot_id, code, number, held_on, date_known)
                    values (:ballot, :code, :number, :held_on, :known)
                    on conflict (code) do update
                       set held_on = case when excluded.date_known or not pb.round.date_known
                                          then excluded.held_on else pb.round.held_on end,
                           date_known = pb.round.date_known or excluded.date_known
                    returning id
                    """
                ),
                {
                    "ballot": ballot_id,
                    "code": code,
                    "number": int(number),
                    "held_on": held_on,
                    "known": date_known,
                },
            )
            or 0
        )

    def rounds(self) -> tuple[RoundRow, ...]:
        """Every round known, by date."""
        return tuple(
            RoundRow(*row)
            for row in self._all(
                """
                select r.id, r.code, b.type, r.number, r.held_on, r.date_known, b.name
                  from pb.round r join pb.ballot b on b.id = r.ballot_id order by r.held_on, r.code
                """
            )
        )

    def redate_practice_rounds(self) -> None:
        """Put the rounds of a practice office's campaigns off, to where practice has them."""
        self._do(
            """
            update pb.round r set held_on = :held_on
              from pb.office o
             where o.practice and r.id in (select c.round_id from pb.campaign c)
               and r.held_on <> :held_on
            """,
            held_on=practice.round_day(datetime.now(UTC)),
        )

    # Scripts -------------------------------------------------------------------------------------

    def save_script(self, title: str, language: str, purpose: str, body: str) -> tuple[int, int]:
        """Store a script, or a new version of it if the text changed; (script id, version id)."""
        with plain_errors(), self.engine.begin() as connection:
            script = connection.scalar(
                text("select id from pb.script where title = :title and language = :language"),
                {"title": title, "language": language},
            )
            if script is None:
                script = connection.scalar(
                    text(
                        "insert into pb.script (title, language, purpose)"
                        " values (:title, :language, :purpose) returning id"
                    ),
                    {"title": title, "language": language, "purpose": purpose},
                )
            newest = connection.execute(
                text(
                    "select id, number, body from pb.script_version where script_id = :script"
                    " order by number desc limit 1"
                ),
                {"script": script},
            ).one_or_none()
            if newest is not None and newest.body == body:
                return int(script or 0), int(newest.id)
            version = connection.scalar(
                text(
                    "insert into pb.script_version (script_id, number, body)"
                    " values (:script, :number, :body) returning id"
                ),
                {"script": script, "number": 1 + (newest.number if newest else 0), "body": body},
            )
            return int(script or 0), int(version or 0)

    # Tables for scoring --------------------------------------------------------------------------

    def people(self) -> pl.DataFrame:
        """Everyone on the newest roll.

        person_id, bureau, order, birth_year, list_types; order is that of the list they stand on,
        the main list first.
        """
        return self._frame(
            """
            select p.id, b.code, e.order_number, p.birth_year, p.list_types
              from pb.person p
              left join pb.bureau b on b.id = p.bureau_id
              left join lateral (
                    select r.order_number
                      from pb.roll_entry r join pb.roll_edition d on d.id = r.edition_id
                     where r.person_id = p.id
                     order by d.dated desc, r.list_type = 'LP' desc, r.list_type desc
                     limit 1) e on true
             where p.departed_on is null and p.deceased_at is null and p.moved_at is null
             order by p.id
            """,
            {
                "person_id": pl.Int64,
                "bureau": pl.String,
                "order": pl.Int64,
                "birth_year": pl.Int64,
                "list_types": pl.List(pl.String),
            },
        )

    def callable_lines(self) -> pl.DataFrame:
        """Whom a good number reaches: see `store.reachable.callable_lines`."""
        return callable_lines(self.engine)

    def numbers_of(self, campaign_id: int) -> frozenset[str]:
        """The numbers (E.164) in a campaign's queue."""
        rows = self._all(
            "select l.e164 from pb.queue q join pb.line l on l.id = q.line_id"
            " where q.campaign_id = :campaign",
            campaign=campaign_id,
        )
        return frozenset(row[0] for row in rows)

    # Inside --------------------------------------------------------------------------------------

    def _all(self, statement: str, **values: object) -> list[Any]:
        with plain_errors(), self.engine.begin() as connection:
            return list(connection.execute(text(statement), values).all())

    def _do(self, statement: str, **values: object) -> None:
        with plain_errors(), self.engine.begin() as connection:
            connection.execute(text(statement), values)

    def _frame(self, statement: str, schema: dict[str, Any]) -> pl.DataFrame:
        rows = [tuple(row) for row in self._all(statement)]
        return pl.DataFrame(rows, schema=schema, orient="row")
