"""申請書 in the browser: a PDF brought, fielded, applied and printed for the next visitor; by keys alone; what is
refused; undone and done again."""

from __future__ import annotations

import os
import re
from pathlib import Path

from playwright.async_api import Locator, expect

from tests.exchange.test_pdf_fields import fillable
from tests.exchange.test_pdf_page import drawn, opens, with_object
from tests.exchange.test_sheet_names import form as sheet
from tests.flows.axe import barriers
from tests.flows.people import Clerk, Hall
from tests.flows.test_admin import administrator
from tests.flows.test_signing import paper, visitor

PICTURES = os.environ.get("FLOW_PICTURES")
FORM = "F010"
ASKED = ("app_name", "app_addr", "app_tel", "app_birth", "cert_target", "cert_purpose")


async def picture(kan: Clerk, name: str) -> None:
    """What stands on the screen, for whoever wants to look (FLOW_PICTURES names a folder)."""
    if PICTURES:
        await kan.page.screenshot(path=Path(PICTURES) / f"{name}.png")


async def opens_form(hall: Hall, draft: str) -> Clerk:
    """The administrator before the page of a form, in a new draft."""
    kan = await administrator(hall, draft)
    await kan.at("nav-forms").click()
    await kan.at(f"row-{FORM}").click()
    await expect(kan.at("chosen-form")).to_be_visible()
    await kan.at("form-edit").click()
    await expect(kan.at("form-editor")).to_be_visible()
    return kan


async def brings(kan: Clerk, file: bytes, name: str = "請求書.pdf") -> None:
    """A file is chosen as the form's page."""
    await kan.at("page-in").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": file})


async def puts(kan: Clerk, said: str) -> None:
    """By keys: F2, what is looked for, Enter."""
    await kan.page.keyboard.press("F2")
    await kan.at("palette-search").fill(said)
    await kan.page.keyboard.press("Enter")


def chosen(kan: Clerk) -> Locator:
    """The chosen fields on the page."""
    return kan.page.locator(".fld[aria-pressed='true']")


async def number(kan: Clerk, column: str) -> float:
    """What the panel says of the chosen field, in mm."""
    return float(await kan.at(f"field-{column}").input_value())


async def is_kept(kan: Clerk) -> None:
    """All is kept."""
    await expect(kan.at("draft-kept")).to_have_attribute("data-left", "0")


async def test_a_form_is_brought_fielded_applied_and_printed_for_the_next_visitor(new_hall: Hall) -> None:
    kan = await opens_form(new_hall, "請求書の改正")
    await brings(kan, drawn())
    await expect(kan.at("page-taken")).to_contain_text("請求書.pdf")
    await expect(kan.at("paper")).to_be_visible()
    await expect(kan.at("to-faults")).to_contain_text("誤り")  # nothing is placed yet, and the checker says so
    for item in ASKED:
        await puts(kan, item)
        await expect(chosen(kan)).to_have_count(1)
    await kan.at("palette-search").fill("署名")
    await kan.at("palette-part:sign").click()
    await expect(kan.at("field-place")).to_have_value("1")
    await kan.at("field-x").fill("40")
    await kan.at("field-y").fill("250")
    await is_kept(kan)
    await expect(kan.at("to-faults")).not_to_contain_text("誤り")

    await kan.at("palette-search").fill("")
    await kan.at("paper").locator(".fld").first.click()
    await kan.at("field-x").fill("150")
    await kan.at("field-y").fill("60")
    await kan.at("field-w").fill("50")
    await is_kept(kan)
    await kan.at("sample").select_option("usual")
    await expect(kan.at("sample-said")).to_contain_text("すべて入ります")
    await kan.at("beside").click()
    await expect(kan.page.locator(".paper-look")).to_be_visible()
    await picture(kan, "editor-beside")
    assert await barriers(kan.page) == []

    await kan.at("to-publish").click()
    await kan.at("publish-note").fill("請求書の様式を改めました")
    await kan.at("publish-go").click()
    await expect(kan.at("version-2")).to_contain_text("請求書の様式を改めました")

    clerk = await visitor(new_hall)
    cases: list[str] = []
    clerk.page.on("request", lambda one: cases.append(one.post_data_json["case"]) if "/forms/" in one.url else None)
    await clerk.presses("Alt+s")
    await expect(clerk.at("signing-count")).to_contain_text("0/1")
    image, said = await paper(clerk, cases[0])
    (name,) = [box for box in said["boxes"] if box["item"] == "app_name"]
    assert (name["x"], name["y"], name["w"]) == (150, 60, 50)
    scale = image.width / said["width"]
    square = image.crop((int(143 * scale), int(109 * scale), int(153 * scale), int(119 * scale)))
    assert square.getextrema()[1] < 60, "the picture of the brought page stands there"
    words = image.crop(tuple(int(at * scale) for at in (150, 60, 200, 68)))
    assert words.getextrema()[0] < 100, "and the visitor's name over it"


