"""What the columns of a catalog's tables are: their labels, help, kinds, choices, and the tables that they name.

One place for the administrators' forms, the checker, the workbook and the 手続定義書. A value is always a text, as in
the city's files: a list is joined by `|`, yes is `1`, no is `0`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, TypeAlias

import msgspec

Kind: TypeAlias = Literal["text", "long", "bool", "list", "expression", "choice", "int", "date"]
LONGEST: Final[Mapping[str, int]] = {
    "text": 200,
    "long": 2_000,
    "bool": 1,
    "list": 4_000,
    "expression": 2_000,
    "choice": 80,
    "int": 9,
    "date": 10,
}
"""So many characters at most."""


class Column(msgspec.Struct, frozen=True):
    """A column. `choices` are (value, label); `of` is the table whose rows it names (`belongings`: what procedures name
    in `bring`; `counters`: by group; `offices`, `lines`: of the house); `any`: `*` means all of them. `key`: part of
    what names the row. `required`: never empty. `free`: other words than the choices may stand too."""

    name: str
    label: str
    kind: Kind = "text"
    help: str = ""
    choices: tuple[tuple[str, str], ...] | None = None
    of: str | None = None
    key: bool = False
    required: bool = False
    any: bool = False
    free: bool = False

    @property
    def longest(self) -> int:
        """How many characters a value may have."""
        return LONGEST[self.kind]


def _key(name: str, label: str, help: str = "", kind: Kind = "text", of: str | None = None) -> Column:  # noqa: A002
    return Column(name, label, kind, help, of=of, key=True, required=True)


def _must(name: str, label: str, kind: Kind = "text", help: str = "", of: str | None = None) -> Column:  # noqa: A002
    return Column(name, label, kind, help, of=of, required=True)


def _choice(name: str, label: str, *values: str, help: str = "", free: bool = False, empty: bool = False) -> Column:  # noqa: A002
    pairs = tuple((value, text) for value, _, text in (one.partition("=") for one in values))
    named = tuple((value, text or value) for value, text in pairs)
    return Column(name, label, "choice", help, named, required=not empty, free=free)


def _of(name: str, label: str, table: str, help: str = "", empty: bool = True) -> Column:  # noqa: A002
    return Column(name, label, "choice", help, of=table, required=not empty)


def _list(name: str, label: str, table: str, help: str = "", every: bool = False, free: bool = False) -> Column:  # noqa: A002
    return Column(name, label, "list", help, of=table, any=every, free=free)


_EVENTS: Final = Column(
    "events",
    "ライフイベント",
    "list",
    "この行を使うライフイベント。すべてのときは「*」。",
    of="events",
    required=True,
    any=True,
)
_STAFF: Final = Column(
    "staff_only",
    "職員だけ",
    "bool",
    "「はい」にすると、案内票・タブレット・モニターなど来庁者が見るものには出ません。数にも入りません。",
)
_NOTE: Final = Column("note", "備考", "long", "管理用のメモ。来庁者には見えません。")
_EXPRESSION: Final = "式の例: Q001==True and Q005!=True。使えるのは質問の番号、ev（ライフイベント）、世帯の事実です。"

_MM: Final = "mm。小数は2けたまで（例: 40.5）。"
_PLACED: Final = (
    _choice(
        "kind",
        "種類",
        "text=文字",
        "cells=数字のます",
        "mark=チェック",
        "sign=署名",
        "stamp=押印",
        "fixed=決まった文字",
        "today=今日の日付",
        "code=QR・バーコード",
        "remark=職員の記入",
        "page=ページ番号",
        "mask=白で隠す",
    ),
    _list("items", "入力項目", "data_dictionary", "2つ以上は「つなぎ」でつなぎます。受付番号は ticket_no。", free=True),
    Column("row", "何人目", "int", "人の項目のとき、1枚の中で上から何人目か。"),
    _must("x", "左", help=_MM),
    _must("y", "上", help=_MM),
    _must("w", "幅", help=_MM),
    _must("h", "高さ", help=_MM),
    Column("size", "文字の大きさ", help="pt。空なら 10.5。"),
    Column("floor", "ここまで縮める", help="pt。空なら 5。これでも入らないときは、印刷の前に知らせます。"),
    _choice("align", "そろえ", "left=左", "middle=中央", "right=右", empty=True),
    _choice("wrap", "折り返し", "1=折り返す", "0=1行だけ", empty=True),
    Column("spacing", "字間", help="mm。空なら 0。"),
    Column("most", "最大の文字数", "int", "空なら入るだけ。"),
    Column("cells", "ますの数", "int", "種類が「数字のます」のとき。"),
    _choice("join", "つなぎ", "space=空白", "comma=、", "dot=・", "hyphen=－", empty=True),
    _choice("part", "どの部分", "uji=氏", "mei=名", "era=元号", "year=年", "month=月", "day=日", empty=True),
    _choice("date", "日付の形", "wareki=和暦", "western=西暦", "short=短く", empty=True),
    Column("option", "選択肢", help="種類が「チェック」のとき、この値なら印を付けます（はい・いいえは 1・0）。"),
    _choice("circle", "印の形", "1=丸で囲む", "0=チェック", empty=True),
    Column("text", "文字", "long", "種類が「決まった文字」のとき。"),
    Column("place", "署名欄の番号", "int", "種類が「署名」のとき、署名欄のどれか。"),
    _choice("bars", "コードの形", "0=QRコード", "1=バーコード", empty=True),
    Column("required", "必須", "bool", "「はい」は、空だと印刷の前に知らせます。"),
    _choice("csv", "CSVに出す", "1=出す", "0=出さない", empty=True),
    _list("counters", "見える窓口", "counters", "空ならすべての窓口。"),
)
"""Where something stands on a page, and how (`handoff/layout.py`)."""

COLUMNS: Final[Mapping[str, tuple[Column, ...]]] = {
    "events": (
        _key("event", "番号", "英大文字と数字と _ で32文字まで。"),
        _must("label", "名前", help="画面と案内票に出る名前。"),
        _of("reception_group", "受付の窓口", "counters", "最初に受け付ける窓口グループ。", empty=False),
        Column("appointment", "予約", help="予約のしかた（例: 予約優先）。なければ空のまま。"),
    ),
    "questions": (
        _key("q_id", "番号", "Q と数字（例: Q101）。"),
        _choice("level", "段", "1=1 最初から聞く", "2=2 1つ前の答えしだい", "3=3 さらに細かく"),
        _must("group", "まとまり", help="画面で一緒に並ぶ質問のまとまりの名前。"),
        _EVENTS,
        _must("text_ja", "質問", "long", "「はい」か「いいえ」で答えられる文にします。"),
        Column("help_ja", "説明", "long", "質問の下に出る、やさしい説明。"),
        Column("staff_hint", "職員への注意", "long", "職員の画面だけに出ます。"),
        Column("show_when", "聞く条件", "expression", "空なら必ず聞きます。前にある質問だけを使えます。" + _EXPRESSION),
        Column("auto_answer", "自動の答え", "expression", "分かっている事実から自動で答えるとき。" + _EXPRESSION),
        _STAFF,
    ),
    "procedures": (
        _key("proc_id", "番号", "P と数字（例: P101）。"),
        _must("name", "手続の名前"),
        _of("group_id", "窓口", "counters", "この手続を受け付ける窓口グループ。", empty=False),
        _EVENTS,
        _must("trigger", "必要になる条件", "expression", "いつも必要なら True。" + _EXPRESSION),
        _choice(
            "kind",
            "種類",
            "届出",
            "申請",
            "請求",
            "交付",
            "返納",
            "案内のみ",
            help="「案内のみ」は申請書を作りません。",
        ),
        Column("deadline", "期限の説明", help="例: 住み始めた日から14日以内。日付で出すときは下の3つの欄も入れます。"),
        _list(
            "due_item",
            "期限の起算日の項目",
            "data_dictionary",
            "入力項目の番号か today（今日）。先に書いた分かるものを使います。法令で日付が決まるときだけ入れます。",
            free=True,
        ),
        Column("due_days", "期限の日数", "int", "起算日からの日数。"),
        Column("due_first_counts", "初日を数える", "bool", "「いいえ」は初日不算入（民法140条）。"),
        _list(
            "bring",
            "持ち物",
            "belongings",
            "持ち物を1つずつ。同じ物は同じ書き方にすると、案内票で1つにまとまります。",
            free=True,
        ),
        _list("forms", "様式", "forms", "この手続で作る書類。"),
        Column("note", "備考", "long", "職員の画面に出る備考。"),
        Column("source", "出典", help="根拠の印（例: 条例・要綱の名前）。"),
        _STAFF,
        _list("order_after", "先に済ませる手続", "procedures", "同じ日に両方あるとき、先に回る手続。"),
        _choice("proxy", "代理人", "要委任状", "不要", "使者可", "本人等", help="代理の方が来たときの扱い。"),
    ),
    "rules": (
        _key("rule_id", "番号", "R と数字（例: R101）。"),
        _EVENTS,
        _must("when", "条件", "expression", "この条件のときに働きます。いつもなら True。" + _EXPRESSION),
        _choice(
            "effect",
            "働き",
            "block=block 手続を止める",
            "alert=alert 職員へ注意を出す",
            "bring=bring 持ち物を足す",
            "skip=skip 持ち物を消す",
            "merge=merge 持ち物を1つにまとめる",
        ),
        Column(
            "target",
            "対象",
            "list",
            "止める手続（block）か、持ち物（skip・merge・bring）。",
            of="procedures|belongings",
        ),
        Column("text", "文", "long", "理由（block）、注意（alert）、足す物（bring）、まとめた名前（merge）。"),
        Column("way_out", "できること", "long", "手続を止めるとき、来庁者にお伝えする次の方法。"),
        _STAFF,
    ),
    "counters": (
        Column("office", "庁舎", "choice", of="offices", key=True, required=True),
        _key("group_id", "番号", "G と数字（例: G41）。"),
        _must("group_name", "窓口の名前"),
        _must("department", "課"),
        _must("floor", "階", help="1F、2F、B1F、別館 など。"),
        Column("slip_label", "案内票の窓口番号", help="例: 5〜10番。"),
        _must("walk_rank", "回る順", "int", "小さいほど先に回ります（異動・戸籍 10〜20、証明 90）。"),
        Column("quiet", "静かな窓口", "bool", "「はい」にすると、呼出モニターと一覧に出ません。"),
        Column("appointment", "予約を受ける", "bool"),
        _list(
            "lines_first",
            "先に呼ぶ列",
            "lines",
            "列が2つ以上の窓口グループで、先に呼ぶ順に選びます。選ばない列は、そのあとに来庁した順で呼びます。至急の方は、いつもいちばん先です。",
        ),
        _of(
            "heir",
            "後を継ぐ窓口グループ",
            "counters",
            "窓口がひとつもなくなる日から、番号札の列・残っている案件・予約を受け持つ窓口グループ。組織がなくなるときに入れます。",
        ),
    ),
    "windows": (
        _key("window_id", "番号", "W と数字（例: W41）。"),
        _must("name", "窓口の名前", help="席を選ぶ画面と一覧に出る名前（例: 5番窓口（住民異動））。"),
        Column("office", "庁舎", "choice", "後から変えられません。", of="offices", required=True),
        _of("group_id", "窓口グループ", "counters", "この窓口が受け付ける窓口グループ。", empty=False),
        _must("window_no", "窓口番号", help="呼出モニターと案内票に出る番号（例: 5）。"),
        _must("floor", "階", help="1F、2F、B1F、別館 など。"),
        Column("kind", "扱うもの"),
        Column("retired", "使わない", "bool", "「はい」にすると、誰も席につけません。名前は記録に残ります。"),
    ),
    "data_dictionary": (
        _key("key", "番号", "英小文字と数字と _。"),
        _must("label_ja", "項目の名前"),
        _choice(
            "scope",
            "まとまり",
            "case=案件",
            "person=人",
            "role=役割",
            "addr=住所",
            "hh=世帯",
            "cert=証明",
            "bank=口座",
            free=True,
        ),
        _choice(
            "type",
            "種類",
            "text=文字",
            "longtext=長い文",
            "name=氏名",
            "kana=カナ",
            "roman=ローマ字",
            "address=住所",
            "date=日付",
            "enum=選択",
            "enum_multi=複数選択",
            "bool=はい・いいえ",
            "int=数",
            "digits=数字",
            "code=符号",
            "postal=郵便番号",
            "tel=電話",
            "id=番号",
            "ref=参照",
            "datetime=日時",
            "signature=署名",
            "image=画像",
        ),
        _must("max_len", "最大の文字数", "int"),
        Column("validation", "検査", help="; で区切る（例: re:^[0-9]{7}$;zenkaku）。選択肢は enum:あり,なし。"),
        _choice(
            "sensitivity",
            "取り扱い",
            "L1=L1 個人情報なし",
            "L2=L2 個人情報",
            "L3=L3 要配慮",
            "L4=L4 個人番号",
            "S=S 支援措置",
        ),
        Column("sources", "入る元", help="M 入力・O 読取・A 自動・Q 質問 など。"),
        Column("standard_item", "標準仕様の項目"),
        Column("csv_default", "CSVに出す", "bool"),
        _NOTE,
        Column("role", "役割", "choice", "役割の人から写す項目のとき。", of="roles"),
        Column("person_item", "人の項目", "choice", "その人のどの項目を写すか。", of="data_dictionary"),
        _choice("input", "入れ方", "typed=入力する", "answer=質問の答え", "auto=自動", "derived=人から写す"),
    ),
    "item_groups": (
        _key("group", "番号"),
        _must("items", "項目", "long", "項目の番号を , で区切る。"),
    ),
    "forms": (
        _key("form_id", "番号", "F と数字（例: F101）。"),
        _must("name", "様式の名前"),
        _of("group_id", "窓口", "counters", empty=False),
        Column("items", "項目", "long", "項目の番号か @項目グループ を , で区切る。"),
        Column(
            "row_scope", "行になる人", help="member、adult、child、target、one、role:届出人の役割 など。空なら行なし。"
        ),
        Column("row_filter", "行の条件", help="1人についての条件（age、mnc、kokuho、foreign など）。"),
        Column("rows_per_sheet", "1枚の行数", "int"),
        Column("paper", "用紙", help="A4縦 など。"),
        Column("auto_copy_on_overflow", "あふれたら次の紙", "bool"),
        Column("csv_export", "CSVに出す", "bool"),
        _choice("visibility", "見える人", "all=すべて", "restricted=限る"),
        _list("counters", "使う窓口", "counters", "この窓口だけで作れます。空ならすべての窓口。"),
    ),
    "signatures": (
        Column("form_id", "様式", "choice", of="forms", key=True, required=True),
        _key("place", "場所", "様式の中の番号。", kind="int"),
        _of("signer_role", "署名する人", "roles", empty=False),
        _choice("medium", "署名のしかた", "tablet=タブレット", "paper=紙"),
        _must("need", "要るとき", help="always（いつも）、if_role（その役割の人がいるとき）、または条件。"),
        _must("label_ja", "欄の名前"),
        _NOTE,
    ),
    "layouts": (
        Column("form_id", "様式", "choice", of="forms", key=True, required=True),
        _must("base", "用紙の番号", help="取り込んだPDFか、標準の様式。申請書の画面で決まります。"),
        _must("width", "用紙の幅", help=_MM),
        _must("height", "用紙の高さ", help=_MM),
        Column("source", "元のファイル"),
        _NOTE,
    ),
    "layout_fields": (
        Column("form_id", "様式", "choice", of="forms", key=True, required=True),
        _key("field", "欄の番号", "様式の中の番号。", kind="int"),
        *_PLACED,
    ),
    "layout_parts": (
        _key("name", "部品の名前", "自分たちで名前を付けて残した部品。"),
        _key("field", "欄の番号", "部品の中の番号。", kind="int"),
        *_PLACED,
    ),
    "roles": (
        _key("role_id", "番号"),
        _must("label_ja", "名前"),
        _EVENTS,
        Column("set_by", "決まり方", "long"),
        Column("outside_ok", "世帯の外の人でもよい", "bool"),
        Column("stand_in", "代わりの人"),
        _NOTE,
    ),
    "phrases": (
        _key("phrase_id", "番号", "T と数字（例: T101）。"),
        _choice("kind", "使うところ", "memo=申し送り", "slip=案内票", "biko=備考欄", "notice=お知らせ"),
        _of("group_id", "窓口", "counters", "この窓口だけで使うとき。空なら全部の窓口。"),
        _must("text_ja", "文", "long"),
        Column("visitor", "来庁者が読む", "bool", "来庁者が読む文は「はい」。"),
    ),
    "reasons": (
        _key("reason_id", "番号"),
        _must("kind", "一覧", help="どの操作の理由か（pause、transfer など）。"),
        Column("kind_ja", "一覧の名前"),
        _must("text_ja", "理由"),
        Column("needs_note", "文も書いてもらう", "bool", "「その他」など、書かないと分からない理由。"),
        _STAFF,
    ),
    "holidays": (
        _key("date", "日付", kind="date"),
        Column("weekday", "曜日"),
        _must("name", "名前"),
        _choice("kind", "種類", "祝日", "休日", "閉庁日"),
        Column("source", "出典"),
    ),
    "opening_days": (
        _key("date", "日付", kind="date"),
        Column(
            "office",
            "庁舎",
            "choice",
            "空ならすべての庁舎。1つの庁舎の行は、すべての庁舎の行より先に使います。",
            of="offices",
            key=True,
        ),
        Column(
            "closed",
            "休み",
            "bool",
            "「はい」にすると、その日は開きません（臨時の休み）。届出などの期限は変わりません。",
        ),
        Column("opens", "開く時刻", help="例: 09:00。休みのときは空。"),
        Column("closes", "閉じる時刻", help="例: 16:00。休みのときは空。"),
        Column("note", "理由", help="例: 日曜開庁、年度末の延長、台風。"),
    ),
    "towns": (
        _key("machiaza_id", "町字の番号"),
        _must("town", "町名"),
        _must("kana", "カナ"),
        Column("roman", "ローマ字"),
        Column("postal", "郵便番号", help="数字7けた。"),
        Column("gyoseiku_code", "行政区の番号"),
        Column("gyoseiku", "行政区"),
        Column("school_e", "小学校"),
        Column("school_j", "中学校"),
        Column("jukyo_hyoji", "住居表示", "bool"),
        Column("banchi_from", "番地から", "int", "番地で分かれる町だけ。", key=True),
        Column("banchi_to", "番地まで", "int"),
        _NOTE,
    ),
    "katagaki": (
        _key("katagaki_id", "番号"),
        _of("machiaza_id", "町字", "towns", empty=False),
        Column("town", "町名"),
        _must("banchi", "番地"),
        _must("name", "建物の名前"),
        Column("kana", "カナ"),
        Column("other_names", "別の書き方", "list"),
        Column("rooms", "部屋", "list", "例: 101-105|201-205。"),
        _NOTE,
    ),
    "words": (
        Column(
            "kind",
            "種類",
            "choice",
            choices=(
                ("sentence", "文"),
                ("procedure", "手続"),
                ("group", "窓口"),
                ("bring", "持ち物"),
                ("service", "用件"),
                ("question", "質問"),
                ("phrase", "定型文"),
                ("form", "様式"),
                ("text", "日本語のまま"),
            ),
            key=True,
            required=True,
            free=True,
        ),
        _key("key", "番号か日本語"),
        _must("ja", "日本語", "long"),
        Column("en", "English", "long"),
        Column("zh", "简体中文", "long"),
        Column("vi", "Tiếng Việt", "long"),
        Column("easy", "やさしい日本語", "long"),
        Column("status", "確認"),
    ),
    "codes": (
        _key("dict", "一覧"),
        _key("code", "符号"),
        _must("label_ja", "名前"),
        Column("label_en", "英語の名前"),
        _NOTE,
    ),
}
"""By table, in the order of the forms."""

NAMES: Final[Mapping[str, str]] = {
    "events": "ライフイベント",
    "questions": "質問",
    "procedures": "手続",
    "rules": "決まり",
    "counters": "窓口グループ",
    "windows": "窓口",
    "data_dictionary": "入力項目",
    "item_groups": "項目のまとまり",
    "forms": "様式",
    "signatures": "署名欄",
    "layouts": "様式のページ",
    "layout_fields": "様式の欄",
    "layout_parts": "様式の部品",
    "roles": "役割",
    "phrases": "定型文",
    "reasons": "理由",
    "holidays": "休日",
    "opening_days": "開庁日と時間",
    "towns": "町字",
    "katagaki": "方書",
    "words": "ことば",
    "codes": "符号",
}
"""What the tables are called."""


def column(table: str, name: str) -> Column | None:
    """A column of a table."""
    return next((one for one in COLUMNS[table] if one.name == name), None)


def label(table: str, name: str) -> str:
    """What a column is called; its name when nobody knows it."""
    found = column(table, name)
    return found.label if found else name
