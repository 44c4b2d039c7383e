"""An émargement being typed, kept as typed: closing the program loses nothing of it."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        create table pb.emargement_draft (
            id           int generated always as identity primary key,
            round_code   text not null,
            commune_code text not null,
            bureau_code  text not null,
            list_type    text not null,
            listed       text not null check (listed in ('abstained', 'voted')),
            entries      text[] not null default '{}',   -- '3', '18-22': as they were typed
            official     int check (official >= 0),      -- the voters the bureau declared
            consulted    text not null default '',       -- R8: where and when the list was read
            by_login     text not null default session_user,
            changed_at   timestamptz not null default clock_timestamp(),
            unique (round_code, commune_code, bureau_code, list_type)
        )
        """
    )
