"""What may still change once applicants write: nothing that takes something away or asks for more.

A published call can be widened: a later closing, more money, another objective, a field that may be left
empty. Whatever could make a proposal worse that kept yesterday's rules is refused.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from calls.facts import Facts, changes, group_of
from calls.form import defaults
from calls.states import FINANCED_APART, RuleKind, Severity, Use

Judge = Callable[[str, Any, Any, Facts], bool]
# From what asks least of applicants to what asks most.
_ORDER = {Use.HIDDEN: 0, Use.OPTIONAL: 1, Use.REQUIRED: 2}


def refusals(before: Facts, after: Facts) -> list[tuple[str, str]]:
    """(name of the fact, why not) for each change that could hurt somebody who is applying."""
    return [
        (name, _fixed() if _is_reckoned_with(name) else _WORDS.get(group_of(name), _fixed)())
        for name, (old, new) in changes(before, after).items()
        if not _JUDGES.get(group_of(name), _never)(name, old, new, after)
    ]


def _always(name: str, old: Any, new: Any, after: Facts) -> bool:
    return True


def _never(name: str, old: Any, new: Any, after: Facts) -> bool:
    return False


def _only_added(name: str, old: Any, new: Any, after: Facts) -> bool:
    return old is None or new is not None


def _later(name: str, old: Any, new: Any, after: Facts) -> bool:
    return bool(old and new and new > old)


def _more(name: str, old: Any, new: Any, after: Facts) -> bool:
    return Decimal(new) >= Decimal(old)


def _objective_money(name: str, old: Any, new: Any, after: Facts) -> bool:
    """More for an objective, or no limit any more; a limit where there was none may be too little."""
    return new is None or (old is not None and Decimal(new) >= Decimal(old))


def _switched_on(name: str, old: Any, new: Any, after: Facts) -> bool:
    return bool(new)


def _switched_off(name: str, old: Any, new: Any, after: Facts) -> bool:
    return not new


def _fund(name: str, old: Any, new: Any, after: Facts) -> bool:
    """A fund may be added, and an "up to" be raised or take the place of a fixed rate."""
    if old is None or new is None:
        return old is None
    return not new["is_fixed"] and Decimal(new["rate"]) >= Decimal(old["rate"])


def _flat_rate(name: str, old: Any, new: Any, after: Facts) -> bool:
    return old is None


def _field(name: str, old: Any, new: Any, after: Facts) -> bool:
    """Shown, or asked less of: never hidden, never newly required, not required in an earlier step."""
    if _is_reckoned_with(name):
        return False
    usual: dict[str, Any] = {"use": defaults().get(name.partition(".")[2], Use.HIDDEN), "step": 1}
    was, now = old or usual, new or usual
    if now["use"] == Use.HIDDEN:
        return bool(was["use"] == Use.HIDDEN)
    if was["use"] == Use.HIDDEN:
        return bool(now["use"] == Use.OPTIONAL)
    asks_no_more = _ORDER[now["use"]] <= _ORDER[was["use"]]
    return asks_no_more and (
        now["step"] == was["step"] or (now["step"] < was["step"] and now["use"] == Use.OPTIONAL)
    )


def _is_reckoned_with(name: str) -> bool:
    """Of the field by which budgets are reckoned: shown or hidden meanwhile, figures would change."""
    return name.partition(".")[2] == FINANCED_APART


def _annex(name: str, old: Any, new: Any, after: Facts) -> bool:
    if new is None:
        return False
    if old is None:
        return not new["is_required"]
    kept = all(old[part] == new[part] for part in ("per_partner", "step"))
    return kept and (old["is_required"] or not new["is_required"])


def _rule(name: str, old: Any, new: Any, after: Facts) -> bool:
    """A rule may go, become a warning, or let more pass; a new one may only warn."""
    if new is None:
        return True
    if new["severity"] == Severity.WARNING and (old is None or old["severity"] == Severity.ERROR):
        return True
    if old is None or (old["severity"] == Severity.WARNING and new["severity"] == Severity.ERROR):
        return False
    pairs = {part: (old["parameters"].get(part), new["parameters"].get(part)) for part in _parts(old, new)}
    # The languages of a rule are asked for, not offered: fewer or more of them is another rule.
    is_asked = "allowed" in pairs and name in _ABOUT_LANGUAGES
    return not is_asked and all(_is_wider(part, was, now) for part, (was, now) in pairs.items())


_ABOUT_LANGUAGES = frozenset({f"rule.{RuleKind.LANGUAGES}", f"rule.{RuleKind.EQUAL_CONTENT}"})


def _parts(old: Mapping[str, Any], new: Mapping[str, Any]) -> set[str]:
    held = {*old["parameters"], *new["parameters"]}
    return {part for part in held if old["parameters"].get(part) != new["parameters"].get(part)}


def _is_wider(part: str, was: Any, now: Any) -> bool:
    """Whether a parameter lets more proposals pass than before."""
    if was is None or now is None:
        return now is None and part in _WIDER
    return part in _WIDER and _WIDER[part](was, now)


# Parameters of rules: what lets more proposals pass. Any other parameter stands.
_WIDER: Mapping[str, Callable[[Any, Any], bool]] = {
    "minimum": lambda was, now: Decimal(now) <= Decimal(was),
    "member_states": lambda was, now: bool(now <= was),
    "maximum": lambda was, now: Decimal(now) >= Decimal(was),
    "earliest": lambda was, now: bool(now <= was),
    "latest": lambda was, now: bool(now >= was),
    "allowed": lambda was, now: set(now) >= set(was),
    "excluded": lambda was, now: set(now) <= set(was),
    "share": lambda was, now: bool(now <= was),
    "letters": lambda was, now: bool(now >= was),
    "numbers": lambda was, now: True,  # it only warns
    "outside": lambda was, now: (was, now) == ("refused", "justified"),
}


def _criterion(name: str, old: Any, new: Any, after: Facts) -> bool:
    """Its words may be made clearer; which criteria there are, and what each counts, stands."""
    if not (old and new and all(old[part] == new[part] for part in ("group", "weight"))):
        return False
    return _threshold(name, old.get("threshold"), new.get("threshold"), after)


def _threshold(name: str, old: Any, new: Any, after: Facts) -> bool:
    """A threshold may be lowered or taken away."""
    return new is None or (old is not None and Decimal(new) <= Decimal(old))


def scored_refusals(before: Facts, after: Facts) -> list[tuple[str, str]]:
    """(name of the fact, why not) for each change that would give scores another meaning than they had."""
    return [
        (name, _SCORED[group_of(name)]())
        for name, (old, new) in changes(before, after).items()
        if group_of(name) in _SCORED and not (group_of(name) == "criterion" and _only_words(old, new))
    ]


def _only_words(old: Any, new: Any) -> bool:
    parts = {part for part in {*(old or {}), *(new or {})} if (old or {}).get(part) != (new or {}).get(part)}
    return bool(old and new and parts <= {"title", "question", "help", "section"})


def _text(name: str, old: Any, new: Any, after: Facts) -> bool:
    return bool(new)


_JUDGES: Mapping[str, Judge] = {
    "title": _text,
    "introduction": _always,
    "text": _always,
    "check": _always,
    "screening_days": _always,
    "closes_at": _later,
    "step1_closes_at": _later,
    "budget": _more,
    "objective_budget": _objective_money,
    "several_funds": _switched_on,
    "needs_second_confirmation": _switched_off,
    "category": _only_added,
    "objective": _only_added,
    "fund": _fund,
    "flat_rate": _flat_rate,
    "lump_sums": _only_added,
    "unit_costs": _only_added,
    "strategies": _only_added,
    "state_aid_schemes": _only_added,
    "field": _field,
    "theme": _only_added,
    "annex": _annex,
    "rule": _rule,
    "criterion": _criterion,
    "threshold": _threshold,
    **dict.fromkeys(("scale", "is_blind", "assessors_wanted", "assessment_rounds"), _always),
    "shows_first_round": _always,
}


def _scored() -> str:
    return _("An assessor has scored by this already, so it stands. It can change in a copy of the call.")


_SCORED: Mapping[str, Callable[[], str]] = {
    **dict.fromkeys(("score_lowest", "score_highest", "scale", "threshold", "is_blind"), _scored),
    "criterion": lambda: _(
        "An assessor has scored by these criteria already: their words, help and section can be made "
        "clearer; weights, thresholds and when a reason is needed stay as they are."
    ),
}


def _fixed() -> str:
    return _("This can no longer be changed once the call is published.")


_WORDS: Mapping[str, Callable[[], str]] = {
    "closes_at": lambda: _("Once the call is published, its closing can only be moved to a later moment."),
    "step1_closes_at": lambda: _(
        "Once the call is published, the closing of step 1 can only be moved to a later moment."
    ),
    "budget": lambda: _("Once the call is published, its money can only grow."),
    "objective_budget": lambda: _(
        "Once the call is published, the money of an objective can only grow, or its limit be taken away."
    ),
    "several_funds": lambda: _("Once the call is published, this can't be switched off."),
    "needs_second_confirmation": lambda: _("Once the call is published, this can't be switched on."),
    "category": lambda: _("Once the call is published, cost categories can only be added."),
    "objective": lambda: _("Once the call is published, objectives can only be added."),
    "fund": lambda: _(
        "Once the call is published, funds can be added and an “up to” rate raised; "
        "nothing can be taken away."
    ),
    "flat_rate": lambda: _("Once the call is published, flat rates can be added, not changed or removed."),
    "lump_sums": lambda: _("Once the call is published, lump sums can only be added."),
    "unit_costs": lambda: _("Once the call is published, unit costs can only be added."),
    "strategies": lambda: _("Once the call is published, strategies can only be added."),
    "state_aid_schemes": lambda: _("Once the call is published, state aid schemes can only be added."),
    "field": lambda: _(
        "Once the call is published, a field can be shown as optional or asked less strictly; "
        "it can't be hidden or newly required."
    ),
    "theme": lambda: _("Once the call is published, themes can only be added."),
    "annex": lambda: _(
        "Once the call is published, optional annexes can be added and the words of an annex changed; an "
        "annex can't be removed or newly required."
    ),
    "rule": lambda: _(
        "Once the call is published, a rule can be removed, loosened or turned into a warning, not tightened."
    ),
    "criterion": lambda: _(
        "Once the call is published, the words of a criterion can be made clearer; "
        "criteria and their weights stand, and a threshold can only be lowered."
    ),
    "threshold": lambda: _("Once the call is published, the threshold can only be lowered."),
}
