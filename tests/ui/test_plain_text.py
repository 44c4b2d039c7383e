"""Text from people and files is text: it loads nothing and runs nothing."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from phonebank.ui.theme import Theme
from phonebank.ui.widgets.labels import PlainLabel, set_tip
from phonebank.ui.widgets.rich_text import RichText, to_html

HOSTILE = '<img src="file:///etc/hostname"><b>x</b>'


def test_a_name_that_looks_like_markup_is_shown_as_typed(look: Theme, qtbot: QtBot) -> None:
    label = PlainLabel(HOSTILE)
    qtbot.addWidget(label)
    assert label.text() == HOSTILE
    set_tip(label, HOSTILE)
    assert "<img" not in label.toolTip()


def test_a_script_loads_and_links_nothing(look: Theme, qtbot: QtBot) -> None:
    browser = RichText()
    qtbot.addWidget(browser)
    browser.show_markdown(f"**Bonjour** {HOSTILE} ![a](file:///etc/hostname) [b](https://c.fr)")
    assert browser.toPlainText().startswith(f"Bonjour {HOSTILE}")
    assert not browser.openLinks()
    kind = QTextDocument.ResourceType.ImageResource
    loaded = browser.document().resource(kind, QUrl("file:///etc/hostname"))
    assert bytes(loaded.data()) == b" "
    assert "<a " not in to_html("[b](https://c.fr) <https://d.fr>")
    assert "<img" not in to_html("![a](x.png) <img src=x>")
