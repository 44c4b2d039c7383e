"""A disk that is full, for one process: the kernel refuses to let its files grow.

PostgreSQL itself holds that the limit of a file's size "works like a full disk" (it ignores the
signal). Linux only, without rights beyond one's own processes.
"""

from __future__ import annotations

import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.chaos.server import ChaosServer
    from tests.offices import SmallOffice

_HALF_A_PAGE = 4096
# The audit outgrows the log's files; its next entry needs a page that is not there yet.
_LARGE_AUDIT = """
    insert into audit.entry (action, facts)
    select 'filled', jsonb_build_object('words', repeat('x', 1500)) from generate_series(1, 1200)
"""


@contextmanager
def full_here() -> Iterator[None]:
    """This process's own disk is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@contextmanager
def room_to_write() -> Iterator[None]:
    """For those who watch: a disk of their own."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    if soft == hard:
        yield
        return
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def fill_disk_of(process: int, *, full: bool) -> None:
    """Another process's disk is full, or has room again; nothing where it has ended."""
    size = 0 if full else resource.RLIM_INFINITY
    with suppress(ProcessLookupError):
        resource.prlimit(process, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def fill_the_data(server: ChaosServer, office: SmallOffice, *, half_a_page_left: bool) -> None:
    """No table can grow any more; what goes to the log still finds its place.

    With half a page left PostgreSQL before 18 speaks of a full disk; else each version tells what
    the system says: here of a file too large, elsewhere of a quota or of a disk that only reads.
    """
    office.sql(_LARGE_AUDIT)
    office.sql("alter table audit.entry set (fillfactor = 10)")
    size = office.value("select pg_relation_size('audit.entry')")
    assert size > server.log_segment_bytes
    server.limit_files(size + (_HALF_A_PAGE if half_a_page_left else 0))


def fill_everything(server: ChaosServer) -> None:
    """Nothing can be written; the log's next commit makes the server give up.

    Where a table had to grow first, PostgreSQL would speak of a file too large, not of a full disk.
    """
    server.limit_files(0)


def make_room(server: ChaosServer) -> None:
    """Room again for all that run; a server that gave up is started by whoever made it."""
    server.limit_files(None)
