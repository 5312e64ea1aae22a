"""The addresses of the rankings of a world, for a signed-in officer. Runs inside Django."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from assessments.ranking import current
from benchmarks import officer
from calls.models import Call
from projects.models import Project


def make(size: int) -> dict[str, Any]:
    """Bring the world to `size` proposals; the officer's cookie, and addresses by name."""
    made = officer.make(size)
    codes = Project.objects.exclude(first_submitted_at=None).values_list("call__code")
    code, number = codes.annotate(number=Count("pk")).order_by("-number")[0]
    ranking = current(Call.objects.get(code=code))
    out = ranking.proposals.filter(place="out").order_by("position").first()
    page = ((out.position if out else 1) - 1) // 50 + 1
    base = f"/en/secretariat/ranking/{code}/"
    return made | {
        "in_call": number,
        "pages": {
            "50 rows, from the best": base,
            "50 rows around the line": f"{base}?page={page}",
            "narrowed and sorted": f"{base}?part=undecided&sort=-asked",
        },
    }
