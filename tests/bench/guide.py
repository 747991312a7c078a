"""How long the whole way takes to derive, from the entries of a case to questions, procedures, counters and belongings:
a household of six with the event that has the most questions, all answered. Goal: p95 at most 5 ms at the city's size,
and 16 ms for its twin in the browser.

The catalog is the demo city's, and the same grown to 1,000 and 5,000 questions with procedures and rules in proportion;
every copy of a question is answered as the first one is, so that a case of the largest catalog has all its procedures
as many times over. That is harder than a real city of that size: its visitors would touch a few of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from time import perf_counter, thread_time

from handoff.case import Entry, Value
from handoff.guidance import Book, Guidance, book, guide, known
from server.exchange.city import read_city
from tests.bench import browser
from tests.bench.figures import percentile, share
from tests.bench.grown import grown, renamed
from tests.households import FOLDER, entries, households

ROUNDS, SECONDS = 1000, 12.0
"""At the city's size; larger catalogs take fewer, in proportion."""
WARM = 5
TODAY = date(2026, 4, 6)
SIZES = (("city", 0), ("1000", 1000), ("5000", 5000))
FAMILY = ("1987-06-03", "1989-09-09", "2017-07-20", "2022-11-01", "1955-02-02", "1949-05-05")
PLAIN = (
    "m_name",
    "m_kana",
    "m_uji",
    "m_mei",
    "m_sex",
    "m_zokugara",
    "m_job",
    "m_school",
    "m_kiso_no",
    "m_tel",
    "m_addr",
)


def run(rounds: int = ROUNDS, sizes: Sequence[tuple[str, int]] = SIZES) -> Iterator[dict[str, object]]:
    """One line for each size of the catalog; times in ms, `cpu_` those of the processor alone."""
    city = read_city(FOLDER)
    for case, size in sizes:
        catalog = grown(city.catalog, size or len(city.catalog.tables["questions"]))
        begun = perf_counter()
        pages = book(catalog, city.house)
        compiled = (perf_counter() - begun) * 1000
        sheet = family(pages)
        event = largest(pages)
        turns = share(max(2, rounds * 107 // len(pages.questions)), SECONDS)
        wall, busy, found = _times(pages, sheet, event, turns)
        values = {key: entry.value for key, entry in sheet.items()}
        shown = browser.times(pages, values, str(TODAY), event, turns, WARM)
        yield {
            "bench": "guide",
            "case": case,
            "n": len(wall),
            "questions": len(pages.questions),
            "shown": found.progress[1],
            "procedures": sum(one.counts for one in found.procedures),
            "entries": len(sheet),
            "p50": percentile(wall, 50),
            "p95": percentile(wall, 95),
            "cpu_p50": percentile(busy, 50),
            "cpu_p95": percentile(busy, 95),
            "browser_p50": percentile(shown, 50),
            "browser_p95": percentile(shown, 95),
            "compile": round(compiled, 1),
        }


def largest(pages: Book) -> str:
    """The event with the most questions."""
    return max(pages.chapters, key=lambda event: len(pages.chapters[event].askings))


def family(pages: Book) -> dict[str, Entry]:
    """The entries of a household of six that answers every question as the family S1 does, and the others with yes."""
    values: dict[str, Value] = {"ido_date": "2026-04-01", "ido_scope": "全部", "role.todokede": "p1"}
    for at, birth in enumerate(FAMILY, start=1):
        values[f"p.p{at}"] = {"order": at}
        values |= {f"p.p{at}.{item}": "青葉" for item in PLAIN}
        values |= {f"p.p{at}.m_birth": birth, f"p.p{at}.m_mnc": "あり", f"p.p{at}.m_nat_cd": "JPN"}
    said = households()["S1"].answers
    firsts = {renamed(question, copy): yes for question, yes in said.items() for copy in range(50)}
    return entries(values | {f"q.{question}": firsts.get(question, True) for question in pages.questions})


def _times(pages: Book, sheet: dict[str, Entry], event: str, rounds: int) -> tuple[list[float], list[float], Guidance]:
    """The times by the clock and of the processor, and what came out. Each round another answer is turned, as in
    life."""
    wall, busy = [], []
    turning = [key for key in sheet if key.startswith("q.")]
    for at in range(WARM + rounds):
        key = turning[at % len(turning)]
        now = {**sheet, key: Entry(not sheet[key].value, op="op")}
        begun, worked = perf_counter(), thread_time()
        guide(pages, known(now, pages, TODAY, event, "main"))
        wall.append((perf_counter() - begun) * 1000)
        busy.append((thread_time() - worked) * 1000)
    return wall[WARM:], busy[WARM:], guide(pages, known(sheet, pages, TODAY, event, "main"))
