"""What lacks, what is stopped, until when, which papers, what was saved: each where it belongs on the slip."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from handoff.slip import Blocked, Form, Missing, Said, Saved, Slip, Stop, Task, Thing
from server.paper.shelf import Fonts
from server.paper.slips import render
from tests.paper.look import collisions, letters, size_of, text_of

CARD = Task("マイナンバーカード 継続利用", "P020", until="2027-06-30")
LATE = Task("転入届", "P001", until="2027-03-15", past=True)
CHILD = Task("児童手当 認定請求", "P055", until="2027-04-16")
WASTE = Task("ごみ・防災の案内", "P097", notice_only=True)
SCHOOL = Task("小・中学校 転入学通知", "P068", deadline="転入・転居後すぐ")


@pytest.fixture
def full(slip: Slip) -> Slip:
    """A slip with a bit of everything."""
    return replace(
        slip,
        stops=(
            Stop("住民異動", "1F", "5〜10番", (LATE,), "next"),
            Stop("マイナンバーカード", "1F", "13〜17番", (CARD,)),
            Stop("環境", "2F", "35番", (WASTE,)),
            Stop("学務", "3F", "30番", (SCHOOL,)),
        ),
        missing=(
            Missing("転出証明書", "5〜10番", (LATE,)),
            Missing("在学証明書", "30番", (SCHOOL,)),
        ),
        blocked=(Blocked((CHILD,), "前の市区町村の所得がわかりません", "所得課税証明書をお持ちください"),),
        bring=(Thing("暗証番号（4桁）", "13〜17番"),),
        forms=(Form("住民異動届", "F001", 1, "5〜10番"), Form("児童手当 認定請求書", "F055", 2)),
        notes=(Said("水曜日は19時まで開いています。", "T037"),),
        memos=("20番は右手の広い通路へ。",),
        saved=Saved(51, 27, 16),
    )


def part(said: str, first: str, then: str) -> str:
    """What stands between two headings."""
    return said.split(first, 1)[1].split(then, 1)[0]


def test_each_value_stands_under_its_own_heading(full: Slip, fonts: Fonts) -> None:
    said = text_of(render(full, fonts).pdf)
    missing = part(said, "足りないもの（後日お持ちください）", "窓口の順番")
    assert "転出証明書" in missing
    assert "これが必要な手続き：転入届" in missing
    blocked = part(said, "今日は受け付けできない手続き", "お持ちいただくもの")
    assert "児童手当 認定請求" in blocked
    assert "理由：前の市区町村の所得がわかりません" in blocked
    assert "所得課税証明書をお持ちください" in blocked
    assert "暗証番号（4桁）" in said.split("お持ちいただくもの", 1)[1]
    papers = said.split("こちらでお作りする書類", 1)[1]
    assert "住民異動届 5〜10番" in papers
    assert "児童手当 認定請求書 2枚" in papers
    for sentence in ("水曜日は19時まで開いています。", "20番は右手の広い通路へ。"):
        assert sentence in said.split("窓口からのお知らせ", 1)[1]


def test_what_asks_for_nothing_that_lacks_can_be_done_today(full: Slip, fonts: Fonts) -> None:
    said = text_of(render(full, fonts).pdf).replace("\n", "")
    today = part(said, "足りないものがなくても、今日できる手続き：", "窓口の順番")
    assert today == "マイナンバーカード 継続利用、ごみ・防災の案内"


def test_many_that_can_be_done_today_are_counted_and_many_that_cannot_stand_in_one_line(
    full: Slip, fonts: Fonts
) -> None:
    tasks = tuple(Task(f"手続{n}") for n in range(6))
    several = replace(full, stops=(*full.stops, Stop("証明", "1F", "1〜4番", tasks)))
    said = text_of(render(several, fonts).pdf)
    assert "ほかの8件の手続きは、今日できます。" in said
    assert "今日できる手続き：" not in said
    stopped = replace(full, blocked=(Blocked(tasks, "理由です"),))
    assert "、".join(task.name for task in tasks) in text_of(render(stopped, fonts).pdf)


@pytest.mark.parametrize("words", ["—", "随時", "即時", ""])
def test_no_last_day_is_nothing_to_say(full: Slip, fonts: Fonts, words: str) -> None:
    anytime = replace(full, missing=(), stops=(Stop("証明", "1F", "1〜4番", (Task("住民票の写し", deadline=words),)),))
    assert "期限" not in text_of(render(anytime, fonts).pdf)


def test_what_lacks_is_larger_than_what_to_bring(full: Slip, fonts: Fonts) -> None:
    pdf = render(full, fonts).pdf
    assert size_of(pdf, "転出証明書") >= 14 > size_of(pdf, "暗証番号") + 3


def test_a_last_day_is_named_and_one_that_is_over_is_marked(full: Slip, fonts: Fonts) -> None:
    said = text_of(render(full, fonts).pdf)
    assert "3月15日(月)まで" in said
    assert "6月30日(水)まで" in said
    assert said.count("期限を過ぎています") == 1
    assert "期限：転入・転居後すぐ" in said
    far = replace(full, stops=(Stop("資産税", "2F", "32番", (Task("申告", until="2028-05-31"),)),))
    assert "令和10年5月31日(水)まで" in text_of(render(far, fonts).pdf).replace("\n", "")


def test_what_is_done_has_no_last_day_any_more(full: Slip, fonts: Fonts) -> None:
    done = replace(full, missing=(), stops=tuple(replace(stop, state="done") for stop in full.stops))
    said = text_of(render(done, fonts).pdf)
    assert "6月30日" not in said
    assert "期限" not in said


def test_what_is_only_told_says_so(full: Slip, fonts: Fonts) -> None:
    assert text_of(render(full, fonts).pdf).count("ご案内のみ（申請は要りません）") == 1


def test_the_foot_counts_what_nobody_had_to_write_and_is_silent_where_nobody_counted(full: Slip, fonts: Fonts) -> None:
    sentence = "本日、お名前51回・ご住所27回・署名16か所を書かずに済みました。"
    assert sentence in text_of(render(full, fonts).pdf)
    assert "書かずに" not in text_of(render(replace(full, saved=None), fonts).pdf)
    some = text_of(render(replace(full, saved=Saved(3, 0, 0)), fonts).pdf)
    assert "本日、お名前3回を書かずに済みました。" in some
    long = replace(full, memos=("お知らせです。",) * 90)
    printed = render(long, fonts)
    assert [sentence in text_of(printed.pdf, at) for at in range(printed.pages)] == [False] * (printed.pages - 1) + [
        True
    ]


def test_the_count_alone_never_takes_a_page(slip: Slip, fonts: Fonts) -> None:
    for many in range(1, 40):
        printed = render(replace(slip, memos=("お知らせです。",) * many, saved=Saved(1, 1, 1)), fonts)
        last = text_of(printed.pdf, printed.pages - 1)
        assert "お知らせです。" in last or "窓口の順番" in last, many


def test_a_list_over_three_pages_is_named_on_each(slip: Slip, fonts: Fonts) -> None:
    things = tuple(Thing(f"持ち物の{n:03}") for n in range(150))
    lacking = tuple(Missing(f"足りない{n:02}") for n in range(24))
    for changes, title in (
        ({"bring": things, "missing": ()}, "お持ちいただくもの"),
        ({"bring": (), "missing": lacking}, "足りないもの（後日お持ちください）"),
        ({"stops": tuple(Stop(f"窓口{n}", "1F", f"{n}番") for n in range(60)), "missing": ()}, "窓口の順番"),
    ):
        printed = render(replace(slip, **changes), fonts)  # type: ignore[arg-type]
        first, *others = (text_of(printed.pdf, at) for at in range(printed.pages))
        assert f"{title}（つづき）" not in first
        going = [f"{title}（つづき）" in said for said in others]
        assert going[0]
        assert sorted(going, reverse=True) == going, title  # never again after it has ended
        whole = text_of(printed.pdf)
        assert all(whole.count(thing.what) == 1 for thing in changes.get("bring", ()))


def test_the_pages_after_the_first_begin_with_number_and_code(full: Slip, fonts: Fonts) -> None:
    printed = render(replace(full, memos=("お知らせです。",) * 120), fonts)
    for at in range(1, printed.pages):
        assert "4071 8826 3950 1174" in text_of(printed.pdf, at)
        highest = max(box[3] for letter, box in letters(printed.pdf, at) if letter in "A042")
        assert highest > 780, at


@pytest.mark.parametrize("many", [0, 1, 7, 30])
def test_no_letter_lies_over_another_or_outside_the_printers_reach(full: Slip, fonts: Fonts, many: int) -> None:
    long = replace(
        full,
        stops=(
            full.stops
            + tuple(Stop(f"長い名前の窓口の{n}", "3階 エレベーター横", "1〜40番", (CARD, CHILD)) for n in range(many))
        ),
        bring=full.bring * (many + 1),
        forms=full.forms * (many + 1),
        memos=full.memos * (many + 1),
        blocked=full.blocked * (many + 1),
        name="𠮷田 辻󠄀子 髙﨑",
        reprint=True,
    )
    printed = render(long, fonts)
    for at in range(printed.pages):
        assert collisions(printed.pdf, at) == []
        for letter, (left, low, right, high) in letters(printed.pdf, at):
            assert 40 < left < right < 557, letter
            assert 17 < low < high < 825, letter
