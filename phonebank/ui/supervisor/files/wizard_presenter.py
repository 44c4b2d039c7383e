"""The wizard's course: look at a file, take what is said of it, try it out, bring it in.

It knows the service and no widget, and keeps one `WizardState`. Progress comes from the worker's
thread by a queued signal; a cancelled import changes nothing and goes back to where it began.
"""

from __future__ import annotations

import time
from collections import deque
from dataclasses import replace
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from phonebank.domain.errors import BadInput
from phonebank.intake.looking import fit, propose
from phonebank.intake.run_roll import UNDERTAKING
from phonebank.intake.spellings import FileKind
from phonebank.ui.supervisor.files.wizard_state import Step, WizardState, with_use

if TYPE_CHECKING:
    from pathlib import Path

    from phonebank.bridge import Bridge
    from phonebank.intake.choices import Choices, HowToRead
    from phonebank.intake.file_service import FileService, Looked
    from phonebank.intake.looking import FileLook
    from phonebank.intake.running import Imported


class WizardPresenter(QObject):
    """One file after the other."""

    changed = Signal(object)
    """The new `WizardState`."""
    progressed = Signal(str, float, float)
    """The step, the part done (0 to 1), and the seconds since it began."""
    _told = Signal(int, str, float)

    def __init__(self, bridge: Bridge, service: FileService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._service = service
        self._state: WizardState | None = None
        self._cancel = Event()
        self._run = 0
        self._under_way: deque[int] = deque()
        self._began = 0.0
        self._told.connect(self._on_told, Qt.ConnectionType.QueuedConnection)

    @property
    def state(self) -> WizardState | None:
        """The file under way, None before the first."""
        return self._state

    def open(self, path: Path) -> None:
        """Look at a file from the beginning."""
        self.stop()
        self._run += 1
        self._show(WizardState(path, busy=True))
        self._look(None)

    def reread(self, how: HowToRead) -> None:
        """Read the same file another way."""
        if self._state is not None:
            self._show(replace(self._state, busy=True, trouble=""))
            self._look(how)

    def choose_kind(self, kind: FileKind) -> None:
        """Take the file for something else."""
        state = self._state
        if state is not None and state.look is not None and kind is not state.kind:
            self._propose(replace(state, said_kind=True), kind)

    def choose_use(self, title: str, use: str) -> None:
        """Say what a column is: a field, a round's code, KEEP, or '' to leave it out."""
        state = self._state
        if state is not None and state.use_of(title) != use:
            self._fit(state, with_use(state, title, use))

    def forget_remembered(self) -> None:
        """Begin from what the file itself tells."""
        state = self._state
        if state is not None and state.look is not None and state.kind is not None:
            plain = replace(state.look, remembered=())
            self._propose(replace(state, look=plain), state.kind)

    def say(self, **facts: object) -> None:
        """Fields of `Choices`, as the person says them."""
        state = self._state
        if state is not None and state.choices is not None:
            choices = replace(state.choices, **facts)  # type: ignore[arg-type]
            said = state.said_empty or "empty" in facts
            self._show(replace(state, choices=choices, said_empty=said, trouble=""))

    def undertake(self, *, given: bool) -> None:
        """Tick R8's undertaking, or take the tick away."""
        state = self._state
        if state is not None and state.choices is not None:
            choices = replace(state.choices, undertaking=UNDERTAKING if given else "")
            self._show(replace(state, undertaken=given, choices=choices, trouble=""))

    def go(self, step: Step) -> None:
        """Show another screen; arriving at the trial begins it."""
        state = self._state
        if state is None or state.busy:
            return
        self._show(replace(state, step=step, trouble=""))
        if step is Step.TRIAL:
            self._carry_out(dry_run=True)

    def bring_in(self) -> None:
        """Import what was tried out."""
        if self._state is not None and not self._state.busy and self._state.trial is not None:
            self._carry_out(dry_run=False)

    def stop(self) -> None:
        """Ask what is under way to stop; nothing will have been changed."""
        self._cancel.set()

    def _look(self, how: HowToRead | None) -> None:
        if self._state is not None:
            job = partial(self._service.look, self._state.path, how)
            self._bridge.read("file", job, self._on_looked, self._on_unread)

    def _fit(self, state: WizardState, choices: Choices) -> None:
        if state.look is None:
            return
        try:
            found = fit(state.look, choices.kind, choices.columns)
        except BadInput as error:
            self._show(replace(state, trouble=str(error)))
            return
        self._show(replace(state, fit=found, choices=choices, trial=None, trouble=""))

    def _carry_out(self, *, dry_run: bool) -> None:
        state = self._state
        if state is None or state.choices is None:
            return
        self._cancel = Event()
        self._run += 1
        self._under_way.append(self._run)
        self._began = time.monotonic()
        path, choices, tell = state.path, state.choices, partial(self._tell, self._run)
        job = partial(self._service.try_out, path, choices, tell, self._cancel)
        if not dry_run:
            titles = state.look.titles if state.look is not None else ()
            job = partial(self._service.bring_in, path, choices, titles, tell, self._cancel)
        trial = None if dry_run else state.trial
        self._show(replace(state, busy=True, trouble="", trial=trial))
        done = self._on_tried if dry_run else self._on_brought_in
        self._bridge.long(job, done, self._on_trouble)

    def _tell(self, run: int, step: str, share: float) -> None:
        """On the worker's thread. A window built anew has left this presenter behind."""
        if shiboken6.isValid(self):
            self._told.emit(run, step, share)

    def _on_looked(self, looked: Looked) -> None:
        state, look = self._state, looked.look
        if state is None or look.path != state.path:
            return
        said = state.kind if state.said_kind else None
        kind = said or _likeliest(look)
        state = replace(state, look=look, used_at=dict(looked.used_at), busy=False)
        self._propose(state, kind)

    def _propose(self, state: WizardState, kind: FileKind) -> None:
        look = state.look
        if look is not None:
            known = any(each.kind is kind for each in look.remembered)
            on = state.used_at.get(kind) if known else None
            self._fit(replace(state, remembered_on=on, said_empty=known), propose(look, kind))

    def _on_tried(self, done: Imported) -> None:
        if self._state is not None and self._over():
            self._show(replace(self._state, busy=False, trial=done))

    def _on_brought_in(self, done: Imported) -> None:
        if self._state is not None and self._over():
            self._show(replace(self._state, busy=False, done=done, step=Step.DONE))

    def _over(self) -> bool:
        """Whether what just ended is what this screen waits for, and not for a file left before."""
        return self._under_way.popleft() == self._run

    def _on_trouble(self, sentence: str) -> None:
        if self._over():
            self._on_unread(sentence)

    def _on_unread(self, sentence: str) -> None:
        if self._state is not None:
            self._show(replace(self._state, busy=False, trouble=sentence))

    def _on_told(self, run: int, step: str, share: float) -> None:
        if run == self._run and self._state is not None and self._state.busy:
            self.progressed.emit(step, share, time.monotonic() - self._began)

    def _show(self, state: WizardState) -> None:
        self._state = state
        self.changed.emit(state)


def _likeliest(look: FileLook) -> FileKind:
    """What to begin with: where no title is known, telephones and e-mails speak of contacts."""
    first = look.kinds[0]
    shapes = {column.shape for column in look.seen.columns}
    if not look.sure and shapes & {"phone", "email"} and fit(look, first).missing:
        return FileKind.CONTACTS
    return first
