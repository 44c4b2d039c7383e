"""A secret sealed by a passphrase whose file was damaged is said, not a bug of ours."""

from __future__ import annotations

from pathlib import Path

import pytest

from phonebank.domain.errors import KnownError
from phonebank.office.keeping import kept_secret


@pytest.mark.parametrize("content", ["authority = 5", 'authority = ""', 'authority = "é==="'])
def test_a_damaged_seal_is_said_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: str
) -> None:
    monkeypatch.setenv("PHONEBANK_PASSPHRASE", "une phrase pour ce poste")
    file = tmp_path / "seal.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(KnownError, match=r"damaged|does not open"):
        kept_secret(file, "authority", practice=False)
