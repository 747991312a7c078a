"""I14 at the doors: whoever may not see a value gets it at no address, on no paper, in no frame, file, list, log or
refusal. Accounts with each choice of rights, another system and screens ask about a case with a value of its own at
each item; what there is to ask comes from the house itself: its routes (`walked.py`), its messages (`said.py`)."""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass
from typing import Any

import msgspec
import pytest
import structlog

from handoff import messages as m
from handoff.protection import Kin, Known
from server.work import flags
from server.work.cupboards import Actor
from tests.doors import said, walked
from tests.doors.serving import Serving
from tests.doors.systems import administrator, other
from tests.doors.walked import Asker, Place, words_of
from tests.handoff.test_masking import ITEMS, allowed
from tests.house import PASSWORD, Client, RunningHouse, Voice
from tests.paper.look import text_of

pytestmark = pytest.mark.asyncio(loop_scope="session")
CHOICES = [(), ("L3",), ("L4",), ("L3", "L4", "S")]
BACK_OFFICE = {"roles": ["clerk", "manager", "editor"], "rights": ["form:*:rwpx", "item:*:rwpx"]}
"""What opens most doors without a right to see anything more."""
NUMBER = "123456789018"
PERSON = "00000000"
NUMBERS = [f"p.{PERSON}.m_mynumber"]
KINDS = {"text", "longtext", "name", "address"}
"""Kinds that take a bird."""
FLOCK = "鳩鷹鷲鴨鶴鷺雀鵜鴎鶯鶏鵬鳶"
KEEPER = Actor("U02", "石井", "main", "W06", "G05", roles=("clerk",), sees=frozenset({"S"}), session=bytes(32))
_logins = (f"76{number:05}" for number in itertools.count(1))


@dataclass
class Clerk:
    """Somebody with these rights, who has signed in."""

    sees: tuple[str, ...]
    client: Client
    voice: Voice


async def account(house: RunningHouse, sees: tuple[str, ...], **more: Any) -> Clerk:
    """A clerk with these rights and none of the window's duty."""
    admin, c, login = await house.admin(), house.web.cellar.cupboards, next(_logins)
    person = {"login": login, "name": "試験", "department": "試験課", "roles": ["clerk"], "offices": ["main"], **more}
    body = {"account": {**person, "sees": [*sees, "overrule"], "valid_from": "2026-01-01"}}
    clerk = (await admin.posts("/api/users", body))["clerk"]
    await c.clerks.set_password(clerk, await c.passwords.hash(PASSWORD), c.clock())
    return Clerk(sees, *await house.clerk(login))


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
    told = ""
    for path, body in (
        ("/api/find", {"text": name}),
        ("/api/forms/list", {"case": case, "fit": True}),
        ("/api/forms/confirmed", {"case": case}),
        ("/api/protection/details", {"case": case, "reason": "reveal-1"}),
        *([("/api/protection/reveal", {"case": case, "keys": NUMBERS, "reason": "reveal-1"})] if numbers else []),
        *(("/api/history", {"case": case, "key": key}) for key in keys),
    ):
        told += f"\n{path} {await client.ask(path, body)}"
    why = {"numbers": {"reason": "reveal-1"}} if numbers else {}
    printed = {"request": secrets.token_hex(16), "case": case, "override": {"reason": "override-1"}, **why}
    status, paper = await client.ask("/api/forms", printed)
    told += str(paper)
    for job in paper.get("jobs", []) if status == 200 else []:
        told += text_of((await client.ask(job["url"]))[1])
    return told


class Hall:
    """A case full of birds at window 6, and everybody who asks about it."""

    def __init__(self, house: RunningHouse, desk: Serving, name: str) -> None:
        self.house, self.desk, self.name = house, desk, name
        self.put: dict[str, str] = {}
        self.protected = False

    @property
    def secret(self) -> list[str]:
        """Entries of which somebody may not see the value; the last is no number."""
        return sorted(key for key in self.put if not allowed(key, (), True, True))

    def place(self, flag: str = "") -> Place:
        """What is asked about."""
        row, day = self.desk.row, self.house.web.cellar.cupboards.business_day()
        return Place(row.case, row.visit, row.line, day, self.name, self.secret, "F001", flag)

    def got(self, told: str) -> set[str]:
        """Whose values stand in what was told."""
        flat = words_of(told)
        return {key for key, value in self.put.items() if value in flat}

    def may(self, sees: tuple[str, ...], numbers: bool = False) -> set[str]:
        """Whose values may stand in what these rights are told."""
        return {key for key in self.put if allowed(key, sees, True, self.protected, numbers)}

    async def look(self, clerk: Clerk) -> None:
        """At the doors of the case they get all that they may see, and nothing else."""
        numbers = "L4" in clerk.sees and not self.protected
        told = await asked(clerk.client, self.desk.row.case, self.secret, self.name, numbers)
        told += msgspec.json.encode((await self.desk.joins(clerk.voice)).entries).decode()
        got, may = self.got(told), self.may(clerk.sees, numbers)
        assert got <= may, (clerk.sees, self.protected, sorted(got - may))
        assert got == may, "whoever may see it does, else nothing was asked"

    async def listed(self, clerk: Clerk) -> None:
        """The finished case stands in 作業一覧: of a hall in which many visits ended before, not at the first look."""
        sought = self.place().sought
        for _ in range(200):
            found = await clerk.client.posts("/api/work", sought)
            if any(one["case"] == self.desk.row.case for one in found["tasks"]):
                return
        raise AssertionError("never listed")

    async def walks(self, asker: Asker, at: Place, sees: tuple[str, ...] | None) -> None:
        """At every address they get nothing that they may not see; None: nothing at all."""
        got = self.got(await asker.walks(at))
        assert got <= (self.may(sees) if sees is not None else set()), (sees, self.protected, sorted(got))

    async def talk(self, clerk: Clerk, at: Place) -> None:
        """In no frame either, whatever they say and whatever is written meanwhile."""
        secret = next(key for key in self.secret if ITEMS[key.rpartition(".")[2]].sensitivity == "L2")
        base: dict[str, str | None] = {secret: (await self.desk.joins(self.desk.clerk)).entries[secret].op}
        place = len(clerk.voice.heard)
        await self.desk.joins(clerk.voice)
        self.put[secret] = bird()
        await self.desk.edits(m.Set({secret: self.put[secret]}), base)
        await self.desk.clerk.say(m.Weather(case=self.desk.row.case, field=secret, draft=self.put[secret]))
        await clerk.voice.hears(m.Changed, lambda heard: secret in heard.facts, place)
        await clerk.voice.hears(m.Presence, lambda heard: any(one.field == secret for one in heard.here), place)
        tried = await self.desk.tries(m.Set({secret: "鳥"}), by=clerk.voice)
        assert tried.result == "overtaken" and tried.entries, "of all answers the one that carries entries"
        await said.says_everything(clerk.voice, at)
        got = self.got(said.words(clerk.voice.heard[place:]))
        assert got <= self.may(clerk.sees), (self.protected, sorted(got))


