"""One desk and an odd server or wire: each is taken for an absent office, and nothing is lost."""

from __future__ import annotations

import socket
import threading

import psycopg
import pytest

from phonebank.domain.card import CallReport
from phonebank.domain.errors import Unreachable
from phonebank.domain.outcomes import Outcome
from phonebank.store import connection
from phonebank.store.desk import DeskGateway
from phonebank.store.watchdog import within
from tests.chaos.proxy import Proxy
from tests.chaos.scenarios import Story
from tests.chaos.witnessed import Witnessed

_STARTING = b"SFATAL\0C57P03\0Mthe database system is starting up\0\0"


def test_a_server_that_only_reads_is_left_and_nothing_is_lost(
    seat: Witnessed, story: Story
) -> None:
    report = story.rings(seat)
    role = seat.role
    story.office.sql(f"alter role {role} set default_transaction_read_only = on")
    story.office.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = :r", r=role
    )
    assert not seat.tell(report).delivered
    connected = "select count(*) from pg_stat_activity where usename = :r and state <> 'idle'"
    assert story.office.value(connected, r=role) == 0
    story.office.sql(f"alter role {role} reset default_transaction_read_only")
    assert seat.desk.deliver() == 0
    story.end()


def test_a_server_that_only_reads_is_no_office_that_is_back(seat: Witnessed, story: Story) -> None:
    """Else the desk would be online and offline in turn, as long as that lasts."""
    only_reads = f"alter role {seat.role} {{}} default_transaction_read_only"
    story.office.sql(only_reads.format("set") + " = on")
    story.office.sql(
        "select pg_terminate_backend(pid) from pg_stat_activity where usename = :r", r=seat.role
    )
    with pytest.raises(Unreachable):
        seat.desk.next_line(story.office.campaign)
    assert [(seat.desk.deliver(), seat.desk.online) for _ in range(2)] == [(0, False)] * 2
    story.office.sql(only_reads.format("reset"))
    assert (seat.desk.deliver(), seat.desk.online) == (0, True)
    assert story.served(seat)


def test_a_question_that_came_twice_does_not_answer_the_next_one(
    seat: Witnessed, proxy: Proxy, story: Story
) -> None:
    """Without TLS, which would notice: each answer would be that of the question before."""
    proxy.repeat(b"api.claim")
    assert story.served(seat)
    proxy.wait_for_repetition()
    started = seat.dial()
    assert started.status == "started"
    assert started.call_uuid is not None
    assert seat.tell(CallReport(started.call_uuid, Outcome.NO_ANSWER)).delivered
    story.end()


@pytest.mark.parametrize(
    ("words", "instead"),
    [(b'"status"', b"}status{"), (rb"(D\x00\x00..)\x00\x01", b"\\1\x00\x02")],
    ids=["no sense", "another number of values"],
)
def test_a_garbled_answer_is_a_lost_one(
    words: bytes, instead: bytes, seat: Witnessed, proxy: Proxy, story: Story
) -> None:
    report = story.rings(seat)
    proxy.garble(words, instead)
    assert seat.tell(report).delivered
    assert proxy.met["answers garbled"] == 1
    story.end()


def test_half_an_answer_is_a_lost_one(seat: Witnessed, proxy: Proxy, story: Story) -> None:
    report = story.rings(seat)
    proxy.halve()
    assert seat.tell(report, story.office.campaign).delivered
    assert proxy.met["answers by half"] == 1
    story.end()


def test_an_answer_in_drops_is_waited_for_no_longer_than_any(
    seat: Witnessed, proxy: Proxy, story: Story
) -> None:
    report = story.rings(seat)
    proxy.drip(0.05)
    assert not seat.tell(report).delivered
    proxy.mend()
    assert seat.desk.deliver() == 0
    story.end()


