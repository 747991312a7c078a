"""シングルサインオン: a browser is sent to the city's provider, and comes back with a code; whoever the provider says
it is, logs in, or has shown again who sits there. The account is found by its subject and by nothing else.

What the browser was sent away with stays in that browser, sealed; it counts once.
"""

from __future__ import annotations

import base64
import hmac
from typing import Final

import msgspec

from handoff.messages import Me
from handoff.refusal import Reason, Refused
from handoff.sso import OLDEST_S, Flow, Purpose, SsoSettings, must_be_back, subject_of
from server.ports.clerks import Clerk
from server.ports.sso import Provider
from server.work import clerks, signing
from server.work.cupboards import Cupboards

CHANCE: Final = 32
PATH: Final = "/sso/back"
MOST_A_MINUTE: Final = 600
"""So many log-ins of a whole city: each may ask the provider."""
_SEALED: Final = "sso"


class Back(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the provider gave the browser along. `error`: why there is no code."""

    state: str
    code: str = ""
    iss: str = ""
    error: str = ""


class Came(msgspec.Struct, frozen=True):
    """What a way to the provider was for; and who came in, with the session's secret, unless it was shown again."""

    purpose: Purpose
    who: Me | None = None
    secret: str = ""


def settings(c: Cupboards) -> SsoSettings:
    """What the city decided; the defaults where there is none."""
    return c.sso.settings if c.sso is not None else SsoSettings()


async def begin(c: Cupboards, purpose: Purpose, origin: str, sha: bytes | None) -> tuple[str, str]:
    """(where the browser goes, what it keeps until it is back). `origin`: of the page that asks; `sha`: of the session
    that shows again who it is. Refused: `not_allowed` where the city has none, `signed_out`, `slow_down`, `sso_away`,
    `sso_failed`."""
    provider = _provider(c)
    if purpose == "again" and (sha is None or await c.clerks.session(sha, c.clock()) is None):
        raise Refused(Reason.signed_out)
    if not await c.limits.allow("sso", MOST_A_MINUTE, 60_000):
        raise Refused(Reason.slow_down, seconds=60)
    state, nonce, verifier = (_word(c) for _ in range(3))
    session = sha.hex() if purpose == "again" and sha else ""
    flow = Flow(purpose, f"{purpose}.{state}", nonce, verifier, origin + PATH, c.clock(), session)
    sealed = c.sealing.wrap(_SEALED, msgspec.msgpack.encode(flow))
    return await provider.address(flow), base64.urlsafe_b64encode(sealed).decode()


async def come_back(c: Cupboards, kept: str, back: Back, browser: str = "") -> Came:
    """Whoever comes back with a code is in, or has shown again who it is. Each is a row of the audit. `browser`: in
    which one (`handoff.browser`).

    Refused: `sso_failed` (nothing was begun in this browser, or this was used; another answer than the one that was
    waited for; a token that says something wrong; another person than the one who sits there), `sso_away`,
    `sso_unknown` (no account has this subject), `sso_ended` (disabled, or not of today), `locked_out` as with
    passwords.
    """
    clerk = ""
    try:
        flow, person = await _who(c, kept, back)
        clerk = person.clerk
        await _must_be_let_in(c, person)
        if flow.purpose == "again":
            await _shows_again(c, flow, person)
            return Came(flow.purpose)
        secret, who = await clerks.begin_session(c, person, browser, sso=True)
    except Refused as no:
        await signing.turned_away(c, clerk, no)
        raise
    await signing.came_in(c, secret, who, "login_sso")
    return Came(flow.purpose, who, secret)


async def leaving(c: Cupboards, sha: bytes, origin: str) -> str:
    """Where the browser of this session ends its session at the provider too; "" where it has none, or does not answer
    now: nobody waits for it in order to leave."""
    kept = await c.clerks.session(sha, c.clock())
    if c.sso is None or kept is None or not kept.sso:
        return ""
    try:
        return await c.sso.leaving(origin + "/")
    except Refused:
        return ""


async def _who(c: Cupboards, kept: str, back: Back) -> tuple[Flow, Clerk]:
    provider = _provider(c)
    flow = _opened(c, kept)
    must_be_back(flow, provider.settings, back.state, back.iss, c.clock())
    if not back.code or not await c.limits.allow(f"sso|{flow.state}", 1, OLDEST_S * 2000):
        raise Refused(Reason.sso_failed)
    claims = await provider.claims(flow, back.code)
    aware = msgspec.structs.replace(flow, begun=flow.begun - c.ahead)
    subject = subject_of(claims, provider.settings, aware, c.clock() - c.ahead)
    found = await c.clerks.by_subject(subject)
    if found is None:
        raise Refused(Reason.sso_unknown)
    return flow, found


def _opened(c: Cupboards, kept: str) -> Flow:
    try:
        return msgspec.msgpack.decode(c.sealing.unwrap(_SEALED, base64.urlsafe_b64decode(kept)), type=Flow)
    except (ValueError, msgspec.MsgspecError):
        raise Refused(Reason.sso_failed) from None


async def _must_be_let_in(c: Cupboards, person: Clerk) -> None:
    if not person.valid(c.business_day()):
        raise Refused(Reason.sso_ended)
    await clerks.must_not_be_locked(c, person, person.login, 0)


async def _shows_again(c: Cupboards, flow: Flow, person: Clerk) -> None:
    sha = bytes.fromhex(flow.session)
    session = await c.clerks.session(sha, c.clock())
    if session is None:
        raise Refused(Reason.signed_out)
    if not hmac.compare_digest(session.clerk, person.clerk):
        raise Refused(Reason.sso_failed)
    await c.clerks.proved(sha, c.clock())


def _provider(c: Cupboards) -> Provider:
    if c.sso is None:
        raise Refused(Reason.not_allowed)
    return c.sso


def _word(c: Cupboards) -> str:
    return base64.urlsafe_b64encode(c.chance(CHANCE)).decode().rstrip("=")
