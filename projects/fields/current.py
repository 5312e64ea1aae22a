"""What is stored in the fields now, with the tokens that saves must name; and what stood there before."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Prefetch

from accounts.models import User
from projects.budget import ENTERED, FLAT_RATES
from projects.fields.outcomes import Current, token_of
from projects.form import NARRATIVE, full_key
from projects.models import AnswerRevision, FieldChange, Partnership, Project

COLUMNS = ("acronym", "objective_id", "theme_id", "start_date", "end_date")


class History(NamedTuple):
    """One value that a field had."""

    value: str
    by: User
    at: datetime


def tokens(project: Project) -> dict[str, Current]:
    """Every field of the form by full key, for rendering it; seven queries whatever the partnership.

    Texts stand there in each language of the call, costs in each category, rates for each fund of the call.
    """
    rows = Prefetch(
        "partnerships",
        Partnership.objects.prefetch_related("budget_lines", "co_financing", "contributions"),
    )
    fetched = Project.objects.select_related("call").prefetch_related("answers", "call__funds", rows)
    return tokens_of(fetched.get(pk=project.pk))


def tokens_of(fetched: Project) -> dict[str, Current]:
    """The same, of a project with its rows at hand; no query when projects.dossier.fetch read it."""
    found = own_tokens(fetched)
    funds = sorted(row.fund_id for row in fetched.call.funds.all())
    for partner in fetched.partnerships.all():
        found |= _of_partner(partner, funds)
    return found


def own_tokens(project: Project) -> dict[str, Current]:
    """The fields without rows, from a project as it was read; one query for its texts."""
    found = {name.removesuffix("_id"): _structured(getattr(project, name)) for name in COLUMNS}
    for field in NARRATIVE:
        for language in project.call.languages:
            found[full_key(field, language)] = Current("", "0")
    for answer in project.answers.all():
        found[full_key(answer.field, answer.language)] = Current(answer.text, str(answer.revision))
    return found


def history(project: Project, key: str, language: str = "") -> list[History]:
    """The values that a field had, newest first, each with who saved it and when."""
    if key.split(".", maxsplit=1)[0] in NARRATIVE:
        field, _, code = key.partition(".")
        texts = AnswerRevision.objects.filter(
            answer__project=project.pk, answer__field=field, answer__language=code or language
        )
        return [History(row.text, row.saved_by, row.saved_at) for row in texts.select_related("saved_by")]
    changes = FieldChange.objects.filter(project=project.pk, key=key).select_related("by")
    return [History(row.new, row.by, row.at) for row in changes]


def _structured(value: object) -> Current:
    text = "" if value is None else value.isoformat() if isinstance(value, date) else str(value)
    return Current(text, token_of(text))


def _of_partner(partner: Partnership, funds: list[str]) -> dict[str, Current]:
    uid = partner.uid
    found = {f"partner.{uid}.abbreviation": _structured(partner.abbreviation)}
    for name in FLAT_RATES:
        found[f"partner.{uid}.{name}_rate"] = _structured(getattr(partner, f"{name}_rate"))
    costs = {line.category: line.amount for line in partner.budget_lines.all() if line.period is None}
    for category in ENTERED:
        found[f"budget.{uid}.{category}"] = _structured(costs.get(category))
    rates = {part.fund_id: part.rate for part in partner.co_financing.all()}
    for fund in (*funds, *(code for code in rates if code not in funds)):
        found[f"rate.{uid}.{fund}"] = _structured(rates.get(fund))
    for row in partner.contributions.all():
        for column in ("source", "status", "amount"):
            found[f"contribution.{row.pk}.{column}"] = _structured(getattr(row, column))
    return found
