"""Where each field of the dossier stands in the pages of applicants."""

from __future__ import annotations

from django.urls import reverse

from projects.dossier import Dossier

IN_SUMMARY = {"summary"}


def field_id(key: str, language: str = "") -> str:
    """The id of a field's control in its page."""
    return "f-" + ".".join(part for part in (key, language) if part).replace(".", "-")


def section_of(where: str) -> str:
    """The section in which a field, or a part of the dossier, is written."""
    head, _, rest = where.partition(".")
    if head in ("partner", "partners"):
        return "budget" if rest.endswith("_rate") else "partners"
    if head in ("budget", "rate", "contribution", "contributions"):
        return "budget"
    return "summary" if head in IN_SUMMARY else "identification"


def address_of(dossier: Dossier, where: str) -> str:
    """The address that leads to the field, with the partner's own page for money."""
    section = section_of(where)
    partner = _partner_of(dossier, where)
    anchor = f"#{field_id(where)}" if "." in where or section in ("identification", "summary") else ""
    if section == "budget" and partner:
        return reverse("apply:partner_budget", args=[dossier.uid, partner]) + anchor
    return reverse("apply:section", args=[dossier.uid, section]) + anchor


def _partner_of(dossier: Dossier, where: str) -> str:
    """The uid of the partner that a field of money belongs to; blank when it is of no one partner."""
    head, _, rest = where.partition(".")
    name = rest.split(".")[0]
    if head != "contribution":
        return next((str(partner.uid) for partner in dossier.partners if str(partner.uid) == name), "")
    owners = {str(row.id): partner.uid for partner in dossier.partners for row in partner.contributions}
    return str(owners.get(name, ""))
