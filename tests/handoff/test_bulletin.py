"""What a floor manager may say, and until when."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff.bulletin import DAY_MS, LONGEST, MOST_DAYS, worded
from handoff.messages import Bulletin, Post
from handoff.refusal import Reason, Refused
from handoff.visibility import hall_bulletin

NOW = 1_800_000_000_000
SAID = Post("halls", "本日は20時まで開庁しています", NOW + 60_000)


@given(since=st.integers(-DAY_MS, 40 * DAY_MS), lasts=st.integers(-DAY_MS, 40 * DAY_MS))
def test_a_bulletin_stands_for_some_time_from_now_on_or_is_refused(since: int, lasts: int) -> None:
    """Never one that is over before it begins, and none that nobody will remember to take away."""
    begins = max(NOW, NOW + since)
    until = begins + lasts
    asked = replace(SAID, since=NOW + since, until=until)
    good = lasts > 0 and until <= NOW + MOST_DAYS * DAY_MS
    if good:
        said = worded(asked, NOW)
        assert (said.since, said.until) == (begins, until)
    else:
        with pytest.raises(Refused) as no:
            worded(asked, NOW)
        assert no.value.reason is (Reason.past_time if lasts <= 0 else Reason.too_far_ahead)


@pytest.mark.parametrize(
    ("asked", "reason"),
    [
        (replace(SAID, text=" "), Reason.wrong_length),
        (replace(SAID, text="あ" * (LONGEST["halls"] + 1)), Reason.too_long),
        (replace(SAID, text="見えない\u202e文字"), Reason.bad_characters),
        (replace(SAID, text="番号は 123456789018 です"), Reason.number_in_memo),
        (replace(SAID, easy="番号 123456789018"), Reason.number_in_memo),
        (replace(SAID, to="windows", easy="やさしく"), Reason.not_a_choice),
    ],
)
def test_what_may_not_be_said_is_refused(asked: Post, reason: Reason) -> None:
    with pytest.raises(Refused) as no:
        worded(asked, NOW)
    assert no.value.reason is reason


def test_the_hall_never_hears_who_says_it_nor_what_is_for_windows() -> None:
    said = Bulletin("b", "halls", "お知らせ", 1, 2, easy="おしらせ", by="大野", read=["W05"])
    shown = hall_bulletin(said)
    assert shown == Bulletin("b", "halls", "お知らせ", 1, 2, easy="おしらせ")
    assert hall_bulletin(replace(said, to="windows")) is None
