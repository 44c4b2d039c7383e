"""Claims lean on their entry's lock, not on a foreign key that reads the queue again each time."""

from __future__ import annotations

from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table pb.claim drop constraint claim_queue_id_fkey")
