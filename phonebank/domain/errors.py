"""What can go wrong, in two kinds.

PhonebankError                a sentence for a person: what happened, what it means, what to do
├── KnownError                the environment's fault (no disk, no server): exit 1
│   ├── Unreachable           the office's database does not answer
│   ├── Unproven              what answers at its address cannot prove to be the office
│   ├── PasswordRefused       a supervisor's password is not the right one
│   └── SignedOut             the session ended (another desk, the night): sign in again
└── BadInput                  the person's input cannot be used as it is: exit 2

Anything else that escapes is a bug of ours and is reported as one.
"""

from __future__ import annotations


class PhonebankError(Exception):
    """An expected failure; its text is shown to the person as it stands."""

    exit_code = 1


class KnownError(PhonebankError):
    """Something outside the program prevents the work: disk, port, server, rights."""


class Unreachable(KnownError):
    """The office's database does not answer; what is typed here is kept for later."""


class Unproven(KnownError):
    """Somebody else answers at the office's address: what they say of it counts for nothing."""


class PasswordRefused(KnownError):
    """The office answered that this is not the password."""


class SignedOut(KnownError):
    """The session is over: signed in elsewhere, revoked, or the shift ended."""


class BadInput(PhonebankError):
    """A file, an option or a value that cannot be used; nothing was changed."""

    exit_code = 2
