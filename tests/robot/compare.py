"""What stands in the other system against what the households said, and against the CSV of the same work."""

from __future__ import annotations

import csv
import io
import zipfile
from collections import Counter, defaultdict
from typing import Any

from handoff.conversion import Target, convert
from handoff.export_cell import restored
from tests.house import SATO, RunningHouse
from tests.robot.other import OF_CASE, OF_PERSON, PEOPLE, field
from tests.robot.robot import FORM

NAME = OF_PERSON[0]


async def file_of(house: RunningHouse) -> dict[str, list[dict[str, str]]]:
    """The CSV as the robot's account takes it from our page: case -> its rows."""
    client, _ = await house.clerk(SATO)
    today = house.web.cellar.cupboards.business_day()
    sought = {"since": today, "until": today, "forms": [FORM]}
    packed = await client.posts("/api/exports/csv", {"sought": sought, "encoding": "cp932"})
    files = zipfile.ZipFile(io.BytesIO(packed))
    name = next(one for one in files.namelist() if one.startswith(FORM) or "住民異動届" in one)
    rows = defaultdict(list)
    for row in csv.DictReader(io.StringIO(files.read(name).decode("cp932"))):
        rows[row[OF_CASE[0]]].append({heading: restored(text) for heading, text in row.items()})
    return dict(rows)


def doubles(records: list[dict[str, str]]) -> int:
    """Entered more than once."""
    return sum(times - 1 for times in Counter(one["案件番号"] for one in records).values())


def differences(
    records: list[dict[str, str]], said: dict[str, dict[str, Any]], rows: dict[str, list[dict[str, str]]]
) -> list[tuple[str, str]]:
    """(case, field) of every value that is not as it must be, and of every case that is not there."""
    entered = {one["案件番号"]: one for one in records}
    wrong = [(case, "案件番号") for case in said.keys() ^ entered.keys()]
    for case, one in entered.items():
        wanted = {field(0, heading): rows[case][0].get(heading, "") for heading in OF_CASE[1:]}
        for at in range(PEOPLE):
            row = rows[case][at] if at < len(rows[case]) else {}
            wanted |= {field(at + 1, heading): row.get(heading, "") for heading in OF_PERSON}
        wrong += [(case, name) for name, text in wanted.items() if one[name] != text]
        theirs = {convert(text, Target("cp932"))[0] for key, text in said[case].items() if key.endswith(".m_name")}
        wrong += [
            (case, NAME) for name, text in one.items() if name.endswith(" " + NAME) and text and text not in theirs
        ]
    return wrong
