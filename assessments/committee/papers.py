"""The papers of a session: frozen when the members are told, cut to what each reader may see.

A reader with a conflict of interest, or who has not declared yet, gets the papers without those proposals:
other facts, so another document, kept under another name.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from accounts.models import User
from assessments.committee import mails
from assessments.committee.access import undeclared
from assessments.committee.sheets import sheets_of
from assessments.models import Session
from assessments.states import Majority, Outcome, Recommendation, SessionKind, Verdict
from core.plain import amount
from documents import engine
from documents.kinds import Kind
from documents.models import Document
from projects.models import Interest

KIND = "committee_papers"


def facts_of(session: Session) -> dict[str, Any]:
    """All that the papers say, of every item; frozen when the session is convened."""
    items = list(session.items.select_related("project__call", "version").order_by("position", "pk"))
    sheets = sheets_of([item.version for item in items if item.version is not None])
    return {
        "session": heading_of(session),
        "items": [
            {
                "project": item.project_id,
                "title": item.title,
                "text": item.text,
                "motion": item.motion,
                "sheet": sheets[item.version_id] if item.version_id else None,
            }
            for item in items
        ],
    }


def heading_of(session: Session) -> dict[str, Any]:
    """What the cover of papers and minutes says."""
    programme = session.programme
    return {
        "title": session.title,
        "kind": session.kind,
        "programme": programme.pk,
        "programme_name": dict(programme.name),
        "call": {"code": session.call.code, "title": dict(session.call.title)} if session.call else None,
        "starts_at": session.starts_at.isoformat(),
        "deadline": session.deadline.isoformat() if session.deadline else None,
        "zone": session.time_zone,
        "place": session.place,
        "is_online": session.is_online,
        "quorum_percent": session.quorum_percent,
        "majority": session.majority,
        "silence_is_consent": session.silence_is_consent,
        "is_demo": session.is_demo,
    }


def hidden_from(session: Session, user: User) -> frozenset[int]:
    """The proposals (primary keys) that the papers of this person leave out.

    Committee members first declare that they have no conflict; others read all but what they declared.
    """
    conflicts = session.items.filter(
        project__in=Interest.objects.conflicts_of(user).values("project")
    ).values_list("project", flat=True)
    return undeclared(session, user) | {key for key in conflicts if key is not None}


def request(session: Session, hidden: Iterable[int], language: str) -> Document:
    """Ask for the papers without these proposals; the same set gives the same file."""
    left_out = frozenset(hidden)
    return engine.request(KIND, subject_of(session, left_out), language, data_of(session, left_out))


def data_of(session: Session, hidden: Iterable[int]) -> dict[str, Any]:
    """All that the papers without these proposals show."""
    at = session.convened_at.isoformat() if session.convened_at else None
    return {**cut(session.papers, hidden), "convened_at": at}


def request_all(session: Session) -> list[Document]:
    """The papers of each member as they stand now, and the whole ones, in every language that is read."""
    people = list(mails.members_of(session))
    wanted = {(hidden_from(session, person), person.language) for person in people}
    wanted |= {(frozenset(), language) for language in {session.created_by.language}}
    return [request(session, hidden, language) for hidden, language in sorted(wanted, key=_order)]


def current(session: Session, hidden: Iterable[int], language: str) -> Document | None:
    """The papers without these proposals that were asked for last, in whatever state."""
    return engine.current(KIND, subject_of(session, hidden), language)


def subject_of(session: Session, hidden: Iterable[int]) -> str:
    """What the document is about: the session, and which proposals are left out."""
    listed = ",".join(str(key) for key in sorted(hidden))
    mark = hashlib.sha256(listed.encode()).hexdigest()[:16] if listed else "all"
    return f"{session.chain}:papers:{mark}"


def cut(facts: Mapping[str, Any], hidden: Iterable[int]) -> dict[str, Any]:
    """The facts without these proposals: nothing of them stays, not even a gap in the numbering."""
    left_out = frozenset(hidden)
    items = [item for item in facts["items"] if item["project"] not in left_out]
    return {**facts, "items": [{**item, "project": None} for item in items]}


class CommitteePapers(Kind):
    """Cover, agenda, ranking, and a sheet for each proposal."""

    label = _lazy("Papers of the committee")
    seconds: ClassVar[int] = 600  # some hundred pages on a busy machine
    template: ClassVar[str] = "pdf/committee_papers.html"
    sources: ClassVar[tuple[str, ...]] = ("assessments.committee.papers",)

    def title(self, data: dict[str, Any], language: str) -> str:
        return _("Papers: %(session)s") % {"session": data["session"]["title"]}

    def filename(self, data: dict[str, Any], language: str) -> str:
        return f"{slugify(data['session']['title'])[:60] or 'session'}-papers-{language}.pdf"

    def data_date(self, data: dict[str, Any]) -> datetime | None:
        """When the members were told, and the papers frozen."""
        at = data.get("convened_at")
        return datetime.fromisoformat(at) if at else None

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        items = [item_shown(item, number) for number, item in enumerate(data["items"], start=1)]
        return {
            "session": session_shown(data["session"]),
            "items": items,
            "ranked": ranked([item for item in items if item["sheet"]]),
            "total_asked": sum((item["sheet"]["eu"] for item in items if item["sheet"]), Decimal(0)),
        }


def session_shown(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The cover's facts in words."""
    deadline = facts["deadline"]
    return {
        **facts,
        "kind_label": SessionKind(facts["kind"]).label,
        "is_written": facts["kind"] == SessionKind.WRITTEN,
        "begins": moment(facts["starts_at"], facts["zone"]),
        "ends": moment(deadline, facts["zone"]) if deadline else "",
        "majority_label": Majority(facts["majority"]).label,
    }


