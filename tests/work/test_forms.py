"""申請書を印刷する: what a case's papers are, who gets which of them, and what is masked on them."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from typing import Any

import msgspec
import pypdfium2
import pytest

from handoff.case import Entry, Value
from handoff.leaf import MASK, Leaf
from handoff.messages import Change, Here, Set, SignFor
from handoff.refusal import Reason
from server.paper.press import Press
from server.paper.shelf import load
from server.ports.clerks import SessionKept
from server.ports.sheets import Accepted
from server.work import forms, forms_case, forms_kept, forms_list, forms_page, sheets
from server.work.cupboards import Actor, Cupboards
from server.work.forms_plan import Plan, Why
from tests.households import households
from tests.paper.look import text_of
from tests.papers import LONG_HOUSE, homes
from tests.work.town import Town, refused, request

NUMBERS = ("000000013650", "00000007358")  # 個人番号 and 住民票コード of the first person


@pytest.fixture(scope="module")
def press() -> Press:
    return Press(load())


def printing(town: Town, press: Press) -> Cupboards:
    return replace(town.c, paper=press)


AT = {"G05": "W05", "G01": "W02"}
"""A window of each counter."""


def clerk(name: str, *sees: str, group: str = "G05") -> Actor:
    return Actor(name, name, "main", window=AT[group], group=group, roles=("clerk",), sees=frozenset(sees))


async def proved(town: Town, who: Actor) -> Actor:
    """The same, having just shown who it is."""
    session, now = os.urandom(32), town.clock()
    await town.c.clerks.begin(SessionKept(session, who.clerk, "main", None, now, now + 3_600_000, proved=now))
    return msgspec.structs.replace(who, session=session)


async def case_of(town: Town, home: str, **more: Value) -> str:
    """A case with all that a household has entered and answered."""
    who = await town.at("W05")
    row = await town.visitor(who)
    values: dict[str, Value] = {**households()[home].entries, **homes()[home].entries}
    values |= {f"q.{question}": yes for question, yes in households()[home].answers.items()}
    values[f"ev.{homes()[home].event}"] = True
    values |= {"p.p1.m_tel": "09000001234", **{key.replace("__", "."): value for key, value in more.items()}}
    facts = {key: Entry(value, "op") for key, value in values.items()}
    outcome = await town.c.sheets.change(
        row.case, f"all-{row.case}", b"12345678", 0, lambda _: facts, by="U01", window="W05", kind="set"
    )
    assert isinstance(outcome, Accepted)
    return row.case


WHY = Why("override-1")
ASKED = Why("reveal-2")


def over(who: Actor) -> Actor:
    """Somebody who may print what is not whole."""
    return msgspec.structs.replace(who, sees=who.sees | {"overrule"})


async def made(
    c: Cupboards, who: Actor, case: str, wanted: list[str] | None = None, larger: float = 1.0, **plan: Any
) -> tuple[forms.MadeForms, bytes]:
    """What comes out, also where items lack."""
    done = await forms.print_forms(c, over(who), case, request(), Plan(wanted, larger=larger, override=WHY, **plan))
    pdf = await c.documents.get(who.clerk, done.jobs[0].document)
    assert pdf is not None
    return done, pdf


def said(pdf: bytes, page: int | None = None) -> str:
    return re.sub(r"\s", "", text_of(pdf, page))


async def test_all_papers_of_a_move_of_four_come_out_in_one_job(town: Town, press: Press) -> None:
    case = await case_of(town, "S1b")
    who = await proved(town, clerk("U01", "L3", "L4"))
    done, pdf = await made(printing(town, press), who, case, numbers=ASKED)
    papers = {one["form_id"]: one["sheets"] for one in homes()["S1b"].forms}
    assert done.pages >= sum(papers.values())
    assert done.papers == {"A4横": 1, "A4縦": done.pages - 1}
    assert (done.missing, done.too_long) == ([], [])
    first = said(pdf, 0)
    assert "住民異動届" in first, "what the way begins with"
    assert all(word in first for word in ("森田太郎", "サンハイツみどり２０３", "A001", *NUMBERS))
    text = said(pdf)
    for name in ("児童手当認定請求書", "国民健康保険資格異動届", "住民票の写し等交付請求書", "税情報等の閲覧"):
        assert name in text
    assert "支援措置申出書" not in text


async def test_some_papers_come_in_the_order_that_was_asked(town: Town, press: Press) -> None:
    case = await case_of(town, "S1b")
    done, pdf = await made(printing(town, press), clerk("U01"), case, ["F055", "F010", "F055"])
    assert done.pages == 2
    assert "児童手当" in said(pdf, 0)
    assert "住民票の写し等交付請求書" in said(pdf, 1)


async def test_who_may_not_see_a_number_or_did_not_ask_for_it_prints_it_masked(town: Town, press: Press) -> None:
    case = await case_of(town, "S1b")
    c, knows = printing(town, press), await proved(town, clerk("U01", "L3", "L4"))
    for who, asked, numbers in ((knows, ASKED, True), (knows, None, False), (clerk("U03"), None, False)):
        _, pdf = await made(c, who, case, ["F001", "F030"], numbers=asked)
        text = said(pdf)
        assert all((number in text) is numbers for number in NUMBERS)
        assert (MASK in text) is not numbers
        assert "森田太郎" in text
    town.clock.turn(minutes=6)
    await refused(Reason.prove_again, made(c, knows, case, ["F001"], numbers=ASKED))
    await refused(Reason.not_allowed, made(c, clerk("U03"), case, ["F001"], numbers=ASKED))
    await refused(Reason.reason_needed, made(c, knows, case, ["F001"], numbers=Why("")))


async def test_where_a_protected_person_lives_is_on_no_paper_but_of_who_may_know(town: Town, press: Press) -> None:
    case = await case_of(town, "S1b", p__p2__shien_flag=True)
    for sees, shown in ((("L3", "L4"), False), (("L3", "L4", "S"), True)):
        _, pdf = await made(printing(town, press), clerk("U02", *sees, group="G01"), case)
        text = said(pdf)
        for place in (
            "サンハイツみどり",
            "みどり台二丁目",
            "999-0012",
            "みどり台小学校",
            "本町三丁目",
            "090-0000-1234",
        ):
            assert (place in text) is shown, place
        assert "森田太郎" in text


async def test_a_masked_address_prints_after_a_reason_alone_and_never_for_the_visitor(town: Town, press: Press) -> None:
    case = await case_of(town, "S1b", p__p2__shien_flag=True)
    c, who = printing(town, press), clerk("U02", "L3", "L4", group="G01")
    hidden, pdf = await made(c, who, case, ["F010"])
    assert hidden.masked > 0 and "サンハイツみどり" not in said(pdf)
    for odd, why in ((Why(""), Reason.reason_needed), (Why("form-1"), Reason.not_a_choice)):
        await refused(why, made(c, who, case, ["F010"], reveal=odd))
    shown, pdf = await made(c, who, case, ["F010"], reveal=Why("reveal-2"), visitor=True)
    assert shown.masked == 0 and "サンハイツみどり" in said(pdf, 0)
    assert "サンハイツみどり" not in said(pdf, 1), "the visitor's own"
    looks = [look for *_, look in await c.audit.waiting() if look.case == case and look.what == "reveal"]
    assert [look.purpose for look in looks] == ["reveal-2"]


async def test_a_paper_for_staff_needs_its_right(town: Town, press: Press) -> None:
    case = await case_of(town, "S1b", form__F008={"on": True, "reason": "form-1", "note": ""}, form__F063=True)
    c = printing(town, press)
    plain, cares, knows = clerk("U03"), clerk("U01", "L3", "L4"), clerk("U02", "L3", "L4", "S")
    await refused(Reason.not_allowed, forms.print_forms(c, plain, case, request(), Plan(["F063"])))
    await refused(Reason.not_allowed, forms.print_forms(c, cares, case, request(), Plan(["F008"])))
    for who, staff_paper, care_paper in ((plain, False, False), (cares, False, True), (knows, True, True)):
        text = said((await made(c, who, case))[1])
        assert ("支援措置申出書" in text) is staff_paper
        assert ("児童扶養手当" in text) is care_paper


async def test_what_does_not_print_right_is_told(town: Town, press: Press) -> None:
    case = await case_of(town, "S9", p__p1__m_name="水野\ue000　光", new_katagaki=LONG_HOUSE * 9, cert_kind="除票")
    done, pdf = await made(printing(town, press), clerk("U03"), case, ["F010"], 1.5)
    assert done.missing == ["U+E000 \ue000"]
    assert [(one.form, one.sheet, one.row, one.items) for one in done.too_long] == [("F010", 1, None, ["new_katagaki"])]
    assert "〓" in said(pdf)


async def test_the_look_is_written_down_before_the_paper_is_given(town: Town, press: Press) -> None:
    case = await case_of(town, "S9")
    await made(printing(town, press), clerk("U03"), case)
    looks = [look for *_, look in await town.c.audit.waiting() if look.what == "print"]
    assert [(look.clerk, look.window, look.case) for look in looks] == [("U03", "W05", case)]


async def test_who_has_the_case_open_is_not_written_down_for_every_letter(town: Town, press: Press) -> None:
    case = await case_of(town, "S9")
    c, who = printing(town, press), clerk("U03")

    async def looks() -> list[str]:
        return [look.what for *_, look in await c.audit.waiting() if (look.case, look.clerk) == (case, "U03")]

    await c.presence.here(case, Here(who="screen", clerk="U05", by="佐藤", window="W09"))
    await forms_page.page(c, who, case, "F010", 1, 600, 1.0)
    assert await looks() == ["open"], "another's screen is another's look"
    await c.presence.here(case, Here(who="mine", clerk="U03", by="田中", window="W13"))
    for _ in range(3):
        await forms_page.page(c, who, case, "F010", 1, 600, 1.0)
        await forms_list.listed(c, who, case)
    assert await looks() == ["open"]


async def test_the_list_of_a_households_papers_says_what_they_save(town: Town, press: Press) -> None:
    case = await case_of(town, "S1b")
    found = await forms_list.listed(printing(town, press), clerk("U01", "L3", "L4"), case, fit=True)
    wanted = homes()["S1b"].expected
    assert found.sheets == sum(one.pages for one in found.forms) >= wanted["sheets"]
    assert found.places == sum(len(one.signs) for one in found.forms) >= wanted["signature_places"]
    assert found.boxes >= wanted["boxes"] and found.saved > 60
    assert (found.signers, found.strokes, found.paper_places) == (2, 2, 1)
    assert found.letters == [] and not any(one.too_long for one in found.forms)
    assert "F008" not in {one.form for one in found.forms}
    first = found.forms[0]
    assert (first.form, first.people, first.by_hand, first.agreed) == ("F001", ["p1", "p2", "p3", "p4"], None, "new")
    assert [one.key for one in first.missing] == ["koseki_hittosha"]


async def test_the_list_tells_nothing_of_a_form_that_needs_a_right(town: Town, press: Press) -> None:
    by_hand = {"on": True, "reason": "form-2", "note": "本人の希望"}
    case = await case_of(town, "S1b", form__F008=by_hand, form__F063=by_hand, remark__F001="受付済")
    for sees, staffs, restricted in (((), False, False), (("L3",), False, True), (("L3", "L4", "S"), True, True)):
        found = {one.form: one for one in (await forms_list.listed(town.c, clerk("U09", *sees), case)).forms}
        assert ("F008" in found) is staffs
        assert found["F063"].may_print is restricted
        assert bool(found["F063"].signs) is restricted
        assert (found["F063"].by_hand, found["F063"].reason, found["F063"].note) == (True, "form-2", "本人の希望")
        assert found["F001"].remark == "受付済"


async def test_only_who_asked_gets_it_and_asking_again_is_the_same_place(town: Town, press: Press) -> None:
    case = await case_of(town, "S9")
    c, who, again = printing(town, press), clerk("U03"), request()
    plan = Plan(override=WHY)
    first, second = [await forms.print_forms(c, over(who), case, again, plan) for _ in range(2)]
    assert first == second
    assert await c.documents.get("U05", first.jobs[0].document) is None


async def test_what_is_no_paper_of_this_case_is_refused(town: Town, press: Press) -> None:
    case = await case_of(town, "S9")
    c, who = printing(town, press), clerk("U03", "L3", "L4", "S")
    for wanted in (["F001"], ["F999"], ["../F010"], []):
        await refused(Reason.no_such_item, forms.print_forms(c, who, case, request(), Plan(wanted)))
    for odd in (Plan(larger=9.0), Plan(copies=0), Plan(copies=21), Plan(page=1)):
        await refused(Reason.bad_message, forms.print_forms(c, who, case, request(), odd))
    await refused(Reason.no_such_case, forms.print_forms(c, who, "c" * 16, request(), Plan()))
    admin = msgspec.structs.replace(who, roles=("admin",))
    await refused(Reason.not_allowed, forms.print_forms(c, admin, case, request(), Plan()))


async def test_a_day_that_stands_is_asked_again_when_the_day_of_the_notification_goes_before_it(
    town: Town, press: Press
) -> None:
    moved = {"ido_date": "2026-11-20", "koseki_hittosha": "甲野　太郎"}
    c, who = printing(town, press), clerk("U01", "L3", "L4")
    case = await case_of(town, "S1b", **moved, todoke_date="2026-11-20")
    (form,) = [one for one in (await forms_list.listed(c, who, case)).forms if one.form == "F001"]
    assert form.missing == []
    case = await case_of(town, "S1b", **moved, todoke_date="2026-11-19")
    (form,) = [one for one in (await forms_list.listed(c, who, case)).forms if one.form == "F001"]
    assert [(one.key, one.label) for one in form.missing] == [("ido_date", "異動年月日（届出年月日より後の日付です）")]
    page = await forms_page.page(c, who, case, "F001", 1, 400, 1.0)
    assert [box.key for box in page.boxes if box.missing] == ["ido_date"]
    no = await refused(Reason.items_missing, forms.print_forms(c, who, case, request(), Plan(["F001"])))
    assert (no.at, no.more) == ("F001", {"n": 1})
    made = await forms.print_forms(c, over(who), case, request(), Plan(["F001"], override=Why("override-1")))
    assert made.pages == 1


async def test_what_is_not_whole_is_printed_only_by_who_may_and_with_a_reason(town: Town, press: Press) -> None:
    case = await case_of(town, "S1b")
    c, who = printing(town, press), clerk("U01", "L3", "L4")
    no = await refused(Reason.items_missing, forms.print_forms(c, who, case, request(), Plan(["F001"])))
    assert (no.at, no.more) == ("F001", {"n": 1}), "koseki_hittosha"
    for right, why, reason in (
        (who, Why("override-1"), Reason.not_allowed),
        (over(who), Why(""), Reason.reason_needed),
        (over(who), Why("form-1"), Reason.not_a_choice),
        (over(who), Why("override-4"), Reason.reason_needed),
    ):
        await refused(reason, forms.print_forms(c, right, case, request(), Plan(["F001"], override=why)))
    await forms.print_forms(c, over(who), case, request(), Plan(["F001"], override=WHY))
    looks = [look for *_, look in await c.audit.waiting() if look.what == "print" and look.case == case]
    assert looks[-1].purpose == "override-1"


async def test_copies_and_the_visitors_own_come_in_one_job(town: Town, press: Press) -> None:
    case = await case_of(town, "S1b", remark__F001="窓口で確認した")
    c, who = printing(town, press), await proved(town, clerk("U01", "L3", "L4"))
    done, pdf = await made(c, who, case, ["F001", "F010"], copies=2, visitor=True, numbers=ASKED)
    assert (done.pages, done.papers, len(done.jobs)) == (6, {"A4横": 3, "A4縦": 3}, 1)
    titles = ["住民異動届", "住民票の写し等交付請求書"] * 3
    for at, title in enumerate(titles):
        text = said(pdf, at)
        assert title in text
        assert ("控え（ご本人用）" in text) is (at > 3)
        assert (NUMBERS[0] in text) is (title == "住民異動届" and at < 4)
        assert ("窓口で確認した" in text) is (title == "住民異動届" and at < 4)


async def test_one_page_comes_again_alone(town: Town, press: Press) -> None:
    more = {f"p__p{at}": {"order": at} for at in range(5, 8)} | {
        f"p__p{at}__m_name": f"森田　{at}" for at in range(5, 8)
    }
    case = await case_of(town, "S1b", **more)
    c, who = printing(town, press), clerk("U01")
    whole, pdf = await made(c, who, case, ["F001"])
    again, page = await made(c, who, case, ["F001"], page=2)
    assert (whole.pages, again.pages) == (2, 1)
    assert said(page) == said(pdf, 1)
    await refused(Reason.no_such_item, made(c, who, case, ["F001"], page=3))


async def test_papers_larger_than_a4_are_a_job_of_their_own_or_reduced_as_the_city_has_it(
    town: Town, press: Press
) -> None:
    case = await case_of(town, "S1b", form__F066={"on": True, "reason": "form-1", "note": ""})
    c, who = printing(town, press), clerk("U01")
    done, pdf = await made(c, who, case, ["F066", "F010"])
    assert [(job.pages, job.papers) for job in done.jobs] == [(1, {"A4縦": 1}), (1, {"A3横": 1})]
    large = await c.documents.get(who.clerk, done.jobs[1].document)
    assert large is not None
    assert [size(pdf), size(large)] == [(210, 297), (420, 297)]
    ink = await press.forms(await leaves_of(c, case, "F066"), "申請書", reduced=True)
    assert size(ink.pdf) == (297, 210)
    assert said(ink.pdf) == said((await press.forms(await leaves_of(c, case, "F066"), "申請書")).pdf)


async def test_the_slip_comes_last_with_a_new_code(town: Town, press: Press) -> None:
    case = await case_of(town, "S1b", form__F066={"on": True, "reason": "form-1", "note": ""})
    c, who = printing(town, press), clerk("U01")
    done, pdf = await made(c, who, case, ["F010", "F066", "F012"], slip=True)
    first, large = done.jobs
    assert first.papers == {"A4縦": first.pages} and first.pages >= 3
    assert large.papers == {"A3横": 1}
    assert ["住民票の写し等交付請求書" in said(pdf, 0), "印鑑登録申請書" in said(pdf, 1)] == [True, True]
    assert "手続きのご案内" in said(pdf, first.pages - 1) or "手続きのご案内" in said(pdf, 2)
    code = re.search(r"[0-9]{16}", said(pdf, 2))
    with pypdfium2.PdfDocument(pdf) as document:
        assert document.get_metadata_dict()["Title"] == "申請書"
    alone, again = await made(c, who, case, ["F066"], slip=True)
    assert [job.papers.keys() for job in alone.jobs] == [{"A3横"}, {"A4縦"}]
    counted = await forms_list.listed(c, who, case, fit=True)
    assert counted.slip_pages == alone.jobs[1].pages, "as the dialog says before"
    slip = await c.documents.get(who.clerk, alone.jobs[1].document)
    assert slip is not None and "ご案内" in said(slip)
    assert code is None or code[0] not in said(slip), "the old code opens nothing any more"
    assert "F066" in said(again)


async def leaves_of(c: Cupboards, case: str, form: str) -> list[Leaf]:
    found, visit = await forms_case.look_at(c, clerk("U01"), case, "print")
    return found.leaves(found.one(form), forms_case.setting_of(c, clerk("U01"), found, visit.number))


def size(pdf: bytes) -> tuple[int, int]:
    """The first page's, in mm."""
    with pypdfium2.PdfDocument(pdf) as document:
        wide, high = document[0].get_size()
    return round(wide * 25.4 / 72), round(high * 25.4 / 72)


