"""A card: put on the reader of a window, it fills the active case of that window, for every window to see."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, expect

from devices import words
from devices.pretend.mynumber import Holder, MyNumberCard
from tests.devices.pcscd import Pcscd, empty, in_service, until
from tests.devices.port import Port, plugged
from tests.flows.people import Clerk, Hall
from tests.flows.test_screens import paired as at_the_window

FAMILY = [
    Holder(name, "あおばの市みどり台三丁目１２番地", birth, pin=pin)
    for name, birth, pin in (
        ("髙橋　𠮷男", "1984-02-17", "1234"),
        ("髙橋　花", "1986-05-01", "2345"),
        ("髙橋　一郎", "2015-04-01", "3456"),
        ("髙橋　二葉", "2019-11-30", "4567"),
    )
]
INKED = """({width, boxes}) => {
    const paper = document.querySelector("[data-testid=paper-picture]");
    if (!paper?.width) return false;
    const scale = paper.width / width, look = paper.getContext("2d");
    return boxes.every(({x, y, w, h}) => {
        const dots = look.getImageData(x * scale + 3, y * scale + 3, w * scale - 6, h * scale - 6).data;
        let dark = 0;
        for (let at = 0; at < dots.length; at += 4) dark += dots[at] < 128;
        return dark > 100;
    });
}"""
ROOT = Path(__file__).resolve().parents[2]


async def agent(home: Path, address: str, *words: str, scanner: str = "") -> asyncio.subprocess.Process:
    """The agent of a window PC, with a home of its own, and a scanner at a port of this name."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONSAFEPATH": "1",
        "MADOGUCHI_SERVER": address,
        "MADOGUCHI_DEVICE_KEY": str(home / "device.key"),
        "MADOGUCHI_SCANNERS": scanner,
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


async def paired(home: Path, hall: Hall, clerk_page: Page, window: str, name: str = "試験の読取機") -> None:
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
        data={"code": re.sub(r"\D", "", found[0]), "window": window, "name": name},
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


async def gives(clerk: Clerk, fresh: bool = False) -> None:
    """One key, where there is nothing to decide: the card goes to the one whom the band names. Else the clerk chooses:
    somebody new (`fresh`)."""
    await expect(clerk.at("card-waits")).to_be_visible()
    await clerk.presses("F8")
    if fresh:
        await expect(clerk.at("card-person-new")).to_be_visible()
        await clerk.presses("n")
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


@pytest.fixture
def scanner(tmp_path: Path) -> Iterator[Port]:
    with plugged(tmp_path) as port:
        yield port


async def test_a_family_of_four_with_four_cards_at_three_windows_screens(
    hall: Hall, tmp_path: Path, pcscd: Pcscd, scanner: Port
) -> None:
    """From the cards' own bytes, over the service of card readers: laid down at window 3, seen there, at 5 and on the
    tablet. The PC's reader was moved there from another window; its scanner opens the case."""
    nakamura, tanaka = await hall.clerk("中村", "W05"), await hall.clerk("田中", "W03")
    tablet = await at_the_window(hall, tanaka, "tablet", "W03")
    await paired(tmp_path, hall, tanaka.page, "W02", "家族の読取機")
    reader = await agent(tmp_path, hall.address, scanner=str(scanner.name))
    try:
        port = str(scanner.name)
        await says(reader, "サーバーにつながりました。", words.found(pcscd.names[0]), words.scanner_there(port))
        await moves(tanaka, "家族の読取機", "W03", "3番の読取機")
        await says(reader, words.OTHER_PLACE)
        await comes_to(tanaka, nakamura, scanner)
        case = ""
        for place, holder in enumerate(FAMILY):
            card = MyNumberCard(holder)
            await laid_down(reader, pcscd, card)
            await types_on(tablet, holder.pin)
            await says(reader, words.READ)
            await gives(tanaka, fresh=place > 0)
            for clerk in (tanaka, nakamura):
                await sees_people(clerk, {one.name for one in FAMILY[: place + 1]})
            assert card.verifies == 1
            case = case or await shows_the_papers(tanaka)
            await stand_on(tablet, await places_of_names(tanaka, case, place + 1))
            if holder is not FAMILY[-1]:
                await asyncio.to_thread(pcscd.slots[0].remove)
                await asyncio.to_thread(until, lambda: empty(pcscd), "empty readers")

        await expect(tablet.get_by_test_id("take-card")).to_have_count(0)
        await tanaka.finishes()
        await expect(tablet.get_by_test_id("take-card")).to_be_visible()
        await expect(tanaka.at("notice").filter(has_text="カードをお取りください")).to_be_visible()
        await asyncio.to_thread(pcscd.slots[0].remove)
        await expect(tablet.get_by_test_id("take-card")).to_have_count(0)
        await expect(tanaka.at("notice").filter(has_text="カードをお取りください")).to_have_count(0)
    finally:
        reader.kill()
        await reader.communicate()


