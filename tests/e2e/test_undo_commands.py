"""Imports listed and taken back from the terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import SHARED
from tests.e2e.terminal import run, say

STATIONS = str(SHARED / "samples" / "bureaux-de-vote.csv")


def test_an_import_is_listed_and_taken_back_from_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PHONEBANK_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("PHONEBANK_OFFICE", raising=False)
    say("office", "create", "Essai", "--practice")
    try:
        first = say("import", "bureaux", STATIONS, "--commune", "95999")
        assert first["new"] == 4
        [row] = say("import", "list")["imports"]
        assert (row["id"], row["kind"], row["can_undo"]) == (first["import_id"], "bureaux", True)
        # Beside a kind of file the option says which to take back; no file is needed.
        undone = say("import", "bureaux", "--undo", str(row["id"]))
        assert undone == {
            "import_id": row["id"],
            "undone": True,
            "removed": 4,
            "restored": 0,
            "objections_kept": 0,
        }
        code, _, sentence = run("import", "undo", str(row["id"]))
        assert code == 2
        assert "undone already" in sentence
        again = say("import", "bureaux", STATIONS, "--commune", "95999")
        assert again["new"] == 4
        newest, oldest = say("import", "list")["imports"]
        assert newest["can_undo"]
        assert oldest["undone_at"] is not None
        assert oldest["undone_by"] == newest["by"] != ""
    finally:
        run("office", "stop")
