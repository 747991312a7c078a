"""The guidance: derived from what is known, in any order, and back again."""

from __future__ import annotations

from datetime import date
from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from handoff.case import Entry
from handoff.guidance import Book, Due, Guidance, Known, Turn, book, guide, known, procedures_of, until
from handoff.known import ByHand
from handoff.walk import walk
from tests.households import demo, derived, entries, households
from tests.vectors.odd import odd
from tests.visits import TODAY, visit

CHANCE = st.integers(0, 2**32).map(Random)


def told(sheet: dict[str, Entry], event: str = "TENNYU") -> Guidance:
    """What the entries of a case give."""
    return guide(demo(), known(sheet, demo(), TODAY, event, "main"))


def moving(**more: object) -> Known:
    """Somebody who moves in, of whom so much is known."""
    return msgspec.convert({"events": ["TENNYU"], "today": TODAY, "office": "main", **more}, Known)


def of(found: Guidance, procedure: str) -> Due:
    """One procedure."""
    return next(one for one in found.procedures if one.procedure == procedure)


# ---- the same, however it came about


@settings(deadline=None)
@given(CHANCE)
def test_answers_in_any_order_give_the_same(chance: Random) -> None:
    home = households()[chance.choice(list(households()))]
    keys = list(home.sheet)
    chance.shuffle(keys)
    mixed = {key: home.sheet[key] for key in keys}
    assert told(mixed, home.event) == told(home.sheet, home.event)


@settings(deadline=None)
@given(CHANCE)
def test_what_is_taken_back_was_never_given(chance: Random) -> None:
    home = households()[chance.choice(list(households()))]
    more = entries(
        {
            **{f"q.{question}": None for question in demo().questions if f"q.{question}" not in home.sheet},
            **{f"proc.{key}": None for key in chance.sample(sorted(demo().procedures), 5)},
            "over.R06": None,
            "over.R03": None,
            "have.通帳": None,
            "role.dairi": None,
        }
    )
    assert told({**home.sheet, **more}, home.event) == told(home.sheet, home.event)


def test_an_answer_that_is_changed_and_changed_back_leaves_nothing() -> None:
    """What followed from it goes and comes; its own answers were kept."""
    before = derived(households()["S1b"])
    without = guide(demo(), replace(before, answers={**before.answers, "Q030": False}))
    assert not {"P030", "P035"} & {one.procedure for one in without.procedures}
    assert "Q031" not in {one.question for one in without.questions}
    assert guide(demo(), replace(before, answers={**before.answers, "Q030": True})) == guide(demo(), before)


def test_an_answer_overrules_what_would_answer_itself_and_gives_way_again() -> None:
    facts = {"has_u18": True}
    asked = {one.question: one for one in guide(demo(), moving(facts=facts)).questions}
    assert (asked["Q040"].answer, asked["Q040"].by, asked["Q040"].overruled) == (True, "auto", False)
    asked = {one.question: one for one in guide(demo(), moving(facts=facts, answers={"Q040": False})).questions}
    assert (asked["Q040"].answer, asked["Q040"].by, asked["Q040"].auto) == (False, "asked", True)
    assert asked["Q040"].overruled and "Q041" not in asked
    same = guide(demo(), moving(facts=facts, answers={"Q040": True})).questions
    assert next((one.by, one.overruled) for one in same if one.question == "Q040") == ("asked", False)


def test_what_is_not_known_is_no_answer() -> None:
    """Nothing is said of the household, so only what comes with the event comes, and what only an answer would stop."""
    found = guide(demo(), moving())
    assert [one.procedure for one in found.procedures] == ["P001", "P097"]
    assert {one.question: one.answer for one in found.questions if one.by == "auto"} == {"Q011": False, "Q074": True}


# ---- what must hold for any visit


