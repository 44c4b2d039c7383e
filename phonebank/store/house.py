"""The office's own settings, as its owner reads and changes them: caps, the lock, the charter, who
answers for the data.

Every change is a line of the audit that names what was changed, and never to what words.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from datetime import timedelta

from sqlalchemy import URL, Connection, text

from phonebank.domain import charter as charters
from phonebank.domain.errors import BadInput
from phonebank.store.connection import owner_engine, plain_errors

MOST_AN_HOUR = 6000
LONGEST_WORDS = 200
LOCK_SECONDS = (30, 3600)
"""The least and the most after which an untouched screen locks itself."""

_READ = text(
    """
    select o.name, o.practice, o.time_zone, o.controller, o.rights_contact, o.claims_an_hour,
           o.skips_an_hour, o.searches_an_hour, o.lock_after, o.practice_silence,
           o.charter_version,
           (select count(*) from pb.account a
             where a.active and a.kind = 'caller' and a.charter_version >= o.charter_version),
           (select count(*) from pb.account a where a.active and a.kind = 'caller'),
           coalesce(o.charter_texts ->> 'fr', ''), coalesce(o.charter_texts ->> 'en', '')
      from pb.office o
    """
)
_WRITE = text(
    """
    update pb.office
       set controller = :controller, rights_contact = :rights_contact,
           claims_an_hour = :claims_an_hour, skips_an_hour = :skips_an_hour,
           searches_an_hour = :searches_an_hour,
           lock_after = make_interval(secs => :lock_seconds),
           practice_silence = :practice_silence and practice
    """
)
_NOTE = text(
    "select pb.note('office_changed', null, null, '',"
    " jsonb_build_object('changed', cast(:names as text)))"
)
_CHARTER = text(
    "update pb.office set charter_version = charter_version + 1 returning charter_version"
)
_CHARTER_TEXTS = text("update pb.office set charter_texts = cast(:texts as jsonb)")
_CHARTER_NOTE = text("select pb.note('charter_renewed', null, null, cast(:version as text))")


@dataclass(frozen=True, slots=True)
class House:
    """The office's settings. The caps are a caller's, an hour; they bound what one could copy."""

    name: str
    practice: bool
    time_zone: str
    controller: str
    """Who answers for the data, named to voters."""
    rights_contact: str
    """Where voters write to use their rights."""
    claims_an_hour: int
    skips_an_hour: int
    searches_an_hour: int
    lock_seconds: int
    practice_silence: bool
    """A practice office shows what an election silence looks like."""
    charter_version: int
    charter_accepted: int
    """Callers who accepted the charter in force, of `callers`."""
    callers: int
    charter_fr: str = ""
    """The charter in the office's own words, '' where it has the shipped text."""
    charter_en: str = ""

    @property
    def charter_texts(self) -> tuple[tuple[str, str], ...]:
        """The office's own words, by language."""
        both = (("fr", self.charter_fr), ("en", self.charter_en))
        return tuple((language, words) for language, words in both if words)


_CHANGEABLE = (
    "controller",
    "rights_contact",
    "claims_an_hour",
    "skips_an_hour",
    "searches_an_hour",
    "lock_seconds",
    "practice_silence",
)


def house_of(url: URL) -> House:
    """As the owner at `url`: the settings now."""
    with _connected(url) as connection:
        return _read(connection)


def change_house(url: URL, **wanted: str | int | bool) -> House:
    """As the owner at `url`: change the settings named; what they are then.

    Takes the fields of `House` that may change. Raises BadInput for a value that makes no sense;
    nothing is changed then.
    """
    with _connected(url) as connection:
        before = _read(connection)
        after = replace(before, **wanted)  # type: ignore[arg-type]
        changed = [name for name in _CHANGEABLE if getattr(after, name) != getattr(before, name)]
        _check(after, changed)
        if changed:
            connection.execute(_WRITE, {name: getattr(after, name) for name in _CHANGEABLE})
            connection.execute(_NOTE, {"names": ", ".join(changed)})
        return _read(connection)


def renew_charter(url: URL) -> int:
    """As the owner at `url`: have everybody read the charter before their next line; its number."""
    with _connected(url) as connection:
        version = int(connection.scalar(_CHARTER) or 0)
        connection.execute(_CHARTER_NOTE, {"version": str(version)})
        return version


def reword_charter(url: URL, texts: Mapping[str, str]) -> int:
    """As the owner at `url`: say the charter in these words, by language; its new number.

    Languages left out keep theirs; '' goes back to the shipped text. Everybody accepts it before
    their next line. Raises BadInput, nothing changed, for a text that is none.
    """
    given = {
        language: charters.checked(words) if words else "" for language, words in texts.items()
    }
    unknown = set(given) - set(charters.LANGUAGES)
    if unknown:
        raise BadInput(f"The charter is in {' and '.join(charters.LANGUAGES)} only.")
    with _connected(url) as connection:
        house = _read(connection)
        kept = {**dict(house.charter_texts), **given}
        kept = {language: words for language, words in kept.items() if words}
        if kept == dict(house.charter_texts):
            return house.charter_version
        connection.execute(_CHARTER_TEXTS, {"texts": json.dumps(kept)})
        version = int(connection.scalar(_CHARTER) or 0)
        connection.execute(_CHARTER_NOTE, {"version": str(version)})
        return version


def _check(house: House, changed: list[str]) -> None:
    caps = {
        "claims_an_hour": ("Lines an hour", 1),
        "skips_an_hour": ("Lines passed over an hour", 0),
        "searches_an_hour": ("Searches an hour", 0),
    }
    for name in changed:
        what, least = caps.get(name, ("", 0))
        value = getattr(house, name)
        if what and not least <= value <= MOST_AN_HOUR:
            raise BadInput(f"{what}: {value} is refused, choose {least} to {MOST_AN_HOUR}.")
    least, most = LOCK_SECONDS
    if not least <= house.lock_seconds <= most:
        raise BadInput("A screen locks itself after 30 seconds to 60 minutes: choose between them.")
    if "controller" in changed and not house.controller.strip():
        raise BadInput("Voters are told who answers for their data: name the controller.")
    for words in (house.controller, house.rights_contact):
        if len(words) > LONGEST_WORDS or not words.isprintable():
            raise BadInput(f"A name or a contact is one line of at most {LONGEST_WORDS} letters.")
    if house.practice_silence and not house.practice:
        raise BadInput("The silence of a real office follows its rounds; nothing switches it.")


def _read(connection: Connection) -> House:
    row = connection.execute(_READ).one()
    values = dict(zip((each.name for each in fields(House)), row, strict=True))
    lock: timedelta = values["lock_seconds"]
    return House(**{**values, "lock_seconds": round(lock.total_seconds())})


@contextmanager
def _connected(url: URL) -> Iterator[Connection]:
    engine = owner_engine(url)
    try:
        with plain_errors(), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
