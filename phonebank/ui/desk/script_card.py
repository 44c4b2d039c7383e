"""The script, the largest thing on the screen: where one is, what to say, what was answered."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from phonebank.domain.script import PASSED, Path, Script, Step, fill, plain
from phonebank.ui.desk.key_map import ANSWER_KEYS
from phonebank.ui.desk.script_sheets import Sheet, SheetPage
from phonebank.ui.desk.script_words import Words, unshouted, words_for
from phonebank.ui.desk.state import DeskState, Phase
from phonebank.ui.theme import active
from phonebank.ui.tokens import Size
from phonebank.ui.widgets.button_faces import Kind
from phonebank.ui.widgets.buttons import Button
from phonebank.ui.widgets.flow import Flow
from phonebank.ui.widgets.frames import CardFrame, Column, Rule, clear
from phonebank.ui.widgets.icons import IconMark
from phonebank.ui.widgets.labels import PlainLabel, set_tip
from phonebank.ui.widgets.progress import StepBar
from phonebank.ui.widgets.rich_text import RichText


class ScriptCard(CardFrame):
    """Draws the walk through the script; says which answer or step was asked for."""

    answered = Signal(str, str)
    changed_mind = Signal(str)
    passed = Signal()
    stepped_back = Signal()
    listen_requested = Signal()
    sheet_shown = Signal(object)
    information_ticked = Signal(bool)

    def __init__(self, caller: str) -> None:
        super().__init__(margin=20, spacing=10)
        self._caller = caller
        self._drawn: tuple[object, ...] = ()
        self._state = DeskState()
        self.answers: list[Button] = []
        self.setAccessibleName(self.tr("Le script"))
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._build()

    def _build(self) -> None:
        theme = active()
        self.steps = StepBar()
        head = QHBoxLayout()
        head.setSpacing(theme.px(12))
        self.back = Button("", icon="back", small=True)
        self.back.setAccessibleName(self.tr("Étape précédente"))
        set_tip(self.back, self.tr("Étape précédente (←)"))
        self.back.clicked.connect(self.stepped_back)
        head.addWidget(self.back)
        head.addWidget(self.steps, 1)
        self.body.addLayout(head)
        self.pages = QStackedWidget()
        self._walk = Column(spacing=11)
        self._answered = QVBoxLayout()
        self._answered.setSpacing(theme.px(2))
        self._walk.body.addLayout(self._answered)
        self.say = RichText(Size.LARGE)
        self._walk.body.addWidget(self.say)
        self.hints = RichText(Size.SMALL, "muted")
        self._walk.body.addWidget(self.hints)
        self._choices = Flow(theme.px(10))
        self._walk.body.addLayout(self._choices)
        self._rule = Rule()
        self._walk.body.addWidget(self._rule)
        self.following = PlainLabel("", "muted", wrap=True)
        self._walk.body.addWidget(self.following)
        self._walk.body.addStretch(1)
        self.pages.addWidget(self._walk)
        self.sheet = SheetPage()
        self.sheet.closed.connect(self.close_sheet)
        self.sheet.information_ticked.connect(self.information_ticked)
        self.pages.addWidget(self.sheet)
        self.body.addWidget(self.pages, 1)
        self.body.addLayout(self._tools())

    def _tools(self) -> Flow:
        self.listen = Button(self.tr("Écouter"), key="F6", small=True)
        self.listen.clicked.connect(self.listen_requested)
        self.origin = Button(self.tr("D’où avez-vous mon numéro ?"), key="F7", small=True)
        self.origin.clicked.connect(self._on_origin)
        self.objections = Button(self.tr("Objections"), key="F8", small=True)
        self.objections.clicked.connect(self._on_objections)
        self.message = Button(self.tr("Message"), key="F9", small=True)
        self.message.clicked.connect(self._on_message)
        tools = Flow(active().px(6))
        for button in (self.listen, self.origin, self.objections, self.message):
            tools.addWidget(button)
        return tools

    def show_state(self, state: DeskState) -> None:
        """Draw the present step; nothing is built again when nothing of it changed."""
        self._state = state
        ready = state.card is not None and state.script is not None
        for button in (self.listen, self.origin, self.objections, self.message):
            button.setEnabled(ready)
        seen = (state.card, state.script, state.draft.person_id, state.draft.marks, state.phase)
        if seen != self._drawn:
            if self._drawn and self._drawn[0] is not state.card:
                self.close_sheet()
            self._drawn = seen
            self._draw(state)
        self.sheet.show_information(given=state.draft.information_given)

    def spoken_text(self) -> str:
        """The words on the screen, for reading aloud."""
        if self.pages.currentWidget() is self.sheet:
            return self.sheet.spoken_text()
        path = self._state.path
        if path is None or path.current is None:
            return ""
        return plain(self._filled(path.current.say))

    def show_sheet(self, sheet: Sheet) -> None:
        """Lay a sheet over the script; the same key takes it away again."""
        if self._state.card is None or self._state.script is None:
            return
        if self.pages.currentWidget() is self.sheet and self.sheet.shown is sheet:
            self.close_sheet()
            return
        words = self._words()
        self.sheet.show_sheet(sheet, self._state.script, self._state.card, words)
        self.pages.setCurrentWidget(self.sheet)
        self.sheet_shown.emit(sheet)

    def close_sheet(self) -> None:
        """Back to the script."""
        if self.pages.currentWidget() is not self._walk:
            self.pages.setCurrentWidget(self._walk)
            self.sheet_shown.emit(None)

    def show_whole(self) -> None:
        """Be as high as the words: the column around the card scrolls (large text)."""
        self._walk.show_whole()

    def show_reading(self, *, reading: bool) -> None:
        """The Listen button stops while something is read."""
        self.listen.set_label(self.tr("Arrêter") if reading else self.tr("Écouter"))
        self.listen.set_icon("stop" if reading else "")

    def _draw(self, state: DeskState) -> None:
        if self._walk.isAncestorOf(self.focusWidget()):
            # A button about to be taken away must not hand the keyboard to the note field.
            self.setFocus()
        path, script = state.path, state.script
        clear(self._answered)
        self._choices.clear()
        self.answers.clear()
        for widget in (self.back, self.steps, self._rule, self.following, self.hints):
            widget.setVisible(path is not None)
        self.back.setEnabled(path is not None and bool(path.marks))
        if path is None or script is None:
            self.say.show_markdown(self._without_script(state))
            return
        self.steps.show_step(path.done + (path.current is not None), path.done + path.left + 1)
        self._draw_answered(path)
        step = path.current
        if step is None:
            self._draw_end()
            return
        self.say.show_markdown(unshouted(self._filled(step.say)))
        hints = "\n\n".join(self._filled(hint) for hint in step.hints)
        self.hints.setVisible(bool(hints.strip()))
        self.hints.show_markdown(hints)
        self._draw_choices(step)
        self.following.setText(self._what_follows(script, step))

    def _what_follows(self, script: Script, step: Step) -> str:
        """Where the call goes next; where answers part, where the first of them leads."""
        answers = step.question.answers if step.question else ()
        ways = {answer.next for answer in answers}
        after = next(iter(ways)) if len(ways) == 1 else answers[0].next if ways else step.next
        following = script.step(after) if after else None
        title = following.title if following is not None else self.tr("fin de l’appel")
        if len(ways) < 2:
            return self.tr("Ensuite : {title}").format(title=title)
        return self.tr("Ensuite, si « {answer} » : {title}").format(
            answer=answers[0].label, title=title
        )

    def _without_script(self, state: DeskState) -> str:
        if state.phase is Phase.UNFINISHED:
            return self.tr("Dites à droite comment cet appel s’est terminé.")
        return self.tr("Le script arrive…") if state.card is not None else ""

    def _draw_answered(self, path: Path) -> None:
        marks = dict(path.marks)
        for step in path.steps:
            given = marks.get(step.mark, PASSED)
            chosen = step.question.answer(given) if step.question and given else None
            if step.question is None or chosen is None:
                continue
            self._answered.addWidget(
                _AnsweredLine(
                    step.question.label.rstrip(" ?\u202f\u00a0"),
                    chosen.label,
                    step.question.key,
                    self,
                )
            )

    def _draw_choices(self, step: Step) -> None:
        if step.question is None:
            onward = Button(self.tr("Continuer"), key="→", tall=True)
            onward.clicked.connect(self.passed)
            self._choices.addWidget(onward)
            return
        for index, answer in enumerate(step.question.answers):
            key = ANSWER_KEYS[index] if index < len(ANSWER_KEYS) else ""
            button = Button(answer.label, key=key, tall=True)
            button.setAccessibleDescription(step.question.label)
            button.setProperty("question", step.question.key)
            button.setProperty("answer", answer.key)
            button.clicked.connect(self._on_answer)
            self.answers.append(button)
            self._choices.addWidget(button)

    def _draw_end(self) -> None:
        self.say.show_markdown(self.tr("Le script est terminé. Remerciez et raccrochez."))
        self.hints.setVisible(False)
        self._rule.setVisible(False)
        in_call = self._state.phase is Phase.IN_CALL
        self.following.setText(
            self.tr("Vérifiez le résultat à droite, puis Entrée.") if in_call else ""
        )

    def _filled(self, markdown: str) -> str:
        words = self._words()
        return fill(markdown, words.values, words.flags)

    def _words(self) -> Words:
        state = self._state
        if state.card is None or state.script is None:
            return Words({}, frozenset())
        return words_for(
            state.card,
            state.person,
            state.campaign,
            self._caller,
            state.script_values,
            state.script.language,
        )

    def _on_answer(self) -> None:
        button = self.sender()
        if isinstance(button, Button):
            self.answered.emit(button.property("question"), button.property("answer"))

    def _on_origin(self) -> None:
        self.show_sheet(Sheet.ORIGIN)

    def _on_objections(self) -> None:
        self.show_sheet(Sheet.OBJECTIONS)

    def _on_message(self) -> None:
        self.show_sheet(Sheet.MESSAGE)


class _AnsweredLine(QWidget):
    """`✓ Question : answer  Modifier`."""

    def __init__(self, question: str, answer: str, key: str, card: ScriptCard) -> None:
        super().__init__()
        self._key = key
        self._card = card
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(active().px(8))
        row.addWidget(IconMark("check", "good", 16))
        row.addWidget(PlainLabel(self.tr("{question} :").format(question=question), "muted"))
        row.addWidget(PlainLabel(answer, "small"))
        self.change = Button(self.tr("Modifier"), Kind.LINK)
        self.change.setAccessibleDescription(question)
        self.change.clicked.connect(self._on_change)
        row.addWidget(self.change)
        row.addStretch(1)

    def _on_change(self) -> None:
        self._card.changed_mind.emit(self._key)
