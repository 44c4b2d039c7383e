"""Bringing one file in, a calm screen after the other: read, said, tried, done."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.ui.supervisor.files.reasons import in_words
from phonebank.ui.supervisor.files.step_done import DoneStep
from phonebank.ui.supervisor.files.step_facts import FactsStep
from phonebank.ui.supervisor.files.step_reading import ReadingStep
from phonebank.ui.supervisor.files.step_trial import TrialStep
from phonebank.ui.supervisor.files.wizard_presenter import WizardPresenter
from phonebank.ui.supervisor.files.wizard_state import Step, wanting, with_value
from phonebank.ui.theme import active
from phonebank.ui.widgets.announce import announce
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.frames import Notice
from phonebank.ui.widgets.labels import PlainLabel, show_if
from phonebank.ui.widgets.progress import StepBar

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.intake.choices import Mark
    from phonebank.intake.file_service import FileService
    from phonebank.ui.supervisor.files.wizard_state import WizardState

_STEPS = 4


class Wizard(QWidget):
    """`left` goes back to the files; `go_wanted` names another place."""

    left = Signal()
    go_wanted = Signal(str)
    another_wanted = Signal()
    undo_wanted = Signal(int)
    """The id of the import just made."""
    save_wanted = Signal(object)
    """The refused rows of an import (its id), or of the trial (None)."""
    imported = Signal()

    def __init__(self, bridge: Bridge, service: FileService) -> None:
        super().__init__()
        self.presenter = WizardPresenter(bridge, service, self)
        self._step = Step.READING
        self._working = False
        self._looked = False
        self._build()
        self._connect()

    def open(self, path: Path) -> None:
        """Begin with this file."""
        self.presenter.open(path)

    def say(self, sentence: str, tone: str = "good") -> None:
        """One sentence above the screen one is at."""
        self.trouble.show_notice(sentence, tone, "check" if tone == "good" else "warning")
        announce(self, sentence)

    def _build(self) -> None:
        theme = active()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(12))
        head = QHBoxLayout()
        self.back = Button(self.tr("Fichiers"), Kind.BARE, icon="back", small=True)
        head.addWidget(self.back)
        self.name = PlainLabel("", "heading", wrap=True)
        head.addWidget(self.name, 1)
        self.where = PlainLabel("", "muted")
        head.addWidget(self.where)
        column.addLayout(head)
        self.steps = StepBar()
        column.addWidget(self.steps)
        self.trouble = Notice()
        column.addWidget(self.trouble)
        self.pages = QStackedWidget()
        self.reading = ReadingStep()
        self.facts = FactsStep()
        self.trial = TrialStep()
        self.done = DoneStep()
        self._blank = QWidget()
        beside = QHBoxLayout(self._blank)
        beside.setContentsMargins(0, 0, 0, 0)
        self.other = Button(self.tr("Choisir un autre fichier"))
        beside.addWidget(self.other, 0, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        for page in (self.reading, self.facts, self.trial, self.done, self._blank):
            self.pages.addWidget(page)
        column.addWidget(self.pages, 1)
        foot = QHBoxLayout()
        self.previous = Button(self.tr("Précédent"), icon="back")
        foot.addWidget(self.previous)
        foot.addStretch(1)
        self.lacks = PlainLabel("", "muted")
        foot.addWidget(self.lacks)
        self.go_on = Button(self.tr("Continuer"), Kind.PRIMARY, tall=True)
        foot.addWidget(self.go_on)
        column.addLayout(foot)

    def _connect(self) -> None:
        desk = self.presenter
        desk.changed.connect(self.show_state)
        desk.progressed.connect(self.trial.under_way.show_progress)
        self.back.clicked.connect(self._on_back)
        self.other.clicked.connect(self.another_wanted)
        self.previous.clicked.connect(self._on_previous)
        self.go_on.clicked.connect(self._on_go_on)
        self.reading.kind_chosen.connect(desk.choose_kind)
        self.reading.how_chosen.connect(desk.reread)
        self.reading.use_chosen.connect(desk.choose_use)
        self.reading.forget_wanted.connect(desk.forget_remembered)
        self.facts.said.connect(self._on_said)
        self.facts.value_said.connect(self._on_value_said)
        self.facts.undertaken.connect(self._on_undertaken)
        self.trial.stop_wanted.connect(desk.stop)
        self.trial.save_wanted.connect(self._on_save_wanted)
        self.done.save_wanted.connect(self._on_save_wanted)
        self.done.undo_wanted.connect(self._on_undo_wanted)
        self.done.go_wanted.connect(self.go_wanted)
        self.done.another_wanted.connect(self.another_wanted)

    def show_state(self, state: WizardState) -> None:
        """Draw the screen one is at."""
        self.name.setText(state.path.name)
        arrived = state.step is not self._step
        self._step = state.step
        self.steps.show_step(state.step + 1, _STEPS)
        self.where.setText(self._step_name(state.step))
        sentence = in_words(state.trouble)
        self.trouble.show_notice(sentence, "bad", "warning")
        if state.trouble:
            announce(self, sentence)
        if state.look is None:
            self.pages.setCurrentWidget(self._blank)
            show_if(self.other, bool(state.trouble))
        else:
            self.pages.setCurrentIndex(state.step)
        at_work = state.busy and state.step is Step.TRIAL
        finished = self._working and not at_work
        began = at_work and not self._working
        if began:
            self.trial.begin()
        self._working = at_work
        self.reading.show_state(state)
        self.facts.show_state(state)
        self.trial.show_state(state)
        self.done.show_state(state)
        self._show_foot(state)
        read = state.look is not None and not self._looked
        self._looked = state.look is not None
        if arrived or began or finished or read:
            self._focus()
        if arrived and state.step is Step.DONE:
            self.imported.emit()

    def _show_foot(self, state: WizardState) -> None:
        show_if(self.previous, state.step in (Step.FACTS, Step.TRIAL))
        show_if(self.go_on, state.step is not Step.DONE and state.look is not None)
        show_if(self.back, not (state.busy and state.step is Step.TRIAL))
        self.previous.setEnabled(not state.busy)
        if state.step is not Step.TRIAL:
            self.go_on.set_label(self.tr("Continuer"))
        elif state.trial is None and not state.busy:
            self.go_on.set_label(self.tr("Refaire l’essai"))
        else:
            self.go_on.set_label(self.tr("Importer"))
        lacks = self._lacks(state)
        self.lacks.setText(lacks)
        short = state.fit is None or bool(state.fit.missing)
        self.go_on.setEnabled(not state.busy and not lacks and not short)

    def _lacks(self, state: WizardState) -> str:
        if state.step is Step.FACTS and wanting(state):
            return self.tr("Répondez d’abord aux questions sans réponse.")
        if state.step is Step.FACTS and self.facts.wrong():
            return self.tr("Corrigez d’abord ce qui est signalé en rouge.")
        return ""

    def _focus(self) -> None:
        if self._step is Step.READING:
            # What reads as it is needs no step through its columns.
            (self.go_on if self.go_on.isEnabled() else self.reading.kind).setFocus()
        elif self._step is Step.FACTS:
            if not self.facts.focus_first():
                self.go_on.setFocus()
        elif self._step is Step.TRIAL:
            (self.trial.under_way.stop if self._working else self.go_on).setFocus()
        else:
            # What the screen advises next.
            done = self.done
            (done.review if done.review.isVisibleTo(done) else done.another).setFocus()

    def _step_name(self, step: Step) -> str:
        names = {
            Step.READING: self.tr("1 sur 4 : lire"),
            Step.FACTS: self.tr("2 sur 4 : préciser"),
            Step.TRIAL: self.tr("3 sur 4 : vérifier"),
            Step.DONE: self.tr("4 sur 4 : terminé"),
        }
        return names[step]

    def _on_back(self) -> None:
        self.presenter.stop()
        self.left.emit()

    def _on_previous(self) -> None:
        self.presenter.go(Step(max(0, self._step - 1)))

    def _on_go_on(self) -> None:
        state = self.presenter.state
        if self._step is Step.DONE:
            return
        if self._step is not Step.TRIAL:
            self.presenter.go(Step(self._step + 1))
        elif state is not None and state.trial is None:
            self.presenter.go(Step.TRIAL)
        else:
            self.presenter.bring_in()

    def _on_said(self, facts: dict[str, object]) -> None:
        self.presenter.say(**facts)

    def _on_value_said(self, value: str, mark: Mark) -> None:
        state = self.presenter.state
        if state is not None and state.choices is not None:
            self.presenter.say(values=with_value(state.choices, value, mark).values)

    def _on_undertaken(self, given: bool) -> None:
        state = self.presenter.state
        if state is not None and state.undertaken is not given:
            self.presenter.undertake(given=given)

    def _on_save_wanted(self) -> None:
        state = self.presenter.state
        done = state.done if state is not None else None
        self.save_wanted.emit(done.import_id if done is not None else None)

    def _on_undo_wanted(self) -> None:
        state = self.presenter.state
        if state is not None and state.done is not None and state.done.import_id is not None:
            self.undo_wanted.emit(state.done.import_id)
