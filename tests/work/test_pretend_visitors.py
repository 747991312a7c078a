"""研修: who comes into a training city when somebody asks for visitors, and into no other city."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from handoff import messages as m
from handoff.case import Sheet
from handoff.refusal import Reason
from server.work import find, training, visits
from server.work.cupboards import Cupboards
from tests.work.town import DAY, Town, refused


class Beside:
    """A training city whose stores somebody else keeps."""

    def begin_anew(self) -> bool:
        """Not from here."""
        return False


async def sheets_of(c: Cupboards) -> dict[str, Sheet]:
    """Today's cases that hold anybody already, by their number."""
    rows = await c.visits.unfinished("main", DAY)
    found = {row.number: await c.sheets.read(row.case) for row in rows}
    return {number: sheet for number, sheet in found.items() if sheet is not None and sheet.entries}


async def test_for_each_service_somebody_comes_and_some_have_said_at_home_who_they_are(town: Town) -> None:
    """A learner calls them as any visitor, and goes on where the household stopped."""
    c, who = replace(town.c, training=Beside()), await town.at("W05")
    numbers = await training.visitors(c, who)
    services = [one.service for one in c.catalogs.house().services if one.office == "main"]
    begun = await sheets_of(c)
    assert len(set(numbers)) == len(numbers) == len(services) + len(begun)
    assert len(begun) == 4, "two families that move in, one of mourners, one certificate"
    movers = begun[numbers[len(services)]]
    kana = {entry.value for key, entry in movers.entries.items() if key.endswith(".m_kana")}
    assert kana == {"アオゾラ　イチロウ", "アオゾラ　フタバ", "アオゾラ　サンタ", "アオゾラ　シキ"}
    assert movers.value("ido_date") == (date.fromisoformat(DAY) - timedelta(days=5)).isoformat(), (
        "five days before it comes"
    )
    assert movers.value("q.Q001") is True
    assert {entry.by for entry in movers.entries.values()} == {training.GUEST}
    await find.refresh(c, movers.case)
    hits = [hit.value for hit in await find.search(c, who, "アオゾラ")]
    assert {hit["case"] for hit in hits} == {movers.case}
    row = await town.do(visits.claim, who, m.Claim(number=numbers[len(services)]))
    assert row.case == movers.case


async def test_into_the_real_city_nobody_comes(town: Town) -> None:
    await refused(Reason.not_allowed, training.visitors(town.c, await town.at("W05")))
    assert await town.c.visits.unfinished("main", DAY) == []
