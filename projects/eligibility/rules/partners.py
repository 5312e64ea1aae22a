"""Rules on who takes part."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from calls.rules import MEMBER_STATES, Terms, country_name
from projects.dossier import Dossier, Partner, digests
from projects.eligibility.check import words
from projects.eligibility.rules.judgement import Judgement, is_within
from projects.form.parts.policy import SWITCH

# The key under which a partner outside the area says why it takes part (projects.form).
OUTSIDE_AREA = "outside_area"
COMPANIES = frozenset({"large_enterprise", "sme"})


def min_countries(dossier: Dossier, terms: Terms) -> Judgement:
    here = {row.country for row in dossier.partners if row.country}
    if dossier.call.countries:
        here &= set(dossier.call.countries)
    is_kept = len(here) >= (terms.minimum or 0) and len(here & MEMBER_STATES) >= terms.member_states
    if not here:
        return Judgement(False, _("There is no partner from such a country yet."), "partners")
    names = words(country_name(code) for code in sorted(here))
    return Judgement(is_kept, _("The partners are from %(countries)s.") % {"countries": names}, "partners")


def one_lead(dossier: Dossier, terms: Terms) -> Judgement:
    leads = [row.abbreviation for row in dossier.partners if row.is_lead]
    if not leads:
        return Judgement(False, _("There is none yet. Choose the lead partner."), "partners")
    figures = _("Lead partner: %(partners)s.") % {"partners": words(leads)}
    return Judgement(len(leads) == 1, figures, "partners")


def both_sides(dossier: Dossier, terms: Terms) -> Judgement:
    places = [row.region or row.country for row in dossier.partners]
    empty = [
        words(country_name(code) for code in side)
        for side in terms.sides
        if not any(place.startswith(side) for place in places)
    ]
    if empty:
        return Judgement(
            False, _("There is no partner yet from %(sides)s.") % {"sides": words(empty)}, "partners"
        )
    return Judgement(True, _("Every side has a partner."), "partners")


def partner_count(dossier: Dossier, terms: Terms) -> Judgement:
    count = len(dossier.partners)
    figures = ngettext("There is %(count)d now.", "There are %(count)d now.", count) % {"count": count}
    return Judgement(is_within(Decimal(count), terms), figures, "partners")


def area(dossier: Dossier, terms: Terms) -> Judgement:
    """A partner's region lies in the area, or the partner says why it takes part from outside."""
    if not dossier.call.area:
        return Judgement(True, _("The programme has no list of regions in the portal."), "partners")
    outside = [row for row in dossier.partners if not _is_inside(row, dossier.call.area)]
    if not outside:
        return Judgement(True, _("All are."), "partners")
    named = _("Outside the area: %(partners)s.") % {"partners": words(row.abbreviation for row in outside)}
    if terms.outside == "refused":
        return Judgement(False, named, "partners")
    for row in outside:
        key = f"partner.{row.uid}.{OUTSIDE_AREA}"
        if not any(text.strip() for text in dossier.answers.get(key, {}).values()):
            advice = _("%(partner)s does not say why yet.") % {"partner": row.abbreviation}
            return Judgement(False, f"{named} {advice}", key)
    return Judgement(True, named, "partners")


def _is_inside(partner: Partner, area: tuple[str, ...]) -> bool:
    """Whether the region, or one that it is part of, is in the area. A partner without a region is not."""
    return any(partner.region[:length] in area for length in range(2, len(partner.region) + 1))


def partner_types(dossier: Dossier, terms: Terms) -> Judgement:
    """A partner whose kind is not known yet is found elsewhere."""
    wrong = [
        row
        for row in dossier.partners
        if row.type and (row.type in terms.excluded or (terms.allowed and row.type not in terms.allowed))
    ]
    judged = _no_one_of([row.abbreviation for row in wrong])
    if not (dossier.call.shows(SWITCH) and any(row.type in COMPANIES for row in wrong)):
        return judged
    advice = _(
        "A private company gets no money from the project. It can sit in the stakeholder group of its "
        "region: enter it there, and take it out of the partners."
    )
    return Judgement(judged.is_kept, f"{judged.figures} {advice}", judged.where)


def partner_status(dossier: Dossier, terms: Terms) -> Judgement:
    wrong = [
        row.abbreviation
        for row in dossier.partners
        if row.legal_status and row.legal_status not in terms.allowed
    ]
    return _no_one_of(wrong)


def confirmed(dossier: Dossier, terms: Terms) -> Judgement:
    now = digests(dossier)
    waits = [
        row.abbreviation for row in dossier.partners if dossier.confirmed.get(str(row.uid)) != now[row.uid]
    ]
    if not waits:
        return Judgement(bool(dossier.partners), _("All did."), "partners")
    return Judgement(False, _("Not yet: %(partners)s.") % {"partners": words(waits)}, "partners")


def _no_one_of(wrong: list[str]) -> Judgement:
    if not wrong:
        return Judgement(True, _("All partners keep to it."), "partners")
    return Judgement(False, _("Not so: %(partners)s.") % {"partners": words(wrong)}, "partners")
