"""Whom a campaign is for, in words."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from phonebank.targeting.campaign_list import Target

translate = QCoreApplication.translate


def target_words(target: Target) -> str:
    """The name of a target, as a supervisor reads it (callers never do)."""
    words = {
        Target.FIRST_ROUND_ABSTAINERS: translate("targets", "Abstentions du premier tour"),
        Target.MOVABLE: translate("targets", "Personnes qui hésitent"),
        Target.LIKELY_ABSTAINERS: translate("targets", "Abstentions probables"),
        Target.EVERYONE: translate("targets", "Tout le monde"),
    }
    return words[target]
