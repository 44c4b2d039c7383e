"""The wizard's first screen: what the file is, how it reads, and what each column holds."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.intake.encoding import ENCODINGS
from phonebank.intake.reading import SEPARATORS
from phonebank.intake.spellings import FileKind
from phonebank.ui.language import figure, plural
from phonebank.ui.moments import full_date
from phonebank.ui.supervisor.files.columns_table import ColumnsTable
from phonebank.ui.supervisor.files.kind_words import (
    encoding_name,
    field_name,
    kind_name,
    separator_name,
)
from phonebank.ui.theme import active
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.choice_box import ChoiceBox
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame, Notice
from phonebank.ui.widgets.labels import PlainLabel, show_if

if TYPE_CHECKING:
    from phonebank.intake.choices import HowToRead
    from phonebank.ui.supervisor.files.wizard_state import WizardState

_HEADER_LINES = 15


class ReadingStep(QWidget):
    """Shows a `WizardState`; announces what the person corrects."""

    kind_chosen = Signal(object)
    how_chosen = Signal(object)
    use_chosen = Signal(str, str)
    forget_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        theme = active()
        self._how: HowToRead | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(10))
        column.addWidget(self._form())
        self.remembered = Notice("", "soft", "check")
        self.forget = Button(self.tr("Repartir de zéro"), small=True)
        self.forget.clicked.connect(self.forget_wanted)
        self.remembered.side.addWidget(self.forget)
        column.addWidget(self.remembered)
        card = CardFrame(margin=12, spacing=8)
        self.lead = PlainLabel("", "muted", wrap=True)
        card.body.addWidget(self.lead)
        self.table = ColumnsTable()
        self.table.use_chosen.connect(self.use_chosen)
        card.body.addWidget(self.table, 1)
        self.left_out = PlainLabel("", "muted", wrap=True)
        card.body.addWidget(self.left_out)
        column.addWidget(card, 1)
        self.missing = Notice()
        column.addWidget(self.missing)

    def show_state(self, state: WizardState) -> None:
        """Show the file as it is read now."""
        if state.look is None or state.fit is None or state.kind is None:
            return
        self._how = state.look.how
        self._show_form(state)
        self.table.show_state(state)
        self._show_words(state)

    def _form(self) -> QWidget:
        theme = active()
        card = CardFrame(margin=14)
        flow = Flow(theme.px(14))
        self._fields: dict[str, QWidget] = {}
        self.kind = self._combo(flow, "kind", self.tr("Ce fichier contient"), 230)
        for kind in FileKind:
            self.kind.addItem(kind_name(kind), kind)
        self.encoding = self._combo(flow, "encoding", self.tr("Caractères"), 150)
        for encoding in ENCODINGS:
            self.encoding.addItem(encoding_name(encoding), encoding)
        self.separator = self._combo(flow, "separator", self.tr("Séparateur"), 150)
        for separator in SEPARATORS:
            self.separator.addItem(separator_name(separator), separator)
        self.sheet = self._combo(flow, "sheet", self.tr("Feuille ou fichier"), 200)
        self.header = self._combo(flow, "header", self.tr("Ligne des titres"), 120)
        self.header.addItem(self.tr("aucune"), 0)
        for line in range(1, _HEADER_LINES + 1):
            self.header.addItem(str(line), line)
        holder = QWidget()
        holder.setLayout(flow)
        card.body.addWidget(holder)
        self.kind.activated.connect(self._on_kind)
        for combo in (self.encoding, self.separator, self.sheet, self.header):
            combo.activated.connect(self._on_how)
        return card

    def _combo(self, flow: Flow, name: str, words: str, width: int) -> ChoiceBox:
        theme = active()
        holder = self._fields[name] = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        column.addWidget(PlainLabel(words, "muted"))
        combo = ChoiceBox()
        combo.setAccessibleName(words)
        combo.setMinimumWidth(theme.px(width))
        column.addWidget(combo)
        flow.addWidget(holder)
        return combo

    def _show_form(self, state: WizardState) -> None:
        look = state.look
        if look is None:
            return
        seen = look.seen
        listed = seen.listed is not None
        self.kind.setCurrentIndex(self.kind.findData(state.kind))
        encoding = {"utf-8-sig": "utf-8", "utf-16": "utf-16-le", "utf-32": ""}.get(
            seen.encoding, seen.encoding
        )
        self.encoding.setCurrentIndex(self.encoding.findData(encoding))
        self.separator.setCurrentIndex(self.separator.findData(seen.separator))
        self.sheet.clear()
        for name in seen.inside:
            self.sheet.addItem(name, name)
        self.sheet.setCurrentIndex(self.sheet.findData(seen.sheet))
        if self.header.findData(seen.header_line) < 0:
            self.header.addItem(str(seen.header_line), seen.header_line)
        self.header.setCurrentIndex(self.header.findData(seen.header_line))
        show_if(self._fields["encoding"], bool(seen.encoding))
        show_if(self._fields["separator"], bool(seen.separator) and not listed)
        show_if(self._fields["sheet"], bool(seen.sheet) and len(seen.inside) > 1)
        show_if(self._fields["header"], not listed)

    def _show_words(self, state: WizardState) -> None:
        look, found = state.look, state.fit
        if look is None or found is None:
            return
        rows = plural(look.seen.rows, self.tr("{n} ligne."), self.tr("{n} lignes."))
        if look.seen.listed is not None:
            bureaux, numbers, _bad = look.seen.listed
            rows = self.tr("{bureaux} bureaux, {numbers} numéros.").format(
                bureaux=figure(bureaux), numbers=figure(numbers)
            )
        elif not look.sure:
            rows += " " + self.tr(
                "Ce fichier n’est pas reconnu : dites ce qu’il contient, puis ce qu’est chaque "
                "colonne."
            )
        else:
            rows += " " + self.tr("Au-dessus de chaque colonne, ce qu’elle contient.")
        self.lead.setText(rows)
        self.remembered.show_notice(
            self.tr("Mêmes colonnes que le {day} : vos choix d’alors sont repris.").format(
                day=full_date(state.remembered_on.date())
            )
            if state.remembered_on
            else ""
        )
        self.left_out.show_text(self._left_out(state))
        self.missing.show_notice(self._missing(state), "warning", "warning")

    def _on_kind(self) -> None:
        self.kind_chosen.emit(FileKind(self.kind.currentData()))

    def _on_how(self) -> None:
        if self._how is None:
            return
        chosen = self.sender()
        if chosen is self.encoding:
            how = replace(self._how, encoding=self.encoding.currentData())
        elif chosen is self.separator:
            how = replace(self._how, separator=self.separator.currentData())
        elif chosen is self.sheet:
            how = replace(self._how, sheet=self.sheet.currentData(), header_line=None)
        else:
            how = replace(self._how, header_line=self.header.currentData())
        self.how_chosen.emit(how)

    def _missing(self, state: WizardState) -> str:
        """What must still have a column."""
        if state.fit is None or not state.fit.missing:
            return ""
        lacks = " · ".join(
            self.tr(" ou ").join(field_name(name) for name in group) for group in state.fit.missing
        )
        return self.tr(
            "Il manque : {lacks}. Choisissez la colonne au-dessus du tableau, ou dites que le "
            "fichier contient autre chose."
        ).format(lacks=lacks)

    def _left_out(self, state: WizardState) -> str:
        """The columns that are not used, and those that may not be."""
        if state.fit is None:
            return ""
        parts = []
        if state.fit.forbidden:
            titles = ", ".join(title for title, _ in state.fit.forbidden)
            parts.append(
                self.tr("Jamais lues, une campagne n’y a pas droit : {titles}.").format(
                    titles=titles
                )
            )
        unused = [title for title in state.fit.unknown if not state.use_of(title)]
        if unused:
            parts.append(self.tr("Ignorées : {titles}.").format(titles=", ".join(unused[:12])))
        return " ".join(parts)
