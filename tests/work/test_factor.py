"""The second factor: asked of whom the city says, set up with a first code, good once, gone by an administrator."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from handoff import totp
from handoff.refusal import Reason
from server.work import clerks, first_papers
from server.work.cupboards import Actor
from tests.work.town import CITY, Town, refused

KAN = Actor("U08", "管", "main", roles=("admin",))


class Ink:
    """A printer's room that draws no code."""

    async def qr(self, address: str) -> str:
        """What it was asked to draw."""
        return address


async def asks(town: Town, whom: str) -> None:
    """The city asks for a second factor."""
    async with town.engine.begin() as connection:
        said = "UPDATE settings SET value = jsonb_set(value, '{factor}', to_jsonb(cast(:whom AS text)))"
        await connection.execute(text(said + " WHERE key = 'passwords'"), {"whom": whom})
    await town.c.catalogs.refresh()
    town.c = replace(town.c, paper=Ink())  # type: ignore[arg-type]


def code(town: Town, secret: bytes, off: int = 0) -> str:
    return totp.code_at(secret, town.clock.now // totp.STEP_MS + off)


async def set_up(town: Town, login: str = "9000001") -> bytes:
    """An app with its secret."""
    made = await clerks.begin_factor(town.c, login, CITY.password)
    assert made.picture.startswith("otpauth://totp/")
    secret = totp.read(made.secret)
    assert secret is not None
    await clerks.set_up_factor(town.c, login, CITY.password, made.secret, code(town, secret))
    return secret


async def test_administrators_show_a_code_where_the_city_asks_and_clerks_do_not(town: Town) -> None:
    await asks(town, "admins")
    await clerks.log_in(town.c, "1000005", CITY.password)
    await refused(Reason.factor_due, clerks.log_in(town.c, "9000001", CITY.password))
    made = await clerks.begin_factor(town.c, "9000001", CITY.password)
    wrong = clerks.set_up_factor(town.c, "9000001", CITY.password, made.secret, "000000")
    await refused(Reason.wrong_factor, wrong)
    secret = await set_up(town)
    await refused(Reason.factor_needed, clerks.log_in(town.c, "9000001", CITY.password))
    town.clock.turn(minutes=1)
    good = code(town, secret)
    assert (await clerks.log_in(town.c, "9000001", CITY.password, good))[1].name == "管"
    await refused(Reason.wrong_factor, clerks.log_in(town.c, "9000001", CITY.password, good))
    await refused(Reason.wrong_password, clerks.log_in(town.c, "9000001", "wrong", code(town, secret, 1)))


async def test_wrong_codes_lock_like_wrong_passwords(town: Town) -> None:
    await asks(town, "all")
    secret = await set_up(town, "1000005")
    town.clock.turn(minutes=1)
    good = code(town, secret)
    wrong = "000000" if good != "000000" else "111111"
    for _ in range(10):
        await refused(Reason.wrong_factor, clerks.log_in(town.c, "1000005", CITY.password, wrong))
    await refused(Reason.locked_out, clerks.log_in(town.c, "1000005", CITY.password, code(town, secret)))


async def test_an_app_is_not_replaced_by_whoever_knows_the_password(town: Town) -> None:
    """A lost telephone is a matter of an administrator; the switch turned off does not open what was set up."""
    await asks(town, "all")
    secret = await set_up(town, "1000005")
    await refused(Reason.not_allowed, clerks.begin_factor(town.c, "1000005", CITY.password))
    other = totp.spelled(b"x" * 20)
    again = clerks.set_up_factor(town.c, "1000005", CITY.password, other, code(town, b"x" * 20))
    await refused(Reason.not_allowed, again)
    chosen = clerks.choose_password(town.c, "1000005", CITY.password, "むかしむかしあるところに")
    await refused(Reason.factor_needed, chosen)
    await asks(town, "none")
    await refused(Reason.factor_needed, clerks.log_in(town.c, "1000005", CITY.password))
    town.clock.turn(minutes=1)
    await clerks.log_in(town.c, "1000005", CITY.password, code(town, secret))
    await first_papers.forget_factor(town.c, KAN, "U01")
    await clerks.log_in(town.c, "1000005", CITY.password)


async def test_the_secret_is_not_readable_in_the_record(town: Town) -> None:
    await asks(town, "all")
    secret = await set_up(town, "1000005")
    clerk = await town.c.clerks.get("U01")
    assert clerk is not None and clerk.secret is not None
    assert totp.spelled(secret) not in clerk.secret and secret.hex() not in clerk.secret
    moved = await town.c.clerks.get("U02")
    assert moved is not None
    async with town.engine.begin() as connection:
        moved_to = text("UPDATE clerks SET secret = :secret WHERE clerk = :clerk")
        await connection.execute(moved_to, {"secret": clerk.secret, "clerk": moved.clerk})
    with pytest.raises(ValueError, match=r"."):
        await clerks.log_in(town.c, "1000006", CITY.password, code(town, secret))
