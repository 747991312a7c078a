"""`server.ports.sso.Provider` over HTTP: discovery (OpenID Connect Discovery 1.0), the code for a token, the keys.

Each answer has three seconds and 256 KB; nothing is followed elsewhere; nothing of an answer stands in a log. What the
provider says of itself, and its keys, are asked for again after ten minutes; the keys at once when one is not known.
"""

from __future__ import annotations

import asyncio
import base64
import ssl
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NoReturn, TypeVar
from urllib.parse import quote, urlencode

import httpx
import msgspec
import structlog

from handoff.refusal import Reason, Refused
from handoff.sso import Flow, SsoSettings, address, is_safe
from server.ports.sso import NotSigned, Signatures, UnknownKey

log = structlog.get_logger()
SECONDS: Final = 3.0
MOST: Final = 256 * 1024
FRESH_S: Final = 600.0
WELL_KNOWN: Final = "/.well-known/openid-configuration"
T = TypeVar("T")


class Metadata(msgspec.Struct, frozen=True):
    """What a provider says of itself, as far as it is needed."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str = ""
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)


class _Keys(msgspec.Struct, frozen=True):
    keys: list[dict[str, Any]]


class _Tokens(msgspec.Struct, frozen=True):
    id_token: str


class Oidc:
    """One city's provider. `secret`: the client's, asked for each time ("" = there is none)."""

    def __init__(
        self, settings: SsoSettings, secret: Callable[[], str], signatures: Signatures, seconds: float = SECONDS
    ) -> None:
        self.settings = settings
        self._seconds = seconds
        self._secret = secret
        self._signatures = signatures
        self._known: tuple[float, str, Metadata, Sequence[Mapping[str, Any]]] | None = None
        self._trust: ssl.SSLContext | None = None

    async def address(self, flow: Flow) -> str:
        """Where the browser goes."""
        metadata, _ = await self._provider()
        return address(metadata.authorization_endpoint, self.settings, flow)

    async def claims(self, flow: Flow, code: str) -> Mapping[str, Any]:
        """What it signed for this code."""
        metadata, keys = await self._provider()
        token = await self._token(metadata, flow, code)
        try:
            try:
                return self._signatures.claims(token, keys)
            except UnknownKey:
                return self._signatures.claims(token, await self._keys(metadata))
        except (UnknownKey, NotSigned):
            self._not_believed("signature")

    async def leaving(self, back: str) -> str:
        """Where a browser ends its session there too."""
        metadata, _ = await self._provider()
        if not metadata.end_session_endpoint:
            return ""
        said = urlencode({"client_id": self.settings.client, "post_logout_redirect_uri": back})
        return f"{metadata.end_session_endpoint}?{said}"

    # ---- asking it

    async def _provider(self) -> tuple[Metadata, Sequence[Mapping[str, Any]]]:
        now = time.monotonic()
        if self._known is not None:
            asked, issuer, metadata, keys = self._known
            if issuer == self.settings.issuer and now - asked < FRESH_S:
                return metadata, keys
        metadata = await self._read("GET", self.settings.issuer.rstrip("/") + WELL_KNOWN, Metadata)
        places = (metadata.authorization_endpoint, metadata.token_endpoint, metadata.jwks_uri)
        ends = metadata.end_session_endpoint
        if metadata.issuer != self.settings.issuer or not all(map(is_safe, places)) or (ends and not is_safe(ends)):
            self._not_believed("discovery")
        return metadata, await self._keys(metadata)

    async def _keys(self, metadata: Metadata) -> Sequence[Mapping[str, Any]]:
        keys = (await self._read("GET", metadata.jwks_uri, _Keys)).keys
        self._known = time.monotonic(), self.settings.issuer, metadata, keys
        return keys

    async def _token(self, metadata: Metadata, flow: Flow, code: str) -> str:
        asked = {"grant_type": "authorization_code", "code": code, "redirect_uri": flow.back}
        asked |= {"client_id": self.settings.client, "code_verifier": flow.verifier}
        head: dict[str, str] = {}
        if secret := self._secret():
            if "client_secret_basic" in metadata.token_endpoint_auth_methods_supported:
                both = f"{quote(self.settings.client, safe='')}:{quote(secret, safe='')}"
                head = {"authorization": f"Basic {base64.b64encode(both.encode()).decode()}"}
            else:
                asked["client_secret"] = secret
        return (await self._read("POST", metadata.token_endpoint, _Tokens, asked, head)).id_token

    async def _read(
        self,
        method: str,
        where: str,
        kind: type[T],
        form: dict[str, str] | None = None,
        head: dict[str, str] | None = None,
    ) -> T:
        """An answer of the provider. Refused: `sso_away`, `sso_failed`."""
        try:
            async with asyncio.timeout(self._seconds):
                status, body = await self._fetch(method, where, form, head or {})
        except (TimeoutError, httpx.HTTPError, OSError) as away:
            log.warning("sso", why="away", kind=type(away).__name__)
            raise Refused(Reason.sso_away) from None
        if status >= 500:
            log.warning("sso", why="away", kind=str(status))
            raise Refused(Reason.sso_away)
        if status != 200:
            self._not_believed(f"answer {status}")
        try:
            return msgspec.json.decode(body, type=kind)
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._not_believed("answer")

    async def _fetch(
        self, method: str, where: str, form: dict[str, str] | None, head: dict[str, str]
    ) -> tuple[int, bytes]:
        if self._trust is None:
            self._trust = await asyncio.to_thread(ssl.create_default_context)
        head = {"accept": "application/json", "accept-encoding": "identity", **head}
        async with (
            httpx.AsyncClient(verify=self._trust, trust_env=False, timeout=self._seconds) as line,
            line.stream(method, where, data=form, headers=head) as answer,
        ):
            body = bytearray()
            async for piece in answer.aiter_raw():
                body += piece
                if len(body) > MOST:
                    self._not_believed("size")
            return answer.status_code, bytes(body)

    def _not_believed(self, why: str) -> NoReturn:
        log.warning("sso", why=why)
        raise Refused(Reason.sso_failed)
