"""What an HTTP request may be that is none of ours: each is refused with its reason, nothing is changed, and what goes
out carries its headers."""

from __future__ import annotations

import asyncio
import re
import secrets
from typing import Any

import aiohttp
import pytest
from starlette.requests import Request
from starlette.routing import Route

from handoff.refusal import Reason
from server.web.gate import HEADERS, MOST_BODY, upload
from server.web.routes import ROUTES
from tests.house import KAN, NAKAMURA, OONO, PASSWORD, SATO, RunningHouse
from tests.work.town import refused

pytestmark = pytest.mark.asyncio(loop_scope="session")
STAFF_POSTS = (
    *("/api/find", "/api/history", "/api/closing", "/api/morning", "/api/displays/adopt", "/api/devices/adopt"),
    *("/api/appointments", "/api/appointments/places"),
)
STAFF_GETS = ("/api/me", "/api/catalog", "/api/documents/x", "/api/displays")
AT_ONCE_S = 3.0
"""A second on a quiet machine."""


async def raw(house: RunningHouse, path: str, body: bytes, **headers: str) -> tuple[int, Any]:
    """A POST with any body and any headers, without cookies."""
    sent = {"origin": house.address, "content-type": "application/json", **headers}
    async with aiohttp.ClientSession(house.address) as http, http.post(path, data=body, headers=sent) as answer:
        return answer.status, await answer.json()


# ---- who asks


@pytest.mark.parametrize("path", STAFF_POSTS)
async def test_without_a_session_nothing_is_posted(city_hall: RunningHouse, path: str) -> None:
    async with asyncio.timeout(AT_ONCE_S):
        assert await city_hall.browser().ask(path, {}) == (401, {"reason": "signed_out"})


@pytest.mark.parametrize("path", STAFF_GETS)
async def test_without_a_session_nothing_is_read(city_hall: RunningHouse, path: str) -> None:
    assert await city_hall.browser().ask(path) == (401, {"reason": "signed_out"})


@pytest.mark.parametrize(
    "headers",
    [{"X-Remote-User": "U01"}, {"Authorization": "Bearer x"}, {"Cookie": "session=x"}, {"Cookie": "session="}],
    ids=lambda headers: next(iter(headers)),
)
async def test_a_header_is_no_session(city_hall: RunningHouse, headers: dict[str, str]) -> None:
    assert await city_hall.browser().ask("/api/me", headers=headers) == (401, {"reason": "signed_out"})


async def test_a_wrong_password_and_an_unknown_login_are_told_apart_by_nobody(city_hall: RunningHouse) -> None:
    client = city_hall.browser()
    wrong = await client.ask("/api/session", {"login": NAKAMURA, "password": "違います"})
    unknown = await client.ask("/api/session", {"login": f"x{secrets.token_hex(4)}", "password": PASSWORD})
    assert wrong == unknown == (401, {"reason": "wrong_password"})
    assert client.cookie("session") == ""


async def test_after_ten_wrong_passwords_the_account_waits_as_long_as_the_city_says_and_others_do_not(
    city_hall: RunningHouse,
) -> None:
    client, login = city_hall.browser(), f"x{secrets.token_hex(4)}"
    said = [await client.ask("/api/session", {"login": login, "password": "違います"}) for _ in range(11)]
    assert [status for status, _ in said] == [401] * 10 + [429]
    assert said[-1][1] == {"reason": "locked_out", "more": {"seconds": 15 * 60}}
    await city_hall.clerk(NAKAMURA)


async def test_a_session_that_was_set_before_is_not_taken_over(city_hall: RunningHouse) -> None:
    """Fixation: whoever planted the old cookie has nothing of the new session."""
    client, _ = await city_hall.clerk(NAKAMURA)
    old = client.cookie("session")
    await client.posts("/api/session", {"login": SATO, "password": PASSWORD})
    assert client.cookie("session") != old
    thief = await city_hall.browser().ask("/api/me", headers={"Cookie": f"session={old}"})
    assert thief == (401, {"reason": "signed_out"})


async def test_the_cookie_is_for_this_site_and_for_no_script(city_hall: RunningHouse) -> None:
    client = city_hall.browser()
    said = {"login": NAKAMURA, "password": PASSWORD}
    async with client.http.post("/api/session", json=said, headers={"origin": city_hall.address}) as answer:
        cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert len(client.cookie("session")) >= 43, "256 bits"


