"""Rules in plain words, in the active language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from babel import Locale
from babel.lists import format_list
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from calls.rules.terms import AnyRule, Terms, terms_of
from calls.states import RuleKind
from core import money
from partners.states import LegalStatus, OrganisationType

# Country codes as in NUTS.
MEMBER_STATES = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)
_ISO = {"EL": "GR", "UK": "GB"}


def country_name(code: str) -> str:
    """The country's name in the active language; a region's code as it is."""
    names: Mapping[str, str] = _locale().territories
    return names.get(_ISO.get(code, code), code)


def enumerate_words(words: list[str], style: str = "standard") -> str:
    """Words with commas and "and" ("or" in the style "or") as the active language has it."""
    return str(format_list(words, style=style, locale=_locale()))  # type: ignore[arg-type]


def describe(rule: AnyRule) -> str:
    """The rule in one sentence in the active language. ValidationError when its parameters are not valid."""
    return _WORDS[rule.kind](terms_of(rule.kind, rule.parameters))


def _locale() -> Locale:
    return Locale((get_language() or "en")[:2])


def _countries(terms: Terms) -> str:
    number = int(terms.minimum or 0)
    text = ngettext(
        "Partners come from at least %(count)d country of the programme.",
        "Partners come from at least %(count)d countries of the programme.",
        number,
    ) % {"count": number}
    if not terms.member_states:
        return text
    states = ngettext(
        "At least %(count)d of them is a Member State of the European Union.",
        "At least %(count)d of them are Member States of the European Union.",
        terms.member_states,
    )
    return f"{text} {states % {'count': terms.member_states}}"


def _both_sides(terms: Terms) -> str:
    sides = enumerate_words([enumerate_words([country_name(c) for c in side], "or") for side in terms.sides])
    return _("Each side of the border has at least one partner: %(sides)s.") % {"sides": sides}


def _sme_sides(terms: Terms) -> str:
    sides = enumerate_words([enumerate_words([country_name(c) for c in side], "or") for side in terms.sides])
    return _("Each side of the border has at least one SME: %(sides)s.") % {"sides": sides}


def _partner_count(terms: Terms) -> str:
    return _between(
        terms,
        lambda number: str(int(number)),
        _("From %(minimum)s to %(maximum)s partners take part."),
        _("At least %(minimum)s partners take part."),
        _("At most %(maximum)s partners take part."),
    )


def _duration(terms: Terms) -> str:
    return _between(
        terms,
        lambda number: str(int(number)),
        _("The project lasts from %(minimum)s to %(maximum)s months."),
        _("The project lasts at least %(minimum)s months."),
        _("The project lasts at most %(maximum)s months."),
    )


def _total_budget(terms: Terms) -> str:
    return _between(
        terms,
        _eur,
        _("The total budget is between %(minimum)s and %(maximum)s."),
        _("The total budget is at least %(minimum)s."),
        _("The total budget is at most %(maximum)s."),
    )


def _grant(terms: Terms) -> str:
    return _between(
        terms,
        _eur,
        _("The grant of the European Union is between %(minimum)s and %(maximum)s."),
        _("The grant of the European Union is at least %(minimum)s."),
        _("The grant of the European Union is at most %(maximum)s."),
    )


def _max_rate(terms: Terms) -> str:
    rate = money.percent(terms.maximum or Decimal(0), str(_locale()))
    return _("European funds pay at most %(rate)s of the eligible costs.") % {"rate": rate}


def _area(terms: Terms) -> str:
    if terms.outside == "refused":
        return _("Every partner is in the programme area.")
    return _("A partner outside the programme area says why the project needs it.")


def _partner_types(terms: Terms) -> str:
    texts = []
    for text, kinds in (
        (_("Only these can be partners: %(kinds)s."), terms.allowed),
        (_("These cannot be partners: %(kinds)s."), terms.excluded),
    ):
        if kinds:
            names = [str(OrganisationType(kind).label) for kind in kinds]
            texts.append(text % {"kinds": enumerate_words(names)})
    return " ".join(texts)


def _legal_status(terms: Terms) -> str:
    names = [str(LegalStatus(kind).label) for kind in terms.allowed]
    return _("The legal status of every partner is: %(kinds)s.") % {"kinds": enumerate_words(names, "or")}


def _window(terms: Terms) -> str:
    days = {
        "earliest": date_format(terms.earliest, "DATE_FORMAT") if terms.earliest else "",
        "latest": date_format(terms.latest, "DATE_FORMAT") if terms.latest else "",
    }
    if terms.latest is None:
        return _("The project starts on %(earliest)s or later.") % days
    if terms.earliest is None:
        return _("The project ends on %(latest)s or earlier.") % days
    return _("The project starts on %(earliest)s or later and ends on %(latest)s or earlier.") % days


def _partner_budget(terms: Terms) -> str:
    return _between(
        terms,
        _eur,
        _("The budget of each partner is between %(minimum)s and %(maximum)s."),
        _("The budget of each partner is at least %(minimum)s."),
        _("The budget of each partner is at most %(maximum)s."),
    )


def _partner_grant(terms: Terms) -> str:
    return _between(
        terms,
        _eur,
        _("The European money of each partner is between %(minimum)s and %(maximum)s."),
        _("The European money of each partner is at least %(minimum)s."),
        _("The European money of each partner is at most %(maximum)s."),
    )


def _preparation(terms: Terms) -> str:
    rate = money.percent(terms.maximum or Decimal(0), str(_locale()))
    return _("Preparation costs are at most %(rate)s of the total budget.") % {"rate": rate}


def _languages(terms: Terms) -> str:
    names = [str(_locale().languages.get(code, code)) for code in terms.allowed]
    return _("Every text is written in %(languages)s.") % {"languages": enumerate_words(names)}


def _equal_content(terms: Terms) -> str:
    names = [str(_locale().languages.get(code, code)) for code in terms.allowed]
    texts = [
        _(
            "Every text says the same in %(languages)s: the shortest has at least %(share)s of the letters "
            "of the longest."
        )
        % {
            "languages": enumerate_words(names),
            "share": money.percent(Decimal(terms.share), str(_locale())),
        }
    ]
    if terms.letters:
        text = _("Lengths are compared where one of the texts has %(letters)d letters or more.")
        texts.append(text % {"letters": terms.letters})
    if terms.numbers == "compared":
        texts.append(_("Figures that appear in one language only are pointed out."))
    return " ".join(texts)


def _follow_up(terms: Terms) -> str:
    return _between(
        terms,
        lambda number: str(int(number)),
        _("The follow-up phase lasts from %(minimum)s to %(maximum)s months."),
        _("The follow-up phase lasts at least %(minimum)s months."),
        _("The follow-up phase lasts at most %(maximum)s months."),
    )


def _funds_link(terms: Terms) -> str:
    count = int(terms.minimum or 0)
    text = ngettext(
        "At least %(count)d policy instrument is part of a Structural Funds programme.",
        "At least %(count)d policy instruments are part of a Structural Funds programme.",
        count,
    )
    return text % {"count": count}


def _stakeholders(terms: Terms) -> str:
    count = int(terms.minimum or 0)
    text = ngettext(
        "The stakeholder group of each policy instrument has at least %(count)d organisation.",
        "The stakeholder group of each policy instrument has at least %(count)d organisations.",
        count,
    )
    return text % {"count": count}


def _eur(amount: Decimal) -> str:
    return money.eur(amount, str(_locale()))


def _between(terms: Terms, shown: Callable[[Decimal], str], both: str, low: str, high: str) -> str:
    text = low if terms.maximum is None else high if terms.minimum is None else both
    bounds = {"minimum": terms.minimum, "maximum": terms.maximum}
    return text % {name: "" if bound is None else shown(bound) for name, bound in bounds.items()}


_WORDS: dict[str, Callable[[Terms], str]] = {
    RuleKind.MIN_COUNTRIES: _countries,
    RuleKind.ONE_LEAD: lambda _terms: _("Exactly one partner leads the project."),
    RuleKind.BOTH_SIDES: _both_sides,
    RuleKind.PARTNER_COUNT: _partner_count,
    RuleKind.MAX_RATE: _max_rate,
    RuleKind.DURATION: _duration,
    RuleKind.TOTAL_BUDGET: _total_budget,
    RuleKind.GRANT: _grant,
    RuleKind.AREA: _area,
    RuleKind.PARTNER_TYPES: _partner_types,
    RuleKind.PARTNER_STATUS: _legal_status,
    RuleKind.WINDOW: _window,
    RuleKind.PARTNER_BUDGET: _partner_budget,
    RuleKind.PARTNER_GRANT: _partner_grant,
    RuleKind.PREPARATION: _preparation,
    RuleKind.LANGUAGES: _languages,
    RuleKind.EQUAL_CONTENT: _equal_content,
    RuleKind.SAME_PROPOSAL: lambda _terms: _("The same proposal is submitted only once to a call."),
    RuleKind.CONFIRMED: lambda _terms: _("Every partner confirms its part, its budget and its declaration."),
    RuleKind.SME_SIDES: _sme_sides,
    RuleKind.NO_DIFFICULTY: lambda _terms: _("No partner is an undertaking in difficulty."),
    RuleKind.FOLLOW_UP: _follow_up,
    RuleKind.REGION_INSTRUMENTS: lambda _terms: _("Each region of the partners has one policy instrument."),
    RuleKind.FUNDS_LINK: _funds_link,
    RuleKind.STAKEHOLDERS: _stakeholders,
}
