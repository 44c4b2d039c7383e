"""A joined desk in a process of its own: it does what its standard input says, line by line.

python -m tests.e2e.desk_process FOLDER    each answer is one line of JSON
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from phonebank.calling.seating import SeatedDesk
from phonebank.domain.card import CallReport
from phonebank.domain.errors import PhonebankError
from phonebank.domain.outcomes import Outcome
from phonebank.office.office import open_office
from tests.offices import PIN


def main(folder: str) -> None:
    with open_office(Path(folder)) as office, SeatedDesk(office) as seated:
        desk, call = seated.desk, None
        print(json.dumps({"ready": True}), flush=True)  # noqa: T201
        for line in sys.stdin:
            word, _, rest = line.strip().partition(" ")
            answer: dict[str, object] = {}
            try:
                if word == "sign_in":
                    account = next(each for each in desk.accounts() if each.name == rest)
                    answer["status"] = desk.sign_in(account.account_id, PIN).status
                elif word == "next":
                    served = desk.next_line(int(rest))
                    answer["line"] = served.claim is not None
                elif word == "start":
                    started = desk.start_call()
                    call = started.call_uuid
                    answer = {"status": started.status, "number": started.number}
                elif word == "finish" and call is not None:
                    told = desk.finish(CallReport(call, Outcome(rest)), None)
                    answer = {"delivered": told.delivered, "call": str(call)}
                elif word == "deliver":
                    answer["pending"] = desk.deliver()
                elif word == "pending":
                    answer["pending"] = desk.pending()
            except PhonebankError as error:
                answer = {"error": type(error).__name__, "sentence": str(error)}
            print(json.dumps(answer), flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1])
