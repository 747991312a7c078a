"""CSVレイアウト定義書: how the files look, for whoever writes the robot that reads them. Made from the layouts that
stand, so that it never says anything else than the files do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from handoff.conversion import LOST, Encoding
from handoff.definition import Chapter, Definition, Entry, Field
from handoff.export_layout import HEAD, NAMED, Column, Layout, inner_of
from handoff.export_scenario import SCENARIOS, Scenario
from handoff.fields import ItemDef, Kind
from handoff.form_book import FormBook
from handoff.spelled import Said

TITLE: Final = "CSVレイアウト定義書"
ENCODINGS: Final[Mapping[Encoding, str]] = {"cp932": "Shift_JIS（cp932）", "utf-8-sig": "UTF-8（BOM付き）"}
_HEAD: Final[Mapping[str, str]] = {
    "layout": "様式番号とレイアウトの版（F001-1）。列が増えると版が上がります。列の順番は変わらず、なくなりません。",
    "scenario": "入力のしかた（転入_全部、特例転出_一部、世帯変更など）。",
    "case_no": "案件の番号。入力先で二重入力を見分ける鍵にします。",
    "ticket_no": "来庁した方の受付番号（A001）。",
    "form_id": "様式番号。",
    "form_name": "様式名。",
    "row": "この様式の何行めか。1人が1行です。",
    "rows": "この様式の行数。",
    "nationality": "様式に載る方の国籍: 日本人、外国人、混合。",
    "masked": "権限や個別対応のために空にした項目の数。0 でないときは、画面で確かめてください。",
}
_KINDS: Final[Mapping[Kind, str]] = {
    Kind.date: "日付 2026-04-01。暦にない日・不詳は「?:」に続く言葉。末尾のT・Mは大正・明治の年号で届けられた日",
    Kind.bool: "1（はい）か 0（いいえ）",
    Kind.int: "半角の整数",
    Kind.enum_multi: "選んだもの。「|」で区切る",
    Kind.postal: "半角数字7けた",
    Kind.tel: "半角数字",
    Kind.kana: "全角カタカナ。姓と名の間は全角空白",
    Kind.name: "氏名。姓と名の間は全角空白",
}
_RULES: Final = (
    ("形式", '区切りはカンマ、改行は CRLF。1行めは見出しです。必要な欄だけ「"」で囲みます。'),
    ("行", "1人が1行です。人ごとでない項目は、同じ値がすべての行に入ります。"),
    ("式の無害化", "= + - @ などで始まる値には、前に「'」を1つ付けます。読むときに外してください。"),
    ("文字", f"受け取る側にない文字は変換表の文字に置き換え、なければ「{LOST}」にします。すべて文字の報告に載ります。"),
    ("出さないもの", "支援措置、署名、印影、市がCSVに出さないと決めた項目は出ません。"),
    ("ファイル", "別の名前で書き終えてから名前を変えます。名前が .csv のファイルは、いつも完全です。"),
)


def export_book(
    city: str, printed: str, layouts: Mapping[str, Layout], book: FormBook, encoding: Encoding
) -> Definition:
    """The book of these layouts."""
    forms = [_form(one, book) for one in layouts.values()]
    ways = [_scenario(one, book) for one in SCENARIOS.values()]
    return Definition(
        city=city,
        about=f"文字コード {ENCODINGS[encoding]}",
        printed=printed,
        title=TITLE,
        chapters=[
            Chapter("様式ごとの列", "様式1つが1種類のファイルです。", [_common(), *forms]),
            Chapter("シナリオ", "入力のしかたごとの、入力先を開く鍵です。", ways),
            Chapter(
                "決まり",
                "どのファイルにも共通の決まりです。",
                [_entry("決まり", name, [text]) for name, text in _RULES],
            ),
        ],
    )


def _common() -> Entry:
    return Entry(
        "共通", "どのファイルにもある列", "", [Field(name, _lines([_HEAD[key]])) for key, name in HEAD.items()]
    )


def _form(layout: Layout, book: FormBook) -> Entry:
    name = book.forms[layout.form].name if layout.form in book.forms else ""
    start = len(HEAD) + 1
    fields = [Field(f"{at}列め", _column(column, book)) for at, column in enumerate(layout.columns, start)]
    return Entry(layout.name, name, "", fields)


def _column(column: Column, book: FormBook) -> list[Said]:
    item = book.items.get(column.item)
    if column.gone or item is None:
        return [Said(0, column.heading, strong=True), Said(1, "いまは使わない列です。いつも空です。")]
    inner = inner_of(item, book)
    about = f"「{item.label}」の{NAMED}" if column.part == "label" else _about(item, inner)
    return [Said(0, column.heading, strong=True), Said(1, about)]


def _about(item: ItemDef, inner: ItemDef) -> str:
    if inner.labels:
        kind = "コード: " + "、".join(f"{code}={word}" for code, word in list(inner.labels.items())[:12])
        kind += " など" if len(inner.labels) > 12 else ""
    elif inner.choices:
        kind = f"次のどれか: {'、'.join(inner.choices)}"
    else:
        kind = _KINDS.get(inner.kind, "文字")
    several = "（人ごと）" if item.scope == "person" else ""
    return f"{item.label}{several}。{kind}。{inner.max_len}字まで。"


def _scenario(one: Scenario, book: FormBook) -> Entry:
    names = [f"{one.name}_全部", f"{one.name}_一部"] if one.scoped else [one.name]
    bring = [value for value in book.procedures.values() if {one.event, "*"} & set(value.events)]
    forms = dict.fromkeys(form for value in bring for form in value.forms)
    out = [form for form in forms if form in book.forms and book.forms[form].csv]
    keys = [book.items[key].label for key in one.keys if key in book.items]
    fields = [
        Field("シナリオの値", _lines(names)),
        Field("入力先を開く鍵", _lines(["、".join(keys)])),
        Field("出る様式", _lines(["、".join(out)])),
    ]
    return Entry("シナリオ", one.name, "", fields)


def _entry(mark: str, title: str, lines: Iterable[str]) -> Entry:
    return Entry(mark, title, "", [Field("", _lines(lines))])


def _lines(texts: Iterable[str]) -> list[Said]:
    return [Said(0, text) for text in texts]
