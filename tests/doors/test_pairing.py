"""Screens and readers are paired by a code, come back by their key, and are gone when they are revoked."""

from __future__ import annotations

import asyncio
import dataclasses
import hashlib

import pytest
import socketio

from handoff.refusal import Reason, Refused
from server.live.keys import Keys
from server.ports.pairings import Paired
from server.record.pairings import RecordPairings
from server.work import pairing
from server.work.cupboards import Actor
from tests.house import KAN, NAKAMURA, Client, RunningHouse, Voice

pytestmark = pytest.mark.asyncio(loop_scope="session")
TAKADA = "1000025"
CLERK = Actor(clerk="U01", name="中村", office="main", roles=("clerk",))


async def begun(house: RunningHouse, kind: str = "hall") -> tuple[Client, str]:
    """A screen that waits, and the code that it shows."""
    screen = house.browser()
    return screen, (await screen.posts("/api/displays/begin", {"kind": kind}))["code"]


async def test_a_screen_shows_a_code_staff_type_it_and_it_belongs_to_their_office(city_hall: RunningHouse) -> None:
    screen, code = await begun(city_hall)
    assert len(code) == 8
    assert code.isdigit()
    assert (await screen.posts("/api/displays/mine", {}))["paired"] is False
    clerk, _ = await city_hall.clerk(NAKAMURA)
    typed = f"{code[:4]} {code[4:]}".translate({48 + n: 0xFF10 + n for n in range(10)})
    adopted = await clerk.posts("/api/displays/adopt", {"code": typed, "office": "main", "name": "1階ロビー"})
    mine = await screen.posts("/api/displays/mine", {})
    assert mine == {"paired": True, "kind": "hall", "office": "main", "window": None, "name": "1階ロビー"}
    _, listed = await clerk.ask("/api/displays")
    assert adopted["id"] in {one["id"] for one in listed["displays"]}


async def test_a_code_counts_once(city_hall: RunningHouse) -> None:
    _, code = await begun(city_hall)
    clerk, _ = await city_hall.clerk(NAKAMURA)
    adopt = {"code": code, "office": "main", "name": "画面"}
    await clerk.posts("/api/displays/adopt", adopt)
    assert await clerk.ask("/api/displays/adopt", adopt) == (400, {"reason": "bad_pairing"})


async def test_a_code_counts_for_five_minutes(city_hall: RunningHouse) -> None:
    c = city_hall.web.cellar.cupboards
    _, code = await begun(city_hall)
    later = dataclasses.replace(c, clock=lambda: c.clock() + pairing.CODE_LIVES_MS)
    with pytest.raises(Refused) as no:
        await pairing.adopt(later, CLERK, "display", code, "main", None, "画面")
    assert no.value.reason is Reason.bad_pairing
    sooner = dataclasses.replace(c, clock=lambda: c.clock() + pairing.CODE_LIVES_MS - 5_000)
    assert (await pairing.adopt(sooner, CLERK, "display", code, "main", None, "画面")).office == "main"


async def test_after_five_wrong_codes_the_right_one_does_not_help(city_hall: RunningHouse) -> None:
    _, code = await begun(city_hall)
    clerk, _ = await city_hall.clerk(TAKADA)
    for wrong in range(pairing.TRIES):
        status, said = await clerk.ask("/api/displays/adopt", {"code": f"x{wrong}", "office": "main", "name": "画面"})
        assert (status, said["reason"]) == (400, "bad_pairing")
    status, said = await clerk.ask("/api/displays/adopt", {"code": code, "office": "main", "name": "画面"})
    assert (status, said["reason"]) == (429, "locked_out")


async def test_right_codes_are_never_counted_against_anybody(city_hall: RunningHouse) -> None:
    clerk, _ = await city_hall.clerk(NAKAMURA)
    for _ in range(pairing.TRIES + 1):
        _, code = await begun(city_hall)
        await clerk.posts("/api/displays/adopt", {"code": code, "office": "main", "name": "画面"})


async def test_nobody_gets_in_before_the_pairing_is_done(city_hall: RunningHouse) -> None:
    screen, _ = await begun(city_hall)
    with pytest.raises(socketio.exceptions.ConnectionError):
        await screen.stands_at("/display")
    with pytest.raises(socketio.exceptions.ConnectionError):
        await city_hall.browser().stands_at("/display")


async def test_a_paired_screen_comes_back_when_the_live_store_has_forgotten_it(city_hall: RunningHouse) -> None:
    screen = await city_hall.screen("hall")
    await (await screen.stands_at("/display")).greets()
    cellar = city_hall.web.cellar
    sha = hashlib.sha256(screen.cookie("display").encode()).digest()
    assert await cellar.live.redis.delete(Keys(cellar.cupboards.city).session(sha)) == 1
    assert (await (await screen.stands_at("/display")).greets()).me.roles == ["hall"]


