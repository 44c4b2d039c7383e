"""A desk that speaks the server's protocol by hand: calls by number, odd formats, broken words."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.attack.intruder import MARK, Intruder

SOCKET = ".s.PGSQL.5432"
#: Protocol 3.0, the request to cancel, and the oldest protocol there was.
THREE, CANCEL, TWO = 196608, 80877102, 131072
READY, ERROR = b"Z", b"E"


class Hand:
    """A connection without a client library."""

    def __init__(self, desk: Intruder, role: str = "", database: str = "", **more: str) -> None:
        self.heard = b""
        self.socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.socket.settimeout(20)
        self.socket.connect(str(Path(str(desk.office.url.query["host"])) / SOCKET))
        words = {"user": role or desk.role, "database": database or str(desk.office.url.database)}
        body = b"".join(
            word.encode() + b"\0" for pair in {**words, **more}.items() for word in pair
        )
        self.begin(THREE, body + b"\0")

    def begin(self, code: int, body: bytes) -> None:
        self.socket.sendall(struct.pack("!II", len(body) + 8, code) + body)

    def say(self, kind: bytes, body: bytes = b"") -> None:
        self.socket.sendall(kind + struct.pack("!I", len(body) + 4) + body)

    def answers(self, *until: bytes) -> list[tuple[bytes, bytes]]:
        """Messages up to one of a kind in `until`, or to the end of the connection."""
        found: list[tuple[bytes, bytes]] = []
        while not found or found[-1][0] not in until:
            head = self._take(5)
            if len(head) < 5:
                break
            found.append((head[:1], self._take(struct.unpack("!I", head[1:])[0] - 4)))
        return found

    def _take(self, count: int) -> bytes:
        taken = b""
        with suppress(ConnectionResetError):
            while len(taken) < count and (piece := self.socket.recv(count - len(taken))):
                taken += piece
        self.heard += taken
        return taken

    def sync(self) -> list[tuple[bytes, bytes]]:
        """What came up to the next moment at which the server waits."""
        self.say(b"S")
        return self.answers(READY)

    def run(self, statement: bytes) -> None:
        """A statement of one's own, to its end."""
        self.say(b"Q", statement + b"\0")
        self.answers(READY)

    def call(self, function: int, *values: bytes | None, binary: int = 0) -> tuple[bytes, bytes]:
        """A function by its number: the answer's kind and body, or the error's."""
        body = struct.pack("!IhhH", function, 1, binary, len(values))
        for value in values:
            body += struct.pack("!i", -1) if value is None else _counted(value)
        self.say(b"F", body + struct.pack("!h", binary))
        return self.answers(READY)[0]


def _counted(value: bytes) -> bytes:
    return struct.pack("!I", len(value)) + value


@pytest.fixture
def hand(desk: Intruder) -> Iterator[Hand]:
    made = Hand(desk)
    made.answers(READY)
    with made.socket:
        yield made
    assert MARK.encode() not in made.heard
    for number in desk.office.sql("select e164 from pb.line"):
        assert number[0].encode() not in made.heard


FUNCTIONS = """
    select p.oid::int, p.pronargs, p.oid::regprocedure::text
      from pg_proc p join pg_namespace n on n.oid = p.pronamespace
     where (n.nspname in ('pb', 'room', 'door', 'roles', 'reaper', 'audit')
            or n.nspname = 'pg_catalog' and not has_function_privilege(:role, p.oid, 'execute'))
       and p.prokind = 'f'
"""


def test_no_function_is_called_by_its_number_that_is_not_by_its_name(
    desk: Intruder, hand: Hand
) -> None:
    closed = desk.office.sql(FUNCTIONS, role=desk.role)
    assert len(closed) > 300
    for oid, count, name in closed:
        kind, body = hand.call(oid, *[None] * count)
        assert kind == ERROR, name
        assert b"C42501" in body or b"C0A000" in body, (name, body)


def test_what_is_called_by_its_number_reveals_no_sooner(desk: Intruder, hand: Hand) -> None:
    """The call by number is one statement as any: inside a transaction nothing is shown."""
    token = desk.sign_in(desk.office.caller("Camille")).encode()
    rows = desk.office.sql(
        "select proname, oid::int from pg_proc where pronamespace = 'api'::regnamespace"
    )
    own = {row[0]: row[1] for row in rows}
    hand.run(b"begin")
    kind, claimed = hand.call(own["claim"], token, str(desk.office.campaign).encode())
    assert kind == b"V"
    assert b'"claimed"' in claimed
    claim = claimed.split(b'"claim": "')[1][:36]
    assert b'"gone"' in hand.call(own["open_card"], token, claim)[1]
    assert hand.call(own["number"], token, claim) == (b"V", struct.pack("!i", -1))
    hand.run(b"rollback")
    assert desk.office.value("select count(*) from pb.claim") == 0


