"""The applications on a window's tablet: shown while a clerk lets it, agreed to, signed once by each person, void after
a change, gone with the case; kept with the paper that was shown."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Callable
from io import BytesIO
from typing import Any

import pytest
import pytest_asyncio
from PIL import Image

from handoff import messages as m
from tests.doors.serving import Serving, an_op
from tests.house import ISHII, NAKAMURA, Client, RunningHouse, Voice
from tests.paper.look import ink, text_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
TARO, HANAKO = "aaaaaaaa", "bbbbbbbb"
NUMBER = "000000013650"
STROKES = [[(100, 100, 0), (400, 160, 40), (700, 90, 90)], [(420, 40, 300), (380, 300, 420)]]


class Desk(Serving):
    """A clerk who serves two people who move in, and the window's tablet."""

    tablet: Voice
    screen: Client

    async def begin(self) -> None:
        """The tablet is paired and greets."""
        self.screen = await self.house.screen("tablet", self.window)
        self.tablet = await self.screen.stands_at("/display")
        await self.tablet.greets()

    async def family(self) -> None:
        """Who they are, and where they move to."""
        await self.edits(
            m.AddPerson(TARO, {"m_name": "森田　太郎", "m_birth": "1987-06-03", "m_head": True, "m_mynumber": NUMBER})
        )
        await self.edits(m.AddPerson(HANAKO, {"m_name": "森田　花子", "m_birth": "1989-02-01", "m_present": True}))
        await self.edits(m.Set({"new_town": "みどり台二丁目", "new_banchi": "１５番４号"}))
        await self.edits(m.UseForm("F010", on=True, reason="form-2"))

    async def shows(self) -> m.Papers:
        """The clerk puts the applications on the tablet."""
        place = len(self.tablet.heard)
        await self.edits(m.OnTablet(on=True, what="forms"))
        return await self.papers(after=place)

    async def papers(
        self, such: Callable[[m.Papers], bool] = lambda now: now.seen is not None, after: int = 0
    ) -> m.Papers:
        """What the tablet shows."""
        found: m.Papers = await self.tablet.hears(m.Papers, such, after)
        return found

    async def says(self, said: m.Agree | m.Sign) -> m.Answer:
        """Anything a tablet may try."""
        place = len(self.tablet.heard)
        await self.tablet.say(said)
        answer: m.Answer = await self.tablet.hears(m.Answer, lambda heard: heard.re == said.op, place)
        return answer

    async def prints(self, form: str) -> bytes:
        """A form on paper, although items lack."""
        client, _ = await self.house.clerk(NAKAMURA)
        why = {"reason": "override-1"}
        said = await client.posts(
            "/api/forms", {"request": an_op(), "case": self.row.case, "forms": [form], "override": why}
        )
        pdf: bytes = (await client.ask(said["url"]))[1]
        return pdf

    async def states(self, form: str) -> dict[str, str]:
        """The places of a form as the clerk's list has them, by person."""
        return {one["person"]: one["state"] for one in (await self.listed(form))["signs"]}

    async def listed(self, form: str) -> dict[str, Any]:
        """A form as the clerk's list has it."""
        said = await self.client.posts("/api/forms/list", {"case": self.row.case})
        found: dict[str, Any] = next(one for one in said["forms"] if one["form"] == form)
        return found


@pytest_asyncio.fixture(loop_scope="session")
async def desk(city_hall: RunningHouse) -> AsyncIterator[Desk]:
    """石井 at window 7 with a family, and the tablet there."""
    made = await Desk.open(city_hall, ISHII, "W07")
    await made.family()
    yield made
    await made.close()


def seen(papers: m.Papers) -> str:
    assert papers.seen is not None
    return papers.seen


def signer(papers: m.Papers, name: str) -> m.Signer:
    return next(one for one in papers.signers if one.name == name)


