"""The process that reads one file: `python -m phonebank.intake.reading_process FOLDER`.

It holds itself to its limits, does the job found in the folder and leaves an answer there: the
facts, or one sentence. Started and watched by `guarded`; a table is left beside as Arrow.
"""

from __future__ import annotations

import errno
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from phonebank.domain.errors import BadInput
from phonebank.domain.report import report_of
from phonebank.intake.choices import HowToRead
from phonebank.intake.guarded import ANSWER, JOB
from phonebank.intake.limits import Limits, limit_this_process

if TYPE_CHECKING:
    from collections.abc import Mapping

_NO_ROOM = {errno.ENOSPC, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC}


def main() -> None:
    """Do the job of the folder named on the command line."""
    folder = Path(sys.argv[1])
    job = json.loads((folder / JOB).read_text("utf-8"))
    limit_this_process(Limits(job["memory_bytes"], job["seconds"], job["disk_bytes"]))
    answer = _answered(job, folder)
    (folder / ANSWER).write_text(json.dumps(answer), "utf-8", errors="replace")


def _answered(job: Mapping[str, Any], folder: Path) -> dict[str, Any]:
    name = job["name"]
    try:
        # Imported under the limits: polars alone takes some of the memory.
        from phonebank.intake.reading_jobs import JOBS

        how = HowToRead(**job["how"])
        return {"answer": JOBS[job["job"]](Path(job["path"]), name, how, job, folder)}
    except BadInput as error:
        return {"refused": str(error)}
    except MemoryError:
        return {
            "refused": f"{name} needs far more memory than a table of its size: it is damaged, or "
            "made to do harm. Nothing was imported; export it again as CSV."
        }
    except OSError as error:
        if error.errno in _NO_ROOM:
            return {"trouble": "There is no room on the disk to read this file: free some space."}
        return {"fault": report_of(error)}
    except Exception as error:  # noqa: BLE001 - whatever a file does to a reader is one sentence
        return {"fault": report_of(error)}


if __name__ == "__main__":
    main()
