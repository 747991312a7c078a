"""Log-ins in the audit: who came, who tried, who left; never what was typed."""

from __future__ import annotations

from handoff.refusal import Reason
from server.work import clerks, signing
from tests.work.town import CITY, Town, refused


async def test_every_log_in_and_every_try_is_a_row(town: Town) -> None:
    c = town.c
    secret, _ = await signing.signed_in(c, "1000001", clerks.log_in(c, "1000001", CITY.password))
    await refused(Reason.wrong_password, signing.signed_in(c, "1000001", clerks.log_in(c, "1000001", "wrong-word")))
    await refused(Reason.wrong_password, signing.signed_in(c, "nobody", clerks.log_in(c, "nobody", "wrong-word")))
    looks = [look for *_, look in await c.audit.waiting()]
    assert [(look.what, look.clerk) for look in looks] == [
        *(("login", "U03"), ("login_failed", "U03"), ("login_failed", ""))
    ]
    assert looks[0].terminal
    said = str(looks)
    assert all(word not in said for word in (secret, "wrong-word", "nobody", CITY.password))
