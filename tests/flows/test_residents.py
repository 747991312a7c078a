"""住民を探して取り込む, with the keyboard alone: a name, the household, one key; the alert before anything is shown."""

from __future__ import annotations

from typing import Any

from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.people import Clerk, Hall
from tests.residents import CITY, YAMADA, file_of

FLAG: dict[str, Any] = {
    "known": {
        "number": "000000000000007",
        "persons": [{"kind": "self", "name": "渡邉　葛子", "kana": "ワタナベ　カツコ", "birth": "1979-09-09"}],
        "addresses": [],
    },
    "state": "on",
    "begins": "2026-11-01",
}
FAMILY = ["山田　太郎", "山田　花子", "山田　一郎", "山田　二葉"]


async def begin(hall: Hall) -> Clerk:
    """A visitor at window 5, nothing entered yet."""
    clerk = await hall.clerk("中村", "W05")
    await clerk.gives_number("S01")
    await clerk.calls_next()
    await clerk.begins()
    await clerk.page.keyboard.press("Alt+2")
    await expect(clerk.at("residents-open").first).to_be_visible()
    return clerk


async def looks_for(clerk: Clerk, text: str) -> None:
    """Alt+T, a name, Enter."""
    await clerk.page.keyboard.press("Alt+t")
    await expect(clerk.at("resident-text")).to_be_focused()
    await clerk.page.keyboard.type(text)
    await clerk.page.keyboard.press("Enter")


async def names(clerk: Clerk) -> list[str]:
    """The names of the case's persons, in their order."""
    fields = clerk.page.locator("[data-testid^='field-p.'][data-testid$='.m_name']")
    return [await field.input_value() for field in await fields.all()]


async def test_a_household_is_in_the_case_two_keys_after_its_name(hall: Hall) -> None:
    clerk = await begin(hall)
    await looks_for(clerk, "やまだ 1984-04-12")
    await expect(clerk.at("resident-member")).to_have_count(len(FAMILY))
    await expect(clerk.at("resident-take")).to_be_focused()
    assert await barriers(clerk.page) == []
    await clerk.page.keyboard.press("4")
    await expect(clerk.at("resident-take")).to_contain_text("3人")
    await clerk.page.keyboard.press("4")
    await expect(clerk.at("resident-take")).to_contain_text("4人")
    await clerk.page.keyboard.press("Enter")
    await expect(clerk.at("residents")).to_have_count(0)
    await expect(clerk.page.locator("[data-testid^='field-p.'][data-testid$='.m_name']")).to_have_count(len(FAMILY))
    assert await names(clerk) == FAMILY
    await clerk.sees_kept("m_name")

    # what they have with the departments, on one list; it came into the case with them
    await clerk.page.keyboard.press("Alt+l")
    await expect(clerk.at("eligible-m_kokuho").first).to_have_text("はい")
    assert await barriers(clerk.page) == []
    await clerk.page.keyboard.press("Escape")
    await expect(clerk.at("eligibility")).to_have_count(0)

    # again: everybody is there already; what was written otherwise stands, and both values lie side by side
    await clerk.types("m_kana", "ヤマタ　タロウ")
    await clerk.sees_kept("m_kana")
    await looks_for(clerk, "山田 S59.4.12")
    await expect(clerk.at("resident-member").first).to_contain_text("違い 1")
    await clerk.page.keyboard.press("Enter")
    await expect(clerk.at("resident-sides")).to_contain_text("ヤマタ　タロウ")
    await expect(clerk.at("resident-sides")).to_contain_text("ヤマダ　タロウ")
    assert await barriers(clerk.page) == []
    await clerk.page.locator("[data-testid^='use-p.']").press("Enter")
    await clerk.page.keyboard.press("Escape")
    await expect(clerk.at("residents")).to_have_count(0)
    await clerk.sees("m_kana", "ヤマダ　タロウ")
    assert await names(clerk) == FAMILY