def test_a_server_that_is_starting_up_is_an_absent_one(story: Story) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def answer() -> None:
            while True:
                try:
                    client, _ = listener.accept()
                except OSError:
                    return  # shut below
                with client:
                    asked = client.recv(1024)
                    if asked[4:8] == (80877103).to_bytes(4, "big"):  # is there TLS?
                        client.sendall(b"N")
                        client.recv(1024)
                    client.sendall(b"E" + (len(_STARTING) + 4).to_bytes(4, "big") + _STARTING)

        answering = threading.Thread(target=answer, daemon=True)
        answering.start()
        url = story.office.url.set(host="127.0.0.1", port=listener.getsockname()[1])
        gateway = DeskGateway(url)
        with pytest.raises(Unreachable):
            gateway.office()
        gateway.close()
        listener.shutdown(socket.SHUT_RDWR)
        answering.join(30)


def test_a_name_that_nobody_looks_up_keeps_nobody_waiting(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, answer = threading.Event(), threading.Event()

    def look_up(*_asked: object) -> list[object]:
        asked.set()
        answer.wait(30)
        return []

    monkeypatch.setattr(connection, "CONNECT_SECONDS", 0.2)
    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    gateway = DeskGateway(story.office.url.set(host="bureau.example"))
    with pytest.raises(Unreachable):
        gateway.office()
    answer.set()
    gateway.close()
    assert asked.is_set()


@pytest.mark.parametrize(
    ("hosts", "addresses"), [("bureau.example,office.example", 0), ("bureau.example", 2)]
)
def test_two_addresses_that_say_nothing_take_no_longer_than_one(
    hosts: str, addresses: int, story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A joined desk knows two of its office, or its name has two: they share what time is left."""
    waits: list[object] = []
    looked: list[str] = []

    def look_up(host: str, *_asked: object, **_wish: object) -> list[object]:
        looked.append(host)
        if not addresses:
            raise OSError
        return [()] * addresses

    def connect(**wish: object) -> object:
        waits.append(wish["connect_timeout"])
        raise psycopg.OperationalError

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    monkeypatch.setattr(psycopg, "connect", connect)
    both = {"host": hosts, "port": ",".join("1" for _ in hosts.split(",")), "connect_timeout": "4"}
    gateway = DeskGateway(story.office.url.set(host=None, port=None, query=both))
    with pytest.raises(Unreachable), within(4.9):
        gateway.office()
    gateway.close()
    assert (looked, waits) == (hosts.split(","), [2])


@pytest.mark.parametrize("level", ["repeatable read", "serializable"])
def test_a_server_with_other_habits_serves_all_the_same(level: str, story: Story) -> None:
    """Its administrator chose another level for every transaction: no line was served by one."""
    name = story.office.url.database
    story.server.administer(f"alter database {name} set default_transaction_isolation = '{level}'")
    seat = story.desk()
    assert seat.tell(story.rings(seat), story.office.campaign).delivered
    story.end()


def test_a_computer_with_another_alphabet_tells_and_reads_the_same(
    story: Story, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PGCLIENTENCODING", "latin1")
    seat = story.desk()
    call = story.rings(seat).call_uuid
    note = "à rappeler chez sa sœur 🎈"
    assert seat.tell(CallReport(call, Outcome.NO_ANSWER, note=note)).delivered
    served = seat.desk.next_line(story.office.campaign)
    monkeypatch.undo()
    assert story.office.sql("select note from pb.call") == [(note,)]
    assert served.card is not None
    assert served.card.people[0].bureau is not None
    assert served.card.people[0].bureau.name == "École"
    story.end()


def test_the_server_looks_after_a_silent_desk_whoever_set_it_up(seat: Witnessed) -> None:
    """Of four connections none may be kept for hours by a desk that lost its cable."""
    settings = ("idle", "interval", "count")
    shown = [seat.gateway._asking.value((f"show tcp_keepalives_{each}", ())) for each in settings]
    assert shown == ["5", "2", "2"]
