"""The kinds of files that bring the city's own data: what each may say (item -> the name that a fresh profile expects),
and what it cannot do without.

Names of residents are the national ones (標準データ項目). Those of eligibility and of moving-out notices were not found
published: a city writes its own headings into its profile.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

import msgspec

KindId: TypeAlias = Literal["residents", "eligibility", "moving"]

NUMBER: Final = "m_atena_no"
HOUSEHOLD: Final = "hh_setai_no"
GONE: Final = "gone"
"""Not an item: whether the row says that whoever it is about is no longer in the data."""
NOTICE: Final = "notice"
"""Not an item: the number of a moving-out notice, the same for all who move together."""
PLACE: Final = "place"
"""Not an item: which of those who move together somebody is, counted from 1."""
_PERSON: Final[Mapping[str, str]] = {
    "m_name": "氏名",
    "m_kana": "氏名_フリガナ",
    "m_romaji": "氏名_外国人ローマ字",
    "m_kanji_f": "氏名_外国人漢字",
    "m_tsusho": "通称",
    "m_tsusho_kana": "通称_フリガナ",
    "m_kyuuji": "旧氏",
    "m_birth": "生年月日",
    "m_sex": "性別",
    "m_zokugara": "続柄表記",
}
_NUMBERS: Final[Mapping[str, str]] = {
    "m_code": "住民票コード",
    "m_mynumber": "個人番号",
    "m_nat": "国籍名等",
    "m_status": "在留資格等コード",
    "m_period": "在留期間等コード",
    "m_until": "在留期間の満了の日",
    "m_card_no": "在留カード等番号",
}
RESIDENTS: Final[Mapping[str, str]] = {
    NUMBER: "宛名番号",
    HOUSEHOLD: "世帯番号",
    **_PERSON,
    "m_postal": "住所_郵便番号",
    "at_machiaza": "住所_町字コード",
    "at_town": "住所_町字",
    "at_banchi": "住所_番地号表記",
    "at_katagaki": "住所_方書",
    "m_juminbi": "住民となった年月日",
    **_NUMBERS,
    GONE: "消除フラグ",
}
"""住民情報. `at_` is where somebody is registered."""
ELIGIBILITY: Final[Mapping[str, str]] = {
    NUMBER: "宛名番号",
    "m_kokuho": "国民健康保険_該当",
    "m_kokuho_no": "国民健康保険_記号番号枝番",
    "m_kokuho_get": "国民健康保険_資格取得年月日",
    "m_kouki": "後期高齢者医療_該当",
    "m_kouki_no": "後期高齢者医療_被保険者番号",
    "m_nenkin": "国民年金_種別",
    "m_kiso_no": "国民年金_基礎年金番号",
    "m_kaigo_no": "介護保険_被保険者番号",
    "m_kaigo_lv": "介護保険_要介護度",
    "m_jite": "児童手当_受給",
    "m_fuyo": "児童扶養手当_受給",
    "m_iryo": "福祉医療_受給者証",
    "m_school": "学齢簿_在学校",
    "m_techo": "障害者手帳_種別等級番号",
    "m_zei": "税_市税の納税",
    "m_kotei": "税_市内の土地家屋",
    "m_inkan_no": "印鑑登録_登録番号",
    "m_mnc": "個人番号カード_発行状況",
    GONE: "消除フラグ",
}
"""資格: what a resident has with the departments, one row each."""
MOVING: Final[Mapping[str, str]] = {
    NOTICE: "整理番号",
    PLACE: "記載順位",
    **_PERSON,
    **_NUMBERS,
    "old_postal": "住所_郵便番号",
    "old_lgcode": "住所_市区町村コード",
    "old_pref": "住所_都道府県",
    "old_city": "住所_市区郡町村名",
    "old_town": "住所_町字",
    "old_banchi": "住所_番地号表記",
    "old_katagaki": "住所_方書",
    "new_postal": "転出先住所_郵便番号",
    "new_town": "転出先住所_町字",
    "new_banchi": "転出先住所_番地号表記",
    "new_katagaki": "転出先住所_方書",
    "koseki_pref": "本籍_都道府県",
    "koseki_city": "本籍_市区郡町村名",
    "koseki_town": "本籍_町字",
    "koseki_banchi": "本籍_番地号表記",
    "koseki_hittosha": "戸籍_筆頭者",
    "m_kokuho": "国民健康保険_該当",
    "m_kouki": "後期高齢者医療_該当",
    "m_kaigo_lv": "介護保険_要介護度",
    "m_nenkin": "国民年金_種別",
    "m_jite": "児童手当_受給",
    GONE: "消除フラグ",
}
"""転出証明書情報 (特例転入): one row for each who moves; addresses and 本籍 are those of all who move together."""


class Kind(msgspec.Struct, frozen=True):
    """A kind of file: what it is called, what it may say, and what no row may lack. `one`: the items by which a row is
    told from all others; `together`: the item that those who belong together share ("" = nobody does). `most_rows`,
    `most_bytes`: twice what a city of 200,000 has; of those who move there are never more than other files may hold."""

    kind: KindId
    name: str
    headings: Mapping[str, str]
    needed: tuple[str, ...]
    one: tuple[str, ...]
    together: str = ""
    most_rows: int = 400_000
    most_bytes: int = 64 << 20


KINDS: Final[Mapping[KindId, Kind]] = {
    one.kind: one
    for one in (
        Kind("residents", "住民情報", RESIDENTS, (NUMBER, HOUSEHOLD, "m_name", "m_birth"), (NUMBER,), HOUSEHOLD),
        Kind("eligibility", "資格情報", ELIGIBILITY, (NUMBER,), (NUMBER,)),
        Kind(
            "moving",
            "転出証明書情報",
            MOVING,
            (NOTICE, PLACE, "m_name", "m_birth"),
            (NOTICE, PLACE),
            NOTICE,
            most_rows=20_000,
            most_bytes=5 << 20,
        ),
    )
}