async def test_who_moves_in_by_card_is_known_from_the_notice_of_the_other_city(hall: Hall) -> None:
    clerk = await begin(hall)
    await clerk.page.keyboard.press("Alt+t")
    await expect(clerk.at("resident-text")).to_be_focused()
    await clerk.page.get_by_test_id("resident-kind-moving").press("Enter")
    await clerk.at("resident-text").fill("20260402")
    await clerk.page.keyboard.press("Enter")
    await expect(clerk.at("resident-member")).to_have_count(4)
    await expect(clerk.at("resident-take")).to_be_focused()
    assert await barriers(clerk.page) == []
    await clerk.page.keyboard.press("Enter")
    await expect(clerk.at("residents")).to_have_count(0)
    await expect(clerk.page.locator("[data-testid^='field-p.'][data-testid$='.m_name']")).to_have_count(4)
    await clerk.sees("old_city", "となり市")
    await clerk.sees("form_biko", "特例転入（転出証明書情報 整理番号20260402 となり市）")
    assert (await names(clerk))[0] == "三浦　誠"


async def brings(kan: Clerk, file: bytes) -> None:
    """A file is chosen; what it would do stands there."""
    await kan.at("imports-in").set_input_files({"name": "住民.csv", "mimeType": "text/csv", "buffer": file})
    await expect(kan.at("imports-preview")).to_be_visible()


async def replaces_the_data(kan: Clerk) -> None:
    """A bad file is told by row; a profile is changed to what the city's files are; the file comes into use."""
    await expect(kan.at("in-use-residents")).to_contain_text("2,000人")
    await brings(kan, file_of(YAMADA, encoding="cp932", delimiter="\t"))
    await expect(kan.at("imports-preview")).to_contain_text("文字コード")
    assert await barriers(kan.page) == []
    await kan.at("imports-other").click()

    await kan.page.get_by_text("取込定義を直す").click()
    await kan.at("profile-encoding").select_option("utf-16")
    await kan.at("profile-delimiter").select_option("\t")
    await kan.at("imports-save").click()
    await expect(kan.at("notice")).to_contain_text("保存しました")

    broken = [*CITY, ("9", "9", "", "カナ", "1990-01-01", "1", "世帯主", "", "", "")]
    await brings(kan, file_of(broken, encoding="utf-16", delimiter="\t"))
    await expect(kan.at("imports-preview")).to_contain_text("氏名")
    await expect(kan.at("imports-go")).to_have_count(0)
    await kan.at("imports-other").click()

    await brings(kan, file_of(CITY, encoding="utf-16", delimiter="\t"))
    await expect(kan.at("imports-samples")).to_contain_text("髙橋　𠮷男")
    await expect(kan.at("imports-figures")).to_contain_text("1,99")
    assert await barriers(kan.page) == []
    await kan.at("imports-go").click()
    await expect(kan.at("imports-applied")).to_be_visible()
    await expect(kan.at("in-use-residents")).to_contain_text("5人")


async def test_an_administrator_brings_the_residents_and_of_a_protected_household_the_alert_comes_first(
    new_hall: Hall,
) -> None:
    hall = new_hall
    kan = await hall.clerk("管")
    await kan.at("seat-to-imports").click()
    await replaces_the_data(kan)
    ishii = await hall.clerk("石井", "W06")
    said = await ishii.page.request.post(
        hall.address + "/api/protection/set", data=FLAG, headers={"origin": hall.address}
    )
    assert said.ok, await said.text()
    clerk = await begin(hall)
    await looks_for(clerk, "だれもいない")
    await expect(clerk.at("resident-none")).to_be_visible()
    await clerk.at("resident-text").fill("わたなべ かつこ")
    await clerk.page.keyboard.press("Enter")
    await expect(clerk.at("resident-alert")).to_be_visible()
    assert await barriers(clerk.page) == []
    assert "葛" not in await clerk.at("residents").inner_text()
    await clerk.page.keyboard.press("Enter")
    await expect(clerk.at("resident-member")).to_have_count(1)
    inside = await clerk.at("residents").inner_text()
    assert "５番１号" not in inside
    assert "住所は表示できません" in inside

    await clerk.page.keyboard.press("Enter")
    await expect(clerk.at("residents")).to_have_count(0)
    await expect(clerk.page.locator("[data-testid^='field-p.'][data-testid$='.m_name']")).to_have_count(1)
    await expect(clerk.at("protected")).to_be_visible()
