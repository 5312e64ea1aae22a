"""One sheet for each proposal of a session: what it wants, costs and scored, and what was concluded."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from assessments import results
from assessments.models import Consolidation, QualityConclusion, RankedProposal, Screening
from core.texts import Text
from projects import dossier as dossiers
from projects.dossier import Dossier
from projects.models import Version

TEXT_CHARACTERS = 2400


def sheets_of(versions: Iterable[Version]) -> dict[int, dict[str, Any]]:
    """Plain facts by version (primary key): the frozen dossier, and what was judged of it."""
    rows = list(versions)
    keys = [version.pk for version in rows]
    screenings = {one.version_id: one for one in Screening.objects.filter(version__in=keys)}
    conclusions = {one.version_id: one for one in QualityConclusion.objects.filter(version__in=keys)}
    texts = {
        one.version_id: one.text
        for one in Consolidation.objects.concluded().filter(version__in=keys).order_by("round")
    }
    ranked = {
        (one.project_id, one.ranking.step): one
        for one in RankedProposal.objects.filter(
            project__in=[version.project_id for version in rows]
        ).select_related("ranking")
    }
    return {
        version.pk: {
            **_of_dossier(dossiers.from_data(version.data)),
            **_of_scores(version, ranked.get((version.project_id, version.step))),
            "version": version.number,
            "hash": version.hash,
            "frozen_at": version.created_at.isoformat(),
            "consolidated": texts.get(version.pk, ""),
            **_of_screening(screenings.get(version.pk)),
            **_of_quality(conclusions.get(version.pk)),
        }
        for version in rows
    }


def _of_dossier(frozen: Dossier) -> dict[str, Any]:
    lead = frozen.lead
    return {
        "code": frozen.code or "",
        "acronym": frozen.acronym,
        "title": dict(frozen.title),
        "summary": {code: _short(text) for code, text in frozen.summary.items()},
        "call": {"code": frozen.call.code, "title": dict(frozen.call.title)},
        "objective": frozen.objective
        and {"code": frozen.objective.code, "title": dict(frozen.objective.title)},
        "theme": dict(frozen.theme.title) if frozen.theme else dict(Text()),
        "start": frozen.start_date and frozen.start_date.isoformat(),
        "end": frozen.end_date and frozen.end_date.isoformat(),
        "months": frozen.duration_months,
        "lead": lead.name if lead else "",
        "total": str(frozen.totals.total),
        "eu": str(frozen.totals.eu_funding),
        "rate": str(frozen.totals.eu_rate),
        "partners": [
            {
                "name": partner.name,
                "abbreviation": partner.abbreviation,
                "is_lead": partner.is_lead,
                "country": partner.country,
                "total": str(partner.budget.total),
                "eu": str(partner.funding),
            }
            for partner in frozen.partners
        ],
    }


def _of_scores(version: Version, ranked: RankedProposal | None) -> dict[str, Any]:
    """The scores as the ranking counts them, and by criterion; without a ranking the plain averages."""
    overview = results.overview(version.project, step=version.step)
    score = ranked.score if ranked is not None and ranked.score is not None else overview.total
    most = ranked.ranking.most if ranked is not None and ranked.score is not None else overview.most
    return {
        "score": _text(score),
        "most": _text(most),
        "percentage": _text(ranked.percentage if ranked else None),
        "is_tied": bool(ranked and ranked.is_tied),
        "assessors": sum(total is not None for total in overview.totals),
        "spread": _text(overview.spread),
        "criteria": [
            {
                "title": dict(row.criterion.title),
                "weight": row.criterion.weight,
                "average": _text(row.average),
                "spread": _text(row.spread),
                "is_wide": row.is_wide,
            }
            for row in overview.rows
        ],
    }


def _of_screening(found: Screening | None) -> dict[str, Any]:
    return {
        "screening": found.conclusion if found else "",
        "screening_note": found.note if found else "",
    }


def _of_quality(found: QualityConclusion | None) -> dict[str, Any]:
    return {
        "recommendation": found.recommendation if found else "",
        "recommendation_note": found.note if found else "",
    }


def _short(text: str) -> str:
    """The text, cut behind a word when it is too long for a sheet."""
    if len(text) <= TEXT_CHARACTERS:
        return text
    return text[:TEXT_CHARACTERS].rsplit(" ", 1)[0] + " …"


def _text(value: Decimal | int | None) -> str | None:
    return None if value is None else str(value)