async def test_the_editor_goes_by_keys_and_takes_back_what_was_done(hall: Hall) -> None:
    kan = await opens_form(hall, "キーだけで")
    await kan.at("take-over").focus()
    await kan.page.keyboard.press("Enter")
    await expect(kan.at("paper")).to_be_visible()
    count = await kan.page.locator(".fld").count()
    assert count > 40

    await puts(kan, "使いみち")
    await expect(kan.page.locator(".fld")).to_have_count(count + 1)
    await kan.at("palette-search").press("Tab")
    fresh = chosen(kan)
    await fresh.focus()
    x, y, w = [await number(kan, column) for column in "xyw"]
    await kan.presses("ArrowRight", "ArrowRight", "Shift+ArrowDown", "Alt+Shift+ArrowRight")
    assert (await number(kan, "x"), await number(kan, "y")) == (x + 1, y + 5)
    assert await number(kan, "w") == w + 5
    await kan.presses("Control+z")
    assert await number(kan, "w") == w
    await kan.presses("Control+z", "Control+z")
    await expect(kan.page.locator(".fld")).to_have_count(count)
    await kan.presses("Control+y")
    await expect(kan.page.locator(".fld")).to_have_count(count + 1)
    await is_kept(kan)
    await chosen(kan).focus()
    await kan.presses("Delete")
    await expect(kan.page.locator(".fld")).to_have_count(count)
    await kan.at("undo").click()
    await expect(kan.page.locator(".fld")).to_have_count(count + 1)
    await is_kept(kan)
    await kan.presses("PageDown")
    await expect(chosen(kan)).to_have_count(1)
    await picture(kan, "editor-chosen")
    assert await barriers(kan.page) == []

    await kan.presses("Control+a")
    await expect(chosen(kan)).to_have_count(count + 1)
    await picture(kan, "editor-many")
    assert await barriers(kan.page) == []
    await kan.presses("Escape")
    await kan.at("to-forms").click()
    await expect(kan.at("chosen-form")).to_contain_text("自分の配置")
    await picture(kan, "forms-list")
    assert await barriers(kan.page) == []


async def test_a_field_is_drawn_by_hand_and_a_saved_part_is_used_on_another_form(hall: Hall) -> None:
    kan = await opens_form(hall, "手で")
    await kan.at("take-over").click()
    await expect(kan.at("paper")).to_be_visible()
    await kan.at("snap").click()
    await kan.at("paper").locator(".fld.is-text").nth(3).click()
    x, y, w = [await number(kan, column) for column in "xyw"]
    box = await chosen(kan).bounding_box()
    assert box is not None
    scale = box["width"] / w
    mouse = kan.page.mouse
    await mouse.move(box["x"] + 20, box["y"] + box["height"] / 2)
    await mouse.down()
    await mouse.move(box["x"] + 20 - 5 * scale, box["y"] + box["height"] / 2 + 3 * scale, steps=5)
    await mouse.up()
    assert abs(await number(kan, "x") - (x - 5)) < 0.6 and abs(await number(kan, "y") - (y + 3)) < 0.6
    handle = await kan.at("handle-e").bounding_box()
    assert handle is not None
    await mouse.move(handle["x"] + 5, handle["y"] + 5)
    await mouse.down()
    await mouse.move(handle["x"] + 5 - 10 * scale, handle["y"] + 5, steps=5)
    await mouse.up()
    assert abs(await number(kan, "w") - (w - 10)) < 0.6

    await kan.at("field-save-part").click()
    await kan.at("save-part-note").fill("短い欄")
    await kan.at("save-part-go").click()
    await is_kept(kan)
    await kan.at("to-forms").click()
    await kan.at("row-F013").click()
    await kan.at("form-edit").click()
    await kan.at("take-over").click()
    await expect(kan.at("paper")).to_be_visible()
    count = await kan.page.locator(".fld").count()
    await kan.at("palette-search").fill("短い")
    await kan.at("palette-own:短い欄").click()
    await expect(kan.page.locator(".fld")).to_have_count(count + 1)
    await is_kept(kan)
    await expect(kan.at("palette-part:mask")).to_have_count(0)
    await kan.at("palette-search").fill("白で")
    await kan.at("palette-part:mask").click()
    await expect(kan.page.locator(".fld.is-mask")).to_have_count(1)
    await is_kept(kan)


