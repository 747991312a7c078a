"""`python -m deploy.residents`: writes the files of the demo city's own data (fictitious), always the same: residents
(住民情報) as they are made here, what they are eligible for (`eligibility.py`), who is about to move in (`movers.py`).

First the people of sample_residents.csv, who stand for what is hard about people; then made-up households until there
are enough. They have no 個人番号: one that was made up could be somebody's.
"""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from deploy.eligibility import eligible
from deploy.movers import moving
from handoff.import_kind import ELIGIBILITY, MOVING, RESIDENTS

CITY: Final = Path(__file__).parent / "city/aobano"
PEOPLE: Final = 2_000
TODAY: Final = date(2027, 4, 1)


def _words(text: str) -> list[str]:
    """Words that are parted by spaces."""
    return text.split()


SURNAMES: Final = _words(
    "佐藤サトウ 鈴木スズキ 高橋タカハシ 田中タナカ 伊藤イトウ 渡辺ワタナベ 山本ヤマモト 中村ナカムラ "
    "小林コバヤシ 加藤カトウ 吉田ヨシダ 山田ヤマダ 佐々木ササキ 山口ヤマグチ 松本マツモト 井上イノウエ "
    "木村キムラ 林ハヤシ 斎藤サイトウ 清水シミズ 山崎ヤマザキ 森モリ 池田イケダ 橋本ハシモト 阿部アベ "
    "石川イシカワ 山下ヤマシタ 中島ナカジマ 石井イシイ 小川オガワ 前田マエダ 岡田オカダ 長谷川ハセガワ "
    "藤田フジタ 後藤ゴトウ 近藤コンドウ 村上ムラカミ 遠藤エンドウ 青木アオキ 坂本サカモト"
)
MEN: Final = _words(
    "太郎タロウ 健一ケンイチ 誠マコト 浩ヒロシ 大輔ダイスケ 翔太ショウタ 蓮レン 悠真ユウマ 大翔ヒロト "
    "隆タカシ 正夫マサオ 勇イサム 直樹ナオキ 拓也タクヤ 和也カズヤ 陽向ヒナタ 湊ミナト 樹イツキ 清キヨシ "
    "茂シゲル"
)
WOMEN: Final = _words(
    "花子ハナコ 美咲ミサキ 陽子ヨウコ 幸子サチコ 和子カズコ 由美ユミ 真由美マユミ 恵ケイ 愛アイ 結衣ユイ "
    "陽菜ヒナ さくらサクラ 葵アオイ 凛リン 節子セツコ 京子キョウコ 久美子クミコ 智子トモコ 彩アヤ 結菜ユイナ"
)
ITEMS: Final = (
    "m_atena_no", "hh_setai_no", "m_name", "m_kana", "m_romaji", "m_kyuuji", "m_birth", "m_sex", "m_zokugara",
    "m_postal", "at_machiaza", "at_town", "at_banchi", "at_katagaki", "m_code", "m_mynumber", "m_nat", "m_status",
    "m_period", "m_until", "m_card_no",
)  # fmt: skip
OF_SAMPLE: Final = {
    "m_atena_no": "atena_no", "hh_setai_no": "setai_no", "m_name": "name", "m_kana": "kana", "m_romaji": "romaji",
    "m_kyuuji": "kyuuji", "m_birth": "birth", "m_zokugara": "zokugara", "at_machiaza": "machiaza_id",
    "at_town": "town", "at_banchi": "banchi", "at_katagaki": "katagaki", "m_code": "juminhyo_code",
    "m_mynumber": "mynumber", "m_period": "zairyu_period", "m_until": "zairyu_until", "m_card_no": "zairyu_card_no",
}  # fmt: skip
FIRST_NUMBER: Final = 101
FIRST_HOUSEHOLD: Final = 101
_WIDE: Final = str.maketrans("0123456789", "０１２３４５６７８９")
Row = dict[str, str]


