"""What of the guidance stands on a slip: counters and how far the visitor has come, what lacks, what is stopped, which
papers are made; and nothing that is for staff only."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handoff import slip_parts as parts
from handoff.application import Application
from handoff.book import Book, book
from handoff.case import Entry, Value
from handoff.form_book import form_book
from handoff.inherit import applications
from handoff.known import Known, known
from handoff.messages import HandingWait, LineWait, Row
from handoff.slip import About, Saved, Task
from handoff.source import Source
from handoff.visitor import VisitorGuidance, for_visitor
from server.exchange.city import read_city

FOLDER = Path(__file__).parents[2] / "deploy" / "city" / "aobano"
TODAY = date(2026, 11, 21)
PROOF = "転出証明書（特例転入は不要）"
MOVED = "2026-11-10"
FAMILY: dict[str, Value] = {
    "ev.TENNYU": True,
    "ido_date": MOVED,
    "new_town": "中央一丁目",
    "p.a": {"order": 0},
    "p.a.m_name": "山田　太郎",
    "p.a.m_birth": "1984-04-12",
    "role.todokede": "a",
    "q.Q001": True,
    "q.Q004": True,
    "q.Q012": True,
    "q.Q030": True,
    "q.Q180": True,
}
ROW = Row("v", "c", 1, "main", "2026-11-21", "A001", "serving", "G05", "S01", 0, 0, 0, way=["G20", "G33", "G35", "G01"])


@cache
def aobano() -> Any:
    """The demo city."""
    return read_city(FOLDER)


@cache
def demo_book() -> Book:
    """Its guidance."""
    return book(aobano().catalog, aobano().house)


def knows(**more: Value) -> Known:
    """What the family's case knows, with more entries over it (`__` stands for a dot)."""
    values = {**FAMILY, **{key.replace("__", "."): value for key, value in more.items()}}
    return known({key: Entry(value, op="o") for key, value in values.items()}, demo_book(), TODAY, "", "main")


def guided(**more: Value) -> VisitorGuidance:
    """The same as a visitor may have it."""
    return for_visitor(demo_book(), knows(**more))


def made(found: VisitorGuidance, **more: Value) -> list[Application]:
    """The papers of these procedures."""
    values = {**FAMILY, **{key.replace("__", "."): value for key, value in more.items()}}
    entries = {key: Entry(value, op="o") for key, value in values.items()}
    source = Source(entries, form_book(aobano().catalog), TODAY)
    return applications(source, [one.procedure for one in found.procedures], ["TENNYU"])


def test_a_counters_times_stand_where_the_visitor_is_and_goes_next() -> None:
    """Until the next one calls, until what was asked for is handed over; of what is not known, nothing."""
    told = {
        "G05": LineWait("G05", "known", low=5, to=15, handing=HandingWait("known", low=20, to=35)),
        "G20": LineWait("G20", "known", low=10, to=None, handing=HandingWait("learning")),
        "G33": LineWait("G33", "known", low=10, to=20),
    }
    found = {one.group: one for one in parts.stops(guided(), aobano().house, ROW, told)}
    assert (found["G05"].state, found["G05"].wait, found["G05"].handing) == ("now", None, About(20, 35))
    assert (found["G20"].state, found["G20"].wait, found["G20"].handing) == ("next", About(10), None)
    assert {(one.wait, one.handing) for group, one in found.items() if group not in ("G05", "G20")} == {(None, None)}
    quiet = {**told, "G20": LineWait("G20", "learning")}
    assert {one.wait for one in parts.stops(guided(), aobano().house, ROW, quiet)} == {None}


def test_the_counters_stand_in_walking_order_with_how_far_the_visitor_has_come() -> None:
    found = parts.stops(guided(), aobano().house, ROW)
    assert [(one.group, one.state) for one in found] == [
        ("G05", "now"),
        ("G20", "next"),
        ("G33", "later"),
        ("G35", "later"),
        ("G01", "later"),
    ]
    assert (found[0].windows, found[0].floor) == ("5〜10番", "1F")


def test_a_visitor_on_the_way_reads_where_to_go_and_what_is_done() -> None:
    row = Row("v", "c", 1, "main", "2026-11-21", "A001", "passing", "G20", "S01", 0, 0, 0, way=["G20", "G33", "G01"])
    found = {one.group: one.state for one in parts.stops(guided(), aobano().house, row)}
    assert found == {"G05": "done", "G20": "next", "G33": "later", "G35": "done", "G01": "later"}


