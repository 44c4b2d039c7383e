"""The imports, as the command line and the window call them.

Each takes an `IntakeStore` and a path, what the person says of the file, and whether it is a dry
run; each answers with counts and may write a report of every row. One transaction: all or nothing.
"""

from __future__ import annotations

from phonebank.intake.following import Cancelled, Progress
from phonebank.intake.run_bureaux import BureauxOptions, BureauxReport, import_bureaux
from phonebank.intake.run_contacts import ContactOptions, ContactReport, import_contacts
from phonebank.intake.run_results import ResultOptions, ResultReport, import_results
from phonebank.intake.run_roll import RollOptions, RollReport, import_roll
from phonebank.intake.run_turnout import TurnoutOptions, TurnoutReport, import_turnout
from phonebank.intake.turnout import EmptyMeans, Listing

__all__ = [
    "BureauxOptions",
    "BureauxReport",
    "Cancelled",
    "ContactOptions",
    "ContactReport",
    "EmptyMeans",
    "Listing",
    "Progress",
    "ResultOptions",
    "ResultReport",
    "RollOptions",
    "RollReport",
    "TurnoutOptions",
    "TurnoutReport",
    "import_bureaux",
    "import_contacts",
    "import_results",
    "import_roll",
    "import_turnout",
]