def item_shown(item: Mapping[str, Any], number: int) -> dict[str, Any]:
    """An item in words: labels for codes, amounts and dates as such."""
    sheet = item["sheet"]
    return {
        **item,
        "number": number,
        "motion_label": Outcome(item["motion"]).label if item["motion"] else "",
        "sheet": sheet
        and {
            **sheet,
            "total": Decimal(sheet["total"]),
            "eu": Decimal(sheet["eu"]),
            "rate": Decimal(sheet["rate"]),
            "start": date.fromisoformat(sheet["start"]) if sheet["start"] else None,
            "end": date.fromisoformat(sheet["end"]) if sheet["end"] else None,
            "partners": [
                {**one, "total": Decimal(one["total"]), "eu": Decimal(one["eu"])} for one in sheet["partners"]
            ],
            "score": amount(sheet["score"]),
            "most": amount(sheet["most"]),
            "percentage": amount(sheet["percentage"]),
            "criteria": [
                {**one, "average": amount(one["average"]), "spread": amount(one["spread"])}
                for one in sheet["criteria"]
            ],
            "recommendation_label": (
                Recommendation(sheet["recommendation"]).label if sheet["recommendation"] else ""
            ),
            "screening_label": Verdict(sheet["screening"]).label if sheet["screening"] else "",
        },
    }


def ranked(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The proposals by score, the best first; equal scores share a rank, those without score come last."""
    ordered = sorted(items, key=lambda item: (item["sheet"]["score"] is None, -(item["sheet"]["score"] or 0)))
    rows: list[dict[str, Any]] = []
    for place, item in enumerate(ordered, start=1):
        score = item["sheet"]["score"]
        is_tie = bool(rows) and score is not None and rows[-1]["item"]["sheet"]["score"] == score
        rows.append(
            {"item": item, "rank": rows[-1]["rank"] if is_tie else place if score is not None else None}
        )
    return rows


def moment(iso: str, zone: str) -> str:
    """A moment in the session's zone, in the active language."""
    local = datetime.fromisoformat(iso).astimezone(ZoneInfo(zone))
    return f"{formats.date_format(local, 'DATE_FORMAT')}, {local:%H:%M} {local.tzname()}"


def reading_language() -> str:
    """The language in which the reader sees the portal now."""
    return (get_language() or "en")[:2]


def _order(wanted: tuple[frozenset[int], str]) -> tuple[list[int], str]:
    return sorted(wanted[0]), wanted[1]
