"""One short story a safeguard: it ends well with it, and in a violation without it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path

from phonebank.domain.card import CallReport
from phonebank.domain.errors import SignedOut, Unreachable
from phonebank.domain.outcomes import Outcome
from tests.chaos.invariants import check
from tests.chaos.proxy import Proxy
from tests.chaos.safeguards import leave_out
from tests.chaos.server import ChaosServer
from tests.chaos.truth import Truth, notebooks
from tests.chaos.witnessed import Witnessed
from tests.offices import SmallOffice

_NOW_DUE = "update pb.{table} set due_at = now() - interval '1 second' where {which}"


class Story:
    """An office of a few lines, its desks, and the proxies between them."""

    def __init__(
        self, stack: ExitStack, server: ChaosServer, folder: Path, without: str, lines: int
    ) -> None:
        self._stack, self._folder, self._without = stack, folder, without
        self.server = server
        self.office = SmallOffice(server.office())
        stack.callback(self.office.close)
        self.office.fill(lines)
        if without:
            leave_out(self.office, without)
        self.desks: list[Witnessed] = []
        self._truth = Truth(folder / "story.jsonl")
        stack.callback(self._truth.close)

    def desk(self, proxy: Proxy | None = None, like: Witnessed | None = None) -> Witnessed:
        """A new desk, or (`like`) the same one in a later process; somebody is signed in."""
        role = like.role if like else self.office.desk_role()
        account = like.account if like else self.office.caller(f"Voix {len(self.desks)}")
        if self._without == "commit":
            self.office.sql(f"alter role {role} set synchronous_commit = off")
        url = proxy.through(self.office.url) if proxy else self.office.url
        desk = Witnessed(url, role, account, self._folder, self._without)
        self._stack.callback(desk.close)
        self.desks = [each for each in self.desks if each is not like] + [desk]
        desk.sign_in()
        return desk

    def proxy(self) -> Proxy:
        """A way to the server that can fail."""
        return self._stack.enter_context(Proxy(self.server.port))

    def served(self, desk: Witnessed) -> bool:
        """The next line, if there is one."""
        return desk.desk.next_line(self.office.campaign).claim is not None

    def rings(self, desk: Witnessed) -> CallReport:
        """A line is served and rings; what to say of it."""
        assert self.served(desk)
        started = desk.dial()
        assert started.status == "started"
        assert started.call_uuid is not None
        return CallReport(started.call_uuid, Outcome.NO_ANSWER)

    def leases_run_out(self) -> None:
        """Every reservation is over by the server's clock."""
        self.promises_end()
        self.office.sql(_NOW_DUE.format(table="claim", which="ended_at is null"))
        self.office.sql(_NOW_DUE.format(table="queue", which="state = 1"))

    def promises_end(self) -> None:
        """What the office promised its desks until now holds no longer: time itself jumped."""
        self._truth.note("ran out")

    def a_day_passes(self) -> None:
        """What was put off to another day and slot may ring again."""
        self.office.sql("update pb.queue set slots = 0")
        self.office.sql(_NOW_DUE.format(table="queue", which="state in (3, 4)"))

    def end(self, *, a_day_after: tuple[str, ...] = ()) -> None:
        """Everybody tells what is left and leaves. Raises Violation."""
        for desk in self.desks:
            for _ in range(4):
                desk.desk.deliver()
            try:
                left = desk.desk.unfinished()
                if left is not None:
                    desk.tell(CallReport(left.call_uuid, Outcome.NO_ANSWER))
                desk.desk.sign_out()
            except (SignedOut, Unreachable) as error:
                raise AssertionError("a desk cannot end its day") from error
        check(self.office, notebooks(self._folder), folder=self._folder, a_day_after=a_day_after)


def uuid(story: Story) -> None:
    """The answer to a result is lost, and the result is sent again."""
    proxy = story.proxy()
    desk = story.desk(proxy)
    report = story.rings(desk)
    proxy.lose(b"finish_and_claim")
    desk.tell(report, story.office.campaign)
    story.end()


def doubt(story: Story) -> None:
    """A caller stays on the phone beyond the lease while a colleague asks for a line."""
    slow, quick = story.desk(), story.desk()
    report = story.rings(slow)
    story.leases_run_out()
    if story.served(quick):
        quick.dial()
    slow.tell(report)
    story.end()


def start(story: Story) -> None:
    """The network fails as Call is pressed; the line is free again for a colleague."""
    proxy = story.proxy()
    hasty, other = story.desk(proxy), story.desk()
    assert story.served(hasty)
    # The number may still come, the word that it rings does not arrive.
    proxy.lose(b"start_call", arrived=False, times=2)
    hasty.dial()
    story.leases_run_out()
    if story.served(other):
        other.dial()
    story.end()


def journal(story: Story) -> None:
    """A result is told while the office is away, and the desk's computer crashes."""
    proxy = story.proxy()
    desk = story.desk(proxy)
    report = story.rings(desk)
    proxy.refuse()
    desk.tell(report)
    proxy.mend()
    story.leases_run_out()
    assert not story.served(story.desk())
    story.desk(like=desk)
    story.end()


def fence(story: Story) -> None:
    """A result comes when a colleague has been served the line since, another day."""
    proxy = story.proxy()
    lost, second = story.desk(proxy), story.desk()
    first = story.rings(lost)
    proxy.refuse()
    lost.tell(CallReport(first.call_uuid, Outcome.TECHNICAL))
    story.leases_run_out()
    assert not story.served(second)
    story.a_day_passes()
    told = story.rings(second)
    second.tell(CallReport(told.call_uuid, Outcome.BUSY))
    proxy.mend()
    assert lost.desk.deliver() == 0
    if story.served(second):
        second.dial()
    story.end(a_day_after=(str(first.call_uuid),))


def commit(story: Story) -> None:
    """The plug is pulled just after a result was acknowledged, before anything else wrote it."""
    story.server.hold_log_writer()
    desk = story.desk()
    desk.tell(story.rings(desk))
    story.server.pull_the_plug()
    story.server.start()
    story.end()


STORIES: Mapping[str, tuple[Callable[[Story], None], int]] = {
    "uuid": (uuid, 2),
    "doubt": (doubt, 1),
    "start": (start, 1),
    "journal": (journal, 1),
    "fence": (fence, 1),
    "commit": (commit, 1),
}
"""The story of each safeguard, and how many lines its office has."""


def tell(name: str, server: ChaosServer, folder: Path, without: str = "") -> None:
    """Tell the story of a safeguard. Raises Violation where it ends badly."""
    story, lines = STORIES[name]
    with ExitStack() as stack:
        story(Story(stack, server, folder, without, lines))
