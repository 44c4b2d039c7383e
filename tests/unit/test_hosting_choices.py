"""Where an office listens, what its certificates say, and what its service runs."""

from __future__ import annotations

import shutil
import socket
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from phonebank.domain.errors import BadInput, KnownError
from phonebank.office import authority, configuration, keeping, network
from phonebank.office.backup_record import LastBackup, backups_folder, write_last
from phonebank.office.check import check_office
from phonebank.office.check_hosting import backup_age, clock_skew
from phonebank.office.findings import Severity
from phonebank.office.hosting import Hosting, hosting_of
from phonebank.office.service import enabling, install_unit, unit_text
from phonebank.store.journal_key import PassphraseNeeded
from tests.hosted import without_key_ring

HOSTING = Hosting(
    ("127.0.0.1",), ("192.168.1.0/24",), ("appels.example.org", "127.0.0.1"), 5433, 20
)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("salle", "is no network"),
        ("192.168.1.0/99", "is no network"),
        ("0.0.0.0/0", "beyond the office"),
        ("::/0", "beyond the office"),
        ("8.8.8.0/24", "beyond the office"),
    ],
)
def test_only_an_offices_own_networks_are_let_in(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        network.network(text)


def test_a_network_may_be_named_by_one_of_its_addresses() -> None:
    assert str(network.network("192.168.1.17/24")) == "192.168.1.0/24"
    assert str(network.network(" fd00:1::/64 ")) == "fd00:1::/64"


def test_an_office_listens_on_its_own_addresses_only() -> None:
    chosen = network.choose(["127.0.0.0/8"], "appels.example.org")
    assert chosen.addresses == ("127.0.0.1",)
    assert chosen.hosts == ("appels.example.org", "127.0.0.1")
    assert network.choose(["127.0.0.0/8"], "127.0.0.1").hosts == ("127.0.0.1",)
    assert network.choose(["127.0.0.0/8"], "127.0.0.3").addresses == ("127.0.0.1", "127.0.0.3")
    with pytest.raises(BadInput, match="neither the name nor the address"):
        network.choose(["127.0.0.0/8"], "a b,c")


def test_a_port_that_is_taken_is_refused_or_passed_over() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = other.getsockname()[1]
        with pytest.raises(BadInput, match=f"uses the port {taken}"):
            network.free_port(["127.0.0.1"], taken)
    assert network.free_port(["127.0.0.1"]) >= network.PORT
    with pytest.raises(BadInput, match="is no port"):
        network.free_port(["127.0.0.1"], 80)


def test_whoever_comes_by_the_network_is_a_member_over_tls_or_nobody() -> None:
    rules = configuration.admission(local=True, database="phonebank", ranges=["192.168.1.0/24"])
    lines = rules.splitlines()
    assert lines[-3:] == [
        "hostnossl all all all reject",
        "hostssl phonebank +pb_desk,+pb_join,+pb_supervisor,+pb_owner 192.168.1.0/24 scram-sha-256",
        "host all all all reject",
    ]
    assert all(line.startswith("local ") for line in lines[:-3])
    assert configuration.admission(local=True) == "".join(f"{line}\n" for line in lines[:-3])


def test_the_server_speaks_tls_and_is_sized_for_its_desks() -> None:
    settings = HOSTING.settings(tcp=False)
    assert settings["listen_addresses"] == "127.0.0.1"
    assert settings["ssl"] == "on"
    assert settings["ssl_min_protocol_version"] == "TLSv1.2"
    assert settings["max_connections"] == "120"
    lost = Hosting(("192.0.2.1",), (), (), 5433)
    assert lost.settings(tcp=False)["listen_addresses"] == ""
    assert lost.settings(tcp=True)["listen_addresses"] == "127.0.0.1"


def test_an_authority_vouches_for_its_server_only_and_not_for_long(tmp_path: Path) -> None:
    made, other = authority.new_authority("Valmont"), authority.new_authority("Valmont")
    server = authority.server_certificate(made, HOSTING.names)
    assert authority.names_of(server.certificate) == {
        "appels.example.org", "127.0.0.1", "localhost",
    }  # fmt: skip
    assert authority.issued_by(server.certificate, made.pem)
    assert not authority.issued_by(server.certificate, other.pem)
    now = datetime.now(UTC)
    assert timedelta(days=364) < authority.expiry(server.certificate) - now < timedelta(days=366)
    late = now + authority.AUTHORITY_LIFE - timedelta(days=10)
    last = authority.server_certificate(made, HOSTING.names, late)
    assert authority.expiry(last.certificate) == authority.expiry(made.pem)
    authority.keep_authority(made, tmp_path, "sealed")
    assert (tmp_path / "ca.key").stat().st_mode & 0o777 == 0o600
    assert authority.kept_authority(tmp_path, "sealed").pem == made.pem
    with pytest.raises(KnownError, match="cannot be opened"):
        authority.kept_authority(tmp_path, "wrong")
    with pytest.raises(KnownError, match="is sealed"):
        authority.kept_authority(tmp_path, "")
    authority.keep_authority(made, tmp_path, "")
    assert authority.kept_authority(tmp_path, "whatever").pem == made.pem


def test_a_secret_is_sealed_or_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PHONEBANK_PASSPHRASE", raising=False)
    file = tmp_path / "secrets.toml"
    with without_key_ring():
        with pytest.raises(PassphraseNeeded):
            keeping.keep_secret(file, "desk", "s3cret", practice=False)
        keeping.keep_secret(file, "desk", "s3cret", practice=False, words="mot de passe")
        assert "s3cret" not in file.read_text()
        assert keeping.kept_secret(file, "desk", practice=False, words="mot de passe") == "s3cret"
        assert keeping.kept_secret(file, "other", practice=False, words="mot de passe") is None
        with pytest.raises(PassphraseNeeded):
            keeping.kept_secret(file, "desk", practice=False)
        keeping.forget_secrets(file, "desk", "never")
        assert keeping.kept_secret(file, "desk", practice=False) is None


@pytest.mark.parametrize("user", [True, False])
def test_the_service_is_a_unit_systemd_accepts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, user: bool
) -> None:
    folder = tmp_path / "l'été 100%"
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "the home"))
    file = install_unit(folder, "L'été 100 %\nExecStart=/bin/false", user=user, into=tmp_path / "u")
    text = file.read_text(encoding="utf-8")
    assert file.name == "phonebank-l-ete-100.service"
    assert text == unit_text(folder, "L'été 100 %\nExecStart=/bin/false", user=user)
    assert text.count("\nExecStart=") == 1
    assert "office start --foreground" in text
    assert ("User=" in text) is not user
    assert any(f"enable --now {file.name}" in command for command in enabling(file, user=user))
    if shutil.which("systemd-analyze"):
        scope = ["--user"] if user else []
        done = subprocess.run(
            ["systemd-analyze", *scope, "verify", str(file)],
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        said = [line for line in done.stderr.splitlines() if file.name in line]
        assert said == []


def test_clocks_that_differ_and_old_backups_are_told(tmp_path: Path) -> None:
    skews = [clock_skew(timedelta(seconds=seconds)).severity for seconds in (1, -10, 300)]
    assert skews == [Severity.OK, Severity.WARNING, Severity.PROBLEM]
    assert backup_age(tmp_path).severity is Severity.WARNING
    file = backups_folder(tmp_path) / "valmont.phonebank"
    file.parent.mkdir()
    file.write_bytes(b"sealed")
    for hours, severity in ((2, Severity.OK), (60, Severity.WARNING)):
        at = datetime.now(UTC) - timedelta(hours=hours)
        write_last(tmp_path, LastBackup(file, at, 6, "", verified=True))
        found = backup_age(tmp_path)
        assert found.severity is severity
        assert f"{hours} hours old" in found.sentence


def test_a_backup_that_was_lost_or_cut_is_told_and_one_kept_elsewhere_is_not(
    tmp_path: Path,
) -> None:
    file = backups_folder(tmp_path) / "valmont.phonebank"
    file.parent.mkdir()
    file.write_bytes(b"sealed")
    now = datetime.now(UTC)
    write_last(tmp_path, LastBackup(file, now, 7, "", verified=True))
    assert "or not whole" in backup_age(tmp_path).sentence
    file.unlink()
    assert "no longer in" in backup_age(tmp_path).sentence
    away = LastBackup(tmp_path / "stick" / file.name, now, 6, "", verified=True)
    write_last(tmp_path, away)
    assert backup_age(tmp_path).severity is Severity.OK
    (file.parent / "last.toml").write_text("at = garbage", encoding="utf-8")
    assert "no backup" in backup_age(tmp_path).sentence


def test_a_damaged_file_about_listening_is_named_and_hides_nothing_else(tmp_path: Path) -> None:
    for content in ("x", 'port = "abc"', 'ranges = "127.0.0.0/8"'):
        (tmp_path / "hosting.toml").write_text(content, encoding="utf-8")
        with pytest.raises(KnownError, match=r"hosting.toml is damaged: remove it"):
            hosting_of(tmp_path)
        findings = check_office(tmp_path)
        assert [each.severity for each in findings if "is damaged" in each.sentence]
        assert "There is no office" in findings[0].sentence