@settings(deadline=None)
@given(CHANCE)
def test_the_way_holds_together(chance: Random) -> None:
    """What counts stands at exactly one counter, in walking order; belongings are listed once, for what counts."""
    case = visit(chance)
    found = guide(demo(), case)
    counting = [one.procedure for one in found.procedures if one.counts]
    assert [key for station in found.way for key in station.procedures] == counting == procedures_of(demo(), case)
    steps = [demo().procedures[key] for key in counting]
    assert [one.group for one in found.way] == walk(steps, demo().ranks[case.office])
    assert counting == [one.procedure for one in found.procedures][: len(counting)]
    texts = [one.text for one in found.bring]
    assert len(set(texts)) == len(texts) and all(set(one.procedures) <= set(counting) for one in found.bring)
    walked = [one.group for one in found.way]
    for thing in found.bring:
        assert [one for one in walked if one in thing.groups] == thing.groups
        assert set(thing.groups) == {demo().procedures[key].group for key in thing.procedures}
    assert found.progress == (sum(one.answer is not None for one in found.questions), len(found.questions))
    assert [one.question for one in found.questions] == sorted({one.question for one in found.questions}, key=_place)


def _place(question: str) -> int:
    return demo().place[question]


@settings(deadline=None)
@given(CHANCE)
def test_a_block_stops_what_it_names_and_nothing_else(chance: Random) -> None:
    case = visit(chance)
    found, free = guide(demo(), case), guide(demo(), replace(case, over=[one.rule for one in demo().rules]))
    targets = {one.rule: set(one.target) for one in demo().rules}
    stopped = {key for one in found.blocks if not one.overruled for key in one.procedures}
    taken_out = {key for key, said in case.by_hand.items() if not said.on}
    assert {one.procedure for one in found.procedures if one.blocked} == stopped
    assert all(set(one.procedures) <= targets[one.rule] and one.procedures for one in found.blocks)
    assert not any(one.blocked for one in free.procedures)
    assert {one.procedure for one in free.procedures} == {one.procedure for one in found.procedures}
    assert {one.procedure for one in free.procedures if one.counts} - stopped == {
        one.procedure for one in found.procedures if one.counts
    }
    assert not stopped & taken_out
    assert [one.rule for one in free.blocks] == [one.rule for one in found.blocks]


@settings(max_examples=10, deadline=None)
@given(CHANCE)
def test_exactly_the_named_answers_take_a_procedure_away(chance: Random) -> None:
    """なぜ？: asked of every question there is, one at a time."""
    for one in (demo(), odd()):
        _turn_each(one, replace(visit(chance, one, most=1), by_hand={}))


def _turn_each(pages: Book, case: Known) -> None:
    found = guide(pages, case)
    turns = [
        Turn(one.question, answer)
        for one in found.questions
        for answer in (True, False)
        if one.answer is None or one.answer is not answer
    ]
    gone: dict[str, list[Turn]] = {one.procedure: [] for one in found.procedures}
    for turn in turns:
        other = guide(pages, replace(case, answers={**case.answers, turn.question: turn.answer}))
        for key in gone.keys() - {one.procedure for one in other.procedures}:
            gone[key].append(turn)
    for one in found.procedures:
        assert sorted(one.why[0].takes_away, key=_turn) == sorted(gone[one.procedure], key=_turn)


def _turn(one: Turn) -> tuple[str, bool]:
    return one.question, one.answer


# ---- why


def test_a_procedure_says_what_brought_it_and_what_would_take_it_away() -> None:
    answers = {"Q015": True, "Q016": True}
    one = of(guide(demo(), moving(answers=answers)), "P021").why[0]
    assert (one.event, [(each.name, each.value) for each in one.because]) == (
        "TENNYU",
        [("Q015", True), ("Q016", True)],
    )
    assert one.takes_away == [Turn("Q015", False), Turn("Q016", False)]


def test_an_answer_further_back_takes_away_what_followed_from_it() -> None:
    found = guide(demo(), moving(facts={"has_u18": True, "has_sj": True}, answers={"Q045": True}))
    assert of(found, "P069").why[0].takes_away == [Turn("Q040", False), Turn("Q044", False), Turn("Q045", False)]


def test_what_comes_with_the_event_has_no_other_reason() -> None:
    one = of(guide(demo(), moving()), "P001").why
    assert [(each.event, each.because, each.takes_away, each.by_hand) for each in one] == [("TENNYU", [], [], False)]


