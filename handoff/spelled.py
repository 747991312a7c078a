"""A condition of the catalog in plain Japanese, for those who read a book of procedures and no formulas.

Q013==False and ev in ('TENNYU','TENKYO')

次のすべてに当てはまるとき
  Q013「住み始めてから14日以内ですか？」が「いいえ」
  ライフイベントが「転入（国内）」「転居」のどれか
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from handoff.expression import BadExpression, parse
from handoff.logic import Among, Choice, Compare, Const, Name, Node, Not, Row, Scalar, Starts

EVENT: Final = "ev"
FACTS: Final[Mapping[str, str]] = {
    "any_foreign": "外国籍の方がいる",
    "any_shien": "個別対応の方がいる",
    "days_since_move": "異動日からの日数",
    "any_mnc": "マイナンバーカードをお持ちの方がいる",
    "has_75plus": "75歳以上の方がいる",
    "has_20_59": "20〜59歳の方がいる",
    "any_kokuho": "国民健康保険の方がいる",
    "has_u18": "18歳の年度末までの方がいる",
    "has_sj": "小・中学生がいる",
    "has_elem": "小学生がいる",
    "has_preschool": "就学前の方がいる",
    "has_65plus": "65歳以上の方がいる",
    "has_40plus": "40歳以上の方がいる",
    "any_kotei": "市内に土地・家屋がある",
    "all_move": "世帯の全員が異動する",
    "head_moves": "世帯主が異動する",
    "any_inkan": "印鑑登録がある",
    "honseki_here": "本籍が当市にある",
    "dec_registered": "死亡届が済んでいる",
    "dec_is_head": "亡くなられた方は世帯主だった",
    "remain_15plus": "残る15歳以上の人数",
    "dec_kokuho": "亡くなられた方は国民健康保険だった",
    "dec_kouki": "亡くなられた方は後期高齢者医療だった",
    "dec_65plus": "亡くなられた方は65歳以上か介護認定があった",
    "dec_tax": "亡くなられた方に納税があった",
}
"""The facts of a household (`household.py`), as clients/staff/src/guidance/facts.ts says them to clerks."""

_ALL: Final = "次のすべてに当てはまるとき"
_ANY: Final = "次のどれかに当てはまるとき"
_NOT: Final = "次のことに当てはまらないとき"
_SIGNS: Final = {"<": "{}より小さい", "<=": "{}以下", ">": "{}より大きい", ">=": "{}以上", "==": "{}", "!=": "{}以外"}
_TURNED: Final = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_HOLDS: Final[Mapping[bool | None, str]] = {True: "いつも", False: "どんなときも当てはまらない", None: "分からないまま"}
_ANSWERS: Final[Mapping[bool | None, str]] = {True: "「はい」と答える", False: "「いいえ」と答える", None: "お聞きする"}
_RESULT: Final = "→ 当てはまれば「はい」、当てはまらなければ「いいえ」、分からなければお聞きする"


class Said(NamedTuple):
    """A line, how far it stands in, and whether it is the thing itself rather than what is said of it."""

    indent: int
    text: str
    strong: bool = False


class Names(NamedTuple):
    """What the names of a catalog stand for: events and questions, id -> text."""

    events: Mapping[str, str]
    questions: Mapping[str, str]


def spelled(text: str, names: Names) -> list[Said]:
    """The condition in lines. A text that is no condition stands as it is, with the reason."""
    return _spelled(text, _Speller(names, _HOLDS))


def answered(text: str, names: Names) -> list[Said]:
    """When a question answers itself, and how."""
    speller = _Speller(names, _ANSWERS)
    try:
        root = parse(text).root
    except BadExpression:
        return _spelled(text, speller)
    match root:
        case Choice(Const(bool(yes)), condition, Const(None)):
            told = f"→ {_ANSWERS[yes]}（ほかのときはお聞きする）"
            return [*_Speller(names, _HOLDS).lines(condition, 0), Said(0, told)]
        case Choice():
            return speller.lines(root, 0)
    return [*speller.lines(root, 0), Said(0, _RESULT)]


def _spelled(text: str, speller: _Speller) -> list[Said]:
    try:
        return speller.lines(parse(text).root, 0)
    except BadExpression as bad:
        return [Said(0, text), Said(1, f"（{bad.place + 1}文字目: {bad.sentence}）")]


class _Speller:
    def __init__(self, names: Names, says: Mapping[bool | None, str]) -> None:
        self.events, self.questions = names
        self.says = says

    def lines(self, node: Node, indent: int) -> list[Said]:
        """A node in lines, standing in so far."""
        match node:
            case Row(stop, parts):
                under = [line for part in parts for line in self.lines(part, indent + 1)]
                return [Said(indent, _ANY if stop else _ALL), *under]
            case Not(Row() | Not() | Choice() as part):
                return [Said(indent, _NOT), *self.lines(part, indent + 1)]
            case Choice(then, condition, other):
                return [
                    *_Speller(Names(self.events, self.questions), _HOLDS).lines(condition, indent),
                    Said(indent, "そのとき:"),
                    *self.lines(then, indent + 1),
                    Said(indent, "そうでないとき:"),
                    *self.lines(other, indent + 1),
                ]
        return [Said(indent, self.leaf(node))]

    def leaf(self, node: Node) -> str:
        """A node that is one line."""
        match node:
            case Const(it) if it is None or isinstance(it, bool):
                return self.says[it]
            case Const(it):
                return str(it)
            case Name(name):
                return f"{self.called(name)}が「はい」"
            case Not(part):
                plain = isinstance(part, Name)
                return f"{self.of(part)}が「いいえ」" if plain else f"{self.leaf(part)}、ではない"
            case Compare(sign, left, right):
                return self.compared(sign, left, right)
            case Among(part, values, wanted):
                among = "".join(self.value(part, one) for one in values)
                return f"{self.of(part)}が{among}の{'どれか' if wanted else 'どれでもない'}"
            case Starts(part, text):
                return self.started(part, text)
        raise AssertionError(type(node).__name__)

    def compared(self, sign: str, left: Node, right: Node) -> str:
        """Two sides. `Q001 != True` also holds while nobody has answered, and is said so."""
        if isinstance(left, Const) and not isinstance(right, Const):
            return self.compared(_TURNED.get(sign, sign), right, left)
        called = self.of(left)
        if not isinstance(right, Const):
            return f"{called}が" + _SIGNS[sign].format(self.of(right))
        if right.it is None:
            return f"{called}がまだ分からない" if sign == "==" else f"{called}が分かっている"
        value = self.value(left, right.it)
        if isinstance(right.it, bool) and sign == "!=":
            return f"{called}が{value}でない（まだ答えがないときも）"
        return f"{called}が" + _SIGNS[sign].format(value)

    def started(self, part: Node, text: str) -> str:
        """How a text begins: of events, those that are called so."""
        found = [name for event, name in self.events.items() if event.startswith(text)]
        if isinstance(part, Name) and part.name == EVENT and found:
            return f"ライフイベントが{''.join(f'「{name}」' for name in found)}" + (
                "のどれか" if len(found) > 1 else ""
            )
        return f"{self.of(part)}が {text} で始まる"

    def of(self, node: Node) -> str:
        """What a node is called inside a line."""
        return self.called(node.name) if isinstance(node, Name) else f"（{self.leaf(node)}）"

    def called(self, name: str) -> str:
        """A question by its text, a fact in words."""
        if name == EVENT:
            return "ライフイベント"
        if name in self.questions:
            return f"{name}「{self.questions[name]}」"
        return f"「{FACTS[name]}」" if name in FACTS else name

    def value(self, of: Node, value: Scalar) -> str:
        """A value that something is compared with."""
        if value is None:
            return "分からない"
        if isinstance(value, bool):
            return "「はい」" if value else "「いいえ」"
        if isinstance(of, Name) and of.name == EVENT and isinstance(value, str):
            return f"「{self.events.get(value, value)}」"
        return f" {value} "
