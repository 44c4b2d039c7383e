"""What a guess was right about: a PIN changed before its answer is read makes it wrong."""

from __future__ import annotations

from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table pb.pin_check add column proof bytea not null default ''")
