"""The service behind the page of scores, over a real database."""

from __future__ import annotations

from functools import partial

import pytest

from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import parse_round
from phonebank.store.owner import OwnerStore
from phonebank.targeting.calibration import LevelSource
from phonebank.targeting.office_past import score_office
from phonebank.targeting.scores_service import ScoresService
from tests.offices import SmallOffice


@pytest.fixture
def service(office: SmallOffice) -> ScoresService:
    """900 people in nine bureaux, two past rounds known, a round to come."""
    for code in ("M20T1", "P22T1", "M26T1"):
        office.owner.add_round(code, parse_round(code).held_on)
    office.sql(
        """
        with b as (
            insert into pb.bureau (commune_code, code)
            select '95999', lpad(i::text, 4, '0') from generate_series(1, 9) i returning id
        )
        insert into pb.person (identity_key, birth_name, birth_year, bureau_id, list_types)
        select 'k' || i, 'NOM' || i, 1930 + i % 60, b.id, '{LP}'
          from generate_series(1, 100) i, b
        """
    )
    office.sql(
        """
        insert into pb.turnout (round_id, person_id, voted)
        select r.id, p.id, (p.id * 13) % 10 < 4 + r.number + p.id % 3
          from pb.person p, pb.round r where r.code <> 'M26T1'
        """
    )
    return ScoresService(partial(OwnerStore, office.url))


def test_nothing_is_answered_before_it_was_opened(service: ScoresService) -> None:
    with pytest.raises(BadInput, match="open the page again"):
        service.preview(0.4)


def test_a_round_is_opened_with_what_it_stands_on(service: ScoresService) -> None:
    view = service.open("M26T1")
    assert view.spread.people == 900
    assert sum(view.spread.bars) == 900
    assert [each.round.code for each in view.known] == ["P22T1", "M20T1"]
    assert [each.round.code for each in view.weighed] == ["M20T1", "P22T1"]
    assert view.usual.source is LevelSource.SAME_TYPE
    assert len(view.bureaux) == 9
    assert view.expected is None


def test_a_preview_changes_nothing_and_an_expectation_is_kept(
    service: ScoresService, office: SmallOffice
) -> None:
    before = service.open("M26T1")
    assert service.preview(0.3).turnout == pytest.approx(0.3, abs=1e-6)
    assert service.open("M26T1") == before
    kept = service.expect(0.3)
    assert kept.expected == 0.3
    assert kept.spread.turnout == pytest.approx(0.3, abs=1e-6)
    mean = score_office(office.owner, view_target := kept.target).frame["p_abstain"].mean()
    assert view_target.code == "M26T1"
    assert mean == pytest.approx(0.7, abs=1e-6)
    assert service.expect(None).spread == before.spread


def test_a_bureau_is_previewed_alone(service: ScoresService) -> None:
    view = service.open("M26T1")
    bureau = view.bureaux[4].bureau_id
    alone = service.preview(0.15, bureau)
    assert alone.people == 100
    assert alone.turnout == pytest.approx(0.15, abs=1e-6)
    kept = service.expect(0.15, bureau)
    assert dict(kept.by_bureau) == {bureau: 0.15}
    assert service.preview(None, bureau).turnout > 0.15
    assert service.preview(None, 10_000).people == 0


def test_what_was_imported_meanwhile_is_read_anew(
    service: ScoresService, office: SmallOffice
) -> None:
    reads: list[float] = []
    service.open("M26T1", reads.append)
    assert reads
    reads.clear()
    service.open("M26T1", reads.append)
    assert reads == [], "nothing changed: nothing is read"
    office.sql("insert into pb.import (kind, file_name, file_sha256) values ('roll', 'f', 'x')")
    service.open("M26T1", reads.append)
    assert reads


def test_a_past_round_is_measured(service: ScoresService) -> None:
    service.open("M26T1")
    found = service.measure("P22T1")
    assert found.people == 900
    assert found.bureaux_in_all == 9
    with pytest.raises(BadInput, match="M26T1"):
        service.measure("M26T1")


def test_a_second_round_nobody_dated_can_be_prepared(service: ScoresService) -> None:
    view = service.open("M26T2")
    assert view.target.code == "M26T2"
    assert service.expect(0.5).expected == 0.5, "the round is added to the calendar"
