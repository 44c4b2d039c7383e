"""Alembic's entry: runs the migrations on the connection `schema.migrate` hands over."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table="schema_version",
    version_table_schema="pb",
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
