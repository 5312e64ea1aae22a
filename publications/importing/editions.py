"""Programmes of imported lists: which of them the portal knows, and a home for those that it does not.

A programme that only lists know has a name, a period and countries. It has no calls, and no page lists it
among the programmes that work with the portal.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.texts import Text
from programmes.models import Programme, ProgrammePeriod, ProgrammingPeriod
from programmes.permissions import programmes_where
from programmes.states import SECRETARIAT, Role
from publications.importing.given import NewProgramme
from publications.importing.headers import plain
from publications.importing.mapping import Mapping


def refusal_for(by: User | None) -> Callable[[str], str]:
    """Why the person may not import records of an edition; "" when they may. The command may everything.

    The secretariat imports for its own programme; programmes that only lists know have no secretariat: any
    manager imports for them.
    """
    if by is None:
        return lambda edition: ""
    mine, manages = set(programmes_where(by, SECRETARIAT)), bool(programmes_where(by, [Role.MANAGER]))
    rows = ProgrammePeriod.objects.values_list("code", "programme", "programme__is_imported")
    known = {code: (programme, imported) for code, programme, imported in rows}

    def why_not(edition: str) -> str:
        programme, imported = known.get(edition, ("", True))
        if programme in mine or (imported and manages):
            return ""
        if imported:
            return _(
                "Only the manager of a programme imports records of programmes that are not in the portal."
            )
        return _("Only the secretariat of %(programme)s imports its records.") % {"programme": programme}

    return why_not


def ensure(mapping: Mapping, wanted: Iterable[str]) -> None:
    """Make the programmes of the mapping that these editions need and that are not there yet."""
    needed = set(wanted) - set(ProgrammePeriod.objects.values_list("code", flat=True))
    for code in sorted(needed & set(mapping.new_programmes)):
        _make(mapping.new_programmes[code], mapping)


def _make(new: NewProgramme, mapping: Mapping) -> None:
    first, last = (int(year) for year in new.period.split("-"))
    period, _is_new = ProgrammingPeriod.objects.get_or_create(
        code=new.period, defaults={"first_year": first, "last_year": last}
    )
    provenance = {"*": f"public: {mapping.title}"}
    programme, _is_new = Programme.objects.get_or_create(
        code=new.programme,
        defaults={
            "slug": plain(new.name).replace(" ", "-")[:50],
            "name": Text(en=new.name),
            "strand": new.strand,
            "countries": list(new.countries),
            "languages": [],
            "is_imported": True,
            "provenance": provenance,
        },
    )
    ProgrammePeriod.objects.get_or_create(
        code=new.edition,
        defaults={
            "programme": programme,
            "period": period,
            "name": Text(en=f"{new.name} {new.period}"),
            "provenance": provenance,
            "set_up_since": timezone.now(),  # no file of known facts describes it
        },
    )
