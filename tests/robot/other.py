"""A pretend resident system: a page that asks for what a removal says, finds a record by the case's number, and gives
each record a number. It lives in the process that opens it, so a robot may die beside it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import web

from tests.listening import listening

OF_CASE = ("案件番号", "届出人氏名", "届出人フリガナ", "異動年月日", "住所_町字", "住所_番地号表記", "住所_方書")
OF_PERSON = ("氏名", "氏名_フリガナ", "生年月日", "続柄表記")
PEOPLE = 6
PAGE = """<!doctype html><meta charset=utf-8><title>住民記録システム（まね）</title>
<input id=find><output id=found></output><form id=form></form><button id=save>登録</button><output id=given></output>
<script>
const of = (id) => document.getElementById(id);
const ask = async (at, body) => (await fetch(at, { method: 'POST', body: JSON.stringify(body) })).json();
for (const name of %s) of('form').append(Object.assign(document.createElement('input'), { ariaLabel: name }));
of('find').onchange = async () => {
  of('found').textContent = '';
  of('found').textContent = (await ask('/find', { case: of('find').value })).given || 'なし';
};
of('save').onclick = async () => {
  of('given').textContent = '';
  const said = Object.fromEntries([...of('form').elements].map((one) => [one.ariaLabel, one.value]));
  of('given').textContent = (await ask('/save', said)).given;
  of('form').reset();
};
</script>"""


def field(person: int, heading: str) -> str:
    """What the page calls a field: of the case, or of a person (from 1)."""
    return f"{person} {heading}" if person else heading


SCREEN = [*OF_CASE, *(field(at, heading) for at in range(1, PEOPLE + 1) for heading in OF_PERSON)]


class OtherSystem:
    """What was entered, in order."""

    def __init__(self) -> None:
        self.records: list[dict[str, str]] = []
        self.address = ""

    async def page(self, _: web.Request) -> web.Response:
        """The screen."""
        return web.Response(text=PAGE % SCREEN, content_type="text/html")

    async def find(self, request: web.Request) -> web.Response:
        """The number under which a case was entered."""
        case = (await request.json())["case"]
        return web.json_response({"given": next((one["given"] for one in self.records if one["案件番号"] == case), "")})

    async def save(self, request: web.Request) -> web.Response:
        """Entered, also twice: it is a simple system."""
        said = await request.json()
        self.records.append({**said, "given": f"R-{len(self.records) + 1}"})
        return web.json_response({"given": self.records[-1]["given"]})


@asynccontextmanager
async def other_system() -> AsyncIterator[OtherSystem]:
    """It runs on a port of its own."""
    made, app = OtherSystem(), web.Application()
    app.add_routes([web.get("/", made.page), web.post("/find", made.find), web.post("/save", made.save)])
    async with listening(app) as made.address:
        yield made
