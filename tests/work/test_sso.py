"""Single sign-on against a provider over real HTTP, which lies in every way that is known."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from typing import Any

import httpx
import msgspec
import pytest
from sqlalchemy import text

from handoff.refusal import Reason
from handoff.sso import Purpose, SsoSettings
from server.exchange.sso import Oidc
from server.vault.tokens import Jws
from server.web.routes import make_app
from server.work import clerks, proving, sso
from server.work import signing as signing_rows
from tests.provider import CLIENT, SECRET, Provider, provider
from tests.work.town import CITY, Town, refused

HERE = "https://madoguchi.example.lg.jp"
SUBJECT = "nakamura@example"


class Signing:
    """A town that logs in by single sign-on, and its provider, where 中村 is known."""

    def __init__(self, town: Town, there: Provider) -> None:
        self.town, self.there = town, there

    def decides(self, secret: str = SECRET, seconds: float = 30.0, **more: Any) -> None:
        """What the city decided. `seconds`: so long the provider may take, on a machine that is busy."""
        settings = SsoSettings(issuer=self.there.issuer, client=CLIENT, **more)
        self.town.c = replace(self.town.c, sso=Oidc(settings, lambda: secret, Jws(), seconds))

    async def goes(self, purpose: Purpose = "enter", sha: bytes | None = None) -> tuple[str, sso.Back]:
        """A browser goes there and comes back: (what it kept, what it brings)."""
        address, kept = await sso.begin(self.town.c, purpose, HERE, sha)
        return kept, msgspec.convert(self.there.visit(address), sso.Back)

    async def enters(self, **back: str) -> sso.Came:
        """The whole way; `back`: brought instead of the true."""
        kept, brought = await self.goes()
        return await sso.come_back(self.town.c, kept, msgspec.structs.replace(brought, **back))


@pytest.fixture
async def signing(town: Town) -> AsyncIterator[Signing]:
    async with provider(town.clock) as there, town.engine.begin() as connection:
        await connection.execute(text("UPDATE clerks SET subject = :who WHERE login = '1000005'"), {"who": SUBJECT})
        await connection.commit()
        there.who = SUBJECT
        made = Signing(town, there)
        made.decides()
        yield made


async def test_who_is_known_there_comes_in_without_a_password(signing: Signing) -> None:
    """A session like any other, with its row; the provider was asked for a code, with PKCE, now."""
    came = await signing.enters()
    assert came.who is not None and came.who.name == "中村"
    sha = hashlib.sha256(came.secret.encode()).digest()
    kept = await signing.town.c.clerks.session(sha, signing.town.clock())
    assert kept is not None and kept.sso
    asked = signing.there.asked[0]
    assert (asked["response_type"], asked["code_challenge_method"], asked["prompt"]) == ("code", "S256", "login")
    assert asked["redirect_uri"] == f"{HERE}/sso/back" and asked["scope"] == "openid"
    assert [(look.what, look.clerk) for *_, look in await signing.town.c.audit.waiting()] == [("login_sso", "U01")]
    left = await sso.leaving(signing.town.c, sha, HERE)
    assert left.startswith(f"{signing.there.issuer}/leave?client_id={CLIENT}")


LIES: dict[str, dict[str, Any]] = {
    "another nonce": {"nonce": "x" * 43},
    "no nonce": {"nonce": None},
    "another audience": {"aud": "payroll"},
    "an audience beside ours": {"aud": [CLIENT, "payroll"]},
    "made out to another party": {"azp": "payroll"},
    "another issuer": {"iss": "https://other.example"},
    "over": {"exp": 1_700_000_000},
    "never over": {"exp": None},
    "a time that is none": {"exp": "tomorrow"},
    "a time that is true": {"exp": True},
    "made long ago": {"iat": 1_700_000_000},
    "not yet": {"nbf": 4_000_000_000},
    "nobody": {"sub": ""},
    "somebody who is no text": {"sub": 7},
    "signed in long ago": {"auth_time": 1_700_000_000},
    "not said when": {"auth_time": None},
}


async def test_a_token_that_says_something_wrong_lets_nobody_in(signing: Signing) -> None:
    for what, lie in LIES.items():
        signing.there.claims = lie
        try:
            await refused(Reason.sso_failed, signing.enters())
        except AssertionError as let_in:
            raise AssertionError(what) from let_in
    signing.there.claims = {}
    assert (await signing.enters()).who is not None


async def test_only_a_signature_by_its_own_keys_counts(signing: Signing) -> None:
    """No signature, one made with the public key as a shared secret, a key that it never had; keys that were turned are
    fetched anew."""
    there = signing.there
    for alg in ("none", "HS256"):
        there.alg = alg
        await refused(Reason.sso_failed, signing.enters())
    there.alg = "ES256"
    assert (await signing.enters()).who is not None
    there.turn_keys()
    assert (await signing.enters()).who is not None
    mine = there.rsa
    there.turn_keys()
    there.alg, theirs = "RS256", there.rsa
    there.rsa = type(mine).import_key({**mine.as_dict(private=True), "kid": theirs.kid or ""})
    signed = there.signed({"nonce": "n"})
    there.rsa = theirs
    there.signed = lambda _: signed  # type: ignore[method-assign]
    await refused(Reason.sso_failed, signing.enters())


async def test_what_was_begun_in_another_browser_or_used_before_counts_for_nothing(signing: Signing) -> None:
    """Log-in CSRF, replay, mix-up: the state of another way, no way at all, one that was used, another issuer's answer,
    one that was away for too long, an error instead of a code."""
    c = signing.town.c
    await refused(Reason.sso_failed, signing.enters(state="enter.x"))
    await refused(Reason.sso_failed, signing.enters(iss="https://other.example"))
    await refused(Reason.sso_failed, signing.enters(code="", error="access_denied"))
    mine, brought = await signing.goes()
    _, of_another = await signing.goes()
    await refused(Reason.sso_failed, sso.come_back(c, mine, of_another))
    for nothing in ("", "x", base64.urlsafe_b64encode(bytes(80)).decode()):
        await refused(Reason.sso_failed, sso.come_back(c, nothing, brought))
    assert (await sso.come_back(c, mine, brought)).who is not None
    await refused(Reason.sso_failed, sso.come_back(c, mine, brought))
    late, brought = await signing.goes()
    signing.town.clock.turn(minutes=11)
    await refused(Reason.sso_failed, sso.come_back(c, late, brought))


async def test_a_stolen_code_opens_nothing_without_its_verifier(signing: Signing) -> None:
    mine, _ = await signing.goes()
    _, stolen = await signing.goes()
    own = msgspec.structs.replace(stolen, state=signing.there.asked[-2]["state"])
    await refused(Reason.sso_failed, sso.come_back(signing.town.c, mine, own))


async def test_who_has_no_account_or_none_now_is_told_so(signing: Signing) -> None:
    """By the subject and by nothing else: neither the number nor the name leads to an account."""
    for nobody in ("1000005", "中村", SUBJECT.upper(), "nobody"):
        signing.there.who = nobody
        await refused(Reason.sso_unknown, signing.enters())
    signing.there.who = SUBJECT
    async with signing.town.engine.begin() as connection:
        await connection.execute(text("UPDATE clerks SET disabled = true WHERE login = '1000005'"))
    await refused(Reason.sso_ended, signing.enters())
    looks = [look for *_, look in await signing.town.c.audit.waiting()]
    assert [(look.clerk, look.about["why"]) for look in looks][-2:] == [("", "sso_unknown"), ("U01", "sso_ended")]
    assert "nobody" not in str(looks) and SUBJECT not in str(looks)


async def test_an_account_that_wrong_passwords_locked_is_locked_here_too(signing: Signing) -> None:
    for _ in range(10):
        await refused(Reason.wrong_password, clerks.log_in(signing.town.c, "1000005", "wrong"))
    await refused(Reason.locked_out, signing.enters())
    signing.town.clock.turn(minutes=16)
    assert (await signing.enters()).who is not None


async def test_where_it_is_the_only_way_in_a_password_is_an_administrators_in_an_emergency(signing: Signing) -> None:
    """Whether the number, the password or the role was wrong is not told."""
    signing.decides(only=True)
    c = signing.town.c
    for login, password in (("1000005", CITY.password), ("9000001", "wrong"), ("7654321", CITY.password)):
        await refused(Reason.sso_only, clerks.log_in(c, login, password))
    deed = clerks.log_in(c, "9000001", CITY.password)
    assert (await signing_rows.signed_in(c, "9000001", deed))[1].name == "管"
    assert [(look.what, look.clerk) for *_, look in await c.audit.waiting()] == [("login_emergency", "U08")]


async def test_the_city_says_which_ways_of_signing_in_count(signing: Signing) -> None:
    signing.decides(acr=["urn:two"], amr=["mfa"], prompt="")
    await refused(Reason.sso_failed, signing.enters())
    signing.there.claims = {"acr": "urn:two", "amr": ["pwd", "mfa"], "auth_time": None}
    assert (await signing.enters()).who is not None
    assert signing.there.asked[-1]["acr_values"] == "urn:two" and "prompt" not in signing.there.asked[-1]


async def test_who_sits_there_is_shown_again_at_the_provider(signing: Signing) -> None:
    """Asked for now, of the same person; a sign-in of before and somebody else do not count."""
    c = signing.town.c
    secret, _ = await clerks.log_in(c, "1000005", CITY.password)
    sha = hashlib.sha256(secret.encode()).digest()
    signing.town.clock.turn(minutes=6)
    await refused(Reason.prove_again, proving.must_be_proved(c, sha))
    signing.there.claims = {"auth_time": signing.town.clock.now // 1000 - 300}
    kept, brought = await signing.goes("again", sha)
    await refused(Reason.sso_failed, sso.come_back(c, kept, brought))
    signing.there.claims, signing.there.who = {}, "somebody"
    async with signing.town.engine.begin() as connection:
        await connection.execute(text("UPDATE clerks SET subject = 'somebody' WHERE login = '1000006'"))
    kept, brought = await signing.goes("again", sha)
    await refused(Reason.sso_failed, sso.come_back(c, kept, brought))
    await refused(Reason.prove_again, proving.must_be_proved(c, sha))
    signing.there.who = SUBJECT
    kept, brought = await signing.goes("again", sha)
    assert (await sso.come_back(c, kept, brought)).who is None
    await proving.must_be_proved(c, sha)
    await clerks.log_out(c, sha)
    await refused(Reason.signed_out, signing.goes("again", sha))


async def test_a_provider_that_is_away_late_or_swollen_is_said_within_seconds(signing: Signing) -> None:
    there = signing.there
    there.status = 503
    await refused(Reason.sso_away, signing.enters())
    there.status = 400
    await refused(Reason.sso_failed, signing.enters())
    there.status, there.swells = 200, True
    await refused(Reason.sso_failed, signing.enters())
    there.swells, there.waits = False, asyncio.Event()
    signing.decides(seconds=0.2)
    await refused(Reason.sso_away, signing.goes())
    there.waits.set()
    there.waits = None
    for wrong in ({"issuer": "https://other.example"}, {"token_endpoint": "http://other.example/token"}):
        signing.decides()
        there.discovery = wrong
        await refused(Reason.sso_failed, signing.goes())


async def test_a_client_without_a_secret_has_pkce_alone(signing: Signing) -> None:
    signing.there.secret = ""
    signing.decides(secret="")
    assert (await signing.enters()).who is not None
    signing.there.secret = SECRET
    await refused(Reason.sso_failed, signing.enters())


@asynccontextmanager
async def browser(signing: Signing) -> AsyncIterator[httpx.AsyncClient]:
    """The city's HTTP side, with its gate and its cookies."""
    app = make_app(signing.town.c, secure=True, lifespan=lambda _: nullcontext())
    head = {"origin": HERE, "content-type": "application/json"}
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=HERE, headers=head) as made:
        yield made


