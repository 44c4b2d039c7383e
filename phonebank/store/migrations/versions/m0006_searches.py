"""Searches by a person who rings back, counted; a desk's own count of lines beside its callers'."""

from __future__ import annotations

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute("alter table pb.office add column searches_an_hour int not null default 20")
    op.execute(
        "alter table pb.desk add column hour_started_at timestamptz not null default now(),"
        " add column hour_claims int not null default 0"
    )
    # What was looked for is nowhere kept: `bound` ties the answer to the question, by a secret that
    # only whoever asked holds.
    op.execute(
        """
        create table pb.search (
            key_hash   bytea primary key,
            bound      bytea not null,
            account_id int not null references pb.account,
            desk_id    int not null references pb.desk,
            asked_in   xid8 not null,
            asked_at   timestamptz not null
        )
        """
    )
    op.execute("create index search_account on pb.search (account_id, asked_at)")
    op.execute("create index search_desk on pb.search (desk_id, asked_at)")
