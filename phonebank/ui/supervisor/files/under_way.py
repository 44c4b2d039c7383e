"""Work under way: what is being done, how far it is, how long it will still take, stopping it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout

from phonebank.ui.language import plural
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.progress import ThinProgress

_LEAST_SECONDS = 2.0
"""Nothing is foretold from less than this."""
_LEAST_SHARE = 0.04


class UnderWay(CardFrame):
    """`stop_wanted`: the person wants it to end; nothing will have been changed."""

    stop_wanted = Signal()

    def __init__(self) -> None:
        super().__init__(margin=22, spacing=12)
        self.what = PlainLabel("", "strong", wrap=True)
        self.body.addWidget(self.what)
        self.bar = ThinProgress(420)
        self.body.addWidget(self.bar)
        row = QHBoxLayout()
        self.left = PlainLabel("", "muted")
        row.addWidget(self.left, 1)
        self.stop = Button(self.tr("Arrêter"), small=True)
        self.stop.clicked.connect(self._on_stop)
        row.addWidget(self.stop)
        self.body.addLayout(row)
        self.promise = PlainLabel(
            self.tr("Si vous arrêtez, rien n’aura été changé."), "muted", wrap=True
        )
        self.body.addWidget(self.promise)

    def begin(self) -> None:
        """Something else begins."""
        self.what.setText(_step_words("reading"))
        self.bar.show_share(0, 1)
        self.left.setText("")
        self.stop.setEnabled(True)

    def show_progress(self, step: str, share: float, seconds: float) -> None:
        """Where it stands."""
        self.what.setText(_step_words(step))
        self.bar.show_share(round(share * 1000), 1000)
        self.left.setText(time_left(share, seconds))

    def _on_stop(self) -> None:
        self.stop.setEnabled(False)
        self.left.setText(self.tr("On s’arrête…"))
        self.stop_wanted.emit()


def time_left(share: float, seconds: float) -> str:
    """How long it will still take, from what it took so far; '' while nobody can say."""
    if seconds < _LEAST_SECONDS or share < _LEAST_SHARE or share >= 1:
        return ""
    left = seconds * (1 - share) / share
    translate = QCoreApplication.translate
    if left < 60:
        rounded = max(5, round(left / 5) * 5)
        return plural(
            rounded,
            translate("UnderWay", "encore {n} seconde environ"),
            translate("UnderWay", "encore {n} secondes environ"),
        )
    return plural(
        round(left / 60),
        translate("UnderWay", "encore {n} minute environ"),
        translate("UnderWay", "encore {n} minutes environ"),
    )


def _step_words(step: str) -> str:
    translate = QCoreApplication.translate
    words = {
        "reading": translate("UnderWay", "Lecture du fichier"),
        "checking": translate("UnderWay", "Vérification des lignes"),
        "matching": translate("UnderWay", "Recherche des personnes"),
        "merging": translate("UnderWay", "Mise en place dans la base"),
        "removing": translate("UnderWay", "Retrait de ce qui était venu"),
        "restoring": translate("UnderWay", "Retour à l’état d’avant"),
        "done": translate("UnderWay", "C’est fait"),
    }
    return words.get(step, words["merging"])
