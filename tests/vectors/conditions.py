"""The conditions of expression.json: what each means is written here by hand; why it means so is filled in."""

from __future__ import annotations

from typing import Any, Final

from handoff.expression import BadExpression, Scalar, parse
from handoff.tokens import DEPTH, LIMIT

Env = dict[str, Scalar]
T, F, N = True, False, None
YES_NO: Final = (T, F, N)

MEANS: Final[list[tuple[str, list[tuple[Env, Scalar]]]]] = [
    ("not a", [({"a": T}, F), ({"a": F}, T), ({"a": N}, N), ({}, N), ({"a": 1}, N), ({"a": "x"}, N)]),
    (
        "a and b",
        [({"a": a, "b": b}, F if F in (a, b) else N if N in (a, b) else T) for a in YES_NO for b in YES_NO],
    ),
    ("a or b", [({"a": a, "b": b}, T if T in (a, b) else N if N in (a, b) else F) for a in YES_NO for b in YES_NO]),
    ("a and 1", [({"a": T}, N), ({"a": F}, F)]),
    ("a or 'x'", [({"a": T}, T), ({"a": F}, N)]),
    ("a == True", [({"a": T}, T), ({"a": F}, F), ({"a": N}, F), ({"a": 1}, F), ({"a": "True"}, F)]),
    ("a != False", [({"a": T}, T), ({"a": F}, F), ({"a": N}, T), ({"a": 0}, T)]),
    ("a == None", [({}, T), ({"a": N}, T), ({"a": F}, F), ({"a": ""}, F), ({"a": 0}, F)]),
    ("a == 1", [({"a": 1}, T), ({"a": T}, F), ({"a": "1"}, F)]),
    ("a == b", [({"a": "x", "b": "x"}, T), ({}, T), ({"a": "x"}, F)]),
    (
        "days <= 14",
        [({"days": 14}, T), ({"days": 15}, F), ({"days": -3}, T), ({}, N), ({"days": T}, N), ({"days": "3"}, N)],
    ),
    ("days<15", [({"days": 14}, T)]),
    ("days>=0", [({"days": 0}, T), ({"days": -1}, F)]),
    ("days>000000014", [({"days": 15}, T), ({"days": 14}, F)]),
    ("a < b", [({"a": "A", "b": "B"}, T), ({"a": "～", "b": "𠮷"}, T), ({"a": T, "b": F}, N), ({"a": N, "b": N}, N)]),
    ("ev in('RIKON','SHIBO')", [({"ev": "SHIBO"}, T), ({"ev": "KONIN"}, F), ({"ev": N}, F)]),
    ("a in (None,)", [({}, T), ({"a": F}, F)]),
    ("a in (1, True, 'x')", [({"a": 1}, T), ({"a": T}, T), ({"a": F}, F), ({"a": "x"}, T), ({"a": "1"}, F)]),
    ("a not in ('x')", [({"a": "x"}, F), ({"a": "xy"}, T), ({}, T)]),
    ("not a in ('x','y')", [({"a": "x"}, F), ({"a": "z"}, T)]),
    ("ev.startswith('TENNYU')", [({"ev": "TENNYU_TOKUREI"}, T), ({"ev": "TENKYO"}, F), ({}, N), ({"ev": 3}, N)]),
    ("(ev.startswith(''))", [({"ev": "x"}, T), ({}, N)]),
    ("ev.startswith('a').startswith('b')", [({"ev": "ab"}, N)]),
    ("True if a else None", [({"a": T}, T), ({"a": F}, N), ({"a": N}, N)]),
    ("(False if not a else None)", [({"a": F}, F), ({"a": T}, N), ({"a": N}, N)]),
    (
        "1 if a else 'x' if b else c",
        [({"a": T}, 1), ({"a": F, "b": T}, "x"), ({"a": F, "b": F, "c": F}, F), ({"a": 1}, N)],
    ),
    ("a or b and not c", [({"a": F, "b": T, "c": F}, T), ({"a": F, "b": T, "c": T}, F), ({"a": T}, T)]),
    ("(a or b) and c", [({"a": T, "c": F}, F), ({"a": T, "c": T}, T), ({"b": F, "c": T}, N)]),
    ("a == True and (b != True or c == 'x')", [({"a": T}, T), ({"a": T, "b": T, "c": "x"}, T), ({"a": T, "b": T}, F)]),
    ("not not a", [({"a": T}, T), ({"a": N}, N)]),
    ("constructor or __proto__ or toString", [({}, N), ({"__proto__": T}, T)]),
    ("'辻\U000e0100 𠮷' == a", [({"a": "辻\U000e0100 𠮷"}, T), ({"a": "辻 𠮷"}, F)]),
    ("a\n\tand\r\n b", [({"a": T, "b": T}, T)]),
    ("True", [({}, T)]),
    ("None", [({}, N)]),
    ("7", [({}, 7)]),
    ("'x'", [({}, "x")]),
    ("(" * DEPTH + "a" + ")" * DEPTH, [({"a": T}, T)]),
    ("not " * DEPTH + "a", [({"a": T}, T)]),
]

