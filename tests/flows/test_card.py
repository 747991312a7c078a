"""A card: put on the reader of a window, it fills the active case of that window, for every window to see."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.async_api import Page, expect

from devices import words
from devices.pretend.mynumber import Holder, MyNumberCard
from tests.devices.pcscd import Pcscd, empty, in_service, until
from tests.flows.people import Clerk, Hall
from tests.flows.test_screens import paired as at_the_window

ROOT = Path(__file__).resolve().parents[2]


async def agent(home: Path, address: str, *words: str) -> asyncio.subprocess.Process:
    """The agent of a window PC, with a home of its own."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONSAFEPATH": "1",
        "MADOGUCHI_SERVER": address,
        "MADOGUCHI_DEVICE_KEY": str(home / "device.key"),
    }
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "devices",
        *words,
        cwd=ROOT,
        env=environment,
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )


async def paired(home: Path, hall: Hall, clerk_page, window: str) -> None:  # type: ignore[no-untyped-def]
    """The agent shows its code, the clerk types it."""
    process = await agent(home, hall.address, "pair")
    assert process.stdout is not None
    said = ""
    while not (found := re.search(r"\d{4} ?\d{4}", said)):
        line = await asyncio.wait_for(process.stdout.readline(), 60)
        assert line, said
        said += line.decode()
    answer = await clerk_page.request.post(
        f"{hall.address}/api/devices/adopt",
        data={"code": re.sub(r"\D", "", found[0]), "window": window, "name": "試験の読取機"},
        headers={"origin": hall.address},
    )
    assert answer.ok, await answer.text()
    await asyncio.wait_for(process.communicate(), 60)  # its pipes are closed with it
    assert process.returncode == 0


async def test_a_card_fills_the_case_of_its_window(hall: Hall, tmp_path: Path) -> None:
    nakamura = await hall.clerk("中村", "W05")
    await paired(tmp_path, hall, nakamura.page, "W05")
    number = await nakamura.gives_number("S01")
    await nakamura.calls_next()
    await nakamura.begins()
    await nakamura.sees_case(number)

    read = await agent(tmp_path, hall.address, "simulate", "--card", "yamada")
    said, _ = await asyncio.wait_for(read.communicate(), 90)
    assert read.returncode == 0, said.decode()
    assert "山田" not in said.decode()
    await nakamura.presses("Alt+2")
    await expect(nakamura.item("m_name")).to_have_count(0)  # nobody's without a key
    await gives(nakamura)
    await nakamura.sees("m_name", "山田　太郎")
    await nakamura.sees_kept("m_name")


async def gives(clerk: Clerk) -> None:
    """One key, where there is nothing to decide: the card goes to the one whom the band names."""
    await expect(clerk.at("card-waits")).to_be_visible()
    await clerk.presses("F8")
    await expect(clerk.at("card-waits")).to_have_count(0)


async def test_a_card_without_a_case_is_refused(hall: Hall, tmp_path: Path) -> None:
    ishii = await hall.clerk("石井", "W07")
    await paired(tmp_path, hall, ishii.page, "W07")
    read = await agent(tmp_path, hall.address, "simulate", "--card", "yamada", "--wait", "3")
    said, _ = await asyncio.wait_for(read.communicate(), 90)
    assert read.returncode != 0, said.decode()
    await expect(ishii.at("case-number")).to_have_count(0)


@pytest.fixture
def pcscd() -> Iterator[Pcscd]:
    with in_service() as service:
        yield service


async def test_a_card_on_a_real_reader_fills_the_case_and_is_given_back(
    hall: Hall, tmp_path: Path, pcscd: Pcscd
) -> None:
    """From the card's own bytes, over the service of card readers, to two windows' screens and the tablet."""
    nakamura = await hall.clerk("中村", "W05")
    tablet = await at_the_window(hall, nakamura, "tablet", "W05")
    await paired(tmp_path, hall, nakamura.page, "W05")
    number = await nakamura.gives_number("S01")
    await nakamura.calls_next()
    await nakamura.begins()
    await nakamura.sees_case(number)

    reader = await agent(tmp_path, hall.address)
    try:
        await says(reader, "サーバーにつながりました。", words.found(pcscd.names[0]))
        card = MyNumberCard(Holder("髙橋　𠮷男", "あおばの市みどり台三丁目１２番地", "1947-02-28"))
        await laid_down(reader, pcscd, card)
        await types_on(tablet, "1234")
        await says(reader, "カードを読み取りました。")
        await gives(nakamura)
        await nakamura.presses("Alt+2")
        await nakamura.sees("m_name", "髙橋　𠮷男")
        await nakamura.sees_kept("m_name")

        await expect(tablet.get_by_test_id("take-card")).to_have_count(0)
        await nakamura.finishes()
        await expect(tablet.get_by_test_id("take-card")).to_be_visible()
        await expect(nakamura.at("notice").filter(has_text="カードをお取りください")).to_be_visible()
        await asyncio.to_thread(pcscd.slots[0].remove)
        await expect(tablet.get_by_test_id("take-card")).to_have_count(0)
        await expect(nakamura.at("notice").filter(has_text="カードをお取りください")).to_have_count(0)
        assert card.verifies == 1
    finally:
        reader.kill()
        await reader.communicate()


async def says(process: asyncio.subprocess.Process, *sentences: str) -> None:
    """The agent says these, in any order; what is on a card is in none of its sentences."""
    assert process.stdout is not None
    missing = set(sentences)
    async with asyncio.timeout(90):
        while missing:
            line = (await process.stdout.readline()).decode()
            assert line, f"the agent ended before it said: {missing}"
            assert "髙橋" not in line
            missing.discard(line.strip())


async def types_on(tablet: Page, digits: str) -> None:
    """The visitor, on the keys of the window's tablet."""
    await expect(tablet.get_by_test_id("pin-left")).to_contain_text("3")
    for digit in digits:
        await tablet.get_by_test_id(f"pin-{digit}").click()
    await expect(tablet.get_by_test_id("pin-shown")).to_have_text("●" * len(digits))
    await tablet.get_by_test_id("pin-go").click()


async def laid_down(process: asyncio.subprocess.Process, pcscd: Pcscd, card: MyNumberCard) -> None:
    """As often as it takes: the agent hears a moment after the clerk that a case is open here."""
    assert process.stdout is not None
    await asyncio.to_thread(pcscd.slots[0].insert, card)
    async with asyncio.timeout(90):
        while (line := (await process.stdout.readline()).decode().strip()) != words.ask_mynumber(3, 10):
            assert line, "the agent ended"
            if line == words.NOT_ARMED:
                await asyncio.to_thread(pcscd.slots[0].remove)
                await asyncio.to_thread(until, lambda: empty(pcscd), "empty readers")
                await asyncio.to_thread(pcscd.slots[0].insert, card)
