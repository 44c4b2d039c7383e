"""What a desk finds on the version of PostgreSQL that runs: closed, or on the list."""

from __future__ import annotations

from sqlalchemy import text

from tests.attack.intruder import Intruder
from tests.attack.lent import GROUPS, LENT
from tests.attack.newer import NEWER
from tests.attack.test_catalogue import expected
from tests.offices import SmallOffice

#: How a server says that it does not know the word: function, table, object, setting, syntax.
UNKNOWN = {"42883", "42P01", "42704", "22023", "42601", "42703", "0A000"}
CALLABLE = """
    select distinct p.proname
      from pg_proc p
      join pg_type t on t.oid = p.prorettype
     where p.pronamespace = 'pg_catalog'::regnamespace and p.provolatile <> 'i' and p.prokind = 'f'
       and p.proname ~ :looking and p.proname !~ '_(send|in|out|recv)$'
       and t.typname !~ '(internal|trigger|handler)$' and 'internal'::regtype <> all (p.proargtypes)
       and has_function_privilege(:role, p.oid, 'execute')
"""
#: Names of functions that may look at something: the rest converts, compares and computes.
LOOKING = (
    "^(pg|binary|brin|gin|lo|txid|has|row_security|inet|current|set|to_reg|ts_stat|version|gist)"
    "|^(amvalid|fmgr|plpgsql|uuid|aclexp|col_|obj_|shobj_|session_user|system_user)"
    "|^(query|table|schema|database|cursor)_to_"
)


def version(office: SmallOffice) -> int:
    return int(office.value("select current_setting('server_version_num')::int / 10000"))


def test_every_newer_attempt_meets_what_is_written_and_no_roll_data_comes_out(
    watched: SmallOffice,
) -> None:
    here = version(watched)
    wrong: list[tuple[int, str, str, str]] = []
    with Intruder(watched, watched.desk_role()) as intruder:
        for newer in NEWER:
            attempt = newer.attempt
            answer = intruder.attempt(*attempt.statements)
            if here < newer.since:
                if not answer.sqlstate:
                    wrong.append((newer.since, attempt.name, "known before", attempt.meets))
            elif answer.sqlstate in UNKNOWN:
                wrong.append((newer.since, attempt.name, answer.error, attempt.meets))
            elif answer.outcome not in expected(attempt):
                wrong.append((newer.since, attempt.name, answer.outcome, attempt.meets))
            assert intruder.secrets_heard() == [], attempt.name
            intruder.connection.execute(b"discard all")
    assert wrong == [], "\n".join(map(str, wrong))


def test_the_functions_of_the_server_that_stay_open_are_an_exact_list(
    watched: SmallOffice,
) -> None:
    found = {row[0] for row in watched.sql(CALLABLE, role=watched.desk_role(), looking=LOOKING)}
    assert sorted(found - LENT) == []
    there = {row[0] for row in watched.sql("select proname from pg_proc where pronamespace = 11")}
    assert sorted((LENT & there) - found) == []
    assert len(LENT) == sum(len(group.split()) for group in GROUPS)


def test_an_endless_computation_of_a_password_can_be_ended(watched: SmallOffice) -> None:
    if version(watched) < 16:
        work = "select count(*) from generate_series(1, 10000000000) a"
    else:
        work = "alter role current_user password 'x'"
    with Intruder(watched, watched.desk_role()) as intruder:
        intruder.attempt("set scram_iterations = 2147483647")
        answer = intruder.attempt("set statement_timeout = '200ms'", work)
        assert answer.sqlstate == "57014"
        assert intruder.ask("select 1") == 1


def test_who_makes_the_roles_of_desks_is_none_of_them_whatever_a_session_asks(
    watched: SmallOffice,
) -> None:
    verifier = f"SCRAM-SHA-256$4096:{'A' * 24}${'A' * 43}=:{'A' * 43}="
    role = "pbd_0a0b0c0d"
    newer = version(watched) >= 16
    with watched.owner.engine.begin() as connection:
        connection.execute(text("reset role"))
        if newer:
            connection.execute(text("set createrole_self_grant = 'set, inherit'"))
        make = text("select roles.make(:role, :verifier, now() + interval '1 day')")
        connection.execute(make, {"role": role, "verifier": verifier})
        if newer:
            connection.execute(text("reset createrole_self_grant"))
    try:
        for held in ("member", "usage", *(("set",) if newer else ())):
            has = watched.value("select pg_has_role('pb_roleadmin', :r, :h)", r=role, h=held)
            # The right to close it is a membership there, and lends nothing of the desk's.
            assert has is (held == "member" and newer), held
        watched.sql(f"select roles.close('{role}')")
        assert not watched.value("select rolcanlogin from pg_roles where rolname = :r", r=role)
    finally:
        watched.sql(f"drop role {role}")
