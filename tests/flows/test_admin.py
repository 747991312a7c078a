"""The catalog, kept in the browser: a new question reaches the next visitor; two administrators; no line; no mouse."""

from __future__ import annotations

import re
from typing import Any

from playwright.async_api import expect

from tests.flows.axe import barriers
from tests.flows.people import Clerk, Hall

PROCEDURE, QUESTION = "P117", "Q186"
"""The next numbers of the demo city."""
LISTS = ("questions", "procedures", "belongings", "counters", "words")
PAGES = ("walk", "households", "exchange", "postal")


async def administrator(hall: Hall, draft: str | None = None) -> Clerk:
    """管 at the catalog: with a new draft of this name, or with the one that was changed last."""
    kan = await hall.clerk("管")
    await kan.at("seat-to-admin").click()
    if draft is None:
        await kan.at("draft-open").first.click()
    else:
        await kan.at("draft-name-new").fill(draft)
        await kan.at("draft-make").click()
    await expect(kan.at("admin-list")).to_be_visible()
    return kan


async def sees_kept(kan: Clerk) -> None:
    """保存済, of the row on the screen."""
    await expect(kan.at("row-state")).to_have_attribute("data-state", "kept")


async def sees_published(kan: Clerk, note: str) -> None:
    """A version with this note stands there."""
    await expect(kan.page.locator(".version-list li").filter(has_text=note)).to_be_visible()


async def adds_procedure(kan: Clerk) -> None:
    """A procedure that comes when the new question is answered yes."""
    await kan.at("nav-procedures").click()
    await kan.at("row-new").click()
    await expect(kan.at("field-proc_id")).to_have_value(PROCEDURE)
    await kan.at("field-name").fill("見守りの登録")
    await kan.at("field-group_id").select_option("G05")
    await kan.at("field-events-all").check()
    await kan.at("field-trigger").fill(f"{QUESTION}==True")
    await kan.at("field-kind").select_option("申請")
    await kan.at("field-proxy").select_option("不要")
    await sees_kept(kan)


async def adds_question(kan: Clerk) -> None:
    """A question of every life event."""
    await kan.at("nav-questions").click()
    await kan.at("row-new").click()
    await expect(kan.at("field-q_id")).to_have_value(QUESTION)
    await kan.at("field-level").select_option("1")
    await kan.at("field-group").fill("受付")
    await kan.at("field-events-all").check()
    await kan.at("field-text_ja").fill("ひとりぐらしの見守りを希望しますか？")
    await sees_kept(kan)


async def opens_on_a_sunday(kan: Clerk) -> None:
    """A row whose name is two fields: it is kept when both are left, and whoever types in the next one goes on."""
    await kan.at("nav-opening_days").focus()
    await kan.presses("Enter", "Alt+n")
    await kan.at("field-date").fill("2027-03-28")
    await kan.at("field-office").select_option("east")
    await kan.at("field-opens").press_sequentially("09:00")
    await kan.at("field-closes").press_sequentially("12:00")
    await sees_kept(kan)
    await expect(kan.at("field-opens")).to_have_value("09:00")
    await expect(kan.at("row-2027-03-28.east")).to_contain_text("12:00")
    assert await barriers(kan.page) == []


async def receives(clerk: Clerk) -> None:
    """The next visitor sits down and is asked questions."""
    await clerk.calls_next()
    await clerk.begins()
    await clerk.page.keyboard.press("Alt+1")
    await expect(clerk.at("question-Q003")).to_be_visible()


