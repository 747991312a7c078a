"""続柄 as the national resident-record standard writes it (1.1.11): chosen words joined by の, up to four; never 孫,
祖父 or 甥."""

from __future__ import annotations

from typing import Final

from handoff.refusal import Reason, Refused

ALONE: Final = ("世帯主", "縁故者", "同居人")
LINKS: Final = ("夫", "妻", "夫（未届）", "妻（未届）", "子", "父", "母", "兄", "姉", "弟", "妹")
IN_LAW: Final = ("子（子の夫）", "子（子の妻）")
GENERATIONS: Final = 4

_BRACKETS: Final = str.maketrans("()", "（）")


def admit_relationship(text: str, at: str | None = None) -> str:
    """The relationship as it is stored, its brackets full-width. Refused with `not_a_choice` when it is not built
    from the standard's words, or is longer than four of them (子の子 is right, 孫 is not)."""
    plain = text.translate(_BRACKETS)
    if plain in ALONE or plain in IN_LAW:
        return plain
    links = plain.split("の")
    if len(links) > GENERATIONS or any(link not in LINKS for link in links):
        raise Refused(Reason.not_a_choice, at)
    return plain
