"""The office's own page: hosting, an invitation shown once, desks, backups, settings, staff."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from phonebank.bridge import Bridge
from phonebank.domain.errors import KnownError
from phonebank.office.backup_words import Wanted
from phonebank.office.keeper import FormerHosting
from phonebank.ui.language import Language
from phonebank.ui.moments import moment
from phonebank.ui.supervisor.confirm import Confirm
from phonebank.ui.supervisor.office.charter_dialog import CharterDialog
from phonebank.ui.supervisor.office.form_dialog import FormDialog
from phonebank.ui.supervisor.office.hosting_card import HostDialog
from phonebank.ui.supervisor.office.invite_dialog import InviteDialog
from phonebank.ui.supervisor.office.page import OfficePage
from phonebank.ui.supervisor.office.passphrase_dialog import PassphraseDialog
from phonebank.ui.supervisor.office.staff_card import StaffDialog
from phonebank.ui.theme import Theme
from phonebank.ui.widgets.labels import PlainLabel
from tests.ui.scripted_keeper import NOW, REFUSAL, ScriptedKeeper

pytestmark = [
    pytest.mark.usefixtures("look"),
    # The offscreen plugin says so of each dialog of a fixed width.
    pytest.mark.qt_log_ignore("does not support propagateSizeHints"),
]


@pytest.fixture
def keeper() -> ScriptedKeeper:
    return ScriptedKeeper()


@pytest.fixture
def page(
    qtbot: QtBot, qapp: QApplication, look: Theme, bridge: Bridge, keeper: ScriptedKeeper
) -> Iterator[OfficePage]:
    """The page of the scripted office, looked at once; a test may change the keeper first."""
    Language(qapp, "fr")
    made = OfficePage(bridge, keeper)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(1200, 800)
    made.show()
    made.begin()
    qtbot.waitUntil(lambda: not bridge.busy, timeout=15_000)
    yield made
    made.leave()


@pytest.fixture
def settled(qtbot: QtBot, bridge: Bridge) -> Callable[[], None]:
    return lambda: qtbot.waitUntil(lambda: not bridge.busy, timeout=15_000)


def confirm(page: OfficePage) -> None:
    ask = page.findChildren(Confirm)[-1]
    ask.act.click()


def test_the_page_says_how_the_office_stands(page: OfficePage) -> None:
    assert page.heading.text() == "Valmont Ensemble"
    assert page.hosting.state.text() == "Hébergé ici"
    facts = page.hosting.facts.text()
    assert "192.168.1.20, port 5432" in facts
    assert "3f9a 3f9a" in facts
    assert "19 septembre 2026" in facts
    assert page.check.state.text() == "1 point à voir"
    assert "restaurée à l’essai" in page.backup.facts.text()
    assert page.settings.claims.text() == "60"


def test_hosting_asks_for_the_network_and_then_shows_where(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    keeper.hosted = False
    page.presenter.look()
    settled()
    assert not page.desks.invite.isEnabled()
    page.hosting.host.click()
    assert isinstance(page.dialog, HostDialog)
    assert page.dialog.ranges.text() == "192.168.1.0/24"
    page.dialog.desks.setText("beaucoup")
    page.dialog.act.click()
    assert keeper.did == []
    page.dialog.desks.setText("12")
    page.dialog.host.setText("bureau.local")
    page.dialog.act.click()
    settled()
    assert keeper.did == [("host", ("192.168.1.0/24",), "bureau.local", 12)]
    assert page.hosting.state.text() == "Hébergé ici"
    assert page.desks.invite.isEnabled()


def test_a_refusal_to_host_is_told_in_the_windows_words(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    keeper.error = KnownError(
        "The PostgreSQL of this computer cannot encrypt connections, so the office may not listen: "
        "install one that can (on Debian: apt install postgresql)."
    )
    page.open_hosting()
    assert page.dialog is not None
    page.dialog.act.click()
    settled()
    assert "ne sait pas chiffrer" in page.notice.text()
    assert page.hosting.host.isEnabled()


def test_an_office_that_is_hosted_no_more_is_asked_about_first(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    page.hosting.stop.click()
    assert keeper.did == []
    confirm(page)
    settled()
    assert keeper.did == [("stop",)]
    assert page.hosting.state.text() == "Cet ordinateur seulement"


def test_the_office_is_made_to_start_with_the_computer_and_the_state_read_again(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    part = page.hosting.service
    assert part.state.text() == "Seulement quand Phonebank est ouvert"
    part.change.click()
    assert not part.change.isEnabled()
    settled()
    assert part.state.text() == "Démarre avec cet ordinateur"
    assert part.copy.isHidden()
    command = "sudo loginctl enable-linger odile"
    keeper.service = replace(keeper.service, lingers=False, command=command)
    page.presenter.look()
    settled()
    assert part.state.text() == "Démarre avec votre session"
    assert "un administrateur" in part.words.text()
    assert part.command.text() == command
    part.copy.click()
    assert QGuiApplication.clipboard().text() == command
    part.change.click()
    settled()
    assert keeper.did == [("starts",), ("by hand",)]
    assert part.state.text() == "Seulement quand Phonebank est ouvert"


def test_a_service_the_system_refuses_is_one_sentence(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    keeper.error = KnownError(
        "systemd did not take the service (Failed to connect to bus): look at it with 'systemctl "
        "--user status phonebank-valmont.service', then try again."
    )
    page.hosting.service.change.click()
    settled()
    assert page.notice.text().startswith("Le système n’a pas pris le service (Failed to connect")
    assert page.hosting.service.change.isEnabled()


def test_a_restored_office_whose_port_is_taken_is_offered_the_free_one(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    keeper.hosted = False
    keeper.former = FormerHosting(
        ("10.1.0.0/16",), ("bureau.local",), 5432, 40, taken=True, free_port=5434
    )
    page.presenter.look()
    settled()
    assert page.hosting.state.text() == "Restauré, pas encore hébergé ici"
    assert "5432" in page.hosting.words.text()
    assert page.hosting.host.label() == "Héberger sur le port 5434…"
    page.hosting.host.click()
    dialog = page.dialog
    assert isinstance(dialog, HostDialog)
    assert dialog.port is not None
    assert (dialog.ranges.text(), dialog.port.text()) == ("10.1.0.0/16", "5434")
    dialog.port.setText("80")
    dialog.act.click()
    assert "1024 à 65535" in dialog.notice.text()
    dialog.port.setText("5434")
    dialog.act.click()
    settled()
    assert keeper.did == [("host", ("10.1.0.0/16",), "", 40, 5434)]


def test_an_invitation_is_shown_saved_and_forgotten(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None], tmp_path: Path
) -> None:
    page.desks.invite.click()
    dialog = page.dialog
    assert isinstance(dialog, InviteDialog)
    dialog.name.setText("Salle 3")
    dialog.times[timedelta(hours=1)].click()
    dialog.act.click()
    settled()
    assert keeper.did == [("invite", "Salle 3", timedelta(hours=1))]
    assert dialog.code.sizeHint().width() > 100
    assert dialog.code.accessibleName() == "Code QR de l’invitation"
    dialog.save_as(tmp_path / "invitation.json")
    written = json.loads((tmp_path / "invitation.json").read_text(encoding="utf-8"))
    assert written["code"] == "one-time-code-of-192-bits-0123456"
    assert (tmp_path / "invitation.json").stat().st_mode & 0o077 == 0
    dialog.copy.click()
    clipboard = QGuiApplication.clipboard()
    assert clipboard.text().startswith("phonebank1.")
    page.leave()
    assert clipboard.text() == ""
    assert page.dialog is None


def test_a_desk_gets_another_name_or_is_taken_out(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    page.desks.menu.setProperty("desk", 1)
    page.desks.rename.trigger()
    assert isinstance(page.dialog, FormDialog)
    keeper.error = REFUSAL
    page.dialog.act.click()
    settled()
    assert "Un autre poste s’appelle Salle 2" in page.dialog.notice.text()
    keeper.error = None
    page.dialog.act.click()
    settled()
    page.desks.revoke.trigger()
    confirm(page)
    settled()
    assert keeper.did == [("rename", "Salle 1", "Salle 1"), ("revoke", "Salle 1")]


def test_the_keyboard_stays_among_the_desks_when_one_is_taken_out(
    page: OfficePage, settled: Callable[[], None]
) -> None:
    first, second, *_rest = page.desks.buttons
    page.desks.buttons[first].setFocus()
    page.desks.menu.setProperty("desk", first)
    page.desks.revoke.trigger()
    confirm(page)
    settled()
    assert first not in page.desks.buttons
    assert page.window().focusWidget() is page.desks.buttons[second]


def test_a_hosted_office_leads_to_the_first_invitation(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    keeper.hosted = False
    page.presenter.look()
    settled()
    page.hosting.host.setFocus()
    page.hosting.host.click()
    assert isinstance(page.dialog, HostDialog)
    page.dialog.act.click()
    settled()
    assert page.window().focusWidget() is page.desks.invite


def test_an_invitations_end_is_told_by_the_offices_clock(
    page: OfficePage, settled: Callable[[], None]
) -> None:
    assert page._view is not None
    page._view = replace(page._view, house=replace(page._view.house, time_zone="Pacific/Noumea"))
    page.desks.invite.click()
    dialog = page.dialog
    assert isinstance(dialog, InviteDialog)
    dialog.act.click()
    settled()
    assert moment(NOW + timedelta(days=1), "Pacific/Noumea") in dialog.words.text()


def test_backups_are_made_and_tried(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    page.backup.make.click()
    assert not page.backup.verify.isEnabled()
    settled()
    page.backup.verify.click()
    settled()
    assert keeper.did == [("backup",), ("verify",)]


def test_a_backup_can_be_stopped(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None], qtbot: QtBot
) -> None:
    keeper.endless = True
    page.backup.make.setFocus()
    page.backup.make.click()
    qtbot.waitUntil(lambda: "essai… 12 Mio" in page.backup.words.text(), timeout=15_000)
    assert page.backup.stop.isVisible()
    page.backup.stop.setFocus()
    page.backup.stop.click()
    assert not page.backup.stop.isEnabled(), "once is enough"
    settled()
    assert "moitié" in page.toast.text()
    assert page.notice.isHidden(), "who asked for it is told of no fault"
    assert page.backup.stop.isHidden()
    assert page.window().focusWidget() is page.backup.make
    keeper.endless = False
    keeper.error = KnownError("There is no backup of this office to try: make one first.")
    page.backup.verify.click()
    settled()
    assert not page.notice.isHidden(), "another fault is one"


def test_the_keyboard_waits_on_the_button_of_a_backup(
    page: OfficePage, settled: Callable[[], None]
) -> None:
    page.backup.make.setFocus()
    page.backup.make.click()
    settled()
    assert page.window().focusWidget() is page.backup.make


def test_the_backups_key_is_shown_to_be_written_down(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    page.backup.key.click()
    settled()
    dialog = page.dialog
    assert isinstance(dialog, FormDialog)
    shown = [label.text() for label in dialog.findChildren(PlainLabel)]
    assert "ABCD EFGH" in shown
    dialog.act.click()
    keeper.wanted = Wanted.AGAIN
    page.backup.key.click()
    settled()
    assert page.dialog is None
    assert "scellées par votre phrase secrète" in page.notice.text()


def words_dialog(page: OfficePage) -> PassphraseDialog:
    assert isinstance(page.dialog, PassphraseDialog)
    return page.dialog


def test_without_a_key_ring_a_passphrase_is_chosen_twice(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    keeper.wanted = Wanted.NEW
    page.backup.make.click()
    settled()
    dialog = words_dialog(page)
    assert "pas de trousseau de clés" in dialog.words.text()
    dialog.passphrase.setText("cerise moulin 93")
    dialog.again.setText("cerise moulin 94")
    dialog.act.click()
    assert "pas les mêmes" in dialog.notice.text()
    for field in (dialog.passphrase, dialog.again):
        field.setText("bis")
    dialog.act.click()
    settled()
    assert "douze" in dialog.notice.text()
    for field in (dialog.passphrase, dialog.again):
        field.setText("cerise moulin 93")
    QTest.keyClick(dialog.again, Qt.Key.Key_Return)
    settled()
    assert keeper.did == [("backup", "cerise moulin 93")]
    assert page.dialog is None


def test_the_passphrase_is_given_once_afterwards_or_another_is_chosen(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    keeper.wanted = Wanted.AGAIN
    page.backup.verify.click()
    settled()
    dialog = words_dialog(page)
    assert dialog.again.isHidden()
    assert dialog.forgotten.isHidden(), "a trial needs the words the backup was made with"
    dialog.passphrase.setText("une autre phrase")
    dialog.act.click()
    settled()
    assert "scellée par une autre phrase" in dialog.notice.text()
    dialog.passphrase.setText("cerise moulin 93")
    dialog.act.click()
    settled()
    page.backup.make.click()
    settled()
    dialog = words_dialog(page)
    dialog.forgotten.click()
    assert not dialog.again.isHidden()
    dialog.passphrase.setText("une phrase toute neuve")
    dialog.again.setText("une phrase toute neuve")
    dialog.act.click()
    settled()
    assert keeper.did == [("verify", "cerise moulin 93"), ("backup", "une phrase toute neuve")]


def test_settings_are_saved_as_typed_and_refused_as_typed(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    assert not page.settings.save.isEnabled()
    for field, words in ((page.settings.claims, "45"), (page.settings.lock, "2")):
        field.clear()
        QTest.keyClicks(field, words)
    page.settings.save.click()
    settled()
    assert keeper.house.claims_an_hour == 45
    assert keeper.house.lock_seconds == 120
    assert not page.settings.save.isEnabled()
    page.settings.lock.clear()
    QTest.keyClicks(page.settings.lock, "0")
    page.settings.save.click()
    settled()
    assert "1 à 60 minutes" in page.settings.notice.text()
    assert keeper.house.lock_seconds == 120


def test_the_charter_is_renewed_once_confirmed(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    page.settings.renew.click()
    assert keeper.did == []
    confirm(page)
    settled()
    assert keeper.did == [("charter",)]


def test_the_charter_is_said_in_the_offices_own_words(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    assert "version 1, texte fourni" in page.settings.charter.text()
    page.settings.reword.click()
    dialog = page.dialog
    assert isinstance(dialog, CharterDialog)
    assert dialog.editors["fr"].toPlainText().startswith("# Charte des appelants")
    dialog.editors["fr"].setPlainText("trop court")
    dialog.tabs["en"].click()
    assert dialog.language == "en"
    dialog.act.click()
    assert "40 à 8000 lettres" in dialog.notice.text()
    assert dialog.language == "fr"
    own = "# Notre charte\n\nNous appelons avec respect, et ne notons rien de superflu."
    dialog.editors["fr"].setPlainText(f"\n{own}  \n")
    dialog.act.click()
    settled()
    assert keeper.did == [("reword", {"fr": own, "en": ""})]
    assert "version 2, à vos mots" in page.settings.charter.text()
    page.settings.reword.click()
    dialog = page.dialog
    assert isinstance(dialog, CharterDialog)
    assert dialog.editors["fr"].toPlainText() == own
    dialog.shipped.click()
    dialog.act.click()
    settled()
    assert keeper.did[-1] == ("reword", {"fr": "", "en": ""})


def test_an_owner_gets_an_account_with_the_same_password_twice(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    page.staff.add.click()
    dialog = page.dialog
    assert isinstance(dialog, StaffDialog)
    dialog.name.setText("Odile")
    dialog.kinds["owner"].click()
    dialog.password.setText("court")
    dialog.act.click()
    assert "douze" in dialog.notice.text()
    dialog.password.setText("cerise-moulin-93")
    dialog.again.setText("cerise-moulin-94")
    dialog.act.click()
    assert "pas les mêmes" in dialog.notice.text()
    dialog.again.setText("cerise-moulin-93")
    dialog.act.click()
    settled()
    assert keeper.did == [("appoint", "Odile", "owner")]
    assert page.dialog is None


def test_a_password_is_changed_and_an_account_closed(
    page: OfficePage, keeper: ScriptedKeeper, settled: Callable[[], None]
) -> None:
    page.staff.menu.setProperty("account", 1)
    page.staff.password.trigger()
    dialog = page.dialog
    assert isinstance(dialog, StaffDialog)
    assert dialog.name.isReadOnly()
    dialog.password.setText("cerise-moulin-93")
    dialog.again.setText("cerise-moulin-93")
    dialog.act.click()
    settled()
    page.staff.dismiss.trigger()
    confirm(page)
    settled()
    assert keeper.did == [("password", "Nadia Perrin"), ("active", "Nadia Perrin", False)]


def test_a_dialog_that_grows_stays_whole_on_the_screen(qtbot: QtBot, look: Theme) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    dialog = FormDialog(parent, "Titre", "Phrase", "Faire")
    with qtbot.waitExposed(dialog, timeout=15_000):
        dialog.show()
    screen = dialog.screen().availableGeometry()
    dialog.move(dialog.x(), screen.bottom() - dialog.height())
    for rank in range(3):
        dialog.field(f"Champ {rank}")
    dialog.show_refusal("Non.")
    assert dialog.geometry().bottom() <= screen.bottom()
