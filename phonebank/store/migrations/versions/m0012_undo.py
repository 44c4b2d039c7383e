"""What an import changed, so that it can be undone; who did both. People of a claim before it."""

from __future__ import annotations

from pathlib import Path

from alembic import op

from phonebank.store.schema import run_script

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_WATCHED = (
    *("ballot", "round", "source", "address", "bureau", "roll_edition", "person", "roll_entry"),
    *("turnout", "line", "line_person", "contact", "engagement", "result", "result_votes"),
)


def upgrade() -> None:
    op.execute(
        """
        alter table pb.import
            add column undone_by text,
            add column by_name text not null default coalesce(current_setting('pb.by', true), '')
        """
    )
    op.execute(
        """
        create table pb.import_before (
            id        bigint generated always as identity primary key,
            import_id int not null,
            of_table  text not null,
            row       jsonb not null
        )
        """
    )
    op.execute("create index import_before_import on pb.import_before (import_id, of_table)")
    # Rows tell which import made them, without a word in any statement.
    for table in ("address", "ballot", "round"):
        op.execute(
            f"alter table pb.{table} add column import_id int"
            " default nullif(current_setting('pb.import', true), '')::int"
        )
    # An import's rows stand together on disk: a handful of summaries finds them.
    for table in ("person", "roll_entry", "turnout", "address", "line", "line_person", "contact"):
        op.execute(f"create index {table}_import on pb.{table} using brin (import_id)")
    # Whoever is taken out is looked for here, one by one.
    op.execute("create index call_person on pb.call (person_id) where person_id is not null")
    op.execute("create index objection_person on pb.objection (person_id)")
    op.execute("create index objection_of_line on pb.objection (line_id)")
    # The people of a line are taken before the line itself: a claim begins once they are free.
    op.execute(
        "alter table pb.claim_person"
        " alter constraint claim_person_claim_token_fkey deferrable initially deferred"
    )
    functions = Path(__file__).parents[2] / "sql" / "undo.sql"
    run_script(op.get_bind(), functions.read_text(encoding="utf-8"))
    for table in _WATCHED:
        for event in ("update", "delete"):
            op.execute(
                f"""
                create trigger {table}_before_{event} after {event} on pb.{table}
                    referencing old table as old_rows for each statement
                    when (nullif(current_setting('pb.import', true), '') is not null)
                    execute function pb.keep_before()
                """
            )
