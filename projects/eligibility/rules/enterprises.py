"""Rules on the size and the soundness of the companies that take part."""

from __future__ import annotations

from django.utils.translation import gettext as _

from calls.rules import Terms, country_name
from projects.dossier import Dossier
from projects.eligibility.check import words
from projects.eligibility.enterprises import declared, difficulty_key, in_difficulty
from projects.eligibility.rules.judgement import Judgement


def sme_sides(dossier: Dossier, terms: Terms) -> Judgement:
    """Each side has a partner that is an SME by its declared figures; the reason stands for every partner."""
    found = [declared(dossier, partner) for partner in dossier.partners]
    if not found:
        return Judgement(False, _("There is no partner yet."), "partners")
    told = " ".join(one.reason for one in found)
    places = [one.partner.region or one.partner.country for one in found if one.is_sme]
    empty = [
        words(country_name(code) for code in side)
        for side in terms.sides
        if not any(place.startswith(side) for place in places)
    ]
    if not empty:
        return Judgement(True, told, "partners")
    lacks = _("There is no SME yet from %(sides)s.") % {"sides": words(empty)}
    return Judgement(
        False, f"{lacks} {told}", next((one.where for one in found if not one.is_sme), "partners")
    )


def no_difficulty(dossier: Dossier, terms: Terms) -> Judgement:
    """Every partner declares that it is not in difficulty."""
    said = [(partner, in_difficulty(dossier, partner)) for partner in dossier.partners]
    if wrong := [partner for partner, answer in said if answer == "yes"]:
        text = _("In difficulty, so it cannot take part: %(partners)s.")
        named = words(partner.abbreviation for partner in wrong)
        return Judgement(False, text % {"partners": named}, difficulty_key(wrong[0]))
    if silent := [partner for partner, answer in said if answer != "no"]:
        text = _("Not declared yet by: %(partners)s.")
        named = words(partner.abbreviation for partner in silent)
        return Judgement(False, text % {"partners": named}, difficulty_key(silent[0]))
    return Judgement(True, _("Every partner declares that it is not."), "partners")
