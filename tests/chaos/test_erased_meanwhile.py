"""Somebody is erased while they are on the telephone: the call ends as any, of nobody."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from phonebank.domain.card import CallReport
from phonebank.domain.errors import BadInput
from phonebank.domain.outcomes import Outcome
from phonebank.store.erasure import erase_person
from tests.chaos.proxy import Proxy
from tests.chaos.scenarios import Story
from tests.chaos.server import ChaosServer
from tests.chaos.witnessed import Witnessed

_WORDS = "chez sa fille à Brest"
_LEFT = (
    "select c.body::text || c.note from pb.call c union all select o.body::text from pb.orphan o"
)


@pytest.fixture
def story(chaos_server: ChaosServer, tmp_path: Path) -> Iterator[Story]:
    with ExitStack() as stack:
        yield Story(stack, chaos_server, tmp_path, "", lines=2)


@pytest.fixture
def proxy(story: Story) -> Proxy:
    return story.proxy()


@pytest.fixture
def desk(story: Story, proxy: Proxy) -> Witnessed:
    return story.desk(proxy)


def _on_the_line(story: Story) -> int:
    return int(story.office.value("select min(person_id) from pb.claim_person where live"))


def _erase(story: Story, person: int) -> None:
    engine = create_engine(story.office.url, poolclass=NullPool)
    with engine.begin() as connection:
        assert erase_person(connection, person) is not None
    engine.dispose()


def _said(story: Story, person: int) -> list[str]:
    """What is still kept of what was said of them."""
    kept = [str(row[0]) for row in story.office.sql(_LEFT) if row[0]]
    return [each for each in kept if _WORDS in each or f'"person_id": {person}' in each]


@pytest.mark.parametrize("away", [True, False])
@pytest.mark.parametrize("outcome", [Outcome.CONVERSATION, Outcome.DO_NOT_CALL, Outcome.MOVED])
def test_a_result_of_somebody_erased_meanwhile_is_taken_and_says_nothing_of_them(
    outcome: Outcome, story: Story, desk: Witnessed, proxy: Proxy, *, away: bool
) -> None:
    call = story.rings(desk).call_uuid
    person = _on_the_line(story)
    report = CallReport(call, outcome, person, note=_WORDS)
    if away:
        proxy.refuse()
        assert not desk.desk.finish(report, None).delivered
    _erase(story, person)
    proxy.mend()
    if not away:
        assert desk.desk.finish(report, None).delivered
    assert desk.desk.deliver() == 0
    assert desk.journal.records() == ()
    assert story.office.sql("select outcome, late from pb.call") == [(outcome, True)]
    assert _said(story, person) == []
    assert story.office.queue("done_why") == ["erased", None]
    assert story.served(desk)


def test_an_objection_of_somebody_erased_meanwhile_has_its_receipt_and_holds_up_nothing(
    story: Story, desk: Witnessed
) -> None:
    call = story.rings(desk).call_uuid
    person = _on_the_line(story)
    _erase(story, person)
    receipt = desk.desk.object_line(person)
    assert receipt
    told = desk.desk.finish(CallReport(call, Outcome.DO_NOT_CALL), None)
    assert (told.delivered, told.receipt) == (True, receipt)
    assert desk.journal.records() == ()


def test_what_is_corrected_after_an_erasure_brings_no_word_back(
    story: Story, desk: Witnessed
) -> None:
    call = story.rings(desk).call_uuid
    person = _on_the_line(story)
    desk.desk.finish(CallReport(call, Outcome.NO_ANSWER), None)
    _erase(story, person)
    desk.desk.correct(CallReport(call, Outcome.BUSY, note=_WORDS))
    assert _said(story, person) == []


def test_of_two_at_one_number_the_erased_one_is_not_kept_with_the_supervisor(
    story: Story, desk: Witnessed
) -> None:
    """The line lives on, so the office asks for somebody it knows; what is parked names nobody."""
    story.office.sql(
        "insert into pb.line_person (line_id, person_id, source_id)"
        " select 1, 2, source_id from pb.line_person where line_id = 1"
    )
    call = story.rings(desk).call_uuid
    person = _on_the_line(story)
    _erase(story, person)
    with pytest.raises(BadInput):
        desk.desk.finish(CallReport(call, Outcome.CONVERSATION, person, note=_WORDS), None)
    body = {"outcome": "conversation", "person_id": person, "note": _WORDS}
    held = story.office.value("select claim_token from pb.call")
    assert desk.gateway.park(held, call, body, "invalid") == {"status": "ok"}
    assert _said(story, person) == []
