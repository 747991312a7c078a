"""The transactions of visits, alone: numbers, one winner, one request once, nothing half done."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from handoff import queue
from handoff import visit as v
from handoff.queue_order import LineOrder, OrderSettings, Ranked
from handoff.refusal import Reason, Refused
from handoff.stage import Stage
from handoff.visit import Place, Visit
from server.embedded.postgres import Postgres
from server.ports.visits import (
    AtWindow,
    Barrier,
    NotKept,
    Opening,
    RecordAway,
    Step,
    Story,
    Unsure,
    Written,
    WrongEpoch,
)
from server.record.catalogs import PgCatalogs
from server.record.engine import open_engine
from server.record.forgetting import MOST
from server.record.visits import PgVisits
from tests.engines import Own

NOW = 1_806_278_400_000  # 2027-03-29 in Tokyo
DAY = "2027-03-29"
STORY = Story("U01", "中村", "W05")
AT = Place("U01", "main", "W05", "G05", "G05")
pytestmark = pytest.mark.usefixtures("catalogs")


def waiting(name: str, arrived: int = NOW, **more: object) -> Visit:
    """A visit that has no number yet."""
    one = Visit(
        f"v{name}",
        f"c{name}",
        1,
        "main",
        "main",
        DAY,
        "",
        Stage.waiting,
        "G05",
        "S01",
        arrived,
        arrived,
        arrived,
        arrived,
    )
    return replace(one, **more)


async def opened(visits: PgVisits, name: str, letters: str = "AN", **more: object) -> Visit:
    """A visit with its number."""
    written = await visits.open(f"open-{name}", Opening(waiting(name, **more), letters, True, 1), STORY, NOW)
    found = await visits.get(written.visit)
    assert found is not None
    return found


def claims(visit: Visit, here: AtWindow) -> Step:
    """A claim at W05."""
    return Step(v.claimed(visit, AT, NOW, here.rev), "claim")


async def counted(engine: AsyncEngine, table: str) -> int:
    """How many rows."""
    async with engine.connect() as connection:
        return int((await connection.execute(text(f"SELECT count(*) FROM {table}"))).scalar_one())


# ---- numbers


async def test_i13_32_clients_at_once_never_get_a_number_twice(visits: PgVisits) -> None:
    """320 numbers: A001 to A320, each once, none left out."""

    async def client(who: int) -> list[str]:
        return [(await opened(visits, f"{who}-{turn}")).number for turn in range(10)]

    given = [number for numbers in await asyncio.gather(*map(client, range(32))) for number in numbers]
    assert sorted(given) == [f"A{at:03d}" for at in range(1, 321)]


async def test_after_999_comes_the_second_letter_and_then_none(engine: AsyncEngine, visits: PgVisits) -> None:
    """A999 is followed by N001; after N999 the line has no numbers left today, and nothing was written."""
    async with engine.begin() as connection:
        await connection.execute(text(f"INSERT INTO series VALUES ('main', '{DAY}', 'A', 998)"))
    assert [(await opened(visits, name)).number for name in "abc"] == ["A999", "N001", "N002"]
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE series SET last = 999"))
    with pytest.raises(Refused) as no:
        await opened(visits, "d")
    assert no.value.reason is Reason.numbers_used_up
    again = await visits.open("open-c", Opening(waiting("other"), "AN", True, 1), STORY, NOW)
    assert (again.row.number, again.visit, again.again) == ("N002", "vc", True)  # whoever asks again has one
    assert (await counted(engine, "cases"), await counted(engine, "visits")) == (3, 3)


async def test_each_day_and_each_office_begin_anew(visits: PgVisits) -> None:
    """The series is the office's, and the day's."""
    assert (await opened(visits, "a")).number == (await opened(visits, "b", day="2027-03-30")).number == "A001"
    assert (await opened(visits, "c", home="east")).number == "A001"


# ---- one request, once


async def test_a_request_asked_again_gives_the_same_and_writes_nothing(engine: AsyncEngine, visits: PgVisits) -> None:
    """Opening and moving."""
    opening = Opening(waiting("a"), "A", True, 1, more={"ahead": 3})
    first, again = [await visits.open("same", opening, STORY, NOW) for _ in range(2)]
    assert again == replace(first, again=True, outbox=0) and again.more == {"ahead": 3}
    moved = await visits.move("claim", "va", claims, STORY, NOW)
    assert await visits.move("claim", "va", claims, STORY, NOW) == replace(moved, again=True, outbox=0)
    assert (await counted(engine, "visit_events"), await counted(engine, "outbox")) == (2, 2)
    assert await visits.known("never") is None


async def test_the_same_request_twenty_times_at_once_is_done_once(engine: AsyncEngine, visits: PgVisits) -> None:
    """An impatient network: each gets the same answer."""
    opening = Opening(waiting("a"), "A", True, 1)
    written = await asyncio.gather(*(visits.open("same", opening, STORY, NOW) for _ in range(20)))
    assert {one.row.number for one in written} == {"A001"} and sum(not one.again for one in written) == 1
    moved = await asyncio.gather(*(visits.move("claim", "va", claims, STORY, NOW) for _ in range(20)))
    assert {one.row.version for one in moved} == {2} and sum(not one.again for one in moved) == 1
    assert await counted(engine, "visit_events") == 2


# ---- keep, then hand


async def journal(engine: AsyncEngine, *, rev: int = 0, number: int = 7) -> None:
    """An epoch, and a case kept up to a revision."""
    async with engine.begin() as connection:
        await connection.execute(text(f"INSERT INTO epoch (number, nonce) VALUES ({number}, 'n')"))
        if rev:
            await connection.execute(
                text("INSERT INTO journal VALUES ('ca', :rev, 'op', '', 1, 7, 'U01', 'W05', 'set', 1, '')").bindparams(
                    rev=rev
                )
            )


async def test_i12_a_move_commits_only_when_the_journal_holds_the_revision(
    engine: AsyncEngine, visits: PgVisits
) -> None:
    """A barrier that promised too much, or was of another epoch: nothing is written; the true one is."""
    await opened(visits, "a")
    with pytest.raises(WrongEpoch):
        await visits.move("one", "va", claims, STORY, NOW, Barrier("ca", "999989:7:n", 0))
    await journal(engine, rev=3)
    for barrier, wrong in (
        (Barrier("ca", "999989:7:n", 4), NotKept),
        (Barrier("ca", "999989:6:n", 3), WrongEpoch),
        (Barrier("ca", "999989:7:m", 3), WrongEpoch),
        (Barrier("ca", "999990:7:n", 3), WrongEpoch),
    ):
        with pytest.raises(wrong):
            await visits.move("one", "va", claims, STORY, NOW, barrier)
    assert await counted(engine, "visit_events") == 1
    await visits.move("one", "va", claims, STORY, NOW, Barrier("ca", "999989:7:n", 3))
    after = await visits.get("va")
    assert after is not None and (after.sheet_rev, after.claim_rev, after.epoch, after.version) == (3, 3, 7, 2)


# ---- one winner


async def test_i8_sixteen_windows_claim_and_one_wins(visits: PgVisits) -> None:
    """Each of twenty visits is claimed by 16 windows at once: one winner, and the others are told who."""

    async def claim(name: str, window: int) -> str:
        at = Place(f"U{window}", "main", f"X{window}", "G05", "G05")
        story = Story(f"U{window}", "誰か", None)
        try:
            done = await visits.move(
                f"{name}-{window}", f"v{name}", lambda visit, _: Step(v.claimed(visit, at, NOW, 0), "claim"), story, NOW
            )
        except Refused as no:
            assert no.reason is Reason.taken
            return str(no.more["window"])
        assert done.row.window == f"X{window}" and done.row.fence == 1
        return f"X{window}!"

    for turn in range(20):
        await opened(visits, str(turn))
        said = await asyncio.gather(*(claim(str(turn), window) for window in range(16)))
        winners = [one[:-1] for one in said if one.endswith("!")]
        assert len(winners) == 1 and {one.rstrip("!") for one in said} == set(winners)


async def test_concurrent_calls_never_get_the_same_visitor(visits: PgVisits) -> None:
    """40 wait, 40 windows call at once: everybody is called once, in the order of the rule for those who come one by
    one."""
    people = [await opened(visits, str(turn), arrived=NOW + turn * 37 % 11) for turn in range(40)]

    async def call(window: int) -> str:
        at = Place("U", "main", f"X{window}", "G05", "G05")
        story = Story("U", "誰か", None)
        written = await visits.next(
            f"call-{window}",
            "main",
            ["G05"],
            f"X{window}",
            lambda one, _: Step(v.called(one, at, NOW), "call"),
            story,
            NOW,
        )
        assert written is not None
        return written.row.number

    called = await asyncio.gather(*map(call, range(30)))
    assert len(set(called)) == 30
    left = [one for one in queue.in_order(people, NOW) if one.number not in called]
    assert [await call(window) for window in range(30, 40)] == [one.number for one in left]


ORDERS = [
    queue.EVERYWHERE,
    OrderSettings(care=True),
    OrderSettings(appointments=False, handoffs="line"),
    OrderSettings(of={"G05": LineOrder(care=True, handoffs="line"), "G06": LineOrder(appointments=False)}),
    Ranked(care=True, ranks={"G06": 1}),
]


@pytest.mark.parametrize("orders", ORDERS, ids=["as-ever", "care", "by-the-line", "of-some-lines", "one-line-first"])
async def test_the_record_calls_in_the_order_of_the_rule(visits: PgVisits, orders: OrderSettings) -> None:
    """Whatever the city decides about its lines; nobody meant for a colleague, of another line, office or day."""
    people = [
        await opened(visits, "a", turn=50),
        await opened(visits, "b", turn=20),
        await opened(visits, "c", turn=90, urgency="urgent"),
        await opened(visits, "d", turn=20),
        await opened(visits, "e", turn=1, to_window="W06"),
        await opened(visits, "f", turn=1, line="G01"),
        await opened(visits, "g", turn=1, day="2027-03-28"),
        await opened(visits, "h", turn=30, stage=Stage.ready),
        await opened(visits, "i", turn=2, to_window="W05"),
        await opened(visits, "j", turn=80, due=NOW),
        await opened(visits, "k", turn=70, due=NOW - 1),
        await opened(visits, "l", turn=60, due=NOW + 1),
        await opened(visits, "m", turn=40, due=NOW - 9, stage=Stage.passing),
        await opened(visits, "n", turn=45, care=True, line_since=NOW + 3),
        await opened(visits, "o", turn=46, care=True, due=NOW, line_since=NOW + 2),
        await opened(visits, "p", turn=47, care=True, due=NOW, line="G06", line_since=NOW + 1),
        await opened(visits, "q", turn=10, line="G06", line_since=NOW + 9, stage=Stage.passing),
    ]
    mine = [one for one in people if queue.callable_by(one, ["G05", "G06"], "W05") and one.day == DAY]
    called = []
    while True:
        written = await visits.next(
            f"call-{len(called)}",
            "main",
            ["G05", "G06"],
            "W05",
            lambda one, _: Step(v.called(one, AT, NOW), "call"),
            STORY,
            NOW,
            orders,
        )
        if written is None:
            break
        called.append(written.visit)
    assert called == [one.visit for one in queue.in_order(mine, NOW, orders)]
    ahead = await visits.ahead(people[4], ["G05", "G06"], NOW)
    assert ahead == 0


@pytest.mark.parametrize("orders", ORDERS[:3], ids=["as-ever", "care", "by-the-line"])
async def test_ahead_counts_who_comes_before(visits: PgVisits, orders: OrderSettings) -> None:
    """People ahead, as the rule orders them."""
    people = [
        await opened(visits, str(at), turn=100 - at, urgency="urgent" if at == 2 else "normal") for at in range(5)
    ]
    people += [await opened(visits, "due", turn=99, due=NOW), await opened(visits, "later", turn=98, due=NOW + 1)]
    people += [await opened(visits, "care", turn=90, care=True, line_since=NOW - 5)]
    order = queue.in_order(people, NOW, orders)
    assert [await visits.ahead(one, ["G05"], NOW, orders) for one in order] == list(range(8))


@pytest.mark.parametrize("orders", ORDERS, ids=["as-ever", "care", "by-the-line", "of-some-lines", "one-line-first"])
async def test_ahead_counts_the_other_lines_of_the_windows_too(visits: PgVisits, orders: OrderSettings) -> None:
    """Two lines that the same windows call, a third that others do: as the rule orders the two together."""
    lines = ["G05", "G06"]
    people = [await opened(visits, str(at), turn=100 - at, line=lines[at % 2]) for at in range(6)]
    people += [await opened(visits, "care", turn=97, care=True, line="G06", line_since=NOW - 5)]
    await opened(visits, "elsewhere", turn=1, line="G20")
    order = queue.in_order(people, NOW, orders)
    assert [await visits.ahead(one, lines, NOW, orders) for one in order] == list(range(7))
    mine = [one for one in order if one.line == "G06"]
    assert [await visits.ahead(one, ["G06"], NOW, orders) for one in mine] == list(range(len(mine)))


# ---- nothing half done


async def test_a_rule_that_refuses_leaves_no_trace(engine: AsyncEngine, visits: PgVisits) -> None:
    """Version, events and outbox stay."""
    before = await opened(visits, "a")

    def never(visit: Visit, here: AtWindow) -> Step:
        raise Refused(Reason.illegal_move)

    with pytest.raises(Refused):
        await visits.move("one", "va", never, STORY, NOW)
    assert await visits.get("va") == before and await counted(engine, "visit_events") == 1
    with pytest.raises(Refused) as no:
        await visits.move("two", "nobody", never, STORY, NOW)
    assert no.value.reason is Reason.no_such_visit


async def test_a_case_has_one_live_visit(visits: PgVisits) -> None:
    """Twenty open another visit of an ended case at once: one does; versions and fences go on."""
    first = await opened(visits, "a")

    def ends(visit: Visit, here: AtWindow) -> Step:
        return Step(v.finished(visit, AT, NOW, "suspended", ""), "suspend")

    await visits.move("claim", "va", claims, STORY, NOW)
    again = replace(waiting("again"), case="ca", stage=Stage.serving, fence=1, window="W05")
    with pytest.raises(Refused) as no:
        await visits.open("early", Opening(again, "A", False, 0), STORY, NOW)
    assert no.value.reason is Reason.already_claimed
    await visits.move("end", "va", ends, STORY, NOW)

    async def reopen(turn: int) -> int:
        opening = Opening(replace(again, visit=f"again-{turn}"), "A", False, 0)
        try:
            return (await visits.open(f"again-{turn}", opening, STORY, NOW)).row.version
        except Refused as refused:
            assert refused.reason is Reason.already_claimed
            return 0

    assert sorted(await asyncio.gather(*map(reopen, range(20)))) == [0] * 19 + [4]
    last = await visits.last_of("ca")
    assert last is not None and (last.fence, last.number) == (2, "A002")
    assert await visits.sleeper("ca") == (await visits.catalog_of("ca"), last)
    assert await visits.sleeper("nobody") is None
    history = await visits.history("ca")
    assert history[0].visit == first.visit


async def test_every_stage_is_timed_in_the_events(engine: AsyncEngine, visits: PgVisits) -> None:
    """Who, where, from which stage to which, and how long the visit was in the first."""
    await opened(visits, "a")
    await visits.move(
        "claim", "va", lambda one, here: Step(v.claimed(one, AT, NOW + 5_000, 0), "claim"), STORY, NOW + 5_000
    )
    async with engine.connect() as connection:
        query = 'SELECT move, stage, next, took, clerk, name, "window", line FROM visit_events ORDER BY version'
        rows = (await connection.execute(text(query))).all()
    assert [tuple(row) for row in rows] == [
        ("give_number", "", "waiting", 0, "U01", "中村", "W05", "G05"),
        ("claim", "waiting", "serving", 5_000, "U01", "中村", "W05", "G05"),
    ]


async def test_a_window_is_seen_as_it_is_under_its_lock(visits: PgVisits) -> None:
    """Clerks at one window claim different visitors in one instant: one gets theirs, the others see it."""

    def one_only(visit: Visit, here: AtWindow) -> Step:
        if here.busy:
            raise Refused(Reason.case_open_here)
        return Step(v.claimed(visit, AT, NOW, 0), "claim")

    for turn in range(6):
        names = [f"{turn}-{at}" for at in range(8)]
        for name in names:
            await opened(visits, name)
        tries = (visits.move(f"m-{name}", f"v{name}", one_only, STORY, NOW) for name in names)
        done = await asyncio.gather(*tries, return_exceptions=True)
        won = [one for one in done if isinstance(one, Written)]
        assert len(won) == 1 and sum(isinstance(one, Refused) for one in done) == 7
        await visits.move(
            f"end-{turn}", won[0].visit, lambda one, _: Step(v.finished(one, AT, NOW, "done", ""), "finish"), STORY, NOW
        )


async def test_a_gap_is_filled_from_the_events(visits: PgVisits) -> None:
    """Every version's row is kept, for a projection that missed some."""
    await opened(visits, "a")
    await visits.move("claim", "va", claims, STORY, NOW)
    rows = await visits.rows("va", 0)
    assert [(row.version, event, request) for row, event, request in rows] == [
        (1, "give_number", "open-a"),
        (2, "claim", "claim"),
    ]
    assert [row.stage for row, _, _ in await visits.rows("va", 1)] == ["serving"]


