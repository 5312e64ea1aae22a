"""A programme manager sets up the scheme of an operation, and starts its sub-calls with a short form."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
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
from calls.setting_up import Wrong
from calls.setting_up.verbs import made_before
from calls.states import CallKind, FormStep, RuleKind, Severity, Use
from cascade.ceilings import require_room
from cascade.facts import facts_of
from cascade.models import Scheme, SchemeTheme, SubCall
from cascade.models.schemes import CEILINGS, MANAGED
from cascade.states import SchemeKind
from core import money
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
        raise Wrong(_("Another scheme has this code. Choose another one."), "code")
    require_sound(values)
    scheme = Scheme.objects.create(operation=operation, **values)
    codes: set[str] = set()
    for position, title in enumerate(themes, 1):
        code = code_for(title, codes)
        codes.add(code)
        SchemeTheme.objects.create(scheme=scheme, code=code, position=position, title=title)
    trail.record(scheme.chain, "create scheme", by=by, new={"operation": operation.code, **facts_of(scheme)})
    return scheme


def code_for(title: Text, taken: Collection[str]) -> str:
    """A code for a theme, made of its title; none of those taken."""
    stem = slugify(title.best("en").text)[:30].strip("-") or "theme"
    tried = (stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3)))
    return next(code for code in tried if code not in taken)


def require_sound(values: Mapping[str, Any]) -> None:
    """Wrong, with the name of the value, for what no scheme can say."""
    if not values["title"]:
        raise Wrong(_("Give the scheme a title in at least one language."), "title")
    _require_managed(values)


def _require_managed(values: Mapping[str, Any]) -> None:
    """Managing a small project fund costs a fifth of it at most: Regulation (EU) 2021/1059, Art. 25(5)."""
    total, management = values.get("total_cost"), values.get("management_cost")
    if values.get("kind") != SchemeKind.SMALL_PROJECT_FUND:
        if total is not None or management is not None:
            name = "management_cost" if total is None else "total_cost"
            raise Wrong(_("Only a small project fund states its cost and what managing it takes."), name)
        return
    if total is None and management is None:
        return
    if total is None or management is None:
        name = "total_cost" if total is None else "management_cost"
        raise Wrong(_("Give both: what the fund costs in all, and what managing it takes of that."), name)
    if management * MANAGED > total:
        limit = money.eur(total / MANAGED, get_language() or "en")
        told = _("Managing a small project fund takes at most 20%% of its cost, here %(limit)s.")
        raise Wrong(told % {"limit": limit}, "management_cost")


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
    if before := made_before(key, edition.pk):
        return SubCall.objects.get(call=before)
    require_room(fresh, values["budget"])
    given = {**values, "kind": CallKind.CASCADE, "allowed_categories": CATEGORIES, **preset(fresh)}
    call = setting_up.begin(edition, given, by=by, key=key)
    ceilings = {name: getattr(fresh, name) for name in CEILINGS}
    made = SubCall.objects.create(call=call, scheme=fresh, created_by=by, asked_at=asked_at, **ceilings)
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
