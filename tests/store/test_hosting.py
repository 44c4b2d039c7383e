"""A hosted office over TLS: who comes in, by which door, and who does not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest

from phonebank.domain.errors import BadInput, KnownError, Unreachable
from phonebank.office import authority, check_listening
from phonebank.office import hosting as hosting_module
from phonebank.office.admission import conninfo
from phonebank.office.authority import new_authority
from phonebank.office.card import read_card
from phonebank.office.check import Severity, check_office
from phonebank.office.check_listening import certificate_at
from phonebank.office.desks import desks_of, find_desk, revoke_desk
from phonebank.office.hosting import host_office, hosting_of, stop_hosting
from phonebank.office.invitation import read_invitation, write_invitation, write_qr
from phonebank.office.joined import read_joined
from phonebank.office.joining import join_office, rotate_secret, working_url
from phonebank.office.office import open_office
from phonebank.office.seat import take_seat
from phonebank.store import enrolment
from phonebank.store.desk import DeskGateway
from phonebank.store.journal_key import PassphraseNeeded
from tests.hosted import LOOPBACK, Hosted, hosted, quiet_port, without_key_ring
from tests.offices import PIN


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """One hosted practice office for the tests that leave it as it is."""
    patch = pytest.MonkeyPatch()
    home = tmp_path_factory.mktemp("host")
    patch.setenv("PHONEBANK_HOME", str(home))
    with hosted(home, practice=True) as made:
        yield made
    patch.undo()


def address(shared: Hosted, **changes: str) -> str:
    """The office's address for a desk that joined nowhere."""
    facts = {
        "host": "127.0.0.1",
        "port": str(shared.hosting.port),
        "dbname": "phonebank",
        "sslmode": "verify-full",
        "sslrootcert": str(shared.office.folder / "tls" / "ca.pem"),
        "channel_binding": "require",
        "connect_timeout": "4",
    } | changes
    return psycopg.conninfo.make_conninfo("", **facts)


def test_a_computer_joins_and_speaks_tls_with_channel_binding(
    shared: Hosted, tmp_path: Path
) -> None:
    joined = shared.join(tmp_path / "desk", "Salle 1")
    assert (joined.office, joined.label, joined.practice) == ("Essai", "Salle 1", True)
    assert timedelta(days=89) < joined.until - datetime.now(UTC) < timedelta(days=91)
    with open_office(tmp_path / "desk") as office:
        assert not office.owned
        with take_seat(office) as seat:
            with psycopg.connect(conninfo(seat.url)) as connection:
                assert connection.pgconn.ssl_in_use
                assert connection.info.user == seat.role
            with pytest.raises(KnownError, match="works at this desk already"):
                take_seat(office)
        with pytest.raises(KnownError, match="stands on another computer"):
            _ = office.owner_url


def test_nothing_enters_without_tls_or_as_somebody_else(shared: Hosted, tmp_path: Path) -> None:
    shared.join(tmp_path / "desk")
    url = working_url(tmp_path / "desk", practice=True)
    own = {"user": str(url.username), "password": str(url.password)}
    with psycopg.connect(address(shared, **own)):
        pass
    refused = (
        ({**own, "sslmode": "disable", "channel_binding": "disable"}, "no encryption"),
        ({**own, "dbname": "postgres"}, "pg_hba"),
        ({**own, "user": "phonebank"}, "pg_hba"),
        ({**own, "user": "pb_owner"}, "authentication failed"),
        ({**own, "password": "wrong"}, "authentication failed"),
        (
            {**own, "ssl_max_protocol_version": "TLSv1.1", "ssl_min_protocol_version": "TLSv1"},
            "SSL",
        ),
    )
    for changes, said in refused:
        with pytest.raises(psycopg.OperationalError, match=said):
            psycopg.connect(address(shared, **changes))


