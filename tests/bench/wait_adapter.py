"""The forecast for outsiders: score it on waits of your own.

    teller = make(history, train)
    said = teller.predict(snapshot)      # {"mean", "p10", "p50", "p80", "p90"}, minutes from now
    teller.observe(snapshot["id"], wait) # when that visitor was called, and not before

All times are minutes since the midnight of their day. All are plain dicts and lists; what is missing counts as unknown.

history   {"services": [{"day", "queue", "kind", "minutes"}],                  ended services
           "waits": [{"queue", "minutes", "came", "overtaken", "back"}],       waits that ended with a call; the last
                                                                               two may be left out
           "away": [minutes],                                                  clerks away without a plan
           "standard": {kind: minutes}}                                        used for kinds that were never measured
snapshot  {"id", "queue",                                                      who comes, and into which line
           "now",
           "waiting": [{"key", "queue", "kind", "since"}],                     next first, without the one who comes
           "windows": [{"window", "queues", "state", "since", "kind", "plan"}],  state: busy, idle, away, closed;
                                                                               kind: of the service that is on; plan:
                                                                               [[from, to]] of today, null = not known
           "passed": [{"key", "queue", "kind", "since"}],                      called and not there
           "done": {queue: [{"kind", "minutes"}]},                             today's, oldest first, the newest 30
           "called": {queue: [{"at", "wait"}]}}                                the same
train     [(snapshot, wait)] in the order of time, of days that are neither in `history` nor tested. The first 60 % fit
          LogStack, the rest calibrates the ranges.
"""

from __future__ import annotations

from typing import Any

import msgspec

from handoff.wait import Snapshot
from handoff.wait_draws import Draws
from handoff.wait_foretold import Forecast, Foreteller
from handoff.wait_learn import Service, Wait, learn
from handoff.wait_model import Model
from handoff.wait_rolling import Rolling
from handoff.wait_stack import Stack, fit
from handoff.wait_told import Told

FITTED = 0.6


class Teller:
    """A forecast that learns from what it is told."""

    def __init__(self, model: Model, draws: Draws) -> None:
        self.inner = Foreteller(model, Stack(), Rolling(), draws)
        self.open: dict[str, tuple[str, Forecast]] = {}

    def predict(self, snapshot: dict[str, Any]) -> dict[str, float]:
        """The wait of whoever comes now."""
        found = self.tell(snapshot["id"], snapshot["queue"], _seen(snapshot))
        return {name: round(value, 2) for name, value in msgspec.to_builtins(found.said).items()}

    def tell(self, who: str, queue: str, snapshot: Snapshot) -> Forecast:
        """The same, in our own shapes."""
        found = self.inner.arrivals(snapshot)[queue]
        self.open[who] = (queue, found)
        return found

    def observe(self, who: str, wait: float) -> None:
        """Somebody was called after so many minutes. What was never foretold is passed over."""
        known = self.open.pop(who, None)
        if known is not None:
            queue, found = known
            self.inner.rolling.note(queue, found.stacked, wait)


def make(history: dict[str, Any], train: list[tuple[dict[str, Any], float]]) -> Teller:
    """Learned from `history`, fitted and calibrated on `train`."""
    learned = learn(
        msgspec.convert(history.get("services", []), list[Service]),
        msgspec.convert(history.get("waits", []), list[Wait]),
        history.get("away", []),
    )
    seen = [
        (
            one["id"],
            one["queue"],
            msgspec.convert({k: v for k, v in one.items() if k not in ("id", "queue")}, Snapshot),
            w,
        )
        for one, w in train
    ]
    return made(Model(learned, history.get("standard")), seen)


def made(model: Model, train: list[tuple[str, str, Snapshot, float]], draws: Draws | None = None) -> Teller:
    """The same, in our own shapes: (id, queue, snapshot, wait)."""
    teller = Teller(model, draws or Draws())
    told, cut = [], int(len(train) * FITTED)
    for who, queue, snapshot, wait in train[:cut]:
        found = teller.tell(who, queue, snapshot)
        told.append(Told(queue, found.x, found.played.p50, wait))
    teller.open.clear()
    teller.inner.stack = fit(told)
    for who, queue, snapshot, wait in train[cut:]:
        teller.tell(who, queue, snapshot)
        teller.observe(who, wait)
    return teller


def _seen(snapshot: dict[str, Any]) -> Snapshot:
    return msgspec.convert({key: value for key, value in snapshot.items() if key not in ("id", "queue")}, Snapshot)
