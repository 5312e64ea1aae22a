"""Where each field of the dossier stands in the pages of applicants."""

from __future__ import annotations

from django.urls import reverse

from projects.dossier import Dossier, EntryRecord
from projects.form import FIELDS, GROUPS, SECTIONS, find

# Of a partner, these stand in the register of organisations.
IN_REGISTER = {"legal_status", "type", "region"}
# The section by the first part of a key, for rows; partners have two.
_SECTIONS = {
    **dict.fromkeys(("budget", "rate", "contribution", "contributions", "cost"), "budget"),
    **dict.fromkeys(("lump_sum", "lump_sums"), "lump_sums"),
    **{kind: group.section for kind, group in GROUPS.items()},
    "annex": "annexes",
}
# Entries with so much in them that each has a page of its own.
ON_OWN_PAGE = frozenset({"work_package", "investment", "associated_organisation", "policy_instrument"})


def field_id(key: str, language: str = "") -> str:
    """The id of a field's control in its page."""
    name = f"{key}.{language}" if key and language else key or language
    return "f-" + name.replace(".", "-")


def section_of(where: str) -> str:
    """The section in which a field, or a part of the dossier, is written; blank when it is none."""
    head, _, rest = where.partition(".")
    if not where or where in SECTIONS:
        return where
    if head == "partner":
        return "budget" if rest.endswith("_rate") else "partners"
    if head in _SECTIONS:
        return _SECTIONS[head]
    field = FIELDS.get(where) or FIELDS.get(where.rpartition(".")[0])
    return field.section if field else "identification"


def address_of(dossier: Dossier, where: str) -> str:
    """The address that leads to the field, on the page of its partner or entry; blank when there is none."""
    section = section_of(where)
    if not section:
        return ""
    if section == "annexes":
        return reverse("apply:annexes", args=[dossier.uid]) + f"#{where.replace('.', '-')}"
    if where.partition(".")[0] in GROUPS:
        return _of_entry(dossier, where)
    partner = _partner_of(dossier, where)
    if section == "partners" and partner:
        return _of_partner(dossier, partner, where)
    anchor = "" if where in SECTIONS and where not in FIELDS else f"#{field_id(where)}"
    if section == "budget" and partner:
        if where.startswith("contributions."):
            part = where.split(".")[2:]
            anchor = "#" + "-".join(("part-contributions", *part))
        return reverse("apply:partner_budget", args=[dossier.uid, partner]) + anchor
    return reverse("apply:section", args=[dossier.uid, section]) + anchor


def _of_partner(dossier: Dossier, partner: str, where: str) -> str:
    """A partner's field on its own page, or what the register knows of its organisation."""
    attribute = where.split(".")[2]
    if attribute in IN_REGISTER:
        return reverse("apply:partner_facts", args=[dossier.uid, partner]) + f"#id_{attribute}"
    return reverse("apply:partner", args=[dossier.uid, partner]) + f"#{field_id(where)}"


def _of_entry(dossier: Dossier, where: str) -> str:
    """A field of an entry, an entry ("output.<uid>"), or a list: "result", "activity.<uid of its parent>"."""
    kind, uid, attribute = (*where.split(".", 2), "", "")[:3]
    by_uid = {str(one.uid): one for one in dossier.entries}
    entry = by_uid.get(uid)
    if entry is None:
        address = reverse("apply:section", args=[dossier.uid, GROUPS[kind].section])
        return f"{address}#list-{kind}"
    page = _page_of(entry, by_uid)
    if page is not None:
        address = reverse("apply:entry", args=[dossier.uid, page.uid])
    else:
        address = reverse("apply:section", args=[dossier.uid, GROUPS[kind].section])
    if attribute:
        return f"{address}#{field_id(where)}"
    return f"{address}#entry-{uid}" if entry.kind == kind else f"{address}#list-{kind}-{uid}"


def _page_of(entry: EntryRecord, by_uid: dict[str, EntryRecord]) -> EntryRecord | None:
    """The entry on whose page this one stands; None when it stands on that of its section."""
    found: EntryRecord | None = entry
    while found is not None and found.kind not in ON_OWN_PAGE:
        found = by_uid.get(str(found.parent)) if found.parent else None
    return found


def _partner_of(dossier: Dossier, where: str) -> str:
    """The uid of the partner that a field of money belongs to; blank when it is of no one partner."""
    head, _, rest = where.partition(".")
    name = rest.split(".")[0]
    if head == "cost":
        rows = ((partner, item) for partner in dossier.partners for item in partner.items)
        return next((str(partner.uid) for partner, item in rows if str(item.uid) == name), "")
    if head != "contribution":
        return next((str(partner.uid) for partner in dossier.partners if str(partner.uid) == name), "")
    owners = {str(row.id): partner.uid for partner in dossier.partners for row in partner.contributions}
    return str(owners.get(name, ""))


def _is_without_dates(dossier: Dossier) -> bool:
    return not (dossier.start_date and dossier.end_date)


def _is_without_costs(dossier: Dossier) -> bool:
    return not any(partner.budget.total for partner in dossier.partners)


# What is missing as a whole: one of the two dates leaves the other to be given.
WHOLE = {"start_date": _is_without_dates, "end_date": _is_without_dates, "budget": _is_without_costs}


def is_blank(dossier: Dossier, where: str) -> bool:
    """Whether nothing was given yet at the place that a finding names: it is missing, not wrong."""
    head, _, language = where.partition(".")
    if head in ("title", "summary"):
        return language not in getattr(dossier, head)
    if head in ("acronym", "objective", "theme", "partners"):
        return not getattr(dossier, head)
    if head in WHOLE:
        return WHOLE[head](dossier)
    if head in GROUPS:
        return _lacks_in_entry(dossier, where)
    full = find(where)
    if full is None or full.field.is_column:
        return False
    return not dossier.answers.get(full.name, {}).get(full.language, "").strip()


def _lacks_in_entry(dossier: Dossier, where: str) -> bool:
    full = find(where)
    if full is None:
        return True  # an entry, or a list of entries, is named where one is missing
    if not full.field.is_column:
        return not dossier.answers.get(full.name, {}).get(full.language, "").strip()
    entry = next((one for one in dossier.entries if str(one.uid) == full.row), None)
    value = entry.held(full.attribute) if entry else None
    return value is None or value in ("", ())
