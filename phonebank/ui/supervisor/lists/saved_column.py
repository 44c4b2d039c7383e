"""The saved lists, one under the other; one of them is in the builder."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout

from phonebank.ui.language import plural
from phonebank.ui.theme import active
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import CardFrame, clear
from phonebank.ui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from phonebank.store.lists import SavedList
    from phonebank.ui.supervisor.lists.state import ListsState


class SavedColumn(CardFrame):
    """Names; `chosen` carries the list's id."""

    chosen = Signal(int)
    began = Signal()

    def __init__(self) -> None:
        super().__init__(self.tr("Listes enregistrées"), margin=16, spacing=10)
        self._shown: tuple[SavedList, ...] | None = None
        self.buttons: dict[int, Button] = {}
        self.fresh = Button(self.tr("Nouvelle liste"), icon="plus", small=True)
        self.fresh.clicked.connect(self.began)
        self.body.addWidget(self.fresh)
        self.empty = PlainLabel(
            self.tr(
                "Aucune liste encore. Ajoutez des conditions à droite, donnez un nom, enregistrez."
            ),
            "muted",
            wrap=True,
        )
        self.body.addWidget(self.empty)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(active().px(6))
        self.body.addLayout(self._rows)

    def show_state(self, state: ListsState) -> None:
        """Show the lists; the one in the builder is marked."""
        lists = state.sight.lists if state.sight is not None else ()
        self.empty.setVisible(state.sight is not None and not lists)
        if lists != self._shown:
            self._shown = lists
            self._draw(lists)
        for list_id, button in self.buttons.items():
            button.setChecked(list_id == state.draft.list_id)

    def _draw(self, lists: tuple[SavedList, ...]) -> None:
        clear(self._rows)
        self.buttons = {}
        for each in lists:
            button = Button(each.name, Kind.CHOICE, spread=True)
            button.set_label(each.name, self._about(each))
            button.setEnabled(each.definition is not None)
            button.clicked.connect(partial(self._on_clicked, each.list_id))
            self.buttons[each.list_id] = button
            self._rows.addWidget(button)

    def _about(self, row: SavedList) -> str:
        if row.definition is None:
            return self.tr("faite par une autre version du programme")
        if row.campaigns:
            return plural(
                row.campaigns,
                self.tr("{n} campagne en cours"),
                self.tr("{n} campagnes en cours"),
            )
        return plural(
            len(row.definition.conditions), self.tr("{n} condition"), self.tr("{n} conditions")
        )

    def _on_clicked(self, list_id: int) -> None:
        self.chosen.emit(list_id)
