"""Desks that join by invitation: what was invited, until when a desk may sign in."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "alter table pb.desk add column valid_until timestamptz, add column revoked_at timestamptz"
    )
    op.execute(
        """
        create table pb.invitation (
            id         int generated always as identity primary key,
            login      text not null unique,        -- the role whose one-time code it is
            label      text not null default '',    -- the desk's name, where the owner chose it
            made_by    text not null default session_user,
            made_at    timestamptz not null default clock_timestamp(),
            expires_at timestamptz not null,
            used_at    timestamptz,
            closed_at  timestamptz,
            desk_id    int references pb.desk
        )
        """
    )
