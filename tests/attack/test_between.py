"""Somebody of the network who stands between a desk and its office, and answers in its place."""

from __future__ import annotations

import socket
import ssl
import struct
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread
from unittest import mock

import psycopg
import pytest

from phonebank.domain.errors import KnownError, Unproven, Unreachable
from phonebank.office.admission import conninfo
from phonebank.office.authority import new_authority, server_certificate
from phonebank.office.joined import read_joined, write_joined
from phonebank.office.joining import join_office, rotate_secret, working_url
from phonebank.store import enrolment
from phonebank.store.connection import plain_errors
from tests.hosted import Hosted, hosted

SSL_REQUEST = struct.pack("!II", 8, 80877103)
_WORDS = b'SFATAL\0VFATAL\0C28P01\0Mpassword authentication failed for user "zqxword"\0\0'
REFUSAL = b"E" + struct.pack("!I", len(_WORDS) + 4) + _WORDS


@dataclass
class Stranger:
    """A server of one's own: it answers the desk's first question, and keeps all it is told."""

    reply: bytes
    tls: ssl.SSLContext | None = None
    port: int = 0
    heard: list[bytes] = field(default_factory=list)

    def serve(self, listening: socket.socket, over: Event) -> None:
        while not over.is_set():
            with suppress(OSError, ssl.SSLError):
                connection, _ = listening.accept()
                with connection:
                    connection.settimeout(5)
                    self.heard.append(connection.recv(4096))
                    connection.sendall(self.reply)
                    if self.tls is None:
                        self.heard.append(connection.recv(4096))
                        continue
                    with self.tls.wrap_socket(connection, server_side=True) as inside:
                        self.heard.append(inside.recv(4096))


@contextmanager
def stranger(reply: bytes, tls: ssl.SSLContext | None = None) -> Iterator[Stranger]:
    over, made = Event(), Stranger(reply, tls)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(0.2)
        made.port = listening.getsockname()[1]
        serving = Thread(target=made.serve, args=(listening, over))
        serving.start()
        try:
            yield made
        finally:
            over.set()
            serving.join()


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    home = tmp_path_factory.mktemp("host")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONEBANK_HOME", str(home))
        with hosted(home, practice=True) as made:
            yield made


@pytest.fixture
def forged(tmp_path: Path) -> ssl.SSLContext:
    """A certificate for the office's own address, of an authority of one's own."""
    made = server_certificate(new_authority("Valmont"), ["127.0.0.1"])
    file = tmp_path / "forged.pem"
    file.write_text(made.certificate + made.key, "ascii")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    return context


def secret_kept(folder: Path) -> str:
    desk = read_joined(folder)
    assert desk is not None
    return str(working_url(folder, practice=True).password)


def moved_to(folder: Path, port: int) -> int:
    """The desk's way to its office leads to `port`; the port before."""
    desk = read_joined(folder)
    assert desk is not None
    write_joined(folder, replace(desk, port=port))
    return desk.port


@pytest.mark.parametrize(
    "reply",
    [b"N", b"N" + REFUSAL, REFUSAL, b"Epassword authentication failed\n\0", b"S" + REFUSAL],
    ids=["no TLS", "no TLS, refused", "refused", "refused in the old words", "refused inside"],
)
def test_without_tls_a_stranger_is_told_nothing_and_believed_nothing(
    shared: Hosted, tmp_path: Path, reply: bytes
) -> None:
    folder = tmp_path / "desk"
    shared.join(folder)
    url = working_url(folder, practice=True)
    with stranger(reply) as between:
        moved_to(folder, between.port)
        away = working_url(folder, practice=True)
        with pytest.raises(psycopg.OperationalError) as met:
            psycopg.connect(conninfo(away))
        assert "zqxword" not in str(met.value)
        with pytest.raises(Unreachable):
            enrolment.admits(away)
    assert between.heard[0] == SSL_REQUEST
    told = b"".join(between.heard)
    assert str(url.username).encode() not in told
    assert str(url.password).encode() not in told


def test_a_forged_certificate_is_told_nothing_and_takes_no_secret_away(
    shared: Hosted, tmp_path: Path, forged: ssl.SSLContext
) -> None:
    """A change of secret was cut off; then a stranger answers where the office was."""
    folder = tmp_path / "desk"
    shared.join(folder)
    before, real = secret_kept(folder), enrolment.renew

    def cut_after(*given: object) -> object:
        real(*given)  # type: ignore[arg-type]
        raise Unreachable("cut after the office did it")

    with mock.patch.object(enrolment, "renew", cut_after), pytest.raises(Unreachable):
        rotate_secret(folder, practice=True)
    with stranger(b"S", forged) as between:
        port = moved_to(folder, between.port)
        assert secret_kept(folder) == before
        with pytest.raises(Unproven), plain_errors():
            enrolment.admits(working_url(folder, practice=True))
        with pytest.raises(Unreachable, match="which secret"):
            rotate_secret(folder, practice=True)
    login = str(working_url(folder, practice=True).username).encode()
    assert all(login not in each for each in between.heard)
    moved_to(folder, port)
    assert secret_kept(folder) != before
    with psycopg.connect(conninfo(working_url(folder, practice=True))):
        pass


def test_a_network_that_is_not_the_offices_takes_no_secret_away(
    shared: Hosted, tmp_path: Path
) -> None:
    folder = tmp_path / "desk"
    shared.join(folder)
    before = secret_kept(folder)
    real = enrolment.renew

    def cut_after(*given: object) -> object:
        real(*given)  # type: ignore[arg-type]
        raise Unreachable("cut after the office did it")

    with mock.patch.object(enrolment, "renew", cut_after), pytest.raises(Unreachable):
        rotate_secret(folder, practice=True)
    refused = KnownError("The office lets nobody in from this computer's network.")
    with mock.patch.object(enrolment, "_told", side_effect=refused):
        assert secret_kept(folder) == before
    assert secret_kept(folder) != before


def test_a_stranger_at_the_second_try_takes_no_place_away(
    shared: Hosted, tmp_path: Path, forged: ssl.SSLContext
) -> None:
    """The first answer was swallowed: the office knows the desk, the desk does not know it yet."""
    folder, invited, real = tmp_path / "desk", shared.invite("Reprise"), enrolment.enrol

    def swallowed(*given: object) -> object:
        real(*given)  # type: ignore[arg-type]
        raise Unreachable("the answer was lost")

    with mock.patch.object(enrolment, "enrol", swallowed), pytest.raises(Unreachable):
        join_office(invited, folder=folder)
    with stranger(b"S", forged) as between:
        with pytest.raises(Unproven):
            join_office(replace(invited, port=between.port), folder=folder)
        told = b"".join(between.heard)
        assert invited.code.encode() not in told
        assert invited.login.encode() not in told
        with pytest.raises(Unproven):
            join_office(replace(invited, port=between.port), folder=tmp_path / "first")
    assert not (tmp_path / "first").exists()
    assert join_office(invited, folder=folder).label == "Reprise"
