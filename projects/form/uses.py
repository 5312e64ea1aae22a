"""Which fields a call shows and asks for: the catalogue's defaults, and what the call changes in them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Protocol, cast

from calls.states import FINANCED_APART
from projects.form.catalogue import CATALOGUE, FIELDS
from projects.form.field import Use
from projects.form.sections import SECTIONS

STEP_1, STEP_2 = 1, 2
DEFAULTS: Mapping[str, Use] = {field.key: field.default_use for field in CATALOGUE}

_OPTIONAL_IN_STANDARD = frozenset(
    {
        *("theme", "lump_sums", "annexes", "result.baseline", "investment.pilot"),
        *("partner.department", "partner.size", "partner.nace", "partner.pic", "partner.homepage"),
        *("partner.other_identifier", "partner.other_identifier_description", "partner.experience"),
        "partner.outside_area",
        *("partner.representative_title", "partner.contact_title"),
        *("associated_organisation.name_english", "associated_organisation.homepage"),
        *("associated_organisation.representative_title", "associated_organisation.contact_title"),
        *(field.key for field in CATALOGUE if field.part in {"department", "state_aid", "site"}),
    }
)
# What a call adds to the harmonised form when it wants it.
_NOT_IN_STANDARD = frozenset(
    {
        *("call_theme", "own_unit_costs", "small_project_fund", FINANCED_APART, "policy_instruments"),
        *(field.key for field in CATALOGUE if field.part == "enterprise"),
    }
)
_FOLLOWING = tuple(field for field in CATALOGUE if field.follows)


def _standard() -> dict[str, Use]:
    return {
        field.key: field.default_use
        if field.is_fixed or field.key in _NOT_IN_STANDARD
        else ("optional" if field.key in _OPTIONAL_IN_STANDARD else "required")
        for field in CATALOGUE
    }


# The harmonised form of sections A to E with everything that its usual checks ask for.
STANDARD: Mapping[str, Use] = _standard()


class _Deviation(Protocol):
    @property
    def key(self) -> str: ...

    @property
    def use(self) -> str: ...

    @property
    def step(self) -> int: ...


class _Rows(Protocol):
    def all(self) -> Iterable[_Deviation]: ...


class AnyCall(Protocol):
    """A call with its deviations from the catalogue (calls.models.CallField)."""

    @property
    def fields(self) -> _Rows: ...


def uses_of(call: AnyCall, step: int = STEP_2) -> dict[str, Use]:
    """What the call makes of each field in a step. One query unless "fields" is prefetched."""
    return uses_from(((row.key, row.use, row.step) for row in call.fields.all()), step)


def uses_from(rows: Iterable[tuple[str, str, int]], step: int = STEP_2) -> dict[str, Use]:
    """The same from (key, use, step) where a call deviates; unknown keys count for nothing."""
    return dict(_uses(tuple(rows), step))


@lru_cache(maxsize=500)
def _uses(rows: tuple[tuple[str, str, int], ...], step: int) -> Mapping[str, Use]:
    """Worked out once for each call as it stands now."""
    uses = dict(DEFAULTS)
    for key, use, first_step in rows:
        field = FIELDS.get(key)
        if field is None or (field.is_fixed and use == "hidden"):
            continue
        is_later = first_step > step and not field.is_fixed
        uses[key] = "hidden" if is_later else cast(Use, str(use))
    for field in _FOLLOWING:
        shown: Use = "optional" if field.is_optional else "required"
        uses[field.key] = "hidden" if uses[field.follows] == "hidden" else shown
    return uses


def sections_of(uses: Mapping[str, Use]) -> tuple[str, ...]:
    """The sections in which something is shown, in their order."""
    shown = {field.section for field in CATALOGUE if uses[field.key] != "hidden"}
    return tuple(section for section in SECTIONS if section in shown)


def is_shown(uses: Mapping[str, Use], key: str) -> bool:
    """Whether a field of the catalogue is shown."""
    return uses.get(key, "hidden") != "hidden"
