"""What somebody signed in may not do is refused at every door, and stands in the audit; over HTTPS a cookie has a name
that no other host can have set."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest
from socketio.exceptions import ConnectionError as NoLine

from handoff import messages as m
from server.ports.archive import Look
from tests.engines import Databases, Keyspaces
from tests.house import KAN, NAKAMURA, PASSWORD, TANAKA, RunningHouse, Voice, running_house

pytestmark = pytest.mark.asyncio(loop_scope="session")
LIFT = {"flag": "f" * 64, "version": 1, "reason": "lift-1"}


async def refusals(house: RunningHouse, clerk: str) -> list[tuple[str, dict[str, str | int]]]:
    """The rows of this clerk's refused deeds, wherever they are on their way to the ledger."""
    c = house.web.cellar.cupboards
    waiting: list[Look] = [look for _, _, look in await c.audit.waiting(10_000)]
    found = [(one.clerk, one.case or "", one.about) for one in waiting if one.what == "refused"]
    day = c.business_day()
    sought: Any = {"since": day, "until": day, "what": "refused"}
    rows = (await (await house.admin()).posts("/api/audit/find", sought))["rows"]
    found += [(row["clerk"], row["case"] or "", json.loads(row["about"])) for row in rows]
    return [(case, about) for who, case, about in found if who == clerk]


async def test_a_refused_deed_is_a_row_and_says_nothing_of_what_was_sent(city_hall: RunningHouse) -> None:
    tanaka, _ = await city_hall.clerk(TANAKA)
    assert await tanaka.ask("/api/protection/flags", {}) == (403, {"reason": "not_allowed"})
    assert await tanaka.ask("/api/users") == (403, {"reason": "not_allowed"})
    assert await tanaka.ask("/api/find", {"text": ""}) != (403, {"reason": "not_allowed"})
    rows = [about for _, about in await refusals(city_hall, "U03")]
    assert {"why": "not_allowed", "deed": "protection.listed"} in rows
    assert {"why": "not_allowed", "deed": "users.listed"} in rows
    assert all(about["deed"] != "cases.search" for about in rows)


async def test_an_administrator_who_tries_to_open_a_case_is_a_row_with_the_case(city_hall: RunningHouse) -> None:
    client, voice = await city_hall.clerk(KAN)
    await voice.say(m.Join("0" * 16))
    answer: m.Answer = await voice.hears(m.Answer)
    assert answer.reason == "not_allowed"
    await voice.say(m.Join("<script>"))
    await voice.hears(m.Answer, after=len(voice.heard))
    rows = await refusals(city_hall, "U08")
    assert ("0" * 16, {"why": "not_allowed", "deed": "Join"}) in rows
    assert all("script" not in case for case, _ in rows)
    await client.leave()


async def test_lifting_asks_again_who_sits_there(city_hall: RunningHouse) -> None:
    """A log-in of long ago does not lift; nor does anybody without a session."""
    ishii, _ = await city_hall.clerk("1000006")
    engine = city_hall.web.cellar.engine
    async with engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE sessions SET proved = 0 WHERE clerk = 'U02'")
    for deed in ("ask", "lift"):
        assert await ishii.ask(f"/api/protection/{deed}", LIFT) == (403, {"reason": "prove_again"})
    await ishii.posts("/api/session/proof", {"password": PASSWORD})
    for deed in ("ask", "lift"):
        assert (await ishii.ask(f"/api/protection/{deed}", LIFT))[1]["reason"] == "no_such_row"


async def test_over_https_a_cookie_is_this_hosts_alone(databases: Databases, keyspaces: Keyspaces) -> None:
    """`__Host-`, at both doors; one without the prefix opens nothing, whoever set it."""
    with databases.fresh() as database_url:
        async with running_house(database_url, keyspaces.fresh(), secure=True) as house:
            said = {"login": NAKAMURA, "password": PASSWORD}
            async with aiohttp.ClientSession(house.address) as http:
                async with http.post("/api/session", json=said, headers={"origin": house.address}) as answer:
                    cookies = [one.split(";") for one in answer.headers.getall("set-cookie")]
                    assert answer.headers["strict-transport-security"]
                names = {parts[0].partition("=")[0] for parts in cookies}
                assert names == {"__Host-session", "__Host-known"}
                for parts in cookies:
                    assert {"Secure", "HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in parts[1:]}
                    assert not any("domain" in part.lower() for part in parts)
                secret = cookies[0][0].partition("=")[2]

            async def status(cookie: str) -> int:
                async with (
                    aiohttp.ClientSession(house.address) as http,
                    http.get("/api/me", headers={"Cookie": cookie}) as answer,
                ):
                    return answer.status

            assert await status(f"__Host-session={secret}") == 200
            assert await status(f"session={secret}") == 401
            voice = Voice(house, "/staff")
            house.voices.append(voice)
            await voice.connect({"Cookie": f"__Host-session={secret}"})
            await voice.greets()
            stranger = Voice(house, "/staff")
            with pytest.raises(NoLine, match="/staff"):
                await stranger.connect({"Cookie": f"session={secret}"})
