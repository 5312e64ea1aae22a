"""Working out all overviews of a big budget anew, as after each saved cell: CPU only, no database."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from benchmarks.measure import figures
from benchmarks.world import Server
from projects.budget import Costs, FlatRates, Plan, periods, whole

PARTNERS, PERIODS, ROUNDS = 20, 20, 50
_RANDOM = random.Random(20)  # noqa: S311 - figures, not secrets


def run(server: Server) -> Iterator[dict[str, Any]]:
    """Twenty partners over twenty periods, every rate and two funds; the server is not asked."""
    plans = [_plan(number) for number in range(PARTNERS)]
    contributions = [[("public", _amount()), ("private", _amount())] for _plan in plans]
    project_periods = periods(PERIODS * 3, 3)
    times = []
    for _ in range(ROUNDS):
        started = time.process_time()
        whole(plans, contributions, project_periods, {"ERDF"})
        times.append(time.process_time() - started)
    yield {
        "bench": f"budget of {PARTNERS} partners x {PERIODS} periods (CPU)",
        "n": ROUNDS,
        **figures(times),
        "aim_ms": 20,
    }


def _plan(number: int) -> Plan:
    rates = FlatRates(staff=20 if number % 2 else None, office_on_staff=15, travel=15)
    by_period = {period: _costs() for period in range(1, PERIODS + 1)}
    return Plan(str(number), _costs(), rates, {"ERDF": Decimal("60.00"), "IPA": Decimal("10.50")}, by_period)


def _costs() -> Costs:
    return Costs(*(_amount() for _ in range(7)))


def _amount() -> Decimal:
    return Decimal(_RANDOM.randrange(10**9)) / 100