async def test_a_new_question_reaches_the_next_visitor_and_no_case_that_is_open(changing_hall: Hall) -> None:
    nakamura = await changing_hall.clerk("中村", "W05")
    await nakamura.gives_number("S01")
    await receives(nakamura)
    kan = await administrator(changing_hall, "見守りの登録")

    await adds_procedure(kan)
    await kan.at("to-faults").click()
    fault = kan.at(f"fault-{PROCEDURE}").first
    await expect(fault).to_contain_text(QUESTION)  # the question is not there yet: the checker says where
    await fault.click()
    await expect(kan.at("field-trigger")).to_be_focused()
    await kan.at("to-publish").click()
    await expect(kan.at("publish-go")).to_have_attribute("aria-disabled", "true")
    await kan.page.keyboard.press("Escape")
    await adds_question(kan)
    await expect(kan.at("to-faults")).to_contain_text("指摘なし")

    await kan.at("nav-walk").click()
    await kan.at("walk-TENNYU").check()
    await kan.at(f"walk-{QUESTION}-yes").click()
    await expect(kan.at(f"walk-procedure-{PROCEDURE}")).to_be_visible()

    await kan.at("to-publish").click()
    await expect(kan.at("publish-figures")).to_contain_text("追加 2件・変更 0件・削除 0件")
    await kan.at("publish-note").fill("見守りの登録を足しました")
    await kan.at("publish-go").click()
    await sees_published(kan, "見守りの登録を足しました")

    ishii = await changing_hall.clerk("石井", "W06")
    await ishii.gives_number("S01")
    await receives(ishii)
    await ishii.at(f"question-{QUESTION}").click()
    await expect(ishii.at("asking")).to_have_attribute("data-question", QUESTION)
    await ishii.page.keyboard.press("y")
    await expect(ishii.at("result")).to_contain_text("見守りの登録")

    await expect(nakamura.at(f"question-{QUESTION}")).to_have_count(0)
    await nakamura.hands_off_to("G20")
    sato = await changing_hall.clerk("佐藤", "W20")
    await receives(sato)
    await expect(sato.at(f"question-{QUESTION}")).to_have_count(0)


async def publishes_words(kan: Clerk, address: str, question: str, text: str) -> None:
    """The administrator's browser puts a question in other words into force."""
    headers = {"origin": address}

    async def asks(method: str, path: str, body: object = None) -> dict[str, Any]:
        answer = await kan.page.request.fetch(
            f"{address}/api/catalog/{path}", method=method, data=body, headers=headers
        )
        assert answer.ok, await answer.text()
        said: dict[str, Any] = await answer.json()
        return said

    draft = (await asks("POST", "drafts", {"name": "質問の言い直し"}))["draft"]
    rows = (await asks("GET", f"drafts/{draft}"))["tables"]["questions"]
    stands = next(row for row in rows if row["id"] == question)
    changed = {"row": {**stands["row"], "text_ja": text}, "base": stands["rev"]}
    await asks("PUT", f"drafts/{draft}/questions/{question}", changed)
    await asks("POST", f"drafts/{draft}/publish", {"from": None, "note": ""})


async def test_a_case_at_two_windows_stays_as_it_was_when_the_catalog_changes(changing_hall: Hall) -> None:
    nakamura = await changing_hall.clerk("中村", "W05")
    await nakamura.gives_number("S01")
    await receives(nakamura)
    sato = await changing_hall.clerk("佐藤", "W20")
    await sato.scans(await nakamura.prints_slip())
    await sato.at("look-on").click()
    await sato.asks()

    kan = await changing_hall.clerk("管")
    await expect(kan.at("seat-to-admin")).to_be_visible()
    await publishes_words(kan, changing_hall.address, "Q003", "写真のある証明書はありますか？")

    await sato.presses("y")
    for clerk in (nakamura, sato):
        await clerk.sees_answer("Q001", "yes")
        await expect(clerk.at("questions")).not_to_contain_text("写真のある証明書")
    await nakamura.hands_off_to("G25")
    await nakamura.gives_number("S01")
    await receives(nakamura)
    await expect(nakamura.at("questions")).to_contain_text("写真のある証明書")
    await expect(sato.at("questions")).not_to_contain_text("写真のある証明書")


async def test_a_new_window_is_made_in_the_browser_and_its_first_clerk_sits_down(changing_hall: Hall) -> None:
    kan = await administrator(changing_hall, "窓口を増やす")
    await kan.at("nav-windows").click()
    await expect(kan.at("row-W05")).to_contain_text("5番窓口")
    await kan.at("row-new").click()
    await expect(kan.at("field-window_id")).to_have_value("W40")
    await kan.at("field-name").fill("40番窓口（住民異動）")
    await kan.at("field-office").select_option("main")
    await kan.at("field-group_id").select_option("G05")
    await kan.at("field-window_no").fill("10")
    await kan.at("field-floor").fill("2F")
    await sees_kept(kan)
    await expect(kan.at("to-faults")).not_to_contain_text("指摘なし")  # there is a window 10 already
    await kan.at("field-window_no").fill("40")
    await sees_kept(kan)
    await expect(kan.at("to-faults")).to_contain_text("指摘なし")
    assert await barriers(kan.page) == []
    await kan.at("to-publish").click()
    await kan.at("publish-note").fill("窓口を増やしました")
    await kan.at("publish-go").click()
    await sees_published(kan, "窓口を増やしました")

    nakamura = await changing_hall.clerk("中村", "W40")
    number = await nakamura.gives_number("S01")
    await nakamura.calls_next()
    await nakamura.begins()
    await nakamura.sees_case(number)


