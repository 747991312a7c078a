"""What a visit leaves for statistics when it ends: counts and codes, and nothing that anybody said."""

from __future__ import annotations

import msgspec

from handoff.case import Entry
from handoff.ended import Course, Papers, Way, ended, reads_of, town_of
from handoff.tally import tally
from tests.papers import demo_forms, homes, papers

WAY = Way({"P001": "届出", "P050": "申請", "P051": "申請"}, answers=8, automatic=3)


def entry(value: str | None, source: str = "typed", clerk: str = "U01", at: int = 1) -> Entry:
    return Entry(value, "op", at=at, clerk=clerk, source=source)


def course(ever: list[tuple[str, Entry]]) -> Course:
    """All of it, one after the other."""
    heard = Course()
    for one in ever:
        heard.hear([one])
    return heard


def test_a_households_visit_is_counted_and_none_of_its_values_stays() -> None:
    """Of ten households each: what their papers save stands in it, and no name, no address, no number."""
    for home in homes().values():
        made = papers(home)
        ever = [(key, Entry(value, "op")) for key, value in home.entries.items()]
        left = ended(course(ever), WAY, Papers(tally(made, demo_forms().items), len(made), ("p1", "p1", "p2")), "13101")
        assert (left.sheets, left.boxes, left.typed) == (
            home.expected["sheets"],
            home.expected["boxes"],
            home.expected["distinct_values"],
        )
        assert (left.names, left.signatures) == (home.expected["name_boxes"], 1)
        assert (left.notifications, left.applications, left.procedures) == (1, len(made), ["P001", "P050", "P051"])
        said = msgspec.json.encode(left).decode()
        names = [value for key, value in home.entries.items() if key.endswith(("m_name", "m_addr", "m_mynumber"))]
        assert names and not [value for value in names if value in said]


def test_what_was_read_and_what_was_mended_by_hand() -> None:
    """Put right and put back again is no correction, taken out is one; who wrote last is who wrote a value last."""
    ever = [
        ("p.p1", entry(None)),
        ("p.p1.m_name", entry("中山　一郎", "card")),
        ("p.p1.m_birth", entry("1980-01-01", "card")),
        ("p.p1.m_tel", entry("0120", "card")),
        ("p.p1.m_tel", entry("")),
        ("p.p1.m_name", entry("仲山　一郎")),
        ("p.p1.m_birth", entry("1980-01-02")),
        ("p.p1.m_birth", entry("1980-01-01", clerk="U02", at=7)),
        ("q.Q001", entry("yes", "answer", "U03", 9)),
    ]
    left = ended(course(ever), WAY, Papers(tally([], {}), 0, ()), "")
    assert (left.entered, left.taken, left.corrected) == (2, 0, 2)
    assert (left.clerk, left.clerk_at) == ("U02", 7)


def test_a_card_is_known_by_what_only_it_says() -> None:
    assert reads_of({}) == []
    assert reads_of({"p.p1.m_name": entry("a")}) == ["hand"]
    assert reads_of({"p.p1.m_name": entry("a", "card"), "new_town": entry("b")}) == ["card"]
    both = {"p.p1.m_card_no": entry("AB12", "card"), "p.p2.m_mynumber": entry("1", "card")}
    assert reads_of(both) == ["mynumber", "residence"]
    assert reads_of({"p.p1.m_name": entry("a", "import"), "p.p1.m_mynumber": entry("1")}) == ["import"]


def test_a_town_is_said_of_who_moves_in_from_another_one() -> None:
    assert town_of({"old_lgcode": "131016"}, ["TENNYU"], "999989", []) == "13101"
    assert town_of({}, ["TENNYU_TOKUREI"], "999989", ["13101", "13101"]) == "13101"
    assert town_of({}, ["TENNYU"], "999989", ["13101", "13102"]) == "", "a code of two municipalities"
    assert town_of({}, ["TENNYU"], "999989", []) == ""
    assert town_of({"old_lgcode": "999989"}, ["TENNYU"], "999989", []) == "", "the city itself"
    assert town_of({"old_lgcode": "131016"}, ["TENKYO"], "999989", []) == ""
