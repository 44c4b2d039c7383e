"""The rule in words, what each past round counts for, and whether a fitted model replaces it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout

from phonebank.ui.language import figure
from phonebank.ui.supervisor.scores.tables import CellsTable
from phonebank.ui.supervisor.scores.words import decimal, model_name, share, title_of, verdict_words
from phonebank.ui.theme import active
from phonebank.ui.widgets.frames import CardFrame
from phonebank.ui.widgets.labels import PlainLabel
from phonebank.ui.widgets.pill import Pill

if TYPE_CHECKING:
    from phonebank.targeting.scores_service import ScoresView, WeighedRound


class RuleCard(CardFrame):
    """Shows; nothing is asked of it."""

    def __init__(self) -> None:
        super().__init__("", margin=18, spacing=8)
        theme = active()
        head = QHBoxLayout()
        head.setSpacing(theme.px(10))
        name = PlainLabel(self.tr("La règle, en mots"), "title", wrap=True)
        self.setAccessibleName(name.text())
        head.addWidget(name, 1)
        self.model = Pill("", "accent")
        head.addWidget(self.model)
        self.body.addLayout(head)
        for words in (
            self.tr(
                "Chacun est noté d’après les tours où l’on sait s’il a voté. Un tour du même type "
                "de scrutin compte double ; tous les deux ans, un tour perd un cinquième de son "
                "poids."
            ),
            self.tr(
                "Ce qu’on ne sait pas ne compte ni pour ni contre : un tour jamais relevé, ou "
                "d’avant la majorité, n’est pas une abstention."
            ),
            self.tr(
                "S’y ajoute ce qu’on attend de l’âge et du bureau : on s’abstient le moins entre "
                "65 et 79 ans. Le 1er tour d’un scrutin parle plus fort que tout le reste."
            ),
        ):
            self.body.addWidget(PlainLabel(words, "small", wrap=True))
        self.verdict = PlainLabel("", "muted", wrap=True)
        self.body.addWidget(self.verdict)
        self.body.addSpacing(theme.px(4))
        self.table = CellsTable(
            self.tr("Les tours passés et leur poids"),
            (
                self.tr("Tour passé"),
                self.tr("Poids"),
                self.tr("Réponses"),
                self.tr("Participation"),
            ),
        )
        self.body.addWidget(self.table)
        self.nothing = PlainLabel(
            self.tr("Aucun tour passé n’est connu : seuls l’âge et le bureau parlent."),
            "muted",
            wrap=True,
        )
        self.body.addWidget(self.nothing)
        self.body.addStretch(1)

    def show_view(self, view: ScoresView) -> None:
        """Show what the scores of this round are made of."""
        tone = "good" if view.verdict.fitted else "accent"
        self.model.show_state(model_name(view.verdict), tone)
        self.verdict.setText(verdict_words(view.verdict))
        self.table.show_rows([self._row(each) for each in view.weighed])
        self.table.setVisible(bool(view.weighed))
        self.nothing.setVisible(not view.weighed)

    def _row(self, each: WeighedRound) -> tuple[str, ...]:
        weight = decimal(each.weight) if each.weight else self.tr("à part")
        return title_of(each.round), weight, figure(each.known), share(each.turnout)
