"""A programme manager sets up the scheme of an operation, and starts its sub-calls with a short form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import trail
from accounts.models import User
from calls import setting_up
from calls.form import defaults
from calls.permissions import require_may_set_up
from calls.setting_up.verbs import made_before
from calls.states import CallKind, FormStep, RuleKind, Severity, Use
from cascade.models import Scheme, SchemeTheme, SubCall
from cascade.models.schemes import MANAGED
from cascade.states import SchemeKind
from core import money
from core.errors import DomainError
from core.texts import Text
from programmes.models import SpecificObjective
from publications.models import Publication

# Beside what every call asks: what the sub-project does and gains, and who the companies are.
SHORT_FORM = ("challenges", "approach")
ENTERPRISE = (
    *("partner.sme_staff", "partner.sme_turnover", "partner.sme_balance", "partner.sme_independent"),
    "partner.in_difficulty",
)
# Staff costs, what is used up or bought, and work of others.
CATEGORIES = ["staff", "external", "equipment"]


@transaction.atomic
def create(
    operation: Publication, values: Mapping[str, Any], *, by: User, themes: Sequence[Text] = ()
) -> Scheme:
    """A scheme of a public funded project. By a manager of its programme; sent again, the same one.

    `themes` are the titles of those of which each proposal chooses one; none: nobody chooses.
    """
    require_may_set_up(by, operation.programme_period.programme_id)
    held = Scheme.objects.filter(code=values["code"]).first()
    if held is not None and held.operation_id == operation.pk:
        return held
    if held is not None:
        raise DomainError(_("Another scheme has this code. Choose another one."))
    if not values["title"]:
        raise DomainError(_("Give the scheme a title in at least one language."))
    _require_managed(values)
    scheme = Scheme.objects.create(operation=operation, **values)
    codes: list[str] = []
    for position, title in enumerate(themes, 1):
        stem = slugify(title.best("en").text)[:30].strip("-") or "theme"
        codes.append(stem if stem not in codes else f"{stem}-{position}")
        SchemeTheme.objects.create(scheme=scheme, code=codes[-1], position=position, title=title)
    trail.record(scheme.chain, "create scheme", by=by, new={**facts_of(scheme), "themes": codes})
    return scheme


def _require_managed(values: Mapping[str, Any]) -> None:
    """Managing a small project fund costs a fifth of it at most: Regulation (EU) 2021/1059, Art. 25(5)."""
    total, management = values.get("total_cost"), values.get("management_cost")
    if values.get("kind") != SchemeKind.SMALL_PROJECT_FUND:
        if total is not None or management is not None:
            raise DomainError(_("Only a small project fund states its cost and what managing it takes."))
        return
    if total is None and management is None:
        return
    if total is None or management is None:
        raise DomainError(_("Give both: what the fund costs in all, and what managing it takes of that."))
    if management * MANAGED > total:
        limit = money.eur(total / MANAGED, get_language() or "en")
        told = _("Managing a small project fund takes at most 20 %% of its cost, here %(limit)s.")
        raise DomainError(told % {"limit": limit})


@transaction.atomic
def start_sub_call(
    scheme: Scheme, values: Mapping[str, Any], *, by: User, key: UUID | None = None
) -> SubCall:
    """A call in preparation for sub-grants, with the short form and rules from the scheme's ceilings.

    It is set up, published and run like every call. `values` as calls.setting_up.create takes them. A form's
    `key` makes one sub-call.
    """
    require_may_set_up(by, scheme.operation.programme_period.programme_id)
    return begin_sub_call(scheme, values, by=by, key=key)


@transaction.atomic
def begin_sub_call(
    scheme: Scheme,
    values: Mapping[str, Any],
    *,
    by: User,
    key: UUID | None = None,
    asked_at: datetime | None = None,
) -> SubCall:
    """As `start_sub_call`, for who has checked that the person may."""
    locked = Scheme.objects.select_for_update(of=("self",)).select_related(
        "operation__programme_period__programme"
    )
    fresh = locked.get(pk=scheme.pk)
    edition = fresh.operation.programme_period
    if values["budget"] > fresh.total_budget:
        raise DomainError(_("The call cannot have more money than its scheme."))
    if before := made_before(key, edition.pk):
        return SubCall.objects.get(call=before)
    given = {**values, "kind": CallKind.CASCADE, "allowed_categories": CATEGORIES, **preset(fresh)}
    call = setting_up.begin(edition, given, by=by, key=key)
    made = SubCall.objects.create(call=call, scheme=fresh, created_by=by, asked_at=asked_at)
    action = "ask for sub-call" if asked_at else "start sub-call"
    trail.record(fresh.chain, action, by=by, new={"call": call.code, "budget": call.budget})
    return made


def preset(scheme: Scheme) -> dict[str, Any]:
    """The short form and the rules of a scheme, as calls.setting_up.change takes them."""
    edition = scheme.operation.programme_period
    live = SpecificObjective.objects.filter(retired=False, priority__retired=False)
    objectives = live.filter(priority__programme_period=edition, priority__is_internal=False)
    if scheme.operation.objective_id:
        objectives = objectives.filter(pk=scheme.operation.objective_id)
    wanted = {*SHORT_FORM, *(ENTERPRISE if scheme.kind == SchemeKind.CASCADE else ())}
    themes = {theme.code: theme.title for theme in scheme.themes.all()}
    by_theme = {"call_theme": Use.REQUIRED, "theme": Use.HIDDEN} if themes else {}
    fields = {**dict.fromkeys((key for key in defaults() if key in wanted), Use.REQUIRED), **by_theme}
    return {
        "objectives": list(objectives),
        "funds": {scheme.operation.fund_id or "ERDF": {"rate": scheme.rate, "is_fixed": False}},
        "fields": {key: (use, FormStep.FIRST) for key, use in fields.items()},
        "themes": themes,
        "rules": _rules(scheme),
    }


def _rules(scheme: Scheme) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {
        RuleKind.ONE_LEAD: {},
        RuleKind.MAX_RATE: {"maximum": str(scheme.rate)},
        RuleKind.SAME_PROPOSAL: {},
    }
    if scheme.max_grant is not None:
        found[RuleKind.GRANT] = {"maximum": str(scheme.max_grant)}
    if scheme.max_months is not None:
        found[RuleKind.DURATION] = {"maximum": scheme.max_months}
    countries = scheme.operation.programme_period.programme.countries
    if scheme.kind == SchemeKind.CASCADE:
        found[RuleKind.NO_DIFFICULTY] = {}
        if len(countries) > 1:
            found[RuleKind.SME_SIDES] = {"sides": [[country] for country in sorted(countries)]}
    return {kind: {"parameters": one, "severity": Severity.ERROR} for kind, one in found.items()}


def facts_of(scheme: Scheme) -> dict[str, Any]:
    """What the trail keeps of a scheme."""
    return {
        "operation": scheme.operation.code,
        "kind": scheme.kind,
        "total_budget": scheme.total_budget,
        "max_grant": scheme.max_grant,
        "rate": scheme.rate,
        "max_months": scheme.max_months,
        "total_cost": scheme.total_cost,
        "management_cost": scheme.management_cost,
    }
