"""要配慮: whoever will receive the visitor sees it before they call; the hall never does."""

from __future__ import annotations

from playwright.async_api import expect

from tests.flows.people import Hall

CARE = "Q007"
WORD = "要配慮"


async def test_consideration_is_on_the_rows_of_the_staff_and_on_no_screen_of_the_hall(hall: Hall) -> None:
    nakamura = await hall.clerk("中村", "W05")
    television = await hall.screen(nakamura, "hall")
    number = await nakamura.gives_number("S01")
    await nakamura.calls_next()
    await nakamura.begins()
    await nakamura.asks()
    await nakamura.at(f"question-{CARE}").click()
    await nakamura.presses("y")
    await nakamura.sees_answer(CARE, "yes")
    await nakamura.hands_off_to("G20")

    sato, oono = await hall.clerk("佐藤", "W20"), await hall.clerk("大野")
    await expect(sato.at(f"row-{number}").first).to_contain_text(WORD)
    await oono.lamp_is("on")
    await oono.page.goto(f"{hall.address}/board")
    await expect(oono.at(f"flow-{number}")).to_contain_text(WORD)

    await sato.calls_next()
    await sato.sees_case(number)
    await expect(sato.at("case-head")).to_contain_text(WORD)
    await expect(television.get_by_test_id(f"call-{number}").first).to_be_visible()
    assert "配慮" not in await television.content()
