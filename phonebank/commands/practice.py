"""`phonebank demo`: the practice office, on the screen or without one."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from phonebank.calling.desk import Desk
from phonebank.calling.seating import SeatedDesk
from phonebank.commands.output import answer, choice, complain, progress_bar
from phonebank.domain import practice
from phonebank.domain.card import CallReport, Card
from phonebank.domain.errors import KnownError
from phonebank.domain.outcomes import Outcome
from phonebank.domain.phone import spoken
from phonebank.office.office import Office
from phonebank.office.settings import home
from phonebank.practice.office import CALLER, PracticeFacts, open_practice, practice_facts
from phonebank.store.owner import OwnerStore


def demo(
    voters: Annotated[
        int, typer.Option("--voters", min=practice.FEWEST_VOTERS, help="size of the invented town")
    ] = 6000,
    seed: Annotated[int, typer.Option("--seed", min=0, help="another town of the same kind")] = 1,
    headless: Annotated[
        bool, typer.Option("--headless", help="make it, make one call, say what came of it")
    ] = False,
) -> None:
    """Make or reopen the practice office of Valmont-sur-Brise, and open the desk."""
    folder = Path(choice.office) if choice.office else None
    if not headless:
        from phonebank.app import PracticeWish, run

        raise typer.Exit(run(PracticeWish(folder, voters, seed)))
    with (
        progress_bar() as show,
        open_practice(folder, voters=voters, seed=seed, progress=show) as office,
    ):
        call, picture = _call_in_window(office)
        if picture is None:
            with SeatedDesk(office) as seated:
                call = _call_without(seated.desk)
        with OwnerStore(office.owner_url) as owner:
            facts = practice_facts(owner)
        _tell(facts, call, picture)


def _call_without(desk: Desk) -> dict[str, object]:
    """A whole call by the practice caller, without a window; what it was."""
    account = next(each for each in desk.accounts() if each.name == CALLER)
    if desk.sign_in(account.account_id, practice.PIN).status != "ok":
        raise KnownError(f"{CALLER} could not sign in: wait a minute and try again.")
    left = desk.unfinished()
    if left is not None:
        desk.finish(CallReport(left.call_uuid, Outcome.NO_ANSWER), None)
    campaign = desk.campaigns()[0].campaign_id
    served = desk.next_line(campaign)
    if served.card is None:
        reason = served.waiting.reason if served.waiting else "empty"
        return {"status": reason}
    started = desk.start_call()
    if started.call_uuid is None or started.status != "started":
        return {"status": started.status}
    person = next(voter for voter in served.card.people if not voter.done)
    told = desk.finish(
        CallReport(
            started.call_uuid,
            Outcome.CONVERSATION,
            person_id=person.person_id,
            information_given=True,
            script_version=served.card.script_version,
        ),
        None,
    )
    desk.sign_out()
    return {
        "status": "ok" if told.delivered else "kept",
        "caller": CALLER,
        "number": spoken(started.number),
        "people": _names(served.card),
        "outcome": Outcome.CONVERSATION.value,
        "call_uuid": str(started.call_uuid),
    }


def _names(card: Card) -> list[str]:
    return [f"{voter.first_name} {voter.last_name}".strip() for voter in card.people]


def _call_in_window(office: Office) -> tuple[dict[str, object], str | None]:
    """A call in the real window, drawn without a screen, and its picture; none where Qt cannot."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    try:
        from phonebank.pictures import picture_of_call
    except ImportError as error:
        complain(f"No picture was made: Qt's libraries are missing here ({error}).")
        return {}, None
    path = home() / "pictures" / "desk.png"
    made = picture_of_call(office, path)
    call: dict[str, object] = {
        "status": "ok",
        "caller": CALLER,
        "number": made.number,
        "people": list(made.people),
        "outcome": made.outcome.value,
        "call_uuid": made.call_uuid,
    }
    return call, str(path)


def _tell(facts: PracticeFacts, call: dict[str, object], picture: str | None) -> None:
    answer(
        {
            "people": facts.people,
            "lines": facts.lines,
            "queue": facts.queue,
            "campaign": facts.campaign,
            "call": call,
            "picture": picture,
        },
        f"{facts.people} people on the roll, {facts.lines} lines that may be called.",
        f"{facts.queue} lines still to call in the campaign “{facts.campaign}”.",
        f"One call was made: {call.get('number', '')} ({call.get('outcome', call['status'])}).",
        *((f"The desk, as a picture: {picture}",) if picture else ()),
    )
    sys.stdout.flush()
