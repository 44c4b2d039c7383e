"""After a full run with every error one meets, no log, journal or report tells of anybody."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID, uuid4

import psycopg
import pytest
from sqlalchemy.exc import DBAPIError

from phonebank import cli, logs
from phonebank.calling.seating import SeatedDesk
from phonebank.domain.card import CallReport
from phonebank.domain.outcomes import Outcome
from phonebank.domain.report import report_of
from phonebank.office.admission import conninfo
from phonebank.office.office import Office, open_office
from phonebank.store.desk import DeskGateway
from phonebank.store.desks import appoint
from phonebank.store.owner import OwnerStore
from tests.attack.intruder import MARK
from tests.conftest import SHARED
from tests.e2e.terminal import run, say

ROLL = SHARED / "samples" / "ListesArretees-com95999-06-02-2026-10h15.csv"
PIN, WRONG_PIN = "593718", "593719"
PASSWORD = f"{MARK} chevaux verts dorment"
NOTE = f"{MARK}: rappeler au 06 39 98 44 55"
NUMBERS = tuple(f"06399844{n:02d}" for n in range(50, 58))


def _spellings(number: str) -> tuple[str, ...]:
    pairs = [number[at : at + 2] for at in range(0, 10, 2)]
    return (number, number[1:], " ".join(pairs), ".".join(pairs))


SECRETS = (MARK, PIN, WRONG_PIN, "chevaux verts", *(s for n in NUMBERS for s in _spellings(n)))


def _marked_files(folder: Path) -> tuple[Path, Path]:
    head, row, *_ = ROLL.read_text("utf-8").splitlines()
    roll = folder / "liste.csv"
    rows = [
        row.replace("DIALLO", f"{MARK}NOM{n}".upper()).replace("Gaël", f"{MARK}{n}")[:-1] + str(n)
        for n in range(1, 9)
    ]
    roll.write_text("\n".join([head, *rows]) + "\n", encoding="utf-8")
    contacts = folder / "contacts.csv"
    lines = [
        f"{MARK}NOM{n};{MARK}{n};27/11/1993;{number};adhérent".upper()
        for n, number in enumerate(NUMBERS, 1)
    ]
    contacts.write_text(
        "\n".join(["NOM;Prénom;Date de naissance;Portable;Origine", *lines]), "utf-8"
    )
    return roll, contacts


@pytest.fixture
def watched_log(tmp_path: Path) -> Iterator[Path]:
    """The program's own log, as the window keeps it."""
    folder = tmp_path / "home" / "logs"
    level = logging.getLogger().level
    handler = logs.log_to(folder)
    assert handler is not None
    try:
        yield folder / "phonebank.log"
    finally:
        logging.getLogger().removeHandler(handler)
        logging.getLogger().setLevel(level)
        handler.close()


def _secrets_in(folders: list[Path]) -> list[tuple[str, str]]:
    """(secret, file) for every secret in a file that is no file of the database's own data."""
    found: list[tuple[str, str]] = []
    read = 0
    for folder in folders:
        for file in folder.rglob("*"):
            if "pgdata" in file.parts or not file.is_file():
                continue
            read += 1
            words = file.read_bytes()
            found += [
                (secret, file.name)
                for secret in SECRETS
                if secret.lower().encode() in words.lower() or secret.encode("utf-16-le") in words
            ]
    assert read > 5
    return found


def _open_to_others(folders: list[Path]) -> list[Path]:
    """The files below that another account of this computer could read, or write to."""
    found: list[Path] = []
    for folder in folders:
        if folder.stat().st_mode & 0o077:
            found += [
                each
                for each in folder.iterdir()
                if not each.is_dir() and each.stat().st_mode & 0o077
            ]
            found += _open_to_others([each for each in folder.iterdir() if each.is_dir()])
    return found


def _call(desk: SeatedDesk, campaign: int, *, told: bool) -> UUID:
    served = desk.desk.next_line(campaign)
    assert served.card is not None
    assert MARK.upper() in served.card.people[0].last_name.upper()
    started = desk.desk.start_call()
    assert started.number
    assert started.call_uuid is not None
    if told:
        report = CallReport(started.call_uuid, Outcome.NO_ANSWER, note=NOTE)
        assert desk.desk.finish(report, None).delivered
    return started.call_uuid


def _provoke(office: Office, gateway: DeskGateway) -> list[BaseException]:
    """Errors of every kind, quoting as much as they can; those that were raised."""
    met: list[BaseException] = []
    assert gateway.finish_call(uuid4(), uuid4(), 1, {"note": NOTE + "\0"})["status"] == "error"
    assert gateway.park(uuid4(), uuid4(), {"note": NOTE + "\0"}, "x")["status"] == "error"
    for token, version in ((NOTE, 2**40), (PIN, 2**50)):
        with pytest.raises(DBAPIError) as raised:
            gateway.script(token, version)
        met.append(raised.value)
    with psycopg.connect(conninfo(office.owner_url), autocommit=True) as owner:
        for statement in (
            f"insert into pb.line (e164) values ('{NUMBERS[0]}')",
            f"insert into pb.person (identity_key, birth_name, sex) values ('', '{MARK}', 'X')",
            f"select '{NOTE}'::int",
            f"select from nowhere where note = '{NOTE}'",
            "insert into pb.line (e164) select e164 from pb.line limit 1",
        ):
            with pytest.raises(psycopg.Error) as failed:
                owner.execute(statement.encode())
            met.append(failed.value)
    return met


