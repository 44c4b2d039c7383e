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
    from phonebank.domain.card import OfficeFacts
    from phonebank.ui.desk.service import DeskService


@dataclass(frozen=True, slots=True)
class Charter:
    """The charter's title, what stands before its first part, its parts (heading, Markdown), and
    the version that who accepts it accepts."""

    title: str
    opening: str
    parts: tuple[tuple[str, str], ...]
    version: int = charters.VERSION


def shipped_text(language: str) -> str:
    """The charter as it comes with the program."""
    return resource(charters.file_of(language)).read_text(encoding="utf-8")


def read_charter(language: str, text: str = "", version: int = charters.VERSION) -> Charter:
    """The charter in the window's language; `text` is the office's own, where it has one."""
    head, *rest = f"\n{text or shipped_text(language)}".split("\n## ")
    first, _, opening = head.strip().partition("\n")
    if not first.startswith("# "):
        # Without a title of its own, it has the shipped one.
        first, opening = shipped_text(language).partition("\n")[0], head
    parts = (part.partition("\n") for part in rest)
    return Charter(
        first.removeprefix("# ").strip(),
        opening.strip(),
        tuple((heading.strip(), body.strip()) for heading, _, body in parts),
        version,
    )


class CharterPresenter(QObject):
    """Shows the charter in force and tells the office; one answer at a time."""

    known = Signal(object)
    """The `Charter` to be read."""
    accepted = Signal()
    refused = Signal(str)
    """The sentence that says why it could not be kept; '' where the office has another text."""

    def __init__(self, bridge: Bridge, service: DeskService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._service = service
        self._asked = False
        self._language = ""
        self._shown = 0

    def load(self, language: str) -> None:
        """Ask for the charter in force; `known` brings it."""
        self._language, self._shown = language, 0
        self._bridge.read("charter", self._service.office, self._on_office, self._on_error)

    def accept(self) -> None:
        """Keep that the caller accepted the charter shown."""
        if not self._asked:
            self._asked = True
            self._bridge.write(
                partial(self._service.accept_charter, self._shown), self._on_kept, self._on_error
            )

    def decline(self) -> None:
        """Leave the desk instead; no line was served."""
        self._bridge.write(self._service.sign_out, self._on_left, self._on_ignored)

    def _on_office(self, office: OfficeFacts) -> None:
        version = max(charters.VERSION, office.charter_version)
        if version == self._shown:
            self.refused.emit("")
            return
        self._shown = version
        own = charters.own_text(office.charter_texts, self._language)
        self.known.emit(read_charter(self._language, own, version))

    def _on_kept(self, status: str) -> None:
        self._asked = False
        if status == "ok":
            self.accepted.emit()
        else:
            # It was reworded while it was read: the new words are shown.
            self._bridge.read("charter", self._service.office, self._on_office, self._on_error)

    def _on_error(self, sentence: str) -> None:
        self._asked = False
        self.refused.emit(sentence)

    def _on_left(self, _nothing: None) -> None:
        return

    def _on_ignored(self, _sentence: str) -> None:
        return
