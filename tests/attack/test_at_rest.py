"""What another account of the same computer finds: files, processes, what a crash leaves."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from phonebank.intake.guarded import folder_until_the_end, private_folder
from phonebank.office.private_file import begin_private
from phonebank.office.service import unit_text
from phonebank.office.troubles import explain

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="rights are the system's own there")


def test_a_file_with_people_in_it_is_closed_although_one_stood_there_open(tmp_path: Path) -> None:
    file = tmp_path / "scores.csv"
    file.write_text("old")
    file.chmod(0o644)
    begin_private(file)
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.read_bytes() == b""
    begin_private(tmp_path / "new.csv")
    assert (tmp_path / "new.csv").stat().st_mode & 0o777 == 0o600
    begin_private(Path("/dev/null"))
    assert Path("/dev/null").stat().st_mode & 0o077


@pytest.mark.parametrize(
    "begun",
    [
        "from phonebank import logs; logs.tell_crashes()",
        "import sys; sys.argv[1:] = ['--help']; from phonebank import cli; cli.main()",
    ],
    ids=["window", "command line"],
)
def test_a_crash_leaves_no_image_of_the_memory(tmp_path: Path, begun: str) -> None:
    """Not where the system gives images to a program of its own either, which heeds no limit."""
    told = "import atexit, resource; filter = '/proc/self/coredump_filter';"
    told += (
        "tell = lambda: print(resource.getrlimit(resource.RLIMIT_CORE)[0], open(filter).read());"
    )
    told += f"atexit.register(tell); {begun}"
    shell = f'ulimit -S -c unlimited; exec "{sys.executable}" -c "{told}"'
    done = subprocess.run(["sh", "-c", shell], capture_output=True, text=True, check=True)
    assert done.stdout.split()[-2:] == ["0", "00000000"]
    assert "LimitCORE=0\n" in unit_text(tmp_path, "Valmont", user=True)


@pytest.mark.parametrize("user", [True, False])
def test_a_desk_that_fills_the_memory_fills_the_services_share(tmp_path: Path, user: bool) -> None:
    """What remains: 'memory'. The server ends its connections and goes on."""
    text = unit_text(tmp_path, "Valmont", user=user)
    assert "\nMemoryMax=50%\n" in text
    assert "\nOOMPolicy=continue\n" in text


@pytest.mark.parametrize(
    "said",
    [
        (
            'pg_restore: error: COPY failed for table "line": ERROR:  invalid input syntax for type'
            ' bigint: "Zqxmark 06 39 98 44 55"'
        ),
        "ERROR:  duplicate key: could not insert Key (e164)=(+33639984455) Zqxmark",
        "pg_dump: error: query failed: ERROR:  +33639984455 could not be read",
        'COPY person, line 3, error in column birth_name: "Zqxmark"',
    ],
)
def test_what_a_backup_says_went_wrong_quotes_no_row(said: str) -> None:
    told = str(explain(said, "phonebank", "restored"))
    assert "error" in told.lower()
    assert "Zqxmark" not in told
    assert "39984455" not in told
    assert "39 98 44 55" not in told


def test_rows_a_killed_program_left_go_with_the_next_and_a_living_ones_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Trials write refused rows to a folder of the system's own: a kill left them there."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = "from phonebank.intake.guarded import folder_until_the_end as made; print(made())"
    killed = subprocess.run(
        [sys.executable, "-c", made],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=True,
    )
    left = Path(killed.stdout.strip())
    (left / "refused.csv").write_text("Zqxmark;0639984455")
    assert left.parent == tmp_path
    own = folder_until_the_end()
    assert not left.exists()
    (own / "refused.csv").write_text("Zqxmark")
    with private_folder() as other:
        assert own.exists()
        assert other.stat().st_mode & 0o077 == 0
    assert own.exists()
