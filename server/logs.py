"""Logs: one JSON line for each event on standard error, with one set of fields for all processes, and nothing in them
that anybody typed.

`at` (UTC), `level`, `process` (web 0, keeper …), `pid`, `from` (the module), `event`, `about` (facts from a closed
list; of what was raised its kind and where, never its text, which may quote a value). Of what a library says only the
sentence is told, not what it puts into it.
"""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final

import structlog

FACTS: Final = frozenset({"at", "error", "kind", "route", "walk", "warning", "why"})
"""What our own lines may say beside their event."""
OURS: Final = "server"
LONGEST: Final = 300
Raised = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Lines(logging.Formatter):
    """A record of the standard library's logging as such a line."""

    def __init__(self, process: str) -> None:
        super().__init__()
        self.process = process

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        ours = record.name.partition(".")[0] == OURS
        event = record.getMessage() if ours else str(record.msg).partition("\n")[0]
        about = {"error": raised(record.exc_info)} if record.exc_info else {}
        return line(self.process, record.levelname.lower(), record.name, event, about)


def begin(process: str, level: int = logging.INFO) -> None:
    """From now on everything that this process logs is such a line."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines(process))
    logging.basicConfig(level=logging.WARNING, handlers=[handler], force=True)

    def render(_: Any, name: str, said: Mapping[str, Any]) -> str:
        about = {key: value for key, value in said.items() if key in FACTS}
        return line(process, name, OURS, str(said.get("event", "")), about)

    structlog.configure(
        processors=[render],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def line(process: str, level: str, source: str, event: str, about: Mapping[str, Any]) -> str:
    """One line, its fields always the same and in this order."""
    said = {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "level": level,
        "process": process,
        "pid": os.getpid(),
        "from": source,
        "event": event[:LONGEST],
        "about": {key: str(value)[:LONGEST] for key, value in about.items()},
    }
    return json.dumps(said, ensure_ascii=False)


def raised(what: Raised | bool) -> str:
    """The kind of an exception and the places that it went through, the innermost last."""
    if isinstance(what, bool) or what[0] is None:
        return ""
    places = traceback.extract_tb(what[2])[-5:]
    return " ".join([what[0].__name__, *(f"{place.filename.rpartition('/')[2]}:{place.lineno}" for place in places)])