def test_a_term_that_can_be_reckoned_is_a_day_and_a_past_one_says_so() -> None:
    task = parts.stops(guided(), aobano().house, ROW)[0].tasks[0]
    assert (task.procedure, task.until, task.past) == ("P001", "2026-11-24", False)
    late = parts.stops(guided(ido_date="2026-09-01"), aobano().house, ROW)[0].tasks[0]
    assert (late.until, late.past) == ("2026-09-15", True)


def test_what_is_ticked_as_wanting_stands_large_with_what_it_is_for() -> None:
    bring = parts.bring(guided(), aobano().house, "main")
    thing = next(one for one in bring if one.what == PROOF)
    assert thing.note == "5〜10番"
    without = guided(**{f"have__{PROOF}": False})
    (missing,) = parts.missing(without, aobano().house, "main")
    assert (missing.what, missing.windows, missing.tasks[0].procedure) == (PROOF, "5〜10番", "P001")
    assert PROOF not in {one.what for one in parts.bring(without, aobano().house, "main")}
    assert parts.bring(guided(**{f"have__{PROOF}": True}), aobano().house, "main") == bring


def test_a_block_names_what_it_stops_why_and_the_way_out() -> None:
    found = guided(q__Q012=False)
    (block,) = parts.blocked(found)
    assert block.why.startswith("転出証明書がないため") and "再交付" in block.way_out
    assert Task("転入届", "P001") in block.tasks
    assert "P001" not in {task.procedure for stop in parts.stops(found, aobano().house, ROW) for task in stop.tasks}
    assert parts.blocked(guided(q__Q012=False, over__R06={"reason": "overrule_block-1", "note": ""})) == ()


def test_sentences_stand_in_the_order_in_which_they_were_written() -> None:
    phrase = "水曜日は19時まで開いています（一部の手続き）。"
    entries = {
        "say.b": Entry({"text": "正面の入口へどうぞ。", "phrase": None}, op="b", rev=7),
        "say.a": Entry({"text": phrase, "phrase": "T037"}, op="a", rev=9),
        "say.c": Entry(None, op="c", rev=10),
        "say.d": Entry({"text": "水曜日は20時まで開いています。", "phrase": "T037"}, op="d", rev=11),
    }
    found = [(one.text, one.phrase) for one in parts.said(entries, {"T037": phrase})]
    changed = ("水曜日は20時まで開いています。", "")
    assert found == [("正面の入口へどうぞ。", ""), (phrase, "T037"), changed]


def test_the_papers_that_are_made_are_named_with_their_windows() -> None:
    found = guided()
    papers = parts.forms(made(found), found, aobano().house, "main")
    assert ("住民異動届", "5〜10番", 1) in {(one.name, one.windows, one.sheets) for one in papers}


def test_what_was_saved_is_counted_by_what_really_stands_on_the_papers() -> None:
    found, items = guided(), form_book(aobano().catalog).items
    told = parts.saved(made(found), items)
    assert told is not None and told.names > 1
    nobody = parts.saved(made(found, p__a__m_name=None, new_town=None), items)
    assert nobody is not None and nobody.names == 0
    assert parts.saved([], items) is None
    assert isinstance(told, Saved)


HIDDEN = [one.question for one in demo_book().questions.values() if one.staff_only]
OPEN = [one.question for one in demo_book().questions.values() if not one.staff_only]


@given(
    st.dictionaries(st.sampled_from(OPEN), st.booleans(), max_size=40),
    st.dictionaries(st.sampled_from(HIDDEN), st.booleans(), min_size=1),
    st.booleans(),
)
def test_I14_what_is_for_staff_only_changes_nothing_on_a_slip(
    answers: dict[str, bool], hidden: dict[str, bool], flagged: bool
) -> None:
    plain: dict[str, Value] = {f"q__{question}": yes for question, yes in answers.items()}
    secret: dict[str, Value] = {f"q__{question}": yes for question, yes in hidden.items()}
    secret |= {"proc__P012": True, "proc__P099": {"on": True, "reason": "procedure-1", "note": ""}}
    if flagged:
        secret["p__a__shien_flag"] = True
    one, other = guided(**plain), guided(**plain, **secret)
    house = aobano().house
    for part in (parts.stops, parts.bring, parts.missing):
        where: Any = ROW if part is parts.stops else "main"
        assert part(one, house, where) == part(other, house, where)
    assert parts.blocked(one) == parts.blocked(other)
    assert one.questions == other.questions
