"""In which order items stand on a screen: sections with a title, of the case and of each person.

A section's key stands in `ok.<section>` (入力確定), so it never changes its meaning and holds no dot. Items that a
city adds and this file does not know come at the end of the section of their scope.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from handoff.item import ItemDef


class Section(msgspec.Struct, frozen=True, omit_defaults=True):
    """A group of items under one title. `per` is `case`, or `person` (shown once for each person)."""

    key: str
    title: str
    per: str
    items: tuple[str, ...] = ()


# (key, title, per, items in order); a word that ends in _ takes every item whose key begins with it, one in <> every
# item of that scope.
_PLAN: Final = (
    (
        "todoke",
        "届出",
        "case",
        "todoke_date ido_date ido_scope ido_jiyu late_reason ininjo form_biko <case>",
    ),
    (
        "new_addr",
        "新しい住所",
        "case",
        "new_postal new_pref new_city new_town new_banchi new_katagaki new_machiaza new_lgcode new_gyoseiku "
        "new_school_e new_school_j",
    ),
    (
        "old_addr",
        "前の住所",
        "case",
        "old_postal old_pref old_city old_town old_banchi old_katagaki old_machiaza old_lgcode old_",
    ),
    (
        "next_addr",
        "転出先の住所",
        "case",
        "next_postal next_pref next_city next_town next_banchi next_katagaki next_machiaza next_lgcode next_ "
        "kaitei_renrakusaki <addr>",
    ),
    (
        "honseki",
        "本籍・筆頭者",
        "case",
        "koseki_postal koseki_pref koseki_city koseki_town koseki_banchi koseki_hittosha koseki_machiaza "
        "koseki_lgcode koseki_",
    ),
    ("setai", "世帯", "case", "hh_new_type hh_setai_no <hh>"),
    ("dec", "亡くなられた方", "case", "dec_date dec_nos <dec>"),
    ("koseki", "戸籍の届出", "case", "ev_date new_uji <koseki>"),
    ("cert", "証明書", "case", "cert_kind cert_copies cert_purpose cert_opts cert_fee <cert>"),
    ("inkan", "印鑑登録", "case", "ink_method ink_stamp <inkan>"),
    ("bank", "振込口座", "case", "bank_name bank_branch bank_type bank_no <bank>"),
    ("veh", "車両", "case", "<veh>"),
    ("dog", "飼い犬", "case", "<dog>"),
    ("water", "水道", "case", "<water>"),
    ("roles", "用紙に刷る役割の項目", "case", "<role>"),
    (
        "uketsuke",
        "受付の記録",
        "case",
        "ticket_no handoff_code case_no life_event group_id window_id received_at closed_at staff_id "
        "staff_memo accommodation language",
    ),
    (
        "basic",
        "基本",
        "person",
        "m_name m_kana m_birth m_sex m_zokugara m_head m_in_setai m_present m_kana_ok m_uji m_mei m_kyuuji "
        "m_kyuuji_kana m_birth_fusho m_age m_zokugara_cd m_juminbi m_juteibi m_id",
    ),
    ("contact", "住所・連絡先", "person", "m_postal m_addr m_tel m_jan1_addr m_job"),
    ("identity", "本人確認", "person", "m_kankei m_id_doc1 m_id_doc2 m_dec_rel"),
    (
        "numbers",
        "番号・カード",
        "person",
        "m_mynumber m_code m_mnc m_mnc_keep m_jpki m_inkan_no m_atena_no",
    ),
    (
        "foreign",
        "外国人の方",
        "person",
        "m_romaji m_kanji_f m_tsusho m_tsusho_kana m_nat m_nat_cd m_303045 m_status m_period m_until m_card_no m_gaiju",
    ),
    (
        "shikaku",
        "国保・年金・介護",
        "person",
        "m_kokuho m_kokuho_why m_kokuho_get m_kokuho_no m_shaho_lost m_retire m_pension m_nenkin m_kiso_no "
        "m_kouki m_kouki_no m_kaigo_lv m_kaigo_no",
    ),
    ("teate", "手当・福祉", "person", "m_jite m_fuyo live_apart kango m_techo m_iryo"),
    ("school", "学校", "person", "m_grade m_school m_school_new"),
    ("tax", "税", "person", "m_zei m_kotei"),
    ("other", "そのほか", "person", "<person>"),
    ("kobetsu", "個別対応", "person", "shien_flag shien_until"),
    ("sign", "署名", "person", "sign_image"),
)


def sections(items: Iterable[ItemDef]) -> list[Section]:
    """The sections that hold at least one of the items, in display order, each item in exactly one of them."""
    known = {item.key: item for item in items}
    named = {word for *_, words in _PLAN for word in words.split()}
    taken: set[str] = set()
    found = []
    for key, title, per, words in _PLAN:
        keys = [each for word in words.split() for each in _meant(word, known, named) if each not in taken]
        taken.update(keys)
        found.append(Section(key, title, per, tuple(dict.fromkeys(keys))))
    assert taken == known.keys(), f"an item of no known scope: {sorted(known.keys() - taken)}"
    return [section for section in found if section.items]


def _meant(word: str, known: dict[str, ItemDef], named: set[str]) -> list[str]:
    """The keys that a word of the plan means; an item that is named anywhere is left to its own place."""
    if word.startswith("<"):
        scope = word[1:-1]
        return [key for key, item in known.items() if item.scope == scope and key not in named and not _prefixed(item)]
    if word.endswith("_"):
        return [
            key for key, item in known.items() if item.scope == "addr" and key.startswith(word) and key not in named
        ]
    return [word] if word in known else []


def _prefixed(item: ItemDef) -> bool:
    return item.scope == "addr" and item.key.startswith(("old_", "next_", "koseki_"))