REFUSED: Final[list[tuple[str, int, str]]] = [
    ("", 0, "empty"),
    (" \n", 0, "empty"),
    ("a" * (LIMIT + 1), LIMIT, "long"),
    ("(" * (DEPTH + 1) + "a" + ")" * (DEPTH + 1), DEPTH, "deep"),
    ("not " * (DEPTH + 1) + "a", 4 * DEPTH, "deep"),
    ("a if b else " * (DEPTH + 1) + "a", 12 * DEPTH + 7, "deep"),
    ("a ＝ b", 2, "character"),
    ("𠮷", 0, "character"),
    ("'𠮷𠮷'==a;", 7, "character"),
    ("a and　b", 5, "character"),
    ('a == "x"', 5, "character"),
    ("a = b", 2, "character"),
    ("a - 1", 2, "character"),
    ("a == 'x", 5, "quote"),
    ("'x\n'", 0, "quote"),
    ("days < 1234567890", 7, "number"),
    ("a b", 2, "word"),
    ("and a", 0, "word"),
    ("a == in", 5, "word"),
    ("a not b", 6, "word"),
    ("a lambda b", 2, "word"),
    ("a)", 1, "word"),
    ("()", 1, "word"),
    ("(a, b)", 2, "word"),
    ("f(a)", 1, "word"),
    ("a == not b", 5, "word"),
    ("a and", 5, "end"),
    ("a == ", 5, "end"),
    ("not", 3, "end"),
    ("a in (", 6, "end"),
    ("(a", 0, "bracket"),
    ("((a)", 0, "bracket"),
    ("a.startswith('x'", 16, "end"),
    ("a.startswith('x' b", 17, "bracket"),
    ("a if b", 6, "else"),
    ("a if b or c", 11, "else"),
    ("a if b else", 11, "end"),
    ("1 < a < 3", 6, "chain"),
    ("a == b != c", 7, "chain"),
    ("a in ('x') in ('y')", 11, "chain"),
    ("a in 'x'", 5, "list"),
    ("a in ()", 6, "list"),
    ("a in (b)", 6, "list"),
    ("a in ('x' 'y')", 10, "list"),
    ("a.upper()", 2, "method"),
    ("a.startswith", 12, "end"),
    ("a.startswith(b)", 13, "method"),
    ("a.startswith 'x'", 13, "method"),
    ("a.__class__", 2, "method"),
]


def cases() -> list[dict[str, Any]]:
    """All of them, as the file has them. AssertionError where the language means something else."""
    return [*(_means(text, wanted) for text, wanted in MEANS), *(_refused(*one) for one in REFUSED)]


def _means(text: str, wanted: list[tuple[Env, Scalar]]) -> dict[str, Any]:
    found = parse(text)
    told = []
    for env, out in wanted:
        said = found.value(env)
        assert type(said) is type(out) and said == out, (text, env, said, out)
        told.append({"env": env, "out": out, "because": found.because(env)})
    return {"text": text, "names": list(found.places), "places": list(found.places.values()), "cases": told}


def _refused(text: str, place: int, why: str) -> dict[str, Any]:
    try:
        parse(text)
    except BadExpression as bad:
        assert (bad.place, bad.why) == (place, why), (text, bad.place, bad.why)
        return {"text": text, "place": place, "why": why}
    raise AssertionError(text)
