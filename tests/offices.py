"""A small office for tests: lines, people, callers and desks, made straight in the database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl
from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.calling.desk import Desk
from phonebank.store.campaigns import CampaignStore, HoursRow, NewCampaign
from phonebank.store.desk import DeskGateway
from phonebank.store.desks import enrol
from phonebank.store.journal import KEY_BYTES, Journal
from phonebank.store.owner import OwnerStore

PIN = "482915"
PARIS = ZoneInfo("Europe/Paris")

SCRIPT = """---
title: Essai
language: fr
purpose: other
---

## open — Ouverture
« Bonjour, {first_name} ? Je suis {caller_name}, de {controller}. »

? plan: Ira voter
- yes: Oui
- no: Non
"""


@dataclass
class SmallOffice:
    """An office whose clock rules are open around the clock unless a test says otherwise."""

    url: URL
    practice: bool = True
    owner: OwnerStore = field(init=False)
    campaign: int = 0
    script_version: int = 0
    _opened: list[DeskGateway | Journal] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.owner = OwnerStore(self.url)
        self.owner.found(
            "Essai",
            practice=self.practice,
            controller="Liste Valmont",
            rights_contact="droits@example.org",
        )
        self.owner.set_caps(100_000, 100_000)

    def close(self) -> None:
        for each in self._opened:
            each.close()
        self.owner.close()

    def sql(self, statement: str, **values: Any) -> list[Any]:
        """Run a statement as the administrator; the rows, if it has any."""
        engine = create_engine(self.url, poolclass=NullPool)
        with engine.begin() as connection:
            result = connection.execute(text(statement), values)
            rows = list(result.all()) if result.returns_rows else []
        engine.dispose()
        return rows

    def value(self, statement: str, **values: Any) -> Any:
        return self.sql(statement, **values)[0][0]

    def fill(
        self,
        lines: int,
        *,
        household: int = 1,
        days_ahead: int = 12,
        attempts: int = 3,
        zone: str = "Europe/Paris",
        language: str = "",
        name: str = "Essai",
        round_code: str = "M26T2",
        hours: tuple[HoursRow, ...] | None = None,
    ) -> int:
        """Make an open campaign of `lines` mobile lines with `household` people each."""
        today = datetime.now(PARIS).date()
        round_id = self.owner.add_round(round_code, today + timedelta(days=days_ahead))
        script, self.script_version = self.owner.save_script("Essai", "fr", "other", SCRIPT)
        self.sql(
            """
            with s as (
                insert into pb.source (label) values ('adhérents')
                on conflict (label, legal_basis, collected_on) do update set label = excluded.label
                returning id
            ), b as (
                insert into pb.bureau (commune_code, code, name) values ('95999', '0012', 'École')
                on conflict (commune_code, code) do update set name = excluded.name returning id
            ), l as (
                insert into pb.line (e164, kind)
                select '+336399' || lpad((n + i)::text, 5, '0'), 'mobile'
                  from (select coalesce(max(id), 0) as n from pb.line) base,
                       generate_series(1, :lines) i
                returning id
            ), p as (
                insert into pb.person (identity_key, birth_name, first_names, sex, birth_year,
                                       commune_code, bureau_id, list_types)
                select 'k' || l.id || '.' || h, 'NOM' || l.id, 'Camille', 'F', 1980, '95999',
                       b.id, '{LP}'
                  from l, b, generate_series(1, :household) h
                returning id, identity_key
            )
            insert into pb.line_person (line_id, person_id, source_id)
            select split_part(substr(p.identity_key, 2), '.', 1)::bigint, p.id, s.id from p, s
            """,
            lines=lines,
            household=household,
        )
        rows = self.sql(
            "select line_id, person_id from pb.line_person where line_id not in"
            " (select line_id from pb.queue) order by 1, 2"
        )
        entries = pl.DataFrame(
            {
                "line_id": [row[0] for row in rows],
                "person_id": [row[1] for row in rows],
                "score": [50_000 - index for index in range(len(rows))],
                "zone": [zone] * len(rows),
                "language": [language] * len(rows),
            }
        )
        always = tuple(HoursRow(day, time(9), time(21)) for day in range(1, 7))
        store = CampaignStore(self.owner)
        self.campaign = store.create(
            NewCampaign(
                name,
                round_id,
                script,
                always if hours is None else hours,
                attempts_allowed=attempts,
                any_hour=self.practice,
            ),
            entries,
        )
        self.sql("update pb.campaign set state = 'open' where id = :c", c=self.campaign)
        return self.campaign

    def caller(self, name: str, spoken: tuple[str, ...] = ("fr",)) -> int:
        return self.owner.add_caller(name, PIN, spoken=spoken, charter_accepted=True)

    def desk_role(self, label: str = "Poste") -> str:
        return enrol(self.url, label)

    def gateway(self, role: str | None = None) -> DeskGateway:
        gateway = DeskGateway(self.url.set(username=role or self.desk_role()))
        self._opened.append(gateway)
        return gateway

    def journal(self, folder: Path, role: str = "desk") -> Journal:
        journal = Journal(folder / "journal.sqlite", b"k" * KEY_BYTES, role)
        self._opened.append(journal)
        return journal

    def desk(self, folder: Path, name: str = "Camille") -> Desk:
        """A desk with `name` signed in."""
        known = {row[1]: row[0] for row in self.owner.accounts()}
        account = known.get(name) or self.caller(name)
        role = self.desk_role()
        desk = Desk(self.gateway(role), self.journal(folder / name, role))
        assert desk.sign_in(account, PIN).status == "ok"
        return desk

    def queue(self, column: str = "state") -> list[Any]:
        """One column of the queue, in order of id."""
        return [row[0] for row in self.sql(f"select {column} from pb.queue order by id")]

    def today(self) -> date:
        return datetime.now(PARIS).date()
