"""What is kept of a browser's own words: one of a few, whatever it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from handoff.browser import BROWSERS, SYSTEMS, browser_of

MOZILLA, KIT = "Mozilla/5.0", "AppleWebKit/537.36 (KHTML, like Gecko)"
SAID = {
    f"{MOZILLA} (Windows NT 10.0; Win64; x64) {KIT} Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0": "edge/windows",
    f"{MOZILLA} (Windows NT 10.0; Win64; x64) {KIT} Chrome/130.0.0.0 Safari/537.36": "chrome/windows",
    f"{MOZILLA} (X11; Linux x86_64) {KIT} HeadlessChrome/130.0.0.0 Safari/537.36": "chrome/linux",
    f"{MOZILLA} (X11; CrOS x86_64 14541.0.0) {KIT} Chrome/130.0.0.0 Safari/537.36": "chrome/chromeos",
    f"{MOZILLA} (Linux; Android 14) {KIT} Chrome/130.0.0.0 Mobile Safari/537.36": "chrome/android",
    f"{MOZILLA} (Macintosh; Intel Mac OS X 10_15_7) {KIT} Version/18.0 Safari/605.1.15": "safari/mac",
    f"{MOZILLA} (iPad; CPU OS 18_0 like Mac OS X) {KIT} CriOS/130.0 Mobile/15E148 Safari/604.1": "chrome/ios",
    f"{MOZILLA} (X11; Ubuntu; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0": "firefox/linux",
    "Python/3.11 aiohttp/3.10": "/",
    "": "/",
}


@pytest.mark.parametrize("said", SAID)
def test_browsers_are_known_by_what_they_say_first(said: str) -> None:
    assert browser_of(said) == SAID[said]


@given(some.text(max_size=80))
def test_nothing_else_of_what_is_said_is_kept(said: str) -> None:
    words = [{"", *(word for _, word in signs)} for signs in (BROWSERS, SYSTEMS)]
    assert all(word in known for word, known in zip(browser_of(said).split("/"), words, strict=True))
