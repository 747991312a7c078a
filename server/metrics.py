"""Figures for Prometheus, in its text format, at a port of each process's own that only this machine can reach
(`MADOGUCHI_METRICS_PORT`: the keeper; one above it the first web process, and so on). No label names a person, a case,
a window or an address of anybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, Protocol

import structlog
from prometheus_client import CollectorRegistry, Metric, generate_latest, start_http_server
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.platform_collector import PlatformCollector
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector

from handoff.operations import WATCHED, Part
from server.ports.watching import Safekept, Unkept

HOST: Final = "127.0.0.1"
log = structlog.get_logger()


class Eyes(Protocol):
    """What figures need of a `server.work.watching.Watch`."""

    since: dict[Part, int]
    unkept: Unkept
    backup: Safekept | None


class HouseFigures(Collector):
    """What a web process knows of the house. `screens`: open lines by door; `now`: ms since 1970."""

    def __init__(self, eyes: Eyes, screens: Callable[[], Mapping[str, int]], now: Callable[[], int]) -> None:
        self.eyes = eyes
        self.screens = screens
        self.now = now

    def collect(self) -> Iterable[Metric]:
        """As they are now."""
        eyes, now = self.eyes, self.now()
        up = GaugeMetricFamily("madoguchi_up", "Whether a part of the house stands", labels=["part"])
        for part in WATCHED:
            up.add_metric([part], float(part not in eyes.since))
        yield up
        screens = GaugeMetricFamily("madoguchi_screens", "Open lines of this process", labels=["door"])
        for door, count in self.screens().items():
            screens.add_metric([door], count)
        yield screens
        owed, since = eyes.unkept.edits, eyes.unkept.since
        yield GaugeMetricFamily("madoguchi_unkept_edits", "Edits shared and not kept yet (counted to 1,000)", owed)
        late = max(0, now - since) / 1000 if since else 0.0
        yield GaugeMetricFamily("madoguchi_unkept_seconds", "How long the oldest of them waits", late)
        if eyes.backup is not None:
            age = max(0, now - eyes.backup.at) / 1000
            yield GaugeMetricFamily("madoguchi_backup_age_seconds", "Since the last good backup began", age)


def registry(*more: Collector) -> CollectorRegistry:
    """What every process tells of itself (memory, processor, descriptors), and more."""
    made = CollectorRegistry()
    for one in (ProcessCollector(registry=None), PlatformCollector(registry=None), *more):
        made.register(one)
    return made


def told(of: CollectorRegistry) -> str:
    """The text that Prometheus reads."""
    return generate_latest(of).decode()


def serve(port: int, of: CollectorRegistry) -> None:
    """Answer at this port of this machine, in a thread beside the work; 0: nowhere. A port that is taken is said, and
    stops nothing."""
    if not port:
        return
    try:
        start_http_server(port, HOST, of)
    except OSError as taken:
        log.warning("metrics", why=type(taken).__name__)
