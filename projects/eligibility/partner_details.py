"""Checks of what a call asks of each partner: address, people, motivation, state-aid self-check."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from projects.dossier import Dossier, Partner
from projects.eligibility.check import Check, failed
from projects.eligibility.given import all_or_passed, lacking
from projects.form import FIELDS, STATE_AID_QUESTIONS, FormField, fields_of
from projects.state_aid import risk_of

_OWN = [field for field in fields_of("partners") if field.group == "partner" and not field.is_column]


def checks(dossier: Dossier) -> Iterator[Check]:
    """Partner by partner, in the order of the form."""
    is_asked = bool(dossier.partners) and any(dossier.call.asks_for(field.key) for field in _OWN)
    problems = (check for partner in dossier.partners for check in _partner(dossier, partner))
    title = _("What the call asks of each partner")
    yield from all_or_passed("partner_details", "partners", problems, is_asked=is_asked, title=title)


def _partner(dossier: Dossier, partner: Partner) -> Iterator[Check]:
    row = partner.abbreviation.strip() or partner.name
    for field in _OWN:
        asked = dossier.call.asks_for(field.key) and field.part not in {"department", "state_aid"}
        if asked and not _in_register(dossier, partner, field) and _can_choose(dossier, field):
            yield from lacking(dossier, field, partner.uid, row)
    yield from _department(dossier, partner, row)
    yield from _state_aid(dossier, partner, row)


def _said(dossier: Dossier, partner: Partner, attribute: str) -> str:
    return dossier.plain(f"partner.{partner.uid}.{attribute}")


def _in_register(dossier: Dossier, partner: Partner, field: FormField) -> bool:
    """Whether the register of organisations knows already what the field asks for."""
    known = {
        "street": partner.street,
        "house_number": partner.street and not _said(dossier, partner, "street"),
        "postcode": partner.postcode,
        "city": partner.city,
        "homepage": partner.website,
        "vat": any(number.scheme.endswith("_vat") for number in partner.identifiers),
    }
    return bool(known.get(field.attribute))


def _can_choose(dossier: Dossier, field: FormField) -> bool:
    """Whether programme and call offer anything in a list of theirs."""
    is_theirs = field.key in {"partner.legal_form", "partner.state_aid_scheme"}
    return not is_theirs or bool(dossier.call.options.get(field.key))


def _department(dossier: Dossier, partner: Partner, row: str) -> Iterator[Check]:
    """An address of the department is whole once it was begun, or when the call asks for it."""
    parts = [field for field in _OWN if field.part == "department" and dossier.call.shows(field.key)]
    is_begun = any(_said(dossier, partner, field.attribute) for field in parts)
    for field in parts:
        if is_begun or dossier.call.asks_for(field.key):
            yield from lacking(dossier, field, partner.uid, row)
    name = FIELDS["partner.department"]
    if is_begun and dossier.call.shows(name.key) and not dossier.call.asks_for(name.key):
        yield from lacking(dossier, name, partner.uid, row)


def _state_aid(dossier: Dossier, partner: Partner, row: str) -> Iterator[Check]:
    """The self-check is whole once it was begun, or when the call asks for it."""
    shown = [name for name in STATE_AID_QUESTIONS if dossier.call.shows(f"partner.{name}")]
    said = {name: _said(dossier, partner, name) for name in shown}
    is_asked = any(dossier.call.asks_for(f"partner.{name}") for name in shown)
    if not shown or not (is_asked or any(said.values())):
        return
    for name in shown:
        for field in (FIELDS[f"partner.{name}"], FIELDS[f"partner.{name}_reason"]):
            if dossier.call.shows(field.key):
                yield from lacking(dossier, field, partner.uid, row)
    activities, scheme = FIELDS["partner.state_aid_activities"], FIELDS["partner.state_aid_scheme"]
    if said.get("state_aid_advantage") == "yes" and dossier.call.shows(activities.key):
        yield from _chosen(dossier, partner, activities, row)
    if risk_of([said.get(name, "") for name in STATE_AID_QUESTIONS]) != "risk":
        return
    if dossier.call.shows(scheme.key) and _can_choose(dossier, scheme):
        yield from _chosen(dossier, partner, scheme, row)
    advice = _("All four answers are yes: the money of %(partner)s may be state aid.") % {"partner": row}
    where = f"partner.{partner.uid}.{shown[0]}"
    yield Check("state_aid", _("State aid"), "warning", advice, where)


def _chosen(dossier: Dossier, partner: Partner, field: FormField, row: str) -> Iterator[Check]:
    """That something was chosen among what is there still."""
    present = {str(entry.uid) for entry in dossier.entries_in("activity")}
    value = _said(dossier, partner, field.attribute)
    is_given = bool(value) if field.kind == "choice" else not present.isdisjoint(value.split(","))
    if not is_given:
        title = _("%(row)s: %(field)s") % {"row": row, "field": field.label}
        advice = _("Your answers make this necessary. Choose at least one.")
        yield failed("missing", title, advice, f"partner.{partner.uid}.{field.attribute}")
