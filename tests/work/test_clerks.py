"""Log-in, lock-out, sessions."""

from __future__ import annotations

import asyncio
import hashlib
from dataclasses import replace

from sqlalchemy import text

from handoff import messages as m
from handoff.refusal import Reason
from server.exchange.guesses import read_guesses
from server.vault.passwords import Argon2
from server.work import clerks, proving, spraying, windows
from server.work.cupboards import Actor
from tests.work.town import CITY, FOLDER, Town, refused

WRONG = "wrong"


def sha(secret: str) -> bytes:
    """What doors know of a cookie."""
    return hashlib.sha256(secret.encode()).digest()


async def test_a_clerk_logs_in_and_out(town: Town) -> None:
    """An opaque secret; the doors find who it is by its digest; after log-out nobody does, and the seat is free."""
    secret, me = await clerks.log_in(town.c, "１０００００５", CITY.password)
    assert (me.name, me.office, me.window) == ("中村", "main", None) and len(secret) == 43
    assert me.sees == ["L3", "L4", "overrule"]
    assert await town.c.sessions.find(sha(secret)) == me
    who = Actor("U01", "中村", "main", session=sha(secret))
    await windows.sit(town.c, who, "request-000000-sit", None, m.Sit("W05"))
    await clerks.log_out(town.c, sha(secret))
    await clerks.log_out(town.c, sha(secret))
    assert await town.c.sessions.find(sha(secret)) is None and await clerks.resume(town.c, sha(secret)) is None
    assert [seat.clerks for seat in await town.c.visits.seats("main") if seat.window == "W05"] == [[]]


async def test_a_wrong_password_and_an_unknown_user_are_refused_alike(town: Town) -> None:
    """Which of the two it was is not told; a new password works in neither."""
    await refused(Reason.wrong_password, clerks.log_in(town.c, "1000005", WRONG))
    await refused(Reason.wrong_password, clerks.log_in(town.c, "7654321", CITY.password))
    await refused(Reason.wrong_password, clerks.log_in(town.c, "", ""))
    await refused(Reason.wrong_password, clerks.log_in(town.c, "1000005", "x" * 100_000))


async def test_ten_wrong_ones_lock_the_account_and_only_that(town: Town) -> None:
    """Also when they come all at once; the right password is refused too; after the city's minutes it works."""
    tries = (clerks.log_in(town.c, "1000005", WRONG) for _ in range(14))
    said = [no.reason for no in await asyncio.gather(*tries, return_exceptions=True)]  # type: ignore[union-attr]
    assert said.count(Reason.wrong_password) <= 10 and Reason.locked_out in said
    await refused(Reason.locked_out, clerks.log_in(town.c, "1000005", CITY.password))
    assert (await clerks.log_in(town.c, "1000006", CITY.password))[1].name == "石井"
    town.clock.turn(minutes=14)
    await refused(Reason.locked_out, clerks.log_in(town.c, "1000005", CITY.password))
    town.clock.turn(minutes=15)
    assert (await clerks.log_in(town.c, "1000005", CITY.password))[1].name == "中村"


async def test_attempts_are_forgotten_after_a_day_and_lock_until_then(town: Town) -> None:
    """What still counts stays; what counts no more leaves the table, whatever was typed there."""
    for _ in range(10):
        await refused(Reason.wrong_password, clerks.log_in(town.c, "1000005", WRONG))
    assert await clerks.forget_attempts(town.c) == 0
    await refused(Reason.locked_out, clerks.log_in(town.c, "1000005", CITY.password))
    town.clock.turn(minutes=24 * 60 - 1)
    await refused(Reason.wrong_password, clerks.log_in(town.c, "7654321", WRONG))
    assert await clerks.forget_attempts(town.c) == 0
    town.clock.turn(minutes=2)
    assert await clerks.forget_attempts(town.c) == 11
    assert await clerks.forget_attempts(town.c) == 0


async def test_right_passwords_never_lock(town: Town) -> None:
    """A clerk who logs in often."""
    for _ in range(12):
        await clerks.log_in(town.c, "1000005", CITY.password)


async def test_an_account_that_is_over_or_disabled_is_refused(town: Town) -> None:
    """異動のあと: valid from, valid to, disabled."""
    for change in (
        "disabled = true",
        "disabled = false, valid_to = '2027-03-28'",
        "valid_to = NULL, valid_from = '2027-03-30'",
    ):
        async with town.engine.begin() as connection:
            await connection.execute(text(f"UPDATE clerks SET {change} WHERE clerk = 'U01'"))
        await refused(Reason.wrong_password, clerks.log_in(town.c, "1000005", CITY.password))


async def test_a_session_that_redis_lost_is_found_in_the_record_until_its_end(town: Town) -> None:
    """Redis was emptied: the clerk goes on at the same window."""
    who = await town.at("W05")
    await town.c.sessions.drop(who.session)
    assert await town.c.sessions.find(who.session) is None
    me = await clerks.resume(town.c, who.session)
    assert me is not None and (me.window, me.group) == ("W05", "G05") and await town.c.sessions.find(who.session) == me
    town.clock.turn(minutes=13 * 60)
    assert await clerks.resume(town.c, who.session) is None


