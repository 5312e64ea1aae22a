"""The invented project behind the demo small project fund: one beneficiary, financed in two parts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from accounts.models import User
from calls import setting_up
from calls.models import Call
from calls.presets import presets
from calls.states import CallKind, FormStep, RuleKind, Severity, Use
from cascade.demo_calls import basics
from partners.models import Organisation
from programmes.models import ProgrammePeriod, SpecificObjective
from projects import entries, partnership
from projects.models import FinancedPart, Partnership, Project
from projects.states import State
from publications.demo import moving, writing
from publications.demo.people import Cast
from publications.models import Publication

Row = Mapping[str, Any]


def funded(row: Row, edition: ProgrammePeriod, who: Cast) -> Publication:
    """The public record of the project, after its whole way from the call to the contract."""
    call = _open_call(row, edition, who.manager)
    said = row["project"]
    organisations = {one.name: one for one in Organisation.objects.filter(is_demo=True)}
    project = writing.write(call, said, organisations, by=who.applicant)
    _explain(project, said, by=who.applicant)
    _finance(project, said, by=who.applicant)
    moving.move(project, {**said, "state": State(said["state"])}, who)
    return Publication.objects.get(code=project.code)


def _open_call(row: Row, edition: ProgrammePeriod, by: User) -> Call:
    """A call in which small projects are financed apart from managing their fund."""
    call = setting_up.create(edition, basics(row), by=by)
    offered = SpecificObjective.objects.filter(priority__programme_period=edition, code__in=row["objectives"])
    terms: dict[RuleKind, dict[str, Any]] = {
        RuleKind.ONE_LEAD: {},
        RuleKind.MAX_RATE: {"maximum": row["rate"]},
    }
    values = {
        **presets()[row["set"]].values(),
        "kind": CallKind.SMALL_PROJECT_FUND,
        "objectives": list(offered.select_related("priority")),
        "funds": {"ERDF": {"rate": Decimal(row["rate"]), "is_fixed": False}},
        "flat_rates": {kind: {"rate": rate, "is_fixed": True} for kind, rate in row["flat_rates"].items()},
        "allowed_categories": row["categories"],
        "rules": {kind: {"parameters": found, "severity": Severity.ERROR} for kind, found in terms.items()},
        "fields": dict.fromkeys(row["fields"], (Use.REQUIRED, FormStep.FIRST)),
    }
    setting_up.change(call, values, by=by)
    setting_up.publish(call, by=by)
    Call.objects.filter(pk=call.pk).update(is_demo=True)
    return Call.objects.get(pk=call.pk)


def _explain(project: Project, row: Row, *, by: User) -> None:
    """How the fund works, and for whom."""
    texts = {
        f"{name}.{language}": text
        for name, texts in row["answers"].items()
        for language, text in texts.items()
    }
    for one in row["final_recipients"]:
        entry = entries.add(project, "final_recipient", by=by)
        key = f"final_recipient.{entry.uid}"
        texts[f"{key}.group"] = one["group"]
        texts |= {f"{key}.description.{language}": text for language, text in one["description"].items()}
    writing.fill(project, texts, by=by)


def _finance(project: Project, row: Row, *, by: User) -> None:
    """Managing the fund at its own rate, then the small projects at theirs, with whoever pays the rest."""
    partner: Partnership = project.partnerships.get()
    own, small, managed = partner.contributions.get(), row["small_projects"], row["management"]
    part = FinancedPart.SMALL_PROJECTS
    values = {
        f"rate.{partner.uid}.ERDF": managed["rate"],
        f"contribution.{own.pk}.amount": managed["contribution"],
        f"budget.{partner.uid}.small_projects": small["amount"],
        f"rate.{partner.uid}.{part}.ERDF": small["rate"],
    }
    writing.fill(project, values, by=by)
    for one in small["contributions"]:
        given = {**one, "amount": Decimal(one["amount"])}
        partnership.add_contribution(partner, by=by, part=part, **given)
