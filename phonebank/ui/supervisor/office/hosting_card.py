"""Whether other computers may join the office, how they find it, and the button that lets them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from phonebank.ui.language import figure
from phonebank.ui.moments import full_date, local
from phonebank.ui.supervisor.office.facts import Facts
from phonebank.ui.supervisor.office.form_dialog import FormDialog
from phonebank.ui.supervisor.office.service_part import ServicePart
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel, show_if
from phonebank.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from phonebank.office.keeper import FormerHosting, HostingView, OfficeView


class HostingCard(CardFrame):
    """Shows one view; asks for hosting, other choices, or an end of it."""

    host_requested = Signal()
    stop_requested = Signal()
    starting_wanted = Signal(bool)
    """Whether the office is to start with this computer."""

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
        self.service = ServicePart()
        self.service.wanted.connect(self.starting_wanted)
        self.body.addWidget(self.service)

    def show_view(self, view: OfficeView) -> None:
        """Show how the office stands."""
        hosting = view.hosting
        if not view.own_server:
            self.state.show_state(self.tr("Sur un serveur"), "accent")
            self.words.show_text(
                self.tr("La base est sur un serveur à part : qui le tient dit qui s’y connecte.")
            )
            self.facts.show_facts([(self.tr("Serveur"), view.place)])
        elif hosting is None and view.former is not None:
            self._show_former(view.former)
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
            self.facts.show_facts(self._hosted(hosting, view.house.time_zone))
        show_if(self._row, view.own_server)
        show_if(self.stop, hosting is not None)
        self.host.set_label(self._act(view))
        self.host.set_kind(Kind.PRIMARY if hosting is None else Kind.QUIET)
        self.service.show_service(view.service, hosted=hosting is not None)

    def show_busy(self, what: str) -> None:
        """Nothing else is asked for meanwhile."""
        self.host.setEnabled(not what)
        self.stop.setEnabled(not what)
        self.service.show_busy(what)
        if what == "host":
            self.words.show_text(self.tr("La base redémarre et s’ouvre au réseau…"))
        elif what == "stop":
            self.words.show_text(self.tr("La base redémarre et se ferme au réseau…"))

    def _act(self, view: OfficeView) -> str:
        if view.hosting is not None:
            return self.tr("Changer de réseau…")
        if view.former is not None and view.former.taken and view.former.free_port:
            return self.tr("Héberger sur le port {port}…").format(port=view.former.free_port)
        return self.tr("Héberger sur cet ordinateur…")

    def _show_former(self, former: FormerHosting) -> None:
        self.state.show_state(self.tr("Restauré, pas encore hébergé ici"), "warning")
        if former.taken and former.free_port:
            words = self.tr(
                "Il répondait sur le port {port}, qu’un autre programme occupe ici ; le port "
                "{free} est libre. Ses postes cherchent encore l’ancien : invitez-les de nouveau."
            ).format(port=former.port, free=former.free_port)
        elif former.taken:
            words = self.tr(
                "Il répondait sur le port {port}, qu’un autre programme occupe ici : fermez ce "
                "programme, puis hébergez le bureau."
            ).format(port=former.port)
        else:
            words = self.tr(
                "Son port {port} est libre ici : hébergez-le, ses postes le retrouveront à la même "
                "adresse."
            ).format(port=former.port)
        self.words.show_text(words)
        self.facts.show_facts(
            [
                (self.tr("Adresse d’avant"), ", ".join(former.hosts)),
                (self.tr("Réseaux admis"), ", ".join(former.ranges)),
            ]
        )

    def _hosted(self, hosting: HostingView, zone: str) -> list[tuple[str, str]]:
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
            until = full_date(local(hosting.until, zone).date())
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
        hosting, former = view.hosting, view.former
        before = hosting or former
        known = " ".join(before.ranges) if before else view.network
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
            self.tr("Nombre de postes prévus"), str(before.desks if before else 60)
        )
        self.port: QLineEdit | None = None
        if former is not None and former.taken and former.free_port:
            self.port = self.field(self.tr("Port"), str(former.free_port))

    def choice(self) -> tuple[tuple[str, ...], str, int, int | None] | None:
        """Networks, name, number of desks, port (None: any); None, said, where one is no number."""
        wanted = self.desks.text().strip()
        if not wanted.isdecimal() or not 1 <= int(wanted) <= 400:
            self.show_refusal(self.tr("Un bureau a de 1 à 400 postes."))
            return None
        ranges = tuple(self.ranges.text().replace(",", " ").replace(";", " ").split())
        port = self.port.text().strip() if self.port is not None else ""
        if port and (not port.isdecimal() or not 1024 <= int(port) <= 65535):
            self.show_refusal(self.tr("Un port va de 1024 à 65535."))
            return None
        return ranges, self.host.text().strip(), int(wanted), int(port) if port else None


def grouped(hexadecimal: str) -> str:
    """A fingerprint in groups of four, as people read it aloud."""
    return " ".join(hexadecimal[at : at + 4] for at in range(0, len(hexadecimal), 4))
