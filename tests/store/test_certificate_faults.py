"""A hosted office whose certificates end, are lost or are parted: found, said, and mended."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from phonebank.domain.errors import KnownError
from phonebank.office import authority as certificates
from phonebank.office import check, check_hosting, server_certificate
from phonebank.office.admission import conninfo
from phonebank.office.check import Finding, Severity, check_office
from phonebank.office.check_listening import addresses_of
from phonebank.office.hosting import host_office, hosting_of, serving
from phonebank.office.joining import working_url
from phonebank.office.server_certificate import keep_pair, opened_authority, usable_pair
from tests.hosted import LOOPBACK, Hosted, hosted


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """One hosted practice office; each test leaves it with a good certificate."""
    patch = pytest.MonkeyPatch()
    home = tmp_path_factory.mktemp("host")
    patch.setenv("PHONEBANK_HOME", str(home))
    with hosted(home, practice=True) as made:
        yield made
    patch.undo()


def problems(folder: Path) -> list[Finding]:
    return [each for each in check_office(folder) if each.severity is Severity.PROBLEM]


def restart(shared: Hosted) -> None:
    cluster = shared.office.cluster
    assert cluster is not None
    cluster.recover()


def show(shared: Hosted, *, days_left: float) -> None:
    """Have the running server show a certificate that ends, or ended, then."""
    tls = shared.office.folder / "tls"
    began = datetime.now(UTC) - certificates.SERVER_LIFE + timedelta(days=days_left)
    made = certificates.server_certificate(
        opened_authority(tls, practice=True), shared.hosting.names, began
    )
    keep_pair(tls, made.certificate, made.key)
    cluster = shared.office.cluster
    assert cluster is not None
    # What the server itself reads, without the renewal that comes with each start.
    for name, content in (("server.crt", made.certificate), ("server.key", made.key)):
        file = cluster.data / name
        about = file.stat()
        file.write_text(content, encoding="ascii")
        os.chown(file, about.st_uid, about.st_gid)
    shared.small.sql("select pg_reload_conf()")


def test_a_certificate_near_its_end_and_ended_is_found_and_renewed_for_desks_of_before(
    shared: Hosted, tmp_path: Path
) -> None:
    shared.join(tmp_path / "desk")
    url = working_url(tmp_path / "desk", practice=True)
    folder = shared.office.folder
    show(shared, days_left=10)
    (soon,) = [each for each in check_office(folder) if "certificate is good" in each.sentence]
    assert soon.severity is Severity.WARNING
    assert soon.remedy == "Renew it: phonebank office host"
    show(shared, days_left=-1)
    with pytest.raises(psycopg.OperationalError, match="certificate"):
        psycopg.connect(conninfo(url))
    ended, refused = problems(folder)
    assert "certificate ended on" in ended.sentence
    assert "certificate has expired" in refused.sentence
    host_office(shared.office)
    assert problems(folder) == []
    with psycopg.connect(conninfo(url)):
        pass


def test_another_versions_functions_are_no_intrusion(
    shared: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = shared.office.folder
    shared.small.sql("create function api.of_before() returns int language sql as 'select 1'")
    try:
        shared.small.sql("revoke all on function api.of_before() from public")
        (changed,) = problems(folder)
        assert "not as Phonebank made them" in changed.sentence
        for module in (check, check_hosting):
            monkeypatch.setattr(module, "schema_fingerprint", lambda: "another")
        assert problems(folder) == []
        assert any("another version" in each.sentence for each in check_office(folder))
    finally:
        shared.small.sql("drop function api.of_before()")


def test_a_certificate_parted_from_its_key_or_lost_is_made_again(
    shared: Hosted, tmp_path: Path
) -> None:
    shared.join(tmp_path / "desk")
    tls = shared.office.folder / "tls"
    other = certificates.server_certificate(opened_authority(tls, practice=True), ["127.0.0.1"])
    (tls / "server.key").write_text(other.key, encoding="ascii")
    assert usable_pair(tls) is None
    restart(shared)
    (tls / "server.crt").unlink()
    restart(shared)
    assert problems(shared.office.folder) == []
    with psycopg.connect(conninfo(working_url(tmp_path / "desk", practice=True))):
        pass


@pytest.mark.parametrize("content", [None, b"", b"\xff\xfe not \xe9", b"plain words"])
@pytest.mark.parametrize("name", ["ca.pem", "ca.key", "server.crt", "server.key"])
def test_each_file_of_the_certificates_lost_or_damaged_is_found_and_said(
    shared: Hosted, name: str, content: bytes | None
) -> None:
    file = shared.office.folder / "tls" / name
    kept = file.read_bytes()
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    try:
        found = problems(shared.office.folder)
    finally:
        file.write_bytes(kept)
        file.chmod(0o600)
    assert found
    for each in found:
        assert "Errno" not in each.sentence
        assert "codec" not in each.sentence
        assert each.remedy[:1].isupper()
    assert problems(shared.office.folder) == []


def test_a_disk_that_fills_between_certificate_and_key_leaves_both_as_they_were(
    shared: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    tls = shared.office.folder / "tls"
    before = usable_pair(tls)
    keep = certificates.keep

    def full(file: Path, content: str) -> None:
        if "crt" in file.name:
            raise KnownError("the disk is full")
        keep(file, content)

    monkeypatch.setattr(certificates, "keep", full)
    monkeypatch.setattr(certificates, "RENEWAL", timedelta(days=366))
    with pytest.raises(KnownError, match="full"):
        server_certificate.certify(tls, ["127.0.0.1"], practice=True)
    assert usable_pair(tls) == before


def test_an_office_that_lost_its_certificates_opens_listens_to_nobody_and_makes_others(
    shared: Hosted, tmp_path: Path
) -> None:
    folder = shared.office.folder
    for file in (folder / "tls").iterdir():
        file.unlink()
    restart(shared)
    assert serving(folder) is None
    assert hosting_of(folder) is not None
    assert "office host" in problems(folder)[0].sentence + problems(folder)[0].remedy
    host_office(shared.office)
    assert problems(folder) == []
    assert shared.join(tmp_path / "desk").label


def test_an_authority_that_has_ended_is_said_and_replaced(shared: Hosted, tmp_path: Path) -> None:
    folder = shared.office.folder
    ended = certificates.new_authority(
        "Valmont", datetime.now(UTC) - certificates.AUTHORITY_LIFE - timedelta(days=3)
    )
    server_certificate.keep_sealed_authority(ended, folder / "tls", practice=True)
    with pytest.raises(KnownError, match="--new-authority"):
        host_office(shared.office)
    restart(shared)
    assert any("certificate" in each.sentence for each in problems(folder))
    host_office(shared.office, new_authority=True)
    assert problems(folder) == []
    assert shared.join(tmp_path / "desk").label


@contextmanager
def impostor(port: int, answer: bytes) -> Iterator[None]:
    """Another program at that port."""
    with socket.create_server(("127.0.0.1", port)) as listener:

        def reply() -> None:
            with suppress(OSError):
                while True:
                    caller, _ = listener.accept()
                    caller.recv(8)
                    caller.sendall(answer)
                    caller.close()

        thread = threading.Thread(target=reply, daemon=True)
        thread.start()
        try:
            yield
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)


def test_another_program_at_the_offices_port_is_not_taken_for_it(
    shared: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = shared.office.cluster
    hosting = hosting_of(shared.office.folder)
    assert cluster is not None
    assert hosting is not None
    cluster.stop()
    monkeypatch.setattr(type(cluster), "running", property(lambda _self: True))
    try:
        for answer, said in ((b"N", "does not encrypt"), (b"S", "prove"), (b"", "Nothing answers")):
            with impostor(hosting.port, answer):
                (found,) = addresses_of(cluster)
            assert found.severity is Severity.PROBLEM
            assert said in found.sentence
    finally:
        monkeypatch.undo()
        cluster.keep_running()
    host_office(shared.office, ranges=[LOOPBACK])
