"""A charter to accept before the first call, a desk that locks itself, one spelling a name."""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        alter table pb.office
            add column charter_version int not null default 1,
            add column lock_after interval not null default '4 minutes'
                check (lock_after between interval '30 seconds' and interval '1 hour')
        """
    )
    op.execute(
        """
        alter table pb.account
            add column charter_version int not null default 0,  -- the one accepted; 0: none
            add column charter_at timestamptz
        """
    )
    # Practice callers of before are invented people.
    op.execute(
        """
        update pb.account a set charter_version = o.charter_version, charter_at = now()
          from pb.office o where o.practice and a.kind = 'caller'
        """
    )
    # Names that only a capital or a blank tells apart stay two people, told apart by a number.
    spelling = "lower(regexp_replace(btrim(normalize(name)), '\\s+', ' ', 'g'))"
    op.execute(
        f"""
        update pb.account a set name = a.name || ' (' || a.id || ')'
         where exists (select from pb.account b
                        where b.id < a.id
                          and {spelling.replace("name", "b.name")}
                            = {spelling.replace("name", "a.name")})
        """  # noqa: S608 - no value in it
    )
    op.execute(f"create unique index account_spelling on pb.account ({spelling})")
