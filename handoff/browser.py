"""Which browser on which kind of machine, a word each: all that is kept of what a browser says of itself, so that
people know their own PCs again in the list of their sessions (OWASP ASVS 5.0, 7.5.2)."""

from __future__ import annotations

from typing import Final

LONGEST: Final = 512
BROWSERS: Final = (
    *(("Edg", "edge"), ("Firefox/", "firefox"), ("FxiOS/", "firefox")),
    *(("Chrome/", "chrome"), ("CriOS/", "chrome"), ("Safari/", "safari")),
)
"""The first that is said counts: Edge says that it is Chrome too, and Chrome that it is Safari."""
SYSTEMS: Final = (
    *(("Windows", "windows"), ("Android", "android"), ("iPhone", "ios"), ("iPad", "ios")),
    *(("CrOS", "chromeos"), ("Macintosh", "mac"), ("Linux", "linux")),
)
"""Likewise: Android says that it is Linux too."""


def browser_of(said: str) -> str:
    """`edge/windows`, `safari/ios`, …, from a User-Agent (RFC 9110, 10.1.5); what is not known is empty: `/linux`, `/`.
    Nothing of what was said comes through but one of these words."""
    said = said[:LONGEST]
    names = (next((word for sign, word in signs if sign in said), "") for signs in (BROWSERS, SYSTEMS))
    return "/".join(names)
