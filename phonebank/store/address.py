"""The address of an office's database, by a name that whoever only hands it on may use."""

from __future__ import annotations

from sqlalchemy import URL

DatabaseUrl = URL
"""Where a database is, and as whom: made by `office`, opened by `store`."""