def test_statements_in_odd_formats_and_portals_kept_say_no_more(desk: Intruder, hand: Hand) -> None:
    token = desk.sign_in(desk.office.caller("Camille")).encode()
    campaign = str(desk.office.campaign).encode()
    ask = b"select api.open_card($1, (api.claim($1, $2) ->> 'claim')::uuid)"
    hand.say(b"P", b"ask\0" + ask + b"\0" + struct.pack("!H", 0))
    hand.say(b"D", b"Sask\0")
    for formats, result in ((0, 0), (0, 1), (1, 1), (0, 2), (7, 0), (-1, -1)):
        values = _counted(token) + _counted(campaign if formats == 0 else struct.pack("!i", 1))
        bound = struct.pack("!Hhh", 1, formats, 2) + values + struct.pack("!Hh", 1, result)
        for portal in (b"", b"kept"):
            hand.run(b"begin")
            hand.say(b"B", portal + b"\0ask\0" + bound)
            hand.say(b"D", b"P" + portal + b"\0")
            for rows in (0, 1, 2**31 - 1):
                hand.say(b"E", portal + b"\0" + struct.pack("!I", rows))
            hand.sync()
            hand.run(b"rollback")
            hand.say(b"E", portal + b"\0" + struct.pack("!I", 0))  # gone with its transaction
            assert hand.sync()[0][0] == ERROR
    assert desk.office.value("select count(*) from pb.claim") == 0


BROKEN = (
    (b"c", b""),
    (b"d", b"1\t2\n"),
    (b"f", b"no\0"),
    (b"p", b"password\0"),
    (b"F", b""),
    (b"F", struct.pack("!IhhH", 2**32 - 1, 1, 0, 65535)),
    (b"B", b"\0nowhere\0"),
    (b"E", b"nowhere\0" + struct.pack("!I", 0)),
    (b"D", b"Xnowhere\0"),
    (b"C", b"Pnowhere\0"),
    (b"P", b"\0select 1; table pb.person\0" + struct.pack("!H", 0)),
    (b"P", b"\0select $1\0" + struct.pack("!H", 65535)),
    (b"Q", b"select '\xff\xfe'\0"),
    (b"Q", b"copy (select api.office()) to stdout (format binary)\0"),
    (b"Q", b"copy pg_description from stdin (format binary)\0"),
    (b"Q", b"table pb.person"),
    (b"~", b"\0" * 100),
    (b"\0", b""),
)


def test_a_broken_message_is_an_error_and_no_more(desk: Intruder) -> None:
    for kind, body in BROKEN:
        hand = Hand(desk)
        with hand.socket:
            hand.answers(READY)
            with suppress(BrokenPipeError, ConnectionResetError):
                hand.say(kind, body)
                hand.sync()
        assert MARK.encode() not in hand.heard, (kind, body)
    assert desk.ask("select api.desk() ->> 'status'") == "ok"


def test_a_message_of_an_impossible_length_ends_its_connection_only(desk: Intruder) -> None:
    for length in (0, 3, 2**30 + 4, 2**31 - 1, 2**32 - 1):
        hand = Hand(desk)
        with hand.socket:
            hand.answers(READY)
            hand.socket.sendall(b"Q" + struct.pack("!I", length))
            assert {kind for kind, _ in hand.answers()} <= {ERROR}, length
    assert desk.ask("select api.desk() ->> 'status'") == "ok"


def test_before_anybody_is_known_a_long_or_strange_beginning_is_refused(desk: Intruder) -> None:
    for code, body in (
        (THREE, b"user\0" + desk.role.encode() + b"\0options\0" + b"x" * 20_000 + b"\0\0"),
        (THREE, b"user\0" + desk.role.encode()),
        (THREE, b"\0"),
        (TWO, b"\0" * 288),
        (THREE + 65536, b"user\0x\0\0"),
        (0, b""),
    ):
        made = Hand.__new__(Hand)
        made.heard = b""
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as made.socket:
            made.socket.settimeout(20)
            made.socket.connect(str(Path(str(desk.office.url.query["host"])) / SOCKET))
            made.begin(code, body)
            assert {kind for kind, _ in made.answers()} <= {ERROR}
            assert len(made.heard) < 400
    for replication in ("true", "database"):
        made = Hand(desk, replication=replication)
        with made.socket:
            made.answers(READY, ERROR)
        assert b"C42501" in made.heard or b"C28000" in made.heard


def test_a_request_to_cancel_with_a_wrong_key_is_answered_by_silence(desk: Intruder) -> None:
    pid = desk.ask("select pg_backend_pid()")
    for key in (0, 1, 2**32 - 1):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as stranger:
            stranger.settimeout(20)
            stranger.connect(str(Path(str(desk.office.url.query["host"])) / SOCKET))
            stranger.sendall(struct.pack("!IIII", 16, CANCEL, pid, key))
            assert stranger.recv(100) == b""
    assert desk.ask("select api.desk() ->> 'status'") == "ok"
