"""Mailing events, into the database: each to the contact whose address of mail it names."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from phonebank.store.intake import IntakeWork


def time_zone(work: IntakeWork) -> str:
    """The office's time zone."""
    return str(work.rows("select time_zone from pb.office")[0][0])


def merge_engagement(work: IntakeWork, rows: pl.DataFrame, import_id: int) -> pl.DataFrame:
    """Store the events of known addresses; line, decision ('new', 'known', 'unmatched', 'shared').

    `rows`: line, email, mailing, event, link, at (ISO 8601). Shared: the address is of several
    people, and nobody says which of them it was.
    """
    work.stage("engagement_row", rows)
    work.do(_KNOWN)
    work.do(_FRESH)
    work.do(_STORE, {"import_id": import_id})
    return work.frame(
        "select line, decision from engagement_known",
        {"line": pl.UInt32, "decision": pl.String},
    )


_KNOWN = """
    create temporary table engagement_known on commit drop as
    select r.line, r.email, r.mailing, r.event, r.link, r.at::timestamptz as at, who.contact_id,
           case when who.people is null then 'unmatched'
                when who.people > 1 then 'shared'
                else 'known' end as decision
      from engagement_row r
      left join (select c.email, min(c.id) as contact_id,
                        count(distinct coalesce(c.person_id, -coalesce(c.same_as, c.id))) as people
                   from pb.contact c
                  where c.email in (select email from engagement_row)
                  group by c.email) who on who.email = r.email
"""

# One contact stands for all that have the address: events are told apart by it.
_FRESH = """
    update engagement_known k
       set decision = 'new'
     where k.decision = 'known'
       and k.line = (select min(o.line) from engagement_known o
                      where (o.contact_id, o.mailing, o.event, o.link, o.at)
                            = (k.contact_id, k.mailing, k.event, k.link, k.at))
       and not exists (select from pb.engagement e
                         join pb.contact c on c.id = e.contact_id
                        where c.email = k.email and (e.mailing, e.event, e.link, e.at)
                                                    = (k.mailing, k.event, k.link, k.at))
"""

_STORE = """
    insert into pb.engagement (contact_id, mailing, event, link, at, import_id)
    select contact_id, mailing, event, link, at, %(import_id)s
      from engagement_known
     where decision = 'new'
"""
