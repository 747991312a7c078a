"""The condition language: what it means, what it refuses and where, and that nothing makes it throw or hang."""

from __future__ import annotations

import csv
from pathlib import Path
from time import perf_counter
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from handoff.expression import BadExpression, Scalar, names, parse
from handoff.tokens import DEPTH, LIMIT, SENTENCES
from tests.vectors.read import vectors

CITY = Path(__file__).parents[2] / "deploy" / "city" / "aobano"
VECTORS: Any = vectors("expression")
ENV = st.fixed_dictionaries(
    {},
    optional={
        "Q001": st.sampled_from([True, False, None]),
        "Q002": st.sampled_from([True, False, None]),
        "Q003": st.booleans(),
        "ev": st.sampled_from(["TENNYU", "SHIBO", None]),
        "days": st.one_of(st.integers(-30, 400), st.none()),
    },
)
WORDS = st.sampled_from(
    [
        *("Q001", "Q002", "ev", "days", "True", "False", "None", "and", "or", "not", "in", "if", "else"),
        *("==", "!=", "<", "<=", ">", ">=", "(", ")", ",", ".", ".startswith('T')", "('A','B')", "'x'", "'", "14"),
        *("＝", "lambda", "__import__", " "),
    ]
)


def grown(part: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Expressions made of smaller ones."""
    return st.one_of(
        st.tuples(part, st.sampled_from([" and ", " or "]), part).map(lambda made: f"({made[0]}{made[1]}{made[2]})"),
        part.map(lambda one: f"(not {one})"),
        st.tuples(part, part, part).map(lambda made: f"({made[0]} if {made[1]} else {made[2]})"),
    )


ATOMS = st.one_of(
    st.sampled_from(["Q001", "Q002", "Q003", "True", "False"]),
    st.sampled_from(["Q001==True", "Q002!=False", "Q003==None", "ev=='TENNYU'", "ev in ('SHIBO','KONIN')"]),
    st.sampled_from(["ev.startswith('TEN')", "ev not in('SHIBO',)"]),
    st.integers(0, 40).map(lambda days: f"days<={days}"),
)
CONDITIONS = st.recursive(ATOMS, grown, max_leaves=12)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: str(vector["text"])[:40])
def test_an_expression_means_what_the_vectors_say(vector: dict[str, Any]) -> None:
    if "place" in vector:
        with pytest.raises(BadExpression) as bad:
            parse(vector["text"])
        assert (bad.value.place, bad.value.why) == (vector["place"], vector["why"])
        return
    found = parse(vector["text"])
    assert names(found) == vector["names"]
    for case in vector["cases"]:
        said = found.value(case["env"])
        assert (type(said), said) == (type(case["out"]), case["out"])
        assert found.because(case["env"]) == case["because"]


@given(
    CONDITIONS, st.booleans(), st.booleans(), st.booleans(), st.sampled_from(["TENNYU", "SHIBO"]), st.integers(0, 40)
)
def test_where_all_is_known_it_means_what_python_means(
    text: str, a: bool, b: bool, c: bool, ev: str, days: int
) -> None:
    """The language was borrowed from Python; only what is not known is our own."""
    env: dict[str, Scalar] = {"Q001": a, "Q002": b, "Q003": c, "ev": ev, "days": days}
    assert parse(text).value(env) is eval(text, {"__builtins__": {}}, dict(env))


@given(CONDITIONS, ENV, st.sampled_from(["Q001", "Q002", "Q003"]))
def test_what_is_known_stays_when_more_is_known(text: str, env: dict[str, Scalar], name: str) -> None:
    """An unknown thing never becomes an answer: whatever it turns out to be, what was said before stands. (Plain
    comparisons with None look at whether something was answered, so they are left out here.)"""
    if any(sign in text for sign in ("==", "!=", " in")):
        return
    before = parse(text).value({**env, name: None})
    if before is not None:
        assert {parse(text).value({**env, name: yes}) for yes in (True, False)} == {before}


@given(CONDITIONS, ENV, st.data())
def test_only_the_names_that_are_given_as_reasons_decide(
    text: str, env: dict[str, Scalar], data: st.DataObject
) -> None:
    """Why it is so: with the reasons as they are, nothing else changes it. (Of what is not known the reasons are what
    is missing.)"""
    condition = parse(text)
    assume(condition.value(env) is not None)
    reasons = condition.because(env)
    others = {name: value for name, value in data.draw(ENV).items() if name not in reasons}
    assert condition.value({**env, **others}) is condition.value(env)


@given(st.one_of(st.text(max_size=60), st.lists(WORDS, max_size=25).map(" ".join), st.lists(WORDS).map("".join)), ENV)
def test_no_text_makes_it_throw(text: str, env: dict[str, Scalar]) -> None:
    """Any text is an expression, or refused with a place in it and a reason that has its sentence."""
    try:
        found = parse(text)
    except BadExpression as bad:
        assert 0 <= bad.place <= len(text)
        assert bad.sentence.endswith("。")
        return
    assert isinstance(found.value(env), bool | int | str | None)
    assert isinstance(found.value({}), bool | int | str | None)
    assert set(found.because(env)) <= set(names(found))


@pytest.mark.parametrize(
    "text",
    [
        "(" * LIMIT,
        "not " * (LIMIT // 4),
        "a if a else " * (LIMIT // 12) + "a",
        "a and " * (LIMIT // 6) + "a",
        "a" * LIMIT,
        "a in (" + "1," * (LIMIT // 2 - 4) + ")",
        "a.startswith('x')" * (LIMIT // 17),
        "'" + "x" * (LIMIT - 2) + "'",
        "1 < " * (LIMIT // 4),
        "a" * 100_000,
    ],
)
def test_the_longest_and_deepest_ends_at_once(text: str) -> None:
    begun = perf_counter()
    try:
        found = parse(text)
    except BadExpression:
        found = parse("a")
    found.value({"a": True})
    found.because({"a": True})
    assert perf_counter() - begun < 1


def test_it_goes_as_deep_as_it_says_and_no_deeper() -> None:
    assert parse("(" * DEPTH + "a" + ")" * DEPTH).value({"a": True}) is True
    with pytest.raises(BadExpression) as bad:
        parse("(" * (DEPTH + 1) + "a" + ")" * (DEPTH + 1))
    assert (bad.value.place, bad.value.why) == (DEPTH, "deep")


def test_every_refusal_has_its_sentence_and_is_met() -> None:
    assert {vector["why"] for vector in VECTORS if "why" in vector} == SENTENCES.keys()


def test_every_condition_of_the_demo_city_is_one() -> None:
    columns = {"questions": ("show_when", "auto_answer"), "procedures": ("trigger",), "rules": ("when",)}
    texts = [row[column] for file in columns for row in _rows(file) for column in columns[file] if row[column]]
    assert len(texts) > 200 and all(parse(text) for text in texts)


def _rows(name: str) -> list[dict[str, str]]:
    with (CITY / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
