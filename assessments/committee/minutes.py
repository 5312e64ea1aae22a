"""The minutes of a session: who was there, what was said and decided; written up, then agreed and frozen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.utils.translation import ngettext

from accounts import trail
from accounts.models import User
from assessments.committee import papers
from assessments.committee.access import kept
from assessments.committee.papers import cut, heading_of, moment, session_shown
from assessments.committee.table import ItemRow, attendances_of, rows_of
from assessments.committee.tally import Tally
from assessments.models import Session
from assessments.states import Outcome, Position, SessionState
from core.errors import DomainError
from documents import engine
from documents.kinds import Kind
from documents.models import Document

KIND = "committee_minutes"


@transaction.atomic
def agree(session: Session, *, by: User) -> Session:
    """Freeze the minutes of a session that is over and whose decisions are confirmed."""
    fresh = kept(session, by, SessionState.CLOSED)
    waiting = fresh.items.filter(pending__isnull=False, pending__decision=None).count()
    if waiting:
        raise DomainError(
            ngettext(
                "%(count)d prepared decision is not confirmed yet. Confirm it or take it back first.",
                "%(count)d prepared decisions are not confirmed yet. Confirm them or take them back first.",
                waiting,
            )
            % {"count": waiting}
        )
    fresh.minutes = facts_of(fresh)
    fresh.state, fresh.agreed_at = SessionState.AGREED, timezone.now()
    fresh.save(update_fields=["minutes", "state", "agreed_at"])
    trail.record(fresh.chain, "agree minutes", by=by, new={"items": len(fresh.minutes["items"])})
    return fresh


def facts_of(session: Session) -> dict[str, Any]:
    """All that the minutes say: as they stand now, or as they were agreed."""
    if session.state == SessionState.AGREED and session.minutes:
        return dict(session.minutes)
    return {
        "session": heading_of(session),
        "opened_at": session.opened_at and session.opened_at.isoformat(),
        "closed_at": session.closed_at and session.closed_at.isoformat(),
        "opening": session.opening_text,
        "closing": session.closing_text,
        "attendance": [
            {
                "name": dict(row.delegation.name),
                "has_vote": row.has_vote,
                "is_present": row.is_present,
                "people": row.people,
            }
            for row in attendances_of(session)
        ],
        "items": [_item_facts(row) for row in rows_of(session, session.items.all())],
    }


def request(session: Session, hidden: Iterable[int], language: str) -> Document:
    """Ask for the minutes without these proposals; the same facts give the same file."""
    left_out = frozenset(hidden)
    return engine.request(KIND, subject_of(session, left_out), language, data_of(session, left_out))


def data_of(session: Session, hidden: Iterable[int]) -> dict[str, Any]:
    """All that the minutes without these proposals show."""
    facts = {**facts_of(session), "agreed_at": session.agreed_at and session.agreed_at.isoformat()}
    return cut(facts, hidden)


def current(session: Session, hidden: Iterable[int], language: str) -> Document | None:
    """The minutes without these proposals that were asked for last, in whatever state."""
    return engine.current(KIND, subject_of(session, hidden), language)


def subject_of(session: Session, hidden: Iterable[int]) -> str:
    """What the document is about: the session, and which proposals are left out."""
    return papers.subject_of(session, hidden).replace(":papers:", ":minutes:")


class CommitteeMinutes(Kind):
    """Attendance, and each point with its votes and decision."""

    label = _lazy("Minutes of the committee")
    seconds: ClassVar[int] = 600  # some hundred pages on a busy machine
    template: ClassVar[str] = "pdf/committee_minutes.html"
    sources: ClassVar[tuple[str, ...]] = ("assessments.committee.papers", "assessments.committee.tally")

    def title(self, data: dict[str, Any], language: str) -> str:
        return _("Minutes: %(session)s") % {"session": data["session"]["title"]}

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"{slugify(data['session']['title'])[:60] or 'session'}-minutes-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime | None:
        """When they were agreed, else when the session was closed or opened."""
        at = data["agreed_at"] or data["closed_at"] or data["opened_at"]
        return datetime.fromisoformat(at) if at else None

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        zone = data["session"]["zone"]
        moments = {
            name: moment(data[name], zone) if data[name] else ""
            for name in ("opened_at", "closed_at", "agreed_at")
        }
        return {
            **data,
            **moments,
            "session": session_shown(data["session"]),
            "items": [_item_shown(item, number) for number, item in enumerate(data["items"], start=1)],
        }


def _item_facts(row: ItemRow) -> dict[str, Any]:
    item, decision = row.item, row.decision
    return {
        "project": item.project_id,
        "title": str(item),
        "version": item.version.number if item.version else None,
        "text": item.text,
        "said": item.minutes_text,
        "motion": item.motion,
        "votes": [
            {
                "name": dict(seat.attendance.delegation.name),
                "position": seat.position,
                "silent": seat.is_silent,
            }
            for seat in row.seats
        ],
        "tally": vars(row.tally) if row.tally and row.is_closed else None,
        "decision": decision
        and {
            "outcome": decision.outcome,
            "decided_on": decision.decided_on.isoformat(),
            "reason": decision.reason,
            "conditions": decision.conditions,
            "granted": str(decision.granted) if decision.granted is not None else None,
            "reserve_rank": decision.reserve_rank,
        },
    }


def _item_shown(item: Mapping[str, Any], number: int) -> dict[str, Any]:
    decision = item["decision"]
    tally = Tally(**item["tally"]) if item["tally"] else None
    return {
        **item,
        "number": number,
        "motion_label": Outcome(item["motion"]).label if item["motion"] else "",
        "votes": [
            {**vote, "label": Position(vote["position"]).label if vote["position"] else ""}
            for vote in item["votes"]
        ],
        "words": tally.words if tally else "",
        "decision": decision
        and {
            **decision,
            "label": Outcome(decision["outcome"]).label,
            "granted": Decimal(decision["granted"]) if decision["granted"] else None,
        },
    }
