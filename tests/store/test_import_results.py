"""Results by bureau, against PostgreSQL: what is kept, what is refused, what changes nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.pool import NullPool

from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import parse_round
from phonebank.intake.run import ResultOptions, import_bureaux, import_results
from phonebank.intake.run_bureaux import BureauxOptions
from phonebank.store.intake import IntakeStore
from phonebank.store.owner import OwnerStore
from tests.conftest import SHARED

RESULTS = SHARED / "samples" / "resultats-bureaux-M20T1.csv"
STATIONS = SHARED / "samples" / "bureaux-de-vote.csv"
M20T2 = parse_round("M20T2")


class Town:
    def __init__(self, url: URL) -> None:
        with OwnerStore(url) as owner:
            owner.found("Essai", practice=True)
        self.store = IntakeStore(url)
        self._engine = create_engine(url, poolclass=NullPool)
        import_bureaux(self.store, STATIONS, BureauxOptions(commune="95999"))

    def rows(self, statement: str) -> list[tuple[object, ...]]:
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(statement))]


@pytest.fixture
def town(database: URL) -> Iterator[Town]:
    made = Town(database)
    yield made
    made.store.close()


def said(**more: object) -> ResultOptions:
    return ResultOptions(commune="95999", **more)  # type: ignore[arg-type]


KEPT = """
    select b.code, r.registered, r.voters, r.valid, v.list_name, v.votes, v.ours, o.code
      from pb.result r
      join pb.bureau b on b.id = r.bureau_id
      join pb.round o on o.id = r.round_id
      join pb.result_votes v on (v.bureau_id, v.round_id) = (r.bureau_id, r.round_id)
     order by b.code, v.ours desc, v.list_name
"""


def test_the_sample_is_kept_under_the_round_its_name_tells(town: Town) -> None:
    done = import_results(town.store, RESULTS, said())
    assert (done.rows, done.new, done.refused, done.round) == (4, 4, 0, "M20T1")
    kept = town.rows(KEPT)
    assert kept[0] == ("0001", 165, 69, 66, "Notre liste", 14, True, "M20T1")
    assert [row[5] for row in kept] == [14, 15, 20, 23]


def test_the_same_file_again_changes_nothing_and_a_correction_one_row(
    town: Town, tmp_path: Path
) -> None:
    import_results(town.store, RESULTS, said())
    assert import_results(town.store, RESULTS, said()).unchanged == 4
    corrected = tmp_path / RESULTS.name
    corrected.write_text(RESULTS.read_text(encoding="utf-8").replace("69;66;14", "69;66;16"))
    done = import_results(town.store, corrected, said())
    assert (done.changed, done.unchanged) == (1, 3)
    assert town.rows(KEPT)[0][5] == 16


def test_a_dry_run_counts_and_keeps_nothing(town: Town) -> None:
    assert import_results(town.store, RESULTS, said(), dry_run=True).new == 4
    assert town.rows("select count(*) from pb.result") == [(0,)]


def test_figures_that_cannot_be_true_are_refused_each_with_its_line(
    town: Town, tmp_path: Path
) -> None:
    file = tmp_path / "resultats.csv"
    file.write_text(
        "Bureau;Inscrits;Votants;Blancs;Nuls;Exprimés;Liste A;Liste B\n"
        "1;165;69;2;1;66;14;30\n"
        "2;161;170;0;0;64;15;10\n"
        "3;140;53;0;0;54;20;5\n"
        "4;135;65;1;1;63;70;1\n"
        "4;135;65;1;1;63;7;1\n"
        "9;135;65;1;1;63;23;1\n"
        "TOTAL;601;254;;;244;72;40\n"
        "5;140;x;0;0;51;20;5\n",
        encoding="utf-8",
    )
    report = tmp_path / "report.csv"
    options = said(held=M20T2, list_name="liste a", columns={"votes": ("Liste A", "Liste B")})
    done = import_results(town.store, file, options, report=report)
    assert (done.rows, done.new, done.refused, done.list_name) == (8, 1, 7, "liste a")
    told = dict(pl.read_csv(report).select("line", "reason").iter_rows())
    assert told[2] is None
    assert "more voters than registered" in told[3]
    assert "more valid votes than voters" in told[4]
    assert "more votes than there are valid" in told[5]
    assert "line 5 already has this bureau" in told[6]
    assert "not known" in told[7]
    assert "not known" in told[8]
    assert "not a whole number" in told[9]
    assert [row[4:7] for row in town.rows(KEPT)] == [("liste a", 14, True), ("Liste B", 30, False)]


def test_a_file_without_its_round_or_our_list_says_so(town: Town, tmp_path: Path) -> None:
    nameless = tmp_path / "resultats.csv"
    nameless.write_bytes(RESULTS.read_bytes())
    with pytest.raises(BadInput, match="round"):
        import_results(town.store, nameless, said())
    listless = tmp_path / "resultats-M20T1.csv"
    listless.write_text("Bureau;Inscrits;Votants;Exprimés;Martin\n0001;165;69;66;14\n")
    with pytest.raises(BadInput, match="--list"):
        import_results(town.store, listless, said())
    assert import_results(town.store, listless, said(list_name="MARTIN")).new == 1
