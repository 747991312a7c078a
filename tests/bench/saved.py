"""What the papers of ten households save: boxes that are filled from values typed once, and strokes of a pen. No times:
the figures are the same on every machine."""

from __future__ import annotations

from collections.abc import Iterator

from handoff.tally import tally
from tests.papers import demo_forms, homes, papers


def run() -> Iterator[dict[str, object]]:
    """One line for each household."""
    items = demo_forms().items
    for name, home in homes().items():
        found = tally(papers(home), items)
        yield {
            "bench": "saved",
            "case": name,
            "n": found.boxes,
            "sheets": found.sheets,
            "names": found.name_boxes,
            "boxes": found.boxes,
            "typed": found.typed,
            "saved": found.saved,
            "places": found.signatures.places,
            "signers": len(found.signatures.by_person),
            "strokes": found.signatures.strokes,
            "paper_places": found.signatures.paper,
            "left_absent": len(found.signatures.left_absent),
        }
