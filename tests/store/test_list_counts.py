"""Lists by the database and by brute force: the same people, whatever is asked."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from sqlalchemy import Connection, text

from phonebank.domain.ages import BANDS, BirthDate, age_band
from phonebank.domain.eligibility import ListType, may_vote
from phonebank.domain.list_definition import Condition, ListDefinition
from phonebank.domain.list_fields import WITHOUT_VALUES, Field
from phonebank.domain.rounds import Round, parse_round
from phonebank.store.list_query import KnownScores
from phonebank.store.lists import ListCounts, ListStore
from tests.offices import SmallOffice

TARGET = parse_round("M26T2")
TODAY = date(2026, 3, 17)
TAGS = ("bénévole", "élu", "l'île; drop table x", "%(a)s :v0")
SOURCES = ("adhérents", "réunion publique", "marché")
LINKS = ("https://example.org/creches", "https://example.org/velo", "")


@dataclass
class Somebody:
    """What brute force looks at."""

    person_id: int
    bureau: tuple[str, str] | None
    birth: BirthDate | None
    sex: str
    language: str | None
    list_types: tuple[str, ...]
    gone: str = ""
    p_abstain: float | None = None
    turnout: dict[str, bool] = field(default_factory=dict)
    tags: set[str] = field(default_factory=set)
    sources: set[str] = field(default_factory=set)
    interests: set[str] = field(default_factory=set)
    lines: list[tuple[int, str, bool, bool, date | None]] = field(default_factory=list)
    """line id, kind, abroad, callable, given on."""


@dataclass
class Town:
    """A small office's people, and the days their lines were called (`attempt`?)."""

    people: list[Somebody]
    calls: dict[int, list[tuple[datetime, str]]]

    @property
    def scores(self) -> KnownScores:
        known = [each for each in self.people if each.p_abstain is not None]
        return KnownScores(
            np.array([each.person_id for each in known], dtype=np.int64),
            np.array([each.p_abstain for each in known], dtype=np.float64),
        )


