"""What the supervisor's pages ask of targeting: bureaux, weights, lists, campaigns, between rounds.

One object over the owner's connection; every method is for a worker thread and answers frozen
values. Scores are read once for all pages (`Grounds`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from phonebank.domain.errors import BadInput
from phonebank.store.bureaux import BureauStore, BureauView, ResultRound
from phonebank.store.campaigns import CampaignRow, CampaignStore
from phonebank.store.lists import Choices, ListCounts, ListStore, SavedList
from phonebank.store.owner import OwnerStore
from phonebank.targeting.areas import Area, areas_of
from phonebank.targeting.between_rounds import (
    BetweenRounds,
    between_rounds,
    start_between_rounds,
)
from phonebank.targeting.bureaux import Basis, Bureau, bureau_table
from phonebank.targeting.campaign_script import TEMPLATES, script_for
from phonebank.targeting.ground import Grounds, leanings
from phonebank.targeting.making import MadeCampaign, Plan, make_campaign, pool_for, reweigh
from phonebank.targeting.office_scores import target_round
from phonebank.targeting.today import today_in
from phonebank.targeting.what_if import WhatIf

if TYPE_CHECKING:
    from collections.abc import Callable

    from phonebank.domain.list_definition import ListDefinition
    from phonebank.domain.rounds import Round
    from phonebank.store.address import DatabaseUrl
    from phonebank.targeting.priority import Weights


@dataclass(frozen=True, slots=True)
class BureauSight:
    """What the page of bureaux shows."""

    target: Round
    bureaux: tuple[Bureau, ...]
    view: BureauView
    results: tuple[ResultRound, ...]
    basis: Basis
    first_round_known: bool
    areas: tuple[Area, ...]


@dataclass(frozen=True, slots=True)
class ListSight:
    """What the page of lists and campaigns shows."""

    lists: tuple[SavedList, ...]
    campaigns: tuple[CampaignRow, ...]
    choices: Choices
    rounds: tuple[str, ...]
    """Rounds still to come, the next first, by code."""
    target: str
    """The round calls are for now, '' where the office knows none."""
    scripts: tuple[str, ...]
    practice: bool


class Workbench:
    """The targeting of one office. `close` it when nobody looks any more."""

    def __init__(self, url: DatabaseUrl) -> None:
        self._owner = OwnerStore(url)
        self._grounds = Grounds(self._owner)

    def close(self) -> None:
        """Close the connections."""
        self._owner.close()

    # Bureaux ---------------------------------------------------------------------------------

    def bureaux(
        self, basis: Basis | None = None, view: BureauView | None = None
    ) -> BureauSight | None:
        """The bureaux for the round calls are for; a `view` given is remembered.

        Without a basis: the known abstainers between the rounds, else the expected ones. None
        where the office knows no round yet.
        """
        store = BureauStore(self._owner)
        if view is not None:
            store.keep_view(view)
        if not self._owner.rounds():
            return None
        ground = self._grounds.of()
        frame = ground.scores.frame
        known = frame["first_round"].count() > 0
        chosen = basis or (Basis.KNOWN if known else Basis.EXPECTED)
        kept = store.view()
        rows = bureau_table(
            store.bureaux(),
            frame,
            ground.homes,
            self._owner.callable_lines(),
            leanings(self._owner),
            kept,
            chosen,
        )
        return BureauSight(
            ground.target, rows, kept, store.result_rounds(), chosen, known, areas_of(rows)
        )

    # Weights ---------------------------------------------------------------------------------

    def what_if(self, plan: Plan, round_code: str | None = None) -> WhatIf:
        """A plan's people, ready for what-if questions."""
        return WhatIf(pool_for(self._owner, self._grounds.of(round_code), plan))

    def reweigh(
        self,
        campaign_id: int,
        weights: Weights,
        progress: Callable[[float], None],
        stopped: Callable[[], bool],
    ) -> int:
        """Rank a running campaign anew; how many lines moved."""
        return reweigh(
            self._owner,
            str(campaign_id),
            weights,
            grounds=self._grounds,
            progress=progress,
            stopped=stopped,
        )

    # Lists -----------------------------------------------------------------------------------

    def lists(self) -> ListSight:
        """Everything the page of lists shows, but counts."""
        owner, store = self._owner, ListStore(self._owner)
        today = today_in(owner)
        coming = [row.code for row in owner.rounds() if row.held_on >= today and row.date_known]
        target = ""
        if owner.rounds():
            target = target_round(owner).code
        return ListSight(
            store.all(),
            CampaignStore(owner).all(),
            store.choices(),
            tuple(dict.fromkeys([*([target] if target else []), *coming])),
            target,
            TEMPLATES,
            owner.office().practice,
        )

    def count(
        self, definition: ListDefinition, round_code: str | None = None, *, abroad: bool = False
    ) -> ListCounts:
        """Count a list for a round, as a campaign would queue it."""
        ground = self._grounds.of(round_code)
        return ListStore(self._owner).count(
            definition, ground.target, today_in(self._owner), ground.known_scores, abroad=abroad
        )

    def save_list(
        self, name: str, definition: ListDefinition, list_id: int | None = None
    ) -> ListSight:
        """Keep a list: a new one, or another content and name for `list_id`."""
        store = ListStore(self._owner)
        if list_id is None:
            store.save(name, definition)
        else:
            store.change(list_id, name, definition)
        return self.lists()

    def delete_list(self, list_id: int) -> ListSight:
        """Forget a list."""
        ListStore(self._owner).delete(list_id)
        return self.lists()

    # Campaigns -------------------------------------------------------------------------------

    def plan_counts(self, plan: Plan, round_code: str | None = None) -> ListCounts:
        """How many people and lines a campaign of this plan would queue."""
        pool = pool_for(self._owner, self._grounds.of(round_code), plan)
        if plan.most_lines is None or plan.most_lines >= pool.lines:
            return ListCounts(pool.people, pool.people, pool.lines)
        kept = WhatIf(pool).outlook(plan.weights, plan.most_lines).top
        return ListCounts(kept.people, kept.people, kept.lines)

    def create_campaign(
        self, name: str, round_code: str, script: str, language: str, plan: Plan, *, opened: bool
    ) -> MadeCampaign:
        """Make a campaign, and open it if asked."""
        target = self._grounds.of(round_code).target
        if not target.dated:
            raise BadInput(f"The date of {target.code} is not known: set it, then begin.")
        script_id = script_for(self._owner, script, language, second=target.turn == 2)
        made = make_campaign(self._owner, name, target, script_id, plan, grounds=self._grounds)
        if opened:
            CampaignStore(self._owner).set_state(made.campaign_id, "open")
        return made

    def set_state(self, campaign_id: int, state: str) -> ListSight:
        """Open, pause or close a campaign."""
        CampaignStore(self._owner).set_state(campaign_id, state)
        return self.lists()

    # Between the rounds ----------------------------------------------------------------------

    def between_rounds(self) -> BetweenRounds | None:
        """Where the office stands between two rounds, None where it does not."""
        return between_rounds(self._owner, self._grounds, datetime.now(UTC))

    def start_between_rounds(self, language: str, plan: Plan) -> BetweenRounds:
        """Make and open the campaign between the rounds."""
        return start_between_rounds(
            self._owner, language=language, plan=plan, grounds=self._grounds
        )[1]
