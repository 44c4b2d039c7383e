"""The wizard's second screen: what only the person knows of the file, asked in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from phonebank.domain.rounds import known_rounds
from phonebank.intake.choices import EmptyMeans, Listing, Mark
from phonebank.intake.closed_sources import closed_source
from phonebank.ui.supervisor.files.facts_form import (
    ChoiceQuestion,
    ComboQuestion,
    DayQuestion,
    LineQuestion,
    Question,
)
from phonebank.ui.supervisor.files.sheet_words import round_name
from phonebank.ui.supervisor.files.wizard_state import asked_of
from phonebank.ui.theme import active
from phonebank.ui.widgets.check import Check
from phonebank.ui.widgets.frames import CardFrame, Column, clear
from phonebank.ui.widgets.labels import PlainLabel, show_if

if TYPE_CHECKING:
    from phonebank.ui.supervisor.files.wizard_state import Asked, WizardState

_MOST_VALUES = 12


class FactsStep(QWidget):
    """Shows the questions of one file. `said`: fields of `Choices` with their answers."""

    said = Signal(object)
    value_said = Signal(str, object)
    undertaken = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        theme = active()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        column = Column()
        whole.addWidget(column)
        card = CardFrame(margin=22, spacing=18)
        column.body.addWidget(card)
        column.body.addStretch(1)
        self.lead = PlainLabel(
            self.tr("Ce que le fichier ne dit pas. Vos réponses sont gardées avec l’import."),
            "quiet",
            wrap=True,
        )
        card.body.addWidget(self.lead)
        self.questions: dict[str, Question] = {}
        for name, question in {**self._of_turnout(), **self._of_origin()}.items():
            self.questions[name] = question
            card.body.addWidget(question)
        self.nothing = PlainLabel(
            self.tr("Rien à préciser : le fichier dit tout. Continuez."), "quiet", wrap=True
        )
        card.body.addWidget(self.nothing)
        self._values: tuple[str, ...] = ()
        self.value_questions: dict[str, ChoiceQuestion] = {}
        self._value_column = QVBoxLayout()
        self._value_column.setSpacing(theme.px(12))
        self.questions["values"].body.addLayout(self._value_column)

    def show_state(self, state: WizardState) -> None:
        """Ask what this file needs, with the answers given so far."""
        asked, choices = asked_of(state), state.choices
        if choices is None:
            return
        self._show_values(asked, state)
        for name, question in self.questions.items():
            show_if(question, bool(getattr(asked, name)))
        show_if(self.lead, asked != type(asked)())
        show_if(self.nothing, asked == type(asked)())
        self.round.show_answer(choices.round_code)
        self.listed.show_answer(choices.listed.value if choices.listed else "")
        self.empty.show_answer(choices.empty.value if state.said_empty else "")
        self.consulted.show_answer(choices.consulted)
        self.source.show_answer(choices.source)
        self.source.show_wrong(
            self.tr(
                "Une campagne n’a pas le droit d’utiliser ce fichier : ceux d’une mairie, d’un "
                "employeur, d’une école ou de patients ne servent qu’à leur propre but."
            )
            if asked.source and closed_source(choices.source)
            else ""
        )
        self.basis.show_answer(choices.legal_basis)
        self.collected.show_day(choices.collected_on)
        self.dated.show_day(choices.dated)
        self.commune.show_answer(choices.commune)
        self.list_name.show_answer(choices.list_name)
        self.undertaking.setChecked(state.undertaken)

    def wrong(self) -> bool:
        """Whether an answer shown is told to be wrong."""
        return any(
            question.is_wrong and question.isVisibleTo(self) for question in self.questions.values()
        )

    def focus_first(self) -> bool:
        """Put the keyboard on the first question; False where there is none."""
        for question in self.questions.values():
            for field in question.findChildren(QWidget):
                takes = field.focusPolicy() & Qt.FocusPolicy.TabFocus == Qt.FocusPolicy.TabFocus
                if takes and field.isVisibleTo(self) and field.isEnabledTo(self):
                    field.setFocus(Qt.FocusReason.TabFocusReason)
                    return True
        return False

    def _of_turnout(self) -> dict[str, Question]:
        newest = sorted(known_rounds(), key=lambda held: held.held_on, reverse=True)
        self.round = ComboQuestion(
            self.tr("De quel tour s’agit-il ?"),
            self.tr("Le fichier ne le dit pas."),
            {held.code: round_name(held.code) for held in newest},
        )
        self.listed = ChoiceQuestion(
            self.tr("De qui sont les numéros ?"),
            self.tr("Tous les autres inscrits de ces bureaux auront fait l’inverse."),
            {
                Listing.ABSTAINED.value: self.tr("De ceux qui se sont abstenus"),
                Listing.VOTED.value: self.tr("De ceux qui ont voté"),
            },
        )
        self.empty = ChoiceQuestion(
            self.tr("Que veut dire une case vide ?"),
            self.tr("Une case vide n’est jamais comptée comme une abstention sans votre accord."),
            {
                EmptyMeans.ABSTAINED.value: self.tr("La personne s’est abstenue"),
                EmptyMeans.UNKNOWN.value: self.tr("Ce n’est pas transcrit : on ne sait pas"),
            },
        )
        values = Question(
            self.tr("Que veulent dire ces valeurs ?"),
            self.tr("Sans réponse, les lignes où elles se trouvent sont refusées."),
        )
        self.consulted = LineQuestion(
            self.tr("Où et quand les listes d’émargement ont-elles été consultées ?"),
            self.tr("Elles le sont de droit pendant dix jours (Code électoral, L68)."),
            self.tr("Préfecture, le 17 mars 2026"),
        )
        self.round.said.connect(partial(self._say, "round_code"))
        self.listed.said.connect(self._on_listed)
        self.empty.said.connect(self._on_empty)
        self.consulted.said.connect(partial(self._say, "consulted"))
        return {
            "round_code": self.round,
            "listed": self.listed,
            "empty": self.empty,
            "values": values,
            "consulted": self.consulted,
        }

    def _of_origin(self) -> dict[str, Question]:
        self.source = LineQuestion(
            self.tr("D’où viennent ces données ?"),
            self.tr(
                "C’est ce qui sera dit à qui demande : « Où avez-vous eu mon numéro ? ». Vaut pour "
                "les lignes sans origine."
            ),
            self.tr("Adhérents, pétition pour la gare, réunion du 3 mars…"),
        )
        self.basis = ComboQuestion(
            self.tr("Pourquoi la campagne peut-elle s’en servir ?"),
            self.tr("La base légale (RGPD, article 6)."),
            {str(rank): words for rank, words in enumerate(self._bases())},
            free=True,
        )
        self.collected = DayQuestion(
            self.tr("Quand ont-elles été collectées ?"),
            self.tr("Si vous ne le savez pas, laissez vide."),
        )
        self.list_name = LineQuestion(
            self.tr("Le nom de notre liste"), self.tr("Celle dont les voix sont dans ce fichier.")
        )
        self.dated = DayQuestion(
            self.tr("De quand date cette liste électorale ?"),
            self.tr("Le fichier ne le dit pas ; sans réponse, c’est la date du fichier."),
        )
        self.commune = LineQuestion(
            self.tr("Le code INSEE de la commune"),
            self.tr("Le fichier ne le dit pas ; sans réponse, celui de la liste électorale."),
            "95999",
        )
        undertaking = Question(
            self.tr("Votre engagement"),
            self.tr("Il est gardé avec votre nom et l’heure (Code électoral, L37 et R20)."),
        )
        self.undertaking = Check(
            self.tr("La copie de la liste électorale ne servira à aucun usage purement commercial.")
        )
        self.undertaking.toggled.connect(self.undertaken)
        undertaking.body.addWidget(self.undertaking)
        self.source.said.connect(partial(self._say, "source"))
        self.basis.said.connect(partial(self._say, "legal_basis"))
        self.collected.day_said.connect(partial(self._say, "collected_on"))
        self.list_name.said.connect(partial(self._say, "list_name"))
        self.dated.day_said.connect(partial(self._say, "dated"))
        self.commune.said.connect(partial(self._say, "commune"))
        return {
            "source": self.source,
            "legal_basis": self.basis,
            "collected_on": self.collected,
            "list_name": self.list_name,
            "dated": self.dated,
            "commune": self.commune,
            "undertaking": undertaking,
        }

    def _bases(self) -> tuple[str, ...]:
        return (
            self.tr("Consentement donné à la campagne"),
            self.tr("Intérêt légitime : adhérents et contacts réguliers"),
            self.tr("Données rendues publiques par la personne"),
        )

    def _show_values(self, asked: Asked, state: WizardState) -> None:
        choices = state.choices
        shown = asked.values[:_MOST_VALUES]
        if shown != self._values:
            self._values = shown
            self.value_questions = {}
            clear(self._value_column)
            for value in shown:
                question = ChoiceQuestion(
                    self.tr("« {value} »").format(value=value),
                    "",
                    {
                        Mark.VOTED.value: self.tr("a voté"),
                        Mark.PROXY.value: self.tr("a voté par procuration"),
                        Mark.ABSTAINED.value: self.tr("s’est abstenu"),
                        Mark.UNKNOWN.value: self.tr("on ne sait pas"),
                    },
                )
                question.said.connect(partial(self._on_value, value))
                self.value_questions[value] = question
                self._value_column.addWidget(question)
        for value, question in self.value_questions.items():
            mark = choices.values.get(value) if choices else None
            question.show_answer(mark.value if mark else "")

    def _say(self, name: str, answer: object) -> None:
        self.said.emit({name: answer})

    def _on_listed(self, key: str) -> None:
        self.said.emit({"listed": Listing(key)})

    def _on_empty(self, key: str) -> None:
        self.said.emit({"empty": EmptyMeans(key)})

    def _on_value(self, value: str, key: str) -> None:
        self.value_said.emit(value, Mark(key))
