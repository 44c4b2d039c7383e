"""How a voter is called on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

if TYPE_CHECKING:
    from phonebank.domain.card import Voter

translate = QCoreApplication.translate


def name_of(voter: Voter) -> str:
    """`Mme Hélène Garnier`; without a title where the roll gives no sex."""
    title = {"F": translate("person", "Mme"), "M": translate("person", "M.")}.get(voter.sex, "")
    return " ".join(part for part in (title, voter.first_name, voter.last_name) if part)
