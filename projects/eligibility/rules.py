"""Judging a dossier by each rule of its call.

Partnership: Regulation (EU) 2021/1059, Art. 23(1) and (2) countries, Art. 23(5) and 26 lead partner; an EGTC
may stand alone, Art. 23(6). Rate: Art. 13. The other bounds are the programme's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.rules import MEMBER_STATES, Terms, country_name, describe, terms_of
from calls.states import RuleKind
from projects.dossier import Dossier, Rule
from projects.eligibility.check import Check, Verdict, eur, percent, words

# Whether the rule is kept (None when there is nothing to judge yet), the figures, and the field to mend.
Judgement = tuple[bool | None, str, str]


def checks(dossier: Dossier) -> Iterator[Check]:
    """One check for each rule, and the lead partner even where a call does not name it."""
    rules = dossier.call.rules
    if not any(rule.kind == RuleKind.ONE_LEAD for rule in rules):
        rules = (Rule(RuleKind.ONE_LEAD.value, {}, "error"), *rules)
    for rule in rules:
        yield _check(dossier, rule)


def _check(dossier: Dossier, rule: Rule) -> Check:
    failure: Verdict = "error" if rule.severity == "error" else "warning"
    title = str(RuleKind(rule.kind).label) if rule.kind in RuleKind.values else rule.kind
    try:
        terms = terms_of(rule.kind, rule.parameters)
    except ValidationError:
        reason = _("The portal cannot judge this rule of the call. Please tell the secretariat.")
        return Check(rule.kind, title, "warning", reason)
    if rule.kind in _BY_PARTNERS and _is_sole_egtc(dossier):
        reason = _(
            "The only partner is a European grouping of territorial cooperation, which may stand alone "
            "when its members come from the countries asked for. The secretariat looks at its members."
        )
        return Check(rule.kind, title, "warning", reason, "partners")
    is_kept, figures, where = _JUDGES[rule.kind](dossier, terms)
    verdict: Verdict = "passed" if is_kept else failure
    return Check(rule.kind, title, verdict, f"{describe(rule)} {figures}", where)


def _is_sole_egtc(dossier: Dossier) -> bool:
    return [partner.type for partner in dossier.partners] == ["egtc"]


def _min_countries(dossier: Dossier, terms: Terms) -> Judgement:
    here = {row.country for row in dossier.partners if row.country}
    if dossier.call.countries:
        here &= set(dossier.call.countries)
    is_kept = len(here) >= (terms.minimum or 0) and len(here & MEMBER_STATES) >= terms.member_states
    if not here:
        return False, _("There is no partner from such a country yet."), "partners"
    names = words(country_name(code) for code in sorted(here))
    return is_kept, _("The partners are from %(countries)s.") % {"countries": names}, "partners"


def _one_lead(dossier: Dossier, terms: Terms) -> Judgement:
    leads = [row.abbreviation for row in dossier.partners if row.is_lead]
    if not leads:
        return False, _("There is none yet. Choose the lead partner."), "partners"
    figures = _("Lead partner: %(partners)s.") % {"partners": words(leads)}
    return len(leads) == 1, figures, "partners"


def _both_sides(dossier: Dossier, terms: Terms) -> Judgement:
    places = [row.region or row.country for row in dossier.partners]
    empty = [
        words(country_name(code) for code in side)
        for side in terms.sides
        if not any(place.startswith(side) for place in places)
    ]
    if empty:
        return False, _("There is no partner yet from %(sides)s.") % {"sides": words(empty)}, "partners"
    return True, _("Every side has a partner."), "partners"


def _partner_count(dossier: Dossier, terms: Terms) -> Judgement:
    count = len(dossier.partners)
    figures = ngettext("There is %(count)d now.", "There are %(count)d now.", count) % {"count": count}
    return _is_within(Decimal(count), terms), figures, "partners"


def _max_rate(dossier: Dossier, terms: Terms) -> Judgement:
    """Compared exactly, not by the rounded percentage that is shown."""
    totals = dossier.totals
    is_kept = totals.eu_funding * 100 <= (terms.maximum or 0) * totals.total
    figures = _("They would pay %(funding)s of %(total)s, which is %(rate)s.") % {
        "funding": eur(totals.eu_funding),
        "total": eur(totals.total),
        "rate": percent(totals.eu_rate),
    }
    return is_kept, figures, "budget"


def _duration(dossier: Dossier, terms: Terms) -> Judgement:
    count = dossier.duration_months
    if count is None:
        return False, _("Give a start and an end, in this order."), "end_date"
    figures = ngettext("It lasts %(count)d month now.", "It lasts %(count)d months now.", count)
    return _is_within(Decimal(count), terms), figures % {"count": count}, "end_date"


def _total_budget(dossier: Dossier, terms: Terms) -> Judgement:
    total = dossier.totals.total
    return _is_within(total, terms), _("It is %(amount)s now.") % {"amount": eur(total)}, "budget"


def _grant(dossier: Dossier, terms: Terms) -> Judgement:
    grant = dossier.totals.eu_funding
    return _is_within(grant, terms), _("It is %(amount)s now.") % {"amount": eur(grant)}, "budget"


def _is_within(value: Decimal, terms: Terms) -> bool:
    above = terms.minimum is None or value >= terms.minimum
    return above and (terms.maximum is None or value <= terms.maximum)


_BY_PARTNERS = frozenset({RuleKind.MIN_COUNTRIES, RuleKind.BOTH_SIDES, RuleKind.PARTNER_COUNT})
_JUDGES: dict[str, Callable[[Dossier, Terms], Judgement]] = {
    RuleKind.MIN_COUNTRIES: _min_countries,
    RuleKind.ONE_LEAD: _one_lead,
    RuleKind.BOTH_SIDES: _both_sides,
    RuleKind.PARTNER_COUNT: _partner_count,
    RuleKind.MAX_RATE: _max_rate,
    RuleKind.DURATION: _duration,
    RuleKind.TOTAL_BUDGET: _total_budget,
    RuleKind.GRANT: _grant,
}
