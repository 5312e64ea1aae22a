"""An invented small project fund: its project, its open call, and small projects in several states."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction

from accounts.models import User
from calls import setting_up
from calls.models import Call
from calls.presets import presets
from cascade import asking, demo_operation, schemes
from cascade.demo_calls import basics
from cascade.models import Scheme
from cascade.states import SchemeKind
from core.errors import DomainError
from core.loading.writing import Report
from core.texts import Text
from partners.models import Organisation
from programmes.demo import manager_of
from programmes.models import ProgrammePeriod
from publications.demo import moving, writing
from publications.demo.people import Cast
from publications.models import Publication

FILE = "small_projects.yaml"
MONEY = ("total_cost", "management_cost", "total_budget", "max_grant", "rate")
ANSWERS = ("challenges", "approach")
STARTS, MONTHS = 3, 10  # of a small project, counted from the month of loading
Row = dict[str, Any]


def load(directory: Path) -> Report:
    """The fund with its project, once: what is there stays as people left it.

    DomainError where the setting DEMO is off.
    """
    if not settings.DEMO:
        raise DomainError("Demo small projects are loaded only where the setting DEMO is on.")
    report = Report()
    noted = report.kind("demo small project funds")
    rows = yaml.safe_load((directory / FILE).read_text(encoding="utf-8"))
    said = rows["scheme"]
    edition = ProgrammePeriod.objects.filter(code=rows["operation"]["edition"]).first()
    by = manager_of(said["programme"])
    if Scheme.objects.filter(code=said["code"]).exists():
        noted.unchanged += 1
    elif edition is not None and by is not None:
        _add(rows, edition, by)
        noted.added.append(said["code"])
    return report


@transaction.atomic
def _add(rows: Row, edition: ProgrammePeriod, by: User) -> None:
    who = Cast(rows["scheme"]["programme"])
    operation = demo_operation.funded(rows["operation"], edition, who)
    call = _open_call(_scheme(rows["scheme"], operation, by), rows["call"], by)
    organisations = {one.name: one for one in Organisation.objects.filter(is_demo=True)}
    for row in rows["projects"]:
        entry = {**row, "objective": call.objectives.get().code, "starts": STARTS, "months": MONTHS}
        project = writing.write(call, entry, organisations, by=who.applicant)
        answers = {
            f"{name}.{language}": row[name][language] for name in ANSWERS for language in call.languages
        }
        writing.fill(project, {**answers, "call_theme": row["theme"]}, by=who.applicant)
        moving.move(project, entry, who)


def _scheme(row: Row, operation: Publication, by: User) -> Scheme:
    values = {
        **{name: row[name] for name in ("code", "source", "max_months", "target_projects")},
        **{name: Decimal(row[name]) for name in MONEY},
        "kind": SchemeKind.SMALL_PROJECT_FUND,
        "title": Text(row["title"]),
    }
    scheme = schemes.create(operation, values, by=by, themes=[Text(title) for title in row["themes"]])
    Scheme.objects.filter(pk=scheme.pk).update(is_demo=True)
    return scheme


def _open_call(scheme: Scheme, row: Row, by: User) -> Call:
    """Set up and published as every sub-call; flat rates as Art. 25(6) asks of small amounts."""
    call = schemes.start_sub_call(scheme, basics(row), by=by).call
    rates = {kind: {"rate": rate, "is_fixed": True} for kind, rate in row["flat_rates"].items()}
    values = {
        **presets()[row["set"]].values(),
        "allowed_categories": row["categories"],
        "flat_rates": rates,
    }
    setting_up.change(call, values, by=by)
    asking.publish(call, by=by)
    Call.objects.filter(pk=call.pk).update(is_demo=True)
    return Call.objects.get(pk=call.pk)
