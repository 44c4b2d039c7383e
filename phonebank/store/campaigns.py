"""Campaigns as the owner makes them: who to call, in what order, when, with which words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

import polars as pl
from sqlalchemy import Connection, text

from phonebank.domain.errors import BadInput, KnownError
from phonebank.store.connection import plain_errors
from phonebank.store.owner import OwnerStore

_STATE_REFUSED = {
    "missing": "There is no such campaign.",
    "invalid": "A draft is opened first; an open campaign can be paused or closed.",
    "past": "This campaign's round is over: there is nobody left to call for it.",
}


@dataclass(frozen=True, slots=True)
class HoursRow:
    """One span of calling hours: weekday 1 is Monday; local time of the voter."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class NewCampaign:
    """What a campaign is made of. `any_hour` is for practice offices only.

    `list_name`, `list_definition` (JSON), `who` and `weights` (JSON) say what it was made from.
    """

    name: str
    round_id: int
    script_id: int
    hours: tuple[HoursRow, ...]
    attempts_allowed: int = 3
    abroad_allowed: bool = False
    any_hour: bool = False
    list_name: str = ""
    list_definition: str | None = None
    who: str = ""
    weights: str = "{}"


@dataclass(frozen=True, slots=True)
class CampaignRow:
    """A campaign and how far it is."""

    campaign_id: int
    name: str
    state: str
    round_code: str
    round_date: date
    people: int
    lines: int
    ready: int
    claimed: int
    callback: int
    cooling: int
    in_doubt: int
    done: int
    list_name: str
    """The saved list it was made from, '' for none."""
    who: str
    """The target it was made for, '' where nobody noted it."""
    weights: str
    """The weights its ranks follow, as JSON."""


