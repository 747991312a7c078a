"""The agent on the window's PC: pairing, a pretend card all the way into the case, and a line that was cut."""

from __future__ import annotations

import asyncio
import os
import secrets
import stat
import sys
from pathlib import Path

import pytest

from devices import key, pairing, words
from devices.agent import Agent
from devices.drop.folder import Folder
from devices.drop.form import Form
from devices.drop.reader import Dropped
from devices.settings import Settings
from devices.simulator import Simulator, lay_down
from handoff import messages as m
from handoff.ids import OP_BYTES, new_op
from server.live.keys import Keys
from tests.house import NAKAMURA, Client, RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")
ROOT = Path(__file__).resolve().parents[2]


async def served(house: RunningHouse, window: str) -> tuple[Client, Voice, m.Row]:
    """A clerk serves a visitor at a window."""
    client, clerk = await house.clerk(NAKAMURA, window)
    given = await clerk.done(m.GiveNumber("S01"))
    await clerk.done(m.Call(given.row.visit))
    row = (await clerk.done(m.Serve(given.row.visit))).row
    await clerk.say(m.Join(row.case))
    await clerk.hears(m.CaseView)
    return client, clerk, row


async def test_a_pc_is_paired_by_the_code_that_it_shows(city_hall: RunningHouse, tmp_path: Path) -> None:
    told: list[str] = []
    code = asyncio.get_running_loop().create_future()

    def tell(sentence: str) -> None:
        told.append(sentence)
        if "登録コード" in sentence:
            found = sentence.rpartition(":")[2].replace(" ", "")
            code.get_loop().call_soon_threadsafe(code.set_result, found)

    settings = Settings(city_hall.address, tmp_path / "own" / "device.key")
    pairs = asyncio.create_task(asyncio.to_thread(pairing.pair, settings, tell, lambda _: None))
    admin = await city_hall.admin()
    await admin.posts("/api/devices/adopt", {"code": await code, "window": "W13", "name": "13番のリーダー"})
    assert (await pairs).window == "W13"
    assert stat.S_IMODE(settings.key_file.stat().st_mode) == 0o600
    secret = key.load(settings.key_file)
    assert len(bytes.fromhex(secret)) == 32
    assert not any(secret in sentence for sentence in told)
    await city_hall.agent(secret)


async def test_a_pretend_card_goes_all_the_way_into_the_case(city_hall: RunningHouse, tmp_path: Path) -> None:
    """As a person tries it: `python -m devices simulate --card yamada --card hanako`."""
    client, clerk, row = await served(city_hall, "W05")
    key.keep(tmp_path / "device.key", await city_hall.reader("W05"))
    environment = {
        **os.environ,
        "MADOGUCHI_SERVER": city_hall.address,
        "MADOGUCHI_DEVICE_KEY": str(tmp_path / "device.key"),
        "PYTHONPATH": str(ROOT),
    }
    command = ["-m", "devices", "simulate", "--card", "yamada", "--card", "hanako"]
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *command,
        cwd=ROOT,
        env=environment,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    async with asyncio.timeout(30):
        said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    assert said.decode().count("カードを読み取りました。") == 2
    assert "山田" not in said.decode()
    reads = (await client.posts("/api/cards/waiting", {"case": row.case}))["reads"]
    for name, one in zip(("山田　太郎", "山田　花子"), reads, strict=True):
        key_pressed = {"case": row.case, "read": one["read"], "op": new_op(secrets.token_bytes(OP_BYTES))}
        assert (await client.posts("/api/cards/take", key_pressed))["result"] == "ok"
        changed = await clerk.hears(
            m.Changed, lambda heard, name=name: any(entry.value == name for entry in heard.facts.values())
        )
        assert changed.kind == "card"
    await clerk.done(m.Finish(row.visit, "done"))


