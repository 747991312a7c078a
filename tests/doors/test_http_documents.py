"""Papers: only who asked for one gets it, it is never cached, and its address says nothing."""

from __future__ import annotations

import re

import pytest

from handoff import messages as m
from tests.flows.people import code_on
from tests.house import ISHII, KAN, NAKAMURA, RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def printed(house: RunningHouse) -> tuple[str, m.Row, dict[str, str]]:
    """The address of a number's paper, its visit, and the cookie of the clerk who printed it."""
    client, voice = await house.clerk(NAKAMURA)
    answer = await voice.done(m.GiveNumber("S01"))
    assert answer.url is not None
    assert answer.row is not None
    assert answer.code is None, "the code stands on the paper, and nowhere else"
    return answer.url, answer.row, {"Cookie": f"session={client.cookie('session')}"}


async def test_the_clerk_who_asked_for_it_gets_it(city_hall: RunningHouse) -> None:
    url, _, cookie = await printed(city_hall)
    async with city_hall.browser().http.get(url, headers=cookie) as answer:
        pdf = await answer.read()
        assert answer.status == 200
        assert answer.content_type == "application/pdf"
        assert answer.headers["cache-control"] == "no-store", "the back button shows no paper"
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert pdf.startswith(b"%PDF-")


async def test_nobody_else_does(city_hall: RunningHouse) -> None:
    url, _, _ = await printed(city_hall)
    for login in (ISHII, KAN):
        other, _ = await city_hall.clerk(login)
        assert await other.ask(url) == (404, {"reason": "no_such_case"})
    assert await city_hall.browser().ask(url) == (401, {"reason": "signed_out"})
    screen = await city_hall.screen("number")
    assert (await screen.ask(url))[0] == 401
    assert (await screen.ask(url.replace("/api/", "/api/displays/")))[0] == 404


@pytest.mark.parametrize("name", ["0" * 32, "..%2F..%2Fetc%2Fpasswd", "*", "x" * 5_000, "%00"])
async def test_a_paper_that_is_none_is_not_there(city_hall: RunningHouse, name: str) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    status, said = await client.ask(f"/api/documents/{name}")
    assert (status, said["reason"]) in {(404, "no_such_case"), (404, "bad_message")}


async def test_its_address_is_chance_alone(city_hall: RunningHouse) -> None:
    one, row, _ = await printed(city_hall)
    other, _, _ = await printed(city_hall)
    assert one != other
    assert re.fullmatch(r"/api/documents/[0-9a-f]{32}", one)
    for told in (row.number, row.visit, row.case):
        assert told not in one


async def test_a_name_of_ones_own_does_not_open_anothers(city_hall: RunningHouse) -> None:
    """The clerk's id is a part of where a paper lies; it cannot be written into the address."""
    url, _, _ = await printed(city_hall)
    other, _ = await city_hall.clerk(ISHII)
    for trick in (f"{url}:U01", f"{url}%3AU01", f"{url}:U01%00", f"{url}/../{url.rsplit('/', 1)[1]}:U01"):
        status, _body = await other.ask(trick)
        assert status == 404


async def test_asked_again_after_a_lost_answer_it_is_the_same_paper(city_hall: RunningHouse) -> None:
    """A slow line sends the request twice: one paper, one code, and nobody is told of a paper that there is not."""
    _, voice = await city_hall.clerk(NAKAMURA)
    first = await voice.done(m.GiveNumber("S01"))
    again = await voice.moves(m.GiveNumber("S01"), request=first.re)
    assert first.url is not None
    assert (again.url, again.row) == (first.url, first.row)


@pytest.mark.parametrize(("deed", "window"), [("number", "W05"), ("slip", "W06")])
async def test_where_the_paper_was_never_made_another_one_is(city_hall: RunningHouse, deed: str, window: str) -> None:
    """The visit moved, and then the machine was too slow to draw: asked again, the visitor gets a code that works."""
    client, voice = await city_hall.clerk(NAKAMURA, window)
    first = await voice.done(m.GiveNumber("S01"))
    assert first.row is not None
    do: m.MoveDeed = m.GiveNumber("S01")
    if deed == "slip":
        do = m.Slip(first.row.visit)
        first = await voice.done(do)
    live = city_hall.web.cellar.live
    async for paper in live.redis.scan_iter(live.gate.keys.blob("*")):
        await live.redis.delete(paper)
    second = await voice.moves(do, request=first.re)
    assert (second.result, second.code) == ("done", None)
    assert second.url not in (None, first.url)
    assert (await voice.moves(do, request=first.re)).url == second.url, "and from then on it is this one"
    status, pdf = await client.ask(str(second.url))
    assert status == 200
    claimed = await voice.done(m.Claim(code=code_on(pdf), early=True))
    assert claimed.row is not None and claimed.row.visit == second.row.visit
