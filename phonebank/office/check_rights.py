"""Whether an office's database is as closed as Phonebank made it, and closing it again.

Rights that only a hand can have opened: a table or a schema lent to somebody, a desk made an
administrator or put into another group. Functions are compared with the program's files.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, LiteralString, cast

import psycopg

from phonebank.office.admission import conninfo
from phonebank.office.findings import Finding, Severity
from phonebank.office.restore_swap import cut_off

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import URL

_FUNCTIONS = """
    select p.oid::regprocedure::text
      from pg_proc p
      join pg_namespace n on n.oid = p.pronamespace
     where n.nspname in ('pb', 'api', 'room', 'door', 'roles', 'audit')
       and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
       and (exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                     where a.grantee = 0)
            or p.prosecdef and not 'search_path=pg_catalog, pg_temp' = any (p.proconfig))
     order by 1
"""

# What a hand opened, and the statement that closes it. Owners of databases stay what they are:
# where they are no administrators of the server, they made the groups, which its offices share.
_OPENED = r"""
    with place (schema, lent_to) as (
        values ('pb', '{}'), ('api', '{pb_desk}'), ('room', '{pb_supervisor}'),
               ('door', '{pb_join}'), ('roles', '{pb_owner}'), ('reaper', '{pb_owner}'),
               ('audit', '{pb_owner}')
    ), staff as (
        select r.oid, r.rolname,
               case when r.rolname ~ '^pbd_[0-9a-f]{8}$' then 'pb_desk'
                    when r.rolname ~ '^pbj_[0-9a-f]{8}$' then 'pb_join'
                    when r.rolname in ('pb_desk', 'pb_join', 'pb_supervisor') then ''
                    else 'pb_supervisor'
               end as its_group
          from pg_roles r
         where r.rolname ~ '^pb[dj]_[0-9a-f]{8}$'
            or r.rolname in ('pb_desk', 'pb_join', 'pb_supervisor')
            or exists (select from pg_auth_members m
                        where m.member = r.oid and m.roleid = to_regrole('pb_supervisor')
                          -- From PostgreSQL 16 on, who made a group administers it from outside.
                          and case when current_setting('server_version_num')::int >= 160000
                                   then pg_has_role(r.oid, m.roleid, 'USAGE')
                                        or pg_has_role(r.oid, m.roleid, 'SET')
                                   else true end
                          and r.oid <> (select datdba from pg_database
                                         where datname = current_database()))
    ), entry as (
        select format('%s to %s', c.oid::regclass, a.who) as shown,
               format('revoke all on %s from %s', c.oid::regclass, a.who) as closing
          from pg_class c
          join pg_namespace n on n.oid = c.relnamespace
          cross join lateral (
              select distinct case x.grantee when 0 then 'public' else x.grantee::regrole::text end
                from (select (aclexplode(c.relacl)).grantee
                       union all
                      select (aclexplode(t.attacl)).grantee
                        from pg_attribute t where t.attrelid = c.oid) x
               where x.grantee <> c.relowner
                 and not (n.nspname = 'audit' and x.grantee = 'pb_owner'::regrole)
          ) a (who)
         where n.nspname in ('pb', 'audit')
         union all
        select format('schema %I to %s', n.nspname, a.who),
               format('revoke all on schema %I from %s', n.nspname, a.who)
          from pg_namespace n
          join place p on p.schema = n.nspname
          cross join lateral (
              select distinct case x.grantee when 0 then 'public' else x.grantee::regrole::text end
                from aclexplode(n.nspacl) x
               where x.grantee <> n.nspowner
                 and not (x.privilege_type = 'USAGE' and x.grantee <> 0
                          and x.grantee::regrole::text = any (p.lent_to::text[]))
          ) a (who)
         union all
        select format('%s as an administrator', s.rolname),
               format('alter role %I nosuperuser nocreaterole nocreatedb noreplication nobypassrls',
                      s.rolname)
          from staff s
          join pg_roles r on r.oid = s.oid
         where r.rolsuper or r.rolcreaterole or r.rolcreatedb or r.rolreplication or r.rolbypassrls
         union all
        select format('%s in %s', m.member::regrole, m.roleid::regrole),
               format('revoke %s from %s', m.roleid::regrole, m.member::regrole)
          from pg_auth_members m
          left join staff s on s.oid = m.member
          join pg_roles r on r.oid = m.member
         where m.member not in (select d.datdba from pg_database d)
           and (s.oid is not null and m.roleid::regrole::text <> s.its_group
                or m.roleid::regrole::text in ('pb_roleadmin', 'pb_audit', 'pb_owner', 'pb_reaper')
                   and not r.rolsuper)
    )
    select shown, closing from entry order by 1
