"""`python -m tests.fuzz --minutes M [--seed S]`: feed the readers for so long.

Prints one JSON object; exit code 1 where an input broke a reader, which is then left in the
folder named, ready to be added to the corpus.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.seeds import seeds

_ROOT = Path(__file__).resolve().parents[2]
_LONGEST_INPUT = 8192
_MEMORY_MB = 1024
_SECONDS = 25


def main() -> int:
    """Fuzz, report, and judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    wish = parser.parse_args()
    found = Path(tempfile.mkdtemp(prefix="phonebank-fuzzed-"))
    with tempfile.TemporaryDirectory(prefix="phonebank-corpus-") as corpus:
        for at, data in enumerate(seeds()):
            (Path(corpus) / f"seed-{at:03}").write_bytes(data)
        done = subprocess.run(
            [
                *(sys.executable, "-m", "tests.fuzz.engine", corpus),
                f"-max_total_time={round(wish.minutes * 60)}",
                f"-seed={wish.seed}",
                f"-max_len={_LONGEST_INPUT}",
                f"-rss_limit_mb={_MEMORY_MB}",
                f"-timeout={_SECONDS}",
                f"-artifact_prefix={found}/",
                "-print_final_stats=1",
            ],
            cwd=_ROOT,
            capture_output=True,
            check=False,
        )
    told = done.stderr.decode(errors="replace") + done.stdout.decode(errors="replace")
    broken = sorted(str(path) for path in found.iterdir())
    facts = {
        "inputs": _stat(told, "number_of_executed_units"),
        "peak_mb": _stat(told, "peak_rss_mb"),
        "broken": broken,
        "why": told[-3000:] if broken or done.returncode else "",
    }
    sys.stdout.write(json.dumps(facts) + "\n")
    if not broken:
        found.rmdir()
    return 1 if broken or done.returncode else 0


def _stat(told: str, name: str) -> int:
    match = re.search(rf"stat::{name}:\s+(\d+)", told)
    return int(match[1]) if match else 0


if __name__ == "__main__":
    sys.exit(main())
