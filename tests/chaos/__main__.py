"""`python -m tests.chaos`: faults, a JSON line a run and a table at the end; `--controls`: planted defects."""

from __future__ import annotations

import argparse
import sys

import msgspec

from tests.chaos.faults import FAULTS
from tests.chaos.planted import DEFECTS
from tests.chaos.run import Result, run

RATES = (0.0, 120.0, 1000.0)
CONTROL_RATE = 200.0
SEEDS = 5


def main() -> int:
    """Status 1 when a run showed a violation, or a control none."""
    parser = argparse.ArgumentParser(prog="python -m tests.chaos")
    parser.add_argument("--only", default="", choices=["", *FAULTS, *DEFECTS], help="a fault, or a defect of a control")
    parser.add_argument("--rate", type=float, action="append", help="edits a second, 0 = nobody types; several times")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--controls", action="store_true", help="every planted defect must be seen, with every seed")
    asked = parser.parse_args()
    results: list[Result] = []
    runs = plan(asked)
    for number, (kind, rate, seed, planted) in enumerate(runs, 1):
        print(f"{number}/{len(runs)} {kind} {rate:g}/s {planted}", file=sys.stderr, flush=True)
        results.append(run(kind, rate, seed, planted))
        print(msgspec.json.encode(results[-1]).decode(), flush=True)
    print(table(results), file=sys.stderr)
    return int(any(bool(result.violations) != bool(result.planted) for result in results))


def plan(asked: argparse.Namespace) -> list[tuple[str, float, int, str]]:
    """Fault, rate, seed and planted defect of each run."""
    if asked.controls or asked.only in DEFECTS:
        rates, names = asked.rate or [CONTROL_RATE], [asked.only] if asked.only else list(DEFECTS)
        pairs = [(DEFECTS[name][1], name) for name in names]
    else:
        rates, pairs = asked.rate or RATES, [(name, "") for name in ([asked.only] if asked.only else FAULTS)]
    seeds = range(1, asked.seeds + 1)
    return [(kind, rate, seed, planted) for rate in rates for kind, planted in pairs for seed in seeds]


def table(results: list[Result]) -> str:
    """All runs, a line each."""
    heads = f"{'rate':>6}{'edits':>8}{'lost':>6}{'kept p95':>10}{'back in s':>11}{'drained':>9}"
    lines = [f"{'fault':22}{'planted':20}{heads}  violations"]
    for one in results:
        said = "; ".join(one.violations) or "none"
        figures = f"{one.rate:>6g}{one.edits:>8}{one.lost:>6}{one.kept_p95:>10}{one.recovered_s:>11}{one.drained_s:>9}"
        lines.append(f"{one.chaos:22}{one.planted:20}{figures}  {said}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
