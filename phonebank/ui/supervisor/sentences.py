"""The supervisor's sentences: when it will be done, why nothing is served, what waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from phonebank.domain.silence import COUNTDOWN
from phonebank.ui.language import figure, plural, spoken_language
from phonebank.ui.moments import day, hour, local, moment, remaining

if TYPE_CHECKING:
    from phonebank.domain.card import Waiting
    from phonebank.store.room import AlertView, CallerView, CampaignView, RoomOffice
    from phonebank.ui.supervisor.forecast import Forecast
    from phonebank.ui.supervisor.state import RoomState

translate = QCoreApplication.translate

_TEN_MINUTES = 600


@dataclass(frozen=True, slots=True)
class Headline:
    """The one sentence read first, and what adds to it. Either may be ''."""

    title: str
    detail: str = ""


def headline(state: RoomState, now: datetime) -> Headline:
    """How the campaign stands, in one sentence. `now` is the server's clock, aware."""
    view, campaign = state.view, state.campaign
    if view is None:
        return Headline(translate("room", "Un instant…"))
    if campaign is None:
        return Headline(
            translate("room", "Aucune campagne pour l’instant"),
            translate(
                "room",
                "Le propriétaire du bureau importe la liste électorale dans « Fichiers », puis "
                "crée la campagne dans « Listes ».",
            ),
        )
    zone = view.office.time_zone
    closed = _not_open(campaign)
    if closed is not None:
        return closed
    waiting = state.waiting if state.told_for == campaign.campaign_id else None
    ahead = state.forecast if state.told_for == campaign.campaign_id else None
    if not campaign.left:
        return Headline(translate("room", "Toutes les lignes ont été appelées"))
    if waiting is not None and waiting.reason in ("silence", "hours"):
        return _no_calls_now(waiting, zone, now)
    if not campaign.ready and not campaign.claimed and waiting is not None:
        return Headline(
            translate("room", "Rien à servir pour l’instant"), waits(waiting, zone, now)
        )
    aside = waits(waiting, zone, now) if waiting is not None else ""
    if ahead is not None:
        return _ahead(ahead, zone, now, aside)
    if waiting is None:
        return Headline(translate("room", "Un instant…"))
    if not any(each.state != "waiting" for each in view.callers):
        return Headline(translate("room", "Personne n’appelle en ce moment"), aside)
    return Headline(translate("room", "Encore quelques appels pour mesurer le rythme"), aside)


def waits(waiting: Waiting, zone: str, now: datetime) -> str:
    """What the queue keeps for later and from when; '' when nothing."""
    parts = []
    if waiting.other_slot:
        text = plural(
            waiting.other_slot,
            translate("room", "{n} ligne attend un autre créneau"),
            translate("room", "{n} lignes attendent un autre créneau"),
        )
        parts.append(_from(text, waiting.other_slot_at, zone, now))
    if waiting.cooling:
        parts.append(
            plural(
                waiting.cooling,
                translate("room", "{n} ligne se repose entre deux essais"),
                translate("room", "{n} lignes se reposent entre deux essais"),
            )
        )
    if waiting.callbacks:
        text = plural(
            waiting.callbacks,
            translate("room", "{n} rappel promis"),
            translate("room", "{n} rappels promis"),
        )
        parts.append(_from(text, waiting.callback_at, zone, now))
    return " · ".join(parts)


def campaign_title(campaign: CampaignView) -> str:
    """`Quartiers nord · 2e tour le dimanche 29 mars`."""
    number = campaign.round_code.rpartition("T")[2]
    rounds = {"1": translate("room", "1er tour"), "2": translate("room", "2e tour")}
    return translate("room", "{name} · {round} le {day}").format(
        name=campaign.name,
        round=rounds.get(number, campaign.round_code),
        day=day(campaign.round_date),
    )


def campaign_state(state: str) -> tuple[str, str]:
    """A campaign's state in a word, and the tone of its pill."""
    words = {
        "draft": (translate("room", "Pas encore ouverte"), "quiet"),
        "open": (translate("room", "Ouverte"), "good"),
        "paused": (translate("room", "En pause"), "warning"),
        "closed": (translate("room", "Close"), "quiet"),
    }
    return words.get(state, (state, "quiet"))


def caller_state(state: str) -> tuple[str, str]:
    """What a caller does, and the colour token of it."""
    words = {
        "calling": (translate("room", "Au téléphone"), "good"),
        "reading": (translate("room", "Lit la fiche"), "accent"),
        "waiting": (translate("room", "Sans ligne"), "muted"),
        "lost": (translate("room", "Sans nouvelles"), "bad"),
    }
    return words.get(state, (state, "muted"))


def caller_figures(caller: CallerView) -> str:
    """`12 tentatives, 4 conversations`."""
    return translate("room", "{attempts}, {conversations}").format(
        attempts=plural(
            caller.calls, translate("room", "{n} tentative"), translate("room", "{n} tentatives")
        ),
        conversations=plural(
            caller.conversations,
            translate("room", "{n} conversation"),
            translate("room", "{n} conversations"),
        ),
    )


def caller_short(caller: CallerView) -> str:
    """`12 tent. · 4 conv.`: the same, where there is little room."""
    return translate("room", "{attempts} tent. · {conversations} conv.").format(
        attempts=figure(caller.calls), conversations=figure(caller.conversations)
    )