async def test_a_visitor_sees_agrees_and_signs_and_the_clerk_has_it_on_the_form(desk: Desk) -> None:
    assert not [heard for heard in desk.tablet.heard if isinstance(heard, m.Papers)]
    papers = await desk.shows()
    names = {one.form: one.name for one in papers.forms}
    assert names.items() >= {"F001": "住民異動届", "F010": "住民票の写し等交付請求書"}.items()
    assert (papers.agreed, {one.state for one in papers.forms}) == (False, {"new"})
    taro = signer(papers, "森田　太郎")
    assert (taro.here, taro.asked) == (True, True)
    assert TARO not in str(papers), "a word of this showing, not the case's own"

    place = len(desk.tablet.heard)
    assert (await desk.says(m.Agree(an_op(), seen(papers)))).result == "ok"
    agreed = await desk.papers(lambda now: now.agreed, place)
    assert agreed.seen == papers.seen
    place = len(desk.tablet.heard)
    op = an_op()
    answer = await desk.says(m.Sign(op, taro.person, STROKES, seen(papers)))
    assert (answer.result, answer.rev) == ("ok", None)
    signed = await desk.papers(lambda now: not signer(now, "森田　太郎").asked, place)
    assert {one.state for one in signer(signed, "森田　太郎").places} <= {"signed", "paper"}
    assert (await desk.states("F001"))[TARO] == "signed"
    assert (await desk.says(m.Sign(op, taro.person, STROKES, seen(papers)))).result == "done", "asked again"

    page = {"case": desk.row.case, "form": "F001", "width": 1200}
    said = await desk.client.posts("/api/forms/page", page)
    (box,) = [one for one in said["boxes"] if one["kind"] == "sign"]
    assert box["state"] == "signed"
    pdf = await desk.prints("F001")
    assert b"/Subtype/Image" not in pdf.replace(b" ", b""), "lines, no picture"
    shown = Image.open(BytesIO(await picture(desk.client, page)))
    scale = 1200 / said["width"]
    corners = tuple(round(one * scale) for one in (box["x"], box["y"], box["x"] + box["w"], box["y"] + box["h"]))
    assert ink(shown.crop(corners)) > 100  # type: ignore[arg-type]


async def picture(client: Client, page: dict[str, object]) -> bytes:
    import base64

    return base64.b64decode((await client.posts("/api/forms/page", page))["png"])


async def test_pages_are_pictures_for_this_windows_tablet_alone_and_only_as_they_are_shown(desk: Desk) -> None:
    papers = await desk.shows()
    first = papers.forms[0].pages[0]
    status, png = await desk.screen.ask(first.url)
    assert status == 200
    image = Image.open(BytesIO(png))
    assert abs(image.width / image.height - first.width / first.height) < 0.01
    assert ink(image) > 1000
    assert desk.row.case not in first.url and "F001" not in first.url

    other = await desk.house.screen("tablet", "W08")
    assert (await other.ask(first.url))[1] == {"reason": "not_asked"}
    hall = await desk.house.screen("hall")
    assert (await hall.ask(first.url))[0] == 400
    assert (await desk.house.browser().ask(first.url))[1] == {"reason": "signed_out"}
    for odd in ("/999", "/x", "/-1", "/１"):
        assert (await desk.screen.ask(first.url.rsplit("/", 1)[0] + odd))[1] == {"reason": "not_asked"}
    place = len(desk.tablet.heard)
    await desk.edits(m.Set({"new_katagaki": "サンハイツ２０３"}))
    await desk.papers(lambda now: now.seen != papers.seen, place)
    assert (await desk.screen.ask(first.url))[1] == {"reason": "not_asked"}
    await desk.edits(m.OnTablet(on=False))
    assert (await desk.screen.ask(first.url))[1] == {"reason": "not_asked"}


async def test_a_change_makes_the_signature_void_at_both_screens_and_marks_just_the_changed_part(desk: Desk) -> None:
    papers = await desk.shows()
    await desk.says(m.Agree(an_op(), seen(papers)))
    assert (await desk.says(m.Sign(an_op(), signer(papers, "森田　太郎").person, STROKES, seen(papers)))).result == "ok"
    place = len(desk.tablet.heard)
    await desk.edits(m.Set({"cert_purpose": "児童手当の申請"}))
    now = await desk.papers(lambda now: any(one.state == "changed" for one in now.forms), place)
    assert {one.form for one in now.forms if one.state == "changed"} == {"F010"}
    (certificate,) = [one for one in now.forms if one.form == "F010"]
    (mark,) = certificate.pages[0].changed
    assert mark.w < 200 and mark.h < 60, "the very place"
    assert all(not page.changed for one in now.forms if one.form != "F010" for page in one.pages)
    taro = signer(now, "森田　太郎")
    assert taro.asked and {one.form for one in taro.places if one.state == "void"} == {"F010"}
    assert (await desk.states("F010"))[TARO] == "void"
    assert (await desk.listed("F010"))["changed"] and (await desk.listed("F001"))["changed"] == []
    assert (await desk.states("F001"))[TARO] == "signed"

    old = await desk.says(m.Sign(an_op(), taro.person, STROKES, seen(papers)))
    assert old.result == "overtaken", "what was shown before is not what is signed"
    assert (await desk.says(m.Sign(an_op(), taro.person, STROKES[:1], seen(now)))).result == "ok"
    assert set((await desk.states("F010")).values()) <= {"signed"}

    place = len(desk.tablet.heard)
    await desk.edits(m.UseForm("F060", on=True, reason="form-2"))
    added = await desk.papers(lambda now: any(one.state == "added" for one in now.forms), place)
    assert {one.form for one in added.forms if one.state == "added"} == {"F060"}
    assert (await desk.states("F001"))[TARO] == "signed"
    await desk.edits(m.Set({f"p.{TARO}.m_zokugara": "世帯主"}))
    assert "森田　太郎さんの続柄" in (await desk.listed("F001"))["changed"], "whose it is, too"


