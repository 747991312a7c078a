"""Wait times: how true they are, on a hall that is played and on real queues.

Days to learn from, to fit and calibrate on, and to test are different ones. `peak` and `normal` seasons, `shift`
learned in usual days and tested in the busy ones, `no-plan` busy days whose windows' plans nobody entered, `mm8` eight
equal windows and exponential services, where the number of people ahead says all there is to know (`mse_ql`: the mean
square error / that of the right answer), `warsaw` real queues (`--data FILE`), `ahead` the rest of the day until
closing (`wait_ahead.py`), learned and tested in the busy season. `--seed N`: another hall than the recorded one.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from handoff.wait_draws import Draws
from handoff.wait_learn import learn
from handoff.wait_model import Model
from tests.bench import wait_ahead
from tests.bench.figures import option, share
from tests.bench.wait_adapter import Teller, made
from tests.bench.wait_ahead import LOOKS
from tests.bench.wait_floor import MM8, Day, Setting, played
from tests.bench.wait_score import figures, rmse, score, trained
from tests.bench.wait_warsaw import measured

PEAK, NORMAL = 1.05, 0.8
LOOK = 0.4
DAYS = (14, 22, 10)
"""To learn from, to fit and calibrate on, to test."""
CASES = {
    "peak": (Setting(busy=PEAK), Setting(busy=PEAK)),
    "normal": (Setting(busy=NORMAL), Setting(busy=NORMAL)),
    "shift": (Setting(busy=NORMAL), Setting(busy=PEAK)),
    "no-plan": (Setting(busy=PEAK, planned=False), Setting(busy=PEAK, planned=False)),
}


def run(*only: str) -> Iterator[dict[str, object]]:
    """One line for each case; of `only`, when given."""
    seed, draws = int(option("seed", "7")), Draws()
    days = DAYS if share(100, 60.0) == 100 else (6, 6, 3)
    for case, (before, after) in CASES.items():
        if not only or case in only:
            teller, model = taught(before, seed, days, draws)
            tested = played(after, seed, days[2], LOOK, "test")
            yield {"bench": "wait", "case": case, "seed": seed, **figures(score(teller, model, tested))}
    if not only or "mm8" in only:
        yield {"bench": "wait", "case": "mm8", "seed": seed, **known_answer(seed, days, draws)}
    if not only or "ahead" in only:
        before, after = played(CASES["peak"][0], seed, 2 * days[0], 0.0, "learn"), CASES["peak"][1]
        tested = played(after, seed, days[2], 0.0, "test", LOOKS)
        found = wait_ahead.figures(learned(before), tested, before, draws)
        yield {"bench": "wait", "case": "ahead", "seed": seed, **found}
    data = option("data", "")
    if data and (not only or "warsaw" in only):
        yield {"bench": "wait", "case": "warsaw", **measured(data, draws)}


def taught(setting: Setting, seed: int, days: tuple[int, int, int], draws: Draws) -> tuple[Teller, Model]:
    """Learned from the first days, fitted and calibrated on the next ones."""
    model = learned(played(setting, seed, days[0], 0.0, "learn"))
    return made(model, trained(played(setting, seed, days[1], LOOK, "fit")), draws), model


def learned(days: list[Day]) -> Model:
    """What these days teach."""
    services, came = [one for day in days for one in day.services], [one for day in days for one in day.came]
    waits, away = [one for day in days for one in day.waits], [one for day in days for one in day.away]
    return Model(learn(services, waits, away, came))


def known_answer(seed: int, days: tuple[int, int, int], draws: Draws) -> dict[str, object]:
    """M/M/8: the best that can be known is (people ahead + 1) x mean service / 8."""
    setting = Setting(hall=MM8, plain=True)
    teller, model = taught(setting, seed, days, draws)
    found = score(teller, model, played(setting, seed, 2 * days[2], 1.0, "test"))
    wait = np.array([one.wait for one in found])
    right = rmse(np.array([one.ahead for one in found]) * 10 / 8, wait)
    said = rmse(np.array([one.said.mean for one in found]), wait)
    return {**figures(found), "mse_ql": round((said / right) ** 2, 3)}
