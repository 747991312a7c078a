"""Every process and every library logs the same lines, and nothing that anybody typed stands in them."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

from tests.engines import ROOT

FIELDS = ["at", "level", "process", "pid", "from", "event", "about"]
SAYING = """
import asyncio, logging, structlog
from server import logs
logs.begin("web 0")
structlog.get_logger().error("http", route="/api/find", error="KeyError", text="中村太郎")
logging.getLogger("server.work.keeper.rounds").warning("round=%s waits why=%s", "looks", "Unreachable")
logging.getLogger("uvicorn.error").warning("bad request from %s", "中村太郎")
logging.getLogger("asyncio").error("Task exception was never retrieved\\nfuture: <Task ValueError('中村太郎')>")
try:
    raise ValueError("中村太郎")
except ValueError:
    logging.getLogger("uvicorn.error").exception("Exception in ASGI application\\n")
"""


def lines() -> list[dict[str, Any]]:
    said = subprocess.run([sys.executable, "-c", SAYING], cwd=ROOT, capture_output=True, text=True, check=True)
    assert said.stdout == ""
    return [json.loads(line) for line in said.stderr.splitlines()]


def test_all_lines_have_the_same_fields_and_no_value_that_was_typed() -> None:
    said = lines()
    assert [list(line) for line in said] == [FIELDS] * 5
    assert {line["process"] for line in said} == {"web 0"}
    assert "中村" not in json.dumps(said, ensure_ascii=False)
    assert [line["event"] for line in said] == [
        "http",
        "round=looks waits why=Unreachable",
        "bad request from %s",
        "Task exception was never retrieved",
        "Exception in ASGI application",
    ]
    assert said[0]["about"] == {"route": "/api/find", "error": "KeyError"}
    assert said[4]["about"]["error"].startswith("ValueError <string>:")
