"""連絡とお知らせ at the doors: from a floor manager to windows and to the hall, live, read, taken back."""

from __future__ import annotations

import pytest

from handoff import messages as m
from tests.house import ISHII, NAKAMURA, OONO, RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def ends(manager: Voice) -> int:
    """An hour from now by the house's clock."""
    return int((await manager.greets()).now) + 3_600_000


async def said(voice: Voice, text: str) -> m.Bulletin:
    """The bulletin with this text, as this screen was told of it."""
    told = await voice.hears(m.Bulletins, lambda heard: any(one.text == text for one in heard.bulletins))
    found: m.Bulletin = next(one for one in told.bulletins if one.text == text)
    return found


async def test_a_manager_speaks_to_a_window_which_has_read_it(city_hall: RunningHouse) -> None:
    """Also a screen that comes in later hears it; who read it is told to all; a second look changes nothing."""
    _, clerk = await city_hall.clerk(NAKAMURA, "W05")
    _, manager = await city_hall.clerk(OONO)
    done = await manager.done(m.Post("windows", "9番を手伝ってください", await ends(manager), window="W05"))
    heard = await said(clerk, "9番を手伝ってください")
    assert (heard.window, heard.by, heard.read) == ("W05", "大野", [])
    assert done.more == {"bulletin": heard.bulletin}
    _, late = await city_hall.clerk(ISHII, "W06")
    await late.greets()
    assert await said(late, heard.text) == heard
    for _ in range(2):
        await clerk.done(m.HaveRead(heard.bulletin))
    told = await manager.hears(m.Bulletins, lambda told: any(one.read == ["W05"] for one in told.bulletins))
    assert [one.read for one in told.bulletins if one.bulletin == heard.bulletin] == [["W05"]]


async def test_a_notice_stands_in_the_hall_until_it_is_taken_back(city_hall: RunningHouse) -> None:
    """The hall hears neither who says it nor what is said to windows."""
    hall = await (await city_hall.screen("hall")).stands_at("/display")
    await hall.greets()
    await hall.hears(m.Bulletins)
    _, manager = await city_hall.clerk(OONO)
    until = await ends(manager)
    await manager.done(m.Post("windows", "窓口だけの話", until))
    await manager.done(m.Post("halls", "2階のエレベーターは止まっています", until, easy="2かいへは かいだんで"))
    heard = await said(hall, "2階のエレベーターは止まっています")
    assert (heard.easy, heard.by) == ("2かいへは かいだんで", "")
    assert all(one.to == "halls" for told in hall.heard if isinstance(told, m.Bulletins) for one in told.bulletins)
    await manager.done(m.TakeDown(heard.bulletin))
    gone = len(hall.heard)
    await manager.done(m.TakeDown(heard.bulletin))
    told = await hall.hears(m.Bulletins, after=gone)
    assert heard.bulletin not in [one.bulletin for one in told.bulletins]


async def test_only_a_floor_manager_speaks_and_only_to_what_is_there(city_hall: RunningHouse) -> None:
    _, clerk = await city_hall.clerk(NAKAMURA, "W05")
    _, manager = await city_hall.clerk(OONO)
    until = await ends(manager)
    for deed, reason in (
        (m.Post("windows", "だめ", until, group="G99"), "no_such_counter"),
        (m.Post("windows", "だめ", until, window="W99"), "no_such_window"),
        (m.Post("halls", "だめ", until, window="W05"), "not_a_choice"),
        (m.Post("halls", "だめ", until - 7_200_000), "past_time"),
    ):
        assert (await manager.moves(deed)).reason == reason
    assert (await clerk.moves(m.Post("windows", "だめ", until))).reason == "not_allowed"
    assert (await clerk.moves(m.TakeDown("nothing"))).reason == "not_allowed"
