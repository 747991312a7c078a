"""A keystroke: two windows on one case, field by field, live; nothing lost when the line is cut."""

from __future__ import annotations

from playwright.async_api import expect

from tests.flows.people import Clerk, Hall


async def two_on_one_case(hall: Hall, way: str = "") -> tuple[Clerk, Clerk, str]:
    """中村 serves, 佐藤 looks on. `way`: by which address 中村 comes, if it is another one than the city's."""
    nakamura, sato = await hall.clerk("中村", "W05", way), await hall.clerk("佐藤", "W20")
    number = await nakamura.gives_number("S01")
    await nakamura.calls_next()
    await nakamura.begins()
    await nakamura.adds_person()
    code = await nakamura.prints_slip()
    await sato.scans(code)
    await sato.at("look-on").click()
    await sato.sees_case(number)
    await sato.page.keyboard.press("Alt+2")
    return nakamura, sato, number


async def test_both_windows_write_and_both_see_it(hall: Hall) -> None:
    nakamura, sato, _ = await two_on_one_case(hall)
    await nakamura.types("new_town", "中央一丁目")
    await sato.sees("new_town", "中央一丁目")
    await sato.types("new_banchi", "２番３号")
    await nakamura.sees("new_banchi", "２番３号")
    await nakamura.sees_kept("new_banchi")
    await sato.sees_kept("new_town")
    await expect(nakamura.at("presence")).to_contain_text("佐藤")


async def test_two_values_at_once_are_shown_and_the_clerk_chooses(hall: Hall) -> None:
    nakamura, sato, _ = await two_on_one_case(hall)
    await nakamura.page.context.set_offline(True)
    await nakamura.types("new_katagaki", "あおばハイツ１０１")
    await sato.types("new_katagaki", "あおばハイツ１−１０１")
    await sato.sees_kept("new_katagaki")
    await nakamura.page.context.set_offline(False)
    duel = nakamura.at("duel-new_katagaki")
    await expect(duel).to_contain_text("あおばハイツ１０１")
    await expect(duel).to_contain_text("あおばハイツ１−１０１")
    await expect(duel).to_contain_text("佐藤")
    await nakamura.at("duel-1").click()
    await expect(duel).to_have_count(0)


async def test_a_cut_line_loses_nothing(hall: Hall) -> None:
    nakamura, sato, _ = await two_on_one_case(hall)
    await sato.page.context.set_offline(True)
    await sato.lamp_is("off")
    away = await sato.at("away").bounding_box()  # the lamp says more now; who gets up must still reach it
    assert away is not None and away["x"] + away["width"] <= await sato.page.evaluate("window.innerWidth")
    await sato.page.context.set_offline(False)
    await sato.lamp_is("on")
    await nakamura.page.context.set_offline(True)
    await nakamura.lamp_is("off")
    await nakamura.types("new_town", "本町一丁目")
    await expect(nakamura.mark("new_town")).to_have_attribute("data-state", "sending")
    await nakamura.page.context.set_offline(False)
    await nakamura.lamp_is("on")
    await nakamura.sees_kept("new_town")
    await sato.sees("new_town", "本町一丁目")