def rows(name: str) -> list[Row]:
    """A file of the demo city."""
    with (CITY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def samples(towns: dict[str, Row], codes: list[Row]) -> Iterator[Row]:
    """The people who stand for what is hard."""
    named = {(row["dict"], row["code"]): row["label_ja"] for row in codes}
    status = {row["label_ja"]: row["code"] for row in codes if row["dict"] == "zairyu"}
    for row in rows("sample_residents"):
        said = {item: row[column] for item, column in OF_SAMPLE.items()}
        said["m_sex"] = "1" if row["sex"] == "男" else "2"
        said["m_nat"] = named.get(("country", row["nationality"]), "")
        said["m_status"] = status.get(row["zairyu_status"], "")
        said["m_postal"] = towns[row["machiaza_id"]]["postal"]
        yield said


def households(chance: random.Random, towns: list[Row]) -> Iterator[Row]:
    """Made-up people, household by household, without end."""
    number, household = FIRST_NUMBER, FIRST_HOUSEHOLD
    while True:
        town = chance.choice(towns)
        banchi = f"{chance.randint(1, 30)}番{chance.randint(1, 20)}号" if town["jukyo_hyoji"] == "1" else ""
        where = {
            "m_postal": town["postal"],
            "at_machiaza": town["machiaza_id"],
            "at_town": town["town"],
            "at_banchi": (banchi or f"{chance.randint(1, 2_000)}番地").translate(_WIDE),
        }
        surname, family = _named(chance.choice(SURNAMES))
        for given, reading, birth, sex, relation in _members(chance):
            yield {
                "m_atena_no": f"{number:015}",
                "hh_setai_no": f"{household:015}",
                "m_name": f"{surname}　{given}",
                "m_kana": f"{family}　{reading}",
                "m_birth": birth.isoformat(),
                "m_sex": sex,
                "m_zokugara": relation,
                **where,
            }
            number += 1
        household += 1


def _members(chance: random.Random) -> Iterator[tuple[str, str, date, str, str]]:
    """(name, reading, birth, sex, relation) of one household, the head first."""
    old = chance.randint(22, 88)
    man = chance.random() < 0.7
    yield (*_named(chance.choice(MEN if man else WOMEN)), _born(chance, old), "1" if man else "2", "世帯主")
    if old > 25 and chance.random() < 0.6:
        partner = ("2", "妻", WOMEN) if man else ("1", "夫", MEN)
        yield (*_named(chance.choice(partner[2])), _born(chance, max(20, old - chance.randint(-4, 6))), *partner[:2])
        for child in range(chance.choice((0, 1, 1, 2, 2, 3)) if old < 60 else 0):
            boy = chance.random() < 0.5
            age = max(0, min(old - 24, 20) - 3 * child)
            yield (*_named(chance.choice(MEN if boy else WOMEN)), _born(chance, age), "1" if boy else "2", "子")


def _named(text: str) -> tuple[str, str]:
    """Writing and reading of `佐藤サトウ`: the reading is its run of katakana at the end."""
    plain = text.rstrip("".join(chr(code) for code in range(0x30A1, 0x30FD)))
    return plain, text[len(plain) :]


def _born(chance: random.Random, age: int) -> date:
    return TODAY - timedelta(days=age * 365 + age // 4 + chance.randint(1, 364))


def people(count: int) -> list[Row]:
    """So many residents (and the last household to its end)."""
    all_towns = rows("towns")
    found = list(samples({row["machiaza_id"]: row for row in all_towns}, rows("codes")))
    chance = random.Random("あおばの市")
    for row in households(chance, all_towns):
        if len(found) >= count and row["m_zokugara"] == "世帯主":
            break
        found.append(row)
    return found


def made(count: int = PEOPLE) -> bytes:
    """The file of so many residents."""
    return written(ITEMS, RESIDENTS, people(count))


def files() -> dict[str, bytes]:
    """All files, by kind."""
    towns = {row["machiaza_id"]: row for row in rows("towns")}
    able = eligible(people(PEOPLE), rows("sample_residents"), towns, TODAY)
    return {
        "residents": made(),
        "eligibility": written(tuple(ELIGIBILITY), ELIGIBILITY, able),
        "moving": written(tuple(MOVING), MOVING, moving()),
    }


def written(items: Sequence[str], headings: Mapping[str, str], found: Iterable[Row]) -> bytes:
    """A file of these items, as a city's system would write it."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, items, restval="", lineterminator="\n")
    writer.writerow({item: headings[item] for item in items})
    writer.writerows(found)
    return text.getvalue().encode()


if __name__ == "__main__":
    for kind, file in files().items():
        (CITY / f"{kind}.csv").write_bytes(file)
