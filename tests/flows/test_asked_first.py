"""What a clerk is asked before it happens: a visitor whose turn at another counter comes first. And 転送, which keeps
the number and the arrival."""

from __future__ import annotations

from typing import Any

from playwright.async_api import expect

from tests.flows.people import Clerk, Hall


async def row_of(hall: Hall, clerk: Clerk, number: str) -> dict[str, Any]:
    """A visit of today that is not over, as the list of the day's end has it."""
    answer = await clerk.page.request.post(f"{hall.address}/api/closing", data={}, headers={"origin": hall.address})
    return next(row for row in (await answer.json())["rows"] if row["number"] == number)


async def begun(hall: Hall) -> tuple[Clerk, str]:
    """中村 at window 5 serves the visitor who has come."""
    nakamura = await hall.clerk("中村", "W05")
    number = await nakamura.gives_number("S01")
    await nakamura.calls_next()
    await nakamura.begins()
    return nakamura, number


async def test_a_visitor_who_is_expected_elsewhere_is_taken_only_after_a_question(hall: Hall) -> None:
    nakamura, number = await begun(hall)
    code = await nakamura.prints_slip()
    await nakamura.hands_off_to("G01")
    tanaka, sato = await hall.clerk("田中", "W01"), await hall.clerk("佐藤", "W20")

    await sato.scans(code)
    asked = sato.at("notice").first
    await expect(asked).to_contain_text("まだ前の窓口で手続き中です。")
    await expect(asked).to_contain_text("証明")
    await sato.scans(code)  # what a scanner sends decides nothing
    await sato.page.keyboard.press("Escape")
    await expect(sato.at("case-number")).to_have_count(0)
    await expect(tanaka.at(f"row-{number}").first).to_contain_text("引越し")

    await sato.scans(code)
    await sato.at("early-go").click()
    await sato.sees_case(number)
    await expect(tanaka.at(f"row-{number}").first).to_contain_text("20")  # still to come, from there


async def test_a_transfer_keeps_the_number_and_the_arrival(hall: Hall) -> None:
    nakamura, number = await begun(hall)
    before = await row_of(hall, nakamura, number)
    sato = await hall.clerk("佐藤", "W20")

    await nakamura.at("more").click()
    await nakamura.at("transfer").click()
    await nakamura.at("transfer-line").select_option("G20")
    await nakamura.at("ask-transfer-go").click()

    await expect(nakamura.at("case-number")).to_have_count(0)
    await expect(sato.at(f"row-{number}")).to_be_visible()
    after = await row_of(hall, sato, number)
    assert (after["line"], after["stage"]) == ("G20", "waiting")
    assert (after["number"], after["arrived"]) == (number, before["arrived"])
    await sato.calls_next()
    await sato.begins()
    await sato.sees_case(number)
