"""Where each field of the dossier stands in the pages of applicants."""

from __future__ import annotations

from django.urls import reverse

from projects.dossier import Dossier

IN_SUMMARY = {"summary"}
# Of a partner, these stand in the register of organisations.
IN_REGISTER = {"legal_status", "type", "region", "city"}


def field_id(key: str, language: str = "") -> str:
    """The id of a field's control in its page."""
    return "f-" + ".".join(part for part in (key, language) if part).replace(".", "-")


def section_of(where: str) -> str:
    """The section in which a field, or a part of the dossier, is written; blank when it is none."""
    if not where:
        return ""
    head, _, rest = where.partition(".")
    if head == "annex":
        return "annexes"
    if head in ("partner", "partners"):
        return "budget" if rest.endswith("_rate") else "partners"
    if head in ("budget", "rate", "contribution", "contributions"):
        return "budget"
    return "summary" if head in IN_SUMMARY else "identification"


def address_of(dossier: Dossier, where: str) -> str:
    """The address that leads to the field, with the partner's own pages; blank when no field is to blame."""
    section = section_of(where)
    if not section:
        return ""
    if section == "annexes":
        return reverse("apply:annexes", args=[dossier.uid]) + f"#{where.replace('.', '-')}"
    partner = _partner_of(dossier, where)
    attribute = where.rpartition(".")[2]
    if section == "partners" and partner and attribute in IN_REGISTER:
        return reverse("apply:partner_facts", args=[dossier.uid, partner]) + f"#id_{attribute}"
    if where.startswith("contributions."):
        return reverse("apply:partner_budget", args=[dossier.uid, partner]) + "#part-contributions"
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