async def test_after_the_log_out_the_cookie_opens_nothing(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    cookie = {"Cookie": f"session={client.cookie('session')}"}
    async with client.http.delete("/api/session", json={}, headers={"origin": city_hall.address}) as answer:
        assert answer.status == 200
    assert await city_hall.browser().ask("/api/me", headers=cookie) == (401, {"reason": "signed_out"})


@pytest.mark.parametrize("path", ["/api/find", "/api/history"])
async def test_an_administrator_reads_no_case(city_hall: RunningHouse, path: str) -> None:
    client, _ = await city_hall.clerk(KAN)
    body = {"text": "山田"} if path == "/api/find" else {"case": "0" * 16, "key": "new_town"}
    assert await client.ask(path, body) == (403, {"reason": "not_allowed"})


# ---- where from


@pytest.mark.parametrize("path", ["/api/session", *STAFF_POSTS])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "", "http://127.0.0.1:1"])
async def test_a_post_from_another_site_is_refused(city_hall: RunningHouse, path: str, origin: str) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    cookie = {"origin": origin, "Cookie": f"session={client.cookie('session')}", "X-Forwarded-Host": "evil.example"}
    assert await raw(city_hall, path, b"{}", **cookie) == (403, {"reason": "bad_origin"})


async def test_a_post_that_says_no_origin_is_refused(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    async with client.http.post("/api/find", json={"text": "山田"}) as answer:
        assert (answer.status, await answer.json()) == (403, {"reason": "bad_origin"})


# ---- what is said


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "text/xml"])
async def test_only_json_is_read(city_hall: RunningHouse, kind: str) -> None:
    said = b'{"login":"1","password":"2"}'
    assert await raw(city_hall, "/api/session", said, **{"content-type": kind}) == (400, {"reason": "bad_message"})


