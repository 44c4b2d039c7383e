"""What is decided about contacts, what can be taken back, and who opens the campaign's mail.

For lists: interest tags of a person are `pb.contact.tags` (text[]) over `pb.contact.person_id`;
who opened or clicked is the view `pb.interest` (person_id, mailing, event 'open' or 'click', link,
at), which follows every link a supervisor makes or unmakes.
"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # `same_as`: the first contact of this person, where one was found twice. `apart_from`: people a
    # supervisor said this contact is not.
    op.execute(
        """
        alter table pb.contact
            add column same_as bigint references pb.contact on delete set null,
            add column apart_from bigint[] not null default '{}',
            add column set_aside_at timestamptz,
            add column decided_at timestamptz,
            add column decided_by text,
            add column objects boolean not null default false,
            add column collected_on date
        """
    )
    op.execute("create index contact_same on pb.contact (same_as) where same_as is not null")
    op.execute("create index contact_doubtful on pb.contact (id) where band = 'review'")
    op.execute("create index contact_email on pb.contact (email) where email <> ''")
    # Every decision, merge and split, with the rows as they were before it: undo puts them back.
    # No foreign key to people: a merged one is gone until its merge is undone.
    op.execute(
        """
        create table pb.people_change (
            id         bigint generated always as identity primary key,
            kind       text not null
                       check (kind in ('same', 'different', 'unsure', 'merge', 'split', 'join')),
            contact_id bigint references pb.contact on delete cascade,
            person_id  bigint,                      -- the person kept, linked or set apart
            other_id   bigint,                      -- the person merged into the first
            reason     text not null default '',
            made_at    timestamptz not null default clock_timestamp(),
            made_by    text not null,
            undone_at  timestamptz,
            undone_by  text,
            changes    jsonb not null default '[]'  -- [{table, key, before, after}, …]
        )
        """
    )
    op.execute("create index people_change_contact on pb.people_change (contact_id)")
    op.execute("create index people_change_person on pb.people_change (person_id)")
    op.execute(
        """
        create table pb.engagement (
            id         bigint generated always as identity primary key,
            contact_id bigint not null references pb.contact on delete cascade,
            mailing    text not null,
            event      text not null check (event in ('open', 'click')),
            link       text not null default '',
            at         timestamptz not null,
            import_id  int not null references pb.import,
            unique (contact_id, mailing, event, link, at)
        )
        """
    )
    op.execute(
        """
        create view pb.interest as
        select c.person_id, e.mailing, e.event, e.link, e.at
          from pb.engagement e
          join pb.contact c on c.id = e.contact_id
         where c.person_id is not null
        """
    )
