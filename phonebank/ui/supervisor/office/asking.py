"""What the office's page asks before it acts: dialogs, their answers on the way to the office."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from phonebank.ui.supervisor.confirm import Confirm
from phonebank.ui.supervisor.office.charter_dialog import CharterDialog
from phonebank.ui.supervisor.office.form_dialog import FormDialog
from phonebank.ui.supervisor.office.hosting_card import HostDialog
from phonebank.ui.supervisor.office.invite_dialog import InviteDialog
from phonebank.ui.supervisor.office.passphrase_dialog import PassphraseDialog
from phonebank.ui.supervisor.office.presenter import OfficePresenter
from phonebank.ui.supervisor.office.staff_card import StaffDialog
from phonebank.ui.widgets.frames import Notice
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.office.backup_words import Wanted
    from phonebank.office.invitation import Invitation
    from phonebank.office.keeper import OfficeKeeper, OfficeView
    from phonebank.store.accounts import PersonView
    from phonebank.store.enrolment import DeskRow


class AskingPage(QWidget):
    """A page that asks, one dialog at a time (`dialog`), over what it was last shown (`_view`)."""

    def __init__(
        self, bridge: Bridge, service: OfficeKeeper, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.presenter = OfficePresenter(bridge, service, self)
        self._view: OfficeView | None = None
        self.dialog: FormDialog | None = None
        self._host_asked = False
        self.notice = Notice()

    def open_hosting(self) -> None:
        """Ask which networks may come in."""
        if self._view is not None:
            dialog = HostDialog(self, self._view)
            dialog.asked.connect(self._on_host_asked)
            self._open(dialog)

    def open_invitation(self) -> None:
        """Ask for which desk, then show the invitation."""
        dialog = InviteDialog(self, self._view.house.time_zone if self._view else "")
        dialog.asked.connect(self._on_invitation_asked)
        self._open(dialog)

    def open_staff(self, person: PersonView | None = None) -> None:
        """Ask for somebody's name and password, or for another password of `person`."""
        dialog = StaffDialog(self, person or None)
        dialog.asked.connect(partial(self._on_staff_asked, dialog, changing=bool(person)))
        self._open(dialog)

    def open_words(self, what: str, wanted: Wanted) -> None:
        """Ask for the passphrase of the backups."""
        dialog = PassphraseDialog(self, what, wanted)
        dialog.asked.connect(self._on_words)
        self._open(dialog)
        dialog.passphrase.setFocus()

    def open_key(self, key: str) -> None:
        """Show the backups' key, until the dialog is closed."""
        dialog = FormDialog(
            self,
            self.tr("La clé des sauvegardes"),
            self.tr(
                "Notez-la sur papier et gardez-la loin d’ici : avec elle et une sauvegarde, le "
                "bureau se restaure sur un autre ordinateur."
            ),
            self.tr("Je l’ai notée"),
        )
        words = PlainLabel(key.replace("-", " "), "strong", wrap=True)
        words.setAccessibleName(self.tr("Clé : {key}").format(key=key))
        dialog.body.addWidget(words)
        dialog.asked.connect(dialog.close_done)
        self._open(dialog)
        dialog.act.setFocus()

    def confirm_stop(self) -> None:
        """Ask before other computers are cut off."""
        ask = self._ask(
            self.tr("Ne plus héberger le bureau ?"),
            self.tr(
                "Les autres ordinateurs n’y accèdent plus ; ce qu’ils notent reste chez eux et "
                "partira à la réouverture. Leurs invitations déjà acceptées restent valables."
            ),
            self.tr("Ne plus héberger"),
        )
        ask.accepted.connect(self.presenter.stop_hosting)

    def open_renaming(self, desk: DeskRow) -> None:
        """Ask for a desk's other name."""
        dialog = FormDialog(self, self.tr("Renommer le poste"), "", self.tr("Renommer"))
        field = dialog.field(self.tr("Nom du poste"), desk.label)
        field.setMaxLength(60)
        field.selectAll()
        dialog.asked.connect(lambda: self.presenter.rename(desk, field.text()))
        self._open(dialog)
        field.setFocus()

    def confirm_revoking(self, desk: DeskRow) -> None:
        """Ask before a desk is taken out of service."""
        ask = self._ask(
            self.tr("Retirer le poste {name} ?").format(name=desk.label),
            self.tr(
                "Il est refusé dès sa prochaine demande. Sa fiche retourne dans la file ; un appel "
                "en cours sera à trier. Pour revenir, il lui faudra une invitation."
            ),
            self.tr("Retirer"),
        )
        ask.accepted.connect(partial(self.presenter.revoke, desk))

    def confirm_charter(self) -> None:
        """Ask before everybody reads the charter again."""
        ask = self._ask(
            self.tr("Faire relire la charte à chacun ?"),
            self.tr("Chaque appelant la relira et l’acceptera avant sa prochaine fiche."),
            self.tr("La faire relire"),
        )
        ask.accepted.connect(self.presenter.renew_charter)

    def open_charter(self) -> None:
        """Let the owner say the charter in their own words."""
        if self._view is not None:
            dialog = CharterDialog(self, self._view.house)
            dialog.asked.connect(self._on_charter_asked)
            self._open(dialog)

    def confirm_dismissal(self, person: PersonView) -> None:
        """Ask before somebody is sent away."""
        ask = self._ask(
            self.tr("Retirer {name} ?").format(name=person.name),
            self.tr("Ce compte est fermé dès maintenant. Vous pourrez le rouvrir."),
            self.tr("Retirer"),
        )
        ask.accepted.connect(partial(self.presenter.set_active, person.name, active=False))

    def let_back(self, person: PersonView) -> None:
        """Let somebody back in."""
        self.presenter.set_active(person.name, active=True)

    def _open(self, dialog: FormDialog) -> None:
        self.dialog = dialog
        dialog.finished.connect(self._on_closed)
        dialog.open()

    def _ask(self, title: str, meaning: str, act: str) -> Confirm:
        ask = Confirm(self, title, meaning, act, danger=True)
        ask.open()
        return ask

    def _on_closed(self) -> None:
        self.dialog = None

    def _on_host_asked(self) -> None:
        choice = self.dialog.choice() if isinstance(self.dialog, HostDialog) else None
        if choice is not None and self.dialog is not None:
            self.dialog.close_done()
            self.notice.show_notice("")
            self._host_asked = True
            self.presenter.host(*choice)

    def _on_charter_asked(self) -> None:
        texts = self.dialog.choice() if isinstance(self.dialog, CharterDialog) else None
        if texts is not None:
            self.presenter.reword_charter(texts)

    def _on_words(self) -> None:
        dialog = self.dialog
        words = dialog.choice() if isinstance(dialog, PassphraseDialog) else ""
        if words and isinstance(dialog, PassphraseDialog):
            self.presenter.give_words(dialog.what, words, dialog.wanted)

    def _on_invitation_asked(self) -> None:
        if isinstance(self.dialog, InviteDialog):
            self.presenter.invite(self.dialog.name.text().strip(), self.dialog.valid())

    def show_invitation(self, invitation: Invitation) -> None:
        """Show what was asked for, once."""
        if isinstance(self.dialog, InviteDialog):
            self.dialog.show_invitation(invitation)

    def _on_staff_asked(self, dialog: StaffDialog, *, changing: bool) -> None:
        choice = dialog.choice()
        if choice is None:
            return
        if changing:
            self.presenter.set_password(choice[0], choice[1])
        else:
            self.presenter.appoint(*choice)