async def test_what_was_written_for_somebody_is_kept_and_is_nobodys_who_may_not_have_the_form(
    town: Town, press: Press
) -> None:
    by_hand = {"on": True, "reason": "form-2", "note": ""}
    case = await case_of(town, "S1b", p__p2__shien_flag=True, form__F008=by_hand)
    c, knows, cares = printing(town, press), clerk("U02", "L3", "L4", "S"), clerk("U01", "L3", "L4", group="G01")
    for form in ("F010", "F008"):
        change = Change(request(), case, 0, SignFor("p1", "dictation-3", form=form))
        assert (await sheets.change(c, knows, change)).result == "ok"
    rev = (await c.sheets.head(case)).rev
    await c.sheets.wait_kept(case, rev, 10.0)
    seen = {name: await forms_kept.confirmed(c, who, case) for name, who in (("knows", knows), ("cares", cares))}
    assert [one.forms for one in seen["knows"]] == [["F010"], ["F008"]]
    assert [one.forms for one in seen["cares"]] == [["F010"]], "that there is a F008 is nobody's who may not have it"
    assert {(one.what, one.clerk, one.person) for one in seen["knows"]} == {("for", "U02", "p1")}
    await refused(Reason.signed_out, forms_kept.paper(c, cares, case, seen["cares"][0].op, request()))
    cares, knows = await proved(town, cares), await proved(town, knows)
    document = await forms_kept.paper(c, knows, case, seen["cares"][0].op, request())
    pdf = await c.documents.get("U02", document)
    assert pdf is not None
    assert "森田太郎" in said(pdf) and "サンハイツみどり" not in said(pdf)
    looks = [(look.what, look.clerk) for *_, look in await c.audit.waiting() if look.what in ("print", "code")]
    assert looks == [("print", "U02"), ("code", "U02")], "個人番号 and 住民票コード stand on it, each is counted"
    no = await refused(Reason.not_allowed, forms_kept.paper(c, cares, case, seen["cares"][0].op, request()))
    assert no.at == "S", "who may not know where a protected person lives"
    await refused(Reason.not_allowed, forms_kept.paper(c, clerk("U03", "L3"), case, seen["cares"][0].op, request()))


async def test_a_paper_that_is_older_than_the_flag_tells_no_address_either(town: Town, press: Press) -> None:
    """What the visitor was shown before somebody was protected has the address on it."""
    case = await case_of(town, "S1b", form__F010={"on": True, "reason": "form-2", "note": ""})
    c, knows = printing(town, press), clerk("U02", "L3", "L4", "S")
    cares = await proved(town, clerk("U01", "L3", "L4", group="G01"))
    await sheets.change(c, knows, Change(request(), case, 0, SignFor("p1", "dictation-3", form="F010")))
    await c.sheets.wait_kept(case, (await c.sheets.head(case)).rev, 10.0)
    [one] = await forms_kept.confirmed(c, cares, case)
    pdf = await c.documents.get("U01", await forms_kept.paper(c, cares, case, one.op, request()))
    assert pdf is not None and "サンハイツみどり" in said(pdf)
    await sheets.change(c, knows, Change(request(), case, 0, Set({"p.p2.shien_flag": True})))
    no = await refused(Reason.not_allowed, forms_kept.paper(c, cares, case, one.op, request()))
    assert no.at == "S"
