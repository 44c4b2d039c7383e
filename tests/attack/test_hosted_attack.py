"""The same attempts at an office hosted over TLS, by a desk that joined with an invitation; and the
ways in that only a network has."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg.conninfo import make_conninfo
from sqlalchemy import URL

from phonebank.cli import run
from phonebank.domain.errors import BadInput, PhonebankError
from phonebank.office.admission import conninfo
from phonebank.office.authority import new_authority
from phonebank.office.desks import desks_of, revoke_desk
from phonebank.office.invitation import Invitation
from phonebank.office.joined import JoinedDesk
from phonebank.office.joining import join_office, rotate_secret, working_url
from tests.attack.attempts import ATTEMPTS
from tests.attack.intruder import MARK, Intruder, seed
from tests.attack.test_catalogue import expected
from tests.attack.test_held_up import VERIFIER
from tests.hosted import Hosted, hosted

#: What an invitation meets otherwise: `door` is its own, and `api` is not.
OF_AN_INVITATION = {
    "select routine_name from information_schema.routines where routine_schema = 'api'": "empty",
    "select door.enrol('pbd_00000000', 'x', 'y')": "open",
    "set role pb_join": "empty",
}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    """A hosted practice office with marked people."""
    home = tmp_path_factory.mktemp("host")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PHONEBANK_HOME", str(home))
        with hosted(home, practice=True) as made:
            seed(made.small)
            made.small.sql("analyze")
            yield made


@pytest.fixture
def desk(shared: Hosted, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Intruder]:
    folder = tmp_path_factory.mktemp("joined") / "desk"
    shared.join(folder)
    url = working_url(folder, practice=True)
    with Intruder(shared.small, str(url.username), url) as intruder:
        assert intruder.connection.pgconn.ssl_in_use
        yield intruder


def test_every_attempt_meets_the_same_over_tls(desk: Intruder) -> None:
    wrong: list[tuple[str, str, str]] = []
    for attempt in ATTEMPTS:
        met = desk.attempt(*attempt.statements).outcome
        if met not in expected(attempt):
            wrong.append((attempt.name, met, attempt.meets))
        assert desk.secrets_heard() == [], attempt.name
        desk.connection.execute(b"discard all")
    assert wrong == [], "\n".join(map(str, wrong))


def test_a_transaction_rolled_back_shows_nobody_over_tls(desk: Intruder) -> None:
    token = desk.sign_in(desk.office.caller("Camille"))
    desk.connection.execute(b"begin")
    claim = desk.claim(token)["claim"]
    assert desk.ask("select api.open_card(%s, %s) ->> 'status'", token, claim) == "gone"
    desk.connection.rollback()
    claim = desk.claim(token)["claim"]
    desk.connection.execute(b"begin")
    desk.ask("select api.start_call(%s, %s, %s)", token, claim, uuid4())
    assert desk.ask("select api.number(%s, %s)", token, claim) is None
    desk.connection.rollback()
    assert desk.secrets_heard() == []


OPENINGS = (
    {"sslmode": "disable", "channel_binding": "disable"},
    {"ssl_min_protocol_version": "TLSv1", "ssl_max_protocol_version": "TLSv1.1"},
    {"replication": "database"},
    {"replication": "true"},
    {"dbname": "postgres"},
    {"dbname": "template1"},
    {"password": "another"},
    {"user": "phonebank", "password": "x"},
    {"user": "pb_owner", "password": "x"},
    {"user": "pb_roleadmin", "password": "x"},
    {"user": "pbd_00000000", "password": "x"},
    {"options": "-c role=pb_owner"},
    {"options": "-c session_authorization=phonebank"},
    {"options": "-c session_preload_libraries=auto_explain"},
    {"options": "-c local_preload_libraries=auto_explain"},
    {"options": "-c dynamic_library_path=/tmp"},
    {"options": "-c log_connections=on"},
    {"options": "-c log_disconnections=on"},
    {"options": "-c log_min_messages=debug5"},
    {"options": "-c log_statement=all"},
    {"options": "-c session_replication_role=replica"},
    {"options": "-c pre_auth_delay=60"},
    {"options": "-c in_hot_standby=on"},
    {"options": "-c is_superuser=on"},
    {"options": "-O"},
    {"options": "-d 5"},
    {"options": "-s"},
    {"options": "-t pa"},
)


@pytest.mark.parametrize("opening", OPENINGS, ids=lambda each: " ".join(map(str, each.values())))
def test_no_other_way_to_connect_lets_anybody_in(desk: Intruder, opening: dict[str, str]) -> None:
    assert desk.url is not None
    with pytest.raises(psycopg.OperationalError) as refused:
        psycopg.connect(make_conninfo(conninfo(desk.url), **opening))
    assert MARK not in str(refused.value)


def test_a_certificate_of_another_authority_is_told_nothing(desk: Intruder, tmp_path: Path) -> None:
    """Whoever stands in between with an authority of their own gets no sign-in to watch."""
    assert desk.url is not None
    other = tmp_path / "ca.pem"
    other.write_text(new_authority("Valmont").pem, "ascii")
    with pytest.raises(psycopg.OperationalError, match="certificate verify failed"):
        psycopg.connect(conninfo(desk.url.update_query_dict({"sslrootcert": str(other)})))
    elsewhere = {"host": "office.example", "hostaddr": "127.0.0.1"}
    with pytest.raises(psycopg.OperationalError, match="does not match host name"):
        psycopg.connect(conninfo(desk.url.update_query_dict(elsewhere)))


def test_the_secret_of_a_desk_works_from_another_computer_of_the_network(desk: Intruder) -> None:
    """What remains: 'secret'. Four connections in all, wherever they come from."""
    assert desk.url is not None
    with Intruder(desk.office, desk.role, desk.url) as copied:
        assert isinstance(copied.ask("select api.office()"), dict)


def test_the_administrator_comes_by_no_group_of_the_network(desk: Intruder) -> None:
    """Nobody lends a group its members: the rules of admission count whoever is in one."""
    assert desk.url is not None
    for other in ("phonebank", "pb_owner", "pb_join", "pb_supervisor"):
        assert desk.attempt(f'grant "{desk.role}" to {other}').sqlstate == "42501"
    for opening in ({"user": "phonebank"}, {"user": "phonebank", "dbname": "postgres"}):
        with pytest.raises(psycopg.OperationalError, match=r"pg_hba\.conf rejects"):
            psycopg.connect(make_conninfo(conninfo(desk.url), **opening))


def test_a_copied_folder_is_worth_nothing_after_a_renewal_or_a_revocation(
    shared: Hosted, tmp_path: Path
) -> None:
    folder, stolen, again = tmp_path / "desk", tmp_path / "stolen", tmp_path / "again"
    shared.join(folder)
    shutil.copytree(folder, stolen)
    with psycopg.connect(conninfo(working_url(stolen, practice=True))) as copied:
        rotate_secret(folder, practice=True)
        with pytest.raises(psycopg.OperationalError, match=r"terminat|closed"):
            copied.execute("select api.desk()")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(conninfo(working_url(stolen, practice=True)))
        shutil.copytree(folder, again)
        login = working_url(again, practice=True).username
        (row,) = [each for each in desks_of(shared.office) if each.login == login]
        with psycopg.connect(conninfo(working_url(again, practice=True))) as copied:
            revoke_desk(shared.office, row)
            with pytest.raises(psycopg.OperationalError, match=r"terminat|closed"):
                copied.execute("select api.desk()")
    for place in (folder, stolen, again):
        with pytest.raises(
            psycopg.OperationalError, match=r"not permitted to log in|password auth"
        ):
            psycopg.connect(conninfo(working_url(place, practice=True)))


def test_no_session_makes_the_server_write_a_line(desk: Intruder, shared: Hosted) -> None:
    for statement in (
        "set trace_sort = on",
        "set trace_notify = on",
        "set debug_print_parse = on",
        "set debug_print_plan = on",
        "set client_min_messages = debug5",
        "select count(*) from (select x from generate_series(1, 100) x order by x desc) y",
        "listen office",
        "notify office, 'zqxmots'",
        "select 1 / 0",
        "select 'zqxmots'::int",
        "select api.claim('x', 1)",
    ):
        desk.attempt(statement)
    # What remains: 'log'. Whoever is refused is written down as they called themselves.
    assert desk.url is not None
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(conninfo(desk.url.set(username="zqxlast")))
    assert shared.office.cluster is not None
    until, words = time.monotonic() + 20, ""
    while "zqxlast" not in words and time.monotonic() < until:
        words = "".join(file.read_text("utf-8") for file in shared.office.cluster.log.iterdir())
    assert 'user "zqxlast"' in words
    for spoken in ("zqxmots", "parse tree", "plan:", "sort", "NOTIFY", "division", "CONTEXT"):
        assert spoken not in words, spoken


def test_an_invitation_reads_nothing_and_is_spent_by_the_first_of_two(
    shared: Hosted, tmp_path: Path
) -> None:
    """Stolen, it lets one computer in and shows whoever comes second that it was used."""
    invited = shared.invite()
    thief = join_office(invited, label="Poste", folder=tmp_path / "thief")
    assert thief.label.startswith("Poste")
    with pytest.raises(BadInput, match="used already"):
        join_office(invited, label="Poste", folder=tmp_path / "desk")


def at_the_door(invited: Invitation, folder: Path) -> URL:
    """The address at which an invitation lets one ask to be enrolled."""
    (folder / "ca.pem").write_text(invited.authority, "ascii")
    place = JoinedDesk(
        " ".join(invited.hosts), invited.port, invited.database, "", "", "", "", False
    )
    return place.url(folder, invited.login, invited.code)


def test_an_invitation_that_was_lost_is_withdrawn(
    shared: Hosted, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Somebody else found it: nobody joins with it, and who stands at the door is put out."""
    invited = shared.invite()
    with psycopg.connect(conninfo(at_the_door(invited, tmp_path))) as thief:
        command = ["--office", str(shared.office.folder), "office", "desk", "withdraw"]
        assert run(command) == 0
        assert "withdrawn: they let nobody in any more." in capsys.readouterr().out
        with pytest.raises(psycopg.OperationalError, match=r"terminat|closed"):
            thief.execute("select door.enrol('pbd_00000001', 'x', 'y')")
    with pytest.raises(BadInput, match="used already or has expired"):
        join_office(invited, label="Poste", folder=tmp_path / "late")
    assert run(command) == 0
    assert capsys.readouterr().out.startswith("0 invitation(s)")
    assert shared.join(tmp_path / "next").label


