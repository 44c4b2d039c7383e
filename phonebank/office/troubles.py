"""What PostgreSQL says when it cannot work, turned into a sentence for a person."""

from __future__ import annotations

import re

from phonebank.domain.errors import KnownError

_SENTENCES = (
    (
        (
            r"No space left on device|disk full|Disk quota exceeded|could not extend file|File too "
            r"large|File size limit exceeded"
        ),
        (
            "The disk is full: the office's data is safe, but nothing more can be written. Make "
            "room on the disk that holds {place}, then try again."
        ),
    ),
    (
        r"Read-only file system",
        "The disk that holds {place} can only be read: make it writable, then try again.",
    ),
    (
        r"Permission denied|has wrong ownership|has invalid permissions|Operation not permitted",
        (
            "The folder {place} may not be written by the account that runs the database: give the "
            "folder back to that account, for its owner only, then try again."
        ),
    ),
    (
        (
            r"Address already in use|could not create any (?:TCP/IP|Unix-domain) sockets"
            r'|lock file "[^"]*\.s\.PGSQL'
        ),
        (
            "Another program uses the address the database needs: close other copies of "
            "Phonebank or PostgreSQL on this computer, then try again."
        ),
    ),
    (
        r"shared memory block .*still in use|lock file \"postmaster\.pid\" already exists",
        (
            "A database of this office is already running from {place}: close the other copy of "
            "Phonebank, or restart the computer, then try again."
        ),
    ),
    (
        (
            r"could not create shared memory|could not map anonymous shared memory"
            r"|Cannot allocate memory|could not create semaphores|could not resize shared memory"
        ),
        (
            "This computer has not enough free memory for the database: close other programs, "
            "then try again."
        ),
    ),
    (
        (
            r"initialized by PostgreSQL version|not compatible with this version|incompatible with "
            r"server"
        ),
        (
            "The office's data in {place} was written by another version of PostgreSQL: install "
            "that version too, then open the office again."
        ),
    ),
    (
        (
            r"could not locate a valid checkpoint|invalid checkpoint record|invalid page|checksum"
            r"|could not open file \"?global/|pg_control|is not a database cluster directory"
            r"|invalid data in file|control file"
        ),
        (
            "The office's data in {place} is damaged and the database will not start with it: keep "
            "the folder as it is and restore the latest backup into a new office."
        ),
    ),
    (
        r"cannot be executed as root|cannot be run as root|administrative permissions",
        (
            "PostgreSQL refuses to run with an administrator's rights: start Phonebank from an "
            "ordinary account."
        ),
    ),
    (
        (
            r"invalid locale name|invalid value for parameter|unrecognized configuration parameter"
            r"|configuration file .* contains errors"
        ),
        (
            "PostgreSQL does not accept a setting written for it in {place}: install PostgreSQL "
            "anew, or try another version by PHONEBANK_PG_BIN."
        ),
    ),
)

#: Where PostgreSQL's own words end and a row's begin: a value at the end, a key, a number.
_VALUES = re.compile(r': ".*$|\([^()]*\)=\(.*$|\+?\d(?:[ .-]?\d){8,}')


def explain(output: str, place: object, doing: str) -> KnownError:
    """The KnownError for what PostgreSQL printed; `doing` names the step, e.g. "started".

    What is not recognised is quoted by its last telling line, so that somebody can look it up; what
    it would quote of a row stays out, since a timer's words are kept by the system.
    """
    for pattern, sentence in _SENTENCES:
        if re.search(pattern, output, re.IGNORECASE | re.DOTALL):
            return KnownError(sentence.format(place=place))
    telling = [
        line.strip()
        for line in output.splitlines()
        if re.search(r"FATAL|PANIC|error|could not", line, re.IGNORECASE)
    ]
    lines = telling or [line.strip() for line in output.splitlines() if line.strip()]
    reason = _VALUES.sub("", lines[-1]).rstrip(" .") if lines else ""
    reason = reason or "PostgreSQL gave no reason"
    return KnownError(
        f"The office's database in {place} could not be {doing} ({reason}): look in its folder "
        "log, or run 'phonebank office check'."
    )
