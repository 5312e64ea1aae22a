"""The columns that a table of proposals can have. Names are kept in templates: never change one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from assessments.models import Decision, FinalScore, RowsOf, Screening
from core.sheets import Cell
from core.texts import LANGUAGES
from projects.content.values import words_of
from projects.dossier import Dossier
from projects.dossier.record import Partner
from projects.form import CATALOGUE, FormField
from projects.models import Project, Version

Label = str | Promise


@dataclass(frozen=True)
class Facts:
    """All that a row is made of: a proposal, its newest version, and what was judged of it."""

    project: Project
    version: Version
    dossier: Dossier
    screening: Screening | None
    score: FinalScore | None
    decision: Decision | None
    partner: Partner | None = None


@dataclass(frozen=True)
class Column:
    """One column. `per_partner` ones stand only in tables of partners."""

    key: str
    group: str
    label: Label
    value: Callable[[Facts], Cell]
    per_partner: bool = False


GROUPS: Mapping[str, Label] = {
    "proposal": _("Proposal"),
    "partner": _("Partner"),
    "money": _("Money"),
    "judged": _("What was judged"),
    "texts": _("Texts of the form"),
}


def columns_for(rows_of: str) -> dict[str, Column]:
    """The columns that such a table may have, by their keys and in their order."""
    return {
        key: column for key, column in _all().items() if not column.per_partner or rows_of == RowsOf.PARTNERS
    }


def chosen(keys: Iterable[str], rows_of: str) -> list[Column]:
    """The columns of these keys in the order given, without unknown ones and repetitions."""
    known = columns_for(rows_of)
    return [known[key] for key in dict.fromkeys(keys) if key in known]


DEFAULTS: Mapping[str, tuple[str, ...]] = {
    RowsOf.PROPOSALS: (
        "code", "acronym", "title.en", "call", "state", "submitted", "lead", "lead.country", "partners",
        "total", "eu", "score.percent", "outcome",
    ),
    RowsOf.PARTNERS: (
        "code", "acronym", "call", "state", "partner.position", "partner.role", "partner.name",
        "partner.country", "partner.region", "partner.type", "partner.total", "partner.eu",
    ),
}  # fmt: skip


@cache
def _all() -> dict[str, Column]:
    return {
        column.key: column for column in (*_PROPOSAL, *_titles(), *_PARTNER, *_MONEY, *_JUDGED, *_texts())
    }


def _titles() -> list[Column]:
    return [
        Column(
            f"title.{code}",
            "proposal",
            format_lazy("{label} ({code})", label=_("Title"), code=code),
            _of_title(code),
        )
        for code in LANGUAGES
    ]


def _texts() -> list[Column]:
    """The texts of the form that stand once in a proposal, each in every language of the portal."""
    found = []
    for field in CATALOGUE:
        key = field.key
        if field.is_column or field.group or key == "title":
            continue
        for code in LANGUAGES if field.multilingual else ("",):
            name = f"text.{key}.{code}" if code else f"text.{key}"
            label = format_lazy("{label} ({code})", label=field.label, code=code) if code else field.label
            found.append(
                Column(
                    name,
                    "texts",
                    label,
                    _of_text(field, code),
                )
            )
    return found


def _of_title(code: str) -> Callable[[Facts], Cell]:
    return lambda facts: facts.dossier.title.get(code, "")


def _of_text(field: FormField, code: str) -> Callable[[Facts], Cell]:
    """A text as written; a choice, a day or a place in the words of the export's language."""
    if not field.multilingual:
        return lambda facts: "".join(part.text for part in words_of(facts.dossier, field, field.key))
    if field.key == "summary":
        return lambda facts: facts.dossier.summary.get(code, "")
    return lambda facts: facts.dossier.answers.get(field.key, {}).get(code, "")


def _partner(facts: Facts) -> Partner:
    assert facts.partner is not None  # noqa: S101 - such a column stands only in tables of partners
    return facts.partner


def _funding(partner: Partner, dossier: Dossier) -> Decimal:
    """The European money of a partner."""
    european = {fund.code for fund in dossier.call.funds if fund.is_eu}
    return sum((part.amount for part in partner.co_financing if part.fund in european), Decimal("0.00"))


def _of_score(name: str) -> Callable[[Facts], Cell]:
    return lambda facts: getattr(facts.score, name) if facts.score else None


def _of_decision(name: str) -> Callable[[Facts], Cell]:
    return lambda facts: getattr(facts.decision, name) if facts.decision else None


def _of_partner(name: str) -> Callable[[Facts], Cell]:
    return lambda facts: getattr(_partner(facts), name)


def _of_lead(name: str) -> Callable[[Facts], Cell]:
    return lambda facts: str(getattr(facts.dossier.lead, name, "") or "")


