"""`python -m tests.bench [--record] [--seed N] [--data FILE] [NAME …]`: one JSON line per measurement; times in ms.

Every line holds `bench`, `case`, `n`, `load` (the machine's load average at the start), `fsync_ms` (what one small
write to this disk costs), `command`, and its own figures. A bench that compares runs its floor in the same run: ratios
hold on noisy machines, absolute times do not. A floor that differs by more than 30 % from the recorded one
(`tests/bench/floors.json`) marks the line `noisy`: such a run proves nothing. `--record` records this run's floors.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

FLOORS = Path(__file__).with_name("floors.json")
NOISE = 0.3
NAMES = (
    "slip",
    "guide",
    "decisions",
    "workbook",
    "overlay",
    "batch",
    "preview",
    "saved",
    "numbers",
    "claims",
    "call",
    "edit",
    "card",
    "scale",
    "memory",
    "client",
    "wait",
    "board",
    "imports",
    "search",
    "reports",
    "guard",
    "login",
    "backup",
    "emptied",
)
LONG = ("soak",)
"""Those that run only when they are named."""


def fsync_ms(times: int = 50) -> float:
    """The median of so many appends of 100 bytes, each with its fsync, where the engines keep their data."""
    took = []
    with tempfile.TemporaryFile(dir=Path(__file__).parents[2]) as file:
        for _ in range(times):
            begun = time.perf_counter()
            file.write(b"x" * 100)
            file.flush()
            os.fsync(file.fileno())
            took.append((time.perf_counter() - begun) * 1000)
    return round(sorted(took)[times // 2], 3)


def signed(name: str, line: dict[str, Any], load: float, floors: dict[str, float]) -> dict[str, Any]:
    """A line with how and where it was measured, and whether its floor is the recorded one's."""
    floor, recorded = floor_of(line), floors.get(key_of(line))
    noisy = bool(floor and recorded and abs(floor - recorded) > NOISE * recorded)
    extra = {"load": round(load, 2), "fsync_ms": fsync_ms(), "command": f"make bench only={name}"}
    return {**line, **extra, **({"noisy": True} if noisy else {})}


def key_of(line: dict[str, Any]) -> str:
    """Under what a line's floor is recorded."""
    return f"{line['bench']}:{line['case']}"


def floor_of(line: dict[str, Any]) -> float | None:
    """The floor that stands in a line, if it has one."""
    return next((value for field, value in line.items() if field.startswith("floor_")), None)


def told(words: list[str]) -> list[str]:
    """The words without `--seed N` and `--data FILE`, which benches ask for by themselves (`figures.option`)."""
    left = iter(words)
    found = []
    for word in left:
        if word in ("--seed", "--data"):
            os.environ[f"BENCH_{word[2:].upper()}"] = next(left, "")
        else:
            found.append(word)
    return found


def main() -> None:
    """Run the named ones, or all."""
    wanted = [word for word in told(sys.argv[1:]) if word != "--record"] or list(NAMES)
    unknown = set(wanted) - {*NAMES, *LONG}
    if unknown:
        sys.exit(f"no such bench: {', '.join(sorted(unknown))}; there are {', '.join((*NAMES, *LONG))}")
    floors = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    for name in wanted:
        lines = importlib.import_module(f"tests.bench.{name}").run()
        load = os.getloadavg()[0]
        for line in lines:
            print(json.dumps(signed(name, line, load, floors), ensure_ascii=False), flush=True)
            if "--record" in sys.argv and (floor := floor_of(line)):
                floors[key_of(line)] = floor
                FLOORS.write_text(json.dumps(floors, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
            load = os.getloadavg()[0]


if __name__ == "__main__":
    main()
