"""Erasures among the objections: the same keyed hashes keep an erased person out for good."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table pb.objection drop constraint objection_origin_check")
    op.execute(
        "alter table pb.objection add constraint objection_origin_check"
        " check (origin in ('call', 'import', 'supervisor', 'erasure'))"
    )
