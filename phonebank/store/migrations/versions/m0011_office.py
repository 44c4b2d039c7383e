"""Alerts that name their desk; who filed an outcome that had lost its call."""

from __future__ import annotations

from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table pb.alert add column desk_id int")
    op.execute(
        "alter table pb.orphan add column settled_by text,"
        " add column filed_as bigint"  # the call it became, where it became one
    )
