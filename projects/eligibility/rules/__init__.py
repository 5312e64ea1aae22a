"""Judging a dossier by each rule of its call.

Partnership: Regulation (EU) 2021/1059, Art. 23(1) and (2) countries, Art. 23(5) and 26 lead partner; a body
of several countries may stand alone, Art. 23(6). Rate: Art. 13. The other bounds are the programme's own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from calls.rules import Terms, describe, terms_of
from calls.states import RuleKind
from projects.dossier import Dossier, Rule
from projects.eligibility.check import Check, Verdict
from projects.eligibility.rules import contents, enterprises, equal, money, partners, policy, sole
from projects.eligibility.rules.judgement import Judgement


def checks(dossier: Dossier) -> Iterator[Check]:
    """One check for each rule, and the lead partner even where a call does not name it."""
    rules = dossier.call.rules
    if not any(rule.kind == RuleKind.ONE_LEAD for rule in rules):
        rules = (Rule(RuleKind.ONE_LEAD.value, {}, "error"), *rules)
    for rule in rules:
        yield from _checks(dossier, rule)


def _checks(dossier: Dossier, rule: Rule) -> Iterator[Check]:
    title = str(RuleKind(rule.kind).label) if rule.kind in RuleKind.values else rule.kind
    try:
        terms = terms_of(rule.kind, rule.parameters)
    except ValidationError:
        reason = _("The portal cannot judge this rule of the call. Please tell the secretariat.")
        yield Check(rule.kind, title, "warning", reason)
        return
    if rule.kind == RuleKind.EQUAL_CONTENT:
        yield from equal.checks(dossier, rule, terms)
    else:
        yield _check(dossier, rule, title, terms)


def _check(dossier: Dossier, rule: Rule, title: str, terms: Terms) -> Check:
    failure: Verdict = "error" if rule.severity == "error" else "warning"
    body = sole.sole_body(dossier) if rule.kind in sole.KINDS else None
    judged = sole.judge(dossier, body, rule.kind, terms) if body else _JUDGES[rule.kind](dossier, terms)
    verdict: Verdict = "passed" if judged.is_kept else failure
    return Check(rule.kind, title, verdict, f"{describe(rule)} {judged.figures}".strip(), judged.where)


_JUDGES: dict[str, Callable[[Dossier, Terms], Judgement]] = {
    RuleKind.MIN_COUNTRIES: partners.min_countries,
    RuleKind.ONE_LEAD: partners.one_lead,
    RuleKind.BOTH_SIDES: partners.both_sides,
    RuleKind.PARTNER_COUNT: partners.partner_count,
    RuleKind.AREA: partners.area,
    RuleKind.PARTNER_TYPES: partners.partner_types,
    RuleKind.PARTNER_STATUS: partners.partner_status,
    RuleKind.CONFIRMED: partners.confirmed,
    RuleKind.SME_SIDES: enterprises.sme_sides,
    RuleKind.NO_DIFFICULTY: enterprises.no_difficulty,
    RuleKind.MAX_RATE: money.max_rate,
    RuleKind.TOTAL_BUDGET: money.total_budget,
    RuleKind.GRANT: money.grant,
    RuleKind.PARTNER_BUDGET: money.partner_budget,
    RuleKind.PARTNER_GRANT: money.partner_grant,
    RuleKind.PREPARATION: money.preparation,
    RuleKind.DURATION: contents.duration,
    RuleKind.WINDOW: contents.window,
    RuleKind.LANGUAGES: contents.languages,
    RuleKind.SAME_PROPOSAL: contents.same_proposal,
    RuleKind.FOLLOW_UP: policy.follow_up,
    RuleKind.REGION_INSTRUMENTS: policy.region_instruments,
    RuleKind.FUNDS_LINK: policy.funds_link,
    RuleKind.STAKEHOLDERS: policy.stakeholders,
}