_PROPOSAL = (
    Column("code", "proposal", _("Number"), lambda facts: facts.project.code or ""),
    Column("acronym", "proposal", _("Acronym"), lambda facts: facts.dossier.acronym),
    Column("programme", "proposal", _("Programme"), lambda facts: facts.dossier.call.programme),
    Column("call", "proposal", _("Call"), lambda facts: facts.dossier.call.code),
    Column(
        "objective",
        "proposal",
        _("Specific objective"),
        lambda facts: facts.dossier.objective.code if facts.dossier.objective else "",
    ),
    Column(
        "theme", "proposal", _("Theme"), lambda facts: facts.dossier.theme.code if facts.dossier.theme else ""
    ),
    Column("call_theme", "proposal", _("Theme of the call"), lambda facts: facts.dossier.plain("call_theme")),
    Column("state", "proposal", _("State"), lambda facts: facts.project.get_state_display()),
    Column("version", "proposal", _("Version"), lambda facts: facts.version.number),
    Column("submitted", "proposal", _("First submitted"), lambda facts: facts.project.first_submitted_at),
    Column("version.at", "proposal", _("Version submitted"), lambda facts: facts.version.created_at),
    Column("officer", "proposal", _("Officer"), lambda facts: str(facts.project.officer or "")),
    Column("start", "proposal", _("Start"), lambda facts: facts.dossier.start_date),
    Column("end", "proposal", _("End"), lambda facts: facts.dossier.end_date),
    Column("months", "proposal", _("Months"), lambda facts: facts.dossier.duration_months),
    Column("is_demo", "proposal", _("Demo"), lambda facts: facts.dossier.is_demo),
    Column("lead", "proposal", _("Lead partner"), _of_lead("name")),
    Column("lead.country", "proposal", _("Country of the lead partner"), _of_lead("country")),
    Column("lead.region", "proposal", _("Region of the lead partner"), _of_lead("region")),
    Column("partners", "proposal", _("Number of partners"), lambda facts: len(facts.dossier.partners)),
    Column(
        "countries",
        "proposal",
        _("Countries"),
        lambda facts: ", ".join(sorted({row.country for row in facts.dossier.partners if row.country})),
    ),
)
_PARTNER = (
    Column("partner.position", "partner", _("Partner number"), _of_partner("position"), True),
    Column("partner.role", "partner", _("Role"), _of_partner("role"), True),
    Column("partner.name", "partner", _("Name"), _of_partner("name"), True),
    Column("partner.english", "partner", _("English name"), _of_partner("name_english"), True),
    Column("partner.country", "partner", _("Country"), _of_partner("country"), True),
    Column("partner.region", "partner", _("Region (NUTS)"), _of_partner("region"), True),
    Column("partner.city", "partner", _("Town"), _of_partner("city"), True),
    Column("partner.type", "partner", _("Type of partner"), _of_partner("type"), True),
    Column("partner.status", "partner", _("Legal status"), _of_partner("legal_status"), True),
    Column(
        "partner.identifiers",
        "partner",
        _("Identifiers"),
        lambda facts: ", ".join(f"{one.scheme} {one.value}" for one in _partner(facts).identifiers),
        True,
    ),
)
_MONEY = (
    Column("total", "money", _("Total budget (EUR)"), lambda facts: facts.dossier.totals.total),
    Column("eu", "money", _("European money asked for (EUR)"), lambda facts: facts.dossier.totals.eu_funding),
    Column("rate", "money", _("European money (%)"), lambda facts: facts.dossier.totals.eu_rate),
    Column("share", "money", _("Partners' share (EUR)"), lambda facts: facts.dossier.totals.partner_share),
    Column(
        "granted",
        "money",
        _("Granted, where it was cut (EUR)"),
        _of_decision("granted"),
    ),
    Column(
        "partner.total",
        "money",
        _("Budget of the partner (EUR)"),
        lambda facts: _partner(facts).budget.total,
        True,
    ),
    Column(
        "partner.eu",
        "money",
        _("European money of the partner (EUR)"),
        lambda facts: _funding(_partner(facts), facts.dossier),
        True,
    ),
    Column(
        "partner.share",
        "money",
        _("Share of the partner (EUR)"),
        _of_partner("partner_share"),
        True,
    ),
)
_JUDGED = (
    Column(
        "screening",
        "judged",
        _("Screening"),
        lambda facts: facts.screening.get_conclusion_display() if facts.screening else "",
    ),
    Column(
        "screened",
        "judged",
        _("Screened on"),
        lambda facts: facts.screening.concluded_at if facts.screening else None,
    ),
    Column("score", "judged", _("Score"), _of_score("total")),
    Column("score.percent", "judged", _("Score (%)"), _of_score("percent")),
    Column("score.spread", "judged", _("Spread"), _of_score("spread")),
    Column(
        "assessors",
        "judged",
        _("Assessments finished"),
        _of_score("finished"),
    ),
    Column(
        "outcome",
        "judged",
        _("Decision"),
        lambda facts: facts.decision.get_outcome_display() if facts.decision else "",
    ),
    Column(
        "decided",
        "judged",
        _("Decided on"),
        _of_decision("decided_on"),
    ),
    Column("reasons", "judged", _("Reasons"), _of_decision("reason")),
    Column(
        "conditions",
        "judged",
        _("Conditions"),
        _of_decision("conditions"),
    ),
)
