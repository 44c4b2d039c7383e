"""Whether other computers may join the office, how they find it, and the button that lets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from phonebank.ui.language import figure
from phonebank.ui.moments import full_date
from phonebank.ui.supervisor.office.facts import Facts
from phonebank.ui.supervisor.office.form_dialog import FormDialog
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel, show_if
from phonebank.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from phonebank.office.keeper import HostingView, OfficeView


class HostingCard(CardFrame):
    """Shows one view; asks for hosting, other choices, or an end of it."""

    host_requested = Signal()
    stop_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.body.addWidget(PlainLabel(self.tr("Plusieurs ordinateurs"), "title"))
        self.state = Pill("", "quiet", dot=True)
        self.body.addWidget(self.state)
        self.words = PlainLabel("", "small", wrap=True)
        self.body.addWidget(self.words)
        self.facts = Facts()
        self.body.addWidget(self.facts)
        self._row = QWidget()
        row = Flow(active().px(8))
        self._row.setLayout(row)
        self.host = Button(self.tr("Héberger sur cet ordinateur…"), Kind.PRIMARY, small=True)
        self.host.clicked.connect(self.host_requested)
        self.stop = Button(self.tr("Ne plus héberger"), small=True)
        self.stop.clicked.connect(self.stop_requested)
        row.addWidget(self.host)
        row.addWidget(self.stop)
        self.body.addWidget(self._row)

    def show_view(self, view: OfficeView) -> None:
        """Show how the office stands."""
        hosting = view.hosting
        if not view.own_server:
            self.state.show_state(self.tr("Sur un serveur"), "accent")
            self.words.show_text(
                self.tr("La base est sur un serveur à part : qui le tient dit qui s’y connecte.")
            )
            self.facts.show_facts([(self.tr("Serveur"), view.place)])
        elif hosting is None:
            self.state.show_state(self.tr("Cet ordinateur seulement"), "quiet")
            self.words.show_text(
                self.tr(
                    "Hébergez le bureau pour que d’autres ordinateurs du même réseau le "
                    "rejoignent, chacun avec une invitation. Tout est chiffré."
                )
            )
            self.facts.show_facts([(self.tr("Dossier"), view.place)])
        else:
            self.state.show_state(self.tr("Hébergé ici"), "good")
            self.words.show_text("")
            self.facts.show_facts(self._hosted(hosting))
        show_if(self._row, view.own_server)
        show_if(self.stop, hosting is not None)
        self.host.set_label(
            self.tr("Héberger sur cet ordinateur…")
            if hosting is None
            else self.tr("Changer de réseau…")
        )
        self.host.set_kind(Kind.PRIMARY if hosting is None else Kind.QUIET)

    def show_busy(self, what: str) -> None:
        """Nothing else is asked for meanwhile."""
        self.host.setEnabled(not what)
        self.stop.setEnabled(not what)
        if what == "host":
            self.words.show_text(self.tr("La base redémarre et s’ouvre au réseau…"))
        elif what == "stop":
            self.words.show_text(self.tr("La base redémarre et se ferme au réseau…"))

    def _hosted(self, hosting: HostingView) -> list[tuple[str, str]]:
        pairs = [
            (
                self.tr("Adresse"),
                self.tr("{places}, port {port}").format(
                    places=", ".join(hosting.hosts), port=hosting.port
                ),
            ),
            (self.tr("Réseaux admis"), ", ".join(hosting.ranges)),
            (self.tr("Prêt pour"), self.tr("{n} postes").format(n=figure(hosting.desks))),
            (self.tr("Empreinte"), grouped(hosting.fingerprint)),
        ]
        if hosting.until is not None:
            until = full_date(hosting.until.astimezone().date())
            pairs.append((self.tr("Certificat"), self.tr("jusqu’au {day}").format(day=until)))
        return pairs


class HostDialog(FormDialog):
    """Which networks may come in. `choice` reads the fields."""

    def __init__(self, parent: QWidget, view: OfficeView) -> None:
        super().__init__(
            parent,
            self.tr("Héberger sur cet ordinateur"),
            self.tr(
                "Les ordinateurs de ces réseaux pourront rejoindre le bureau avec une invitation. "
                "La base redémarre : fermez d’abord les autres fenêtres de ce bureau."
            ),
            self.tr("Héberger"),
        )
        hosting = view.hosting
        known = " ".join(hosting.ranges) if hosting else view.network
        self.ranges = self.field(
            self.tr("Réseaux admis"), known, self.tr("par exemple 192.168.1.0/24")
        )
        named = hosting.hosts[0] if hosting and hosting.hosts[:1] != hosting.addresses[:1] else ""
        self.host: QLineEdit = self.field(
            self.tr("Nom de cet ordinateur sur le réseau (facultatif)"),
            named,
            self.tr("par exemple bureau.local"),
        )
        self.desks = self.field(
            self.tr("Nombre de postes prévus"), str(hosting.desks if hosting else 60)
        )

    def choice(self) -> tuple[tuple[str, ...], str, int] | None:
        """The networks, the name and the number of desks; None, said, where that is no number."""
        wanted = self.desks.text().strip()
        if not wanted.isdecimal() or not 1 <= int(wanted) <= 400:
            self.show_refusal(self.tr("Un bureau a de 1 à 400 postes."))
            return None
        ranges = tuple(self.ranges.text().replace(",", " ").replace(";", " ").split())
        return ranges, self.host.text().strip(), int(wanted)


def grouped(hexadecimal: str) -> str:
    """A fingerprint in groups of four, as people read it aloud."""
    return " ".join(hexadecimal[at : at + 4] for at in range(0, len(hexadecimal), 4))
