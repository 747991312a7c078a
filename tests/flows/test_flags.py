"""The flags in the browser: set with keys, met at once at another window, lifted by two people; a list is taken in."""

from __future__ import annotations

from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.people import Clerk, Hall

NAME, KANA = "綾小路　かほる", "アヤノコウジ　カホル"
HEAD = "宛名番号,区分,氏名,フリガナ,生年月日,住所,状態,開始日,終了日\n"


async def keeper(hall: Hall, name: str) -> Clerk:
    """Somebody with the right, at the flags."""
    clerk = await hall.clerk(name)
    await expect(clerk.at("menu")).to_be_visible()
    await clerk.at("menu").click()
    await clerk.at("to-flags").click()
    await expect(clerk.at("admin-list")).to_be_visible()
    return clerk


async def gives_right(hall: Hall, login: str, clerk: str) -> None:
    """An administrator lets a second one keep flags."""
    kan = await hall.clerk("管")
    await kan.at("seat-to-users").click()
    await expect(kan.page.get_by_role("option").first).to_be_visible()
    await kan.at("admin-search").fill(login)
    await kan.page.keyboard.press("ArrowDown")  # at once: the list may still be drawn as it was before
    await expect(kan.at(f"row-{clerk}")).to_have_attribute("aria-selected", "true")
    await kan.at("user-sees-S").check()
    await kan.page.keyboard.press("Control+s")
    await expect(kan.at("notice")).to_contain_text("保存しました")


async def takes_a_list(ishii: Clerk) -> None:
    """A list is taken whole or not at all."""
    await ishii.at("nav-file").click()
    await ishii.at("flags-made").fill("2026-11-20T09:00")

    async def brings(text: bytes) -> None:
        file = {"name": "list.csv", "mimeType": "text/csv", "buffer": text}
        await ishii.at("flags-in").set_input_files(file)  # type: ignore[arg-type]
        await expect(ishii.at("flags-taken").or_(ishii.at("flags-refused"))).to_be_visible()

    row = f"990002,本人,{NAME},{KANA},1979-09-09,,決定,2026-11-01,\n"
    await brings((HEAD + row.replace("1979-09-09", "1979-13-09")).encode())
    await expect(ishii.at("flags-taken")).to_contain_text("何も変えていません")
    await expect(ishii.at("file-faults")).to_contain_text("生年月日")
    assert await barriers(ishii.page) == []
    await ishii.at("flags-other").click()
    await brings((HEAD + row).encode("cp932"))
    await expect(ishii.at("flags-taken")).to_contain_text("登録 1人")
    await ishii.at("flags-other").click()
    await brings((HEAD + row).encode())
    await expect(ishii.at("flags-refused")).to_contain_text("古い一覧")
    await ishii.at("nav-list").click()
    await expect(ishii.at("admin-list")).to_contain_text(NAME)


async def test_a_flag_is_set_with_keys_met_at_once_and_lifted_by_two_and_a_list_is_taken(new_hall: Hall) -> None:
    hall = new_hall
    ishii = await keeper(hall, "石井")
    press, type_ = ishii.page.keyboard.press, ishii.page.keyboard.type
    assert await barriers(ishii.page) == []
    await press("Alt+n")
    await expect(ishii.at("flag-number")).to_be_focused()
    await type_("990001")
    await ishii.at("flag-begins").fill("2026-11-01")
    await ishii.at("kin-0-name").focus()
    await type_(NAME)
    await press("Tab")
    await type_(KANA)
    await ishii.at("kin-add").focus()
    await press("Enter")
    await expect(ishii.at("kin-1-name")).to_be_focused()
    await type_("綾小路　剛")
    await ishii.at("kin-1-kind").select_option("other")
    await ishii.at("flag-addresses").fill("中央一丁目８番８号\n")
    assert await barriers(ishii.page) == []
    await press("Control+s")
    await expect(ishii.at("notice")).to_contain_text("保存しました")
    await expect(ishii.at("list-count")).to_have_text("1件")
    await expect(ishii.at("kin-1-name")).to_have_value("綾小路　剛")
    for word in ("支援措置", "DV", "暴力"):
        assert word not in await ishii.page.locator("body").inner_text()

    nakamura = await hall.clerk("中村", "W05")
    await nakamura.gives_number("S01")
    await nakamura.calls_next()
    await nakamura.begins()
    await nakamura.adds_person()
    await nakamura.types("m_name", NAME)
    await expect(nakamura.at("protected")).to_contain_text("個別対応")

    await press("Alt+u")
    await expect(ishii.at("lift")).to_be_visible()
    assert await barriers(ishii.page) == []
    await press("Enter")
    await expect(ishii.at("flag-asked")).to_contain_text("別の方が解除します")

    await gives_right(hall, "2000001", "U07")
    oono = await keeper(hall, "大野")
    await oono.page.keyboard.press("F2")
    await oono.page.keyboard.press("ArrowDown")
    await expect(oono.at("flag-lift")).to_contain_text("2人め")
    await oono.at("flag-lift").click()
    await expect(oono.at("lift")).to_contain_text("石井")
    assert await barriers(oono.page) == []
    await oono.at("lift-go").click()
    await expect(oono.at("notice")).to_contain_text("解除しました")
    await expect(oono.at("form")).to_contain_text("登録されている方はいません")
    assert ishii.errors == oono.errors == []
    await takes_a_list(ishii)


async def test_whoever_has_no_right_finds_no_way_there(hall: Hall) -> None:
    tanaka = await hall.clerk("田中", "W01")
    await tanaka.at("menu").click()
    await expect(tanaka.at("to-screens")).to_be_visible()
    await expect(tanaka.at("to-flags")).to_have_count(0)
    await tanaka.page.goto(hall.address + "/flags")
    await expect(tanaka.at("no-right")).to_contain_text("権限がありません")
