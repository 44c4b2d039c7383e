"""The supervisor's page over a real database: it refreshes by itself, and decisions arrive."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import URL

from phonebank.bridge import Bridge
from phonebank.domain.card import Waiting
from phonebank.store.desks import appoint
from phonebank.store.room import RoomGateway
from phonebank.ui.supervisor.confirm import Confirm
from phonebank.ui.supervisor.forecast import Forecast
from phonebank.ui.supervisor.page import SupervisorPage
from phonebank.ui.supervisor.presenter import EVERY_MS, HIDDEN_MS, LONGEST_MS
from phonebank.ui.supervisor.sentences import headline
from phonebank.ui.supervisor.state import Link, RoomState
from phonebank.ui.theme import Theme
from phonebank.ui.widgets.buttons import Button
from tests.offices import PIN, SmallOffice


class Caller:
    """A caller at a desk of their own."""

    def __init__(self, small: SmallOffice, name: str) -> None:
        self._small = small
        self._desk = small.gateway()
        self._token = self._desk.sign_in(small.caller(name), PIN)["token"]

    def dial(self) -> tuple[UUID, UUID, int]:
        claim = self._desk.claim(self._token, self._small.campaign)
        held, call = UUID(claim["claim"]), uuid4()
        assert self._desk.start_call(self._token, held, call)["status"] == "started"
        return held, call, claim["fence"]

    def call(self, outcome: str) -> None:
        held, call, fence = self.dial()
        people = self._desk.open_card(self._token, held)["card"]["people"]
        body = {"outcome": outcome, "person_id": people[0]["person_id"]}
        assert self._desk.finish_call(held, call, fence, body)["status"] == "ok"


@pytest.fixture
def small(database: URL) -> Iterator[SmallOffice]:
    made = SmallOffice(database)
    made.fill(20)
    yield made
    made.close()


@pytest.fixture
def gateway(small: SmallOffice) -> Iterator[RoomGateway]:
    role = appoint(small.url, "Nadia", "la campagne avance")
    made = RoomGateway(small.url.set(username=role))
    yield made
    made.close()


@pytest.fixture
def page(
    qtbot: QtBot, look: Theme, bridge: Bridge, gateway: RoomGateway
) -> Iterator[SupervisorPage]:
    made = SupervisorPage(bridge, gateway)
    qtbot.addWidget(made)
    made.setMinimumSize(700, 500)
    made.resize(1280, 800)
    yield made
    made.leave()
    bridge.close()


def opened(qtbot: QtBot, page: SupervisorPage) -> SupervisorPage:
    page.begin()
    page.show()
    qtbot.waitUntil(lambda: page.presenter.state.link is Link.LIVE)
    return page


def link_of(page: SupervisorPage) -> Link:
    return page.presenter.state.link


def seen_again(qtbot: QtBot, page: SupervisorPage, small: SmallOffice) -> None:
    """Look once more, with the queue's counts made stale."""
    small.sql("update pb.progress set counted_at = 'epoch'")
    with qtbot.waitSignal(page.presenter.changed):
        page.presenter.look()


def answer(page: SupervisorPage, qtbot: QtBot, *, yes: bool = True) -> None:
    """Answer the question the page asks."""
    ask = next(one for one in page.findChildren(Confirm) if one.isVisible())
    button = ask.act if yes else ask.leave
    with qtbot.waitSignal(ask.finished):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_the_page_shows_the_campaign_and_its_callers(
    qtbot: QtBot, page: SupervisorPage, small: SmallOffice
) -> None:
    camille = Caller(small, "Camille")
    for outcome in ("conversation", "no_answer", "refused", "busy"):
        camille.call(outcome)
    camille.dial()
    opened(qtbot, page)
    assert page.bar.campaign.label() == "Essai"
    assert page.bar.practice.text() == "Entraînement"
    shown = [item.accessibleName() for item in page.progress.legend]
    assert shown == [
        "Terminées 2",
        "En main 1",
        "Rappels 0",
        "Au repos 2",
        "Dans le doute 0",
        "Prêtes 15",
    ]
    assert [tile.value.text() for tile in page.figures.tiles[:4]] == ["4", "2", "50\u00a0%", "1"]
    assert "4 tentatives, 2 contacts, 1 conversations" in page.hours.chart.accessibleDescription()
    assert [each.name for each in page.room.model.callers()] == ["Camille"]
    assert page.progress.sentence.text() == "Encore quelques appels pour mesurer le rythme"