def test_a_question_that_nobody_answered_yet_may_be_the_reason() -> None:
    """転出証明書 are made until somebody says that a card is used."""
    one = of(guide(demo(), moving(events=["TENSHUTSU"], facts={"any_mnc": True})), "P005").why[0]
    assert [(each.name, each.value) for each in one.because] == [("Q091", False)]
    assert one.takes_away == [Turn("Q091", True)]


def test_what_answers_a_question_takes_away_what_the_answer_brought() -> None:
    """Q6 answers itself from Q1."""
    case = Known(events=["B"], today=TODAY, answers={"Q1": True})
    assert of(guide(odd(), case), "P9").why[0].takes_away == [Turn("Q1", False), Turn("Q6", False)]


def test_where_any_answer_would_do_both_are_named() -> None:
    one = of(guide(odd(), Known(events=["C"], today=TODAY)), "P10").why[0]
    assert one.takes_away == [Turn("Q1", True), Turn("Q1", False)]
    assert [(each.name, each.value) for each in one.because] == [("Q1", None)]


# ---- by hand


def test_a_procedure_is_added_by_hand_with_its_reason_and_goes_when_the_hand_does() -> None:
    hand = {"P030": {"on": True, "reason": "procedure-1", "note": "本人の希望"}}
    one = of(guide(demo(), moving(by_hand=hand)), "P030")
    assert one.counts and one.by_hand is True
    assert [(each.by_hand, each.reason, each.note) for each in one.why] == [(True, "procedure-1", "本人の希望")]
    assert "P030" not in procedures_of(demo(), moving())


def test_a_procedure_that_is_taken_out_stands_there_marked_and_counts_nowhere() -> None:
    case = moving(answers={"Q030": True}, by_hand={"P030": {"on": False}})
    found = guide(demo(), case)
    assert of(found, "P030").by_hand is False and not of(found, "P030").counts
    assert "G20" not in [one.group for one in found.way] and "P030" not in procedures_of(demo(), case)
    assert not any("P030" in one.procedures for one in found.bring)


def test_a_procedure_that_no_answer_brings_needs_no_taking_out() -> None:
    found = guide(demo(), moving(by_hand={"P030": {"on": False}}))
    assert "P030" not in [one.procedure for one in found.procedures]


def test_hands_and_events_are_read_from_the_entries() -> None:
    sheet = entries(
        {
            "ev.SHIBO": True,
            "ev.TENNYU": True,
            "ev.TENKYO": None,
            "ev.NOWHERE": True,
            "proc.P030": True,
            "proc.P001": {"on": False, "reason": "procedure-2"},
            "proc.P013": {"on": None},
            "over.R06": {"reason": "overrule-1"},
            "have.通帳": True,
            "have.印鑑登録証": False,
            "q.Q001": True,
            "q.Q003": "yes",
        }
    )
    found = known(sheet, demo(), TODAY, "TENKYO", "main")
    assert found.events == ["TENNYU", "SHIBO"] and found.over == ["R06"] and found.answers == {"Q001": True}
    assert found.by_hand == {"P030": ByHand(True), "P001": ByHand(False, "procedure-2")}
    assert found.have == {"通帳": True, "印鑑登録証": False}


@pytest.mark.parametrize(
    ("sheet", "events"),
    [({}, ["TENKYO"]), ({"ev.TENKYO": None}, []), ({"ev.TENKYO": None, "ev.SHIBO": True}, ["SHIBO"])],
)
def test_without_an_event_of_its_own_a_case_has_its_services(sheet: dict[str, bool | None], events: list[str]) -> None:
    assert known(entries(dict(sheet)), demo(), TODAY, "TENKYO").events == events


def test_a_visit_without_an_event_has_what_hands_put_there() -> None:
    found = guide(demo(), moving(events=[], by_hand={"P030": {"on": True}}))
    assert found.questions == [] and [one.group for one in found.way] == ["G20"]
    assert [one.text for one in found.bring][-1] == "顔写真つき本人確認書類"


# ---- several events


