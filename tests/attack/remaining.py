"""What a desk's login can still do with a database client of its own, and what bounds it.

`test_catalogue.py` holds this list to be exact: every attempt that succeeds names an entry, every
entry is named by an attempt, and SECURITY.md says the same words to an owner.
"""

from __future__ import annotations

REMAINING = {
    "names": (
        "It reads the names of tables, columns, indexes and functions, and what kinds they are. "
        "They are public with the program; no value, no size, no source and no estimate comes "
        "with them."
    ),
    "logins": (
        "It can turn numbers into the names of login roles. They are eight hexadecimal digits: who "
        "sits where is not in them."
    ),
    "settings": (
        "It changes its own session's settings (paths, formats, plans, time zone, durability). The "
        "functions set their own; the settings of the server that are not secret can be read."
    ),
    "timeouts": (
        "It switches its own time-outs off. Sessions idle in a transaction or busy for 30 seconds, "
        "and transactions open for 60, are ended while other desks work or a supervisor watches "
        "(`reaper.reap`); a claim left uncommitted ends as soon as another desk needs its people, "
        "and any of them before a supervisor's decision and while an import, its undoing, an "
        "erasure or a decision about who is who waits."
    ),
    "processor": (
        "It computes: four connections at most, each statement ended after 30 seconds as above. "
        "What it asks and takes back, over and over, costs the server's log of changes, which is "
        "used again, and dead rows, which are cleared away."
    ),
    "memory": (
        "It makes the server build large values or sorts, or keep them in settings of its own: "
        "four connections at most, 512 MB of temporary files each. The service has half of the "
        "computer's memory; where that is used up every connection ends, for seconds, over and "
        "over until the desk is revoked. A server without the service has no such limit."
    ),
    "notify": (
        "It sends and hears notifications. Nothing of the office's is ever sent that way; a client "
        "takes one as a hint to look, never as a fact. The server keeps what a session that "
        "listens has not read, 8 GB at most, until that session is ended as above."
    ),
    "own role": (
        "It changes its own password, its own default settings and default rights, or gives up its "
        "own rights. Only that desk is hurt: revoke it and invite it again. A default setting may "
        "be as long as one likes: changed over and over, it fills the disk as fast as the network "
        "carries it, until the server has cleared the old ones away."
    ),
    "counters": (
        "It reads transaction numbers and the server's clock, which tell how busy the office is."
    ),
    "secret": (
        "Its secret works from any computer of the networks let in, until it is renewed or the "
        "desk revoked, which end its connections too: a copy counts as that desk, with its four "
        "connections and its caps."
    ),
    "log": (
        "A connection that is refused writes a line of the server's log, with the user or the "
        "setting it asked for in its own words, as often as it is made. One that is let in writes "
        "none. The office's service cuts a day's file that passes 32 MB."
    ),
    "own lines": (
        "It serves itself lines as any caller does and learns names and numbers, up to the caps: "
        "60 lines, 10 skips and 20 searches an hour a caller (a desk: twice the lines, as many "
        "searches), wherever they sit: at most 720 lines a caller and 1,440 a desk between nine "
        "and nine. The hour runs from its first line, so 119 lines may fall close together "
        "across two hours. Each is committed under the caller's name before anything is shown; "
        "the last one a cap allows raises an alert, 59 lines an hour raise none. A line of "
        "somebody it found by a search counts as one of them. This is the bound of what one "
        "volunteer can take."
    ),
    "own words": (
        "It tells outcomes that are not true, objections too, for lines it was served: each is a "
        "row under its name, which a supervisor can correct or lift. It parks 60 outcomes an hour "
        "that speak of anybody: a supervisor who sits at a desk learns these people's names that "
        "way, and for thirty days after a restore an objection among them closes their lines."
    ),
}
