"""What the demo city's residents have with the departments (資格情報, fictitious): made from who they are, always the
same. What sample_residents.csv says of its people stands as it is said there."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from handoff.household import GROWN
from handoff.import_kind import HOUSEHOLD, NUMBER
from handoff.wareki import age, grade

Row = dict[str, str]
OF_SAMPLE: Final = {
    "m_kokuho": "kokuho", "m_kouki": "kouki", "m_kaigo_lv": "kaigo", "m_techo": "techo", "m_jite": "jidou_teate",
    "m_mnc": "mnc", "m_inkan_no": "inkan_no",
}  # fmt: skip
CARE: Final = ("要支援1", "要支援2", "要介護1", "要介護2", "要介護3")
HEAD: Final = "世帯主"


def eligible(residents: Sequence[Row], samples: Sequence[Row], towns: Mapping[str, Row], today: date) -> Iterator[Row]:
    """A row for each resident, in their order."""
    chance = random.Random("資格")
    said = {row["atena_no"]: row for row in samples}
    homes: dict[str, list[Row]] = {}
    for row in residents:
        homes.setdefault(row[HOUSEHOLD], []).append(row)
    for members in homes.values():
        kokuho = chance.random() < 0.35 or any(said.get(one[NUMBER], {}).get("kokuho") == "1" for one in members)
        child = any(_is_child(one, today) for one in members)
        for one in members:
            made = _of(one, towns, today, kokuho, child, chance)
            sample = said.get(one[NUMBER], {})
            made |= {item: sample[column] for item, column in OF_SAMPLE.items() if sample.get(column)}
            yield {NUMBER: one[NUMBER], **made}


def _of(one: Row, towns: Mapping[str, Row], today: date, kokuho: bool, child: bool, chance: random.Random) -> Row:
    years, number = age(str(one["m_birth"]), today) or 0, int(one[NUMBER])
    old, grown, owner = years >= 75, 20 <= years < 60, one["m_zokugara"] == HEAD and chance.random() < 0.45
    made = {
        "m_kokuho": "1" if kokuho and not old else "0",
        "m_kokuho_no": f"99-{number:06}-{number % 7 + 1:02}" if kokuho and not old else "",
        "m_kouki": "1" if old else "0",
        "m_kouki_no": f"{99_000_000 + number}" if old else "",
        "m_nenkin": ("第1号" if kokuho else chance.choice(("第2号", "第2号", "第3号"))) if grown else "未加入",
        "m_kaigo_no": f"{number:010}" if years >= 65 else "",
        "m_kaigo_lv": chance.choice(CARE) if old and chance.random() < 0.3 else "なし",
        "m_mnc": "あり" if chance.random() < 0.75 else "なし",
        "m_inkan_no": f"{number + 20_000}" if years >= 20 and chance.random() < 0.5 else "",
        "m_zei": "1" if years >= 20 and (owner or chance.random() < 0.6) else "0",
        "m_kotei": "1" if owner else "0",
    }
    return made | _of_children(one, towns, today, child)


def _of_children(one: Row, towns: Mapping[str, Row], today: date, child: bool) -> Row:
    year = grade(str(one["m_birth"]), today)
    if not _is_child(one, today):
        return {"m_jite": "受給者" if child and one["m_zokugara"] == HEAD else "なし", "m_fuyo": "なし"}
    column = {"小": "school_e", "中": "school_j"}.get(year[:1], "")
    school = towns.get(one["at_machiaza"], {}).get(column, "")
    return {"m_jite": "対象児童", "m_fuyo": "なし", "m_iryo": f"子ども {int(one[NUMBER]):07}", "m_school": school}


def _is_child(one: Row, today: date) -> bool:
    year = grade(str(one["m_birth"]), today)
    return bool(year) and year != GROWN
