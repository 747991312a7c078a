"""A city's single sign-on for tests: an OpenID Connect provider over real HTTP on this machine, with keys of its own.
It can be made to lie, to be late and to say too much."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import json
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from functools import cache
from typing import Any
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from aiohttp import web
from joserfc import jwt
from joserfc.jwk import ECKey, OctKey, RSAKey

from tests.listening import listening

CLIENT, SECRET = "madoguchi", "secret of the client, 秘"


@cache
def _keys(name: str) -> tuple[RSAKey, ECKey]:
    rsa = RSAKey.generate_key(2048, {"kid": f"rsa {name}", "use": "sig"})
    return rsa, ECKey.generate_key("P-256", {"kid": f"ec {name}", "use": "sig"})


class Provider:
    """Whoever comes to it is signed in as `who`. `claims`: said instead of the true ones (None = left out); `alg`: how
    it signs; `status`: how its tokens' door answers."""

    def __init__(self, clock: Callable[[], int]) -> None:
        self.clock = clock
        self.who = ""
        self.claims: dict[str, Any] = {}
        self.discovery: dict[str, Any] = {}
        self.alg = "RS256"
        self.status = 200
        self.swells = False
        self.waits: asyncio.Event | None = None
        self.secret = SECRET
        self.issuer = ""
        self.asked: list[dict[str, str]] = []
        self.rsa, self.ec = _keys("first")
        self._codes: dict[str, dict[str, str]] = {}

    def turn_keys(self) -> None:
        """Other keys from now on: an EC key and an RSA key, each with its id."""
        self.rsa, self.ec = _keys(secrets.token_hex(4))

    # ---- as a browser sees it

    def visit(self, address: str) -> dict[str, str]:
        """A browser is here, and whoever sits there signs in: what it brings back."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query, keep_blank_values=True).items()}
        self.asked.append(asked)
        code = secrets.token_urlsafe(16)
        self._codes[code] = asked
        return {"code": code, "state": asked["state"], "iss": self.issuer}

    async def authorize(self, request: web.Request) -> web.Response:
        """The same, for a real browser."""
        brought = self.visit(str(request.url))
        raise web.HTTPFound(f"{self.asked[-1]['redirect_uri']}?{urlencode(brought)}")

    # ---- as the house sees it

    async def configuration(self, _: web.Request) -> web.Response:
        """What it says of itself."""
        if self.waits is not None:
            await self.waits.wait()
        said = {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/leave",
            **self.discovery,
        }
        return web.json_response(said)

    async def keys(self, _: web.Request) -> web.Response:
        """Its keys, the public halves."""
        return web.json_response({"keys": [self.rsa.as_dict(private=False), self.ec.as_dict(private=False)]})

    async def token(self, request: web.Request) -> web.Response:
        """A token for a code, once; for the client alone, with the verifier that the code was asked for."""
        form = {name: str(value) for name, value in (await request.post()).items()}
        asked = self._codes.pop(form["code"], None)
        if self.status != 200:
            return web.Response(status=self.status)
        verifier = hashlib.sha256(form["code_verifier"].encode()).digest()
        good = (
            asked is not None
            and asked["redirect_uri"] == form["redirect_uri"]
            and asked["code_challenge"] == base64.urlsafe_b64encode(verifier).decode().rstrip("=")
            and self._is_client(request, form)
        )
        if not good or asked is None:
            return web.json_response({"error": "invalid_grant"}, status=400)
        said = {"id_token": self.signed(asked), "token_type": "Bearer", "access_token": secrets.token_urlsafe(16)}
        return web.json_response(said | ({"more": "x" * (1 << 19)} if self.swells else {}))

    def _is_client(self, request: web.Request, form: dict[str, str]) -> bool:
        if not self.secret:
            return form["client_id"] == CLIENT
        both = base64.b64encode(f"{quote(CLIENT, safe='')}:{quote(self.secret, safe='')}".encode()).decode()
        return request.headers.get("authorization") == f"Basic {both}"

    def signed(self, asked: dict[str, str]) -> str:
        """The ID token, with the lies of the day."""
        now = self.clock() // 1000
        said = {
            "iss": self.issuer,
            "aud": CLIENT,
            "sub": self.who,
            "nonce": asked["nonce"],
            "iat": now,
            "exp": now + 300,
            "auth_time": now,
            **self.claims,
        }
        said = {name: value for name, value in said.items() if value is not None}
        if self.alg == "none":
            parts = ({"alg": "none", "typ": "JWT"}, said)
            return (
                ".".join(base64.urlsafe_b64encode(json.dumps(one).encode()).decode().rstrip("=") for one in parts) + "."
            )
        if self.alg == "HS256":  # signed with what anybody can fetch: the public key itself
            key = OctKey.import_key(json.dumps(self.rsa.as_dict(private=False)))
            return jwt.encode({"alg": "HS256", "kid": self.rsa.kid or ""}, said, key)
        key = self.ec if self.alg.startswith("ES") else self.rsa
        return jwt.encode({"alg": self.alg, "kid": key.kid or ""}, said, key)


@asynccontextmanager
async def provider(clock: Callable[[], int]) -> AsyncIterator[Provider]:
    """One that listens; gone afterwards."""
    made, app = Provider(clock), web.Application()
    app.router.add_get("/.well-known/openid-configuration", made.configuration)
    app.router.add_get("/authorize", made.authorize)
    app.router.add_get("/keys", made.keys)
    app.router.add_post("/token", made.token)
    async with listening(app) as made.issuer:
        yield made
