"""The office's own page: hosting, desks, backups, what is wrong, settings, who has a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from phonebank.ui.supervisor.office.asking import AskingPage
from phonebank.ui.supervisor.office.backup_card import BackupCard
from phonebank.ui.supervisor.office.check_card import CheckCard
from phonebank.ui.supervisor.office.desks_card import DesksCard
from phonebank.ui.supervisor.office.hosting_card import HostingCard
from phonebank.ui.supervisor.office.settings_card import SettingsCard
from phonebank.ui.supervisor.office.staff_card import StaffCard
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.frames import Column
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.toast import Toast

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from phonebank.bridge import Bridge
    from phonebank.office.findings import Finding
    from phonebank.office.keeper import OfficeKeeper, OfficeView

_SIDE_BY_SIDE = 900
_SAID_SECONDS = 6


class OfficePage(AskingPage):
    """`begin` when it comes into sight, `leave` when it goes."""

    go_requested = Signal(str)

    def __init__(
        self, bridge: Bridge, service: OfficeKeeper, parent: QWidget | None = None
    ) -> None:
        super().__init__(bridge, service, parent)
        self.setAccessibleName(self.tr("Réglages du bureau"))
        self._build()
        self._connect()

    def begin(self) -> None:
        """Look at the office, and over it."""
        self.presenter.look()
        self.presenter.check()

    def leave(self) -> None:
        """Nothing that was shown once stays: an invitation, a password being typed."""
        if self.dialog is not None:
            self.dialog.reject()

    def _build(self) -> None:
        theme = active()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        self.column = Column()
        edge = theme.px(16)
        self.column.body.setContentsMargins(edge, edge, edge, edge)
        whole.addWidget(self.column)
        self.heading = PlainLabel(self.tr("Le bureau"), "heading", wrap=True)
        self.column.body.addWidget(self.heading)
        self.column.body.addWidget(self.notice)
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(theme.px(12))
        self.column.body.addLayout(self._halves)
        self.column.body.addStretch(1)
        self.hosting, self.desks, self.backup = HostingCard(), DesksCard(), BackupCard()
        self.check, self.settings, self.staff = CheckCard(), SettingsCard(), StaffCard()
        for cards in (
            (self.hosting, self.desks, self.staff),
            (self.check, self.backup, self.settings),
        ):
            half = QVBoxLayout()
            half.setSpacing(theme.px(12))
            for card in cards:
                half.addWidget(card)
            half.addStretch(1)
            self._halves.addLayout(half, 1)
        self._halves.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.cards = (
            self.hosting,
            self.desks,
            self.staff,
            self.check,
            self.backup,
            self.settings,
        )
        self.toast = Toast(self)
        for card in self.cards:
            card.setEnabled(False)

    def _connect(self) -> None:
        keeper = self.presenter
        keeper.seen.connect(self.show_view)
        keeper.checked.connect(self._on_checked)
        keeper.busy.connect(self._on_busy)
        keeper.stepped.connect(self.backup.show_step, Qt.ConnectionType.QueuedConnection)
        keeper.words_wanted.connect(self.open_words)
        keeper.key_told.connect(self.open_key)
        self.backup.key_requested.connect(keeper.tell_key)
        keeper.invited.connect(self.show_invitation)
        keeper.done.connect(self._on_done)
        keeper.said.connect(self._on_said)
        keeper.refused.connect(self._on_refused)
        self.hosting.host_requested.connect(self.open_hosting)
        self.hosting.starting_wanted.connect(keeper.start_with_computer)
        self.hosting.stop_requested.connect(self.confirm_stop)
        self.desks.invite_requested.connect(self.open_invitation)
        self.desks.rename_requested.connect(self.open_renaming)
        self.desks.revoke_requested.connect(self.confirm_revoking)
        self.backup.back_up_requested.connect(keeper.back_up)
        self.backup.verify_requested.connect(keeper.verify)
        self.backup.stop_requested.connect(keeper.stop)
        app = QCoreApplication.instance()
        if app is not None:
            # A backup under way must not keep a closing program waiting.
            app.aboutToQuit.connect(keeper.stop)
        self.check.check_requested.connect(keeper.check)
        self.settings.saved.connect(keeper.change)
        self.settings.rewording_requested.connect(self.open_charter)
        self.settings.charter_requested.connect(self.confirm_charter)
        self.staff.adding.connect(self.open_staff)
        self.staff.password_wanted.connect(self.open_staff)
        self.staff.dismissal_wanted.connect(self.confirm_dismissal)
        self.staff.return_wanted.connect(self.let_back)

    def show_view(self, view: OfficeView) -> None:
        """Draw one look at the office."""
        self._view = view
        self.heading.setText(view.house.name)
        self.hosting.show_view(view)
        self.desks.show_view(view)
        self.backup.show_view(view)
        self.settings.show_house(view.house)
        self.staff.show_staff(view.staff)
        for card in self.cards:
            card.setEnabled(True)
        self._on_busy(self.presenter.working)
        if self._host_asked and view.hosting is not None:
            # What comes next: the button that was pressed is gone.
            self._host_asked = False
            self.desks.invite.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column where two have no room."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Another text size asks for another arrangement."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= active().px(_SIDE_BY_SIDE)
        way = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(way)

    def _on_checked(self, findings: tuple[Finding, ...]) -> None:
        self.check.show_findings(findings)

    def _on_busy(self, what: str) -> None:
        self.hosting.show_busy(what)
        self.backup.show_busy(what)
        self.desks.setEnabled(not what or what in {"backup", "verify", "service"})
        if not what and self._view is not None:
            self.hosting.show_view(self._view)
            self.backup.show_view(self._view)

    def _on_said(self, sentence: str) -> None:
        self.notice.show_notice("")
        announce(self, sentence)
        self.toast.offer(sentence, "", _SAID_SECONDS)

    def _on_refused(self, sentence: str) -> None:
        if self.dialog is not None:
            self.dialog.show_refusal(sentence)
        elif self.settings.saving:
            self.settings.show_refusal(sentence)
        else:
            self._host_asked = False
            self.notice.show_notice(sentence, "bad", "warning")
            announce(self, sentence)
            self.column.verticalScrollBar().setValue(0)

    def _on_done(self, what: str) -> None:
        if what == "settings":
            self.settings.show_saved()
        elif self.dialog is not None:
            self.dialog.close_done()
