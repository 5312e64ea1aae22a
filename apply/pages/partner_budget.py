"""The page of one partner's money: its fields and tables, and the figures beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from apply.pages.boxes import Filling, faults
from apply.pages.cells import Sheet, cell_faults
from apply.pages.controls import Trouble
from apply.pages.form_pages import answers_of
from apply.pages.items import entry_tables
from apply.pages.live import by_period, live
from apply.pages.money import partner_money
from apply.pages.sections import money_parts
from projects import fields
from projects.dossier import CallFacts, Dossier, Partner
from projects.form.places import budget_places
from projects.models import Entry, Project
from projects.opening import Opening


def page_of(
    project: Project,
    dossier: Dossier,
    partner: Partner,
    *,
    is_editable: bool,
    troubles: Mapping[str, Trouble],
) -> dict[str, Any]:
    """What the template shows; no query but three for the texts where the call asks for rows of costs."""
    call, has_rows = dossier.call, dossier.call.terms.form == "items" or bool(partner.items)
    texts = answers_of(project, fields.names_of_items(partner, call)) if has_rows else {}
    stored = fields.money_tokens(partner, call, texts)
    opening = _opening(project, partner)
    parts = money_parts(dossier, partner, Filling(stored, is_editable, troubles, opening=opening))
    figures = live(dossier, partner)
    tables = entry_tables(
        dossier,
        partner,
        Sheet(stored, is_editable, troubles, opening),
        figures,
        investments=_investments(project, call) if has_rows else [],
        shown=call.fields,
    )
    if call.terms.form != "totals":
        parts = [part for part in parts if part.key != "costs"]
    in_parts = {box.key for part in parts for group in part.groups for box in group.boxes}
    return {
        "partner": partner,
        "heading": _("Budget of %(name)s") % {"name": partner.abbreviation},
        "first_parts": [part for part in parts if part.key == "rates"],
        "parts": [part for part in parts if part.key != "rates"],
        "tables": tables,
        "by_period": by_period(dossier, partner, figures),
        "faults": faults(group for part in parts for group in part.groups),
        "cell_faults": cell_faults({key: one for key, one in troubles.items() if key not in in_parts}),
        "money": partner_money(dossier, partner),
        "is_open": is_editable and opening.has(budget_places(partner.uid)),
    }


def _opening(project: Project, partner: Partner) -> Opening:
    """What is open of the partner's money; its contributions and rows of costs lie within it."""
    own = budget_places(partner.uid)
    rows = [*(one.id for one in partner.contributions), *(item.uid for item in partner.items)]
    return Opening.of(project, {str(row): own for row in rows})


def _investments(project: Project, call: CallFacts) -> list[tuple[str, str]]:
    """The investments of the work plan that a row can be for, under their titles; two queries."""
    found = list(Entry.objects.present().filter(project=project, kind=Entry.Kind.INVESTMENT))
    titles = answers_of(project, [f"investment.{entry.uid}.title" for entry in found])
    named = []
    for number, entry in enumerate(found, 1):
        written = (titles.get((f"investment.{entry.uid}.title", code)) for code in call.languages)
        unnamed = _("Investment %(number)d") % {"number": number}
        named.append((str(entry.uid), next((one.text for one in written if one and one.text), unnamed)))
    return named
