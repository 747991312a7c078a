"""The words of forms: what a part of a form is called, what an item is called in it, and what its signer declares."""

from __future__ import annotations

from typing import Final

from handoff.fields import ItemDef
from handoff.form import Form
from handoff.form_book import FormBook

_HEADINGS: Final = (
    ("app_", "届出人・申請者（窓口に来られた方）"),
    ("prin_", "委任する方（本人）"),
    ("prx_", "代理人"),
    ("nozei_", "納税管理人"),
    ("claimant_", "請求者"),
    ("spouse_", "請求者"),
    ("jan1_", "請求者"),
    ("dec_", "亡くなられた方"),
    ("heir_", "相続人代表者・請求者"),
    ("mourner_", "葬儀を行った方（喪主）"),
    ("bank_", "振込先の口座"),
    ("veh_", "車両"),
    ("dog_", "犬"),
    ("water_", "水道"),
    ("cert_", "必要なもの"),
    ("ink_", "登録の方法"),
    ("child_", "お子さん"),
    ("new_uji", "届出の内容"),
    ("new_", "住所・世帯"),
    ("old_", "住所・世帯"),
    ("next_", "住所・世帯"),
    ("hh_", "住所・世帯"),
    ("koseki_", "住所・世帯"),
)
OTHER: Final = "届出の内容"
_ROWS: Final = {
    "child": "お子さん",
    "preschool": "お子さん",
    "elem": "お子さん",
    "sj": "お子さん",
    "one": "ご本人",
    "adult": "ご本人",
}
_DECLARED: Final = (
    ("委任状", "上の者を代理人と定め、手続きを委任します。"),
    ("同意書", "上記のことに同意します。"),
    ("依頼書", "上記のとおり依頼します。"),
    ("申込書", "上記のとおり申し込みます。"),
    ("申出書", "上記のとおり申し出ます。"),
    ("申立書", "上記のとおり申し立てます。"),
    ("申告書", "上記のとおり申告します。"),
    ("確認書", "上記のとおり確認しました。"),
    ("誓約書", "上記のとおり申請し、相違ないことを誓約します。"),
    ("請求書", "上記のとおり請求します。"),
    ("申請書", "上記のとおり申請します。"),
    ("届", "上記のとおり届け出ます。"),
)
_ISSUED: Final = ("証明書", "通知書", "連絡票")
_AIDS: Final = ("（記入補助）", "（様式）")
_SHORT: Final = {
    "口座名義（フリガナ）": "口座名義\n（フリガナ）",
    "異動者との関係": "関係",
    "本籍_筆頭者": "筆頭者",
    "亡くなられた方の各種番号": "各種番号",
    "本人確認書類1": "本人確認書類",
    "記載する項目（本籍・続柄・個人番号・住民票コード）": "記載する項目",
    "国保の記号・番号・枝番": "記号・番号",
    "受給者証（自立支援・重度・ひとり親・子ども）": "受給者証",
    "障害者手帳の種別・等級・番号": "障害者手帳\n（種別・等級・番号）",
    "犬の種類・性別・毛色・生年月日": "種類・性別・\n毛色・生年月日",
    "届出事件の日（出生・婚姻・離婚）": "届出事件の日",
    "相手方（配偶者になる・だった方）氏名": "相手方の氏名",
    "請求者の1月1日の住所": "１月１日の住所",
    "請求者の加入年金": "加入年金",
    "請求者の勤務先・職業": "勤務先・職業",
    "届出が遅れた理由": "届出が遅れた\n理由",
}
_ADDRESSES: Final = {"new": "新しい住所", "old": "これまでの\n住所", "next": "転出先住所\n（予定）", "koseki": "本籍"}


def title(form: Form) -> str:
    """What stands over a form: its name, without what tells the staff of it."""
    name = form.name
    for aid in _AIDS:
        name = name.removesuffix(aid)
    return name


def heading(item: ItemDef, form: Form) -> str:
    """Under which heading an item stands."""
    if item.scope == "person" and form.rows:
        return _ROWS.get(form.rows.scope, "対象の方")
    if item.key.startswith("bank_") and any(sign.role == "koza" for sign in form.signs):
        return "口座振替に使う口座"
    if item.key.startswith("app_") and "app_name" not in form.items:  # who files is the one who claims
        return "請求者" if "claimant_name" in form.items else "住所・世帯"
    return next((words for start, words in _HEADINGS if item.key.startswith(start)), OTHER)


def label(item: ItemDef, book: FormBook) -> str:
    """What an item is called: an item of a role by the person's item, because the heading says whose it is."""
    if item.input == "derived" and not item.key.startswith(("hh_", "spouse_", "bank_", "cert_", "ink_")):
        inner = book.items[item.person_item].label
        return _SHORT.get(item.label) or _SHORT.get(inner, inner)
    return _SHORT.get(item.label, item.label)


def address_label(start: str, items: tuple[str, ...]) -> str:
    """What an address is called: where a form has one only, it is simply the address."""
    alone = start == "new" and not any(item.startswith(("old_", "next_")) for item in items)
    return "住所" if alone else _ADDRESSES[start]


def declared(form: Form) -> str:
    """What whoever signs says; empty for papers that nobody signs."""
    if not form.signs:
        return ""
    ends = sorted((form.name.rfind(word), words) for word, words in _DECLARED if word in form.name)
    return ends[-1][1] if ends else "上記のとおり届け出ます。"


def issued(form: Form) -> bool:
    """A paper that the city gives out: nobody signs it, and it is addressed to nobody."""
    return not form.signs and form.name.split("（")[0].endswith(_ISSUED)
