"""The first tables: people, telephones, campaigns, the queue, calls."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from phonebank.store.schema import run_script

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    tables = Path(__file__).with_name("0001_tables.sql").read_text(encoding="utf-8")
    run_script(op.get_bind(), tables)
