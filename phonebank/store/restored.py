"""What a restored database must forget before anyone is served, and what it must remember.

Works inside the transaction of the connection it is given, whose role is `pb_owner`.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from sqlalchemy import text

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A desk: its database role, its name, whether it may still work, and until when it may."""

    role: str
    label: str
    active: bool
    valid_until: datetime | None


@dataclass(frozen=True, slots=True)
class PinRow:
    """A volunteer by name, and what their PIN is checked with."""

    name: str
    pin_hash: str


@dataclass(frozen=True, slots=True)
class Calmed:
    """The campaigns paused until the owner opens them, and the claims ended."""

    campaigns: tuple[str, ...]
    claims: int


def calm(connection: Connection) -> Calmed:
    """Pause the campaigns, end claims (a dialled one goes to in doubt), sessions and PIN checks."""
    paused = tuple(
        row[0]
        for row in connection.execute(
            text("update pb.campaign set state = 'paused' where state = 'open' returning name")
        )
    )
    ended = len(
        connection.execute(
            text(
                "select pb.give_back(token, 'restored') from pb.claim"
                " where ended_at is null order by queue_id"
            )
        ).all()
    )
    connection.execute(
        text("update pb.session set ended_at = clock_timestamp() where ended_at is null")
    )
    connection.execute(text("delete from pb.pin_check"))
    return Calmed(tuple(sorted(paused)), ended)


def close_invitations(connection: Connection) -> int:
    """Shut every invitation not used by then, on a server that makes the backup's roles; how many.

    One that was used since the backup would let a second computer in.
    """
    return int(connection.scalar(text("select pb.withdraw_invitations()")) or 0)


def note_restore(connection: Connection, made_at: str) -> None:
    """The audit's line: which backup this database comes from."""
    connection.execute(
        text(
            "select pb.note('office_restored', null, null, '',"
            " jsonb_build_object('made_at', cast(:made_at as text)))"
        ),
        {"made_at": made_at},
    )


def desks(connection: Connection) -> tuple[DeskRow, ...]:
    """Every desk, revoked ones included."""
    rows = connection.execute(
        text("select role_name, label, active, valid_until from pb.desk order by id")
    )
    return tuple(DeskRow(*row) for row in rows)


def closed_accounts(connection: Connection) -> tuple[str, ...]:
    """The names of the people who no longer work here."""
    return tuple(row[0] for row in connection.execute(_CLOSED))


def pins(connection: Connection) -> tuple[PinRow, ...]:
    """Everybody's PIN, as it is checked now."""
    rows = connection.execute(
        text("select name, pin_hash from pb.account where pin_hash is not null order by id")
    )
    return tuple(PinRow(*row) for row in rows)


def keep_up(
    connection: Connection,
    desks_now: tuple[DeskRow, ...],
    closed_now: tuple[str, ...],
    pins_now: tuple[PinRow, ...] = (),
) -> None:
    """Desks enrolled since the backup stay desks, who was sent away since stays away.

    A PIN changed since stays changed: the one before may be known to somebody else.
    """
    for desk in desks_now:
        connection.execute(_DESK, asdict(desk))
    connection.execute(
        text("update pb.account set active = false where name = any(:names)"),
        {"names": list(closed_now)},
    )
    for pin in pins_now:
        connection.execute(_PIN, asdict(pin))


_CLOSED = text("select name from pb.account where not active")

_PIN = text(
    "update pb.account set pin_hash = :pin_hash"
    " where name = :name and pin_hash is distinct from :pin_hash"
)

_DESK = text(
    """
    insert into pb.desk (role_name, label, active, valid_until)
    values (:role, :label, :active, :valid_until)
    on conflict (role_name) do update
       set active = pb.desk.active and excluded.active,
           valid_until = greatest(pb.desk.valid_until, excluded.valid_until)
    """
)
