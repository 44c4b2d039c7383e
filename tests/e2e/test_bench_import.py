"""The import's measurement in short: it reports every figure, and measures what it says."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from phonebank.intake.phone_patterns import read_phones
from phonebank.rehearsal.numbering import clean_numbers
from phonebank.rehearsal.roll_file import roll_name, write_large_roll
from tests.e2e.terminal import say


def test_the_import_bench_in_short_reports_every_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path))
    facts = say("bench", "import", "--quick")
    assert set(facts) == {"machine", "quick", "import", "bars"}
    found = facts["import"]
    assert found["rows"] == 2_000
    assert len(found["rounds"]) == 1
    assert found["rounds"][0]["changed"] == 20
    assert min(value for name, value in found["rounds"][0].items() if "cpu" not in name) > 0
    assert found["copy_ratio"] > 0
    assert found["phones"]["differences"] == 0
    assert found["phones"]["compared"] == 100
    assert facts["bars"]["phones_alike"]
    assert not (tmp_path / "state.toml").exists()


def test_a_measured_roll_is_the_register_s_export_and_always_the_same(tmp_path: Path) -> None:
    one, two, moved = (tmp_path / name for name in ("one.csv", "two.csv", roll_name()))
    write_large_roll(one, 500)
    write_large_roll(two, 500)
    write_large_roll(moved, 500, moved=0.01)
    assert one.read_bytes() == two.read_bytes()
    lines, other = (file.read_text(encoding="utf-8").splitlines() for file in (one, moved))
    assert sum(first != second for first, second in zip(lines, other, strict=True)) == 5
    frame = pl.read_csv(one, separator=";", infer_schema=False)
    assert frame.width == 27
    assert frame.select(pl.struct(pl.nth(0, 21, 26)).n_unique()).item() == 500


def test_measured_numbers_ring_nobody() -> None:
    found = read_phones(clean_numbers(600), practice=True)
    assert found["fiction"].all()
