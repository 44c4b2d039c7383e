"""A contact and one person it may be, field by field, with what agrees between the two."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from phonebank.ui.supervisor.review.words import breakable, verdict_words
from phonebank.ui.theme import active
from phonebank.ui.widgets.frames import CardFrame, Rule
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from collections.abc import Sequence

    from phonebank.ui.supervisor.review.words import Line

_TITLE, _OURS, _MARK, _THEIRS = range(4)


class SideBySide(CardFrame):
    """A grid: the field, what the file says, how the two compare, what the roll says."""

    def __init__(self) -> None:
        super().__init__(margin=20)
        theme = active()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.px(18))
        self._grid.setVerticalSpacing(theme.px(9))
        self._grid.setColumnStretch(_OURS, 1)
        self._grid.setColumnStretch(_THEIRS, 1)
        self.body.addLayout(self._grid)
        self.ours = PlainLabel(self.tr("Dans le fichier"), "title")
        self.theirs = PlainLabel("", "title", wrap=True)
        self._grid.addWidget(self.ours, 0, _OURS)
        self._grid.addWidget(self.theirs, 0, _THEIRS)
        self._rows: list[tuple[PlainLabel, PlainLabel, Pill, PlainLabel]] = []

    def show_lines(self, lines: Sequence[Line], heading: str) -> None:
        """Show these fields; `heading` stands over the person."""
        self.theirs.setText(heading)
        while len(self._rows) < len(lines):
            self._add_row()
        spoken = []
        for (title, ours, mark, theirs), line in zip(self._rows, lines, strict=True):
            title.setText(line.title)
            for label, text in ((ours, line.ours), (theirs, line.theirs)):
                label.setText(breakable(text))
            words, tone = verdict_words(line.verdict) if line.verdict else ("", "quiet")
            mark.show_state(words, tone)
            both = self.tr("{field} : {ours}, sur la liste : {theirs}").format(
                field=line.title, ours=line.ours, theirs=line.theirs
            )
            spoken.append(f"{both}, {words}" if words else both)
        self.setAccessibleName(self.tr("Contact et personne côte à côte"))
        self.setAccessibleDescription(". ".join(spoken))

    def texts(self) -> list[tuple[str, str, str, str]]:
        """What is shown, row by row."""
        return [
            (title.text(), ours.text(), mark.text(), theirs.text())
            for title, ours, mark, theirs in self._rows
        ]

    def _add_row(self) -> None:
        place = 1 + 2 * len(self._rows)
        self._grid.addWidget(Rule(), place, 0, 1, 4)
        row = (
            PlainLabel("", "muted"),
            PlainLabel("", "body", wrap=True),
            Pill(),
            PlainLabel("", "body", wrap=True),
        )
        for column, widget in enumerate(row):
            middle = Qt.AlignmentFlag.AlignVCenter
            self._grid.addWidget(
                widget,
                place + 1,
                column,
                middle | Qt.AlignmentFlag.AlignHCenter if column == _MARK else middle,
            )
        self._rows.append(row)