def test_no_log_journal_or_report_tells_of_anybody(
    tmp_path: Path, watched_log: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    monkeypatch.setenv("PHONEBANK_HOME", str(home))
    monkeypatch.delenv("PHONEBANK_OFFICE", raising=False)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    files = tmp_path / "files"
    files.mkdir()
    roll, contacts = _marked_files(files)
    say("office", "create", "Essai", "--practice")
    say("office", "start")
    try:
        assert say("import", "roll", str(roll))["people_new"] == len(NUMBERS)
        told = [files / name for name in ("report.csv", "refused.csv", "scores.csv")]
        told[2].touch(mode=0o644)
        say(
            "import", "contacts", str(contacts), "--report", str(told[0]), "--refused", str(told[1])
        )
        assert run("import", "turnout", str(contacts))[0] != 0
        say("score", "--round", "M26T2", "--out", str(told[2]))
        assert [file.name for file in told if file.stat().st_mode & 0o077] == []
        say("campaign", "create", "Tour 2", "--round", "M26T2", "--open")
        back = say("call", "search", "--caller", "Sacha", "--number", NUMBERS[0])
        assert back["status"] == "found"
        assert MARK.upper() in back["people"][0]["last_name"].upper()
        assert run("call", "search", "--caller", "Sacha", "--number", "0612")[0] == 2
        assert run("call", "search", "--caller", "Sacha", "--surname", MARK)[0] == 2
        with open_office() as office, OwnerStore(office.owner_url) as owner:
            assert office.cluster is not None
            account = owner.add_caller("Camille", PIN, charter_accepted=True)
            supervisor_of_office(office)
            with SeatedDesk(office) as seated:
                desk = seated.desk
                assert desk.sign_in(account, WRONG_PIN).status == "wrong"
                assert desk.sign_in(account, PIN).status == "ok"
                campaign = desk.campaigns()[0].campaign_id
                _call(seated, campaign, told=True)
                reports = [report_of(error) for error in _provoke(office, gateway_of(seated))]
                _let_a_desk_write_the_servers_log(office, seated)
                open_call = _call(seated, campaign, told=False)
                office.cluster.stop()
                kept = desk.finish(CallReport(open_call, Outcome.NO_ANSWER, note=NOTE), None)
                assert not kept.delivered
                office.cluster.start()
                assert desk.pending() == 1
                logs.tell_crashes()  # the command line's library sets its own
                try:
                    raise KeyError(NOTE)
                except KeyError as error:
                    sys.excepthook(KeyError, error, error.__traceback__)
                    logging.getLogger("phonebank.test").exception("a job failed")
                    logging.getLogger("elsewhere").warning("row %s was refused", NOTE)
                    reports.append(report_of(error))
                folders = [home, office.cluster.log]
                assert _secrets_in(folders) == []
        assert all(secret not in report for secret in SECRETS for report in reports)
        # The server was asked to print its plans; no session makes it write a line.
        assert not any(b"plan:" in file.read_bytes() for file in folders[1].glob("*"))
        words = watched_log.read_text("utf-8")
        assert "the database could not take what this desk told" in words
        assert "an error nobody expected" in words
        assert "row %s was refused" in words
        assert _secrets_in(folders) == []
        assert _open_to_others(folders) == []
    finally:
        say("office", "stop", "--force")


def supervisor_of_office(office: Office) -> None:
    """A supervisor whose password is a secret, and a sign-in with a wrong one."""
    role = appoint(office.owner_url, "Sophie", PASSWORD)
    with pytest.raises(psycopg.OperationalError):
        psycopg.connect(conninfo(office.owner_url.set(username=role, password=PASSWORD + "x")))


def gateway_of(seated: SeatedDesk) -> DeskGateway:
    return seated._gateway


def _let_a_desk_write_the_servers_log(office: Office, seated: SeatedDesk) -> None:
    """What a session can switch on for itself, around a whole call."""
    with psycopg.connect(conninfo(seated._seat.url), autocommit=True) as connection:
        for setting in (
            "set debug_print_parse = on", "set debug_print_rewritten = on",
            "set debug_print_plan = on", "set log_parameter_max_length_on_error = -1",
            "set client_min_messages = debug5", "set plan_cache_mode = force_custom_plan",
        ):  # fmt: skip
            connection.execute(setting.encode())
        token = seated.desk._token
        row = connection.execute(b"select api.claim(%s, 1) ->> 'claim'", (token,)).fetchone()
        assert row is not None
        connection.execute(b"select api.open_card(%s, %s)", (token, row[0]))
        connection.execute(b"select api.my_calls(%s)", (token,))
        connection.execute(b"select api.release(%s, %s, 'pause')", (token, row[0]))


def test_a_bug_at_the_terminal_is_told_without_its_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(_line: list[str]) -> int:
        raise KeyError(NOTE)

    monkeypatch.setattr(cli, "run", fail)
    with pytest.raises(SystemExit) as left:
        cli.main()
    told = capsys.readouterr()
    assert left.value.code == 70
    assert "builtins.KeyError" in told.err
    assert MARK not in told.err + told.out
