"""Who is about to move to the demo city (転出証明書情報 of 特例転入, fictitious): somebody alone, a family, a couple
from abroad. They have no 個人番号: one that was made up could be somebody's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from handoff.import_kind import NOTICE, PLACE

Row = dict[str, str]
FROM: Final = {
    "old_postal": "9980011",
    "old_lgcode": "999971",
    "old_pref": "架空県",
    "old_city": "となり市",
    "old_town": "港町一丁目",
}
PEOPLE: Final = (
    ("20260401", "藤原　航", "フジワラ　ワタル", "2005-05-05", "1", "世帯主"),
    ("20260402", "三浦　誠", "ミウラ　マコト", "1985-02-11", "1", "世帯主"),
    ("20260402", "三浦　さくら", "ミウラ　サクラ", "1987-09-30", "2", "妻"),
    ("20260402", "三浦　湊", "ミウラ　ミナト", "2016-06-18", "1", "子"),
    ("20260402", "三浦　結菜", "ミウラ　ユイナ", "2021-12-01", "2", "子"),
    ("20260403", "LE VAN AN", "レ　ヴァン　アン", "1992-08-20", "1", "世帯主"),
    ("20260403", "PHAM THI LAN", "ファム　ティ　ラン", "1994-01-15", "2", "妻"),
)
OF_NOTICE: Final[dict[str, Row]] = {
    "20260401": {
        "old_banchi": "３番７号",
        "old_katagaki": "みなと寮２０３",
        "new_postal": "9990002",
        "new_town": "中央二丁目",
        "new_banchi": "４番５号",
        "m_kokuho": "1",
        "m_nenkin": "第1号",
        "m_jite": "なし",
    },
    "20260402": {
        "old_banchi": "１２番１号",
        "new_postal": "9990001",
        "new_town": "中央一丁目",
        "new_banchi": "２番３号",
        "new_katagaki": "あおばハイツ２０２",
        "koseki_pref": "架空県",
        "koseki_city": "となり市",
        "koseki_town": "港町一丁目",
        "koseki_banchi": "１２番地",
        "koseki_hittosha": "三浦　誠",
        "m_kokuho": "0",
    },
    "20260403": {"old_banchi": "８番２号", "m_nat": "ベトナム", "m_until": "2028-03-31", "m_kokuho": "1"},
}
"""What all who move together have."""


def moving() -> Iterator[Row]:
    """A row for each."""
    places: dict[str, int] = {}
    for notice, name, kana, birth, sex, relation in PEOPLE:
        places[notice] = places.get(notice, 0) + 1
        foreign = name.isascii()
        yield {
            NOTICE: notice,
            PLACE: str(places[notice]),
            "m_name": name,
            "m_kana": kana,
            "m_romaji": name if foreign else "",
            "m_birth": birth,
            "m_sex": sex,
            "m_zokugara": relation,
            "m_kouki": "0",
            "m_kaigo_lv": "なし",
            **FROM,
            **OF_NOTICE[notice],
        }
