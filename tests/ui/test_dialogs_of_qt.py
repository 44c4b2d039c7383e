"""What Qt itself says, in its own dialogs and menus, is in the window's language."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from phonebank.ui.language import Language

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_the_dialog_of_files_speaks_the_windows_language(qapp: QApplication) -> None:
    language = Language(qapp, "fr")
    assert QCoreApplication.translate("QFileDialog", "File &name:") == "&Nom de fichier\u00a0:"
    assert QCoreApplication.translate("QFileDialog", "Look in:") == "Voir dans\u00a0:"
    assert QCoreApplication.translate("StartPage", "Oui ?") == "Oui\u00a0?"
    language.speak("en")
    assert QCoreApplication.translate("QFileDialog", "Look in:") == "Look in:"
    language.speak("fr")
