"""What Prometheus reads: text that its own parser understands, figures that follow the house, and nobody in them."""

from __future__ import annotations

import socket
from types import SimpleNamespace
from typing import Any

import structlog
from prometheus_client.parser import text_string_to_metric_families

from server import metrics
from server.ports.watching import Safekept, Unkept

NOW = 1_800_000_000_000


def figures(**more: Any) -> dict[str, float]:
    """Ours, by name and labels."""
    eyes = SimpleNamespace(**{"since": {}, "unkept": Unkept(), "backup": None, **more})
    text = metrics.told(metrics.registry(metrics.HouseFigures(eyes, lambda: {"staff": 3, "display": 0}, lambda: NOW)))
    samples = [sample for family in text_string_to_metric_families(text) for sample in family.samples]
    assert any(sample.name == "process_resident_memory_bytes" for sample in samples)
    ours = [sample for sample in samples if sample.name.startswith("madoguchi_")]
    assert {name for sample in ours for name in sample.labels} == {"part", "door"}, "no label names anybody"
    return {" ".join([sample.name[10:], *sample.labels.values()]): sample.value for sample in ours}


def test_a_house_that_stands() -> None:
    said = figures(backup=Safekept("backup", NOW - 60_000, 900, "x"))
    assert {value for name, value in said.items() if name.startswith("up ")} == {1.0}
    assert (said["screens staff"], said["screens display"]) == (3, 0)
    assert (said["unkept_edits"], said["unkept_seconds"], said["backup_age_seconds"]) == (0, 0, 60)


def test_what_is_broken_and_owed_is_said() -> None:
    said = figures(since={"record": NOW - 5_000}, unkept=Unkept(7, NOW - 2_500))
    assert (said["up record"], said["up live"]) == (0, 1)
    assert (said["unkept_edits"], said["unkept_seconds"]) == (7, 2.5)
    assert "backup_age_seconds" not in said, "no backup is no age"


def test_a_port_that_is_taken_is_said_and_stops_nothing() -> None:
    with socket.create_server((metrics.HOST, 0)) as other, structlog.testing.capture_logs() as logged:
        metrics.serve(other.getsockname()[1], metrics.registry())
    assert [(line["event"], line["why"]) for line in logged] == [("metrics", "OSError")]
