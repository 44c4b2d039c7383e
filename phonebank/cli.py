"""`phonebank`: without a word the window opens; with one, the same services without a screen.

`--office DIR|URL` and `--json` may stand anywhere on the line. Errors are one sentence on stderr:
exit 2 for what the person gave, 1 for what the environment refuses.
"""

from __future__ import annotations

import errno
import logging
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.exceptions import TyperException

from phonebank.domain.errors import BadInput, KnownError, PhonebankError
from phonebank.logs import leave_no_image, tell_crash

_STOPPED = 130
_NOT_TAKEN = (errno.ENOSPC, errno.EFBIG, errno.EPIPE, errno.EIO)
_SAID = "Stopped; nothing was half done."
_DESCRIPTION = "The campaign office's telephone desk. Without a command: the window."


def build() -> typer.Typer:
    """The whole command line."""
    from phonebank.commands.accounts import accounts
    from phonebank.commands.backups import offices
    from phonebank.commands.bench import bench
    from phonebank.commands.calls import calls
    from phonebank.commands.campaign_making import campaigns
    from phonebank.commands.campaigns import ballots, report_command
    from phonebank.commands.imports import imports
    from phonebank.commands.lists import lists
    from phonebank.commands.output import choice
    from phonebank.commands.people import people
    from phonebank.commands.practice import demo
    from phonebank.commands.reviews import review
    from phonebank.commands.scores import score_command
    from phonebank.commands.searching import search
    from phonebank.commands.simulate import simulate

    app = typer.Typer(
        name="phonebank",
        help=_DESCRIPTION,
        add_completion=False,
        no_args_is_help=False,
        pretty_exceptions_enable=False,
    )

    @app.callback(invoke_without_command=True)
    def window(
        context: typer.Context,
        office: Annotated[
            str | None,
            typer.Option("--office", metavar="DIR|URL", help="which office (default: the last)"),
        ] = None,
        as_json: Annotated[bool, typer.Option("--json", help="print one JSON object")] = False,
    ) -> None:
        choice.office = office or choice.office
        choice.as_json = as_json or choice.as_json
        if context.invoked_subcommand is None:
            from phonebank.app import run

            raise typer.Exit(run(choice.office))

    app.command("demo")(demo)
    app.add_typer(offices, name="office")
    app.add_typer(accounts, name="account")
    app.add_typer(people, name="person")
    app.add_typer(imports, name="import")
    app.add_typer(review, name="review")
    app.add_typer(ballots, name="ballot")
    app.command("score")(score_command)
    calls.command("search")(search)
    app.add_typer(lists, name="list")
    app.add_typer(campaigns, name="campaign")
    app.add_typer(calls, name="call")
    app.command("simulate")(simulate)
    app.command("report")(report_command)
    app.add_typer(bench, name="bench")
    return app


def take_options(line: Sequence[str]) -> list[str]:
    """Take `--office` and `--json` out of the line, wherever they stand; the rest is left.

    Raises BadInput when --office names nothing.
    """
    from phonebank.commands.output import choice

    rest: list[str] = []
    words = iter(line)
    for word in words:
        if word == "--":
            return [*rest, word, *words]
        if word == "--json":
            choice.as_json = True
        elif word == "--office":
            named = next(words, None)
            if named is None:
                raise BadInput("--office needs a folder or an address.")
            choice.office = named
        elif word.startswith("--office="):
            choice.office = word.removeprefix("--office=")
        else:
            rest.append(word)
    return rest


def run(line: Sequence[str]) -> int:
    """Carry out one command line; the exit code."""
    from phonebank.commands.output import choice, complain

    choice.office, choice.as_json = None, False
    try:
        result = build()(take_options(line), standalone_mode=False)
        if sys.stdout is not None:
            sys.stdout.flush()
    except PhonebankError as error:
        complain(str(error))
        return error.exit_code
    except TyperException as error:
        complain(error.format_message())
        return BadInput.exit_code
    except OSError as error:
        if error.filename is None and error.errno in _NOT_TAKEN:
            return _not_taken(error)
        if error.filename is None:
            raise
        # The computer refuses a file or a folder: nothing of ours to report.
        complain(
            f"{error.filename} cannot be used ({error.strerror or error}): check the folder's "
            "rights and the space left on the disk."
        )
        return KnownError.exit_code
    except RuntimeError as error:
        if "home directory" not in str(error):
            raise
        complain("A path begins with ~ and a name nobody has here: write the whole path.")
        return BadInput.exit_code
    except (KeyboardInterrupt, typer.Abort):
        result = _STOPPED
    if result == _STOPPED:
        # Within a command the library has turned the key into this exit code already.
        complain(_SAID)
    return int(result or 0)


def _not_taken(error: OSError) -> int:
    """What is written finds no room (it is said), or nobody who reads on (nothing is)."""
    if error.errno != errno.EPIPE:
        sys.stderr.write(
            f"The answer could not be written ({error.strerror}): make room where it goes, then "
            "ask again.\n"
        )
    # What is left in the buffer would be tried again at the end, and complained of.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return KnownError.exit_code


def main() -> None:
    """The program's entry. A bug of ours is told as where it came from, exit 70."""
    leave_no_image()
    # What libraries say may quote a row: stderr is for our one sentence.
    logging.getLogger().addHandler(logging.NullHandler())
    try:
        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        # While the program was being read.
        sys.stderr.write(f"{_SAID}\n")
        code = _STOPPED
    except Exception as error:  # noqa: BLE001 - its words may quote a row of the database
        tell_crash(error)
        code = 70
    sys.exit(code)


if __name__ == "__main__":
    main()
