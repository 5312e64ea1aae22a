"""Checks of each partner: short name, legal status, region, and that no organisation stands there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from projects.dossier import Dossier, Partner
from projects.eligibility.check import Check, failed, for_all, passed


def checks(dossier: Dossier) -> Iterator[Check]:
    """What must be known of each partner."""
    partners = dossier.partners
    if not partners:
        yield failed("partners", _("Partners"), _("Add the organisations that take part."), "partners")
        return
    count = {"count": len(partners)}
    yield passed("partners", _("Partners"), _("Partners: %(count)d.") % count, "partners")
    problems = _missing(partners, "abbreviation", _("%(partner)s has no short name. Give it one."))
    yield from for_all("abbreviation", _("Short names"), partners, problems)
    advice = _("It is not known whether %(partner)s is public or private. Say which.")
    problems = _missing(partners, "legal_status", advice)
    yield from for_all("legal_status", _("Legal status"), partners, problems)
    problems = _missing(partners, "region", _("%(partner)s has no region. Choose where it is seated."))
    yield from for_all("region", _("Region"), partners, problems)
    yield from for_all("twice", _("Each organisation once"), partners, _twice(partners))


def _twice(partners: tuple[Partner, ...]) -> Iterator[tuple[str, str]]:
    counts = Counter(row.organisation_uid for row in partners)
    seen = set()
    for row in partners:
        if counts[row.organisation_uid] > 1 and row.organisation_uid in seen:
            advice = _("%(partner)s takes part more than once. Keep it once, with its whole budget.")
            yield advice % {"partner": row.name}, _at(row, "abbreviation")
        seen.add(row.organisation_uid)


def _missing(partners: tuple[Partner, ...], attribute: str, advice: str) -> Iterator[tuple[str, str]]:
    for row in partners:
        if not getattr(row, attribute).strip():
            yield advice % {"partner": row.abbreviation.strip() or row.name}, _at(row, attribute)


def _at(partner: Partner, attribute: str) -> str:
    return f"partner.{partner.uid}.{attribute}"
