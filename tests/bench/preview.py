"""A page of an application as a picture beside the entry: from the values to the PNG, the very paper. `drawn`: of that,
PDFium and packing alone. Goal: what is typed is seen on the form before the next word is typed."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter, process_time

from handoff.leaf import Leaf
from server.paper.forms import FormPress
from server.paper.pictures import picture
from server.paper.shelf import load
from tests.bench.figures import percentile, share
from tests.papers import crowded, leaves

FORMS = ("F010", "F001")
WIDTHS = (800, 1_240, 2_000)
ROUNDS = 60
SECONDS = 4.0
WARM = 3


def run(rounds: int = ROUNDS) -> Iterator[dict[str, object]]:
    """One line for each form and width."""
    press = FormPress(load())
    for form in FORMS:
        for width in WIDTHS:
            yield _measured(press, form, width, rounds)


def _measured(press: FormPress, form: str, width: int, rounds: int) -> dict[str, object]:
    whole, drawn, kb, busy = [], [], 0.0, 0.0
    for turn in range(share(rounds, SECONDS) + WARM):
        case, one = crowded(form, new_banchi=f"{turn}番地")
        begun, worked = perf_counter(), process_time()
        leaf: Leaf = leaves(case, [one])[0]
        pdf = press.render([leaf], form).pdf
        inked = perf_counter()
        png = picture(pdf, width)
        if turn >= WARM:
            whole.append((perf_counter() - begun) * 1000)
            drawn.append((perf_counter() - inked) * 1000)
            busy += process_time() - worked
            kb = len(png) / 1000
    return {
        "bench": "preview",
        "case": f"{form} {width}px",
        "n": len(whole),
        "p50": percentile(whole, 50),
        "p95": percentile(whole, 95),
        "cpu_ms": round(busy * 1000 / len(whole), 1),
        "drawn_p50": percentile(drawn, 50),
        "kb": round(kb, 1),
    }
