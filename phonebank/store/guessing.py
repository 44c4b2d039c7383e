"""Wrong passwords of a supervisor, told to the office where its owner's computer met them."""

from __future__ import annotations

from sqlalchemy import URL, text

from phonebank.store.connection import owner_engine, plain_errors

_NOTE = text(
    "select pb.note('password_refused', a.id, null, cast(:wrong as text))"
    " from pb.account a where a.login = :login"
)
_TELL = text(
    "select pb.tell('password_guessing', null, a.id) from pb.account a where a.login = :login"
)


def note_wrong_password(url: URL, login: str, wrong: int, *, alert: bool) -> None:
    """As the owner at `url`: a line of the audit, with how many were wrong in a row; `alert` tells
    the supervisors too, once while it is unsettled."""
    engine = owner_engine(url)
    try:
        with plain_errors(), engine.begin() as connection:
            connection.execute(_NOTE, {"login": login, "wrong": str(wrong)})
            if alert:
                connection.execute(_TELL, {"login": login})
    finally:
        engine.dispose()
