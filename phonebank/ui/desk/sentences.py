"""The desk's sentences: why this line, what happened before, why the queue gives nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from phonebank.ui.desk.outcome_texts import label
from phonebank.ui.language import plural
from phonebank.ui.moments import full_date, hour, local, moment

if TYPE_CHECKING:
    from phonebank.domain.card import Bureau, Card, Origin, PastCall, Voter, Waiting

translate = QCoreApplication.translate


def already_reached(voter: Voter) -> str:
    """`déjà jointe`: somebody has spoken to this person."""
    return {
        "F": translate("person", "déjà jointe"),
        "M": translate("person", "déjà joint"),
    }.get(voter.sex, translate("person", "conversation déjà menée"))


def age_of(voter: Voter) -> str:
    """`45–54 ans`; '' when the roll has no year."""
    band = voter.age_band.replace("-", "–")
    return translate("person", "{band} ans").format(band=band) if band else ""


def hours_of(bureau: Bureau) -> str:
    """`De 8 h à 20 h · accès fauteuil roulant`; '' when nothing is known."""
    parts = []
    if bureau.opens is not None and bureau.closes is not None:
        parts.append(
            translate("bureau", "De {opens} à {closes}").format(
                opens=hour(bureau.opens), closes=hour(bureau.closes)
            )
        )
    if bureau.wheelchair:
        parts.append(translate("bureau", "accès fauteuil roulant"))
    return " · ".join(parts)


RANG_BACK = "rang_back"
"""Why a card is open: its person is on the line already."""


def why(card: Card) -> str:
    """Why this line now, in words that shame nobody."""
    reasons = {
        "callback_mine": translate("why", "Vous avez promis de rappeler"),
        RANG_BACK: translate("why", "Cette personne vous rappelle"),
        "callback": translate("why", "Un rappel a été demandé"),
        "retry": translate("why", "Nouvel essai, à un autre créneau"),
        "held": translate("why", "Déjà réservée pour vous"),
    }
    reason = reasons.get(card.why, "")
    first = next((voter.bureau for voter in card.people if voter.bureau), None)
    if not reason:
        reason = translate("why", "Sur la liste de la campagne")
        if first is not None:
            reason = translate("why", "Liste du bureau {code}").format(code=first.code)
    attempts = {
        1: translate("why", "premier essai"),
        2: translate("why", "deuxième essai"),
        3: translate("why", "troisième essai"),
    }
    attempt = attempts.get(
        card.attempt, translate("why", "essai n° {number}").format(number=card.attempt)
    )
    return f"{reason} · {attempt}"


def called_recently(card: Card, zone: str, now: datetime | None = None) -> str:
    """A warning when anybody called this line within a day; else ''. None for who rings back."""
    at = card.called_recently
    now = now or datetime.now(UTC)
    if at is None or now - at > timedelta(hours=24) or card.why == RANG_BACK:
        return ""
    if local(at, zone).date() == local(now, zone).date():
        return translate(
            "why", "Déjà appelée aujourd’hui à {hour} : excusez-vous d’insister."
        ).format(hour=hour(local(at, zone)))
    return translate("why", "Déjà appelée {moment}.").format(moment=moment(at, zone, now))


def past_call(call: PastCall, zone: str) -> tuple[str, str]:
    """An earlier call: what came of it, and when."""
    return label(call.outcome), moment(call.at, zone)


def line_kind(kind: str) -> str:
    """`mobile`, `fixe`."""
    kinds = {"mobile": translate("line", "mobile"), "fixed": translate("line", "fixe")}
    return kinds.get(kind, translate("line", "autre ligne"))


def source_of(origin: Origin) -> str:
    """`donné à la réunion du 11 janv.`: where the number comes from, in a few words."""
    if origin.collected_on is None:
        return origin.source
    return translate("line", "{source}, {day}").format(
        source=origin.source, day=full_date(origin.collected_on)
    )


def waiting_title(waiting: Waiting) -> str:
    """The heading of the page that says why nothing is served."""
    titles = {
        "empty": translate("waiting", "Rien à appeler pour l’instant"),
        "done": translate("waiting", "La campagne est terminée"),
        "silence": translate("waiting", "Silence électoral"),
        "hours": translate("waiting", "Hors des heures d’appel"),
        "paused": translate("waiting", "La campagne est en pause"),
        "closed": translate("waiting", "La campagne est close"),
        "cap": translate("waiting", "Vous avez ouvert beaucoup de fiches"),
        "language": translate("waiting", "Les lignes qui restent parlent une autre langue"),
        "charter": translate("waiting", "La charte d’abord"),
        "in_doubt": translate("waiting", "Un appel reste à éclaircir"),
    }
    return titles.get(waiting.reason, titles["empty"])


def waiting_reason(waiting: Waiting, zone: str) -> str:
    """What the reason means and what to do, in one or two sentences."""
    until = moment(waiting.until, zone) if waiting.until else ""
    sentences = {
        "done": translate("waiting", "Toutes les lignes ont été appelées. Merci !"),
        "silence": translate(
            "waiting",
            "La loi interdit les appels en série la veille et le jour du vote. Les numéros sont "
            "masqués pour tout le monde.",
        ),
        "paused": translate("waiting", "Votre superviseur la rouvrira ; cette page le verra."),
        "closed": translate("waiting", "Choisissez une autre campagne dans la barre du haut."),
        "cap": translate(
            "waiting", "Le nombre de fiches par heure est limité, pour protéger les personnes."
        ),
        "language": translate("waiting", "Elles iront à des collègues qui la parlent."),
        "charter": translate(
            "waiting", "Demandez à votre superviseur la charte des appelants, puis revenez."
        ),
        "in_doubt": translate("waiting", "Votre superviseur doit d’abord dire ce qu’il devient."),
    }
    sentence = sentences.get(waiting.reason, "")
    if until and waiting.reason in {"hours", "silence", "cap"}:
        again = translate("waiting", "Les appels reprennent {moment}.").format(moment=until)
        sentence = f"{sentence} {again}".strip()
    return sentence


def waiting_lines(waiting: Waiting, zone: str) -> tuple[str, ...]:
    """What the queue still holds and when it comes, a line each; zeros are left out."""
    lines = []
    if waiting.other_slot:
        text = plural(
            waiting.other_slot,
            translate("waiting", "{n} ligne attend un autre créneau"),
            translate("waiting", "{n} lignes attendent un autre créneau"),
        )
        lines.append(_with_first(text, waiting.other_slot_at, zone))
    if waiting.callbacks:
        text = plural(
            waiting.callbacks,
            translate("waiting", "{n} rappel promis"),
            translate("waiting", "{n} rappels promis"),
        )
        lines.append(_with_first(text, waiting.callback_at, zone))
    counted = (
        (
            waiting.cooling,
            translate("waiting", "{n} ligne se repose entre deux essais"),
            translate("waiting", "{n} lignes se reposent entre deux essais"),
        ),
        (
            waiting.held,
            translate("waiting", "{n} ligne est chez un collègue"),
            translate("waiting", "{n} lignes sont chez des collègues"),
        ),
        (
            waiting.in_doubt,
            translate("waiting", "{n} appel sans résultat attend le superviseur"),
            translate("waiting", "{n} appels sans résultat attendent le superviseur"),
        ),
        (
            waiting.other_language,
            translate("waiting", "{n} ligne attend quelqu’un qui parle une autre langue"),
            translate("waiting", "{n} lignes attendent quelqu’un qui parle une autre langue"),
        ),
    )
    lines.extend(plural(count, one, many) for count, one, many in counted if count)
    return tuple(lines)


def _with_first(text: str, at: datetime | None, zone: str) -> str:
    if at is None:
        return text
    return translate("waiting", "{text}, dès {moment}").format(text=text, moment=moment(at, zone))
