"""Entry with the form in view: what is typed stands on the paper at once, at both windows; from the first item to the
print with keys alone."""

from __future__ import annotations

import asyncio
import re

import pypdfium2
from playwright.async_api import Locator, expect

from tests.flows.axe import barriers
from tests.flows.people import Clerk, Hall

MOVING_IN = "F001"


async def begins(hall: Hall, name: str = "中村", window: str = "W05") -> Clerk:
    """A visitor who moves in sits down; the entries are open, the form beside them."""
    clerk = await hall.clerk(name, window)
    await clerk.gives_number("S01")
    await clerk.calls_next()
    await clerk.begins()
    await clerk.presses("Alt+2")
    await expect(clerk.at("form-view")).to_have_attribute("data-form", MOVING_IN)
    return clerk


def box(clerk: Clerk, key: str) -> Locator:
    """The box of an entry on the form."""
    return clerk.page.locator(f"[data-box='{key}']").first


def person_key(clerk: Clerk, item: str) -> Locator:
    """The box of the first person's item on the form."""
    return clerk.page.locator(f"[data-box^='p.'][data-box$='.{item}']").first


def said(paper: bytes) -> str:
    """The text of a paper."""
    document = pypdfium2.PdfDocument(paper)
    return "".join(document[page].get_textpage().get_text_range() for page in range(len(document)))


async def test_what_is_typed_stands_on_the_form_of_both_windows(hall: Hall) -> None:
    nakamura = await begins(hall)
    await nakamura.adds_person()
    code = await nakamura.prints_slip()
    sato = await hall.clerk("佐藤", "W20")
    await sato.scans(code)
    await sato.at("look-on").click()
    await sato.presses("Alt+2")
    await expect(sato.at("form-view")).to_have_attribute("data-form", MOVING_IN)
    before = await picture(sato)
    await nakamura.item("new_town").fill("中央一丁目")
    await expect(nakamura.page.locator(".form-box.is-here svg text").first).to_have_text("中央一丁目")
    await nakamura.item("new_town").press("Enter")
    await sato.sees("new_town", "中央一丁目")
    await expect(sato.page.locator(".form-sheet img").first).not_to_have_attribute("src", before)
    await sato.types("new_banchi", "２番３号")
    await nakamura.sees("new_banchi", "２番３号")
    await expect(nakamura.page.locator(".form-box.is-newer")).to_have_count(0)


async def picture(clerk: Clerk) -> str:
    """The picture of the page in view."""
    return await clerk.page.locator(".form-sheet img").first.get_attribute("src") or ""


async def test_the_cursors_field_is_marked_on_the_form_and_a_press_on_the_form_goes_to_its_item(hall: Hall) -> None:
    nakamura = await begins(hall)
    await nakamura.adds_person()
    await nakamura.item("m_name").focus()
    await expect(person_key(nakamura, "m_name")).to_have_class(re.compile("is-here"))
    await box(nakamura, "ido_date").click()
    await expect(nakamura.item("ido_date")).to_be_focused()
    await expect(box(nakamura, "ido_date")).to_have_class(re.compile("is-here"))


async def test_the_cursor_and_what_is_typed_stay_when_the_items_are_put_in_another_order(hall: Hall) -> None:
    nakamura = await begins(hall)
    name = nakamura.item("m_name")
    await nakamura.presses("Alt+p")
    await expect(name).to_be_focused()
    await nakamura.page.keyboard.insert_text("山田")
    await nakamura.presses("Alt+k")
    await expect(nakamura.at("order-all")).to_have_attribute("aria-pressed", "true")
    await expect(name).to_be_focused()
    await nakamura.page.keyboard.insert_text("　太")
    await nakamura.presses("Alt+k")
    await expect(nakamura.at("order-form")).to_have_attribute("aria-pressed", "true")
    await expect(name).to_be_focused()
    await nakamura.page.keyboard.insert_text("郎")
    await nakamura.presses("Enter")
    await nakamura.sees("m_name", "山田　太郎")
    await nakamura.sees_kept("m_name")
    await name.press("Control+a")
    await nakamura.presses("Alt+k")
    await expect(nakamura.at("order-all")).to_have_attribute("aria-pressed", "true")
    await nakamura.page.keyboard.insert_text("鈴木　花子")  # in place of what was selected
    await nakamura.presses("Enter")
    await nakamura.sees("m_name", "鈴木　花子")


