"""The faces in which names print, served whole with their licences: a name looks on a screen as on paper."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from server.paper.press import Press
from server.paper.shelf import load
from tests.house import TANAKA, RunningHouse
from tests.paper.test_fonts import citys_own

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_staff_get_each_face_whole_and_its_licence(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(TANAKA)
    files = city_hall.web.cellar.cupboards.paper.faces()
    assert files
    async with client.http.get("/api/fonts/names.css") as answer:
        assert answer.status == 200 and answer.content_type == "text/css"
        sheet = await answer.text()
    for one in files:
        assert f"/{one.name}" in sheet and f'local("{one.called}")' in sheet
    smallest = min(files, key=lambda one: Path(one.path).stat().st_size)
    (address,) = re.findall(rf"/api/fonts/[0-9a-f]{{16}}/{re.escape(smallest.name)}", sheet)
    async with client.http.get(address) as answer:
        assert answer.status == 200 and "immutable" in answer.headers["cache-control"]
        whole = hashlib.sha256(await answer.read()).hexdigest()
    assert whole == digest(smallest.path), "unchanged"
    assert whole[:16] in address, "other bytes have another address"
    licensed = [one for one in files if one.licence]
    assert licensed
    assert (await client.ask(f"/api/fonts/licences/{licensed[0].name}"))[0] == 200


def digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


async def test_nothing_else_is_served_and_nobody_else_is(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(TANAKA)
    for odd in ("passwd", "..%2F..%2Fetc%2Fpasswd", "ipamjm.ttf%00", "%2Fetc%2Fpasswd", "ipamjm.ttf"):
        status, no = await client.ask(f"/api/fonts/0000000000000000/{odd}")
        assert status in (400, 404) and no["reason"] in ("no_such_item", "bad_message"), odd
    assert (await city_hall.browser().ask("/api/fonts/names.css"))[1] == {"reason": "signed_out"}


async def test_the_citys_own_letters_come_first_and_only_where_they_are(tmp_path: Path) -> None:
    own = tmp_path / "gaiji.ttf"
    citys_own(own, "\ue000")
    press = Press(load([own]), [own])
    *shared, last = press.faces()
    assert (last.name, last.own) == ("gaiji.ttf", True)
    assert shared and not any(one.own for one in shared)
