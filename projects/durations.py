"""How long projects of a programme usually stay in a state: medians of what happened, kept for a day."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection

# Fewer say nothing about the next one.
LEAST = 5
_KEPT = 24 * 60 * 60  # seconds
_SQL = """
    SELECT target, percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM following - at)), count(*)
    FROM (
        SELECT sc.target, sc.at,
               lead(sc.at) OVER (PARTITION BY sc.project_id ORDER BY sc.at, sc.id) AS following
        FROM projects_statechange sc
        JOIN projects_project p ON p.id = sc.project_id AND NOT p.is_rehearsal
        JOIN calls_call c ON c.id = p.call_id
        JOIN programmes_programmeperiod e ON e.code = c.programme_period_id AND e.programme_id = %s
        WHERE sc.at > now() - interval '4 years'
    ) stays
    WHERE following IS NOT NULL
    GROUP BY target HAVING count(*) >= %s
"""


@dataclass(frozen=True)
class Stay:
    """The median stay in a state, and of how many projects' stays it is."""

    median: datetime.timedelta
    count: int

    @property
    def days(self) -> int:
        """Whole days, at least one."""
        return max(round(self.median / datetime.timedelta(days=1)), 1)


def usual_stays(programme: str) -> Mapping[str, Stay]:
    """By state; states in which too few projects of the programme have been are left out."""
    name = f"usual-stays:{programme}"
    found = cache.get(name)
    if found is None:
        with connection.cursor() as cursor:
            cursor.execute(_SQL, [programme, LEAST])
            found = {state: (float(median), count) for state, median, count in cursor.fetchall()}
        cache.set(name, found, _KEPT)
    return {
        state: Stay(datetime.timedelta(seconds=median), count) for state, (median, count) in found.items()
    }