async def test_from_the_first_item_to_the_print_with_keys_alone(hall: Hall) -> None:
    nakamura = await begins(hall)
    press, keyboard = nakamura.presses, nakamura.page.keyboard
    await press("Alt+p")
    await expect(nakamura.item("m_name")).to_be_focused()
    await keyboard.insert_text("山田　太郎")
    await press("Enter")
    await expect(nakamura.item("m_kana")).to_have_value("")
    await nakamura.item("m_kana").focus()
    await keyboard.insert_text("ヤマダ　タロウ")
    await press("Enter")
    await nakamura.sees_kept("m_kana")
    for _ in range(20):  # what lacks on all forms, one after the other
        lacks = nakamura.at("jump-missing")
        if await lacks.count() == 0:
            break
        await press("Alt+j")
        field = nakamura.page.locator("[data-entry]:focus")
        await expect(field).to_have_count(1)
        tag = await field.evaluate("one => one.tagName")
        name = await field.get_attribute("data-testid") or ""
        if tag == "SELECT":
            await press("ArrowDown", "Enter")
        else:
            await keyboard.insert_text(value_of(name))
            await press("Enter")
        # The whole case's mark: the field of a role goes away as soon as it has its person.
        await expect(nakamura.at("save-state")).to_have_attribute("data-state", "kept")
    await expect(nakamura.at("all-filled")).to_be_visible()
    await press("Alt+i")
    await expect(nakamura.at("print-dialog")).to_be_visible()
    await expect(nakamura.at("print-fits")).to_be_visible()
    await press("Enter")
    paper = await asyncio.wait_for(nakamura.papers.get(), 30)
    assert "山田" in said(paper)
    assert "住民異動届" in re.sub(r"\s", "", said(paper))


def value_of(field: str) -> str:
    """Something that an item takes."""
    if "date" in field or "birth" in field:
        return "S590412"
    return "ヤマダ　タロウ" if "kana" in field else "山田　太郎"


async def test_another_form_of_a_letter_and_a_letter_by_its_reading_with_keys_alone(hall: Hall) -> None:
    nakamura = await begins(hall)
    press, keyboard, name = nakamura.presses, nakamura.page.keyboard, nakamura.item("m_name")
    await press("Alt+p")
    await expect(name).to_be_focused()
    await keyboard.insert_text("渡辺　志")
    await press("ArrowLeft", "ArrowLeft", "Alt+v")
    tile = nakamura.page.locator("[data-letter='U+9089 U+E0110']")
    await expect(tile).to_be_visible()
    assert await barriers(nakamura.page) == []
    letters = nakamura.page.locator(".letter")
    await expect(letters.nth(1)).to_be_focused()  # the one that stands there comes first
    back = (
        await letters.count() - 1 - await tile.evaluate("one => [...document.querySelectorAll('.letter')].indexOf(one)")
    )
    await press("ArrowDown", "ArrowDown", "End", *["ArrowLeft"] * back)
    await expect(tile).to_be_focused()
    await expect(nakamura.at("letters-becomes")).to_contain_text("渡邉\U000e0110　志")
    await press("Enter")
    await expect(name).to_be_focused()
    await press("End", "ArrowLeft", "Alt+v", "Alt+2")
    await nakamura.at("letters-reading-text").fill("たかい")
    await nakamura.page.locator("[data-letter='U+9AD9']").click()
    await expect(name).to_have_value("渡邉\U000e0110　髙志")
    await nakamura.sees_kept("m_name")
    font = await name.evaluate("one => getComputedStyle(one).fontFamily")
    assert font.startswith("madoguchi-names-0"), "a name is shown in the face that prints it"
    await press("Alt+v", "Alt+3")
    await nakamura.page.locator("[data-letter='U+6C34']").click()
    await nakamura.at("letters-strokes").fill("2")
    await expect(letters.first).to_have_text("求")
    assert await barriers(nakamura.page) == []
    await press("Escape")
    await expect(name).to_be_focused()