def test_two_events_are_asked_once_and_both_get_their_own() -> None:
    both = guide(demo(), moving(events=["TENNYU", "SHIBO"], facts={"has_75plus": True}))
    asked = [one.question for one in both.questions]
    assert len(asked) == len(set(asked)) and {"Q001", "Q012", "Q100"} <= set(asked)
    assert {"P001", "P040", "P024"} <= {one.procedure for one in both.procedures}


def test_an_answer_that_belongs_to_one_event_brings_nothing_in_another() -> None:
    """Somebody of 75 moves in; the one who died was younger: no card of theirs is to be given back."""
    both = guide(demo(), moving(events=["TENNYU", "SHIBO"], facts={"has_75plus": True}, answers={"Q103": False}))
    assert "P041" not in {one.procedure for one in both.procedures}


def test_what_one_event_blocks_is_stopped_for_the_whole_visit() -> None:
    both = guide(demo(), moving(events=["TENNYU", "SHIBO"], answers={"Q012": False, "Q004": True, "Q180": True}))
    assert of(both, "P013").blocked == "R06" and not of(both, "P024").blocked


# ---- blocks


def test_a_move_without_its_paper_is_stopped_with_a_reason_and_a_way_out() -> None:
    found = guide(demo(), moving(answers={"Q012": False, "Q030": True, "Q070": True}))
    assert [(one.rule, one.procedures) for one in found.blocks] == [("R06", ["P001", "P030"])]
    assert "再交付" in found.blocks[0].way_out and of(found, "P090").counts
    free = guide(demo(), moving(answers={"Q012": False, "Q030": True, "Q070": True}, over=["R06"]))
    assert free.blocks[0].overruled and of(free, "P001").counts


# ---- belongings


def test_belongings_are_ticked_by_what_they_are_called_after_merging() -> None:
    thing = "顔写真つき本人確認書類"
    for there in (True, False):
        found = guide(demo(), moving(have={thing: there}))
        assert [one.have for one in found.bring if one.text == thing] == [there]
    assert all(one.have is None for one in guide(demo(), moving()).bring)


def test_a_belonging_says_which_procedures_and_counters_ask_for_it() -> None:
    found = guide(demo(), moving(answers={"Q003": True, "Q030": True, "Q045": True}))
    one = next(one for one in found.bring if one.text == "顔写真つき本人確認書類")
    assert (one.procedures, one.groups) == (["P001", "P030"], ["G05", "G20"])


def test_a_rule_may_ask_for_something_that_belongs_to_no_procedure() -> None:
    found = guide(demo(), moving(answers={"Q005": True, "Q014": True}))
    one = next(one for one in found.bring if one.text.startswith("（外国籍）世帯主"))
    assert (one.procedures, one.groups) == ([], [])


def test_something_is_replaced_only_where_it_is_asked_for() -> None:
    """Without a photograph: two other papers, instead of one; and nothing when nobody wants to see any."""
    paper = "写真のない本人確認書類を2点（資格確認書・年金手帳・預金通帳など）"
    assert paper in [one.text for one in guide(demo(), moving(answers={"Q003": False})).bring]
    notice = guide(demo(), moving(answers={"Q003": False}, by_hand={"P001": {"on": False}}))
    assert [one.procedure for one in notice.procedures if one.counts] == ["P097"] and notice.bring == []


def test_a_rule_asks_for_nothing_where_nothing_is_done() -> None:
    out = {"P001": {"on": False}, "P097": {"on": False}}
    assert guide(demo(), moving(answers={"Q005": True, "Q014": True}, by_hand=out)).bring == []


def test_what_a_hand_added_follows_the_rules_of_the_event_that_has_it() -> None:
    """旧氏 belongs to the move, so its card is the movers'; the card that is given back is another one."""
    case = moving(events=["TENNYU", "SHIBO"], answers={"Q015": True}, by_hand={"P010": {"on": True}})
    asks = {one.text: one.procedures for one in guide(demo(), case).bring}
    assert "P010" in asks["異動する方全員のマイナンバーカード"] and asks["マイナンバーカード"] == ["P024"]


# ---- until when