def test_another_network_stays_outside(shared: Hosted, tmp_path: Path) -> None:
    shared.join(tmp_path / "desk")
    url = working_url(tmp_path / "desk", practice=True)
    before = hosting_of(shared.office.folder)
    assert before is not None
    try:
        host_office(shared.office, ranges=["127.0.0.64/26"])
        with pytest.raises(psycopg.OperationalError, match="pg_hba"):
            psycopg.connect(conninfo(url))
        stop_hosting(shared.office)
        with pytest.raises(psycopg.OperationalError, match="refused"):
            psycopg.connect(conninfo(url))
        assert hosting_of(shared.office.folder) is None
    finally:
        # Without a word about it, the office listens again where desks know it.
        again = host_office(shared.office, ranges=[LOOPBACK])
    assert (again.port, again.hosts, again.desks) == (before.port, before.hosts, before.desks)
    with psycopg.connect(conninfo(url)):
        pass


def test_an_invitation_serves_once(shared: Hosted, tmp_path: Path) -> None:
    invitation = shared.invite("Accueil")
    first = join_office(invitation, folder=tmp_path / "one")
    assert first.label == "Accueil"
    with pytest.raises(BadInput, match="used already or has expired"):
        join_office(invitation, folder=tmp_path / "two")
    assert not (tmp_path / "two").exists()
    with pytest.raises(BadInput, match="joined Essai with this invitation already"):
        join_office(invitation, folder=tmp_path / "one")


def test_an_expired_invitation_is_refused_by_both_sides(shared: Hosted, tmp_path: Path) -> None:
    invitation = shared.invite(valid=timedelta(milliseconds=1))
    with pytest.raises(BadInput, match="has expired"):
        join_office(invitation, folder=tmp_path / "desk")
    later = replace(invitation, expires=datetime.now(UTC) + timedelta(days=1))
    with pytest.raises(BadInput, match="used already or has expired"):
        join_office(later, folder=tmp_path / "desk")
    assert not (tmp_path / "desk").exists()


def test_a_server_that_cannot_prove_to_be_the_office_is_told_nothing(
    shared: Hosted, tmp_path: Path
) -> None:
    invitation = shared.invite()
    impostor = replace(invitation, authority=new_authority("Valmont").pem)
    with pytest.raises(KnownError, match="cannot prove to be the office"):
        join_office(impostor, folder=tmp_path / "desk")
    elsewhere = replace(invitation, hosts=("127.0.0.2",))
    with pytest.raises(KnownError, match=r"cannot prove to be the office|does not answer"):
        join_office(elsewhere, folder=tmp_path / "desk")
    # Nobody heard the code: it still serves.
    assert join_office(invitation, folder=tmp_path / "desk").label


def test_an_invitation_travels_as_file_line_and_code(shared: Hosted, tmp_path: Path) -> None:
    invitation = shared.invite("Été")
    write_invitation(tmp_path / "été.json", invitation)
    write_qr(tmp_path / "code.svg", invitation)
    write_qr(tmp_path / "code.png", invitation)
    assert (tmp_path / "été.json").stat().st_mode & 0o077 == 0
    assert read_invitation(str(tmp_path / "été.json")) == invitation
    assert read_invitation(invitation.line()) == invitation
    assert read_invitation(invitation.document()) == invitation
    # As a mail program wraps it, and as an editor saves it.
    line = invitation.line()
    assert read_invitation("\n".join(line[at : at + 60] for at in range(0, len(line), 60))) == (
        invitation
    )
    saved = invitation.document().replace("\n", "\r\n")
    (tmp_path / "saved.json").write_bytes(b"\xef\xbb\xbf" + saved.encode())
    assert read_invitation(str(tmp_path / "saved.json")) == invitation
    with pytest.raises(BadInput) as told:
        read_invitation("fonebank1." + line)
    assert invitation.code not in str(told.value)
    assert line[-40:] not in str(told.value)
    assert len(invitation.line()) < 1000
    other = new_authority("Valmont").pem
    swapped = invitation.document().replace(
        invitation.fingerprint, replace(invitation, authority=other).fingerprint
    )
    with pytest.raises(BadInput, match="changed on its way"):
        read_invitation(swapped)
    for text in ("nowhere.json", invitation.line()[:200], "{}", "phonebank1.!"):
        with pytest.raises(BadInput, match="invitation"):
            read_invitation(text)


