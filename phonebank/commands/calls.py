"""`phonebank call next|start|finish`: one step of a call from the terminal, as a desk."""

from __future__ import annotations

import getpass
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Annotated

import typer

from phonebank.calling.desk import Desk
from phonebank.calling.results import Served
from phonebank.calling.seating import SeatedDesk
from phonebank.commands.output import answer, chosen_office, complain
from phonebank.domain import charter, practice
from phonebank.domain.card import CallReport, Card, Waiting
from phonebank.domain.errors import BadInput, KnownError
from phonebank.domain.outcomes import RULES, Outcome
from phonebank.domain.phone import spoken
from phonebank.office.office import Office
from phonebank.store.owner import OwnerStore

calls = typer.Typer(help="One step of a call, for scripts and tests.", no_args_is_help=True)

Caller = Annotated[str, typer.Option("--caller", help="the name one signs in with")]
Campaign = Annotated[str | None, typer.Option("--campaign", help="name or number")]


@contextmanager
def signed_in(name: str) -> Iterator[Desk]:
    """A desk where `name` is signed in; the PIN comes from PHONEBANK_PIN or is asked."""
    with chosen_office() as office:
        if office.practice and office.owned:
            _welcome(office, name)
        with SeatedDesk(office) as seated:
            desk = seated.desk
            desk.deliver()
            account = next((each for each in desk.accounts() if each.name == name), None)
            if account is None:
                raise BadInput(
                    f"Nobody is called {name} here: 'phonebank account add' adds people."
                )
            known = practice.PIN if office.practice else None
            pin = os.environ.get("PHONEBANK_PIN") or known or _asked(name)
            status = desk.sign_in(account.account_id, pin)
            if status.status != "ok":
                wait = f"wait {status.wait_seconds} s" if status.wait_seconds else ""
                if status.status == "wait":
                    raise KnownError(
                        f"Too many wrong PINs at this desk: {wait or 'wait a moment'}, or ask a "
                        "supervisor to unlock it."
                    )
                raise KnownError(
                    f"The PIN of {name} was refused{f': {wait}, then try again' if wait else ''}."
                )
            yield desk


def _asked(name: str) -> str:
    """The PIN, typed unseen. Raises BadInput where nobody can be asked."""
    if not sys.stdin.isatty():
        raise BadInput(f"The PIN of {name} is missing: put it into PHONEBANK_PIN.")
    return getpass.getpass("PIN: ")


def _welcome(office: Office, name: str) -> None:
    """Anybody may practise: a new name is added with the practice PIN."""
    with OwnerStore(office.owner_url) as owner:
        owner.redate_practice_rounds()
        if name not in {row[1] for row in owner.accounts()}:
            owner.add_caller(name, practice.PIN, charter_accepted=True)


@calls.command("next")
def next_line(
    caller: Caller,
    campaign: Campaign = None,
    accept_charter: Annotated[
        bool, typer.Option("--accept-charter", help="I read the charter and accept it")
    ] = False,
) -> None:
    """Reserve the next line, or show the one held, or the call that was never told."""
    with signed_in(caller) as desk:
        version = max(charter.VERSION, desk.office().charter_version)
        if accept_charter and desk.accept_charter(version) != "ok":
            raise KnownError("The charter has just been reworded: read it again, then accept it.")
        left = desk.unfinished()
        if left is not None and desk.held() is None:
            answer(
                {
                    "status": "dialled",
                    "call_uuid": left.call_uuid,
                    "campaign_id": left.campaign_id,
                    "started_at": left.started_at,
                },
                "status: dialled",
                f"A call of {left.started_at:%d/%m/%Y %H:%M} was never told: 'phonebank call "
                "finish' says how it ended.",
            )
            return
        served = desk.next_line(_campaign_id(desk, campaign))
        if served.waiting is not None and served.waiting.reason == "charter":
            raise KnownError(
                f"{caller} has not accepted the callers' charter yet: 'phonebank account charter' "
                "shows it, 'phonebank call next --accept-charter' accepts it."
            )
        if served.card is None:
            facts = waiting_facts(served.waiting or Waiting("empty"))
            answer(facts, *(f"{key}: {value}" for key, value in facts.items() if value))
            return
        answer(line_facts(served))


def _campaign_id(desk: Desk, wanted: str | None) -> int:
    found = desk.campaigns()
    if wanted is not None:
        for each in found:
            if wanted in {each.name, str(each.campaign_id)}:
                return each.campaign_id
        raise BadInput(f"No open campaign is called {wanted}.")
    opened = [each for each in found if each.state == "open"] or list(found)
    if not opened:
        raise BadInput("No campaign is open: 'phonebank campaign open' opens one.")
    if len(opened) > 1:
        names = ", ".join(each.name for each in opened)
        raise BadInput(f"Several campaigns are open ({names}): say which with --campaign.")
    return opened[0].campaign_id