async def test_two_administrators_see_both_and_what_is_typed_without_a_line_is_kept_later(hall: Hall) -> None:
    first = await administrator(hall, "窓口の変更")
    second = await administrator(hall)
    for kan in (first, second):
        await kan.at("row-Q003").click()

    await first.at("field-help_ja").fill("先に書いた説明")
    await sees_kept(first)
    await second.page.context.set_offline(True)  # the answer to one field does not come before the other is typed
    await second.at("field-help_ja").fill("後から書いた説明")
    await second.at("field-staff_hint").fill("後から書いた注意")
    await second.page.context.set_offline(False)

    await expect(second.at("duel-waits")).to_be_visible()  # who is typing goes on typing: no figure chooses a side
    await second.page.keyboard.type("12。")
    await second.page.keyboard.press("Control+Enter")
    await expect(second.at("duel")).to_contain_text("後から書いた注意12。")
    await expect(second.at("duel")).to_contain_text("先に書いた説明")
    await expect(second.at("duel")).to_contain_text("後から書いた説明")
    await expect(second.at("duel-go")).to_have_attribute("aria-disabled", "true")
    await expect(second.at("duel-staff_hint-mine")).to_be_checked()  # the other one did not touch it
    await second.at("duel-help_ja-theirs").check()
    await second.page.keyboard.press("Control+Enter")
    await sees_kept(second)
    await expect(second.at("field-help_ja")).to_have_value("先に書いた説明")
    await expect(second.at("field-staff_hint")).to_have_value("後から書いた注意12。")

    await second.page.context.set_offline(True)
    await second.at("row-Q004").click()
    await second.at("field-help_ja").fill("切れている間に書いた説明")
    await second.at("row-Q005").click()
    await expect(second.at("line-cut")).to_contain_text("未保存 1件")
    await second.page.context.set_offline(False)
    await expect(second.at("draft-kept")).to_have_attribute("data-left", "0")
    await first.page.reload()
    await first.at("row-Q004").click()
    await expect(first.at("field-help_ja")).to_have_value("切れている間に書いた説明")


async def test_the_catalog_is_kept_without_a_mouse_and_every_page_is_for_everybody(hall: Hall) -> None:
    kan = await administrator(hall, "10月の変更")
    press, type_ = kan.page.keyboard.press, kan.page.keyboard.type

    await press("F2")
    await type_("筆談")
    await expect(kan.at("list-count")).to_have_text(re.compile(r"^1 / "))
    await press("ArrowDown")
    await expect(kan.at("form")).to_contain_text("Q007")
    await press("Enter")  # into the form
    await expect(kan.at("field-level")).to_be_focused()
    await press("Escape")  # back to the list
    await press("Alt+ArrowDown")
    await expect(kan.at("change-count")).to_have_text("1")
    await press("Alt+c")
    await expect(kan.at("field-q_id")).to_have_value(QUESTION)
    await kan.at("field-auto_answer").focus()
    await type_("any_foreign and (Q001")
    await expect(kan.at("bad-place")).to_have_attribute("data-place", "16")
    for _ in "(Q001":
        await press("Backspace")
    await type_("Q001==True")
    await expect(kan.at("bad-place")).to_have_count(0)
    await press("Control+s")
    await sees_kept(kan)

    await opens_on_a_sunday(kan)

    for page in (*LISTS, *PAGES):
        await kan.at(f"nav-{page}").focus()
        await press("Enter")
        await expect(kan.at(f"nav-{page}")).to_have_attribute("aria-current", "page")
        await expect(kan.page.get_by_text("読み込んでいます")).to_have_count(0)
        assert await barriers(kan.page) == [], page
    for page in ("changes", "faults", "publish"):
        await kan.at(f"to-{page}").focus()
        await press("Enter")
        await expect(kan.at(page)).to_be_visible()
        assert await barriers(kan.page) == [], page
    await press("Escape")
    await kan.at("nav-start").focus()
    await press("Enter")
    await expect(kan.at("log")).to_contain_text(QUESTION)
    assert await barriers(kan.page) == []
