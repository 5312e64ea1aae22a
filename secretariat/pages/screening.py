"""The sheet of a screening as a page: its parts, each check with its evidence and where to look."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from assessments.models import Screening, ScreeningCheck
from assessments.screening import Evidence, Fact
from assessments.states import Verdict
from calls.states import CheckGroup
from projects.content import content_of
from projects.corrections import name_of
from projects.dossier import Dossier
from projects.form import FIELDS, GROUPS, SECTIONS
from projects.models import Version
from secretariat.forms.screening import CheckForm

_MONEY = frozenset({"budget", "rate", "contribution", "contributions", "cost", "lump_sum", "lump_sums"})
# Parts of the dossier's page whose single fields have no place of their own.
_WHOLE = {"identification": "part-identification", "summary": "part-summary", "partners": "part-partners"}


@dataclass(frozen=True)
class SheetCheck:
    """One check on the page; `verdict` and `note` are what its form shows, `form` one that was posted."""

    check: ScreeningCheck
    verdict: str
    note: str
    seen: int
    facts: tuple[Fact, ...]
    address: str
    place: str
    place_name: str
    is_asked: bool
    form: CheckForm | None

    @property
    def is_answered(self) -> bool:
        return bool(self.check.verdict)

    @property
    def differs(self) -> bool:
        """Whether the officer overrode the machine."""
        machine = self.check.machine_verdict
        return bool(machine and self.check.verdict and machine != self.check.verdict)

    @property
    def changed_since(self) -> ScreeningCheck | None:
        """The answer to the version before, where what it rested on has changed."""
        before = self.check.previous
        return before if before and before.verdict and not self.check.carried_from_id else None

    @property
    def choices(self) -> list[tuple[str, str | Promise]]:
        return [(value, label) for value, label in Verdict.choices]


@dataclass(frozen=True)
class SheetGroup:
    """One part of the sheet."""

    key: str
    label: str | Promise
    checks: tuple[SheetCheck, ...]

    @property
    def answered(self) -> int:
        return sum(1 for one in self.checks if one.is_answered)


@dataclass(frozen=True)
class SheetPage:
    """The whole sheet."""

    groups: tuple[SheetGroup, ...]

    @property
    def checks(self) -> list[SheetCheck]:
        return [one for group in self.groups for one in group.checks]

    @property
    def total(self) -> int:
        return len(self.checks)

    @property
    def answered(self) -> int:
        return sum(group.answered for group in self.groups)

    @property
    def waiting(self) -> int:
        """Checks that must be answered before the conclusion, and are not."""
        return sum(1 for one in self.checks if one.check.is_required and not one.is_answered)

    @property
    def confirmable(self) -> int:
        """Checks that the machine passed and nobody has judged."""
        passed = [one for one in self.checks if one.check.machine_verdict == Verdict.PASSED]
        return sum(1 for one in passed if not one.is_answered)

    @property
    def not_passed(self) -> int:
        return sum(1 for one in self.checks if one.check.verdict in (Verdict.FAILED, Verdict.UNCLEAR))

    @property
    def carried(self) -> int:
        return sum(1 for one in self.checks if one.check.carried_from_id)


def sheet_page(
    screening: Screening,
    frozen: Dossier,
    version: Version,
    posted: Mapping[int, CheckForm],
    asked: Collection[str],
) -> SheetPage:
    """The page of a sheet; one query for its checks."""
    evidence = Evidence(frozen)
    related = ("answered_by", "carried_from", "previous", "previous__screening__version")
    heavy = ("carried_from__data", "previous__screening__version__data")
    shown = {section.key for section in content_of(frozen)}
    rows: dict[str, list[SheetCheck]] = {group: [] for group in CheckGroup.values}
    for check in screening.checks.select_related(*related).defer(*heavy):
        place = evidence.place(check.where)
        form = posted.get(check.pk)
        rows[check.group].append(
            SheetCheck(
                check=check,
                verdict=form.data.get(form.add_prefix("verdict"), "") if form else _offered(check),
                note=form.data.get(form.add_prefix("note"), "") if form else check.note,
                seen=check.revision,
                facts=evidence.of(check.key, check.where) if check.machine_verdict else (),
                address=_address(version, check, shown),
                place=place,
                place_name=name_of(frozen, place) if place else "",
                is_asked=place in asked,
                form=form,
            )
        )
    labels = dict(CheckGroup.choices)
    found = (SheetGroup(key, labels[key], tuple(some)) for key, some in rows.items() if some)
    return SheetPage(tuple(found))


def _offered(check: ScreeningCheck) -> str:
    return check.verdict or check.machine_verdict


def _address(version: Version, check: ScreeningCheck, shown: set[str]) -> str:
    """Where in the read-only dossier to look; blank when a check is about nothing in particular."""
    anchor = _anchor(check.section or check.where, shown)
    if not anchor:
        return ""
    page = reverse("secretariat:project", args=[version.project.uid])
    return f"{page}?version={version.number}#{anchor}"


def _anchor(where: str, shown: set[str]) -> str:
    head, _dot, rest = where.partition(".")
    row, _dot, attribute = rest.partition(".")
    if not where or head in ("call", "in_time"):
        return ""
    if head in _MONEY or attribute.endswith("_rate"):
        return "part-money"
    if head == "partner":
        return f"row-{row}" if attribute and "partners" in shown else "part-partners"
    if head in GROUPS:
        return f"row-{row}" if row else f"content-{GROUPS[head].section}"
    return "part-annexes" if head in ("annex", "annexes") else _plain_anchor(where, head)


def _plain_anchor(where: str, head: str) -> str:
    field = FIELDS.get(where) or FIELDS.get(where.rpartition(".")[0])
    section = field.section if field and where not in SECTIONS else head
    if section in _WHOLE:
        return _WHOLE[section]
    return f"f-{field.key}" if field and where not in SECTIONS else f"content-{section}"