def alert_words(alert: AlertView) -> str:
    """What happened, in one sentence."""
    words = {
        "in_doubt": translate("room", "Appel resté sans résultat, de {name}"),
        "hostile": translate("room", "Appel hostile : proposez une pause à {name}"),
        "moved": translate("room", "Un déménagement, appris par {name}"),
        "deceased": translate("room", "Un décès, appris par {name}"),
        "claims_cap": translate("room", "{name} a ouvert toutes les fiches permises en une heure"),
        "skips_cap": translate("room", "{name} a passé beaucoup de lignes en une heure"),
        "searches_cap": translate("room", "{name} a fait toutes les recherches d’une heure"),
        "pin_guessing": translate("room", "Plusieurs codes faux de suite sur le poste {desk}"),
        "password_guessing": translate("room", "Plusieurs mots de passe faux pour {name}"),
        "orphan": translate("room", "Un résultat reçu du poste {desk} n’a pas trouvé sa ligne"),
    }
    someone = translate("room", "quelqu’un")
    return words.get(alert.kind, alert.kind).format(
        name=alert.account or someone, desk=alert.desk or "?"
    )


def alert_place(alert: AlertView, zone: str, now: datetime) -> str:
    """When, and in which campaign."""
    when = moment(alert.made_at, zone, now)
    return f"{when} · {alert.campaign}" if alert.campaign else when


def away_since(seen_at: datetime | None, zone: str) -> str:
    """What the page says while the office does not answer."""
    if seen_at is None:
        return translate("room", "Pas de connexion avec le bureau. La page essaie encore.")
    return translate(
        "room", "Pas de connexion depuis {hour} : voici les derniers chiffres."
    ).format(hour=hour(local(seen_at, zone)))


def silence_words(office: RoomOffice, now: datetime) -> tuple[str, str]:
    """The countdown to the election silence from 48 hours before, and its tone; '' when far."""
    begins, ends = office.silence_from, office.silence_until
    if begins is None or ends is None or ends <= now or begins - now > COUNTDOWN:
        return "", "warning"
    if begins <= now:
        until = moment(ends, office.time_zone, now)
        return translate("room", "Silence électoral, fin {moment}").format(moment=until), "bad"
    wait = remaining((begins - now).total_seconds())
    return translate("room", "Silence électoral dans {wait}").format(wait=wait), "warning"


def percent(share: float | None) -> str:
    """`37 %`; a dash when there is nothing to measure."""
    if share is None:
        return "–"
    gap = "\N{NO-BREAK SPACE}" if spoken_language() == "fr" else ""
    return f"{round(share * 100)}{gap}%"


def one_decimal(value: float | None) -> str:
    """`8,4`, `8.4` in English; a dash when there is nothing to measure."""
    if value is None:
        return "–"
    written = f"{value:.1f}"
    return written.replace(".", ",") if spoken_language() == "fr" else written


def _not_open(campaign: CampaignView) -> Headline | None:
    if campaign.state == "draft":
        return Headline(
            translate("room", "La campagne n’est pas encore ouverte"),
            plural(
                campaign.lines,
                translate("room", "{n} ligne est prête. Rien n’est servi avant l’ouverture."),
                translate("room", "{n} lignes sont prêtes. Rien n’est servi avant l’ouverture."),
            ),
        )
    if campaign.state == "paused":
        return Headline(
            translate("room", "La campagne est en pause"),
            translate("room", "Les appels commencés se terminent ; aucune ligne n’est servie."),
        )
    if campaign.state == "closed":
        return Headline(translate("room", "La campagne est close"))
    return None


def _no_calls_now(waiting: Waiting, zone: str, now: datetime) -> Headline:
    titles = {
        "silence": translate("room", "Silence électoral : personne n’est appelé"),
        "hours": translate("room", "Hors des heures d’appel"),
    }
    again = ""
    if waiting.until is not None:
        again = translate("room", "Les appels reprennent {moment}.").format(
            moment=moment(waiting.until, zone, now)
        )
    return Headline(titles[waiting.reason], again)


def _ahead(ahead: Forecast, zone: str, now: datetime, aside: str) -> Headline:
    if ahead.done_at is not None:
        title = translate("room", "Terminée {moment}, à ce rythme").format(
            moment=moment(_rounded(ahead.done_at), zone, now)
        )
        return Headline(title, aside)
    left = plural(
        ahead.left,
        translate("room", "À ce rythme, {n} ligne restera avant le silence électoral."),
        translate("room", "À ce rythme, {n} lignes resteront avant le silence électoral."),
    )
    if not ahead.missing:
        return Headline(translate("room", "La liste est trop longue pour ce rythme"), left)
    title = plural(
        ahead.missing,
        translate("room", "Il manque {n} personne pour finir à temps"),
        translate("room", "Il manque {n} personnes pour finir à temps"),
    )
    return Headline(title, left)


def _from(text: str, at: datetime | None, zone: str, now: datetime) -> str:
    if at is None or at <= now:
        return text
    return translate("room", "{text}, dès {moment}").format(text=text, moment=moment(at, zone, now))


def _rounded(at: datetime) -> datetime:
    """To the next ten minutes: a forecast promises no minute."""
    seconds = at.astimezone(UTC).timestamp()
    return at + timedelta(seconds=-seconds % _TEN_MINUTES)
