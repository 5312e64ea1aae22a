"""An officer of every demo programme with much to do, signed in. Runs inside Django."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from accounts.models import User
from benchmarks.proposal import cookie_of
from calls.models import Call
from programmes.models import StaffRole
from programmes.states import Role
from projects.models import Project
from publications.generating import make_assessed, refusal


def make(size: int) -> dict[str, Any]:
    """Bring the world to `size` submitted proposals; the officer's cookie, and addresses by name."""
    if reason := refusal():
        raise SystemExit(reason)
    missing = size - Project.objects.filter(first_submitted_at__isnull=False).count()
    if missing > 0:
        make_assessed(missing, seed=size)
    officer, _is_new = User.objects.get_or_create(
        email="bench.officer@bench.example", defaults={"name": "Bench", "is_demo": True}
    )
    codes = Call.objects.filter(is_demo=True).values_list("programme_period__programme", flat=True)
    for code in sorted(set(codes)):
        StaffRole.objects.get_or_create(user=officer, programme_id=code, role=Role.OFFICER)
    submitted = Project.objects.exclude(first_submitted_at=None).values("call__code")
    call = submitted.annotate(number=Count("pk")).order_by("-number", "call__code")[0]["call__code"]
    three = f"call={call}&state=submitted&state=eligible&asked_min=100000"
    return {
        "cookie": cookie_of(officer),
        "proposals": Project.objects.filter(first_submitted_at__isnull=False).count(),
        "pages": {
            "inbox": "/en/secretariat/?view=all",
            "inbox, search and three filters": f"/en/secretariat/?q=hydrogen&{three}",
            "tasks": "/en/secretariat/tasks/",
        },
    }
