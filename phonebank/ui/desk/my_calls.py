"""The caller's last five calls, each to be corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from phonebank.ui.desk.names import name_of
from phonebank.ui.desk.outcome_texts import label
from phonebank.ui.moments import moment
from phonebank.ui.theme import active
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import Rule
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.tab_order import TabsAsLaidOut

if TYPE_CHECKING:
    from phonebank.calling.results import MyCall


class MyCallsDialog(TabsAsLaidOut, QDialog):
    """Lists the calls; `correction_requested` carries the report and the name spoken to."""

    correction_requested = Signal(object, str)

    def __init__(self, calls: tuple[MyCall, ...], zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = active()
        self.setWindowTitle(self.tr("Vos derniers appels"))
        self.setMinimumWidth(theme.px(460))
        self._calls = calls
        self.buttons: list[Button] = []
        column = QVBoxLayout(self)
        edge = theme.px(22)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(10))
        column.addWidget(PlainLabel(self.tr("Vos derniers appels"), "strong"))
        if not calls:
            column.addWidget(PlainLabel(self.tr("Aucun appel pour l’instant."), "quiet"))
        for index, call in enumerate(calls):
            if index:
                column.addWidget(Rule())
            column.addLayout(self._line(index, call, zone))
        close = Button(self.tr("Fermer"), small=True)
        close.clicked.connect(self.reject)
        column.addSpacing(theme.px(6))
        column.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)

    def _line(self, index: int, call: MyCall, zone: str) -> QHBoxLayout:
        row = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(active().px(2))
        words.addWidget(PlainLabel(_name(call) or self.tr("Personne inconnue"), "body", wrap=True))
        what = f"{label(call.report.outcome)} · {moment(call.finished_at, zone)}"
        words.addWidget(PlainLabel(what, "muted", wrap=True))
        row.addLayout(words, 1)
        button = Button(self.tr("Corriger"), small=True)
        button.setProperty("index", index)
        button.clicked.connect(self._on_correct)
        self.buttons.append(button)
        row.addWidget(button)
        return row

    def _on_correct(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            call = self._calls[int(button.property("index"))]
            self.accept()
            self.correction_requested.emit(call.report, _name(call))


def _name(call: MyCall) -> str:
    spoken_to = [voter for voter in call.people if voter.person_id == call.report.person_id]
    found = spoken_to or list(call.people[:1])
    return name_of(found[0]) if found else ""
