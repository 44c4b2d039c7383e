"""`phonebank score`: who is likely to abstain, to what turnout, and how good the score is."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from phonebank.commands.output import answer, owned_office, progress_bar
from phonebank.commands.score_sentences import level_words, measurement_lines, verdict_words
from phonebank.commands.score_sentences import trust_words as trust_of
from phonebank.domain.errors import BadInput
from phonebank.domain.rounds import Round
from phonebank.domain.scoring import parse_turnout
from phonebank.store.owner import OwnerStore
from phonebank.store.scores import BureauRow, ScoreStore
from phonebank.targeting.measuring import Measurement
from phonebank.targeting.office_measure import measure_office
from phonebank.targeting.office_past import how_scored, score_office
from phonebank.targeting.office_scores import target_round

FORGET = "auto"


def score_command(
    round_code: Annotated[str | None, typer.Option("--round", help="e.g. M26T2")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="a CSV file to write")] = None,
    language: Annotated[str, typer.Option("--language", help="of the reasons: fr or en")] = "fr",
    expected: Annotated[
        list[str] | None,
        typer.Option(
            "--expected-turnout",
            metavar="SHARE|BUREAU=SHARE",
            help=f"turnout to bring the scores to, kept: 0.48, 48%, 0012=0.40; {FORGET} forgets it",
        ),
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="how good is it? measured on a past round held out")
    ] = False,
) -> None:
    """P(abstain) of everyone entitled to vote in a round, with the reasons in words."""
    if language not in {"fr", "en"}:
        raise BadInput(f"{language} is not a language of the reasons: write fr or en.")
    if check and (expected or out):
        raise BadInput("--check only measures: leave --out and --expected-turnout out.")
    with owned_office() as (_office, owner), progress_bar() as show:
        if check:
            found = measure_office(owner, round_code, lambda share: show("measuring", share))
            answer(_measured(found), *measurement_lines(found))
            return
        target = target_round(owner, round_code)
        if expected:
            _expect(owner, target, expected)
        scores = score_office(owner, target, language, lambda share: show("scoring", share))
        if out is not None:
            scores.write_csv(out)
        frame = scores.frame
        mean = frame["p_abstain"].mean()
        known = ScoreStore(owner).expected(target.code)
        how = how_scored(scores)
        facts = {
            "round": target.code,
            "people": frame.height,
            "mean_p_abstain": round(float(mean), 4) if isinstance(mean, float) else None,
            "likely_abstainers": int((frame["p_abstain"] >= 0.5).sum()),
            "expected_turnout": known.office,
            "bureaux_with_their_own": len(known.bureaux),
            "turnout": round(scores.level.turnout, 4),
            "turnout_from": how.level_source,
            "model": how.model,
            "why": how.why,
            "answers": how.answers,
            "out": str(out) if out else None,
        }
        answer(
            facts,
            f"{target.code}: {frame.height:,} people, {facts['likely_abstainers']:,} of them more "
            "likely to abstain than not.",
            *([level_words(scores.level)] if frame.height else []),
            *([verdict_words(scores.verdict)] if scores.verdict else []),
            *([f"Written to {out}."] if out else []),
        )


def _expect(owner: OwnerStore, target: Round, wishes: list[str]) -> None:
    """Keep what is expected of a round; everything is read before anything is written."""
    store = ScoreStore(owner)
    bureaux = store.bureaux() if any("=" in wish for wish in wishes) else ()
    wanted: list[tuple[int | None, float | None]] = []
    for wish in wishes:
        place, given, share = wish.rpartition("=")
        bureau = _bureau(bureaux, place.strip()) if given else None
        forget = share.strip().lower() == FORGET
        wanted.append((bureau, None if forget else parse_turnout(share)))
    owner.add_round(
        target.code,
        target.held_on,
        date_known=target.dated,
        ballot_name=target.title().split(",")[0],
    )
    for bureau, turnout in wanted:
        store.expect(target.code, turnout, bureau)


def _bureau(bureaux: tuple[BureauRow, ...], named: str) -> int:
    """The bureau `0012`, or `95999/0012` where several communes have one."""
    commune, _, code = named.rpartition("/")
    found = [
        row for row in bureaux if row.code == code and (not commune or row.commune_code == commune)
    ]
    if not found:
        raise BadInput(f"No bureau is called “{named[:30]}”: write its code, such as 0012=0.40.")
    if len(found) > 1:
        raise BadInput(
            f"{len(found)} communes have a bureau {code[:20]}: write "
            f"{found[0].commune_code}/{code[:20]}=0.40."
        )
    return found[0].bureau_id


def _measured(found: Measurement) -> dict[str, Any]:
    """The facts of a measurement, for programs."""
    return {
        "round": found.held_out.code,
        "answers": found.people,
        "abstained": round(found.abstained, 4),
        "base_brier": round(found.base_brier, 4),
        "turnout_supposed": round(found.level.turnout, 4),
        "turnout_from": found.level.source.value,
        "fitted": {"used": found.verdict.fitted, "why": found.verdict.why.value},
        "ways": [
            {
                "way": each.way.value,
                "auc": round(each.auc, 4),
                "auc_low": round(each.auc_low, 4),
                "auc_high": round(each.auc_high, 4),
                "brier": round(each.brier, 4),
                "brier_turnout_given": round(each.brier_at_turnout, 4),
                "calibration_error": round(each.calibration_error, 4),
                "lift": {f"{lift.share:.0%}": round(lift.times, 3) for lift in each.lifts},
                "calibration": [
                    {
                        "predicted": round(point.predicted, 4),
                        "observed": round(point.observed, 4),
                        "people": point.people,
                    }
                    for point in each.curve
                ],
            }
            for each in found.qualities
        ],
        "bureaux": [
            {
                "bureau": row.code,
                "people": row.people,
                "abstained": round(row.abstained, 4),
                "predicted": round(row.predicted, 4),
                "auc": None if row.auc is None else round(row.auc, 4),
            }
            for row in found.bureaux
        ],
        "bureaux_known": found.bureaux_known,
        "bureaux_in_all": found.bureaux_in_all,
        "doubts": [doubt.value for doubt in found.doubts],
        "trust": trust_of(found),
    }
