"""Results by bureau, and what is remembered of files: their columns, by header fingerprint."""

from __future__ import annotations

from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        create table pb.result (
            bureau_id  int not null references pb.bureau,
            round_id   int not null references pb.round,
            registered int not null check (registered >= 0),
            voters     int not null check (voters between 0 and registered),
            blank      int check (blank between 0 and voters),      -- null: the file does not say
            invalid    int check (invalid between 0 and voters),
            valid      int not null check (valid between 0 and voters),
            import_id  int references pb.import,
            primary key (bureau_id, round_id)
        )
        """
    )
    op.execute("create index result_round on pb.result (round_id)")
    op.execute(
        """
        create table pb.result_votes (
            bureau_id int not null,
            round_id  int not null,
            list_name text not null,
            ours      boolean not null default false,
            votes     int not null check (votes >= 0),
            import_id int references pb.import,
            primary key (bureau_id, round_id, list_name),
            foreign key (bureau_id, round_id) references pb.result on delete cascade
        )
        """
    )
    op.execute(
        "create unique index result_votes_ours on pb.result_votes (bureau_id, round_id) where ours"
    )
    # Titles of columns and choices about them; never a row of a file.
    op.execute(
        """
        create table pb.remembered_file (
            fingerprint text not null,
            kind        text not null,
            choices     jsonb not null,
            used_at     timestamptz not null default clock_timestamp(),
            used_by     text not null default session_user,
            primary key (fingerprint, kind)
        )
        """
    )