async def test_what_weighs_more_asks_again_who_sits_there(town: Town) -> None:
    """A log-in counts as shown for the city's minutes; a wrong password does not, and is counted."""
    secret, _ = await clerks.log_in(town.c, "1000005", CITY.password)
    await proving.must_be_proved(town.c, sha(secret))
    town.clock.turn(minutes=6)
    await refused(Reason.prove_again, proving.must_be_proved(town.c, sha(secret)))
    await refused(Reason.wrong_password, proving.prove(town.c, sha(secret), WRONG))
    await refused(Reason.prove_again, proving.must_be_proved(town.c, sha(secret)))
    await proving.prove(town.c, sha(secret), CITY.password)
    await proving.must_be_proved(town.c, sha(secret))
    await clerks.log_out(town.c, sha(secret))
    await refused(Reason.signed_out, proving.must_be_proved(town.c, sha(secret)))
    await refused(Reason.signed_out, proving.prove(town.c, sha(secret), CITY.password))


async def test_a_password_is_chosen_by_the_rules_and_not_used_again(town: Town) -> None:
    """The last ones are not taken; the clerk's other sessions end with the old one."""
    first, second = "むかしむかしあるところに", "おばあさんは川へせんたくに"
    before, _ = await clerks.log_in(town.c, "1000005", CITY.password)
    await refused(Reason.wrong_password, clerks.choose_password(town.c, "1000005", WRONG, first))
    await refused(Reason.password_used, clerks.choose_password(town.c, "1000005", CITY.password, CITY.password))
    await refused(Reason.password_short, clerks.choose_password(town.c, "1000005", CITY.password, "short"))
    await clerks.choose_password(town.c, "1000005", CITY.password, first)
    assert await clerks.who(town.c, sha(before)) is None
    await refused(Reason.wrong_password, clerks.log_in(town.c, "1000005", CITY.password))
    await clerks.choose_password(town.c, "1000005", first, second)
    await refused(Reason.password_used, clerks.choose_password(town.c, "1000005", second, first))
    assert (await clerks.log_in(town.c, "1000005", second))[1].name == "中村"


async def test_a_password_is_kept_as_argon2id_and_compared_away_from_the_loop() -> None:
    """Its hash tells the kind and the cost; the loop goes on meanwhile."""
    argon2 = Argon2()
    kept = await argon2.hash("あおば")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    turns = 0

    async def turn() -> None:
        nonlocal turns
        while True:
            turns += 1
            await asyncio.sleep(0)

    other = asyncio.create_task(turn())
    assert await argon2.verify(kept, "あおば") and not await argon2.verify(kept, "あおは")
    assert not await argon2.verify(None, "あおば") and not await argon2.verify("damaged", "あおば")
    other.cancel()
    argon2.close()
    assert turns > 100


async def test_one_password_at_a_hundred_accounts_makes_strange_browsers_wait_and_no_counter(town: Town) -> None:
    """Spraying: no account is locked, the city is slow to whoever nobody knows; after ten minutes it is over."""
    known = spraying.known_browser(town.c)

    async def tries(login: str, password: str, browser: str = "") -> str:
        return (await spraying.guarded(town.c, browser, clerks.log_in(town.c, login, password)))[1].name

    for number in range(50):
        await town.c.clerks.attempt(f"20{number:05}", town.c.clock())
    town.clock.turn(minutes=1)
    assert await tries("1000005", CITY.password) == "中村"
    await refused(Reason.wrong_password, tries("2000051", WRONG))
    town.clock.turn(minutes=1)
    await refused(Reason.slow_down, tries("1000005", CITY.password))
    await refused(Reason.slow_down, tries("1000005", CITY.password, known[:-1] + ("0" if known[-1] != "0" else "1")))
    await refused(Reason.slow_down, tries("1000005", CITY.password, "あ.い"))
    assert await tries("1000005", CITY.password, known) == "中村"
    await refused(Reason.wrong_password, tries("1000005", WRONG, known))
    town.clock.turn(minutes=11)
    assert await tries("1000005", CITY.password) == "中村"


async def test_no_password_is_made_of_words_that_the_city_lists(town: Town) -> None:
    """Its own, and the commonest of the world, in any letters; what else is in it must be long enough by itself."""
    town.c = replace(town.c, guesses=("honchousha", "sunshine"))
    for wanted in ("Honchousha1", "SUNSHINEsunshine", "honchousha-sunshine"):
        await refused(Reason.password_easy, clerks.choose_password(town.c, "1000005", CITY.password, wanted))
    assert (await clerks.choose_password(town.c, "1000005", CITY.password, "sunshine über Teich"))[1].name == "中村"


def test_the_demo_citys_list_is_read_with_its_remarks_left_out() -> None:
    words = read_guesses(FOLDER)
    assert "honchousha" in words and not any(word.startswith("#") for word in words)
    assert read_guesses(FOLDER / "fonts") == ()
