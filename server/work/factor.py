"""The second factor at the log-in: who must show one, whether a code is good, and how an app is set up.

The secret is sealed with the house's key, which is not in the database; a code opens once.
"""

from __future__ import annotations

import base64

import msgspec

from handoff import totp
from handoff.password import PasswordSettings
from handoff.refusal import Reason, Refused
from server.ports.clerks import Clerk
from server.work.cupboards import Cupboards


class NewFactor(msgspec.Struct, frozen=True):
    """What an app is set up with: the secret as it is typed, and a picture (SVG) for its camera."""

    secret: str
    picture: str


def is_asked(rules: PasswordSettings, clerk: Clerk) -> bool:
    """Whether this clerk shows a second factor: the city asks for it, or an app was set up."""
    return rules.factor == "all" or (rules.factor == "admins" and "admin" in clerk.roles) or clerk.secret is not None


async def must_show(c: Cupboards, clerk: Clerk, code: str) -> None:
    """Refused: `factor_due` where no app is set up yet, `factor_needed` without a code, `wrong_factor`."""
    if not is_asked(c.catalogs.settings().passwords, clerk):
        return
    if clerk.secret is None:
        raise Refused(Reason.factor_due)
    if not code:
        raise Refused(Reason.factor_needed)
    secret = c.sealing.unwrap(_what(clerk), base64.b64decode(clerk.secret))
    step = totp.step_of(secret, code, c.clock(), clerk.secret_step)
    if step is None or not await c.clerks.used_step(clerk.clerk, step):
        raise Refused(Reason.wrong_factor, at="code")


async def begin(c: Cupboards, clerk: Clerk) -> NewFactor:
    """A secret for a new app. It counts from the moment in which a code of it is shown (`set_up`).

    Refused: `not_allowed` where an app is set up already: an administrator takes it away first.
    """
    if clerk.secret is not None:
        raise Refused(Reason.not_allowed)
    secret = c.chance(totp.SECRET_BYTES)
    address = totp.address(secret, c.catalogs.current().name, clerk.login)
    return NewFactor(totp.spelled(secret), await c.paper.qr(address))


async def set_up(c: Cupboards, clerk: Clerk, spelled: str, code: str) -> None:
    """The app shows the right code: its secret counts from now on. Refused: `not_allowed` where there is one already,
    `wrong_factor`."""
    secret = totp.read(spelled)
    if clerk.secret is not None:
        raise Refused(Reason.not_allowed)
    step = totp.step_of(secret, code, c.clock(), 0) if secret else None
    if secret is None or step is None:
        raise Refused(Reason.wrong_factor, at="code")
    sealed = base64.b64encode(c.sealing.wrap(_what(clerk), secret)).decode()
    await c.clerks.set_factor(clerk.clerk, sealed, step)


def _what(clerk: Clerk) -> str:
    return f"factor|{clerk.clerk}"
