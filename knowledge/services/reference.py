"""Loading what programmes state about their expert services."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.db import transaction

from core.loading.entries import Entry
from core.loading.problems import Problem, refuse_if_any
from core.loading.reading import read_yaml
from core.loading.writing import Report, settle_gone, sync
from knowledge.models import Platform, Service
from knowledge.service_states import ServiceKind

MOST_MONTHS, MOST_DAYS, MOST_HOURS = 24, 9, 24


def load(directory: Path, *, prune: bool = False) -> Report:
    """Bring the services in line with services.yaml; the settings of the teams stay. Raises BadFiles.

    Needs the platforms loaded first.
    """
    problems: list[Problem] = []
    file = read_yaml(directory, "services.yaml", problems)
    platforms = set(Platform.objects.values_list("pk", flat=True))
    rows = [_service(entry, platforms) for entry in file.entries("services", "service", "kind")]
    file.finish()
    refuse_if_any(problems)
    report = Report()
    with transaction.atomic():
        sync(Service, rows, key=("platform_id", "kind"), report=report.kind("expert services"))
        settle_gone(report, prune=prune)
    return report


def _service(entry: Entry, platforms: set[str]) -> dict[str, Any]:
    row = {
        "platform_id": entry.choice("platform", platforms),
        "kind": entry.choice("kind", ServiceKind.values),
        "summary": entry.text("summary", required=True),
        "explanation": entry.text("explanation"),
        "assess_months": entry.whole("assess_months", least=1, most=MOST_MONTHS),
        "visit_days": entry.whole("visit_days", least=1, most=MOST_DAYS),
        "session_hours": entry.whole("session_hours", least=1, most=MOST_HOURS),
        "provenance": entry.provenance(),
    }
    entry.finish()
    return row
