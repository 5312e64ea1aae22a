"""What pages of a call's set-up show: the call, its facts in words, what a change does to drafts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from calls.facts import Facts, changes, group_of
from calls.models import Call
from calls.permissions import readable_calls
from calls.rules import describe
from calls.states import BudgetForm, CallKind, CostCategory, FlatRateKind, FormStep, RuleKind, Severity, Use
from calls.texts import KINDS
from core import money
from core.texts import Text
from projects import dossier
from projects.eligibility import evaluate
from projects.form import FIELDS
from projects.models import Project
from projects.states import DRAFTS

LABELS: Mapping[str, str | Promise] = {
    "code": gettext_lazy("Code"),
    "number": gettext_lazy("Number"),
    "kind": gettext_lazy("What the call is for"),
    "title": gettext_lazy("Title"),
    "introduction": gettext_lazy("Introduction"),
    "time_zone": gettext_lazy("Time zone"),
    "opens_at": gettext_lazy("Opens"),
    "step1_closes_at": gettext_lazy("Step 1 closes"),
    "closes_at": gettext_lazy("Closes"),
    "period_months": gettext_lazy("Length of a period in months"),
    "budget": gettext_lazy("European money"),
    "several_funds": gettext_lazy("Several funds for a partner"),
    "budget_form": gettext_lazy("How costs are written"),
    "needs_second_confirmation": gettext_lazy("Second person confirms"),
    "language": gettext_lazy("Language"),
    "category": gettext_lazy("Cost category"),
    "objective": gettext_lazy("Objective"),
    "objective_budget": gettext_lazy("Money for the objective"),
    "fund": gettext_lazy("Fund"),
    "flat_rate": gettext_lazy("Flat rate"),
    "lump_sums": gettext_lazy("Lump sum"),
    "unit_costs": gettext_lazy("Unit cost"),
    "strategies": gettext_lazy("Strategy"),
    "state_aid_schemes": gettext_lazy("State aid scheme"),
    "rule": gettext_lazy("Rule"),
    "criterion": gettext_lazy("Criterion"),
    "score_lowest": gettext_lazy("Lowest score"),
    "score_highest": gettext_lazy("Highest score"),
    "scale": gettext_lazy("Score"),
    "threshold": gettext_lazy("Threshold of the total"),
    "is_blind": gettext_lazy("Blind assessment"),
    "assessors_wanted": gettext_lazy("Assessors for each proposal"),
    "assessment_rounds": gettext_lazy("Rounds of assessment"),
    "shows_first_round": gettext_lazy("First scores shown in the second round"),
    "field": gettext_lazy("Field"),
    "theme": gettext_lazy("Theme"),
    "annex": gettext_lazy("Annex"),
    "text": gettext_lazy("E-mail"),
}


@dataclass(frozen=True)
class Difference:
    """One line of a comparison, in words; "" where there was or is nothing."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class Effect:
    """What a change would do to drafts: numbers only, since a draft is its writers' own.

    `failing` and `passing` are (title of a check, number of drafts in which it newly fails or passes).
    """

    drafts: int
    judged: int
    failing: tuple[tuple[str, int], ...]
    passing: tuple[tuple[str, int], ...]


MOST_DRAFTS = 200  # that are judged before a change is saved


def my_call(request: HttpRequest, code: str) -> Call:
    """A call of a programme in whose secretariat the person works; 404 for others."""
    mine = readable_calls(signed_in_user(request)).with_programme().select_related("copied_from")
    return get_object_or_404(mine, code=code)


def effect_of(call: Call, act: Callable[[], object]) -> Effect:
    """Do the act, look at the drafts of the call before and after, undo it. Raises what the act raises."""
    drafts = Project.objects.filter(call=call, state__in=DRAFTS, is_rehearsal=False)
    count = drafts.count()
    judged = list(drafts.order_by("-changed_at")[:MOST_DRAFTS])
    with transaction.atomic():
        before = _verdicts(judged)
        act()
        after = _verdicts(judged)
        transaction.set_rollback(True)
    failing: Counter[str] = Counter()
    passing: Counter[str] = Counter()
    for key, was in before.items():
        now = after.get(key, set())
        failing.update({title for title in now if title not in was})
        passing.update({title for title in was if title not in now})
    return Effect(count, len(judged), tuple(failing.most_common()), tuple(passing.most_common()))


