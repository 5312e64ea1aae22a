"""Two versions of a project, or a version and the draft: which are chosen, and their differences as PDF."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from documents import engine
from documents.kinds import Kind
from documents.models import Document
from projects import dossier as dossiers
from projects.comparison import Comparison, compare
from projects.models import Project, Version
from projects.printing.application import DRAFT

KIND = "comparison"


@dataclass(frozen=True)
class Choice:
    """What can be compared, oldest first, as (number, name), and the two that are.

    `since_step1` is the query of what step 2 changed, blank before a version of step 2.
    """

    choices: tuple[tuple[int, str], ...]
    old: int
    new: int
    since_step1: str = ""

    @property
    def query(self) -> str:
        """The two as the query of an address."""
        return f"old={self.old}&new={self.new}"

    @property
    def old_name(self) -> str:
        return dict(self.choices)[self.old]

    @property
    def new_name(self) -> str:
        return dict(self.choices)[self.new]


def chosen(project: Project, params: Mapping[str, str], *, with_draft: bool) -> Choice | None:
    """The two that `params` name, else the last two; None when there are no two. One query."""
    steps = list(project.versions.order_by("number").values_list("number", "step"))
    since = since_step1(steps)
    choices = [(number, name_of(number, step if since else None)) for number, step in steps]
    if with_draft:
        choices.append((DRAFT, name_of(DRAFT)))
    if len(choices) < 2:
        return None
    known = [number for number, _name in choices]

    def one(name: str, default: int) -> int:
        wanted = params.get(name, "")
        number = int(wanted) if wanted.isascii() and wanted.isdecimal() and len(wanted) < 5 else -1
        return number if number in known else default

    return Choice(tuple(choices), one("old", known[-2]), one("new", known[-1]), since)


def since_step1(steps: Iterable[tuple[int, int]]) -> str:
    """The last version of step 1 and the newest of step 2 as a query; blank without both.

    `steps` are the versions as (number, step).
    """
    last: dict[int, int] = {}
    for number, step in steps:
        last[step] = max(number, last.get(step, 0))
    return f"old={last[1]}&new={last[2]}" if {1, 2} <= last.keys() else ""


def name_of(number: int, step: int | None = None) -> str:
    """A version, with its step where that is given, or the draft in words."""
    if number != DRAFT and step is not None:
        return _("Version %(number)s, step %(step)d") % {"number": f"{number}.0", "step": step}
    return _("Current draft") if number == DRAFT else _("Version %(number)s") % {"number": f"{number}.0"}


def comparison_of(project: Project, choice: Choice) -> Comparison:
    """What differs between the two; texts in the active language."""
    old, new = (_data(project, number) for number in (choice.old, choice.new))
    return compare(dossiers.from_data(old), dossiers.from_data(new))


def request(project: Project, choice: Choice, language: str) -> Document:
    """Ask for the differences as PDF; the same two give the same file."""
    data = {
        "old": _data(project, choice.old),
        "new": _data(project, choice.new),
        "old_number": choice.old,
        "new_number": choice.new,
        "hashes": _hashes(project, choice),
        "at": max(_changed(project, number) for number in (choice.old, choice.new)).isoformat(),
    }
    return engine.request(KIND, subject_of(project, choice), language, data)


def newest_of(project: Project, choice: Choice, language: str) -> Document | None:
    """The PDF that was asked for last, in whatever state."""
    return engine.current(KIND, subject_of(project, choice), language)


def subject_of(project: Project, choice: Choice) -> str:
    """What the document is about, in the documents' own words."""
    return f"{project.chain}:compare:{choice.old}:{choice.new}"


class ComparisonDocument(Kind):
    """Shows what differs between two frozen dossiers; reads nothing but its data."""

    label = _lazy("Comparison of two versions")
    seconds: ClassVar[int] = 600  # some hundred pages on a busy machine
    template: ClassVar[str] = "documents/comparison.html"
    sources: ClassVar[tuple[str, ...]] = ("projects.comparison", "projects.content", "projects.form")

    def context(self, data: dict[str, Any], language: str) -> dict[str, Any]:
        """The differences, and the names of the two."""
        old, new = dossiers.from_data(data["old"]), dossiers.from_data(data["new"])
        return {
            "dossier": new,
            "comparison": compare(old, new),
            "old_name": name_of(data["old_number"]),
            "new_name": name_of(data["new_number"]),
            "fingerprints": [
                (name_of(number), hash_)
                for number in (data["old_number"], data["new_number"])
                if (hash_ := data.get("hashes", {}).get(str(number)))
            ],
        }

    def title(self, data: dict[str, Any], language: str) -> str:
        return _("%(name)s: %(old)s and %(new)s compared") % {
            "name": f"{data['new']['code'] or ''} {data['new']['acronym']}".strip(),
            "old": name_of(data["old_number"]),
            "new": name_of(data["new_number"]),
        }

    def filename(self, data: dict[str, Any], language: str) -> str:
        code = data["new"]["code"] or "proposal"
        ends = [f"v{number}" if number else "draft" for number in (data["old_number"], data["new_number"])]
        return f"{code}-{'-'.join(ends)}-{language}.pdf"

    def version_hash(self, data: dict[str, Any]) -> str:
        """That of the newer of two versions; none of a draft, which changes."""
        return str(data.get("hashes", {}).get(str(data["new_number"]), ""))

    def data_date(self, data: dict[str, Any]) -> datetime:
        """When the younger of the two was frozen, or the draft changed."""
        return datetime.fromisoformat(data["at"])


def _changed(project: Project, number: int) -> datetime:
    if number == DRAFT:
        return project.changed_at
    found: datetime = project.versions.values_list("created_at", flat=True).get(number=number)
    return found


def _hashes(project: Project, choice: Choice) -> dict[str, str]:
    """The fingerprints of the versions among the two, by number."""
    rows = project.versions.filter(number__in=(choice.old, choice.new)).values_list("number", "hash")
    return {str(number): hash_ for number, hash_ in rows}


def _data(project: Project, number: int) -> dict[str, Any]:
    if number == DRAFT:
        return dossiers.to_data(dossiers.load(project))
    found: dict[str, Any] = Version.objects.values_list("data", flat=True).get(project=project, number=number)
    return found
