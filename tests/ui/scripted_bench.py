"""A targeting bench that answers from memory; pages cannot tell it from the real one."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import polars as pl

from phonebank.domain.errors import BadInput, Unreachable
from phonebank.domain.list_definition import Condition, ListDefinition
from phonebank.domain.list_fields import Field
from phonebank.domain.rounds import parse_round
from phonebank.store.bureaux import BureauView, ResultRound
from phonebank.store.campaigns import CampaignRow
from phonebank.store.lists import BureauName, Choices, ListCounts, SavedList
from phonebank.targeting.areas import areas_of
from phonebank.targeting.between_rounds import BetweenRounds
from phonebank.targeting.bureaux import Basis, Bureau, Colour, colours_of
from phonebank.targeting.campaign_list import Pool
from phonebank.targeting.campaign_script import TEMPLATES
from phonebank.targeting.making import MadeCampaign, Plan
from phonebank.targeting.priority import Weights
from phonebank.targeting.what_if import WhatIf
from phonebank.targeting.workbench import BureauSight, ListSight

RESULTS: tuple[ResultRound, ...] = (
    ResultRound("M20T1", ("Nous", "Eux"), "Nous"),
    ResultRound("L24T1", ("Front des autres", "Nous"), ""),
)


def bureaux(count: int, *, placed: bool = True, shares: bool = True) -> list[Bureau]:
    """So many bureaux with figures drawn once."""
    draw = random.Random(count)
    return [
        Bureau(
            n, "95999", f"{n:04d}", f"École {n}",
            48.9 + draw.random() / 10 if placed else None,
            2.2 + draw.random() / 10 if placed else None,
            draw.randrange(200, 900), draw.uniform(40, 400), draw.randrange(40, 400),
            draw.random() if shares else None, draw.randrange(20, 300), draw.uniform(5, 200),
            0.0, Colour.NONE,
        )
        for n in range(1, count + 1)
    ]  # fmt: skip


def coloured(rows: list[Bureau], view: BureauView) -> tuple[Bureau, ...]:
    import numpy as np

    total = sum(row.priority for row in rows)
    colours = colours_of(np.array([row.priority for row in rows]), view.first_cut, view.second_cut)
    made = [
        replace(row, colour=colour, part=row.priority / total)
        for row, colour in zip(rows, colours, strict=True)
    ]
    return tuple(sorted(made, key=lambda row: -row.priority))


def pool(size: int = 300) -> Pool:
    draw = random.Random(1)
    return Pool(
        pl.DataFrame(
            {
                "person_id": list(range(size)),
                "line_id": list(range(size)),
                "p_vote": [draw.random() for _ in range(size)],
                "lines": [1] * size,
                "share": [draw.random() for _ in range(size)],
                "leaning": [draw.random() for _ in range(size)],
                "language": [""] * size,
            }
        )
    )


class ScriptedBench:
    """Change its fields before or between calls; `asked` tells what was asked of it."""

    def __init__(self, count: int = 12) -> None:
        self.rows = bureaux(count)
        self.view = BureauView("M20T1", "Nous")
        self.results = RESULTS
        self.known_round = True
        self.away = False
        self.asked: list[tuple[str, object]] = []
        self.saved = [
            SavedList(1, "Jeunes", ListDefinition((Condition(Field.AGE, ("18-24",)),)),
                      datetime.now(UTC), 0),
            SavedList(2, "D’ailleurs", None, datetime.now(UTC), 0),
        ]  # fmt: skip
        self.campaigns: list[CampaignRow] = []
        self.between: BetweenRounds | None = None
        self.counts = ListCounts(38, 20, 19)
        self.refuse = False
        self.undated = False

    def bureaux(
        self, basis: Basis | None = None, view: BureauView | None = None
    ) -> BureauSight | None:
        self._answer("bureaux", (basis, view))
        if not self.known_round:
            return None
        self.view = view or self.view
        rows = coloured(self.rows, self.view) if self.rows else ()
        return BureauSight(
            parse_round("M26T2"), rows, self.view, self.results, basis or Basis.KNOWN, True,
            areas_of(rows),
        )  # fmt: skip

    def what_if(self, plan: Plan, round_code: str | None = None) -> WhatIf:
        self._answer("what_if", plan)
        return WhatIf(pool())

    def reweigh(
        self,
        campaign_id: int,
        weights: Weights,
        progress: Callable[[float], None],
        stopped: Callable[[], bool],
    ) -> int:
        self._answer("reweigh", (campaign_id, weights))
        progress(0.5)
        return 42

    def lists(self) -> ListSight:
        self._answer("lists", None)
        target = "M26T2" if self.known_round else ""
        choices = Choices(
            bureaux=tuple(
                BureauName(f"95999:{row.code}", row.code, row.name, "95999") for row in self.rows
            ),
            sources=("adhérents", "paroisse Saint-Jean"),
            tags=("bénévole", "<b>élu</b>", "musulman"),
            interests=("https://example.org/creches",),
            languages=("fr", "pt"),
            rounds=("M26T1", "M20T1"),
        )
        return ListSight(
            tuple(self.saved), tuple(self.campaigns), choices, (target,) if target else (), target,
            TEMPLATES, True,
        )  # fmt: skip

    def count(
        self, definition: ListDefinition, round_code: str | None = None, *, abroad: bool = False
    ) -> ListCounts:
        self._answer("count", definition)
        return self.counts

    def save_list(
        self, name: str, definition: ListDefinition, list_id: int | None = None
    ) -> ListSight:
        self._answer("save_list", (name, definition, list_id))
        if self.refuse:
            raise BadInput("no")
        self.saved = [row for row in self.saved if row.list_id != list_id]
        self.saved.append(SavedList(list_id or 7, name, definition, datetime.now(UTC), 0))
        return self.lists()

    def delete_list(self, list_id: int) -> ListSight:
        self._answer("delete_list", list_id)
        self.saved = [row for row in self.saved if row.list_id != list_id]
        return self.lists()

    def plan_counts(self, plan: Plan, round_code: str | None = None) -> ListCounts:
        self._answer("plan_counts", plan)
        return self.counts

    def create_campaign(
        self, name: str, round_code: str, script: str, language: str, plan: Plan, *, opened: bool
    ) -> MadeCampaign:
        self._answer("create_campaign", (name, round_code, script, plan, opened))
        if self.refuse:
            raise BadInput("no")
        self.campaigns.append(
            campaign(len(self.campaigns) + 1, name, "open" if opened else "draft")
        )
        return MadeCampaign(len(self.campaigns), round_code, 38, 19)

    def set_state(self, campaign_id: int, state: str) -> ListSight:
        self._answer("set_state", (campaign_id, state))
        self.campaigns = [
            replace(row, state=state) if row.campaign_id == campaign_id else row
            for row in self.campaigns
        ]
        return self.lists()

    def between_rounds(self) -> BetweenRounds | None:
        self._answer("between_rounds", None)
        if self.undated:
            raise BadInput("no date")
        return self.between

    def start_between_rounds(self, language: str, plan: Plan) -> BetweenRounds:
        self._answer("start_between_rounds", plan)
        assert self.between is not None
        self.between = replace(self.between, campaign="Municipales 2026, 2d tour")
        self.campaigns.append(campaign(1, self.between.campaign, "open"))
        return self.between

    def told(self, what: str) -> list[object]:
        """What was asked under a name, in order."""
        return [said for name, said in self.asked if name == what]

    def _answer(self, name: str, said: object) -> None:
        self.asked.append((name, said))
        if self.away:
            raise Unreachable("away")


def campaign(campaign_id: int, name: str, state: str) -> CampaignRow:
    """A campaign's row."""
    return CampaignRow(
        campaign_id, name, state, "M26T2", date(2026, 3, 22), 30, 20, 15, 0, 0, 2, 0, 3, "",
        "first_round_abstainers", '{"leaning": 2.0}',
    )  # fmt: skip


def between(now: datetime, *, lines: int = 120) -> BetweenRounds:
    """The day after a first round."""
    return BetweenRounds(
        parse_round("M26T1"), parse_round("M26T2"), 900, 400, 130, lines,
        now - timedelta(hours=20), now + timedelta(days=4), date(2026, 3, 22), "",
    )  # fmt: skip
