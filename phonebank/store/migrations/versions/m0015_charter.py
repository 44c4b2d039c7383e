"""The charter in the office's own words, by language; a language it lacks has the shipped text."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table pb.office add column charter_texts jsonb not null default '{}'")