# ---- tickets


async def test_one_slip_is_good_at_a_time(visits: PgVisits) -> None:
    """A new one replaces the old one from its moment on; a claim counts its use."""
    await opened(visits, "a")

    def printed(sha: bytes) -> object:
        return lambda one, _: Step(v.planned(one, NOW, one.way), "slip", sha)

    await visits.move("s1", "va", printed(b"1"), STORY, NOW)  # type: ignore[arg-type]
    await visits.move("s2", "va", printed(b"2"), STORY, NOW + 9)  # type: ignore[arg-type]
    first, second = await visits.ticket(b"1"), await visits.ticket(b"2")
    assert first is not None and second is not None and await visits.ticket(b"3") is None
    assert (first.replaced_at, second.replaced_at, second.number) == (NOW + 9, None, "A001")


# ---- PostgreSQL goes


async def test_a_record_that_is_away_says_so_and_an_unknown_end_can_be_asked(postgres_server: Own[Postgres]) -> None:
    """Killed before the commit: nothing was written. The commit's answer lost: the request tells."""
    engine = open_engine(postgres_server.engine.url())
    catalogs, visits = PgCatalogs(engine), PgVisits(engine, "999989")
    from tests.record.conftest import CITY

    await catalogs.load(CITY, {}, 1)
    await opened(visits, "a")

    def dies(visit: Visit, here: AtWindow) -> Step:
        postgres_server.kill()
        return claims(visit, here)

    with pytest.raises((RecordAway, Unsure)) as away:
        await visits.move("one", "va", dies, STORY, NOW)
    with pytest.raises(RecordAway) as still:
        await visits.get("va")
    assert still.value.reason is Reason.not_now and away.value
    postgres_server.start()
    for _ in range(3):
        try:
            known = await visits.known("one")
            break
        except RecordAway:
            continue
    assert known is None
    assert (await visits.move("one", "va", claims, STORY, NOW)).row.version == 2
    await engine.dispose()


# ---- what was shown


async def test_what_was_shown_leaves_the_outbox_in_a_rush_many_rows_at_once(
    engine: AsyncEngine, visits: PgVisits
) -> None:
    """Nothing that was not shown leaves it; what a rush leaves over goes with the next one."""
    given = await asyncio.gather(
        *(visits.open(f"open-{at}", Opening(waiting(str(at)), "A", True, 1), STORY, NOW) for at in range(150))
    )
    kept, *shown = [written.outbox for written in given]
    for outbox in shown:
        await visits.shown(outbox)
    assert await counted(engine, "outbox") < 150 - MOST
    while await counted(engine, "outbox") > 1:
        await visits.shown(shown[0])
    async with engine.connect() as connection:
        assert (await connection.execute(text("SELECT id FROM outbox"))).scalars().all() == [kept]
