"""A script of the live core with other words in it."""

from __future__ import annotations

from typing import cast

from server.live import scripts


def rewrite(name: str, words: str, others: str) -> None:
    """Replace words of the script that new epochs load. An AssertionError when they do not stand in it once."""
    everybodys = cast("dict[str, str]", scripts.EVERYBODYS)
    assert everybodys[name].count(words) == 1, f"{name} does not say: {words}"
    everybodys[name] = everybodys[name].replace(words, others)
