"""One EGTC or cross-border legal body alone: its members stand for the partners that a rule asks for.

Regulation (EU) 2021/1059, Art. 23(6): such a body may be the sole partner when its members come from at least
two of the participating countries.
"""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from calls.rules import MEMBER_STATES, Terms, country_name
from calls.states import RuleKind
from projects.dossier import Dossier, Partner
from projects.eligibility.check import words
from projects.eligibility.rules.judgement import Judgement
from projects.form import MEMBER_COUNTRIES, WITH_MEMBERS

LEAST = 2
KINDS = frozenset({RuleKind.MIN_COUNTRIES, RuleKind.BOTH_SIDES, RuleKind.PARTNER_COUNT})
_OURS = {"GR": "EL", "GB": "UK"}  # as regions spell them


def sole_body(dossier: Dossier) -> Partner | None:
    """The only partner, when it is such a body."""
    if len(dossier.partners) != 1 or dossier.partners[0].type not in WITH_MEMBERS:
        return None
    return dossier.partners[0]


def members(dossier: Dossier, partner: Partner) -> frozenset[str]:
    """The countries of the members, as the partner says."""
    written = dossier.plain(_key(partner)).upper()
    return frozenset(_OURS.get(code, code) for code in re.findall(r"[A-Z]{2}", written))


def judge(dossier: Dossier, partner: Partner, kind: str, terms: Terms) -> Judgement:
    """Whether the members stand for what the rule asks of partners."""
    here, where = members(dossier, partner), _key(partner)
    if not here:
        advice = _(
            "The only partner is a grouping or cross-border legal body. It may stand alone when its members "
            "come from at least two of the participating countries. Say on its page from which they come."
        )
        return Judgement(False, advice, where)
    taking_part = here & set(dossier.call.countries) if dossier.call.countries else here
    if kind == RuleKind.MIN_COUNTRIES:
        enough = max(LEAST, terms.minimum or 0)
        is_kept = len(taking_part) >= enough and len(taking_part & MEMBER_STATES) >= terms.member_states
    elif kind == RuleKind.BOTH_SIDES:
        is_kept = all(any(place[:2] in here for place in side) for side in terms.sides)
    else:
        is_kept = len(taking_part) >= LEAST
    named = words(country_name(code) for code in sorted(here))
    figures = _("%(partner)s stands alone; its members are from %(countries)s.")
    return Judgement(is_kept, figures % {"partner": partner.abbreviation, "countries": named}, where)


def _key(partner: Partner) -> str:
    return f"partner.{partner.uid}.{MEMBER_COUNTRIES.partition('.')[2]}"
