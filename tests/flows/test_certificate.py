"""Certificate only: number, who, which, how many, what for, fee, sign, print, 処理中, delivery, close; counted."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pypdfium2
from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.people import Clerk, Hall
from tests.flows.test_card import agent
from tests.flows.test_card import paired as reader
from tests.flows.test_screens import paired
from tests.flows.test_signing import asks_for_certificate, picture, sees_step, writes

MOST_KEYS = 12
MOST_ITEMS = 10


class Counted:
    """The keys that a clerk presses."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk
        self.keys: list[str] = []

    async def press(self, key: str) -> None:
        """One key."""
        self.keys.append(key)
        await self.clerk.page.keyboard.press(key)


async def test_a_certificate_takes_ten_items_and_twelve_keys_from_the_call_to_the_close(
    hall: Hall, tmp_path: Path
) -> None:
    clerk = await hall.clerk("田中", "W01")
    await reader(tmp_path, hall, clerk.page, "W01")
    tablet = await paired(hall, clerk, "tablet", "W01")
    number = await clerk.gives_number("S04")
    by = Counted(clerk)
    await by.press("F4")
    await expect(clerk.at("serve").first).to_be_visible()
    await by.press("Enter")
    await expect(clerk.at("certificate")).to_be_visible()
    await by.press("y")
    await expect(clerk.at("who-y")).to_have_attribute("aria-pressed", "true")
    await by.press("a")
    await expect(clerk.at("paper-a")).to_have_attribute("aria-pressed", "true")

    read = await agent(tmp_path, hall.address, "simulate", "--card", "yamada")
    said, _ = await asyncio.wait_for(read.communicate(), 90)
    assert read.returncode == 0, said.decode()
    await expect(clerk.at("card-waits")).to_be_visible()
    await by.press("F8")
    await clerk.sees("m_name", "山田　太郎")
    await picture(clerk.page, "certificate-asks")
    assert await barriers(clerk.page) == []
    asked = clerk.page.locator(".certificate-asks h2, .certificate-asks > .field > .label")
    assert await asked.count() <= MOST_ITEMS, await asked.all_inner_texts()

    await by.press("a")
    await expect(clerk.at("kind-a")).to_have_attribute("aria-pressed", "true")
    await expect(clerk.at("fee")).to_contain_text("300円")
    await by.press("b")
    await expect(clerk.at("use-b")).to_have_attribute("aria-pressed", "true")
    await expect(clerk.at("certificate-lacking")).to_have_count(0)
    await picture(clerk.page, "certificate-asked")
    await by.press("Enter")

    await sees_step(tablet, "look")
    await tablet.get_by_test_id("papers-right").click()
    await sees_step(tablet, "sign")
    await writes(tablet)
    await picture(clerk.page, "certificate-waits")
    await tablet.get_by_test_id("sign-send").click()
    await sees_step(tablet, "done")
    await expect(clerk.at("cert-print")).to_be_visible()
    await picture(clerk.page, "certificate-signed")

    await by.press("Enter")
    paper = await asyncio.wait_for(clerk.papers.get(), 30)
    text = pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range().replace("\n", "")
    assert "山田　太郎" in text and "勤務先・学校への提出" in text
    assert "中央一丁目" in text and "あおばハイツ" in text
    await expect(clerk.at("delivering")).to_contain_text(number)
    await expect(tablet.get_by_test_id("tablet-welcome")).to_be_visible()
    await picture(clerk.page, "certificate-processing")
    assert await barriers(clerk.page) == []

    await by.press("d")
    await expect(clerk.at("cert-hand-over")).to_be_visible()
    await picture(clerk.page, "certificate-delivers")
    assert await barriers(clerk.page) == []
    await by.press("d")
    await expect(clerk.at("case-number")).to_have_count(0)
    await expect(clerk.at("delivering")).to_have_count(0)
    assert len(by.keys) <= MOST_KEYS, by.keys


async def test_without_card_and_tablet_it_is_typed_and_signed_on_paper(hall: Hall) -> None:
    clerk = await hall.clerk("田中", "W01")
    number = await clerk.gives_number("S04")
    await clerk.calls_next()
    await clerk.begins()
    await expect(clerk.at("certificate-lacking")).to_contain_text("氏名")
    await expect(clerk.at("cert-show")).to_have_attribute("aria-disabled", "true")
    await asks_for_certificate(clerk)
    await clerk.page.get_by_role("button", name="1通ふやす").click()
    await expect(clerk.at("fee")).to_contain_text("600円")
    await clerk.at("use-d").click()
    await expect(clerk.at("fee")).to_contain_text("無料")
    await clerk.at("cert-paper").click()
    paper = await asyncio.wait_for(clerk.papers.get(), 30)
    assert "水野　光" in pypdfium2.PdfDocument(paper)[0].get_textpage().get_text_range()
    await expect(clerk.at("delivering")).to_contain_text(number)


async def test_who_comes_for_somebody_else_is_sent_to_the_questions(hall: Hall) -> None:
    clerk = await hall.clerk("田中", "W01")
    await clerk.gives_number("S04")
    await clerk.calls_next()
    await clerk.begins()
    await clerk.presses("n")
    await expect(clerk.at("ask-who")).to_be_visible()
    await expect(clerk.at("certificate")).to_contain_text("代理の方のときは")
    await picture(clerk.page, "certificate-proxy")
    assert await barriers(clerk.page) == []
