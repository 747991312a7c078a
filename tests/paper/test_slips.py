"""The slip as its readers meet it: eyes, scanners, printers, and whoever opens the file."""

from __future__ import annotations

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff.slip import About, Missing, Slip, Stop, Task, Thing
from handoff.ticket import make
from server.paper.shelf import Fonts
from server.paper.slips import render
from tests.paper.look import codes_in, ink, picture, text_of

NAMES = ("𠮷田 太郎", "辻󠄀 花子", "髙﨑 実", "渡邉󠄀 恵", "葛󠄀西 翔")


def test_everything_that_was_put_in_stands_on_it(slip: Slip, fonts: Fonts) -> None:
    printed = render(slip, fonts)
    said = text_of(printed.pdf)
    for words in (
        "手続きのご案内",
        "あおばの市",
        "A042",
        "令和9年4月1日(木) 10:35 本庁",
        "次に行く窓口",
        "この用紙を次の窓口でお見せください。",
        "国民健康保険 資格取得届（4人）",
        "お呼びする目安 10:45〜10:55",
        "5〜10番",
        "3階",
        "転入届",
        "終わりました",
        "お持ちいただくもの",
        "通帳（手当を受け取る方のもの）",
        "足りないもの（後日お持ちください）",
        "今日は受け付けできない手続き",
        "前の市町村の所得がわからないため",
        "水道の使用開始は、お電話でもできます。",
        "この用紙は、次に来るときも使えます（30日間）。",
        "手続番号",
        "4071 8826 3950 1174",
        "1/1ページ",
    ):
        assert words in said, words
    assert printed.missing == ()
    assert printed.pages == 1


def test_times_stand_at_their_counters_and_not_where_nothing_is_known(slip: Slip, fonts: Fonts) -> None:
    """The next counter's in its box; how long after the reception papers are handed over, where that is known."""
    done, next_, later = slip.stops
    now = replace(done, state="now", handing=About(20, 35))
    said = text_of(render(replace(slip, stops=(now, next_, replace(later, wait=About(90)))), fonts).pdf)
    for words in ("受付のあと、お渡しまで 20〜35分", "お呼びする目安 10:45〜10:55", "お呼びする目安 12:05以降"):
        assert said.count(words) == 1, words
    bare = text_of(render(replace(slip, stops=(done, replace(next_, wait=None), later)), fonts).pdf)
    assert "目安" not in bare and "お渡しまで" not in bare


def test_counters_stand_in_the_order_of_the_way(slip: Slip, fonts: Fonts) -> None:
    way = text_of(render(slip, fonts).pdf).split("窓口の順番", 1)[1]
    places = [way.index(counter) for counter in ("住民異動", "国民健康保険", "学務")]
    assert places == sorted(places)


def test_what_is_still_to_come_is_numbered_and_what_is_done_is_not(slip: Slip, fonts: Fonts) -> None:
    said = text_of(render(slip, fonts).pdf)
    assert "1 20番" in said
    assert "2 30番" in said
    assert "1 5〜10番" not in said


@pytest.mark.parametrize("name", NAMES)
def test_a_name_prints_as_it_is_written(slip: Slip, fonts: Fonts, name: str) -> None:
    printed = render(replace(slip, name=name), fonts)
    assert f"{name} 様" in text_of(printed.pdf)
    assert printed.missing == ()


@pytest.mark.parametrize("name", NAMES)
def test_the_same_characters_print_in_a_memo(slip: Slip, fonts: Fonts, name: str) -> None:
    printed = render(replace(slip, memos=(f"{name}さまへ",)), fonts)
    assert f"{name}さまへ" in text_of(printed.pdf)
    assert printed.missing == ()


def test_a_name_stands_only_where_it_was_asked_for(slip: Slip, fonts: Fonts) -> None:
    assert "様" not in text_of(render(slip, fonts).pdf)
    named = render(replace(slip, name="青葉 太郎"), fonts)
    assert text_of(named.pdf).count("青葉 太郎") == 1
    # uncompressed parts (metadata, names of objects) carry neither the name nor the code
    for secret in ("青葉", slip.code):
        for encoding in ("utf-8", "utf-16-be"):
            assert secret.encode(encoding) not in named.pdf
            assert secret.encode(encoding).hex().encode() not in named.pdf.lower()


@pytest.mark.parametrize(("dpi", "one_bit"), [(203, True), (203, False), (300, True)])
def test_both_codes_are_read_from_the_printers_dots(slip: Slip, fonts: Fonts, dpi: int, one_bit: bool) -> None:
    printed = render(replace(slip, name=NAMES[0]), fonts)
    found = codes_in(picture(printed.pdf, dpi, one_bit=one_bit))
    assert found == {("QRCode", slip.code), ("Code128", slip.code)}


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text("0123456789", min_size=15, max_size=15))
def test_any_ticket_is_read_back_from_paper(slip: Slip, fonts: Fonts, digits: str) -> None:
    code = make(digits, "999989")
    printed = render(replace(slip, code=code), fonts)
    assert codes_in(picture(printed.pdf, 203, one_bit=True)) == {("QRCode", code), ("Code128", code)}


def test_long_lists_flow_on_and_lose_nothing(slip: Slip, fonts: Fonts) -> None:
    stops = tuple(
        Stop(f"窓口の{n}", "2F", f"{n}番", tuple(Task(f"手続{n}の{k}") for k in range(6))) for n in range(100, 118)
    )
    things = tuple(Thing(f"持ち物{n}") for n in range(100, 160))
    memos = tuple(f"お知らせ{n}" for n in range(100, 160))
    printed = render(replace(slip, stops=stops, bring=things, memos=memos, missing=()), fonts)
    said = text_of(printed.pdf)
    assert printed.pages > 2
    for stop in stops:
        assert all(said.count(name) == 1 for name in (stop.counter, *(task.name for task in stop.tasks)))
    assert all(said.count(thing.what) == 1 for thing in things)
    assert all(said.count(memo) == 1 for memo in memos)


