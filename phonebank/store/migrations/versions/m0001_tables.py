"""The first tables: people, telephones, campaigns, the queue, calls."""

from __future__ import annotations

from pathlib import Path

from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    tables = Path(__file__).with_name("0001_tables.sql").read_text(encoding="utf-8")
    op.get_bind().exec_driver_sql(tables)