def line_facts(served: Served) -> dict[str, object]:
    """A line held, without its number."""
    claim, card = served.claim, served.card
    if claim is None or card is None:
        return {"status": "empty"}
    return {
        "status": "dialled" if claim.call_uuid else "held",
        "claim": claim.token,
        "campaign_id": claim.campaign_id,
        "why": card.why,
        "attempt": card.attempt,
        "line_kind": card.line_kind,
        "people": _people(card),
        "source": card.origin.source,
        "history": [
            {"at": past.at, "outcome": past.outcome.value, "note": past.note}
            for past in card.history
        ],
    }


def _people(card: Card) -> list[dict[str, object]]:
    return [
        {
            "person_id": voter.person_id,
            "name": f"{voter.first_name} {voter.last_name}".strip(),
            "age_band": voter.age_band,
            "bureau": voter.bureau.code if voter.bureau else None,
            "done": voter.done,
        }
        for voter in card.people
    ]


def waiting_facts(waiting: Waiting) -> dict[str, object]:
    """Why nothing is served."""
    return {
        "status": waiting.reason,
        "until": waiting.until,
        "other_slot": waiting.other_slot,
        "other_slot_at": waiting.other_slot_at,
        "callbacks": waiting.callbacks,
        "callback_at": waiting.callback_at,
        "cooling": waiting.cooling,
        "held": waiting.held,
        "in_doubt": waiting.in_doubt,
        "other_language": waiting.other_language,
    }


@calls.command("start")
def start(caller: Caller) -> None:
    """Tell the office that the line rings; the number to dial."""
    with signed_in(caller) as desk:
        if desk.held() is None:
            raise KnownError("No line is held: 'phonebank call next' reserves one.")
        started = desk.start_call()
        answer(
            {
                "status": started.status,
                "number": started.number or None,
                "shown": spoken(started.number) if started.number else None,
                "call_uuid": started.call_uuid,
                "until": started.until,
            }
        )
        if started.status != "started":
            complain(_REFUSED.get(started.status, f"The call was refused ({started.status})."))
            raise typer.Exit(KnownError.exit_code)


_REFUSED = {
    "silence": "The election silence holds here: nobody may be called.",
    "hours": "Calling hours are over there.",
    "objected": "This person asked not to be called any more.",
    "retired": "This number was found to be wrong.",
    "paused": "The campaign is paused.",
    "gone": "The line was given back: ask for the next one.",
    "offline": "The office's database does not answer: nothing was dialled.",
}


@calls.command("finish")
def finish(
    caller: Caller,
    outcome: Annotated[str, typer.Option("--outcome", help="e.g. no_answer, conversation")],
    person: Annotated[int | None, typer.Option("--person", help="whom one spoke to")] = None,
    note: Annotated[str, typer.Option("--note")] = "",
    callback_at: Annotated[str | None, typer.Option("--callback-at", help="ISO 8601")] = None,
    anyone: Annotated[bool, typer.Option("--anyone", help="anyone may call back")] = False,
    language: Annotated[str, typer.Option("--language", help="ISO 639-1, if said")] = "",
    hint: Annotated[str, typer.Option("--hint", help="morning, afternoon or evening")] = "",
    informed: Annotated[bool, typer.Option("--informed", help="the information was given")] = False,
    said: Annotated[
        list[str] | None, typer.Option("--answer", help="question=answer, repeatable")
    ] = None,
) -> None:
    """Say how the call ended; the line moves on."""
    if outcome not in {each.value for each in Outcome}:
        known = ", ".join(each.value for each in Outcome)
        raise BadInput(f"{outcome} is no outcome. One of: {known}.")
    with signed_in(caller) as desk:
        left = desk.unfinished()
        claim = desk.held() if left is None else None
        if left is None and claim is None:
            raise KnownError("No line is held: 'phonebank call next' reserves one.")
        if left is None and RULES[Outcome(outcome)].attempt:
            raise KnownError("This line was not dialled: 'phonebank call start' comes first.")
        if left is None:
            desk.release("other")
            answer({"status": "ok", "delivered": True, "receipt": ""})
            return
        told = desk.finish(
            CallReport(
                call_uuid=left.call_uuid,
                outcome=Outcome(outcome),
                person_id=person if person is not None else _only(left.card),
                note=note,
                callback_at=_moment(callback_at),
                callback_mine=not anyone,
                language=language,
                hint=hint,
                information_given=informed,
                answers=tuple(_answer(each) for each in said or ()),
                script_version=left.card.script_version if left.card else None,
            ),
            None,
        )
        if told.conflict:
            raise KnownError("This call was already logged otherwise; nothing was changed.")
        answer(
            {
                "status": "ok" if told.delivered else "kept",
                "delivered": told.delivered,
                "receipt": told.receipt,
                "late": told.late,
                "call_uuid": left.call_uuid,
            }
        )


def _only(card: Card | None) -> int | None:
    """The person of a line with one left to ask."""
    left = [voter.person_id for voter in card.people if not voter.done] if card else []
    return left[0] if len(left) == 1 else None


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadInput(f"{text} is no moment: write 2026-03-20T18:30.") from None
    return moment.astimezone() if moment.tzinfo is None else moment


def _answer(text: str) -> tuple[str, str, str]:
    question, sign, said = text.partition("=")
    if not sign or not question:
        raise BadInput(f"{text} is no answer: write question=answer.")
    return question, said, ""
