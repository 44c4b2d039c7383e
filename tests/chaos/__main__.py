"""`python -m tests.chaos --minutes M [--seed S] [--desks 8] [--without SAFEGUARD]`.

Prints one JSON object; exit code 1 where a rule was broken, or the storm too calm to tell.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from tests.chaos.safeguards import SAFEGUARDS
from tests.chaos.server import ChaosServer
from tests.chaos.storm import Storm


def main() -> int:
    """Blow, report, and judge."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=int(time.time()) % 10_000)
    parser.add_argument("--desks", type=int, default=8)
    parser.add_argument("--without", choices=sorted(SAFEGUARDS), default="")
    wish = parser.parse_args()
    with ChaosServer() as server, tempfile.TemporaryDirectory(prefix="pbs-") as folder:
        storm = Storm(server, Path(folder), desks=wish.desks, seed=wish.seed, without=wish.without)
        report = storm.blow(wish.minutes * 60, patience=60)
    print(json.dumps(asdict(report), indent=2))  # noqa: T201
    return 1 if report.violations or (report.too_calm and not wish.without) else 0


if __name__ == "__main__":
    sys.exit(main())
