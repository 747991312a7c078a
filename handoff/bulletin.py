"""連絡とお知らせ: what a floor manager says to windows, or to everybody on the boards of the hall."""

from __future__ import annotations

from typing import Final

import msgspec

from handoff.guided import admit_text
from handoff.messages import Post
from handoff.refusal import Reason, Refused

LONGEST: Final = {"windows": 200, "halls": 80}
"""Characters. What stands on a board is read from 10 m: two lines at most."""
EASY_LONGEST: Final = 120
DAY_MS: Final = 86_400_000
MOST_DAYS: Final = 31


class Wording(msgspec.Struct, frozen=True):
    """A bulletin as it is kept: its texts, and from when until when (ms) it stands."""

    text: str
    easy: str
    since: int
    until: int


def worded(deed: Post, now: int) -> Wording:
    """What is asked to be said, as it may be said. One whose time has begun stands from now on.

    Refused: `wrong_length` (empty), `too_long`, `bad_characters`, `number_in_memo` (a 個人番号), `past_time` (over
    before it began), `too_far_ahead` (ends more than 31 days from now), `not_a_choice` (やさしい日本語 is for the hall
    alone).
    """
    if deed.easy and deed.to != "halls":
        raise Refused(Reason.not_a_choice, at="easy")
    text = admit_text(deed.text, LONGEST[deed.to], "text")
    easy = admit_text(deed.easy, EASY_LONGEST, "easy") if deed.easy.strip() else ""
    since = max(deed.since, now)
    if deed.until <= since:
        raise Refused(Reason.past_time, at="until")
    if deed.until > now + MOST_DAYS * DAY_MS:
        raise Refused(Reason.too_far_ahead, at="until")
    return Wording(text, easy, since, deed.until)
