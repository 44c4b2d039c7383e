"""What scores are brought to, as the supervisor expects it, and how a campaign's were made."""

from __future__ import annotations

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        create table pb.expected_turnout (
            round_id  int not null references pb.round on delete cascade,
            bureau_id int references pb.bureau on delete cascade,   -- null: the whole office
            turnout   double precision not null check (turnout > 0 and turnout < 1),
            set_at    timestamptz not null default now(),
            set_by    text not null default session_user,
            unique nulls not distinct (round_id, bureau_id)
        )
        """
    )
    op.execute(
        """
        create table pb.campaign_score (
            campaign_id  int primary key references pb.campaign on delete cascade,
            model        text not null check (model in ('rule', 'fitted')),
            why          text not null,             -- of the choice between the two
            answers      int not null,              -- known in the same election
            turnout      double precision not null, -- the mean P(vote) of the list, 0 to 1
            level_source text not null,             -- where that turnout comes from
            scored_at    timestamptz not null default now()
        )
        """
    )
