"""The one browser of rich text: a script's words, from Markdown, that can load and open nothing."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QSize, Qt, QUrl
from PySide6.QtGui import QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from phonebank.ui.language import unbroken
from phonebank.ui.theme import active
from phonebank.ui.tokens import Size


class RichText(QTextBrowser):
    """Markdown shown at its full height: bold, italic and lists; no HTML, link or image."""

    def __init__(self, size: Size = Size.BODY, colour: str = "ink") -> None:
        super().__init__()
        self._size = size
        self._token = colour
        self._markdown = ""
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self.viewport().setAutoFillBackground(False)

    def show_markdown(self, markdown: str) -> None:
        """Show this text; anything that is not Markdown's simplest marks shows as typed."""
        self._markdown = markdown
        theme = active()
        self.document().setDefaultFont(theme.font(self._size))
        ink = theme.color(self._token).name()
        self.document().setDefaultStyleSheet(
            f"p, li {{ color: {ink}; margin-top: 0; margin-bottom: {theme.px(8)}px;"
            " line-height: 116%; } strong { font-weight: 600; }"
            f" ul, ol {{ margin: 0 0 {theme.px(6)}px 0; -qt-list-indent: 1; }}"
        )
        self.setHtml(to_html(unbroken(markdown)))
        self.setAccessibleName(self.toPlainText())
        self._fit()

    def refresh(self) -> None:
        """Render again, in the colours and the size in force."""
        self.show_markdown(self._markdown)

    def loadResource(self, _type: int, _name: QUrl | str) -> QByteArray:
        """Nothing is ever loaded. An empty answer would send Qt to the disk: it gets a blank."""
        return QByteArray(b" ")

    def sizeHint(self) -> QSize:
        """The full height of the text at the present width."""
        return QSize(320, self._height())

    def minimumSizeHint(self) -> QSize:
        """As high as its text."""
        return QSize(120, self._height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the height that the width asks for."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height = self._height()
        if self.height() != height:
            self.setFixedHeight(height)

    def _height(self) -> int:
        self.document().setTextWidth(max(120, self.viewport().width()))
        return int(self.document().size().height()) + 2


def to_html(markdown: str) -> str:
    """Markdown to the small HTML shown here. Raw HTML is escaped; links and images stay text."""
    # Imported late: the window's first paint does not need it.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False, "breaks": True})
    parser.disable(["link", "image", "autolink", "reference", "code", "fence", "heading"])
    return str(parser.render(markdown))
