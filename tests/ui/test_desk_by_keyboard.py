"""A whole call without touching the mouse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.calling.results import Unfinished
from phonebank.domain.card import Waiting
from phonebank.domain.errors import Unreachable
from phonebank.domain.outcomes import Outcome
from phonebank.speech.answers import Ending, Reason, Spoken, Trouble
from phonebank.ui.desk.my_calls import MyCallsDialog
from phonebank.ui.desk.page import DeskPage
from phonebank.ui.desk.script_sheets import Sheet
from phonebank.ui.desk.sentences import RANG_BACK, called_recently
from phonebank.ui.desk.state import DeskState, Phase
from phonebank.ui.window import MainWindow
from tests.ui.scripted_office import HELENE, YANIS, ScriptedDesk, ScriptedSpeaker, card

Presses = Callable[..., None]
KEY = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def state_of(window: MainWindow) -> DeskState:
    return window.presenter.state


def test_the_number_appears_only_after_call(
    desk: DeskPage, press: Presses, office: ScriptedDesk
) -> None:
    assert desk.window().focusWidget() is desk.call_card.call
    assert desk.call_card.number.text() == ""
    press(KEY.Key_F5)
    assert office.told == ["start_call"]
    assert desk.call_card.number.text() == "06 39 98 12 34"
    assert not desk.call_card.call.isVisible()


def test_no_answer_is_one_key_on_azerty_and_serves_the_next_line(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_QuoteDbl, '"')
    assert [report.outcome for report in office.reports] == [Outcome.NO_ANSWER]
    assert window.presenter.state.phase is Phase.READY
    assert desk.call_card.number.text() == ""
    assert "pas de réponse" in desk.toast.text()


def test_a_digit_before_the_call_does_nothing(
    desk: DeskPage, press: Presses, office: ScriptedDesk
) -> None:
    press(KEY.Key_3, "3")
    assert office.reports == []


def test_a_conversation_from_the_first_word_to_the_next_line(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    press(KEY.Key_Down)
    press(KEY.Key_F5)
    press(KEY.Key_A, "a")
    press(KEY.Key_A, "a")
    assert window.presenter.state.draft.outcome is Outcome.CONVERSATION
    press(KEY.Key_B, "b")
    press(KEY.Key_F4)
    assert desk.window().focusWidget() is desk.outcomes.note.field
    for letter in "à 3":
        press(KEY.Key_unknown, letter)
    press(KEY.Key_Return, "\r")
    report = office.reports[0]
    assert report.outcome is Outcome.CONVERSATION
    assert report.person_id == YANIS.person_id
    assert [answer[:2] for answer in report.answers] == [
        ("agrees", "yes"),
        ("will_vote", "yes"),
        ("when", "midday"),
    ]
    assert report.note == "à 3"
    assert window.presenter.state.draft.note == ""


def test_answered_questions_can_be_changed_and_gone_back_to(
    desk: DeskPage, press: Presses, window: MainWindow
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_A, "a")
    press(KEY.Key_C, "c")
    path = window.presenter.state.path
    assert path is not None
    assert path.current is not None
    assert path.current.key == "proxy"
    press(KEY.Key_Left)
    window.presenter.change_answer("agrees")
    path = window.presenter.state.path
    assert path is not None
    assert path.current is not None
    assert path.current.key == "opening"


def test_no_digit_chooses_while_the_note_is_written(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_F4)
    press(KEY.Key_3, "3", scan_code=12)
    press(KEY.Key_QuoteDbl, '"')
    assert office.reports == []
    assert window.presenter.state.draft.outcome is None
    assert desk.outcomes.note.text() == '3"'
    press(KEY.Key_Escape)
    press(KEY.Key_5, "5")
    assert window.presenter.state.draft.outcome is Outcome.BUSY


def test_saving_without_an_outcome_says_what_is_missing(
    desk: DeskPage, press: Presses, office: ScriptedDesk
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_Return, "\r")
    assert office.reports == []
    assert "Choisissez d’abord" in desk.outcomes.missing.text()


def test_an_objection_is_recorded_before_the_call_is_closed(
    desk: DeskPage, press: Presses, office: ScriptedDesk
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_Ccedilla, "ç")
    assert office.objections == 1
    assert office.reports == []
    assert "K7QM-3F" in desk.outcomes.receipt.code.text()
    press(KEY.Key_1, "1")
    press(KEY.Key_Return, "\r")
    assert office.objections == 1
    assert office.reports[0].outcome is Outcome.DO_NOT_CALL


def test_a_call_back_needs_its_moment(desk: DeskPage, press: Presses, office: ScriptedDesk) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_Eacute, "é")
    press(KEY.Key_Return, "\r")
    assert office.reports == []
    assert desk.outcomes.missing.text() == "Choisissez quand rappeler."
    desk.outcomes.details.callback.shortcuts[0].setFocus()
    press(KEY.Key_Space, " ")
    press(KEY.Key_Return, "\r")
    at = office.reports[0].callback_at
    assert at is not None
    assert at > datetime.now(UTC)
    assert office.reports[0].callback_mine


def test_the_other_outcomes_are_behind_zero(
    desk: DeskPage, press: Presses, window: MainWindow
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_Agrave, "à")
    press(KEY.Key_Minus, "-")
    assert window.presenter.state.draft.outcome is Outcome.HOSTILE


def test_opinions_wait_for_the_information(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    press(KEY.Key_F5)
    for question, answer in (
        ("agrees", "yes"),
        ("will_vote", "cannot"),
        ("proxy", "done"),
        ("support", "leaning"),
    ):
        window.presenter.answer(question, answer)
    press(KEY.Key_1, "1")
    press(KEY.Key_Return, "\r")
    assert office.reports == []
    assert "opinion" in desk.outcomes.missing.text()
    press(KEY.Key_F7)
    assert desk.script.sheet.shown is Sheet.ORIGIN
    desk.script.sheet.information.setFocus()
    press(KEY.Key_Space, " ")
    press(KEY.Key_Escape)
    press(KEY.Key_Return, "\r")
    assert office.reports[0].information_given
    assert ("support", "leaning", "") in office.reports[0].answers


def test_a_call_may_be_saved_without_its_opinions(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow, qtbot: QtBot
) -> None:
    press(KEY.Key_F5)
    window.presenter.answer("agrees", "yes")
    window.presenter.answer("will_vote", "cannot")
    window.presenter.answer("proxy", "done")
    window.presenter.answer("support", "yes")
    press(KEY.Key_1, "1")
    press(KEY.Key_Return, "\r")
    desk.outcomes.without.click()
    qtbot.waitUntil(lambda: len(office.reports) == 1)
    assert [answer[0] for answer in office.reports[0].answers] == ["agrees", "will_vote", "proxy"]


def test_undo_opens_the_last_call_and_keeps_the_line_at_hand(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_3, "3")
    held = window.presenter.state.card
    press(KEY.Key_Z, "", CONTROL)
    assert state_of(window).correction is not None
    assert "Hélène Garnier" in desk.outcomes.heading.text()
    press(KEY.Key_7, "7")
    press(KEY.Key_Return, "\r")
    assert office.corrected[0].call_uuid == office.reports[0].call_uuid
    assert office.corrected[0].outcome is Outcome.REFUSED
    assert state_of(window).correction is None
    assert state_of(window).card is held
    assert desk.toast.text() == "Résultat corrigé."


def test_a_line_taken_up_since_is_corrected_all_the_same_and_says_what_stays(
    desk: DeskPage, press: Presses, office: ScriptedDesk
) -> None:
    office.correction = "late"
    press(KEY.Key_F5)
    press(KEY.Key_3, "3")
    press(KEY.Key_Z, "", CONTROL)
    press(KEY.Key_7, "7")
    press(KEY.Key_Return, "\r")
    assert len(office.corrected) == 1
    assert desk.toast.text().startswith("Résultat corrigé.")


def test_the_last_calls_are_reached_by_a_key_and_by_the_menu(
    desk: DeskPage, press: Presses
) -> None:
    press(KEY.Key_F2)
    assert desk.findChild(MyCallsDialog) is not None
    assert "F2" in desk.bar.corrected.text()
    assert desk.bar.corrected.isEnabled()


def test_the_script_stays_where_it_is_when_the_number_appears(
    desk: DeskPage, press: Presses, window: MainWindow
) -> None:
    def top() -> int:
        QApplication.sendPostedEvents()
        return desk.script.mapTo(desk, QPoint(0, 0)).y()

    before = top()
    press(KEY.Key_F5)
    assert state_of(window).number
    assert top() == before


def test_who_rings_back_is_not_called_again_and_nobody_insists(
    desk: DeskPage, window: MainWindow
) -> None:
    recent = datetime.now(UTC) - timedelta(minutes=5)
    state = replace(state_of(window), card=card(why=RANG_BACK, called_recently=recent))
    desk.call_card.show_state(state)
    assert desk.call_card.call.label() == "Commencer l’appel"
    assert called_recently(card(why=RANG_BACK, called_recently=recent), "Europe/Paris") == ""


def test_a_callback_without_its_moment_brings_the_keyboard_to_the_moments(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_2, "2")
    press(KEY.Key_Return, "\r")
    assert office.reports == []
    moments = desk.outcomes.details.callback.shortcuts
    assert window.focusWidget() is moments[0]
    press(KEY.Key_Return, "\r")
    assert state_of(window).draft.callback_at is not None
    assert office.reports == []
    press(KEY.Key_Return, "\r")
    assert office.reports[0].outcome is Outcome.CALLBACK


def test_escape_leaves_the_other_outcomes(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_0, "0")
    press(KEY.Key_Escape)
    press(KEY.Key_2, "2")
    assert state_of(window).draft.outcome is Outcome.CALLBACK
    assert office.reports == []


def test_escape_leaves_a_correction(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_3, "3")
    press(KEY.Key_Z, "", CONTROL)
    press(KEY.Key_Escape)
    assert window.presenter.state.correction is None
    assert office.corrected == []


def test_skipping_gives_the_line_back_with_its_reason(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    first = window.presenter.state.card
    desk.skip_menu.actions()[0].trigger()
    press(KEY.Key_Escape)
    assert office.released == ["known"]
    assert window.presenter.state.card is not first
    assert office.reports == []


def test_people_are_chosen_by_arrows_and_by_alt(
    desk: DeskPage, press: Presses, window: MainWindow
) -> None:
    press(KEY.Key_Down)
    assert window.presenter.state.draft.person_id == YANIS.person_id
    press(KEY.Key_Ampersand, "&", ALT)
    assert window.presenter.state.draft.person_id == HELENE.person_id
    assert desk.left.people[HELENE.person_id].isChecked()


def test_the_number_can_be_copied(desk: DeskPage, press: Presses) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_C, "", CONTROL)
    assert QGuiApplication.clipboard().text() == "+33639981234"


def test_listening_starts_and_stops_with_one_key(
    desk: DeskPage, press: Presses, speaker: ScriptedSpeaker
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_A, "a")
    desk.listen()
    assert speaker.read[0][0].startswith("Merci ! Le premier tour a lieu le dimanche 15 mars.")
    assert speaker.read[0][1] == "fr"
    assert desk.script.listen.label() == "Arrêter"
    press(KEY.Key_F6)
    assert speaker.stopped == 1
    assert desk.script.listen.label() == "Écouter"


def test_no_sound_card_is_one_clear_line(
    desk: DeskPage, speaker: ScriptedSpeaker, qtbot: QtBot
) -> None:
    desk.listen()
    speaker.end(Spoken(Ending.FAILED, Trouble(Reason.NO_SOUND)))
    qtbot.waitUntil(lambda: "carte son" in desk.toast.text())
    assert desk.call_card.call.isEnabled()


def test_the_language_changes_in_the_middle_of_a_call(
    desk: DeskPage, press: Presses, window: MainWindow
) -> None:
    press(KEY.Key_F5)
    press(KEY.Key_A, "a")
    press(KEY.Key_5, "5")
    window.choose_language("en")
    page = window.page
    assert isinstance(page, DeskPage)
    assert page is not desk
    assert page.outcomes.buttons[Outcome.BUSY].label() == "Busy"
    assert page.outcomes.buttons[Outcome.BUSY].isChecked()
    assert page.call_card.number.text() == "06 39 98 12 34"
    window.choose_mode("dark")
    window.choose_percent(150)
    assert window.presenter.state.phase is Phase.IN_CALL


def test_a_pause_gives_the_line_back(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    press(KEY.Key_P, "", CONTROL)
    assert office.released == ["pause"]
    assert desk.message.heading.text() == "En pause"
    press(KEY.Key_Return, "\r")
    assert window.presenter.state.phase is Phase.READY


def test_nobody_leaves_in_the_middle_of_a_call(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    press(KEY.Key_F5)
    window.presenter.sign_out()
    assert window.page is desk
    assert "Dites d’abord" in desk.toast.text()
    assert not window.close()


class TestWithoutALine:
    """What the page says when there is nothing to call."""

    @pytest.fixture
    def office(self) -> ScriptedDesk:
        until = datetime.now(UTC) + timedelta(hours=30)
        return ScriptedDesk(
            cards=[card((HELENE,))], waiting=Waiting("silence", until=until), start_status="hours"
        )

    def test_a_refused_start_shows_why_and_no_number(self, desk: DeskPage, press: Presses) -> None:
        press(KEY.Key_F5)
        assert desk.message.heading.text() == "Hors des heures d’appel"
        assert desk.call_card.number.text() == ""

    def test_silence_counts_down(
        self, desk: DeskPage, window: MainWindow, bridge: Bridge, qtbot: QtBot
    ) -> None:
        window.presenter.next_line()
        qtbot.waitUntil(lambda: not bridge.busy)
        assert desk.message.heading.text() == "Silence électoral"
        assert desk.message.countdown.text() in {"1 j 05 h", "1 j 06 h"}


def test_an_empty_queue_refreshes_by_itself(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    office.cards = []
    office.waiting = Waiting("empty", other_slot=42)
    press(KEY.Key_F5)
    press(KEY.Key_3, "3")
    assert desk.message.heading.text() == "Rien à appeler pour l’instant"
    office.cards = [card()]
    window.presenter._on_refresh()
    press(KEY.Key_Escape)
    assert window.presenter.state.phase is Phase.READY


def test_offline_the_outcome_is_kept_and_no_line_is_served(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    press(KEY.Key_F5)
    office.delivered = False
    press(KEY.Key_3, "3")
    assert desk.message.heading.text() == "Le bureau ne répond pas"
    assert desk.bar.link.text() == "Hors ligne"
    assert len(office.reports) == 1
    office.delivered = True
    window.presenter._on_deliver()
    press(KEY.Key_Escape)
    assert window.presenter.state.phase is Phase.READY
    assert desk.bar.link.text() == "En ligne"


def test_a_lost_office_is_said_in_its_own_words(
    desk: DeskPage, office: ScriptedDesk, window: MainWindow, bridge: Bridge, qtbot: QtBot
) -> None:
    office.error = Unreachable("The office does not answer.")
    window.presenter.next_line()
    qtbot.waitUntil(lambda: not bridge.busy)
    assert desk.notice.text() == "The office does not answer."


def test_a_lost_reservation_before_the_call_offers_the_next_line(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    office.held = False
    window.presenter._on_keep()
    press(KEY.Key_Escape)
    assert desk.message.heading.text() == "La réservation est terminée"
    press(KEY.Key_Return, "\r")
    assert window.presenter.state.phase is Phase.READY


def test_a_reservation_lost_in_a_call_still_takes_its_outcome(
    desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
) -> None:
    press(KEY.Key_F5)
    office.held = False
    window.presenter._on_keep()
    press(KEY.Key_Escape)
    assert "sera gardé" in desk.notice.text()
    press(KEY.Key_5, "5")
    press(KEY.Key_Return, "\r")
    assert office.reports[0].outcome is Outcome.BUSY


class TestAfterACrash:
    """A call was under way when the program ended."""

    @pytest.fixture
    def office(self) -> ScriptedDesk:
        at = datetime.now(UTC) - timedelta(minutes=6)
        return ScriptedDesk(left=Unfinished(UUID(int=3), 1, card(), at))

    def test_the_desk_asks_what_happened_instead_of_dialling(
        self, desk: DeskPage, press: Presses, office: ScriptedDesk, window: MainWindow
    ) -> None:
        assert desk.outcomes.heading.text() == "Que s’est-il passé avec cet appel\u00a0?"
        assert not desk.call_card.isVisible()
        press(KEY.Key_F5)
        assert office.told == []
        press(KEY.Key_3, "3")
        assert office.reports[0].call_uuid == UUID(int=3)
        assert window.presenter.state.phase is Phase.READY
