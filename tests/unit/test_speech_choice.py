"""Choosing a voice among what Linux, Windows and macOS list."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from phonebank.speech.choice import choose
from phonebank.speech.speaker import spoken_words


@dataclass
class Listed:
    id: str
    name: str | None
    languages: list[str | bytes] | None


ESPEAK = [
    Listed("gmw/af", "Afrikaans", ["af"]),
    Listed("gmw/en-029", "English (Caribbean)", ["en-029"]),
    Listed("gmw/en-gb-scotland", "English (Scotland)", ["en-gb-scotland"]),
    Listed("gmw/en-us", "English (America)", ["en-us"]),
    Listed("gmw/en", "English (Great Britain)", ["en-gb"]),
    Listed("mb/mb-fr1", "french-mbrola-1", ["fr-fr"]),
    Listed("roa/fr-be", "French (Belgium)", ["fr-be"]),
    Listed("roa/fr", "French (France)", [b"\x05fr-fr"]),
    Listed("art/eo", "Esperanto", ["eo"]),
]
TOKENS = r"HKEY_LOCAL_MACHINE\SOFTWARE\Microsoft\Speech\Voices\Tokens\TTS_MS_"
WINDOWS = [
    Listed(TOKENS + "DE-DE_HEDDA_11.0", "Microsoft Hedda Desktop - German", []),
    Listed(TOKENS + "EN-US_ZIRA_11.0", "Microsoft Zira Desktop - English (United States)", []),
    Listed(TOKENS + "FR-FR_HORTENSE_11.0", "Microsoft Hortense Desktop - French", []),
]
MACOS = [
    Listed("com.apple.voice.compact.it-IT.Alice", "Alice", ["it_IT"]),
    Listed("com.apple.voice.compact.fr-CA.Amelie", "Amélie", ["fr_CA"]),
    Listed("com.apple.voice.compact.fr-FR.Thomas", "Thomas", ["fr_FR"]),
    Listed("com.apple.voice.compact.en-GB.Daniel", "Daniel", ["en_GB"]),
]


@pytest.mark.parametrize(
    ("voices", "french", "english"),
    [
        (ESPEAK, "roa/fr", "gmw/en"),
        (WINDOWS, TOKENS + "FR-FR_HORTENSE_11.0", TOKENS + "EN-US_ZIRA_11.0"),
        (
            MACOS,
            "com.apple.voice.compact.fr-FR.Thomas",
            "com.apple.voice.compact.en-GB.Daniel",
        ),
    ],
)
def test_each_system_has_its_french_and_its_english(
    voices: list[Listed], french: str, english: str
) -> None:
    for language, expected in (("fr", french), ("en", english)):
        voice = choose(reversed(voices), language)
        assert voice is not None
        assert (voice.id, voice.language) == (expected, language)


def test_a_voice_of_another_country_is_better_than_none() -> None:
    voice = choose([Listed("roa/fr-be", "French (Belgium)", ["fr-be"])], "fr")
    assert voice is not None
    assert voice.id == "roa/fr-be"


def test_a_voice_known_only_by_its_name_is_found() -> None:
    voice = choose([Listed("voix-7", "Claire (français)", None)], "fr")
    assert voice is not None
    assert voice.name == "Claire (français)"


@pytest.mark.parametrize("language", ["fr", "en", "de", ""])
def test_no_voice_is_made_up(language: str) -> None:
    assert (
        choose([Listed("gmw/af", "Afrikaans", ["af"]), Listed("x", None, None)], language) is None
    )


def test_a_voice_without_its_sound_files_is_not_chosen() -> None:
    assert choose([Listed("mb/mb-fr1", "french-mbrola-1", ["fr-fr"])], "fr") is None


@given(st.text())
def test_what_is_spoken_holds_no_command_to_the_engine(text: str) -> None:
    words = spoken_words(text)
    assert all(
        character == "\n" or character.isprintable() or ord(character) > 159 for character in words
    )
    assert spoken_words(words) == words
