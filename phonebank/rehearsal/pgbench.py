"""PostgreSQL's own measuring program, driving the very functions a desk calls."""

from __future__ import annotations

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import URL

from phonebank.calling.reading import body_of
from phonebank.domain.errors import KnownError
from phonebank.office.admission import conninfo
from phonebank.rehearsal.cycler import report
from phonebank.rehearsal.times import Times, times_of

# A client becomes a desk and claims once; then each transaction is one whole call.
_SCRIPT = """\
\\if :signed = 0
select token, set_config('session_authorization', role_name, false) as role
  from bench.session where client = :client_id \\gset
select r ->> 'claim' as claim, r ->> 'fence' as fence from api.claim(:token, :campaign) r \\gset
\\set signed 1
\\endif
select api.open_card(:token, :claim);
select r ->> 'call_uuid' as call from api.start_call(:token, :claim, gen_random_uuid()) r \\gset
select api.number(:token, :claim);
select r -> 'next' ->> 'claim' as claim, r -> 'next' ->> 'fence' as fence
  from api.finish_and_claim(:token, :claim, :call, :fence, :body, :campaign) r \\gset
"""


@dataclass(frozen=True, slots=True)
class Driven:
    """What pgbench did: whole calls a second, their times (from their appointed moment, if paced),
    and how many failed.

    `first` are the times of each connection's first call, which signs in and claims besides, and
    whose functions are read and planned; `times` those of all later calls, `every` of both.
    """

    per_second: float
    times: Times
    first: Times
    every: Times
    failed: int


def drive(
    program: Path,
    owner: URL,
    folder: Path,
    campaign: int,
    *,
    clients: int,
    seconds: int,
    per_second: float | None = None,
) -> Driven:
    """Let `clients` connections call for `seconds`, at most `per_second` in all.

    `owner` signs in as the administrator; each connection then is one of `bench.session`'s
    desks. Raises KnownError when pgbench complains.
    """
    script = folder / "cycle.sql"
    script.write_text(_SCRIPT, encoding="utf-8")
    for old in folder.glob("pgbench_log.*"):
        old.unlink()
    body = json.dumps(body_of(report(UUID(int=0))))
    argv = [
        str(program), "--no-vacuum", "--protocol=prepared", "--file=cycle.sql", "--log",
        f"--client={clients}", "--jobs=2", f"--time={seconds}", "--define=signed=0",
        f"--define=campaign={campaign}", f"--define=body={body}",
        *([f"--rate={per_second}"] if per_second else []),
        conninfo(owner),
    ]  # fmt: skip
    done = subprocess.run(
        argv,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        timeout=seconds + 60,
        env={**os.environ, "LC_ALL": "C"},
    )
    tps = re.search(r"tps = ([\d.]+)", done.stdout)
    if done.returncode != 0 or tps is None:
        said = [line for line in done.stderr.splitlines() if "error" in line.lower()]
        raise KnownError(f"pgbench could not drive the calls ({said[0] if said else 'no word'}).")
    lines = [
        line.split()
        for log in folder.glob("pgbench_log.*")
        for line in log.read_text(encoding="ascii").splitlines()
    ]
    failed = sum(not line[2].isdigit() for line in lines)
    # Which of its connection's calls, counted from 1, and how long it took.
    timed = [(int(line[1]), int(line[2]) / 1_000_000) for line in lines if line[2].isdigit()]
    return Driven(
        float(tps[1]),
        times=times_of(seconds for number, seconds in timed if number > 1),
        first=times_of(seconds for number, seconds in timed if number == 1),
        every=times_of(seconds for _, seconds in timed),
        failed=failed,
    )
