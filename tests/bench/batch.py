"""Many applications in one file: 40 forms of one household at once, and whether memory stays where it was after 10,000
pages. Goal: p50 at most 150 ms, 700 KB; nothing that grows."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter, process_time

from handoff.leaf import Leaf
from server.paper.forms import FormPress
from server.paper.shelf import load
from tests.bench.figures import percentile, share
from tests.papers import crowded, demo_forms, homes, leaves, papers, source

FORMS = 40
ROUNDS = 40
SECONDS = 12.0
PAGES = 10_000
HOME = "S1b"


def forty(press: FormPress) -> list[Leaf]:
    """The first sheets of 40 different forms, all rows full."""
    found: list[Leaf] = []
    for form in list(demo_forms().forms)[:FORMS]:
        case, one = crowded(form)
        found.append(leaves(case, [one])[0])
    press.render(found, "申請書")
    return found


def household() -> list[Leaf]:
    """All papers of a household."""
    return leaves(source(homes()[HOME]), papers(homes()[HOME]))


def run(pages: int = PAGES) -> Iterator[dict[str, object]]:
    """A line for 40 forms, one for a household, one for memory."""
    press = FormPress(load())
    for case, found in ((f"{FORMS} forms", forty(press)), (f"household {HOME}", household())):
        rounds = share(ROUNDS, SECONDS)
        taken, busy = [], process_time()
        for _ in range(rounds):
            begun = perf_counter()
            pdf = press.render(found, "申請書").pdf
            taken.append((perf_counter() - begun) * 1000)
        yield {
            "bench": "batch",
            "case": case,
            "n": rounds,
            "pages": len(found),
            "p50": percentile(taken, 50),
            "p95": percentile(taken, 95),
            "cpu_ms": round((process_time() - busy) * 1000 / rounds, 1),
            "kb": round(len(pdf) / 1000, 1),
        }
    yield _memory(press, pages)


def _memory(press: FormPress, pages: int) -> dict[str, object]:
    """How much the process has grown between the first tenth of the pages and the last."""
    found = household()
    done, first = 0, 0.0
    begun = perf_counter()
    while done < pages:
        press.render(found, "申請書")
        done += len(found)
        if not first and done >= pages / 10:
            first = rss_mb()
    grown = rss_mb() - first
    return {
        "bench": "batch",
        "case": f"{pages} pages",
        "n": done,
        "seconds": round(perf_counter() - begun, 1),
        "rss_mb": round(first + grown, 1),
        "rss_growth_mb": round(grown, 1),
    }


def rss_mb() -> float:
    """The memory that this process holds now, in MB."""
    gc.collect()
    held = int(Path("/proc/self/statm").read_text().split()[1])
    return held * os.sysconf("SC_PAGE_SIZE") / (1 << 20)
