"""An invented scheme of a demo project with a closed call and its sub-grants, marked as demo."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from calls.models import Call
from calls.states import CallState
from cascade import ceilings, schemes
from cascade.ceilings import Asked
from cascade.models import Scheme, SchemeTheme, SubCall, SubGrant, SubGrantee
from core.errors import DomainError
from core.loading.writing import Report
from core.texts import Text
from programmes.demo import manager_of
from publications.models import Publication

FILE = "sub_grants.yaml"
MONEY = ("total_budget", "max_grant", "rate")
COUNTS = ("max_months", "target_projects", "target_companies")
Row = dict[str, Any]


def load(directory: Path) -> Report:
    """Schemes whose demo project is public, once: what is there stays as people left it.

    DomainError where the setting DEMO is off, or where a sub-grant of the file would break a ceiling.
    """
    if not settings.DEMO:
        raise DomainError("Demo sub-grants are loaded only where the setting DEMO is on.")
    report = Report()
    noted = report.kind("demo schemes of funded projects")
    for row in yaml.safe_load((directory / FILE).read_text(encoding="utf-8"))["schemes"]:
        if Scheme.objects.filter(code=row["code"]).exists():
            noted.unchanged += 1
            continue
        operation = Publication.objects.filter(
            is_demo=True, acronym=row["operation"], programme_period__programme=row["programme"]
        ).first()
        by = manager_of(row["programme"])
        if operation is not None and by is not None:
            _add(row, operation, by)
            noted.added.append(row["code"])
    return report


@transaction.atomic
def _add(row: Row, operation: Publication, by: User) -> None:
    values = {name: Decimal(row[name]) for name in MONEY} | {name: row[name] for name in COUNTS}
    scheme = schemes.create(operation, {**values, "code": row["code"], "title": Text(row["title"])}, by=by)
    Scheme.objects.filter(pk=scheme.pk).update(is_demo=True)
    themes = {
        theme["code"]: SchemeTheme.objects.create(
            scheme=scheme, code=theme["code"], position=position, title=Text(theme["title"])
        )
        for position, theme in enumerate(row["themes"], 1)
    }
    sub_call = _closed_call(scheme, row["call"], by)
    for said in row["sub_grants"]:
        _award(sub_call, said, themes[said["theme"]])


def _closed_call(scheme: Scheme, row: Row, by: User) -> SubCall:
    """Set up as every sub-call. It is over already, so it is marked as published and never let anybody in."""
    now = timezone.now().replace(minute=0, second=0, microsecond=0)
    opens = now + timedelta(days=row["opens"])
    values = {
        **{name: row[name] for name in ("code", "number")},
        **{name: Text(row[name]) for name in ("title", "introduction")},
        "opens_at": opens,
        "closes_at": now + timedelta(days=row["closes"]),
        "time_zone": "Europe/Brussels",
        "budget": Decimal(row["budget"]),
        "languages": ["nl"],
    }
    made = schemes.start_sub_call(scheme, values, by=by)
    Call.objects.filter(pk=made.call_id).update(
        is_demo=True, state=CallState.PUBLISHED, published_at=opens - timedelta(days=7)
    )
    return SubCall.objects.select_related("call", "scheme").get(pk=made.pk)


def _award(sub_call: SubCall, row: Row, theme: SchemeTheme) -> None:
    today, now = timezone.localdate(), timezone.now()
    start = (today + timedelta(days=row["starts"])).replace(day=1)
    shares = [Decimal(one["grant"]) for one in row["grantees"]]
    end = _end(start, row["months"])
    asked = Asked(sum(shares, Decimal(0)), Decimal(row["cost"]), start, end)
    if reasons := ceilings.broken(sub_call.scheme, sub_call, asked):
        raise DomainError(f"{FILE}, {row['code']}: {' '.join(reasons)}")
    awarded = SubGrant.objects.create(
        sub_call=sub_call,
        theme=theme,
        **{name: row[name] for name in ("code", "acronym")},
        **{name: Text(row[name]) for name in ("title", "summary")},
        eligible_cost=asked.eligible_cost,
        grant=asked.grant,
        start_date=start,
        end_date=end,
        decided_on=today - timedelta(days=14),
        published_at=now,
        first_published_at=now,
        languages=sub_call.call.languages,
        is_demo=True,
    )
    SubGrantee.objects.bulk_create(
        SubGrantee(
            sub_grant=awarded,
            position=position,
            size_class=one["size"],
            grant=share,
            **{name: one[name] for name in ("name", "country", "region", "identifier")},
        )
        for position, (one, share) in enumerate(zip(row["grantees"], shares, strict=True), 1)
    )


def _end(start: date, months: int) -> date:
    """The last day of so many whole months from the first of a month."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return date(year, month + 1, 1) - timedelta(days=1)
