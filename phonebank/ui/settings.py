"""What this computer remembers of the window: theme, language, text size. A small TOML file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from phonebank.ui.theme import Look, Mode

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "window.toml"
LANGUAGES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class Settings:
    """The window's settings. `language` is 'fr' or 'en'; `percent` the text size, 100 to 200."""

    mode: Mode = Mode.SYSTEM
    language: str = "fr"
    percent: int = 100

    @property
    def look(self) -> Look:
        """The appearance these settings ask for."""
        return Look(self.mode, self.percent)


def load(home: Path) -> Settings:
    """The settings kept in `home`; the defaults where the file is missing, broken or odd."""
    try:
        table = tomllib.loads((home / FILE_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    mode, language, percent = table.get("theme"), table.get("language"), table.get("text_size")
    return Settings(
        mode=Mode(mode) if mode in list(Mode) else Mode.SYSTEM,
        language=language if language in LANGUAGES else "fr",
        percent=min(200, max(100, percent)) if isinstance(percent, int) else 100,
    )


def save(home: Path, settings: Settings) -> None:
    """Keep the settings in `home`. A disk that refuses only costs the memory of them."""
    text = (
        f'theme = "{settings.mode.value}"\n'
        f'language = "{settings.language}"\n'
        f"text_size = {settings.percent}\n"
    )
    try:
        home.mkdir(parents=True, exist_ok=True)
        (home / FILE_NAME).write_text(text, encoding="utf-8")
    except OSError:
        return