async def test_a_revoked_screen_is_cut_off_within_five_seconds_for_good(city_hall: RunningHouse) -> None:
    screen = await city_hall.screen("hall", name="外す画面")
    voice = await screen.stands_at("/display")
    await voice.greets()
    admin, _ = await city_hall.clerk(KAN)
    _, listed = await admin.ask("/api/displays")
    thing = next(one["id"] for one in listed["displays"] if one["name"] == "外す画面")
    await admin.posts("/api/displays/revoke", {"id": thing})
    async with asyncio.timeout(5):
        await voice.closed.wait()
    with pytest.raises(socketio.exceptions.ConnectionError):
        await screen.stands_at("/display")
    assert await screen.posts("/api/displays/mine", {}) == {"paired": False}
    assert await admin.ask("/api/displays/revoke", {"id": thing}) == (400, {"reason": "unknown_device"})


class Revoking(RecordPairings):
    """The record, in which somebody revokes the screen right after it was asked whose key it is."""

    async def of_key(self, key_sha: bytes, now: int) -> Paired | None:
        """As it was a moment before."""
        found = await super().of_key(key_sha, now)
        if found is not None:
            await self.revoke("display", found.id, now)
        return found


async def test_a_pairing_revoked_while_the_live_store_learns_of_it_stays_revoked(city_hall: RunningHouse) -> None:
    screen = await city_hall.screen("hall")
    cellar = city_hall.web.cellar
    c, sha = cellar.cupboards, hashlib.sha256(screen.cookie("display").encode()).digest()
    await c.sessions.drop(sha)
    assert await pairing.session_of(dataclasses.replace(c, pairings=Revoking(cellar.engine)), sha) is None
    assert await c.sessions.find(sha) is None


async def test_a_clerk_pairs_for_the_own_office_only_an_administrator_for_all(city_hall: RunningHouse) -> None:
    _, code = await begun(city_hall)
    adopt = {"code": code, "office": "east", "name": "東の画面"}
    clerk, _ = await city_hall.clerk(NAKAMURA)
    assert await clerk.ask("/api/displays/adopt", adopt) == (403, {"reason": "not_allowed"})
    admin, _ = await city_hall.clerk(KAN)
    paired = await admin.posts("/api/displays/adopt", adopt)
    _, listed = await clerk.ask("/api/displays")
    assert paired["id"] not in {one["id"] for one in listed["displays"]}
    assert await clerk.ask("/api/displays/revoke", {"id": paired["id"]}) == (403, {"reason": "not_allowed"})


@pytest.mark.parametrize("place", [{"office": "main"}, {"office": "main", "window": "W99"}])
async def test_a_tablet_belongs_to_a_window(city_hall: RunningHouse, place: dict[str, str]) -> None:
    _, code = await begun(city_hall, "tablet")
    clerk, _ = await city_hall.clerk(NAKAMURA)
    status, said = await clerk.ask("/api/displays/adopt", {"code": code, "name": "画面", **place})
    assert (status, said["reason"]) == (400, "no_such_window")


async def test_only_staff_adopt(city_hall: RunningHouse) -> None:
    _, code = await begun(city_hall)
    hall = await city_hall.screen("hall")
    adopt = {"code": code, "office": "main", "name": "画面"}
    assert (await city_hall.browser().ask("/api/displays/adopt", adopt))[0] == 401
    stolen = {"Cookie": f"session={hall.cookie('display')}"}
    assert (await city_hall.browser().ask("/api/displays/adopt", adopt, stolen))[0] in {401, 403}


async def test_a_screens_key_is_no_persons_session_and_the_other_way_round(city_hall: RunningHouse) -> None:
    hall = await city_hall.screen("hall")
    clerk, _ = await city_hall.clerk(NAKAMURA)
    for door, cookie in (
        ("/staff", f"session={hall.cookie('display')}"),
        ("/display", f"display={clerk.cookie('session')}"),
    ):
        assert not await _knock(city_hall, door, {"Cookie": cookie})
    for secret in (hall.cookie("display"), clerk.cookie("session")):
        assert not await _knock(city_hall, "/device", {"Authorization": f"Bearer {secret}"})


async def test_a_readers_key_opens_the_readers_door_only(city_hall: RunningHouse) -> None:
    key = await city_hall.reader("W30")
    assert await _knock(city_hall, "/device", {"Authorization": f"Bearer {key}"})
    assert not await _knock(city_hall, "/device", {"Cookie": f"display={key}; session={key}"})
    assert not await _knock(city_hall, "/display", {"Cookie": f"display={key}"})
    assert not await _knock(city_hall, "/staff", {"Cookie": f"session={key}"})


async def _knock(house: RunningHouse, door: str, headers: dict[str, str]) -> bool:
    voice = Voice(house, door)
    house.voices.append(voice)
    try:
        await voice.connect(headers)
    except socketio.exceptions.ConnectionError:
        return False
    return True
