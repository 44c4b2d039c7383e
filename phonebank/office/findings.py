"""What a check of an office finds: a sentence for a person, and how to mend it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from phonebank.domain.errors import PhonebankError


class Severity(StrEnum):
    """How grave a finding is."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found: a sentence for a person, and how to mend it (empty when all is well)."""

    severity: Severity
    sentence: str
    remedy: str = ""


def from_error(error: PhonebankError) -> Finding:
    """An error as a finding: what stands after its colon is the remedy."""
    sentence, _, remedy = str(error).partition(": ")
    return Finding(Severity.PROBLEM, f"{sentence.rstrip('.')}.", remedy[:1].upper() + remedy[1:])
