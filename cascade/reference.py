"""Loading the schemes that funded projects are known to have: ceilings, targets and themes as stated."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from cascade.models import Scheme, SchemeTheme
from core.loading.writing import Report, sync
from core.texts import Text
from publications.models import Publication

FILE = "schemes.yaml"


def load(directory: Path, *, prune: bool = False) -> Report:
    """Bring the schemes in line with the file; needs the known projects loaded first. Nothing is pruned.

    A scheme that a manager changed in the portal stays as it was left.
    """
    report = Report()
    if not (directory / FILE).exists():
        return report
    rows = yaml.safe_load((directory / FILE).read_text(encoding="utf-8"))["schemes"]
    operations = dict(
        Publication.objects.filter(code__in=[row["operation"] for row in rows]).values_list("code", "pk")
    )
    own = set(Scheme.objects.filter(changed_at__isnull=False).values_list("code", flat=True))
    known = [row for row in rows if row["operation"] in operations and row["code"] not in own]
    with transaction.atomic():
        sync(
            Scheme,
            [_scheme(row, operations[row["operation"]]) for row in known],
            key=["code"],
            report=report.kind("schemes of funded projects"),
            scope=Scheme.objects.filter(code__in=[row["code"] for row in known]),
        )
        made = dict(Scheme.objects.filter(code__in=[row["code"] for row in known]).values_list("code", "pk"))
        sync(
            SchemeTheme,
            [theme for row in known for theme in _themes(row, made[row["code"]])],
            key=["scheme_id", "code"],
            report=report.kind("themes of schemes"),
            scope=SchemeTheme.objects.filter(scheme__in=made.values()).select_related("scheme"),
        )
    return report


def _scheme(row: dict[str, Any], operation: int) -> dict[str, Any]:
    plain = {name: value for name, value in row.items() if name not in {"operation", "themes"}}
    money = {name: Decimal(row[name]) for name in ("total_budget", "max_grant", "rate")}
    return {**plain, **money, "title": Text(row["title"]), "operation_id": operation}


def _themes(row: dict[str, Any], scheme: int) -> list[dict[str, Any]]:
    return [
        {"scheme_id": scheme, "code": theme["code"], "position": position, "title": Text(theme["title"])}
        for position, theme in enumerate(row.get("themes", ()), 1)
    ]