async def test_what_lacks_stops_the_print_and_only_who_may_goes_on_with_a_reason(hall: Hall) -> None:
    nakamura = await begins(hall)
    await nakamura.presses("Alt+i")
    lacking = nakamura.at("print-lacks")
    await expect(lacking).to_be_visible()
    await expect(nakamura.at("print-go")).to_have_attribute("aria-disabled", "true")
    await nakamura.at("print-slip-last").check()
    assert await barriers(nakamura.page) == []
    await nakamura.at("print-override").click()
    await nakamura.at("why-dialog").locator("input[type=radio]").first.check()
    await nakamura.at("why-note").fill("来庁者が後日お持ちになる")
    await nakamura.at("why-go").click()
    paper = re.sub(r"\s", "", said(await asyncio.wait_for(nakamura.papers.get(), 30)))
    assert paper.index("住民異動届") < paper.index("手続きのご案内"), "the slip comes last"


async def test_a_value_on_one_form_only_a_form_by_hand_and_a_remark(hall: Hall) -> None:
    nakamura = await begins(hall)
    await nakamura.types("new_town", "中央一丁目")
    await nakamura.item("new_town").focus()
    await nakamura.at("only-here").click()
    await nakamura.at("only-input").fill("本町一丁目")
    await nakamura.at("only-go").click()
    await expect(nakamura.page.locator(".form-box.is-only").first).to_be_attached()
    await nakamura.sees("new_town", "中央一丁目")
    await nakamura.presses("Alt+4")
    await expect(nakamura.at(f"form-{MOVING_IN}")).to_contain_text("この申請書だけの値 1")
    assert await barriers(nakamura.page) == []
    await nakamura.at(f"drop-{MOVING_IN}").click()
    await nakamura.at("why-go").click()
    await expect(nakamura.at(f"form-{MOVING_IN}")).to_contain_text("外した")
    await nakamura.at(f"back-{MOVING_IN}").click()
    await nakamura.at("form-add").click()
    await nakamura.at("form-filter").fill("印鑑登録申請書")
    await nakamura.at("form-filter").press("Enter")
    await nakamura.at("why-go").click()
    added = nakamura.page.locator(".forms-row", has_text="手で足した")
    await expect(added).to_contain_text("印鑑登録")
    await added.locator(".forms-name").click()
    await added.locator("textarea").fill("印影は本人が押印")
    await added.locator("textarea").blur()
    form = (await added.get_attribute("data-testid") or "").removeprefix("form-")
    await nakamura.presses("Alt+2")
    await nakamura.at("form-choose").select_option(form)
    await expect(nakamura.at("form-view")).to_have_attribute("data-form", form)


async def test_the_entry_is_a_page_for_everybody(hall: Hall) -> None:
    nakamura = await begins(hall)
    await nakamura.adds_person()
    await nakamura.types("m_birth", "S590412")
    await expect(nakamura.page.locator("[data-testid^='beside-p.']").first).to_contain_text("42歳")
    assert await barriers(nakamura.page) == []
    await nakamura.item("new_town").fill("ちゅうおう")
    await expect(nakamura.at("offers")).to_contain_text("中央一丁目")
    assert await barriers(nakamura.page) == []
    await nakamura.presses("ArrowDown", "Enter")
    await nakamura.sees("new_town", "中央一丁目")
    await nakamura.sees("new_postal", "999-0001")
