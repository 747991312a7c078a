"""A card: put on the reader of a window, it fills the active case of that window, for every window to see."""

from __future__ import annotations

import asyncio
import os
import re
import sys
from pathlib import Path

from playwright.async_api import expect

from tests.flows.people import Hall

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
    assert await asyncio.wait_for(process.wait(), 60) == 0


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
    await nakamura.presses("Alt+2")
    await nakamura.sees("m_name", "山田　太郎")
    await nakamura.sees_kept("m_name")
    assert "山田" not in said.decode()


async def test_a_card_without_a_case_is_refused(hall: Hall, tmp_path: Path) -> None:
    ishii = await hall.clerk("石井", "W07")
    await paired(tmp_path, hall, ishii.page, "W07")
    read = await agent(tmp_path, hall.address, "simulate", "--card", "yamada")
    said, _ = await asyncio.wait_for(read.communicate(), 90)
    assert read.returncode != 0, said.decode()
    await expect(ishii.at("case-number")).to_have_count(0)