def test_an_invited_computer_may_do_nothing_but_enrol(shared: Hosted) -> None:
    invitation = shared.invite()
    door = address(shared, user=invitation.login, password=invitation.code)
    deeds = (
        "select * from pb.person",
        "select api.office()",
        "select api.accounts()",
        "select roles.make('pbd_00000000', 'x', now())",
        "select pb.invite('pbj_00000000', 'x', '', '1 day')",
        "create table public.here (id int)",
        "create temporary table here (id int)",
        "set role pb_owner",
        "set role pb_roleadmin",
        "create role somebody",
        "select pg_terminate_backend(1)",
        "select lo_create(0)",
    )
    with psycopg.connect(door, autocommit=True) as connection:
        for deed in deeds:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(deed.encode())
        with pytest.raises(psycopg.OperationalError, match="too many connections"):
            psycopg.connect(door)
        answers = {
            "('pbd_0000', 'x', 'a')": "login",
            "('pb_owner', 'x', 'a')": "login",
            "('pbd_00000000', 'md5abc', 'a')": "verifier",
            "(null, null, null)": "login",
        }
        for arguments, field in answers.items():
            row = connection.execute(f"select door.enrol{arguments}".encode()).fetchone()
            assert row is not None
            assert row[0] == {"status": "invalid", "field": field}