async def sees_people(clerk: Clerk, names: set[str]) -> None:
    """These stand in the case on this screen, and nobody else."""
    fields = clerk.page.locator("[data-testid^='field-p.'][data-testid$='.m_name']")
    await expect(fields).to_have_count(len(names))
    for place in range(len(names)):
        await expect(fields.nth(place)).to_have_value(re.compile("髙橋"))
    assert {await field.input_value() for field in await fields.all()} == names


async def moves(clerk: Clerk, name: str, window: str, new_name: str) -> None:
    """変える: a reader gets another name and another window. It is listed there, on its line again."""
    await clerk.at("menu").click()
    await clerk.at("to-screens").click()
    row = clerk.at(f"paired-{name}")
    await expect(row.get_by_test_id("stands")).to_contain_text("つながっています")
    await row.get_by_test_id("place").click()
    await expect(row.get_by_test_id("place-name")).to_be_focused()
    await row.get_by_test_id("place-name").fill(new_name)
    await row.get_by_test_id("place-window").select_option(window)
    await row.get_by_test_id("place-name").press("Enter")
    stands = clerk.at(f"paired-{new_name}").get_by_test_id("stands")
    await expect(stands).to_contain_text("つながっています・カードリーダー")
    await expect(stands).to_contain_text("スキャナー 1台・まだ読み取っていません")
    await clerk.presses("Escape")


async def shows_the_papers(clerk: Clerk) -> str:
    """確認・署名, on the tablet of the window; the clerk goes back to the entries. Gives the case."""
    async with clerk.page.expect_request("**/api/forms/**") as asked:
        await clerk.presses("Alt+s")
    await clerk.at("papers-on").click()
    await expect(clerk.at("papers-off")).to_be_visible()
    await clerk.presses("Alt+2")
    case: str = (await asked.value).post_data_json["case"]
    return case


async def places_of_names(clerk: Clerk, case: str, people: int) -> dict[str, Any]:
    """Where the names of so many people stand on 住民異動届, and how wide that page is."""
    address = await clerk.page.evaluate("location.origin")
    answer = await clerk.page.request.post(
        f"{address}/api/forms/page", data={"case": case, "form": "F001", "width": 1000}, headers={"origin": address}
    )
    said = await answer.json()
    boxes = [box for box in said["boxes"] if box["item"] == "m_name"]
    assert len(boxes) == people
    return {"width": said["width"], "boxes": boxes}


async def stand_on(tablet: Page, places: dict[str, Any]) -> None:
    """There is ink in each of these places of the page that the tablet shows, and none in the next one below."""
    await tablet.wait_for_function(INKED, arg=places)
    if len(places["boxes"]) > 1:
        above, last = places["boxes"][-2:]
        below = {**last, "y": 2 * last["y"] - above["y"]}
        assert not await tablet.evaluate(INKED, {**places, "boxes": [below]})


async def comes_to(clerk: Clerk, other: Clerk, scanner: Port) -> None:
    """A visitor whom the other window sends on with a slip, read by the clerk's scanner; the other window looks on."""
    number = await other.gives_number("S01")
    await other.calls_next()
    await other.begins()
    code = await other.prints_slip()
    await other.hands_off_to("G01")
    scanner.scans(code.replace(" ", "").encode() + b"\r")
    await clerk.sees_case(number)
    await other.scans(code)
    await other.at("look-on").click()
    for one in (clerk, other):
        await one.sees_case(number)
        await one.presses("Alt+2")


async def says(process: asyncio.subprocess.Process, *sentences: str) -> None:
    """The agent says these, in any order; what is on a card is in none of its sentences."""
    assert process.stdout is not None
    missing = set(sentences)
    async with asyncio.timeout(90):
        while missing:
            line = (await process.stdout.readline()).decode()
            assert line, f"the agent ended before it said: {missing}"
            assert not any(holder.name in line for holder in FAMILY)
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
