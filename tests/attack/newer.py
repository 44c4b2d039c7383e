"""What versions of PostgreSQL after 15 let one try, and what it meets there.

`since` is the version that brought it; an older server does not know the words.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.attack.attempts import Attempt


@dataclass(frozen=True, slots=True)
class Newer:
    """An attempt, and the first version that understands it."""

    since: int
    attempt: Attempt


def _each(since: int, meets: str, *statements: str | tuple[str, ...]) -> tuple[Newer, ...]:
    return tuple(
        Newer(since, Attempt((one,) if isinstance(one, str) else one, meets)) for one in statements
    )


NEWER = (
    *_each(
        16,
        "refused",
        "explain (generic_plan) select * from pb.person where id = $1",
        "select * from pg_stat_io",
        "select * from pg_stat_get_io()",
        "select * from pg_get_publication_tables('x', 'y')",
        "set role pg_create_subscription",
        "set role pg_use_reserved_connections",
        "grant pg_read_all_data to current_user with inherit true",
        "grant pb_owner to current_user with set true",
        "set debug_io_direct = 'data'",
        "alter role current_user set reserved_connections = 1",
        "vacuum (buffer_usage_limit '16GB') pb.person",
    ),
    *_each(
        16,
        "settings",
        "set createrole_self_grant = 'set, inherit'",
        "set debug_parallel_query = on",
        "set scram_iterations = 2147483647",
    ),
    *_each(16, "own role", "select system_user"),
    *_each(
        17,
        "refused",
        "explain (analyze, serialize text, memory) select * from pb.line",
        "merge into pb.line l using pb.line m on l.id = m.id when not matched by source then delete"
        " returning l.*",
        "set role pg_maintain",
        "grant maintain on pb.person to current_user",
        "alter default privileges for role pb_owner grant maintain on tables to public",
        "select * from pg_stat_checkpointer",
        "select pg_stat_reset_slru()",
        "select * from pg_available_wal_summaries()",
        "select * from pg_get_wal_summarizer_state()",
        "select * from pg_wal_summary_contents(1, '0/1', '0/2')",
        "select pg_sync_replication_slots()",
        "select binary_upgrade_logical_slot_has_caught_up('x')",
        "select pg_create_logical_replication_slot('x', 'y', false, false, true)",
        "alter system set allow_alter_system = off",
        "copy pb.line from stdin with (on_error ignore)",
        "create event trigger t on login execute function pg_catalog.now()",
        "set summarize_wal = on",
    ),
    *_each(17, "timeouts", "set transaction_timeout = 0"),
    *_each(17, "names", "select * from pg_wait_events"),
    *_each(
        18,
        "refused",
        "update pb.line set objected_at = null returning old.e164",
        "copy pb.line from stdin with (on_error ignore, reject_limit 5)",
        "alter table pb.line add column copied text generated always as (e164) virtual",
        "select pg_get_acl('pg_class'::regclass, 'pg_proc'::regclass, 0)",
        "select pg_get_loaded_modules()",
        "select pg_numa_available()",
        "select * from pg_shmem_allocations_numa",
        "select * from pg_aios",
        "select * from pg_get_aios()",
        "select pg_stat_get_backend_io(pg_backend_pid())",
        "select pg_stat_get_backend_wal(pg_backend_pid())",
        "select pg_stat_reset_backend_stats(pg_backend_pid())",
        "select pg_restore_relation_stats('schemaname', 'pb', 'relname', 'person')",
        "select pg_clear_relation_stats('pb', 'person')",
        "select pg_restore_attribute_stats('schemaname', 'pb', 'relname', 'person')",
        "select pg_clear_attribute_stats('pb', 'person', 'birth_name', false)",
        "set role pg_signal_autovacuum_worker",
        "set log_lock_failures = on",
        "set log_connections = 'all'",
        "set track_cost_delay_timing = on",
        "set autovacuum_worker_slots = 1",
        "vacuum only pb.person",
    ),
    *_each(18, "settings", "set file_copy_method = 'clone'", "set vacuum_truncate = off"),
    *_each(18, "counters", "select uuidv7()"),
)