async def test_a_clerk_writes_for_somebody_and_the_paper_says_so(desk: Desk) -> None:
    assert (await desk.tries(m.SignFor(TARO, ""))).reason == "reason_needed"
    assert (await desk.tries(m.SignFor("zzzzzzzz", "dictation-3"))).reason == "not_asked"
    await desk.edits(m.SignFor(TARO, "dictation-4", "右手のけが"))
    assert (await desk.states("F010"))[TARO] == "for"
    pdf = await desk.prints("F010")
    text = text_of(pdf).replace("\n", "").replace(" ", "")
    assert "森田　太郎（代筆石井：右手のけが）".replace("　", "") in text.replace("　", "")
    assert (await desk.tries(m.SignFor(TARO, "dictation-2"))).reason == "not_asked", "signed already"


async def test_what_was_confirmed_is_kept_with_the_paper_that_was_shown(desk: Desk) -> None:
    papers = await desk.shows()
    agree, sign = an_op(), an_op()
    await desk.says(m.Agree(agree, seen(papers)))
    await desk.says(m.Sign(sign, signer(papers, "森田　太郎").person, STROKES, seen(papers)))
    c = desk.house.web.cellar.cupboards
    signed = await desk.clerk.hears(m.Changed, lambda changed: changed.op == sign)
    await desk.clerk.hears(m.Kept, lambda kept: kept.cases.get(desk.row.case, 0) >= signed.n)
    await desk.says(m.Agree("x" * 26, "0" * 32))
    said = await desk.client.posts("/api/forms/confirmed", {"case": desk.row.case})
    found = {one["op"]: one for one in said["confirmed"]}
    assert set(found) == {agree, sign}, "an edit that was none has no row"
    assert (found[agree]["what"], found[sign]["what"], found[sign]["person"]) == ("agree", "sign", TARO)
    assert (found[agree]["by"], found[agree]["window"]) == ("来庁者", "W07")
    assert "F001" in found[agree]["forms"]
    opened = await desk.client.posts("/api/forms/confirmed", {"case": desk.row.case, "open": agree, "request": an_op()})
    status, pdf = await desk.client.ask(opened["url"])
    assert status == 200 and "森田" in text_of(pdf)
    kept = await c.confirmations.of_case(desk.row.case)
    assert hashlib.sha256(pdf).hexdigest() in {one.digest for one in kept}


async def test_the_questions_and_the_papers_are_never_there_at_once_and_both_go_with_the_case(desk: Desk) -> None:
    await desk.shows()
    place = len(desk.tablet.heard)
    await desk.edits(m.OnTablet(on=True))
    await desk.papers(lambda now: now.seen is None, place)
    await desk.tablet.hears(m.Questions, lambda asked: asked.turn is not None, place)
    place = len(desk.tablet.heard)
    papers = await desk.shows()
    await desk.tablet.hears(m.Questions, lambda asked: asked.turn is None, place)
    place = len(desk.tablet.heard)
    await desk.clerk.done(m.Process(desk.row.visit))
    gone = await desk.papers(lambda now: now.seen is None, place)
    assert gone == m.Papers(seen=None)
    assert (await desk.says(m.Agree(an_op(), seen(papers)))).reason == "not_asked"
    assert (await desk.screen.ask(papers.forms[0].pages[0].url))[1] == {"reason": "not_asked"}


async def test_only_a_tablet_agrees_and_signs(desk: Desk) -> None:
    papers = await desk.shows()
    number = await (await desk.house.screen("number")).stands_at("/display")
    await number.greets()
    op = an_op()
    await number.say(m.Agree(op, seen(papers)))
    answer = await number.hears(m.Answer, lambda heard: heard.re == op)
    assert answer.reason == "not_allowed"
    person = signer(papers, "森田　太郎").person
    for strokes in ([], [[(5000, 1, 1)]], [[(1, 1, 1)]] * 129):
        assert (await desk.says(m.Sign(an_op(), person, strokes, seen(papers)))).reason == "bad_message"
    assert (await desk.says(m.Sign(an_op(), "nobody", STROKES, seen(papers)))).reason == "not_asked"


async def test_a_clerk_without_the_right_shows_no_number_and_no_signature_leaves_in_a_frame(
    city_hall: RunningHouse, desk: Desk
) -> None:
    papers = await desk.shows()
    await desk.says(m.Sign(an_op(), signer(papers, "森田　太郎").person, STROKES, seen(papers)))
    _, other = await city_hall.clerk(NAKAMURA)
    view = await desk.joins(other)
    for voice in (desk.clerk, other):
        for heard in voice.heard:
            facts = getattr(heard, "facts", None) or getattr(heard, "entries", None) or {}
            for key, entry in facts.items():
                if key.startswith(("sign.", "ink.", "agree.")):
                    assert entry.value is None and entry.masked, key
    assert any(key.startswith("ink.") for key in view.entries)
