"""The page of pretend cards: put down, opened on the tablet, taken away, through the agent of a real reader."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from devices import key
from devices.pretend.page import Stage, app_of
from devices.settings import Settings
from handoff import messages as m
from tests.devices.sealing import seal
from tests.doors.test_device import Desk
from tests.doors.test_pins import tablet_of
from tests.house import RunningHouse

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_card_on_the_page_goes_the_way_of_a_real_one(city_hall: RunningHouse, tmp_path: Path) -> None:
    desk = await Desk(city_hall, "W13").open()
    tablet = await tablet_of(city_hall, "W13")
    await desk.serves()
    key.keep(tmp_path / "device.key", await city_hall.reader("W13", "練習"))
    stage = Stage(Settings(city_hall.address, tmp_path / "device.key"))
    running = asyncio.create_task(stage.run())
    async with TestClient(TestServer(app_of(stage))) as page:
        assert "カードを置くまね" in await (await page.get("/")).text()
        async with asyncio.timeout(20):
            await stage.ready.wait()
            assert stage.agent is not None
            await stage.agent.armed.wait()
        shown = await (await page.post("/put", json={"card": "yamada"})).json()
        assert (shown["lying"], shown["place"]) == ("yamada", "13番窓口（マイナンバーカード）（練習）")
        asked = await tablet.hears(m.PinAsked, lambda heard: heard.ask is not None)
        assert (asked.card, asked.left) == ("mynumber", 3)
        await tablet.say(m.PinTyped(asked.ask, *seal("1234", asked.ask, asked.key)))
        await desk.clerk.hears(m.Answer, lambda heard: heard.re.startswith("card:"))
        (one,) = await desk.waiting()
        assert one["values"]["m_name"] == "山田　太郎"
        assert (await (await page.post("/put", json={"card": None})).json())["lying"] is None
        assert (await page.post("/put", json={"card": "nobody"})).status == 400
        assert (await page.post("/put", data={"card": "yamada"})).status == 415
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert not any("山田" in sentence for sentence in stage.said)
    await desk.ends()
