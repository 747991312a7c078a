"""Conditions in plain Japanese."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handoff.household import FACTS as KNOWN
from handoff.spelled import FACTS, Names, Said, answered, spelled
from tests.households import demo

NAMES = Names({"TENNYU": "転入", "TENNYU_K": "国外からの転入", "SHIBO": "死亡"}, {"Q001": "本人ですか？"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("True", "いつも"),
        ("Q001", "Q001「本人ですか？」が「はい」"),
        ("not Q001", "Q001「本人ですか？」が「いいえ」"),
        ("Q001==True", "Q001「本人ですか？」が「はい」"),
        ("True==Q001", "Q001「本人ですか？」が「はい」"),
        ("Q001!=True", "Q001「本人ですか？」が「はい」でない（まだ答えがないときも）"),
        ("Q001==None", "Q001「本人ですか？」がまだ分からない"),
        ("ev=='SHIBO'", "ライフイベントが「死亡」"),
        ("ev!='SHIBO'", "ライフイベントが「死亡」以外"),
        ("ev in ('SHIBO','TENNYU')", "ライフイベントが「死亡」「転入」のどれか"),
        ("ev not in ('SHIBO','NEW')", "ライフイベントが「死亡」「NEW」のどれでもない"),
        ("ev.startswith('TENNYU')", "ライフイベントが「転入」「国外からの転入」のどれか"),
        ("days_since_move>14", "「異動日からの日数」が 14 より大きい"),
        ("14<=days_since_move", "「異動日からの日数」が 14 以上"),
        ("Q777==True", "Q777が「はい」"),
    ],
)
def test_one_line_conditions(text: str, words: str) -> None:
    assert spelled(text, NAMES) == [Said(0, words)]


def test_parts_stand_in_under_what_joins_them() -> None:
    assert spelled("Q001==True and (has_u18 or not (has_sj or has_elem))", NAMES) == [
        Said(0, "次のすべてに当てはまるとき"),
        Said(1, "Q001「本人ですか？」が「はい」"),
        Said(1, "次のどれかに当てはまるとき"),
        Said(2, "「18歳の年度末までの方がいる」が「はい」"),
        Said(2, "次のことに当てはまらないとき"),
        Said(3, "次のどれかに当てはまるとき"),
        Said(4, "「小・中学生がいる」が「はい」"),
        Said(4, "「小学生がいる」が「はい」"),
    ]


def test_an_answer_that_comes_by_itself() -> None:
    assert answered("True if ev=='SHIBO' else None", NAMES) == [
        Said(0, "ライフイベントが「死亡」"),
        Said(0, "→ 「はい」と答える（ほかのときはお聞きする）"),
    ]
    assert answered("False if has_u18 else True if has_sj else None", NAMES) == [
        Said(0, "「18歳の年度末までの方がいる」が「はい」"),
        Said(0, "そのとき:"),
        Said(1, "「いいえ」と答える"),
        Said(0, "そうでないとき:"),
        Said(1, "「小・中学生がいる」が「はい」"),
        Said(1, "そのとき:"),
        Said(2, "「はい」と答える"),
        Said(1, "そうでないとき:"),
        Said(2, "お聞きする"),
    ]
    assert [line.text for line in answered("any_mnc", NAMES)] == [
        "「マイナンバーカードをお持ちの方がいる」が「はい」",
        "→ 当てはまれば「はい」、当てはまらなければ「いいえ」、分からなければお聞きする",
    ]


def test_what_is_no_condition_stands_with_its_place() -> None:
    assert spelled("Q001 and", NAMES) == [Said(0, "Q001 and"), Said(1, "（9文字目: 条件が途中で終わっています。）")]


def test_every_fact_has_its_words() -> None:
    assert set(FACTS) == set(KNOWN)


def test_every_condition_of_the_demo_city_is_said_without_signs() -> None:
    made = demo()
    names = Names(
        {key: one.name for key, one in made.catalog.events.items()},
        {key: one.text for key, one in made.questions.items()},
    )
    texts = [one.trigger for one in made.procedures.values()] + [one.when for one in made.rules]
    texts += [text for one in made.questions.values() for text in (one.show_when, one.auto) if text]
    for text in texts:
        for line in spelled(text, names) + answered(text, names):
            assert not any(sign in line.text for sign in ("==", "!=", " and ", " or ", "None"))


@given(st.text(max_size=60))
def test_whatever_is_written_there_it_has_words(text: str) -> None:
    assert spelled(text, NAMES)
    assert answered(text, NAMES)
