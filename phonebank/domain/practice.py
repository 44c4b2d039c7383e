"""What everybody may know of a practice office: it holds invented people only."""

from __future__ import annotations

PIN = "246810"
"""Every practice caller's PIN, shown at sign-in."""

PASSWORD = "valmont-sur-brise"  # noqa: S105 - it is shown to everybody
"""The practice supervisor's password, shown at sign-in."""

SUPERVISOR = "Nadia"
DAYS_AHEAD = 12
"""How far off a practice campaign's round always is: the demo never meets its own silence."""
FEWEST_VOTERS = 100
"""A smaller town is none: some of its bureaux would be empty."""