async def test_a_browser_comes_in_and_leaves_and_no_address_or_cookie_tells_a_code(signing: Signing) -> None:
    """Everything is a POST of our own page, with cookies that no other site's page brings along."""
    signing.decides(name="共通ログイン")
    async with browser(signing) as page:
        said = (await page.get("/api/session/sso")).json()
        assert said == {"on": True, "only": False, "name": "共通ログイン"}
        begun = await page.post("/api/session/sso/begin", json={"purpose": "enter"})
        brought = signing.there.visit(begun.json()["address"])
        other = await page.post("/api/session/sso", json=brought, headers={"origin": "https://evil.example"})
        assert other.status_code == 403 and other.json() == {"reason": "bad_origin"}
        came = await page.post("/api/session/sso", json=brought)
        assert came.status_code == 200 and came.json()["me"]["name"] == "中村"
        cookies = [*begun.headers.get_list("set-cookie"), *came.headers.get_list("set-cookie")]
        assert all("__Host-" in one and "HttpOnly" in one and "samesite=strict" in one.lower() for one in cookies)
        assert brought["code"] not in str(cookies) + came.text and SUBJECT not in str(cookies) + came.text
        assert (await page.get("/api/me")).json()["me"]["name"] == "中村"
        again = await page.post("/api/session/sso", json=brought)
        assert again.status_code == 401 and again.json() == {"reason": "sso_failed"}
        left = await page.request("DELETE", "/api/session", json={})
        assert left.json()["leave"].startswith(signing.there.issuer)
        assert (await page.get("/api/me")).status_code == 401
