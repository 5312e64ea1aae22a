"""The regions of a programme's area, chosen country by country."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from core.errors import DomainError
from programmes.models import ProgrammePeriod, Region
from programmes.setting_up.verbs import managed, note_change


@dataclass(frozen=True)
class Branch:
    """A NUTS 2 region with the NUTS 3 regions in it, each with whether it is in the area."""

    region: Region
    is_in: bool
    leaves: tuple[tuple[Region, bool], ...]

    @property
    def is_whole(self) -> bool:
        """Whether all of it is in the area."""
        return self.is_in or (bool(self.leaves) and all(is_in for _region, is_in in self.leaves))

    @property
    def count(self) -> int:
        """How many of its NUTS 3 regions are in the area."""
        return sum(is_in for _region, is_in in self.leaves)


def tree_of(edition: ProgrammePeriod, country: str) -> list[Branch]:
    """The NUTS 2 regions of a country with their NUTS 3 regions; two queries."""
    chosen = set(edition.area.filter(country=country).values_list("code", flat=True))
    regions = list(Region.objects.filter(country=country, level__in=(2, 3)).order_by("code"))
    below: dict[str, list[Region]] = {}
    for region in regions:
        if region.level == 3:
            below.setdefault(region.code[:4], []).append(region)
    return [
        Branch(
            region,
            region.code in chosen,
            tuple((leaf, leaf.code in chosen) for leaf in below.get(region.code, ())),
        )
        for region in regions
        if region.level == 2
    ]


def level_of(edition: ProgrammePeriod) -> int:
    """The level by which the edition's area is kept: 2 where it holds NUTS 2 regions only, otherwise 3."""
    levels = set(edition.area.values_list("level", flat=True))
    return 2 if levels == {2} else 3


def picked(
    branches: Sequence[Branch], whole: Collection[str], leaves: Collection[str], level: int
) -> set[str]:
    """The codes meant by the boxes of a page.

    The box of a NUTS 2 region counts when it was changed: newly ticked it takes all below, newly emptied
    with all below still ticked it takes none. Otherwise the boxes below it count.
    """
    meant: set[str] = set()
    for branch in branches:
        code = branch.region.code
        if level == 2:
            meant |= {code} & set(whole)
            continue
        below = {leaf.code for leaf, _is_in in branch.leaves}
        ticked = below & set(leaves)
        if code in whole and not branch.is_whole:
            ticked = below
        elif code not in whole and branch.is_whole and ticked == below:
            ticked = set()
        meant |= ticked
    return meant


@transaction.atomic
def set_area(
    edition: ProgrammePeriod, country: str, codes: Collection[str], *, by: User, seen: Collection[str]
) -> None:
    """Make the regions with these codes the area in one country; `seen` are those that the page showed.

    Raises NotAllowed, and DomainError when a code is unknown or somebody else changed the country meanwhile.
    """
    edition = managed(edition, by)
    now = set(edition.area.filter(country=country).values_list("code", flat=True))
    wanted = set(codes)
    if wanted == now:
        return
    if now != set(seen):
        raise DomainError(
            _("Somebody else has changed the area in this country meanwhile. Look at it, then choose again.")
        )
    known = set(
        Region.objects.filter(Q(level=2) | Q(level=3), country=country).values_list("code", flat=True)
    )
    if wanted - known:
        raise DomainError(_("A region is not known in this country. Open the page again."))
    edition.area.remove(*edition.area.filter(code__in=now - wanted))
    edition.area.add(*Region.objects.filter(code__in=wanted - now))
    note_change(
        edition, "change area", by=by, note=country, old=sorted(now - wanted), new=sorted(wanted - now)
    )
