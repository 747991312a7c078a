"""I14 at the doors: whoever may not see a value gets it at no address, on no paper, in no frame, list or refusal.
Accounts with each choice of rights ask at every route of the house about a case with a value of its own at each
item."""

from __future__ import annotations

import itertools
import secrets

import msgspec
import pytest
from starlette.routing import Route

from handoff import messages as m
from handoff.protection import Kin, Known
from server.web.routes import ROUTES
from server.work import flags
from server.work.cupboards import Actor
from tests.doors.serving import Serving
from tests.handoff.test_masking import ITEMS, allowed
from tests.house import PASSWORD, Client, RunningHouse, Voice
from tests.paper.look import text_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
CHOICES = [(), ("L3",), ("L4",), ("L3", "L4", "S")]
NUMBER = "123456789018"
PERSON = "00000000"
NUMBERS = [f"p.{PERSON}.m_mynumber"]
KINDS = {"text", "longtext", "name", "address"}
"""Kinds that take a bird."""
FLOCK = "鳩鷹鷲鴨鶴鷺雀鵜鴎鶯鶏鵬鳶"
KEEPER = Actor("U02", "石井", "main", "W06", "G05", roles=("clerk",), sees=frozenset({"S"}), session=bytes(32))


async def account(house: RunningHouse, sees: tuple[str, ...], login: str) -> tuple[Client, Voice]:
    """A clerk with these rights and none of the window's duty, who has signed in."""
    admin, c = await house.admin(), house.web.cellar.cupboards
    said = {"login": login, "name": "試験", "department": "試験課", "roles": ["clerk"], "offices": ["main"]}
    body = {"account": {**said, "sees": [*sees, "overrule"], "valid_from": "2026-01-01"}}
    clerk = (await admin.posts("/api/users", body))["clerk"]
    await c.clerks.set_password(clerk, await c.passwords.hash(PASSWORD), c.clock())
    return await house.clerk(login)


def bird() -> str:
    """A word that stands nowhere else. No digits: addresses write them in their own way."""
    return "".join(secrets.choice(FLOCK) for _ in range(8))


async def birds(desk: Serving) -> dict[str, str]:
    """A value of its own at each item that takes one: entry -> value."""
    put = dict.fromkeys(NUMBERS, NUMBER)
    await desk.edits(m.Set(dict(put)))
    for item in ITEMS.values():
        if item.kind not in KINDS or item.input != "typed" or item.key == "m_name":
            continue
        key = f"p.{PERSON}.{item.key}" if item.key.startswith("m_") else item.key
        word = bird()
        if (await desk.tries(m.Set({key: word}))).result == "ok":
            put[key] = word
    return put


async def asked(client: Client, case: str, keys: list[str], name: str, numbers: bool) -> str:
    """What the doors of a case say to this clerk, and its papers. `numbers`: 個人番号 are asked for as well."""
    said = ""
    for path, body in (
        ("/api/find", {"text": name}),
        ("/api/forms/list", {"case": case, "fit": True}),
        ("/api/forms/confirmed", {"case": case}),
        ("/api/protection/details", {"case": case, "reason": "reveal-1"}),
        *([("/api/protection/reveal", {"case": case, "keys": NUMBERS, "reason": "reveal-1"})] if numbers else []),
        *(("/api/history", {"case": case, "key": key}) for key in keys),
    ):
        said += f"\n{path} {await client.ask(path, body)}"
    why = {"numbers": {"reason": "reveal-1"}} if numbers else {}
    printed = {"request": secrets.token_hex(16), "case": case, "override": {"reason": "override-1"}, **why}
    status, paper = await client.ask("/api/forms", printed)
    said += str(paper)
    for job in paper.get("jobs", []) if status == 200 else []:
        said += text_of((await client.ask(job["url"]))[1])
    return said


async def asked_everywhere(client: Client, case: str) -> str:
    """What every route of the house says to this clerk, asked with a case's id alone."""
    said = ""
    for route in (one for one in ROUTES if isinstance(one, Route) and "{" not in one.path):
        if "GET" in (route.methods or ()):
            said += str((await client.ask(route.path))[1])
        elif not route.path.startswith("/api/session"):
            said += str((await client.ask(route.path, {"case": case}))[1])
    return said


async def test_i14_no_account_gets_a_value_without_its_right_at_any_door(city_hall: RunningHouse) -> None:
    c = city_hall.web.cellar.cupboards
    logins = (f"76{number:05}" for number in itertools.count(1))
    name = bird()
    _, writer = await account(city_hall, ("L3", "L4", "S"), next(logins))
    await writer.done(m.Sit("W06"))
    await writer.done(m.OpenWindow())
    desk = Serving(city_hall, city_hall.clients[-1], writer, "W06")
    await desk.next()
    await desk.edits(m.AddPerson(PERSON, {"m_name": name}))
    for procedure in ("P001", "P013"):
        await desk.edits(m.Choose([procedure], "procedure-1"))
    put = await birds(desk)
    secret = {key for key in put if not allowed(key, (), True, True)}
    assert len(secret) > 20, "there is something to hide"
    known = Known(str(secrets.randbelow(10**9)), [Kin("self", name)])
    for protected in (False, True):
        if protected:
            await flags.put(c, KEEPER, flags.Setting(known, "on", "2026-01-01"))
        for sees in CHOICES:
            client, voice = await account(city_hall, sees, next(logins))
            numbers = "L4" in sees and not protected
            said = await asked(client, desk.row.case, sorted(secret), name, numbers)
            if not sees:
                said += await asked_everywhere(client, desk.row.case)
            said += msgspec.json.encode((await desk.joins(voice)).entries).decode()
            got = {key for key, value in put.items() if value in said}
            may = {key for key in put if allowed(key, sees, True, protected, numbers)}
            assert got <= may, (sees, protected, sorted(got - may))
            assert got == may, "whoever may see it does, else nothing was asked"
            await client.leave()
    admin = await city_hall.admin()
    told = await asked(admin, desk.row.case, sorted(secret), name, False) + await asked_everywhere(admin, desk.row.case)
    day = c.business_day()
    told += str(await admin.ask("/api/audit/find", {"since": day, "until": day}))
    told += str(await admin.ask("/api/audit/export", {"since": day, "until": day}))
    assert [key for key, value in put.items() if value in told] == [], "an administrator reads no case"
    await desk.close()