def test_each_page_tells_whose_it_is_and_opens_the_case(slip: Slip, fonts: Fonts) -> None:
    printed = render(replace(slip, memos=("長いお知らせです。",) * 120), fonts)
    assert printed.pages >= 3
    for at in range(printed.pages):
        said = text_of(printed.pdf, at)
        assert "A042" in said
        assert "4071 8826 3950 1174" in said
        assert f"{at + 1}/{printed.pages}ページ" in said
        assert ("QRCode", slip.code) in codes_in(picture(printed.pdf, 203, at, one_bit=True))
        assert ("つづきは次のページにあります。" in said) == (at + 1 < printed.pages)


def test_one_endless_entry_still_fits_its_pages(slip: Slip, fonts: Fonts) -> None:
    endless = tuple(Task(f"届出{n:03}") for n in range(200))
    printed = render(
        replace(
            slip,
            stops=(Stop("証明", "1F", "1〜4番", endless, "next"),),
            memos=("鰻" * 3000,),
            bring=(Thing("鱧" * 999, "鮎" * 99),),
            missing=(),
        ),
        fonts,
    )
    said = text_of(printed.pdf)
    assert all(said.count(task.name) == 1 for task in endless)
    assert [said.count(fish) for fish in "鰻鱧鮎"] == [3000, 999, 99]
    for at in range(printed.pages):  # nothing runs into the foot
        strip = picture(printed.pdf, 72, at).crop((0, 797, 595, 804) if at else (0, 742, 595, 746))
        assert ink(strip) == 0, at


def test_a_heading_never_stands_alone_at_the_end_of_a_page(slip: Slip, fonts: Fonts) -> None:
    for lines in range(20, 50):
        things = tuple(Missing(f"持ち物{n}") for n in range(lines))
        printed = render(replace(slip, memos=(), blocked=(), missing=things, bring=(Thing("通帳"),)), fonts)
        for at in range(printed.pages):
            said = text_of(printed.pdf, at)
            assert ("お持ちいただくもの" in said) == ("通帳" in said), lines


def test_nor_does_the_heading_of_the_memos(slip: Slip, fonts: Fonts) -> None:
    for many in range(1, 24):
        way = tuple(Stop(f"窓口{n}", "1F", f"{n}番") for n in range(many))
        printed = render(replace(slip, stops=way, memos=("右の通路へ",), blocked=(), missing=(), bring=()), fonts)
        for at in range(printed.pages):
            said = text_of(printed.pdf, at)
            assert ("窓口からのお知らせ" in said) == ("右の通路へ" in said), many


def test_a_character_that_cannot_be_printed_is_marked_and_named(slip: Slip, fonts: Fonts) -> None:
    printed = render(replace(slip, name="\U0010fffd田", memos=("\ue000さん",)), fonts)
    assert set(printed.missing) == {"U+10FFFD \U0010fffd", "U+E000 \ue000"}
    said = text_of(printed.pdf)
    assert "〓田 様" in said
    assert "〓さん" in said


def test_a_second_slip_says_that_the_first_is_dead(slip: Slip, fonts: Fonts) -> None:
    sentence = "この用紙は再発行です。前の用紙は使えません。"
    assert sentence not in text_of(render(slip, fonts).pdf)
    assert sentence in text_of(render(replace(slip, reprint=True), fonts).pdf)


def test_when_all_is_done_it_says_so_and_points_nowhere(slip: Slip, fonts: Fonts) -> None:
    done = tuple(replace(stop, state="done") for stop in slip.stops)
    said = text_of(render(replace(slip, stops=done), fonts).pdf)
    assert "すべての窓口が終わりました。" in said
    assert "次に行く窓口" not in said


def test_a_slip_of_nothing_yet_still_opens_the_case(slip: Slip, fonts: Fonts) -> None:
    bare = Slip(number="A001", code=slip.code, city="あおばの市", office="本庁", issued="2027-04-01", stops=())
    printed = render(bare, fonts)
    assert codes_in(picture(printed.pdf, 203, one_bit=True)) == {("QRCode", slip.code), ("Code128", slip.code)}
    assert "窓口の順番" not in text_of(printed.pdf)


def test_the_citys_own_words_go_over_ours(slip: Slip, fonts: Fonts) -> None:
    said = text_of(render(replace(slip, sentences={"slip.show": "つぎの まどぐちで みせて ください。"}), fonts).pdf)
    assert "つぎの まどぐちで みせて ください。" in said
    assert "この用紙を次の窓口でお見せください。" not in said


def test_equal_slips_are_equal_bytes_whatever_was_printed_between(slip: Slip, fonts: Fonts) -> None:
    first = render(slip, fonts).pdf
    render(replace(slip, name="葛󠄀西", memos=("別の紙",)), fonts)
    assert render(slip, fonts).pdf == first


def test_the_file_says_nothing_about_the_machine_or_the_day(slip: Slip, fonts: Fonts) -> None:
    dates = re.findall(rb"\(D:(\d{4})", render(slip, fonts).pdf)
    assert set(dates) <= {b"2000"}


def test_the_slip_stays_small(slip: Slip, fonts: Fonts) -> None:
    assert len(render(slip, fonts).pdf) <= 60_000
