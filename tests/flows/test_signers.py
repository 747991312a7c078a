"""確認・署名 of several people: who files and the head of the household sign at one tablet, each once; who is not here
is listed, and the place stays empty."""

from __future__ import annotations

from playwright.async_api import Page, expect

from tests.flows.axe import barriers
from tests.flows.people import Clerk, Hall
from tests.flows.test_screens import paired
from tests.flows.test_signing import picture, sees_step, writes

FILES, HEAD, AWAY = "森田　太郎", "森田　花子", "森田　一郎"
OF_HEAD, OF_CLAIMANT = "F031", "F055"


async def family(clerk: Clerk) -> list[str]:
    """Three people: who files, the head, and one who is not here; the ids that their fields have."""
    people: list[str] = []
    for name in (FILES, HEAD, AWAY):
        await clerk.presses("Alt+p")
        field = clerk.page.locator("[data-entry]:focus[data-testid$='.m_name']")
        await expect(field).to_have_value("")
        await clerk.page.keyboard.insert_text(name)
        await clerk.presses("Enter")
        await expect(clerk.page.locator("[data-person]")).not_to_have_count(0)
        people.append((await field_of(clerk, name)).split(".")[1])
    return people


async def field_of(clerk: Clerk, name: str) -> str:
    """The test id of the field that says this name."""
    for field in await clerk.page.locator("[data-testid$='.m_name'][data-entry]").all():
        if await field.input_value() == name:
            return await field.get_attribute("data-testid") or ""
    raise AssertionError("nobody of that name")


async def adds(clerk: Clerk, *forms: str) -> None:
    """Forms by hand, each with its reason."""
    await clerk.presses("Alt+4")
    await clerk.at("form-add").click()
    for form in forms:
        await clerk.at("form-filter").fill(form)
        await clerk.at(f"add-{form}").click()
        await clerk.at("why-go").click()
        await expect(clerk.at(f"show-{form}")).to_be_visible()


async def moves_in(hall: Hall) -> tuple[Clerk, list[str]]:
    """The three have come about their move: a form of the head's and one of a claimant who is not here beside it."""
    clerk = await hall.clerk("石井", "W07")
    await clerk.gives_number("S01")
    await clerk.calls_next()
    await clerk.begins()
    await clerk.presses("Alt+2", "Alt+k")
    files, head, away = await family(clerk)
    await clerk.at("field-role.setainushi").select_option(head)
    await clerk.page.get_by_label("役割を足す").select_option("seikyu")
    await clerk.at("field-role.seikyu").select_option(away)
    await adds(clerk, OF_HEAD, OF_CLAIMANT)
    return clerk, [files, head, away]


async def looks_through(tablet: Page) -> None:
    """Page after page, until the last one is said to be right."""
    on = tablet.get_by_test_id("papers-next")
    while await on.count():  # a press turns the page at once
        await on.click()
    await tablet.get_by_test_id("papers-right").click()


async def signs(tablet: Page, name: str) -> None:
    """The person whom the tablet asks writes their name."""
    await expect(tablet.get_by_test_id("sign-name")).to_have_text(f"{name} さん")
    await expect(tablet.get_by_test_id("pad")).to_have_attribute("data-strokes", "0")
    await writes(tablet)
    await tablet.get_by_test_id("sign-send").click()


async def test_who_files_and_the_head_sign_once_each_and_who_is_not_here_is_listed(hall: Hall) -> None:
    clerk, (files, head, away) = await moves_in(hall)
    tablet = await paired(hall, clerk, "tablet", "W07")
    await clerk.presses("Alt+s")
    absent = clerk.at("signing-absent")
    await expect(absent).to_contain_text(HEAD)
    await clerk.at(f"here-{head}-{OF_HEAD}").click()
    await expect(absent).not_to_contain_text(HEAD)
    await expect(absent).to_contain_text(AWAY)
    await expect(clerk.at(f"signatory-{away}")).to_have_count(0)
    await clerk.at("papers-on").click()

    await sees_step(tablet, "look")
    await looks_through(tablet)
    await signs(tablet, FILES)
    await signs(tablet, HEAD)
    await sees_step(tablet, "done")
    assert await barriers(tablet, aaa=True) == []
    for person in (files, head):
        await expect(clerk.at(f"signatory-{person}")).to_have_attribute("data-state", "signed")
    await expect(clerk.at("signing-through")).to_be_visible()
    await expect(absent).to_contain_text(AWAY)
    await picture(clerk.page, "signers")
    assert await barriers(clerk.page) == []

    await clerk.types("new_town", "中央一丁目")
    await clerk.presses("Alt+s")
    await expect(clerk.at("signing-void")).to_contain_text("新住所 町字")
    await expect(clerk.at(f"signatory-{files}")).to_have_attribute("data-state", "void")
    await picture(clerk.page, "signers-void")