async def full_hall(house: RunningHouse) -> Hall:
    """A visitor's case at window 6 with all that may be typed."""
    writer = await account(house, ("L3", "L4", "S"))
    await writer.voice.done(m.Sit("W06"))
    await writer.voice.done(m.OpenWindow())
    desk = Serving(house, writer.client, writer.voice, "W06")
    await desk.next()
    hall = Hall(house, desk, bird())
    await desk.edits(m.AddPerson(PERSON, {"m_name": hall.name}))
    for procedure in ("P001", "P013"):
        await desk.edits(m.Choose([procedure], "procedure-1"))
    hall.put = await birds(desk)
    assert len(hall.secret) > 20, "there is something to hide"
    return hall


async def test_every_address_and_every_message_of_the_house_is_walked_or_named_with_its_reason() -> None:
    assert walked.missing() == []
    assert said.unplaced() == []


async def test_i14_no_account_gets_a_value_without_its_right_at_any_door(city_hall: RunningHouse) -> None:
    c = city_hall.web.cellar.cupboards
    hall = await full_hall(city_hall)
    desk = hall.desk
    clerks = [await account(city_hall, sees, **({} if sees else BACK_OFFICE)) for sees in CHOICES]
    nobody, whole = clerks[0], clerks[-1]
    others = [await (await city_hall.screen(kind, place)).stands_at("/display") for kind, place in SCREENS]
    for one in others:
        await one.greets()
    others.append(await city_hall.agent(await city_hall.reader("W06")))
    system = await other(city_hall, "read", "csv", "pdf", "work", forms=["F001"])
    askers = {sees: Asker(one.client) for sees, one in ((nobody.sees, nobody), (whole.sees, whole))}
    strangers = [Asker(await administrator(city_hall)), Asker(system.browser, system.head)]
    screen = Asker(await city_hall.screen("number"))
    flag = ""
    with structlog.testing.capture_logs() as logged:
        for hall.protected in (False, True):
            if hall.protected:
                known = Known(str(secrets.randbelow(10**9)), [Kin("self", hall.name)])
                flag = (await flags.put(c, KEEPER, flags.Setting(known, "on", "2026-01-01"))).flag
            for clerk in clerks:
                await hall.look(clerk)
            await hall.walks(askers[nobody.sees], hall.place(flag), nobody.sees)
            await hall.talk(nobody, hall.place(flag))
        await on_the_screens(desk, others[1])
        await desk.close()
        await hall.listed(nobody)
        for sees, asker in askers.items():
            await hall.walks(asker, hall.place(flag), sees)
        await hall.walks(strangers[1], hall.place(flag), ())
        await hall.walks(strangers[0], hall.place(flag), None)
        await hall.walks(screen, hall.place(flag), None)
    assert hall.got(said.words([heard for one in others for heard in one.heard])) == set(), (
        "halls, tablets and readers are told nothing that was entered"
    )
    assert hall.got(str(logged)) == set(), "an administrator reads no case, and a log none"
    opened = set().union(*(one.opened for one in (*askers.values(), *strangers, screen)))
    apart = {address for reason in walked.APART.values() for address in reason}
    assert sorted(set(walked.addresses()) - apart - opened) == [], "an address that answered nobody was not walked"
    heard = {type(one) for voice in (nobody.voice, *others) for one in voice.heard}
    assert sorted(kind.__name__ for kind in said.HEARD - heard) == []


SCREENS = (("hall", None), ("tablet", "W06"))


async def on_the_screens(desk: Serving, tablet: Voice) -> None:
    """What a visitor may be shown is shown: questions, then the applications; the window's seat changes; and it asks
    another one to come, which the hall must not hear."""
    for on in (True, False):
        await desk.clerk.done(m.AutoCall(on))
    await desk.edits(m.OnTablet(on=True, what="questions"))
    await tablet.hears(m.Questions, lambda heard: heard.turn is not None)
    await desk.edits(m.OnTablet(on=True, what="forms"))
    await tablet.hears(m.Papers, lambda heard: heard.seen is not None)
    asked_to_come = await desk.clerk.done(m.AskToCome(desk.row.visit, window="W07"))
    assert asked_to_come.more is not None
    await desk.clerk.done(m.TakeDown(asked_to_come.more["bulletin"]))
