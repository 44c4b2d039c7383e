"""What a supervisor's password must be: long rather than clever, and none of the first guesses.

Twelve characters or more, without rules on signs and capitals (CNIL, délibération 2022-100; NIST SP
800-63B): a sentence does well. The password never reaches the server, so this is looked at here.
"""

from __future__ import annotations

import secrets

from phonebank.domain.errors import BadInput
from phonebank.domain.names import canonical, name_key

MINIMUM = 12
LONGEST = 200
_DIFFERENT = 5
"""At least so many different characters."""
_FIRST_GUESSES = (
    "motdepasse", "password", "phonebank", "azerty", "qwerty", "abcdef", "123456", "098765",
    "987654", "bonjour", "administrat", "superviseur", "supervisor",
)  # fmt: skip
_LEFT = 6
"""Letters and digits it must still have without the first guesses and the name."""


def check_password(password: str, name: str = "") -> None:
    """Accept a password for `name`. Raises BadInput, saying what to change."""
    if len(password) < MINIMUM:
        raise BadInput(
            f"A password has {MINIMUM} characters or more: a short sentence does, "
            f"and this one has {len(password)}."
        )
    if len(password) > LONGEST:
        raise BadInput(f"A password has {LONGEST} characters at most: choose a shorter one.")
    if not password.isprintable():
        raise BadInput("A password is made of characters one can type: choose another.")
    rest = name_key(password)
    for guess in (*_FIRST_GUESSES, *canonical(name).split()):
        if len(guess) > 2:
            rest = rest.replace(guess, "")
    if len(set(password)) < _DIFFERENT or len(rest) < _LEFT:
        raise BadInput("This password is among the first anybody would try: choose another.")


def made_up() -> str:
    """A password nobody would guess, to be told once."""
    return secrets.token_urlsafe(12)