@pytest.mark.parametrize(
    ("procedure", "case", "due"),
    [
        ("P001", {"dates": {"ido_date": "2026-11-20"}}, "2026-12-04"),
        ("P001", {"dates": {"ido_date": "2026-11-07"}}, "2026-11-24"),  # 21 Saturday, 23 勤労感謝の日
        ("P001", {}, None),
        ("P110", {"events": ["SHUSSEI"], "dates": {"ev_date": "2026-11-20"}}, "2026-12-03"),  # the day itself counts
        ("P037", {"events": ["SHUSSEI"], "dates": {"ev_date": "2026-11-20"}, "answers": {"Q132": True}}, "2026-12-04"),
        ("P091", {"events": ["SHIBO"], "dates": {"dec_date": "2026-11-02"}, "answers": {"Q113": True}}, "2026-12-02"),
        (
            "P083",
            {"events": ["SHIBO"], "dates": {"ido_date": "2026-10-01", "dec_date": "2026-11-20"}}
            | {"answers": {"Q108": True}},
            "2026-12-04",
        ),
        (
            "P038",
            {"events": ["SHIBO"], "dates": {"dec_date": "2026-11-20"}, "answers": {"Q102": True, "Q104": True}},
            None,
        ),
    ],
)
def test_a_term_ends_on_a_day(procedure: str, case: dict[str, object], due: str | None) -> None:
    found = of(guide(demo(), moving(**case)), procedure)
    assert found.due == (date.fromisoformat(due) if due else None) and found.deadline


def test_the_last_day_is_in_time_and_the_day_after_is_past() -> None:
    days = {"ido_date": "2026-11-20"}
    assert not of(guide(demo(), moving(dates=days, today="2026-12-04")), "P001").past
    assert of(guide(demo(), moving(dates=days, today="2026-12-05")), "P001").past


def test_a_term_is_told_with_its_weekday() -> None:
    assert until(date(2026, 12, 4)) == "12月4日(金)まで"


def test_the_days_of_terms_are_read_from_the_entries() -> None:
    sheet = entries({"ido_date": "2026-11-20", "dec_date": "?:令和8年11月頃", "p.x": {"order": 0}, "role.shussei": "x"})
    born = {**sheet, **entries({"p.x.m_birth": "2026-11-25"})}
    assert known(sheet, demo(), TODAY).dates == {"ido_date": date(2026, 11, 20)}
    assert known(born, demo(), TODAY).dates == {"ido_date": date(2026, 11, 20), "ev_date": date(2026, 11, 25)}


# ---- a catalog with faults


def test_a_condition_that_is_none_stops_nobody() -> None:
    """It counts as not known; the rest goes on, and the fault is named with its place."""
    tables = dict(demo().catalog.tables)
    tables["questions"] = [
        {**row, "show_when": "Q030 ==", "auto_answer": "no_such"} if row["q_id"] == "Q031" else row
        for row in tables["questions"]
    ]
    tables["questions"] = [
        {**row, "show_when": "Q073!=False"} if row["q_id"] == "Q072" else row for row in tables["questions"]
    ]
    tables["rules"] = [{**row, "when": "Q012=False"} if row["rule_id"] == "R06" else row for row in tables["rules"]]
    procedures = {
        **demo().procedures,
        "P090": msgspec.structs.replace(demo().procedures["P090"], trigger="(Q070"),
    }
    broken = book(msgspec.structs.replace(demo().catalog, tables=tables, procedures=procedures), demo().house)
    assert [(one.table, one.row, one.column, one.place, one.why) for one in broken.faults] == [
        ("questions", "Q031", "show_when", 7, "end"),
        ("questions", "Q031", "auto_answer", 0, "name"),
        ("questions", "Q072", "show_when", 0, "later"),
        ("procedures", "P090", "trigger", 0, "bracket"),
        ("rules", "R06", "when", 4, "character"),
    ]
    answers = {"Q030": True, "Q012": False, "Q070": True, "Q073": True}
    found = guide(broken, moving(answers=answers))
    assert not {"Q031", "Q072"} & {one.question for one in found.questions} and found.blocks == []
    assert "P030" in procedures_of(broken, moving(answers=answers))
    assert "P090" not in procedures_of(broken, moving(answers=answers))


def test_the_demo_city_has_no_faults() -> None:
    assert demo().faults == []
