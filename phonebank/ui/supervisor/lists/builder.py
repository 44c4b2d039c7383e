"""The query builder: conditions in words, the sentence they make, and how many people that is."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QMenu, QVBoxLayout

from phonebank.domain.errors import BadInput
from phonebank.domain.list_definition import LONGEST_NAME, MOST_CONDITIONS
from phonebank.domain.list_fields import Field
from phonebank.domain.list_words import definition_words
from phonebank.domain.rounds import parse_round
from phonebank.store.lists import Choices
from phonebank.ui.language import plural, spoken_language, unbroken
from phonebank.ui.supervisor.lists.condition_row import FIRST_VALUES, ConditionRow
from phonebank.ui.supervisor.lists.field_words import field_name
from phonebank.ui.supervisor.lists.state import Draft, Line, ListsState
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame, Rule, clear
from phonebank.ui.widgets.labels import PlainLabel


class ListBuilder(CardFrame):
    """Says each change of the draft; saves nothing itself."""

    drafted = Signal(object)
    save_requested = Signal()
    delete_requested = Signal()
    campaign_requested = Signal()

    def __init__(self) -> None:
        super().__init__(margin=20, spacing=12)
        self._draft = Draft()
        self._choices = Choices()
        self._rows: list[ConditionRow] = []
        self._taken: frozenset[str] = frozenset()
        theme = active()
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        self.name = QLineEdit()
        self.name.setPlaceholderText(self.tr("Nom de la liste"))
        self.name.setAccessibleName(self.tr("Nom de la liste"))
        self.name.setMaxLength(LONGEST_NAME)
        head.addWidget(self.name, 1)
        self.match = QComboBox()
        self.match.setAccessibleName(self.tr("Conditions à remplir"))
        self.match.addItem(self.tr("Toutes les conditions"), userData=False)
        self.match.addItem(self.tr("Une condition suffit"), userData=True)
        self.match.setMinimumContentsLength(20)
        head.addWidget(self.match)
        self.body.addLayout(head)
        self._conditions = QVBoxLayout()
        self._conditions.setSpacing(theme.px(8))
        self.body.addLayout(self._conditions)
        self.add = Button(self.tr("Ajouter une condition"), icon="plus", small=True)
        self.menu = QMenu(self)
        for each in Field:
            action = self.menu.addAction(field_name(each))
            action.setData(each.value)
        self.menu.triggered.connect(self._on_added)
        self.add.clicked.connect(self.open_menu)
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addWidget(Rule())
        self.sentence = PlainLabel("", "body", wrap=True)
        self.sentence.setAccessibleName(self.tr("La liste en une phrase"))
        self.body.addWidget(self.sentence)
        self.counts = PlainLabel("", "strong", wrap=True)
        self.body.addWidget(self.counts)
        self.hint = PlainLabel("", "warning", wrap=True)
        self.body.addWidget(self.hint)
        self.body.addLayout(self._build_foot())
        self.name.textChanged.connect(self._on_name)
        self.match.currentIndexChanged.connect(self._on_match)

    def show_state(self, state: ListsState) -> None:
        """Show the draft and its counts; the rows are made again only for another draft."""
        sight = state.sight
        self.setEnabled(sight is not None)
        if sight is None:
            return
        others = {row.name.casefold() for row in sight.lists if row.list_id != state.draft.list_id}
        self._taken = frozenset(others)
        if state.draft != self._draft or sight.choices != self._choices:
            self._choices = sight.choices
            self._show_draft(state.draft)
        self._show_words(state)

    def open_menu(self) -> None:
        """The fields one may add, under the button."""
        self.menu.popup(self.add.mapToGlobal(self.add.rect().bottomLeft()))

    def add_condition(self, asked: Field) -> None:
        """One more condition, ready to be filled."""
        line = Line(asked, FIRST_VALUES.get(asked, ()))
        self._show_draft(replace(self._draft, lines=(*self._draft.lines, line)))
        self._rows[-1].begin()
        self._say()

    def _build_foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setSpacing(active().px(10))
        self.delete = Button(self.tr("Supprimer"), Kind.DANGER, small=True)
        self.delete.clicked.connect(self.delete_requested)
        foot.addWidget(self.delete)
        foot.addStretch(1)
        self.campaign = Button(self.tr("En faire une campagne"), icon="phone")
        self.campaign.clicked.connect(self.campaign_requested)
        foot.addWidget(self.campaign)
        self.save = Button(self.tr("Enregistrer"), Kind.PRIMARY)
        self.save.clicked.connect(self.save_requested)
        foot.addWidget(self.save)
        return foot

    def _show_draft(self, draft: Draft) -> None:
        self._draft = draft
        if self.name.text() != draft.name:
            self.name.blockSignals(True)
            self.name.setText(draft.name)
            self.name.blockSignals(False)
        self.match.blockSignals(True)
        self.match.setCurrentIndex(int(draft.match_any))
        self.match.blockSignals(False)
        clear(self._conditions)
        self._rows = []
        for place, line in enumerate(draft.lines):
            row = ConditionRow(line, self._choices)
            row.changed.connect(partial(self._on_line, place))
            row.removed.connect(partial(self._on_removed, place))
            self._rows.append(row)
            self._conditions.addWidget(row)
        self.add.setEnabled(len(draft.lines) < MOST_CONDITIONS)

    def _show_words(self, state: ListsState) -> None:
        draft = state.draft
        hint, ready = "", True
        try:
            definition = draft.definition()
        except BadInput:
            hint = self.tr("Une condition ne peut pas être utilisée : retirez-la.")
            ready = False
        else:
            language = spoken_language()
            words = definition_words(definition, language)
            self.sentence.setText(unbroken(words) if language == "fr" else words)
        if ready and not draft.finished:
            hint, ready = self.tr("Choisissez au moins une valeur à chaque condition."), False
        name = " ".join(draft.name.split())
        if ready and name.casefold() in self._taken:
            hint, ready = self.tr("Une autre liste porte déjà ce nom."), False
        self.hint.show_text(hint)
        self.counts.setText(self._count_words(state))
        self.save.setEnabled(ready and bool(name))
        self.delete.setVisible(draft.list_id is not None)
        self.campaign.setVisible(draft.list_id is not None)
        self.campaign.setEnabled(state.counts is not None and state.counts.lines > 0)

    def _count_words(self, state: ListsState) -> str:
        sight, counts = state.sight, state.counts
        if sight is None or not sight.target:
            return self.tr("Aucun tour n’est connu : importez d’abord l’émargement d’un tour.")
        if counts is None:
            return self.tr("On compte…") if state.counting else "–"
        people = plural(counts.people, self.tr("{n} personne"), self.tr("{n} personnes"))
        lines = plural(counts.lines, self.tr("{n} ligne"), self.tr("{n} lignes"))
        reached = plural(counts.reachable, self.tr("{n} joignable"), self.tr("{n} joignables"))
        return self.tr("{people}, {reached} sur {lines} · {round}").format(
            people=people,
            reached=reached,
            lines=lines,
            round=parse_round(sight.target).title(spoken_language()),
        )

    def _on_added(self, action: QAction) -> None:
        self.add_condition(Field(str(action.data())))

    def _on_line(self, place: int, line: Line) -> None:
        lines = list(self._draft.lines)
        lines[place] = line
        self._draft = replace(self._draft, lines=tuple(lines))
        self._say()

    def _on_removed(self, place: int) -> None:
        lines = [line for at, line in enumerate(self._draft.lines) if at != place]
        self._show_draft(replace(self._draft, lines=tuple(lines)))
        self.add.setFocus()
        self._say()

    def _on_name(self, name: str) -> None:
        self._draft = replace(self._draft, name=name)
        self._say()

    def _on_match(self) -> None:
        self._draft = replace(self._draft, match_any=bool(self.match.currentData()))
        self._say()

    def _say(self) -> None:
        self.drafted.emit(self._draft)