def test_a_lost_answer_is_found_again_and_makes_no_second_desk(
    shared: Hosted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invitation = shared.invite("Reprise")
    real = enrolment.enrol

    def cut(*given: object) -> enrolment.Enrolled:
        real(*given)  # type: ignore[arg-type]
        raise Unreachable("the answer was lost")

    with monkeypatch.context() as patch:
        patch.setattr(enrolment, "enrol", cut)
        with pytest.raises(Unreachable):
            join_office(invitation, folder=tmp_path / "desk")
    again = join_office(invitation, folder=tmp_path / "desk")
    assert again.label == "Reprise"
    card = read_card(tmp_path / "desk")
    assert card is not None
    assert (card.ready, card.joined) == (True, True)
    assert [desk.label for desk in desks_of(shared.office)].count("Reprise") == 1


def test_two_desks_of_one_name_get_two_names(shared: Hosted, tmp_path: Path) -> None:
    labels = [shared.join(tmp_path / str(n), "Jumeau").label for n in range(2)]
    assert labels == ["Jumeau", "Jumeau 2"]


def test_a_desk_changes_its_secret_even_when_cut_off(
    shared: Hosted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "desk"
    shared.join(folder)

    def current() -> str:
        return str(working_url(folder, practice=True).password)

    first = current()
    rotate_secret(folder, practice=True)
    second = current()
    assert second != first
    desk = read_joined(folder)
    assert desk is not None
    with pytest.raises(psycopg.OperationalError, match="authentication failed"):
        psycopg.connect(conninfo(desk.url(folder, desk.login, first)))
    real = enrolment.renew

    def cut_before(*_given: object) -> datetime:
        raise Unreachable("cut before the office heard")

    def cut_after(*given: object) -> datetime:
        real(*given)  # type: ignore[arg-type]
        raise Unreachable("cut after the office did it")

    for cut, changed in ((cut_before, False), (cut_after, True)):
        with monkeypatch.context() as patch:
            patch.setattr(enrolment, "renew", cut)
            with pytest.raises(Unreachable):
                rotate_secret(folder, practice=True)
        before, second = second, current()
        assert (second != before) is changed
        with psycopg.connect(conninfo(working_url(folder, practice=True))):
            pass


def test_a_desk_revoked_in_a_call_is_nobody_at_once(shared: Hosted, tmp_path: Path) -> None:
    names = ("Rose", "Rémi")
    desks = [shared.join(tmp_path / name, f"Poste {name}") for name in names]
    small = shared.small
    campaign = small.fill(2, name="Révocation")
    gateways = [DeskGateway(working_url(desk.folder, practice=True)) for desk in desks]
    claims, tokens = [], []
    for name, gateway in zip(names, gateways, strict=True):
        account = small.caller(name)
        token = gateway.sign_in(account, PIN)["token"]
        claims.append(gateway.claim(token, campaign)["claim"])
        tokens.append(token)
    assert gateways[1].start_call(tokens[1], claims[1], uuid4())["status"] == "started"
    for desk in desks:
        revoked = revoke_desk(shared.office, find_desk(shared.office, desk.label))
        assert revoked.lines == 1
        assert revoked.connections >= 1
    for gateway in gateways:
        with pytest.raises(KnownError):
            gateway.accounts()
        with pytest.raises(KnownError, match="refused this desk"):
            gateway.accounts()
        gateway.close()
    states = small.sql(
        "select q.state, c.end_reason from pb.claim c join pb.queue q on q.id = c.queue_id"
        " where c.campaign_id = :c order by c.claimed_at",
        c=campaign,
    )
    assert [tuple(row) for row in states] == [(0, "desk_revoked"), (4, "in_doubt")]
    with pytest.raises(BadInput, match="out of service already"):
        find_desk(shared.office, desks[0].label)


def test_a_hosted_office_and_its_desk_pass_their_checks(shared: Hosted, tmp_path: Path) -> None:
    shared.join(tmp_path / "desk")
    for folder in (shared.office.folder, tmp_path / "desk"):
        findings = check_office(folder)
        graver = [each for each in findings if each.severity is not Severity.OK]
        assert [each.sentence for each in graver] == []
    sentences = " ".join(each.sentence for each in check_office(shared.office.folder))
    assert "over TLS" in sentences
    assert "rights are as they should be" in sentences


def test_a_server_elsewhere_is_asked_how_long_its_certificate_is_good(
    shared: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(host: str, port: int) -> list[tuple[Severity, str]]:
        url = shared.office.owner_url.set(host=host, port=port)
        return [(each.severity, each.sentence) for each in certificate_at(url)]

    port = shared.hosting.port
    [(severity, sentence)] = found("127.0.0.1", port)
    assert severity is Severity.OK
    assert sentence.startswith("The server's certificate is good until ")
    monkeypatch.setattr(check_listening, "_SOON", timedelta(days=9_999))
    assert [severity for severity, _ in found("127.0.0.1", port)] == [Severity.WARNING]
    assert found("127.0.0.1", quiet_port()) == []
    assert found("/tmp", port) == []


def test_rights_opened_by_a_hand_are_found_and_named(shared: Hosted) -> None:
    shared.small.sql("grant execute on function door.enrol(text, text, text) to public")
    try:
        problems = [
            each for each in check_office(shared.office.folder) if each.severity is Severity.PROBLEM
        ]
        assert len(problems) == 1
        assert "door.enrol" in problems[0].sentence
    finally:
        shared.small.sql("revoke execute on function door.enrol(text, text, text) from public")


def test_a_postgresql_without_tls_may_not_listen(
    shared: Hosted, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = hosting_of(shared.office.folder)
    assert before is not None
    monkeypatch.setattr(hosting_module, "ssl_library", lambda _office: "")
    with pytest.raises(KnownError, match="cannot encrypt connections"):
        host_office(shared.office, ranges=["127.0.0.0/16"])
    assert hosting_of(shared.office.folder) == before


def test_a_certificate_is_kept_until_a_name_is_missing(shared: Hosted) -> None:
    tls = shared.office.folder / "tls"
    before = (tls / "server.crt").read_text()
    host_office(shared.office, ranges=[LOOPBACK])
    assert (tls / "server.crt").read_text() == before
    assert "ENCRYPTED" in (tls / "ca.key").read_text()
    host = f"appels-{uuid4().hex[:6]}.example.org"
    host_office(shared.office, ranges=[LOOPBACK], host=host)
    named = (tls / "server.crt").read_text()
    assert named != before
    # Desks were told the name: it stays although nobody gives it again.
    assert host_office(shared.office).hosts[0] == host
    assert (tls / "server.crt").read_text() == named


def test_a_certificate_near_its_end_is_renewed_while_desks_work(
    shared: Hosted, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared.join(tmp_path / "desk")
    url = working_url(tmp_path / "desk", practice=True)
    file = shared.office.folder / "tls" / "server.crt"
    before = file.read_text()
    cluster = shared.office.cluster
    assert cluster is not None
    with psycopg.connect(conninfo(url)) as at_work:
        cluster.refresh()
        assert file.read_text() == before
        monkeypatch.setattr(authority, "RENEWAL", timedelta(days=366))
        cluster.refresh()
        assert file.read_text() != before
        assert (cluster.data / "server.crt").read_text() == file.read_text()
        assert at_work.execute("select 1").fetchone() == (1,)
    with psycopg.connect(conninfo(url)):
        pass


def test_a_new_authority_makes_every_desk_join_again(shared: Hosted, tmp_path: Path) -> None:
    before = shared.join(tmp_path / "before")
    (tmp_path / "before" / "seats").mkdir()
    host_office(shared.office, ranges=[LOOPBACK], new_authority=True)
    url = working_url(tmp_path / "before", practice=True)
    with pytest.raises(psycopg.OperationalError, match="certificate verify failed"):
        psycopg.connect(conninfo(url))
    assert shared.join(tmp_path / "after").label
    # In its own folder it stays the desk it is, with what its journal keeps.
    invitation = shared.invite()
    for _ in range(2):
        again = join_office(invitation, folder=tmp_path / "before")
        assert (again.label, again.folder) == (before.label, before.folder)
    with psycopg.connect(conninfo(working_url(tmp_path / "before", practice=True))) as connection:
        assert connection.info.user == url.username
    assert sorted(file.name for file in before.folder.iterdir() if file.is_dir()) == ["seats"]
    assert join_office(invitation, folder=tmp_path / "third").label, "it was not spent"


def test_a_revoked_desk_does_not_come_back_by_joining_in_its_folder(
    shared: Hosted, tmp_path: Path
) -> None:
    joined = shared.join(tmp_path / "desk", "Passage")
    revoke_desk(shared.office, find_desk(shared.office, joined.label))
    (tmp_path / "desk" / "seats").mkdir()
    with pytest.raises(BadInput, match="holds something else"):
        join_office(shared.invite(), folder=tmp_path / "desk")
    assert (tmp_path / "desk" / "seats").is_dir()


def test_a_real_offices_desk_keeps_its_secret_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, shared: Hosted
) -> None:
    monkeypatch.delenv("PHONEBANK_PASSPHRASE", raising=False)
    invitation = replace(shared.invite(), practice=False)
    folder = tmp_path / "desk"
    shared.small.sql("update pb.office set practice = false")
    try:
        with without_key_ring():
            with pytest.raises(PassphraseNeeded):
                join_office(invitation, folder=folder)
            assert not folder.exists()
            joined = join_office(invitation, folder=folder, words="mot de passe")
            assert not joined.practice
            url = working_url(folder, practice=False, words="mot de passe")
            assert str(url.password) not in (folder / "secrets.toml").read_text()
            with pytest.raises(KnownError, match="does not open what is kept"):
                working_url(folder, practice=False, words="another")
    finally:
        shared.small.sql("update pb.office set practice = true")
