"""`python -m tests.chaos.clocks SECONDS web|keep …`: a process of the server on a machine whose clock is wrong by so
much."""

from __future__ import annotations

import sys
import time

from server import __main__ as server

if __name__ == "__main__":
    ahead, right = float(sys.argv.pop(1)), time.time
    time.time = lambda: right() + ahead
    time.time_ns = lambda: int(time.time() * 1e9)
    server.main()
