"""Which language the window speaks: French as in the source, English from its translation."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from phonebank.resources import resource

LANGUAGES: dict[str, str] = {"fr": "Français", "en": "English"}
"""Code and own name of each language."""

_LOCALES = {
    "fr": QLocale(QLocale.Language.French, QLocale.Country.France),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}
_PROPERTY = "phonebankLanguage"
_NAME = "phonebank"
_BEFORE = re.compile(r"(?<=\S) (?=[:;!?»])")
_AFTER = re.compile("« ")


class _French(QTranslator):
    """The source is French already: only its spaces before `:` and `?` are kept from breaking."""

    def translate(
        self,
        _context: str,
        source: str,
        _disambiguation: str | None = None,
        _count: int = -1,
    ) -> str:
        """The same words, with spaces that do not break a line."""
        return unbroken(source)


class Language:
    """Installs and removes translators. Windows are built again after `speak`."""

    def __init__(self, app: QApplication, code: str = "fr") -> None:
        self._app = app
        self.code = ""
        self.speak(code)

    def speak(self, code: str) -> None:
        """Speak this language from now on; an unknown one is taken as French."""
        code = code if code in LANGUAGES else "fr"
        for translator in self._app.findChildren(QTranslator, _NAME):
            self._app.removeTranslator(translator)
            translator.setParent(None)
        self.code = code
        self._app.setProperty(_PROPERTY, code)
        QLocale.setDefault(_LOCALES[code])
        if code == "fr":
            self._install(_French(self._app))
        else:
            own = QTranslator(self._app)
            if own.load(_translation(code)):
                self._install(own)
        # Asked first, since ours answers whatever it is asked in French: Qt's own dialogs are
        # English in their source.
        qt = QTranslator(self._app)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if qt.load(f"qtbase_{code}", folder):
            self._install(qt)

    def _install(self, translator: QTranslator) -> None:
        translator.setObjectName(_NAME)
        self._app.installTranslator(translator)


@cache
def _translation(code: str) -> bytes:
    """The words of a language, read once and kept for good: Qt looks at them where they lie.

    Of a file Qt looks at the disk itself: an update in the middle of a call ended the program.
    """
    return resource(f"translations/phonebank_{code}.qm").read_bytes()


def spoken_language() -> str:
    """The code of the language in force: 'fr' until another was installed."""
    app = QApplication.instance()
    code = app.property(_PROPERTY) if app is not None else None
    return code if isinstance(code, str) else "fr"


def unbroken(text: str) -> str:
    """French sets a space before `: ; ! ?` and inside `« »`; no line breaks there."""
    return _AFTER.sub("«\u00a0", _BEFORE.sub("\u00a0", text))


def plural(count: int, one: str, many: str) -> str:
    """`one` or `many` with its `{n}` filled, by the rule of the language in force."""
    single = count <= 1 if spoken_language() == "fr" else count == 1
    return (one if single else many).format(n=figure(count))


def figure(count: int) -> str:
    """A whole number with its thousands apart: `1 280` in French, `1,280` in English."""
    grouped = f"{count:,}"
    return grouped.replace(",", "\u202f") if spoken_language() == "fr" else grouped
