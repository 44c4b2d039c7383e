"""What of pg_dump's archive is the office's own, and not the server's that wrote it.

The rights taken from a server's own functions (`store/sql/hardening.sql`) stand in an archive too,
by the names that version has for them: a newer server, which lacks some, would refuse the whole.
They are left out; each server's own are closed by `store.schema.migrate`.
"""

from __future__ import annotations

import re

#: A line of `pg_restore --list`: number, two object numbers, kind, schema, …
_RIGHTS_ON_THE_SERVERS_OWN = re.compile(r"\d+; \d+ \d+ (?:DEFAULT )?ACL pg_catalog ")


def own_entries(listing: str) -> str:
    """The lines of `pg_restore --list` that belong to the office, for `pg_restore --use-list`."""
    kept = (
        line
        for line in listing.splitlines(keepends=True)
        if not _RIGHTS_ON_THE_SERVERS_OWN.match(line)
    )
    return "".join(kept)
