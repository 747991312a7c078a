"""What comes to the catalog's doors and is nothing: refused with a reason, and never a broken house."""

from __future__ import annotations

from typing import Any

import pytest
import pytest_asyncio

from tests.doors.keeping import Desk
from tests.house import KAN, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest_asyncio.fixture(loop_scope="session")
async def desk(city_hall: RunningHouse) -> Desk:
    """The administrator with a new draft."""
    client, _ = await city_hall.clerk(KAN)
    made = Desk(city_hall, client)
    await made.begins("下書き")
    return made


BAD: dict[str, tuple[str, str, Any, str]] = {
    "a name that is none": ("POST", "drafts", {"name": "  "}, "reason_needed"),
    "a name of a thousand letters": ("POST", "drafts", {"name": "あ" * 1000}, "too_long"),
    "a name that turns the line around": ("POST", "drafts", {"name": "\u202eabc"}, "bad_characters"),
    "more than a name": ("POST", "drafts", {"name": "x", "draft": "y"}, "bad_message"),
    "no row": ("PUT", "{d}/questions/Q001", {"base": 1}, "bad_message"),
    "a row that is a list": ("PUT", "{d}/questions/Q001", {"row": [], "base": 1}, "bad_message"),
    "a row of numbers": ("PUT", "{d}/questions/Q001", {"row": {"level": 1}, "base": 1}, "bad_message"),
    "a base that is a word": ("PUT", "{d}/questions/Q001", {"row": {}, "base": "x"}, "bad_message"),
    "a row of nothing": ("PUT", "{d}/questions/Q001", {"row": {}, "base": 1}, "bad_row"),
    "a row of U+0000": ("PUT", "{d}/questions/Q001", {"row": {"text_ja": "a\0b"}, "base": 1}, "bad_message"),
    "a row of another table": ("PUT", "{d}/offices/main", {"row": {}, "base": 1}, "no_such_table"),
    "a table that is none": ("PUT", "{d}/clerks/U01", {"row": {}, "base": 1}, "no_such_table"),
    "an id with U+0000": ("PUT", "{d}/questions/Q%00", {"row": {}, "base": 0}, "bad_message"),
    "an id of a thousand letters": ("PUT", "{d}/questions/" + "Q" * 1000, {"row": {}, "base": 0}, "bad_message"),
    "a draft with U+0000": ("GET", "drafts/x%00y", None, "bad_message"),
    "a row too large": ("PUT", "{d}/questions/Q001", {"row": {"text_ja": "あ" * 40_000}, "base": 1}, "too_big"),
    "an order of nobody": ("POST", "{d}/nobody/order", {"ids": [], "base": 0}, "no_such_table"),
    "an order of numbers": ("POST", "{d}/questions/order", {"ids": [1], "base": 0}, "bad_message"),
    "an order with a row twice": ("POST", "{d}/events/order", {"ids": ["TENNYU"] * 15, "base": 0}, "not_a_choice"),
    "a walk without events": ("POST", "{d}/walk", {"answers": {}}, "bad_message"),
    "a walk with a word as an answer": ("POST", "{d}/walk", {"events": [], "answers": {"Q001": "yes"}}, "bad_message"),
    "a moment that is a number": ("POST", "{d}/publish", {"from": 5, "note": ""}, "bad_message"),
    "a note of a thousand letters": ("POST", "{d}/publish", {"from": None, "note": "あ" * 1000}, "too_long"),
    "a version that is a word": ("POST", "back", {"version": "one"}, "bad_message"),
    "a version that never was": ("POST", "back", {"version": 10**30}, "no_such_version"),
    "a planned version that never was": ("DELETE", "planned/99999999999999999999", {}, "no_such_version"),
    "a place in the log that is a word": ("GET", "log?before=x", None, "bad_message"),
    "a place in the log with U+0000": ("GET", "log?draft=%00", None, "bad_message"),
}


@pytest.mark.parametrize("name", BAD)
async def test_it_is_refused_with_its_reason(desk: Desk, name: str) -> None:
    method, path, body, reason = BAD[name]
    before = await desk.reads()
    status, said = await desk.asks(method, path.replace("{d}", f"drafts/{desk.draft}"), body)
    assert 400 <= status < 500 and said["reason"] == reason, (status, said)
    assert await desk.reads() == before


@pytest.mark.parametrize("value", [None, True, 7, "x", ["x"], {"x": {}}, "9" * 400])
async def test_a_walk_takes_any_entries(desk: Desk, value: Any) -> None:
    """Whatever stands in a made-up case, it is walked."""
    entries = dict.fromkeys(("p.aa", "p.aa.m_birth", "ido_date", "role.dec", "proc.P001", "have.x", "over.R06"), value)
    walk = {"events": ["TENNYU"], "entries": entries, "as": "visitor"}
    assert (await desk.asks("POST", f"drafts/{desk.draft}/walk", walk))[0] == 200