async def test_a_file_that_a_box_leaves_waits_for_a_key_as_a_card_does(city_hall: RunningHouse, tmp_path: Path) -> None:
    folder = Folder(Form(str(tmp_path), {"name": "氏名"}))
    folder.open()
    folder.look(0.0, None)  # the first look, at an empty folder: what comes now came after it
    client, clerk, row = await served(city_hall, "W05")
    told: list[str] = []
    agent = Agent(city_hall.address, await city_hall.reader("W05"), Simulator([], asyncio.Event().wait), told.append)
    dropped = Dropped(folder, agent.turn, told.append, agent.standing)
    tasks = [asyncio.create_task(agent.link.run()), asyncio.create_task(agent.give(dropped))]
    async with asyncio.timeout(20):
        await agent.armed.wait()
    for name, data in {"1.csv": "氏名\n山田　太郎\n".encode(), "2.jpg": b"\xff\xd8\xff....\xff\xd9"}.items():
        place = len(clerk.heard)
        (tmp_path / name).write_bytes(data)
        await clerk.hears(m.Answer, lambda heard: heard.re.startswith("card:") and heard.more["waits"], place)
    reads = (await client.posts("/api/cards/waiting", {"case": row.case}))["reads"]
    assert [(one["card"], one["values"], list(one["pictures"])) for one in reads] == [
        ("box", {"m_name": "山田　太郎"}, []),
        ("box", {}, ["front"]),
    ]
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert not any("山田" in sentence for sentence in told)
    await clerk.done(m.Finish(row.visit, "done"))


async def test_a_read_on_a_cut_line_is_sent_again_and_stands_once(city_hall: RunningHouse) -> None:
    client, clerk, row = await served(city_hall, "W06")
    await client.posts("/api/arm", {"case": row.case, "fresh": True})
    told: list[str] = []
    agent = Agent(city_hall.address, await city_hall.reader("W06"), Simulator([], asyncio.Event().wait), told.append)
    line = asyncio.create_task(agent.link.run())
    async with asyncio.timeout(10):
        await agent.armed.wait()
    nonce = agent.nonce
    for screen in city_hall.web.device.mine:
        await city_hall.web.sockets.eio.sockets[screen.eio_sid].close(wait=False)  # waiting may be for ever
    assert agent.nonce == nonce
    async with asyncio.timeout(20):
        assert await agent.deliver(lay_down("takahashi")) == "カードを読み取りました。"
    changed = await clerk.hears(m.Changed, lambda heard: heard.kind == "card")
    assert [entry.value for name, entry in changed.facts.items() if name.endswith("m_name")] == ["髙橋　𠮷男"]
    assert "サーバーにつながっていません。つながるまで待ちます。" in told
    sheet = await city_hall.web.cellar.cupboards.sheets.read(row.case)
    assert sheet is not None
    assert sheet.rev == 1
    line.cancel()
    await asyncio.gather(line, return_exceptions=True)
    await clerk.done(m.Finish(row.visit, "done"))


async def test_a_read_that_the_pc_slept_over_finds_its_nonce_over(city_hall: RunningHouse) -> None:
    """Also where the PC's clock stood still: the server's did not."""
    client, clerk, row = await served(city_hall, "W06")
    told: list[str] = []
    secret, reader = await city_hall.reader("W06"), Simulator([], asyncio.Event().wait)
    agent = Agent(city_hall.address, secret, reader, told.append, now=lambda: 0.0)
    line = asyncio.create_task(agent.link.run())
    async with asyncio.timeout(10):
        await agent.armed.wait()
    redis, city = city_hall.web.cellar.live.redis, city_hall.web.cellar.cupboards.city
    assert await redis.delete(Keys(city).card(f"nonce:{agent.nonce}")) == 1
    assert await agent.deliver(lay_down("yamada")) == words.NOT_ARMED
    assert (await client.posts("/api/cards/waiting", {"case": row.case}))["reads"] == []
    line.cancel()
    await asyncio.gather(line, return_exceptions=True)
    await clerk.done(m.Finish(row.visit, "done"))


async def test_without_an_open_case_the_agent_sends_nothing_and_says_so(city_hall: RunningHouse) -> None:
    agent = Agent(city_hall.address, await city_hall.reader("W14"), Simulator([], asyncio.Event().wait), print)
    assert "開いている案件がありません" in await agent.deliver(lay_down("yamada"))


@pytest.mark.parametrize("begun", [False, True], ids=["unknown", "begun"])
async def test_a_key_that_is_not_paired_waits_outside(city_hall: RunningHouse, begun: bool) -> None:
    """Also one that shows its code already, which nobody has typed yet."""
    key = (await city_hall.browser().posts("/api/devices/begin", {}))["key"] if begun else "0" * 64
    told: list[str] = []
    agent = Agent(city_hall.address, key, Simulator([], asyncio.Event().wait), told.append)
    tried = asyncio.Event()
    agent.link.cut = lambda up: tried.set() if not up else told.append("up")
    line = asyncio.create_task(agent.link.run())
    async with asyncio.timeout(10):
        await tried.wait()
    line.cancel()
    await asyncio.gather(line, return_exceptions=True)
    assert told == []