def test_the_page_refreshes_by_itself(
    qtbot: QtBot, page: SupervisorPage, small: SmallOffice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("phonebank.ui.supervisor.presenter.EVERY_MS", 20)
    opened(qtbot, page)
    assert page.room.model.callers() == ()
    Caller(small, "Camille")
    qtbot.waitUntil(lambda: len(page.room.model.callers()) == 1)


def test_looks_are_rarer_when_hidden_and_rarer_still_when_the_office_is_away(
    qtbot: QtBot, page: SupervisorPage
) -> None:
    opened(qtbot, page)
    assert page.presenter.wait_ms == EVERY_MS
    page.hide()
    assert page.presenter.wait_ms == HIDDEN_MS
    waits = []
    for _ in range(6):
        page.presenter._on_seen(None)
        waits.append(page.presenter.wait_ms)
    assert waits == [6_000, 12_000, 24_000, LONGEST_MS, LONGEST_MS, LONGEST_MS]


def test_without_connection_the_last_figures_stay_and_the_page_recovers(
    qtbot: QtBot, page: SupervisorPage, small: SmallOffice, gateway: RoomGateway
) -> None:
    opened(qtbot, page)
    good = gateway._engine
    elsewhere = RoomGateway(small.url.set(query={"host": "/nowhere"}))
    gateway._engine = elsewhere._engine
    with qtbot.waitSignal(page.presenter.changed):
        page.presenter.look()
    assert link_of(page) is Link.AWAY
    assert page.away.isVisible()
    assert page.away.text().startswith("Pas de connexion depuis ")
    assert page.bar.campaign.label() == "Essai"
    assert not page.progress.acts["paused"].isEnabled()
    gateway._engine = good
    elsewhere.close()
    with qtbot.waitSignal(page.presenter.changed):
        page.presenter.look()
    assert link_of(page) is Link.LIVE
    assert not page.away.isVisible()


def test_a_refused_account_is_told_once_and_asked_again_only_by_hand(
    qtbot: QtBot, page: SupervisorPage, small: SmallOffice
) -> None:
    small.sql("update pb.account set active = false where name = 'Nadia'")
    page.begin()
    page.show()
    qtbot.waitUntil(lambda: page.presenter.state.link is Link.REFUSED)
    assert "refuse ce compte" in page.away.text()
    assert not page.presenter._timer.isActive()
    small.sql("update pb.account set active = true where name = 'Nadia'")
    QTest.mouseClick(page.retry, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.presenter.state.link is Link.LIVE)


def test_a_campaign_is_paused_after_a_question_and_opened_again(
    qtbot: QtBot, page: SupervisorPage, small: SmallOffice
) -> None:
    opened(qtbot, page)
    page.progress.acts["paused"].click()
    answer(page, qtbot, yes=False)
    assert small.value("select state from pb.campaign") == "open"
    page.progress.acts["paused"].click()
    answer(page, qtbot)
    qtbot.waitUntil(lambda: page.progress.sentence.text() == "La campagne est en pause")
    assert small.value("select state from pb.campaign") == "paused"
    page.progress.acts["open"].click()
    answer(page, qtbot)
    qtbot.waitUntil(lambda: page.progress.state.text() == "Ouverte")


def test_a_campaign_past_its_round_is_refused_in_words(
    qtbot: QtBot, page: SupervisorPage, small: SmallOffice
) -> None:
    small.sql("update pb.campaign set state = 'paused'")
    small.sql("update pb.round set held_on = held_on - 30")
    opened(qtbot, page)
    page.progress.acts["open"].click()
    answer(page, qtbot)
    qtbot.waitUntil(lambda: "ne peut plus être ouverte" in page.toast.text())


def test_a_dialled_line_is_taken_back_after_a_question_and_then_settled(
    qtbot: QtBot, page: SupervisorPage, small: SmallOffice
) -> None:
    Caller(small, "Camille").dial()
    opened(qtbot, page)
    page.room.take_back_requested.emit(page.room.model.callers()[0])
    answer(page, qtbot)
    qtbot.waitUntil(page.alerts.isVisible)
    assert small.queue()[0] == 4
    buttons = page.alerts.findChildren(Button)
    no_answer = next(one for one in buttons if one.label() == "Pas de réponse")
    QTest.mouseClick(no_answer, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.alerts.isVisible())
    assert small.value("select outcome from pb.call") == "no_answer"
    qtbot.waitUntil(lambda: page.figures.attempts.value.text() == "1")


def test_an_alert_is_taken_off_the_list(
    qtbot: QtBot, page: SupervisorPage, small: SmallOffice
) -> None:
    Caller(small, "Camille").call("hostile")
    opened(qtbot, page)
    assert page.alerts.count.text() == "1"
    seen = next(one for one in page.alerts.findChildren(Button) if one.label() == "C’est vu")
    QTest.mouseClick(seen, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not page.alerts.isVisible())


def test_a_narrow_page_shows_its_alerts_whole(
    qtbot: QtBot, page: SupervisorPage, small: SmallOffice
) -> None:
    for name in ("Camille", "Inès"):
        Caller(small, name).call("hostile")
    opened(qtbot, page)
    column = page.alerts.column
    alerts = column.widget()
    assert alerts is not None
    page.resize(800, 700)
    qtbot.waitUntil(lambda: alerts.height() <= column.viewport().height() > 60)
    page.resize(1280, 800)
    qtbot.waitUntil(lambda: column.minimumHeight() == 0)


def test_another_campaign_can_be_chosen(
    qtbot: QtBot, page: SupervisorPage, small: SmallOffice
) -> None:
    first = small.campaign
    small.fill(3, name="Adhérents & amis")
    opened(qtbot, page)
    wanted = next(
        one for one in page.bar.campaign_menu.actions() if one.data() not in (first, None)
    )
    assert wanted.text().startswith("Adhérents && amis")
    with qtbot.waitSignal(page.presenter.changed):
        wanted.trigger()
    qtbot.waitUntil(lambda: page.bar.campaign.label() == "Adhérents & amis")
    seen_again(qtbot, page, small)
    assert page.bar.campaign.label() == "Adhérents & amis"


def test_the_sentence_says_when_it_will_be_done_or_who_is_missing(
    qtbot: QtBot, page: SupervisorPage
) -> None:
    opened(qtbot, page)
    state, now = page.presenter.state, page.now()

    def said(**changes: object) -> str:
        fields = {"link": state.link, "view": state.view, "told_for": state.told_for}
        return headline(RoomState(**{**fields, **changes}), now).title  # type: ignore[arg-type]

    waiting = Waiting("empty")
    assert said() == "Un instant…"
    assert said(waiting=waiting) == "Personne n’appelle en ce moment"
    done = said(waiting=waiting, forecast=Forecast(now + timedelta(days=3)))
    assert done.startswith("Terminée ")
    assert done.endswith(", à ce rythme")
    assert said(waiting=waiting, forecast=Forecast(None, 412, 2)) == (
        "Il manque 2 personnes pour finir à temps"
    )
    assert said(waiting=Waiting("hours")) == "Hors des heures d’appel"
    assert said(waiting=Waiting("silence")).startswith("Silence électoral")
    assert said(view=None) == "Un instant…"


def test_the_times_of_the_room_follow_the_servers_clock(
    qtbot: QtBot, page: SupervisorPage, small: SmallOffice
) -> None:
    Caller(small, "Camille")
    small.sql("update pb.session set started_at = now() - interval '65 seconds'")
    opened(qtbot, page)
    page.room.tell_time(page.now() + timedelta(seconds=60))
    described = page.room.model.index(0, 0).data(Qt.ItemDataRole.AccessibleDescriptionRole)
    assert described.startswith("02:0")


def test_the_bar_gives_its_names_the_room_there_is(
    qtbot: QtBot, page: SupervisorPage, small: SmallOffice
) -> None:
    office, campaign = "Marseillan-la-Bastide avec Odile", "Municipales 2026, premier tour, est"
    small.sql(f"update pb.office set name = '{office}'")
    small.sql(f"update pb.campaign set name = '{campaign}'")
    opened(qtbot, page)
    bar = page.bar
    page.resize(1176, 720)
    qtbot.waitUntil(lambda: bar.width() == 1176, timeout=15_000)
    assert bar.campaign.label() == campaign
    assert bar.office.isVisible()
    assert bar.office.text().startswith("Marseillan")
    page.resize(820, 720)
    qtbot.waitUntil(lambda: bar.width() == 820, timeout=15_000)
    assert not bar.office.isVisible()
    assert bar.name.geometry().right() <= bar.width()


def test_a_narrow_page_puts_the_room_under_the_figures(qtbot: QtBot, page: SupervisorPage) -> None:
    opened(qtbot, page)
    page.resize(800, 700)
    qtbot.waitUntil(lambda: page.room.y() + page._side.y() > page.hours.y())
    assert page.bar.minimumSizeHint().width() <= 800