async def test_what_a_brought_file_proposes_is_looked_at_taken_and_undone_by_keys(hall: Hall) -> None:
    kan = await opens_form(hall, "候補")
    await brings(kan, fillable())
    await expect(kan.at("offers-lead")).to_contain_text("欄の候補が 7 あります")
    await expect(kan.page.locator(".ghost")).to_have_count(7)
    await expect(kan.page.locator(".fld")).to_have_count(0)
    first = kan.at("offer-0")
    await expect(first).to_be_focused()
    await expect(first).to_be_checked()
    known = await kan.page.locator(".proposal input:checked").count()
    assert 2 < known < 7, "what is not known is not ticked"
    await picture(kan, "editor-offers")
    assert await barriers(kan.page) == []
    await kan.presses("ArrowDown")
    await expect(kan.at("offer-1")).to_be_focused()
    await expect(kan.at("ghost-1")).to_have_class(re.compile("is-active"))
    await kan.presses("ArrowUp", "Space")
    await expect(kan.at("offers-take")).to_contain_text(f"印を付けた {known - 1} を置く")
    await kan.at("offers-take").focus()
    await kan.presses("Enter")
    await expect(kan.page.locator(".fld")).to_have_count(known - 1)
    await expect(kan.page.locator(".ghost")).to_have_count(8 - known)
    await is_kept(kan)
    await kan.presses("Control+z")
    await expect(kan.page.locator(".fld")).to_have_count(0)
    await kan.presses("Control+y")
    await expect(chosen(kan)).to_have_count(known - 1)
    await is_kept(kan)
    await kan.at("offers-close").click()

    await kan.at("cells-in").set_input_files({"name": "様式.xlsx", "mimeType": "application/xlsx", "buffer": sheet()})
    await expect(kan.at("offers-lead")).to_contain_text("様式.xlsx のシート「様式」 に、欄の候補が 3 あります")
    await expect(kan.at("offers")).to_contain_text("ここには欄があります")
    await picture(kan, "editor-offers-cells")
    await kan.at("offers-all").click()
    await kan.at("offers-take").click()
    await expect(kan.page.locator(".fld")).to_have_count(known + 2)
    await expect(kan.at("offers")).to_have_count(0)
    await is_kept(kan)


async def test_a_hostile_file_is_refused_with_its_reason_and_a_form_is_copied_and_dropped(hall: Hall) -> None:
    kan = await opens_form(hall, "断る")
    await brings(kan, with_object(opens), "開くと動く.pdf")
    await expect(kan.at("page-refused")).to_contain_text("動くしくみ")
    await expect(kan.at("paper")).to_have_count(0)
    await picture(kan, "editor-refused")
    assert await barriers(kan.page) == []
    await kan.at("to-forms").click()
    await kan.at("form-copy").click()
    await kan.at("copy-form-note").fill("支所用の請求書")
    await kan.at("copy-form-go").click()
    await expect(kan.at("chosen-form")).to_contain_text("F123")
    await kan.at("add-procedure").fill("P013")
    await kan.page.keyboard.press("Enter")
    await is_kept(kan)
    await kan.at("form-drop").click()
    await expect(kan.at("drop-form")).to_contain_text("手続き 1件から外し")
    await kan.at("drop-form-go").click()
    await expect(kan.at("row-F123")).to_have_count(0)
    await expect(kan.at("change-count")).to_have_text("0")