"""

# The server's own functions and views that `sql/hardening.sql` closes, where they are open.
_LENT = r"""
    select (select count(*) from pg_proc p
             where p.pronamespace = 'pg_catalog'::regnamespace
               and (p.proname ~ '^pg_(try_)?advisory' or p.proname ~ '^lo_'
                    or p.proname ~ '^pg_stat_' or p.proname ~ '^pg_sleep'
                    or p.proname in ('pg_terminate_backend', 'pg_cancel_backend',
                                     'pg_lock_status', 'pg_get_functiondef', 'pg_notify',
                                     'pg_relation_size', 'pg_database_size'))
               and exists (select from aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
                            where a.grantee = 0))
         + (select count(*) from pg_class c
             where c.relnamespace = 'pg_catalog'::regnamespace
               and c.relname in ('pg_stat_activity', 'pg_locks', 'pg_roles', 'pg_user',
                                 'pg_database', 'pg_proc', 'pg_class')
               and exists (select from aclexplode(c.relacl) a where a.grantee = 0))
"""


def rights_at(url: URL, *, functions: bool = True) -> Iterator[Finding]:
    """Whether functions, rights and roles of the database at `url` are as they should be.

    Without `functions` their text is not compared: another version made them.
    """
    from phonebank.store.schema import differences

    with contextlib.suppress(psycopg.OperationalError):
        with psycopg.connect(conninfo(url), autocommit=True) as connection:
            there = connection.execute("select to_regnamespace('roles') is not null").fetchone()
            if cut_off(connection):
                yield Finding(
                    Severity.PROBLEM,
                    "A restore was cut off while it put its database in place.",
                    "Open the office: it is put right by itself.",
                )
            if there is None or not there[0]:
                return
            names = {row[0] for row in connection.execute(_FUNCTIONS)}
            names |= {row[0] for row in connection.execute(_OPENED)}
            lent = connection.execute(_LENT).fetchone()
        yield _lent(int(lent[0]) if lent else 0)
        if functions:
            names |= set(differences(url))
        if names:
            shown = ", ".join(sorted(names)[:3]) + (" and more" if len(names) > 3 else "")
            yield Finding(
                Severity.PROBLEM,
                f"{len(names)} things in the database are not as Phonebank made them: {shown}.",
                "Find out who changed them; 'phonebank office mend' puts the functions back.",
            )
        else:
            yield Finding(Severity.OK, "The database's functions and rights are as they should be.")


def close_again(url: URL) -> tuple[str, ...]:
    """Take back what a hand opened in the database at `url`; what was taken back.

    What only the server's administrator may close stays, and is found again by `rights_at`.
    """
    closed = []
    with psycopg.connect(conninfo(url), autocommit=True) as connection:
        for shown, closing in connection.execute(_OPENED).fetchall():
            with contextlib.suppress(psycopg.errors.InsufficientPrivilege):
                # Put together by the server itself, names quoted.
                connection.execute(cast("LiteralString", closing))
                closed.append(str(shown))
    return tuple(closed)


def _lent(open_still: int) -> Finding:
    """What `sql/hardening.sql` takes away, which only the server's administrator can."""
    if not open_still:
        return Finding(Severity.OK, "What the server could lend to every account is closed.")
    return Finding(
        Severity.WARNING,
        f"The database's account is no administrator of its server, so {open_still} things stay "
        "open to every account there.",
        "Have its administrator run 'phonebank office mend' with an account that administers the "
        "server, or give the office a server of its own.",
    )
