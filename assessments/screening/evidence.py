"""What the verdict of a check rests on: the figures and texts of the frozen version, and a digest of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from calls.states import CheckGroup, RuleKind
from core import money
from core.countries import country_name
from core.texts import Text
from partners.states import LegalStatus, OrganisationType
from projects.content import Field, Row, Section, content_of
from projects.corrections import name_of, place_of_finding
from projects.dossier import Dossier, Partner
from projects.form import FIELDS, find

SHOWN = 400  # characters of a text
_PARTNERSHIP = frozenset(
    {
        *(
            RuleKind.MIN_COUNTRIES,
            RuleKind.ONE_LEAD,
            RuleKind.BOTH_SIDES,
            RuleKind.PARTNER_COUNT,
            RuleKind.AREA,
        ),
        *(RuleKind.PARTNER_TYPES, RuleKind.PARTNER_STATUS, RuleKind.CONFIRMED),
        *(RuleKind.REGION_INSTRUMENTS, RuleKind.STAKEHOLDERS),
    }
)
_MONEY = frozenset(
    {
        *(RuleKind.MAX_RATE, RuleKind.TOTAL_BUDGET, RuleKind.GRANT),
        *(RuleKind.PARTNER_BUDGET, RuleKind.PARTNER_GRANT, RuleKind.PREPARATION),
    }
)
_DATES = frozenset(
    {
        *(RuleKind.DURATION, RuleKind.FOLLOW_UP, RuleKind.WINDOW),
        *("dates_in_order", "eligible_period", "not_finished"),
    }
)
_GROUP_OF_SECTION = {
    **dict.fromkeys(("partners", "associated"), CheckGroup.PARTNERSHIP),
    **dict.fromkeys(("budget", "lump_sums"), CheckGroup.MONEY),
    "annexes": CheckGroup.ANNEXES,
}


@dataclass(frozen=True)
class Fact:
    """One thing that a verdict rests on, in words of the active language."""

    label: str
    value: str


class Evidence:
    """The evidence of one frozen dossier, for any of its checks. Labels in the active language."""

    def __init__(self, dossier: Dossier) -> None:
        self.dossier = dossier

    def of(self, key: str, where: str) -> tuple[Fact, ...]:
        """What a check of the machine rests on; empty where its reason says it all."""
        if key in _MONEY:
            return tuple(self._money(key))
        if key in _PARTNERSHIP:
            return tuple(self._partner(one) for one in self.dossier.partners)
        if key in _DATES:
            return tuple(self._dates())
        if where.startswith("annex."):
            return tuple(self._files(where))
        if key == RuleKind.EQUAL_CONTENT:  # of the text in all its languages
            where = where.rpartition(".")[0]
        return tuple(self._field(where))

    def basis(self, key: str, where: str, verdict: str, reason: Text) -> str:
        """A digest of verdict and evidence of a check of the machine, the same in every language."""
        facts = [(fact.label, fact.value) for fact in self.of(key, where)]
        return _digest([verdict, reason.get("en", ""), facts])

    def basis_of_section(self, section: str) -> str:
        """A digest of all that a section says, or of the whole dossier for a blank one."""
        if not section:
            return _digest([self._sections])
        return _digest([self._sections.get(section)])

    def place(self, where: str) -> str:
        """The place of the form that a correction would ask about; blank when there is none."""
        return place_of_finding(self.dossier, where) if where else ""

    @cached_property
    def _sections(self) -> dict[str, Section]:
        return {section.key: section for section in content_of(self.dossier)}

    @cached_property
    def _named(self) -> dict[str, Field]:
        return {field.key: field for section in self._sections.values() for field in _fields(section)}

    def _field(self, where: str) -> Iterable[Fact]:
        full = find(where) or find(where, "en")
        name = full.name if full else where
        field = self._named.get(name)
        if field is None:
            return
        for words in field.words or ():
            if full and full.field.multilingual and where != full.name and words.language != full.language:
                continue
            label = f"{field.label} ({words.language})" if words.language else field.label
            yield Fact(label, Truncator(words.text).chars(SHOWN))
        if not field.words:
            yield Fact(field.label, _("blank"))

    def _partner(self, partner: Partner) -> Fact:
        kind = str(OrganisationType(partner.type).label) if partner.type else ""
        status = str(LegalStatus(partner.legal_status).label) if partner.legal_status else ""
        country = country_name(partner.country)
        place = f"{country} ({partner.region})" if partner.region else country
        label = f"{partner.position}. {partner.abbreviation}"
        if partner.is_lead:
            label = _("%(name)s, lead partner") % {"name": label}
        return Fact(label, " · ".join(part for part in (partner.name, place, status, kind) if part))

    def _money(self, key: str) -> Iterable[Fact]:
        totals = self.dossier.totals
        yield Fact(_("Total eligible costs"), self._eur(totals.total))
        yield Fact(_("European money"), self._eur(totals.eu_funding))
        if key in (RuleKind.PARTNER_BUDGET, RuleKind.PARTNER_GRANT, RuleKind.TOTAL_BUDGET, RuleKind.GRANT):
            for partner in self.dossier.partners:
                paid = sum((row.amount for row in partner.co_financing), Decimal(0))
                said = {
                    "total": self._eur(partner.budget.total),
                    "grant": self._eur(paid),
                }
                yield Fact(partner.abbreviation, _("%(total)s, of which funds pay %(grant)s") % said)

    def _dates(self) -> Iterable[Fact]:
        for label, value in ((_("Start"), self.dossier.start_date), (_("End"), self.dossier.end_date)):
            yield Fact(label, date_format(value, "DATE_FORMAT") if value else _("blank"))
        if self.dossier.duration_months is not None:
            yield Fact(_("Months"), str(self.dossier.duration_months))

    def _files(self, where: str) -> Iterable[Fact]:
        _annex, key, partner = (*where.split(".", 2), "")[:3]
        asked = {annex.key for annex in self.dossier.call.annexes}
        for file in self.dossier.annexes:
            is_here = file.key == key if key != "other" else file.key not in asked
            if is_here and (not partner or str(file.partner) == partner):
                said = {"size": file.size, "digest": file.sha256[:16]}
                yield Fact(file.name, _("%(size)s bytes, fingerprint %(digest)s…") % said)

    @property
    def _language(self) -> str:
        return (get_language() or "en")[:2]

    def _eur(self, amount: Decimal) -> str:
        return money.eur(amount, self._language)


def group_of(key: str, where: str) -> CheckGroup:
    """The part of the sheet in which a check of the machine stands."""
    if key in ("in_time", RuleKind.SAME_PROPOSAL, RuleKind.LANGUAGES, RuleKind.EQUAL_CONTENT):
        return CheckGroup.ADMISSIBILITY
    if key in _PARTNERSHIP:
        return CheckGroup.PARTNERSHIP
    if key in _MONEY:
        return CheckGroup.MONEY
    head = where.partition(".")[0]
    if head == "annex":
        return CheckGroup.ANNEXES
    if head in ("budget", "rate", "contribution", "contributions", "cost", "lump_sum"):
        return CheckGroup.MONEY
    full = find(where) or find(where, "en")
    field = full.field if full else FIELDS.get(where)
    return _GROUP_OF_SECTION.get(field.section if field else head, CheckGroup.CONTENT)


def place_name(dossier: Dossier, key: str) -> str:
    """What a place of the form is called."""
    return name_of(dossier, key)


def _fields(within: Section | Row) -> Iterable[Field]:
    yield from within.fields
    for row in within.rows:
        yield from _fields(row)


def _digest(parts: list[object]) -> str:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()
