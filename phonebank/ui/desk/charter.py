"""The callers' charter on its way: its text, and the office told that it was accepted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from phonebank.domain import charter as charters
from phonebank.resources import resource

if TYPE_CHECKING:
    from phonebank.bridge import Bridge
    from phonebank.ui.desk.service import DeskService


@dataclass(frozen=True, slots=True)
class Charter:
    """The charter's title, what stands before its first part, and its parts (heading, Markdown)."""

    title: str
    opening: str
    parts: tuple[tuple[str, str], ...]


def read_charter(language: str) -> Charter:
    """The charter in the window's language."""
    text = resource(charters.file_of(language)).read_text(encoding="utf-8")
    head, *rest = text.split("\n## ")
    title, _, opening = head.removeprefix("# ").partition("\n")
    parts = (part.partition("\n") for part in rest)
    return Charter(
        title.strip(),
        opening.strip(),
        tuple((heading.strip(), body.strip()) for heading, _, body in parts),
    )


def _accept(service: DeskService) -> str:
    """Accept the version in force: the owner may have everybody read the same text again."""
    return service.accept_charter(max(charters.VERSION, service.office().charter_version))


class CharterPresenter(QObject):
    """Tells the office; one answer at a time."""

    accepted = Signal()
    refused = Signal(str)
    """The sentence that says why it could not be kept; '' where the office has another text."""

    def __init__(self, bridge: Bridge, service: DeskService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._service = service
        self._asked = False

    def accept(self) -> None:
        """Keep that the caller accepted the charter shown."""
        if not self._asked:
            self._asked = True
            self._bridge.write(
                partial(_accept, self._service),
                self._on_kept,
                self._on_error,
            )

    def decline(self) -> None:
        """Leave the desk instead; no line was served."""
        self._bridge.write(self._service.sign_out, self._on_left, self._on_ignored)

    def _on_kept(self, status: str) -> None:
        self._asked = False
        if status == "ok":
            self.accepted.emit()
        else:
            self.refused.emit("")

    def _on_error(self, sentence: str) -> None:
        self._asked = False
        self.refused.emit(sentence)

    def _on_left(self, _nothing: None) -> None:
        return

    def _on_ignored(self, _sentence: str) -> None:
        return