class Pen:
    """Writes rows over one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def sql(self, statement: str, **values: Any) -> list[Any]:
        result = self._connection.execute(text(statement), values)
        return list(result.all()) if result.returns_rows else []

    def value(self, statement: str, **values: Any) -> Any:
        return self.sql(statement, **values)[0][0]


def furnish(office: SmallOffice, draw: random.Random, size: int) -> Town:
    """Random people, lines, calls, turnout, tags and mailings."""
    for code in ("M26T1", "M20T1", "P22T1", "M26T2"):
        office.owner.add_round(code, parse_round(code).held_on)
    with office.owner.engine.begin() as connection:
        return _furnish(Pen(connection), draw, size)


def _furnish(office: Pen, draw: random.Random, size: int) -> Town:
    rounds = dict(office.sql("select code, id from pb.round"))
    imported = office.value(
        "insert into pb.import (kind, file_name, file_sha256) values ('roll', 'x', 'x')"
        " returning id"
    )
    sources = {
        label: office.value(
            "insert into pb.source (label) values (:label) returning id", label=label
        )
        for label in SOURCES
    }
    bureaux: dict[tuple[str, str], int] = {}
    for key in (("95999", "0001"), ("95999", "0002"), ("95018", "0001"), ("95018", "13A")):
        bureaux[key] = office.value(
            "insert into pb.bureau (commune_code, code) values (:commune, :code) returning id",
            commune=key[0],
            code=key[1],
        )
    lines = [_line(office, draw, place) for place in range(size)]
    town = Town([], {line[0]: _calls(office, draw, line[0]) for line in lines})
    for place in range(size):
        someone = _somebody(office, draw, bureaux, place)
        town.people.append(someone)
        for code in ("M26T1", "M20T1", "P22T1"):
            if draw.random() < 0.6:
                someone.turnout[code] = draw.random() < 0.5
                office.sql(
                    "insert into pb.turnout (round_id, person_id, voted) values (:r, :p, :v)",
                    r=rounds[code],
                    p=someone.person_id,
                    v=someone.turnout[code],
                )
        for line in draw.sample(lines, draw.choice((0, 0, 1, 1, 2))):
            label = draw.choice(SOURCES)
            given = draw.choice((None, date(2025, 1, 1), date(2026, 1, 1)))
            someone.sources.add(label)
            someone.lines.append((*line, given))
            office.sql(
                "insert into pb.line_person (line_id, person_id, source_id, given_on)"
                " values (:line, :person, :source, :given)",
                line=line[0],
                person=someone.person_id,
                source=sources[label],
                given=given,
            )
        if draw.random() < 0.5:
            _contact(office, draw, someone, sources, imported, place)
    return town


def _line(office: Pen, draw: random.Random, place: int) -> tuple[int, str, bool, bool]:
    kind = draw.choice(("mobile", "fixed", "other"))
    abroad, retired, objected = (draw.random() < 0.15 for _ in range(3))
    line = office.value(
        "insert into pb.line (e164, kind, abroad, retired_at, objected_at)"
        " values (:n, :kind, :abroad, :retired, :objected) returning id",
        n=f"+3363998{place:04d}",
        kind=kind,
        abroad=abroad,
        retired=datetime.now(UTC) if retired else None,
        objected=datetime.now(UTC) if objected else None,
    )
    return line, kind, abroad, not (retired or objected)


def _calls(office: Pen, draw: random.Random, line: int) -> list[tuple[datetime, str]]:
    made = []
    for _ in range(draw.choice((0, 0, 1, 2))):
        at = datetime(2026, 3, 17, 12, tzinfo=UTC) - timedelta(days=draw.randrange(30))
        outcome = draw.choice(("no_answer", "conversation", "skipped", "technical"))
        made.append((at, outcome))
        office.sql(
            """
            with a as (insert into pb.account (name, kind)
                       values ('A' || gen_random_uuid(), 'caller') returning id),
                 d as (insert into pb.desk (role_name, label)
                       values ('d' || gen_random_uuid(), 'd') returning id),
                 q as (insert into pb.queue (campaign_id, lane_id, line_id, score, rank)
                       values ((select coalesce(max(campaign_id), 0) + 1 from pb.queue), 1, :line,
                               0, 0) returning id),
                 c as (insert into pb.claim (token, queue_id, campaign_id, line_id, account_id,
                                             desk_id, fence, why, claimed_in, claimed_at, due_at,
                                             ended_at)
                       select gen_random_uuid(), q.id, 1, :line, a.id, d.id, 0, 'priority',
                              pg_current_xact_id(), :at, :at, :at from a, d, q
                       returning token, account_id, desk_id, queue_id)
            insert into pb.call (call_uuid, claim_token, campaign_id, queue_id, line_id, account_id,
                                 desk_id, started_at, outcome)
            select gen_random_uuid(), c.token, 1, c.queue_id, :line, c.account_id, c.desk_id, :at,
                   :outcome from c
            """,
            line=line,
            at=at,
            outcome=outcome,
        )
    return made


def _somebody(
    office: Pen,
    draw: random.Random,
    bureaux: dict[tuple[str, str], int],
    place: int,
) -> Somebody:
    births = (
        None,
        BirthDate(draw.randrange(1925, 2009)),
        BirthDate(draw.randrange(1925, 2009), draw.randrange(1, 13)),
        BirthDate(2026 - draw.choice((18, 24, 25, 50, 65, 90)), 3, draw.randrange(18, 27)),
    )
    birth = draw.choice(births)
    bureau = draw.choice((None, *bureaux))
    sex = draw.choice(("", "F", "M"))
    language = draw.choice((None, "fr", "pt"))
    lists = draw.choice((("LP",), ("LP",), ("LCM",), ("LCE",), ("LCE", "LCM")))
    gone = draw.choice(("", "", "", "", "departed_on", "moved_at", "deceased_at"))
    person = office.value(
        "insert into pb.person (identity_key, birth_name, sex, birth_year, birth_month, birth_day,"
        " bureau_id, language, list_types)"
        " values (:key, 'X', :sex, :y, :m, :d, :bureau, :language, :lists) returning id",
        key=f"k{place}",
        sex=sex,
        y=birth.year if birth else None,
        m=(birth.month or None) if birth else None,
        d=(birth.day or None) if birth else None,
        bureau=bureaux[bureau] if bureau else None,
        language=language,
        lists=list(lists),
    )
    if gone:
        office.sql(f"update pb.person set {gone} = now() where id = :p", p=person)
    p_abstain = draw.choice((None, 0.25, 0.75, draw.random()))
    return Somebody(person, bureau, birth, sex, language, lists, gone, p_abstain)


def _contact(
    office: Pen,
    draw: random.Random,
    someone: Somebody,
    sources: dict[str, int],
    imported: int,
    place: int,
) -> None:
    tags = draw.sample(TAGS, draw.randrange(3))
    label = draw.choice(SOURCES)
    someone.tags |= set(tags)
    someone.sources.add(label)
    contact = office.value(
        "insert into pb.contact (import_id, row_number, tags, source_id, band, person_id,"
        " fingerprint) values (:i, 1, :tags, :source, 'sure', :p, :f) returning id",
        i=imported,
        tags=tags,
        source=sources[label],
        p=someone.person_id,
        f=f"f{place}",
    )
    if draw.random() < 0.6:
        link = draw.choice(LINKS)
        someone.interests |= {"Lettre de mars", link} - {""}
        office.sql(
            "insert into pb.engagement (contact_id, mailing, event, link, at, import_id)"
            " values (:c, 'Lettre de mars', 'click', :link, now(), :i)",
            c=contact,
            link=link,
            i=imported,
        )


def holds(condition: Condition, someone: Somebody, town: Town, target: Round) -> bool:
    """One condition, in plain words of Python."""
    values = set(condition.values)
    plain = {
        Field.BUREAU: lambda: (
            someone.bureau is not None
            and bool(values & {someone.bureau[1], ":".join(someone.bureau)})
        ),
        Field.AGE: lambda: age_band(someone.birth, target.held_on) in values,
        Field.SEX: lambda: someone.sex in values,
        Field.SCORE: lambda: (
            someone.p_abstain is not None
            and condition.bounds[0] <= someone.p_abstain <= condition.bounds[1]
        ),
        Field.SOURCE: lambda: bool(values & someone.sources),
        Field.TAG: lambda: bool(values & someone.tags),
        Field.INTEREST: lambda: bool(values & someone.interests),
        Field.NOT_CALLED_SINCE: lambda: not _called(someone, town, condition.since(TODAY)),
        Field.MOBILE: lambda: any(line[1] == "mobile" and line[3] for line in someone.lines),
        Field.LANGUAGE: lambda: someone.language in values,
        Field.ABSTAINED: lambda: any(someone.turnout.get(code) is False for code in values),
        Field.VOTED: lambda: any(someone.turnout.get(code) is True for code in values),
    }[condition.field]()
    return plain != condition.negated


def _called(someone: Somebody, town: Town, since: date) -> bool:
    return any(
        at.date() >= since and outcome not in ("skipped", "technical")
        for line in someone.lines
        for at, outcome in town.calls[line[0]]
    )


def by_force(definition: ListDefinition, town: Town, target: Round) -> list[Somebody]:
    """The people of a list, one by one."""
    together = any if definition.match_any else all
    return [
        each
        for each in town.people
        if not each.gone
        and may_vote([ListType(code) for code in each.list_types], target.ballot_type)
        and (
            not definition.conditions
            or together(holds(one, each, town, target) for one in definition.conditions)
        )
    ]


def counts_by_force(people: list[Somebody], *, abroad: bool) -> ListCounts:
    """People, those a line reaches, and the lines they would be called on."""
    lines = []
    for someone in people:
        may = [line for line in someone.lines if line[3] and (abroad or not line[2])]
        if may:
            best = min(
                may,
                key=lambda line: (
                    line[1] != "mobile",
                    -(line[4].toordinal() if line[4] else 0),
                    line[0],
                ),
            )
            lines.append(best[0])
    return ListCounts(len(people), len(lines), len(set(lines)))


def any_condition(draw: random.Random) -> Condition:
    """A condition at random."""
    asked = draw.choice(list(Field))
    pools: dict[Field, Any] = {
        Field.BUREAU: ("0001", "0002", "95018:0001", "13A", "9999"),
        Field.AGE: tuple(name for _, name in BANDS),
        Field.SEX: ("F", "M"),
        Field.SOURCE: SOURCES,
        Field.TAG: TAGS,
        Field.INTEREST: (*LINKS[:2], "Lettre de mars"),
        Field.LANGUAGE: ("fr", "pt", "de"),
        Field.ABSTAINED: ("M26T1", "M20T1", "P22T1"),
        Field.VOTED: ("M26T1", "M20T1", "P22T1"),
    }
    if asked in WITHOUT_VALUES:
        values: tuple[str, ...] = ()
    elif asked is Field.SCORE:
        values = draw.choice((("0", "0.25"), ("0.25", "0.75"), ("0.5", "1"), ("0", "1")))
    elif asked is Field.NOT_CALLED_SINCE:
        values = (draw.choice(("14d", "0d", "2026-03-01", "2026-03-10")),)
    else:
        values = tuple(draw.sample(pools[asked], draw.randrange(1, 3)))
    return Condition(asked, values, draw.random() < 0.4)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_lists_are_what_brute_force_finds(office: SmallOffice, seed: int) -> None:
    draw = random.Random(seed)
    town = furnish(office, draw, 60)
    store = ListStore(office.owner)
    seen = 0
    for _ in range(120):
        definition = ListDefinition(
            tuple(any_condition(draw) for _ in range(draw.randrange(4))), draw.random() < 0.4
        )
        target = draw.choice((TARGET, parse_round("E24T1"), parse_round("P22T1")))
        expected = by_force(definition, town, target)
        found = store.members(definition, target, TODAY, town.scores)
        assert found.tolist() == [each.person_id for each in expected], definition
        abroad = draw.random() < 0.5
        counted = store.count(definition, target, TODAY, town.scores, abroad=abroad)
        assert counted == counts_by_force(expected, abroad=abroad), definition
        seen += bool(expected)
    assert seen > 40


def test_each_field_alone_and_denied_makes_everyone(office: SmallOffice) -> None:
    town = furnish(office, random.Random(7), 40)
    store = ListStore(office.owner)
    everyone = store.members(ListDefinition(), TARGET, TODAY, town.scores).tolist()
    draw = random.Random(8)
    for asked in Field:
        condition = next(
            one for one in iter(lambda: any_condition(draw), None) if one.field is asked
        )
        parts = [
            store.members(
                ListDefinition((Condition(asked, condition.values, negated),)),
                TARGET,
                TODAY,
                town.scores,
            ).tolist()
            for negated in (False, True)
        ]
        assert sorted(parts[0] + parts[1]) == everyone, asked


def test_words_that_look_like_sql_are_only_words(office: SmallOffice) -> None:
    town = furnish(office, random.Random(9), 30)
    store = ListStore(office.owner)
    for tag in TAGS:
        found = store.members(ListDefinition((Condition(Field.TAG, (tag,)),)), TARGET, TODAY)
        expected = by_force(ListDefinition((Condition(Field.TAG, (tag,)),)), town, TARGET)
        assert found.tolist() == [each.person_id for each in expected]
    choices = store.choices()
    assert set(choices.tags) <= set(TAGS)
    assert set(choices.sources) == set(SOURCES)
    assert [each.key for each in choices.bureaux][:2] == ["95018:0001", "95018:13A"]