class CampaignStore:
    """The campaigns of an office, on the owner's connection."""

    def __init__(self, owner: OwnerStore) -> None:
        self._engine = owner.engine

    def create(self, campaign: NewCampaign, entries: pl.DataFrame) -> int:
        """Make a campaign, as a draft, with its queue; returns its id.

        `entries` has a row a (line, person): line_id, person_id, score (0 … 100000), zone,
        language. A line's score and lane are those of its first row. Raises BadInput when the name
        is taken.
        """
        with plain_errors(), self._engine.begin() as connection:
            campaign_id = connection.scalar(
                text(
                    """
                    insert into pb.campaign (name, round_id, script_id, attempts_allowed,
                                             abroad_allowed, any_hour, list_name,
                                             list_definition, who, weights)
                    select :name, :round_id, :script_id, :attempts, :abroad,
                           :any_hour and o.practice, :list_name,
                           cast(:list_definition as jsonb), :who, cast(:weights as jsonb)
                      from pb.office o
                    on conflict (name) do nothing
                    returning id
                    """
                ),
                {
                    "name": campaign.name,
                    "round_id": campaign.round_id,
                    "script_id": campaign.script_id,
                    "attempts": campaign.attempts_allowed,
                    "abroad": campaign.abroad_allowed,
                    "any_hour": campaign.any_hour,
                    "list_name": campaign.list_name,
                    "list_definition": campaign.list_definition,
                    "who": campaign.who,
                    "weights": campaign.weights,
                },
            )
            if campaign_id is None:
                raise BadInput(
                    f"A campaign is already called {campaign.name}: choose another name."
                )
            if campaign.hours:
                connection.execute(
                    text(
                        "insert into pb.calling_hours (campaign_id, weekday, opens, closes)"
                        " values (:campaign, :weekday, :opens, :closes)"
                    ),
                    [
                        {
                            "campaign": campaign_id,
                            "weekday": span.weekday,
                            "opens": span.opens,
                            "closes": span.closes,
                        }
                        for span in campaign.hours
                    ],
                )
            self._queue(connection, int(campaign_id), entries)
            return int(campaign_id)

    @staticmethod
    def _queue(connection: Connection, campaign: int, entries: pl.DataFrame) -> None:
        connection.execute(
            text(
                "create temporary table entry (place bigint, line_id bigint, person_id bigint,"
                " score int, zone text, language text) on commit drop"
            )
        )
        columns = ("line_id", "person_id", "score", "zone", "language")
        rows = entries.select(columns).with_row_index("place")
        cursor = connection.connection.cursor()
        with cursor.copy("copy entry from stdin (format csv)") as copy:
            copy.write(rows.write_csv(include_header=False).encode())
        cursor.close()
        for statement in (
            """
            insert into pb.lane (zone, language)
            select distinct zone, coalesce(language, '') from entry on conflict do nothing
            """,
            """
            insert into pb.campaign_lane (campaign_id, lane_id)
            select distinct cast(:campaign as int), l.id
              from entry e
              join pb.lane l on l.zone = e.zone and l.language = coalesce(e.language, '')
            """,
            """
            insert into pb.queue (campaign_id, lane_id, line_id, score, rank)
            select :campaign, l.id, e.line_id, e.score, e.score
              from (select distinct on (line_id) * from entry order by line_id, place) e
              join pb.lane l on l.zone = e.zone and l.language = coalesce(e.language, '')
             order by e.score desc, e.line_id
            """,
            """
            insert into pb.target (campaign_id, person_id, queue_id)
            select distinct on (e.person_id) :campaign, e.person_id, q.id
              from entry e join pb.queue q on q.campaign_id = :campaign and q.line_id = e.line_id
             order by e.person_id, e.place
            """,
        ):
            connection.execute(text(statement), {"campaign": campaign})
        # Without figures of its own a fresh queue is scanned, not searched.
        connection.execute(text("analyze pb.queue"))
        connection.execute(text("analyze pb.target"))

    def set_state(self, campaign_id: int, state: str) -> None:
        """Open, pause or close a campaign. Raises KnownError where it may not be."""
        with plain_errors(), self._engine.begin() as connection:
            status = connection.scalar(
                text("select pb.set_campaign_state(:campaign, :state)"),
                {"campaign": campaign_id, "state": state},
            )
        if status != "ok":
            raise KnownError(_STATE_REFUSED[str(status)])

    def purge_on(self, ballot_code: str) -> date | None:
        """The last day a ballot's data may be kept (R7), where it was set."""
        with plain_errors(), self._engine.begin() as connection:
            day: date | None = connection.scalar(
                text("select purge_on from pb.ballot where code = :code"), {"code": ballot_code}
            )
        return day

    def keep_until(self, ballot_code: str, day: date) -> None:
        """Set that day where none is set: another one was decided by somebody.

        A practice office's rounds move every day, and the day with them.
        """
        with plain_errors(), self._engine.begin() as connection:
            connection.execute(
                text(
                    "update pb.ballot b set purge_on ="
                    " case when o.practice then :day else coalesce(b.purge_on, :day) end"
                    "  from pb.office o where b.code = :code"
                ),
                {"code": ballot_code, "day": day},
            )

    def all(self) -> tuple[CampaignRow, ...]:
        """Every campaign, the newest last."""
        with plain_errors(), self._engine.begin() as connection:
            rows = connection.execute(
                text(
                    """
                    select c.id, c.name, c.state, r.code, r.held_on,
                           (select count(*) from pb.target t where t.campaign_id = c.id),
                           count(q.id),
                           count(q.id) filter (where q.state = 0),
                           count(q.id) filter (where q.state = 1),
                           count(q.id) filter (where q.state = 2),
                           count(q.id) filter (where q.state = 3),
                           count(q.id) filter (where q.state = 4),
                           count(q.id) filter (where q.state = 9),
                           c.list_name, c.who, cast(c.weights as text)
                      from pb.campaign c
                      join pb.round r on r.id = c.round_id
                      left join pb.queue q on q.campaign_id = c.id
                     group by c.id, r.code, r.held_on
                     order by c.id
                    """
                )
            ).all()
        return tuple(CampaignRow(*row) for row in rows)

    def find(self, name_or_id: str | None = None) -> CampaignRow:
        """A campaign by its name or its number; without either, the only one there is.

        Raises BadInput, naming those there are.
        """
        everything = self.all()
        if name_or_id is None and len(everything) == 1:
            return everything[0]
        for row in everything:
            if name_or_id in {row.name, str(row.campaign_id)}:
                return row
        names = ", ".join(row.name for row in everything) or "none yet"
        if name_or_id is None:
            raise BadInput(f"Say which campaign. The office has: {names}.")
        raise BadInput(f"There is no campaign {name_or_id}. The office has: {names}.")

    def outcomes(self, campaign_id: int) -> dict[str, int]:
        """How many calls of a campaign ended in each way."""
        with plain_errors(), self._engine.begin() as connection:
            rows = connection.execute(
                text(
                    "select outcome, count(*) from pb.call"
                    " where campaign_id = :campaign and outcome is not null"
                    " group by 1 order by 2 desc"
                ),
                {"campaign": campaign_id},
            ).all()
        return {str(outcome): int(count) for outcome, count in rows}