def test_two_who_use_one_invitation_at_once_are_one_desk(shared: Hosted, tmp_path: Path) -> None:
    invited = shared.invite()
    before = shared.small.value("select count(*) from pb.desk")

    def join(number: int) -> bool:
        try:
            join_office(invited, label="Poste", folder=tmp_path / f"desk{number}")
        except PhonebankError:
            return False
        return True

    with ThreadPoolExecutor(3) as pool:
        assert sum(pool.map(join, range(3))) == 1
    assert shared.small.value("select count(*) from pb.desk") == before + 1


def test_an_invitation_in_strange_hands_meets_the_same_walls(
    shared: Hosted, tmp_path: Path
) -> None:
    invited = shared.invite()
    url = at_the_door(invited, tmp_path)
    wrong: list[tuple[str, str]] = []
    with Intruder(shared.small, invited.login, url) as thief:
        with pytest.raises(psycopg.OperationalError, match="too many connections"):
            psycopg.connect(conninfo(url))
        for attempt in ATTEMPTS:
            met = thief.attempt(*attempt.statements).outcome
            meant = OF_AN_INVITATION.get(attempt.name)
            if met not in ({meant} if meant else expected(attempt)):
                wrong.append((attempt.name, met))
            assert thief.secrets_heard() == [], attempt.name
            thief.connection.execute(b"discard all")
        assert wrong == []
        for statement in ("select api.office()", "select api.accounts()", "select room.people()"):
            assert thief.attempt(statement).sqlstate == "42501", statement
        hostile = (
            ("pbd_00000000", "x", "Poste"),
            ("phonebank", VERIFIER, "Poste"),
            ("pbs_00000000", VERIFIER, "Poste"),
            ("pbd_00000000", VERIFIER, ""),
            ("pbd_00000000", VERIFIER, "Po\u202este"),
            ("pbd_00000000", VERIFIER, "Po\u200bste"),
            ("pbd_00000000", VERIFIER, "Poste\u0007"),
            ("pbd_00000000", VERIFIER, "Poste\U000e0041"),
            ("pbd_00000000", VERIFIER, "\u00a0"),
            ("pbd_00000000", VERIFIER, "\u3164 \u2800"),
            ("pbd_00000000", VERIFIER, "x" * 61),
        )
        for words in hostile:
            answer = thief.ask("select door.enrol(%s, %s, %s)", *words)
            assert answer["status"] == "invalid", words
