"""When visitors take numbers by themselves."""

from __future__ import annotations

from datetime import date

import sqlalchemy as sa

from handoff.calendar import midnight
from handoff.refusal import Reason, Refused
from server.record.tables import offices, settings
from server.work import number_hours
from tests.work.town import DAY, Town

MINUTE_MS = 60_000
TODAY = midnight(date.fromisoformat(DAY))


async def decides(town: Town, opens: str, **visits: object) -> None:
    """The city writes this into its settings and its offices."""
    async with town.engine.begin() as line:
        await line.execute(sa.update(settings).where(settings.c.key == "visits").values(value=visits))
        await line.execute(sa.update(offices).where(offices.c.office == "main").values(opens=opens))
    await town.c.catalogs.refresh()


def is_open(town: Town) -> bool:
    """Whether a number is given to who asks for it at the screen."""
    try:
        number_hours.must_be_open(town.c, "main")
    except Refused as no:
        assert no.reason is Reason.outside_hours
        return False
    return True


async def test_numbers_are_given_from_some_minutes_before_the_office_opens(town: Town) -> None:
    """At nine on a Monday; the screen is told of the next days too."""
    assert number_hours.spans(town.c, "main") is None and is_open(town), "the demo city gives them at any time"
    await decides(town, "09:10", number_before=15)
    found = number_hours.spans(town.c, "main")
    assert found is not None and found[0] == (TODAY + (8 * 60 + 55) * MINUTE_MS, TODAY + (17 * 60 + 15) * MINUTE_MS)
    assert is_open(town)
    await decides(town, "09:30", number_before=15)
    assert not is_open(town)
    await decides(town, "09:30", number_before=45)
    assert is_open(town)
