"""シングルサインオン (OpenID Connect): what a city decides about it (`[sso]` of settings.toml), what a browser is sent
away with, and what an ID token must say (OpenID Connect Core 3.1.3.7, RFC 9207, OAuth 2.0 Security BCP).

A signature is looked at elsewhere, before these rules. Times of tokens are whole seconds since 1970, ours are ms.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from typing import Any, Final, Literal, TypeAlias
from urllib.parse import urlencode, urlsplit

import msgspec

from handoff.refusal import Reason, Refused

LEEWAY_S: Final = 60
"""So far two machines' clocks may be apart."""
OLDEST_S: Final = 600
"""A browser that was sent away comes back within this, and a token is no older."""
LONGEST_SUBJECT: Final = 200
HERE: Final = ("localhost", "127.0.0.1", "::1")
Purpose: TypeAlias = Literal["enter", "beside", "again"]
"""Log-in on the whole page; in a window beside a page that holds what was entered; showing again who sits there."""


class SsoSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the city decided. `issuer`: the provider, as it names itself ("" = no single sign-on); `client`: how it
    knows this city. `name`: what the log-in page calls it. `only`: nobody logs in by password but an administrator in
    an emergency. `prompt`: what the provider is asked at each log-in: `login` (it asks who sits there, and must say
    when: `auth_time`), `select_account`, "" (whoever is signed in there already). `acr`, `amr`: one of these ways of
    signing in must have been used ([] = the provider decides)."""

    issuer: str = ""
    client: str = ""
    name: str = "シングルサインオン"
    only: bool = False
    prompt: Literal["login", "select_account", ""] = "login"
    acr: list[str] = []
    amr: list[str] = []

    def __post_init__(self) -> None:
        if not self.issuer:
            if self.only:
                raise ValueError("sso.only: sso.issuer")
            return
        if not is_safe(self.issuer) or urlsplit(self.issuer).query or urlsplit(self.issuer).fragment:
            raise ValueError("sso.issuer: https://")
        if not self.client or not self.name:
            raise ValueError("sso.client, sso.name")


class Flow(msgspec.Struct, frozen=True):
    """What a browser was sent away with, and must come back with. `state` begins with the purpose, for the page that is
    come back to. `back`: where to; `session`: of whom it is that shows
    again who sits there (SHA-256, hexadecimal); `begun`: ms."""

    purpose: Purpose
    state: str
    nonce: str
    verifier: str
    back: str
    begun: int
    session: str = ""


def is_safe(address: str) -> bool:
    """Whether tokens may be fetched there: over TLS, or on this very machine."""
    parts = urlsplit(address)
    return bool(parts.hostname) and (parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE))


def must_be_asked(flow: Flow, settings: SsoSettings) -> bool:
    """Whether the provider itself must ask who sits there, now."""
    return flow.purpose == "again" or settings.prompt == "login"


def address(authorization: str, settings: SsoSettings, flow: Flow) -> str:
    """Where the browser goes: authorization code with PKCE (RFC 7636, S256)."""
    asked = {
        "response_type": "code",
        "scope": "openid",
        "client_id": settings.client,
        "redirect_uri": flow.back,
        "state": flow.state,
        "nonce": flow.nonce,
        "code_challenge": challenge(flow.verifier),
        "code_challenge_method": "S256",
    }
    if settings.acr:
        asked["acr_values"] = " ".join(settings.acr)
    if must_be_asked(flow, settings):
        asked |= {"prompt": "login", "max_age": "0"}
    elif settings.prompt:
        asked["prompt"] = settings.prompt
    return f"{authorization}{'&' if urlsplit(authorization).query else '?'}{urlencode(asked)}"


def challenge(verifier: str) -> str:
    """What is said first of a verifier (RFC 7636, 4.2)."""
    return base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).decode().rstrip("=")


def must_be_back(flow: Flow, settings: SsoSettings, state: str, issuer: str, now: int) -> None:
    """Refused with `sso_failed`: another state, a flow that lies too long, another issuer's answer (RFC 9207)."""
    late = not 0 <= now - flow.begun <= OLDEST_S * 1000
    if late or state != flow.state or issuer not in ("", settings.issuer):
        raise Refused(Reason.sso_failed)


def subject_of(claims: Mapping[str, Any], settings: SsoSettings, flow: Flow, now: int) -> str:
    """Who an ID token says has signed in. Refused with `sso_failed`: of another issuer, for another client (also beside
    ours), over, not yet or too long ago made, of another flow (nonce), signed in another way than the city asks for, or
    not now where the provider had to ask."""
    second = now // 1000
    good = (
        claims.get("iss") == settings.issuer
        and claims.get("aud") in (settings.client, [settings.client])
        and claims.get("azp", settings.client) == settings.client
        and claims.get("nonce") == flow.nonce
        and _time(claims, "exp") > second - LEEWAY_S
        and second - OLDEST_S - LEEWAY_S <= _time(claims, "iat") <= second + LEEWAY_S
        and _time({"nbf": 0, **claims}, "nbf") <= second + LEEWAY_S
        and (not settings.acr or claims.get("acr") in settings.acr)
        and (not settings.amr or _shares(claims.get("amr"), settings.amr))
        and (not must_be_asked(flow, settings) or _time(claims, "auth_time") >= flow.begun // 1000 - LEEWAY_S)
    )
    subject = claims.get("sub")
    if not good or not isinstance(subject, str) or not 0 < len(subject) <= LONGEST_SUBJECT:
        raise Refused(Reason.sso_failed)
    return subject


def _time(claims: Mapping[str, Any], name: str) -> float:
    said = claims.get(name)
    if isinstance(said, bool) or not isinstance(said, int | float):
        raise Refused(Reason.sso_failed)
    return said


def _shares(said: Any, wanted: list[str]) -> bool:
    return isinstance(said, list) and any(one in wanted for one in said)
