"""Long work under way: what it is, how far it is, and a way to stop it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel, show_if
from phonebank.ui.widgets.progress import ThinProgress

_THOUSAND = 1000


class Working(CardFrame):
    """Hidden at rest."""

    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(margin=14)
        row = QHBoxLayout()
        row.setSpacing(active().px(14))
        self.what = PlainLabel("", "small", wrap=True)
        row.addWidget(self.what, 1)
        self.bar = ThinProgress(260)
        row.addWidget(self.bar, 1)
        self.stop = Button(self.tr("Arrêter"), small=True)
        self.stop.clicked.connect(self._on_stop)
        row.addWidget(self.stop)
        self.body.addLayout(row)
        self.rest()

    def begin(self, words: str) -> None:
        """Something begins."""
        self.what.setText(words)
        self.stop.setEnabled(True)
        self.show_share(0.0)
        show_if(self, shown=True)
        announce(self, words)

    def show_share(self, share: float) -> None:
        """How far it is, 0 to 1."""
        self.bar.show_share(round(share * _THOUSAND), _THOUSAND)

    def rest(self) -> None:
        """Nothing is under way."""
        self.hide()

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.stop_wanted.emit()