def _verdicts(projects: list[Project]) -> dict[int, set[str]]:
    """The titles of the checks that fail, by draft."""
    return {
        key: {check.title for check in evaluate(found) if check.verdict == "error"}
        for key, found in dossier.load_all(projects).items()
    }


def differences(call: Call, before: Facts, after: Facts) -> list[Difference]:
    """What differs between two sets of facts, in words, moments on the clock of the call."""
    return [
        Difference(_label(name), _shown(call, name, old), _shown(call, name, new))
        for name, (old, new) in changes(before, after).items()
    ]


def _label(name: str) -> str:
    group, _dot, key = name.partition(".")
    label = str(LABELS.get(group, group))
    names: dict[str, Any] = {
        "rule": dict(RuleKind.choices),
        "flat_rate": dict(FlatRateKind.choices),
        "category": dict(CostCategory.choices),
        "text": {kind: one.label for kind, one in KINDS.items()},
        "field": {one.key: one.label for one in FIELDS.values()},
    }
    if not key:
        return label
    if group in {"lump_sums", "unit_costs", "strategies", "state_aid_schemes"}:
        return label
    found = names.get(group, {}).get(key, key)
    return _("%(label)s: %(name)s") % {"label": label, "name": found}


def _shown(call: Call, name: str, value: Any) -> str:
    if value is None or value == {}:
        return ""
    group = group_of(name)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if group in _SHOWN:
        return _SHOWN[group](call, name, value)
    if isinstance(value, Mapping):
        return " · ".join(f"{language}: {text}" for language, text in value.items())
    return str(value)


def _moment(call: Call, name: str, value: Any) -> str:
    local = datetime.fromisoformat(value).astimezone(call.zone)
    return f"{date_format(local, 'DATE_FORMAT')}, {local:%H:%M} {local.tzname()}"


def _eur(call: Call, name: str, value: Any) -> str:
    return money.eur(Decimal(value), (get_language() or "en")[:2])


def _rate(call: Call, name: str, value: Any) -> str:
    rate = money.percent(Decimal(str(value["rate"])), (get_language() or "en")[:2])
    text = _("exactly %(rate)s") if value["is_fixed"] else _("up to %(rate)s")
    return text % {"rate": rate}


@dataclass(frozen=True)
class _Rule:
    kind: str
    parameters: Mapping[str, Any]


def _rule(call: Call, name: str, value: Any) -> str:
    sentence = describe(_Rule(name.partition(".")[2], value["parameters"]))
    return f"{sentence} ({Severity(value['severity']).label})"


def _criterion(call: Call, name: str, value: Any) -> str:
    words = {"title": Text(value["title"]), "weight": value["weight"]}
    return _("%(title)s, weight %(weight)s") % words


def _field(call: Call, name: str, value: Any) -> str:
    use = str(Use(value["use"]).label)
    return f"{use}, {FormStep(value['step']).label}" if call.is_two_step else use


def _annex(call: Call, name: str, value: Any) -> str:
    needed = _("required") if value["is_required"] else _("optional")
    return " · ".join(filter(None, (str(Text(value["title"])), needed, value["template"])))


def _text(call: Call, name: str, value: Any) -> str:
    return str(Text(value["subject"]))


_SHOWN: Mapping[str, Callable[[Call, str, Any], str]] = {
    **dict.fromkeys(("opens_at", "step1_closes_at", "closes_at"), _moment),
    **dict.fromkeys(("budget", "objective_budget"), _eur),
    **dict.fromkeys(("fund", "flat_rate"), _rate),
    "kind": lambda call, name, value: str(CallKind(value).label),
    "budget_form": lambda call, name, value: str(BudgetForm(value).label),
    "rule": _rule,
    "criterion": _criterion,
    "field": _field,
    "annex": _annex,
    "text": _text,
}
