"""The page of one partner's money: its fields and tables, and the figures beside them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from apply.pages.boxes import Filling, faults
from apply.pages.cells import Sheet, cell_faults
from apply.pages.controls import Trouble
from apply.pages.items import entry_tables
from apply.pages.live import by_period, live
from apply.pages.money import partner_money
from apply.pages.sections import money_parts
from projects import fields
from projects.dossier import Dossier, Partner
from projects.form import uses_of
from projects.form.places import budget_places
from projects.models import Project
from projects.opening import Opening


def page_of(
    fetched: Project,
    dossier: Dossier,
    partner: Partner,
    *,
    is_editable: bool,
    troubles: Mapping[str, Trouble],
) -> dict[str, Any]:
    """What the template shows; no query for a project that `projects.dossier.fetch` gave."""
    stored = fields.tokens_of(fetched)
    opening = _opening(fetched, partner)
    parts = money_parts(dossier, partner, Filling(stored, is_editable, troubles, opening=opening))
    figures = live(dossier, partner)
    uses = uses_of(fetched.call, fetched.step)
    tables = entry_tables(
        dossier,
        partner,
        Sheet(stored, is_editable, troubles, opening),
        figures,
        investments=_investments(fetched, dossier),
        shown={key for key, use in uses.items() if use != "hidden"},
    )
    if dossier.call.terms.form != "totals":
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
        "figures": figures,
        "is_open": is_editable and opening.has(budget_places(partner.uid)),
    }


def _opening(fetched: Project, partner: Partner) -> Opening:
    """What is open of the partner's money; its contributions and rows of costs lie within it."""
    own = budget_places(partner.uid)
    rows = [*(one.id for one in partner.contributions), *(item.uid for item in partner.items)]
    return Opening.of(fetched, {str(row): own for row in rows})


def _investments(fetched: Project, dossier: Dossier) -> list[tuple[str, str]]:
    """The investments of the work plan that a row can be for, under their titles."""
    titles = {(answer.field, answer.language): answer.text for answer in fetched.answers.all()}
    entries = [entry for entry in fetched.entries.all() if entry.kind == "investment"]
    found = []
    for number, entry in enumerate(entries, 1):
        names = (titles.get((f"investment.{entry.uid}.title", code)) for code in dossier.call.languages)
        unnamed = _("Investment %(number)d") % {"number": number}
        found.append((str(entry.uid), next((name for name in names if name), unnamed)))
    return found
