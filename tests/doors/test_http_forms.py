"""The door to a case's applications: a PDF for the clerk who asked, refusals with reason, nothing in an address."""

from __future__ import annotations

import base64
import secrets
from io import BytesIO

import pytest
from PIL import Image

from handoff import messages as m
from handoff.ids import OP_BYTES, new_case, new_op
from server.ports.audit import Sought
from server.work import visits
from server.work.cupboards import Actor
from tests.house import ISHII, KAN, OONO, TANAKA, RunningHouse
from tests.paper.look import ink, text_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
RECEPTION = Actor("U04", "小川", "main", roles=("clerk",))


def op() -> str:
    return new_op(secrets.token_bytes(OP_BYTES))


async def certificate(house: RunningHouse) -> str:
    """A case that came for a certificate, with an answer that brings its application."""
    done = await visits.give_number(house.web.cellar.cupboards, RECEPTION, op(), None, m.GiveNumber("S04"))
    assert done.row is not None
    _, voice = await house.clerk(TANAKA)
    await voice.say(m.Join(done.row.case))
    await voice.hears(m.CaseView, lambda view: view.case == done.row.case)
    for do in (m.Choose(["P013"], "procedure-1"), m.Set({"new_katagaki": "コーポ若葉２０３", "cert_copies": 2})):
        change = m.Change(op(), done.row.case, 0, do, {})
        await voice.say(change)
        answer = await voice.hears(m.Answer, lambda heard, change=change: heard.re == change.op)
        assert answer.result == "ok", answer
    return done.row.case


async def test_a_clerk_prints_the_applications_of_a_case(city_hall: RunningHouse) -> None:
    case = await certificate(city_hall)
    client, _ = await city_hall.clerk(TANAKA)
    status, no = await client.ask("/api/forms", {"request": op(), "case": case})
    assert (status, no["reason"], no["at"]) == (400, "items_missing", "F010"), "nobody has been named yet"
    why = {"reason": "override-1"}
    assert (await client.ask("/api/forms", {"request": op(), "case": case, "override": why}))[0] == 403
    client, _ = await city_hall.clerk(OONO)
    said = await client.posts("/api/forms", {"request": op(), "case": case, "override": why})
    assert (said["pages"], said["papers"], said["missing"], said["too_long"]) == (1, {"A4縦": 1}, [], [])
    assert said["jobs"] == [{"url": said["url"], "pages": 1, "papers": {"A4縦": 1}}]
    status, pdf = await client.ask(said["url"])
    assert status == 200
    text = text_of(pdf)
    assert "コーポ若葉２０３" in text and "2" in text
    assert case not in said["url"]
    other, _ = await city_hall.clerk(ISHII)
    assert (await other.ask(said["url"]))[0] == 404


async def test_where_a_protected_person_lives_is_printed_for_a_reason_alone(city_hall: RunningHouse) -> None:
    """Masked without one, and each time that it was given is a row."""
    case, c = await certificate(city_hall), city_hall.web.cellar.cupboards
    name = "七尾　" + "".join(secrets.choice("鳩鷹鷲鴨鶴鷺雀鵜") for _ in range(8))
    _, voice = await city_hall.clerk(TANAKA)
    await voice.say(m.Join(case))
    await voice.hears(m.CaseView, lambda view: view.case == case)
    change = m.Change(op(), case, 0, m.AddPerson("abcd1234", {"m_name": name}), {})
    await voice.say(change)
    answer = await voice.hears(m.Answer, lambda heard: heard.re == change.op)
    assert answer.result == "ok", answer
    keeper, _ = await city_hall.clerk(ISHII)
    known = {"number": str(secrets.randbelow(10**9)), "persons": [{"kind": "self", "name": name}]}
    await keeper.posts("/api/protection/set", {"known": known, "state": "on", "begins": "2026-01-01"})
    client, _ = await city_hall.clerk(OONO)
    asked = {"case": case, "override": {"reason": "override-1"}}

    async def printed(**more: object) -> tuple[int, str]:
        said = await client.posts("/api/forms", {"request": op(), **asked, **more})
        return said["masked"], text_of((await client.ask(said["url"]))[1])

    async def revealed() -> set[tuple[int, str]]:
        looks = [look for _, _, look in await c.audit.waiting(10_000)]
        day = c.business_day()
        sought = Sought(since=day, until=day, what="reveal", case=case)
        found = {(look.at, look.purpose) for look in looks if (look.what, look.case) == ("reveal", case)}
        return found | {(row.at, row.purpose) for row in await c.ledger.find(sought, 10)}

    masked, text = await printed()
    assert masked > 0 and "コーポ若葉２０３" not in text
    no = await client.ask("/api/forms", {"request": op(), **asked, "reveal": {"reason": "form-1"}})
    assert no[1]["reason"] == "not_a_choice"
    assert await revealed() == set()
    less, text = await printed(reveal={"reason": "reveal-2"})
    assert less < masked and "コーポ若葉２０３" in text
    assert [purpose for _, purpose in await revealed()] == ["reveal-2"]


