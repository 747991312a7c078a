"""A city's words in the languages that papers and screens for visitors can speak. Japanese is always there."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Final, Literal, get_args

from msgspec import Struct

Language = Literal["ja", "easy", "en", "zh", "vi"]
"""Japanese, やさしい日本語, English, 简体中文, Tiếng Việt: the columns of words.csv."""
LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)


class Words(Struct, frozen=True):
    """Texts by key for each language. A key is a sentence's name (slip.title), the id of a counter, service, procedure,
    form or phrase (G05, S01, P001, F001, T034), or the Japanese text itself (what to bring). A text that is not there
    is not translated: whoever shows it shows the Japanese, and says so."""

    ja: dict[str, str] = {}
    easy: dict[str, str] = {}
    en: dict[str, str] = {}
    zh: dict[str, str] = {}
    vi: dict[str, str] = {}

    def of(self, language: Language) -> dict[str, str]:
        """The texts of one language."""
        said: dict[str, str] = getattr(self, language)
        return said

    def for_screens(self, ids: Iterable[str]) -> Words:
        """What a paired screen may say by itself: its own sentences (number.*), how a missing translation is told, and
        what has one of these ids (services, counters). Nothing of what is done at counters."""
        kept = {*ids, "slip.fallback"}
        return Words(
            **{
                language: {
                    key: text for key, text in self.of(language).items() if key in kept or key.startswith("number.")
                }
                for language in LANGUAGES
            }
        )


def words(rows: Iterable[Mapping[str, str]]) -> Words:
    """Words from rows with `key` and a column for each language; an empty column is no word. Latin letters with marks
    (Việt) become one character each: a typeface that is asked letter by letter has no loose marks."""
    said: dict[Language, dict[str, str]] = {language: {} for language in LANGUAGES}
    for row in rows:
        for language in LANGUAGES:
            if text := row.get(language, "").strip():
                said[language][row["key"]] = unicodedata.normalize("NFC", text) if language in ("en", "vi") else text
    return Words(**said)
