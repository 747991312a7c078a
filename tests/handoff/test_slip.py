"""What may stand on a slip, and what its words become."""

from __future__ import annotations

import pytest
from msgspec import msgpack

from handoff.slip import Blocked, Missing, NumberPaper, Slip, Stop, Task, Thing, going_on, merge_bring
from handoff.speech import WORDS, say


def slip(**changes: object) -> Slip:
    """A plain slip, with changes."""
    values: dict[str, object] = {
        "number": "A012",
        "code": "4071882639501174",
        "city": "あおばの市",
        "office": "本庁",
        "issued": "2026-11-20",
        "stops": (),
    }
    return Slip(**{**values, **changes})  # type: ignore[arg-type]


def test_a_slip_carries_no_name_unless_it_is_given_one() -> None:
    assert slip().name is None


@pytest.mark.parametrize(
    "code",
    ["", "407188263950117", "40718826395011745", "4071-8826-3950-1174", "４０７１８８２６３９５０１１７４", "A012"],
)
def test_a_code_that_a_scanner_would_not_read_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="code"):
        slip(code=code)


@pytest.mark.parametrize(
    "changes", [{"issued": "2026-02-30"}, {"issued": "令和8年"}, {"time": "24:00"}, {"number": " "}]
)
def test_a_wrong_head_is_refused(changes: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        slip(**changes)


def test_two_next_counters_are_refused() -> None:
    stop = Stop("国民健康保険", "1F", "20番", state="next")
    with pytest.raises(ValueError, match="next"):
        slip(stops=(stop, stop))


def test_the_number_paper_is_held_to_the_same_head() -> None:
    with pytest.raises(ValueError, match="code"):
        NumberPaper(
            number="A001", code="12", city="あおばの市", office="本庁", line="証明", issued="2026-11-20", time="10:05"
        )


def test_a_slip_travels_as_bytes_and_comes_back_equal() -> None:
    paper = slip(stops=(Stop("証明", "1F", "1〜4番", (Task("住民票の写し"),), "next"),), bring=(Thing("通帳", "25番"),))
    assert msgpack.decode(msgpack.encode(paper), type=Slip) == paper


def test_a_sentence_is_filled_by_name_only() -> None:
    assert say({}, "slip.later", n=30) == "この用紙は、次に来るときも使えます（30日間）。"
    assert say({"slip.floor": "Floor {n} {n.real}"}, "slip.floor", n=3) == "Floor 3 {n.real}"


def test_an_unfilled_or_missing_word_is_said_in_japanese() -> None:
    assert say({"slip.title": ""}, "slip.title") == WORDS["slip.title"]
    assert say({}, "slip.page", n=1) == "1/{m}ページ"


def test_what_two_counters_ask_for_is_brought_once() -> None:
    asked = (("20番", ("本人確認書類", "通帳")), ("25番", ("通帳", "（なし）", "")), ("25番", ("通帳",)))
    assert merge_bring(asked) == (Thing("本人確認書類", "20番"), Thing("通帳", "20番・25番"))


def test_what_waits_for_a_missing_thing_or_is_stopped_cannot_go_on_today() -> None:
    card, child, school, done = (Task(name) for name in ("カード", "児童手当", "転入学", "転入届"))
    paper = slip(
        stops=(Stop("住民異動", "1F", "5番", (done,), "done"), Stop("証明", "1F", "1番", (card, child, school))),
        missing=(Missing("在学証明書", "30番", (school,)),),
        blocked=(Blocked((child,), "所得がわかりません"),),
    )
    assert going_on(paper) == (card,)