async def test_the_list_says_what_lacks_and_each_key_is_one_that_can_be_written(city_hall: RunningHouse) -> None:
    case = await certificate(city_hall)
    client, voice = await city_hall.clerk(TANAKA)
    said = await client.posts("/api/forms/list", {"case": case, "fit": True})
    (form,) = said["forms"]
    assert (form["form"], form["name"], form["paper"], form["pages"]) == ("F010", "住民票の写し等交付請求書", "A4縦", 1)
    assert (said["sheets"], said["letters"], form["too_long"], form["agreed"]) == (1, [], [], "new")
    lacking = {one["key"]: one["label"] for one in form["missing"]}
    assert "role.todokede" in lacking, "nobody has been named yet"
    await voice.say(m.Join(case))
    await voice.hears(m.CaseView, lambda view: view.case == case)
    person = "abcd1234"
    change = m.Change(op(), case, 0, m.AddPerson(person, {"m_name": "水野\ue000　光"}), {})
    await voice.say(change)
    assert (await voice.hears(m.Answer, lambda heard: heard.re == change.op)).result == "ok"
    said = await client.posts("/api/forms/list", {"case": case, "fit": True})
    (form,) = said["forms"]
    assert not [one for one in form["missing"] if one["key"].startswith("role.todokede")]
    assert said["letters"] == ["U+E000 \ue000"]
    assert [(one["person"], one["state"], one["medium"]) for one in form["signs"]] == [(person, "open", "tablet")]


async def test_a_page_is_a_picture_of_the_very_paper_with_its_places(city_hall: RunningHouse) -> None:
    case = await certificate(city_hall)
    client, _ = await city_hall.clerk(TANAKA)
    said = await client.posts("/api/forms/page", {"case": case, "form": "F010", "width": 620})
    assert (said["width"], said["height"], said["page"], said["pages"]) == (210, 297, 1, 1)
    image = Image.open(BytesIO(base64.b64decode(said["png"])))
    assert (image.width, image.mode) == (620, "L")
    assert 870 < image.height < 880
    (box,) = [one for one in said["boxes"] if one["key"] == "cert_copies"]
    scale = image.width / said["width"]
    place = (box["x"], box["y"], box["x"] + box["w"], box["y"] + box["h"])
    assert ink(image.crop(tuple(round(one * scale) for one in place))) > 10, "where the box says, the value stands"
    assert (box["how"], box["masked"], box["missing"]) == ("typed", False, False)
    assert [one["state"] for one in said["boxes"] if one["kind"] == "sign"] == ["absent"]
    for wrong, why in (
        ({"form": "F001"}, "no_such_item"),
        ({"form": "F010", "page": 2}, "no_such_item"),
        ({"form": "F010", "width": 10**6}, "bad_message"),
        ({"form": "F010", "larger": 9}, "bad_message"),
    ):
        assert (await client.ask("/api/forms/page", {"case": case, **wrong}))[1]["reason"] == why, wrong


async def test_what_may_not_be_printed_is_refused_with_its_reason(city_hall: RunningHouse) -> None:
    case = await certificate(city_hall)
    path, whose = "/api/forms", {"case": case}
    client, _ = await city_hall.clerk(TANAKA)
    for body, status, why in (
        ({"request": op(), "forms": ["F001"]}, 400, "no_such_item"),
        ({"request": op(), "forms": []}, 400, "no_such_item"),
        ({"request": "x"}, 400, "wrong_pattern"),
        ({"request": op(), "larger": 100}, 400, "bad_message"),
        ({"request": op(), "copies": 100}, 400, "bad_message"),
        ({"request": op(), "page": 1}, 400, "bad_message"),
        ({"request": op(), "forms": "F010"}, 400, "bad_message"),
        ({"request": op(), "extra": 1}, 400, "bad_message"),
    ):
        found, said = await client.ask(path, {**whose, **body})
        assert (found, said["reason"]) == (status, why), body
    assert (await client.ask(path, {"request": op(), "case": new_case(bytes(10))}))[1]["reason"] == "no_such_case"
    assert (await client.ask(path, {"request": op(), "case": "\0"}))[0] == 400
    admin, _ = await city_hall.clerk(KAN)
    assert (await admin.ask(path, {"request": op(), **whose}))[1] == {"reason": "not_allowed"}
    assert (await city_hall.browser().ask(path, {"request": op(), **whose}))[1] == {"reason": "signed_out"}
    screen = await city_hall.screen("number")
    assert (await screen.ask(path, {"request": op(), **whose}))[0] == 401
