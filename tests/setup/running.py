"""The real server in processes of its own, as `make run` starts it: for the tests of the set-up."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import subprocess
import sys
import time
from pathlib import Path

from server.embedded.engine import dwellers
from tests.engines import ROOT

PATIENCE_S = 60.0
COMMAND = [sys.executable, "-m", "server"]


class Running:
    """A server in a process of its own, with its own state."""

    def __init__(self, state: Path, port: int = 0, **more: str) -> None:
        self.state = state
        started = time.monotonic()
        env = {**environment(state, port), **more}
        self.process = subprocess.Popen(
            COMMAND, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout
        self.said = ""
        for line in self.process.stdout:
            self.said += line
            if "Ctrl-C" in line:
                break
        self.seconds = time.monotonic() - started
        found = re.search(r"http://localhost:(\d+)/", self.said)
        assert found, self.said
        self.port = int(found[1])

    def status(self, path: str = "/health/ready") -> int | None:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            line.request("GET", path)
            return line.getresponse().status
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()

    def ready_again(self) -> bool:
        return until(lambda: self.status() == 200)

    def close(self) -> None:
        if self.process.returncode is None:
            self.process.kill()
            self.process.communicate()
        assert self.process.stdout
        self.process.stdout.close()
        until(lambda: not processes(self.state))


def environment(state: Path, port: int) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    mine = {"PORT": str(port), "MADOGUCHI_STATE": str(state), "PYTHONPATH": str(ROOT), "PYTHONSAFEPATH": "1"}
    return {**kept, **mine}


def processes(state: Path) -> dict[int, str]:
    """Everything that runs for a state: engines stand in its folders, our own processes have it in their settings."""
    found = {pid: path.name for path in state.iterdir() if path.is_dir() for pid in dwellers(path)}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if f"MADOGUCHI_STATE={state}".encode() in (entry / "environ").read_bytes().split(b"\0"):
                found[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    return found


def until(true: object, seconds: float = PATIENCE_S) -> bool:
    assert callable(true)
    end = time.monotonic() + seconds
    while not true():
        if time.monotonic() > end:
            return False
        time.sleep(0.05)
    return True
