"""Results by bureau, into the database: one row a bureau and round, and the lists' votes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from phonebank.store.intake import IntakeWork


def merge_results(
    work: IntakeWork, rows: pl.DataFrame, votes: pl.DataFrame, round_code: str, import_id: int
) -> pl.DataFrame:
    """Merge the results of one round; line → decision: new, changed, unchanged.

    `rows`: line, commune_code, bureau_code, registered, voters, blank, invalid, valid, all of
    known bureaux. `votes`: line, list_name, ours, votes. A bureau's lists are replaced as a whole.
    """
    values = {"import_id": import_id, "round": round_code}
    work.stage("result_row", rows)
    work.stage("result_vote", votes)
    work.do(_DECIDE, values)
    work.do(_CHANGE, values)
    work.do(_ADD, values)
    work.do(_FORGET_VOTES, values)
    work.do(_ADD_VOTES, values)
    return work.frame(
        "select line, decision from result_decision", {"line": pl.UInt32, "decision": pl.String}
    )


_DECIDE = """
    create temporary table result_decision on commit drop as
    with told as (
        select r.*, b.id as bureau_id, o.id as round_id,
               (select jsonb_object_agg(v.list_name, jsonb_build_array(v.votes, v.ours))
                  from result_vote v where v.line = r.line) as lists
          from result_row r
          join pb.bureau b on b.commune_code = r.commune_code and b.code = r.bureau_code
          join pb.round o on o.code = %(round)s
    ), kept as (
        select t.line, k.bureau_id is not null as known,
               (t.registered, t.voters, t.blank, t.invalid, t.valid)
                   is not distinct from (k.registered, k.voters, k.blank, k.invalid, k.valid)
               and t.lists is not distinct from
                   (select jsonb_object_agg(v.list_name, jsonb_build_array(v.votes, v.ours))
                      from pb.result_votes v
                     where v.bureau_id = t.bureau_id and v.round_id = t.round_id) as same
          from told t
          left join pb.result k on k.bureau_id = t.bureau_id and k.round_id = t.round_id
    )
    select t.line, t.bureau_id, t.round_id,
           case when not k.known then 'new' when k.same then 'unchanged' else 'changed'
           end as decision
      from told t
      join kept k on k.line = t.line
"""

_CHANGE = """
    update pb.result k
       set registered = r.registered, voters = r.voters, blank = r.blank, invalid = r.invalid,
           valid = r.valid, import_id = %(import_id)s
      from result_decision d
      join result_row r on r.line = d.line
     where k.bureau_id = d.bureau_id and k.round_id = d.round_id and d.decision = 'changed'
"""

_ADD = """
    insert into pb.result (bureau_id, round_id, registered, voters, blank, invalid, valid,
                           import_id)
    select d.bureau_id, d.round_id, r.registered, r.voters, r.blank, r.invalid, r.valid,
           %(import_id)s
      from result_decision d
      join result_row r on r.line = d.line
     where d.decision = 'new'
"""

_FORGET_VOTES = """
    delete from pb.result_votes v
     using result_decision d
     where v.bureau_id = d.bureau_id and v.round_id = d.round_id and d.decision = 'changed'
"""

_ADD_VOTES = """
    insert into pb.result_votes (bureau_id, round_id, list_name, ours, votes, import_id)
    select d.bureau_id, d.round_id, v.list_name, v.ours, v.votes, %(import_id)s
      from result_decision d
      join result_vote v on v.line = d.line
     where d.decision in ('new', 'changed')
"""
