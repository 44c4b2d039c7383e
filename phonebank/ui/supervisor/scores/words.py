"""What the page of scores says of levels, models, measures and doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from phonebank.domain.rounds import parse_round
from phonebank.targeting.calibration import Level, LevelSource
from phonebank.targeting.fitted import Verdict, Why
from phonebank.targeting.measuring import Doubt, Measurement
from phonebank.targeting.office_measure import NOBODY_KNOWN
from phonebank.targeting.office_scores import NO_ROUND
from phonebank.targeting.quality import Way
from phonebank.ui.faults import worded
from phonebank.ui.language import figure, spoken_language

if TYPE_CHECKING:
    from collections.abc import Iterable

    from phonebank.domain.rounds import Round

translate = QCoreApplication.translate


def title_of(held: Round) -> str:
    """`Municipales 2026, 1er tour`, in the language of the window."""
    return held.title(spoken_language())


def fault_words(sentence: str) -> str:
    """A failure of this page's own service, in the language of the window."""
    if sentence == NO_ROUND:
        return translate(
            "Scores", "Aucun scrutin n’est connu : importez la liste et un émargement."
        )
    if sentence.startswith(NOBODY_KNOWN):
        return translate(
            "Scores",
            "Personne de cette liste n’a de participation connue à ce tour : prenez-en un autre.",
        )
    return worded(sentence)


def decimal(value: float, digits: int = 2) -> str:
    """`0,66` in French, `0.66` in English; a dash for what cannot be computed."""
    if value != value:
        return "–"
    written = f"{value:.{digits}f}"
    return written.replace(".", ",") if spoken_language() == "fr" else written


def share(value: float, digits: int = 0) -> str:
    """`37 %`, or with a decimal `37,5 %`."""
    gap = "\N{NO-BREAK SPACE}" if spoken_language() == "fr" else ""
    return f"{decimal(100 * value, digits)}{gap}%"


def level_words(level: Level, expected: float | None) -> str:
    """Where the turnout in force comes from."""
    if expected is not None:
        return translate("Scores", "Vous l’avez fixée. Sans cela : {usual}.").format(
            usual=share(level.turnout, 1)
        )
    return usual_words(level)


def usual_words(level: Level) -> str:
    """From what the turnout was estimated when nobody said one."""
    rounds = listed(
        f"{title_of(parse_round(code))} : {share(turnout)}" for code, turnout in level.rounds
    )
    words = {
        LevelSource.KNOWN_ANSWERS: translate(
            "Scores", "Estimée d’après les réponses déjà connues de ce scrutin ({rounds})."
        ),
        LevelSource.FIRST_ROUND: translate(
            "Scores",
            "Estimée d’après le 1er tour ({rounds}) : 90 % de ses votants reviennent, et 15 % de "
            "ses abstentionnistes.",
        ),
        LevelSource.SAME_TYPE: translate(
            "Scores",
            "Estimée d’après les tours passés du même type de scrutin, les récents d’abord "
            "({rounds}).",
        ),
        LevelSource.NONE: translate(
            "Scores",
            "Aucun tour passé du même type n’est connu : fixez la participation que vous attendez.",
        ),
        LevelSource.GIVEN: "",
    }
    return words[level.source].format(rounds=rounds)


def listed(items: Iterable[str]) -> str:
    """Items apart by semicolons."""
    return " ; ".join(items)


def model_name(verdict: Verdict) -> str:
    """Which of the two makes the scores."""
    if verdict.fitted:
        return translate("Scores", "Modèle ajusté")
    return translate("Scores", "Règle")


