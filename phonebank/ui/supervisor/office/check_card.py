"""What a look over the office finds: each thing in a sentence, and how to mend it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from phonebank.ui.faults import worded
from phonebank.ui.language import plural
from phonebank.ui.theme import active
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame, clear
from phonebank.ui.widgets.icons import IconMark
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from phonebank.office.findings import Finding

_MARKS = {"ok": ("check", "good"), "warning": ("warning", "warning"), "problem": ("warning", "bad")}
_ORDER = {"problem": 0, "warning": 1, "ok": 2}


class CheckCard(CardFrame):
    """Problems first, then warnings, then what is well."""

    check_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        head = QHBoxLayout()
        head.addWidget(PlainLabel(self.tr("État du bureau"), "title"), 1)
        self.again = Button(self.tr("Revérifier"), icon="refresh", small=True)
        self.again.clicked.connect(self.check_requested)
        head.addWidget(self.again)
        self.body.addLayout(head)
        self.state = Pill(self.tr("Vérification…"), "quiet", dot=True)
        self.body.addWidget(self.state)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(active().px(8))
        self.body.addLayout(self._rows)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Show what was found."""
        clear(self._rows)
        problems = sum(each.severity == "problem" for each in findings)
        warnings = sum(each.severity == "warning" for each in findings)
        if problems:
            words = plural(problems, self.tr("{n} problème"), self.tr("{n} problèmes"))
            self.state.show_state(words, "bad")
        elif warnings:
            words = plural(warnings, self.tr("{n} point à voir"), self.tr("{n} points à voir"))
            self.state.show_state(words, "warning")
        else:
            self.state.show_state(self.tr("Tout va bien"), "good")
        for each in sorted(findings, key=lambda one: _ORDER[str(one.severity)]):
            self._rows.addWidget(self._row(each))

    def _row(self, finding: Finding) -> QWidget:
        theme = active()
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(10))
        row.addWidget(IconMark(*_MARKS[str(finding.severity)]), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(theme.px(1))
        words.addWidget(PlainLabel(worded(finding.sentence), "small", wrap=True))
        if finding.remedy:
            words.addWidget(PlainLabel(worded(finding.remedy), "muted", wrap=True))
        row.addLayout(words, 1)
        return line
