"""Kanji, looked for through the door: only what the city's faces draw is offered."""

from __future__ import annotations

from typing import Any

import pytest

from tests.house import TANAKA, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_clerk_finds_letters_by_form_reading_part_and_code(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(TANAKA)

    async def found(by: str, text: str = "", **more: Any) -> list[dict[str, Any]]:
        status, answer = await client.ask("/api/letters", {"by": by, "text": text, **more})
        assert status == 200 and answer["official"] is True
        groups: list[dict[str, Any]] = answer["groups"]
        return groups

    forms = {group["of"]: group["letters"] for group in await found("form", "辺")}
    assert list(forms) == ["辺", "邊", "邉"] and "邉󠄐" in forms["邉"]
    assert await found("form", "辺󠄂") == await found("form", "辺"), "the form that stands there has the same others"
    assert "髙" in (await found("reading", "たかい"))[0]["letters"]
    assert (await found("reading", "U+20BB7"))[0]["of"] == "𠮷"
    assert "辺" in (await found("part", "辶", strokes=2))[0]["letters"]
    assert sum(len(group["letters"]) for group in await found("parts")) > 200
    assert await found("own") == [] and await found("form") == [] and await found("reading", "?") == []


async def test_nobody_else_looks_for_letters_and_nothing_else_is_looked_for(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(TANAKA)
    assert await city_hall.browser().ask("/api/letters", {"by": "parts"}) == (401, {"reason": "signed_out"})
    for odd in ({"by": "file", "text": "x"}, {"by": "reading", "text": "あ" * 21}, {"text": "x"}):
        status, no = await client.ask("/api/letters", odd)
        assert status == 400 and no["reason"] == "bad_message", odd