def verdict_words(verdict: Verdict) -> str:
    """Why the rule scores, or the fitted model."""
    words = {
        Why.BETTER: translate(
            "Scores",
            "Un modèle ajusté sur {answers} réponses connues de ce scrutin fait mieux que la règle "
            "dans des bureaux qu’il n’avait pas vus (AUC {fitted} contre {rule}) : c’est lui qui "
            "note.",
        ),
        Why.NO_BETTER: translate(
            "Scores",
            "C’est la règle qui note : un modèle ajusté sur {answers} réponses connues de ce "
            "scrutin n’a pas fait mieux dans des bureaux qu’il n’avait pas vus (AUC {fitted} "
            "contre {rule}).",
        ),
        Why.FEW_ANSWERS: translate(
            "Scores",
            "C’est la règle qui note : il faudrait 2 000 réponses connues dans ce même scrutin "
            "pour ajuster un modèle, il y en a {answers}.",
        ),
        Why.ONE_SIDED: translate(
            "Scores",
            "C’est la règle qui note : les {answers} réponses connues de ce scrutin disent presque "
            "toutes la même chose.",
        ),
        Why.FEW_BUREAUX: translate(
            "Scores",
            "C’est la règle qui note : les {answers} réponses connues de ce scrutin viennent de "
            "trop peu de bureaux.",
        ),
        Why.NO_PAST: translate(
            "Scores",
            "C’est la règle qui note : aucun tour passé n’est connu, il n’y a rien à apprendre.",
        ),
    }
    return words[verdict.why].format(
        answers=figure(verdict.answers),
        fitted=decimal(verdict.fitted_auc or 0.0, 3),
        rule=decimal(verdict.rule_auc or 0.0, 3),
    )


def way_name(way: Way) -> str:
    """A way of scoring."""
    return {
        Way.RULE: translate("Scores", "Règle"),
        Way.FITTED: translate("Scores", "Modèle ajusté"),
        Way.COUNT: translate("Scores", "Simple compte des votes"),
    }[way]


def trust_words(found: Measurement) -> str:
    """One sentence: whether the score may be trusted, and why not."""
    if not found.doubts:
        return translate("Scores", "Ce score est assez sûr pour choisir qui appeler en premier.")
    why = " ; ".join(_doubt(each) for each in found.doubts)
    return translate("Scores", "Ne vous y fiez pas trop : {why}.").format(why=why)


def _doubt(doubt: Doubt) -> str:
    return {
        Doubt.ONE_SIDED: translate(
            "Scores", "presque toutes les réponses connues sont les mêmes, on n’a relevé qu’un côté"
        ),
        Doubt.NO_PAST: translate("Scores", "aucun tour d’avant n’est connu, seul l’âge parle"),
        Doubt.FEW_ANSWERS: translate("Scores", "moins de 500 réponses sont connues"),
        Doubt.WEAK_RANKING: translate(
            "Scores", "il classe à peine mieux que le hasard (AUC sous 0,60)"
        ),
        Doubt.CALIBRATION: translate(
            "Scores",
            "l’abstention prévue et l’abstention observée sont à plus de 5 points l’une de "
            "l’autre, fixez la participation attendue",
        ),
        Doubt.OTHER_TYPE: translate("Scores", "aucun tour d’avant n’est du même type de scrutin"),
        Doubt.FEW_BUREAUX: translate(
            "Scores", "l’émargement couvre moins de la moitié des bureaux"
        ),
    }[doubt]


def measured_words(found: Measurement) -> str:
    """What was measured, on how many."""
    return translate(
        "Scores",
        "{round} : {people} réponses connues dans {known} bureaux sur {all} ; {abstained} "
        "d’abstention. Le score a été refait avec ce qu’on savait avant.",
    ).format(
        round=title_of(found.held_out),
        people=figure(found.people),
        known=figure(found.bureaux_known),
        all=figure(found.bureaux_in_all),
        abstained=share(found.abstained, 1),
    )


def supposed_words(found: Measurement) -> str:
    """The turnout the rule supposed for the round measured, and from what."""
    supposed = translate("Scores", "Participation supposée : {turnout}.").format(
        turnout=share(found.level.turnout, 1)
    )
    return f"{supposed} {usual_words(found.level)}"


def pairs_words(found: Measurement) -> str:
    """The area under the curve, without its name."""
    rule = found.rule
    return translate(
        "Scores",
        "Sur 100 paires d’un abstentionniste et d’un votant, la règle place l’abstentionniste "
        "devant {pairs} fois (de {low} à {high}, à 95 %). Au hasard : 50.",
    ).format(
        pairs=decimal(100 * rule.auc, 0),
        low=decimal(100 * rule.auc_low, 0),
        high=decimal(100 * rule.auc_high, 0),
    )