BODIES = {
    "no JSON": b"{bad",
    "an array": b"[]",
    "a field too many": b'{"login":"1","password":"2","roles":["admin"]}',
    "a field too few": b'{"login":"1"}',
    "an array for a text": b'{"login":["1"],"password":"2"}',
    "a number for a text": b'{"login":1,"password":"2"}',
    "NaN": b'{"login":NaN,"password":"2"}',
    "30,000 deep": b'{"login":' + b"[" * 30_000 + b"]" * 30_000 + b',"password":""}',
    "half a letter": b'{"login":"\xff\xfe","password":"2"}',
    "half a surrogate": b'{"login":"\\ud842","password":"2"}',
    "gzip": b"\x1f\x8b\x08\x00" + b"\x00" * 100,
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
async def test_what_is_no_message_is_refused(city_hall: RunningHouse, body: bytes) -> None:
    async with asyncio.timeout(AT_ONCE_S):
        assert await raw(city_hall, "/api/session", body) == (400, {"reason": "bad_message"})


@pytest.mark.parametrize("login", ["a\0b", "\0", "1000005\0"])
async def test_u_0000_in_a_login_is_refused(city_hall: RunningHouse, login: str) -> None:
    said = {"login": login, "password": PASSWORD}
    assert await city_hall.browser().ask("/api/session", said) == (400, {"reason": "bad_message"})


async def test_a_body_that_is_too_big_is_refused_unread(city_hall: RunningHouse) -> None:
    around = len(b'{"login":"","password":""}')
    fits = b'{"login":"","password":"' + b"x" * (MOST_BODY - around) + b'"}'
    assert await raw(city_hall, "/api/session", fits) == (401, {"reason": "wrong_password"})
    assert await raw(city_hall, "/api/session", fits + b" ") == (413, {"reason": "too_big"})
    megabyte = b'{"login":"1","password":"' + b"x" * 1_000_000 + b'"}'
    async with asyncio.timeout(AT_ONCE_S):
        assert await raw(city_hall, "/api/session", megabyte) == (413, {"reason": "too_big"})


@pytest.mark.parametrize("method", ["PUT", "PATCH", "TRACE", "DELETE"])
async def test_other_methods_do_nothing(city_hall: RunningHouse, method: str) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    sent = {"origin": city_hall.address, "content-type": "application/json"}
    async with client.http.request(method, "/api/find", headers=sent, data=b"{}") as answer:
        assert answer.status in (404, 405)


async def test_a_find_is_never_asked_in_an_address(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    assert await client.ask("/api/find?text=%E5%B1%B1%E7%94%B0") == (404, {"reason": "bad_message"})


async def test_no_address_has_room_for_personal_data() -> None:
    """Papers have names of chance, cases (to other systems) and kits of reserve numbers ids of chance; rows, versions
    of the catalog, its forms and their pages, and files brought for it, are of nobody; a postal code is a part of a
    town; accounts, groups and plans have ids of their own; a font has its name and the mark of its bytes; what a tablet
    has seen is a digest; how files are read has profiles of the city's, and there are three kinds of them."""
    routes = [route for route in ROUTES if isinstance(route, Route) and not route.path.endswith("/{nothing:path}")]
    named = {name for route in routes for name in re.findall(r"{(\w+)(?::\w+)?}", route.path)}
    of_chance = {"document", "case", "kit"}
    of_the_catalog = {"draft", "table", "id", "version", "upload", "form"}
    of_the_files = {"profile", "kind", "name", "mark"}
    known = {"code", "clerk", "team", "plan", "seen", "page"} | of_chance | of_the_catalog | of_the_files
    assert named == known


async def test_headers_without_end_harm_nobody(city_hall: RunningHouse) -> None:
    many = {f"x-{n}": "y" for n in range(10_000)}
    for headers in (many, {"Cookie": "session=" + "x" * 70_000}):
        try:
            async with aiohttp.ClientSession(city_hall.address) as http, http.get("/api/me", headers=headers) as answer:
                assert answer.status in (400, 401, 431)
        except aiohttp.ClientError:
            pass  # hung up on
    assert (await city_hall.browser().ask("/health/live"))[0] == 200


# ---- finding

TRICKS = {
    "a percent sign": "%",
    "percent signs": "%%",
    "an underscore": "_",
    "a backslash": "\\",
    "a pattern": "山%",
    "a quote": "'; DROP TABLE visits; --",
    "a union": "山' UNION SELECT 1 --",
    "a regular expression": "(a+)+$" + "a" * 40 + "!",
    "a script": "<script>alert(1)</script>",
    "a bidi mark": "\u202e山田",
}


@pytest.mark.parametrize("text", TRICKS.values(), ids=TRICKS.keys())
async def test_a_trick_in_a_search_finds_nothing_and_breaks_nothing(city_hall: RunningHouse, text: str) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    async with asyncio.timeout(AT_ONCE_S):
        status, said = await client.ask("/api/find", {"text": text})
    assert (status, said) in [(200, {"hits": []}), (400, {"reason": "bad_message", "at": "text"})]


async def test_u_0000_in_a_search_is_refused(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    assert await client.ask("/api/find", {"text": "山\0田"}) == (400, {"reason": "bad_message"})


async def test_a_search_of_101_letters_is_too_long(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(OONO)
    status, said = await client.ask("/api/find", {"text": "山" * 101})
    assert (status, said["reason"]) == (400, "too_long")


@pytest.mark.parametrize("case", ["", "*", "0" * 16, "../../etc/passwd", "x" * 5_000, "\0", "a'b"])
async def test_the_history_of_no_case_is_refused(city_hall: RunningHouse, case: str) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    async with asyncio.timeout(AT_ONCE_S):
        status, said = await client.ask("/api/history", {"case": case, "key": "new_town"})
    assert (status, said["reason"]) in {(404, "no_such_case"), (400, "wrong_pattern"), (400, "bad_message")}


# ---- what goes out


@pytest.mark.parametrize("path", ["/api/me", "/api/catalog", "/api/displays", "/health/live", "/health/ready"])
async def test_answers_are_never_cached(city_hall: RunningHouse, path: str) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    async with client.http.get(path) as answer:
        assert answer.headers["cache-control"] == "no-store"
        for name, value in HEADERS:
            assert answer.headers[name.decode()] == value.decode()


async def test_refusals_are_never_cached_and_repeat_nothing(city_hall: RunningHouse) -> None:
    client, _ = await city_hall.clerk(NAKAMURA)
    said = {"text": "<script>山田太郎</script>", "more": 1}
    async with client.http.post("/api/find", json=said, headers={"origin": city_hall.address}) as answer:
        body = await answer.text()
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["x-content-type-options"] == "nosniff"
    assert body == '{"reason":"bad_message"}'


async def test_a_body_that_comes_drop_by_drop_is_not_waited_for() -> None:
    """It says how long it is, sends one byte, and then nothing."""
    drops = [{"type": "http.request", "body": b"{", "more_body": True}]

    async def receive() -> Any:
        if not drops:
            await asyncio.Event().wait()
        return drops.pop()

    request = Request({"type": "http", "method": "POST", "path": "/api/find", "headers": []}, receive)
    await refused(Reason.slow_down, upload(request, MOST_BODY, seconds=0.05))
