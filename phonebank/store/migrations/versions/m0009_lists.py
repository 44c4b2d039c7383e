"""Saved lists, what a campaign was made from, and how the bureaux are looked at."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The definition is data (`domain/list_definition.py`): no SQL is ever kept.
    op.execute(
        """
        create table pb.saved_list (
            id         int generated always as identity primary key,
            name       text not null,
            definition jsonb not null,
            made_at    timestamptz not null default clock_timestamp(),
            made_by    text not null default session_user,
            changed_at timestamptz not null default clock_timestamp()
        )
        """
    )
    op.execute("create unique index saved_list_name on pb.saved_list (lower(name))")
    # What a campaign was made from, as it was then: the list may change or go, the campaign stays.
    op.execute(
        """
        alter table pb.campaign
            add column list_name text not null default '',
            add column list_definition jsonb,
            add column who text not null default '',
            add column weights jsonb not null default '{}'
        """
    )
    # How the bureaux are looked at: our list in the results, and where the three colours change.
    op.execute(
        """
        create table pb.bureau_view (
            id         boolean primary key default true check (id),
            round_code text not null default '',
            our_list   text not null default '',
            first_cut  real not null default 0.5 check (first_cut between 0 and 1),
            second_cut real not null default 0.8 check (second_cut between 0 and 1),
            check (first_cut <= second_cut)
        )
        """
    )
    op.execute("insert into pb.bureau_view default values")
