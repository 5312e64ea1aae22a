"""The partnership as a list, and what stands around one partner's own page."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.safestring import SafeString

from core import stencils
from core.countries import country_name
from core.prepared import Prepared
from programmes.models import Region
from projects.form.places import row_place, section_place
from projects.models import Collaborator, Partnership, Project
from projects.permissions import level_in
from projects.states import Level, reaches


@dataclass(frozen=True)
class PartnerRow:
    """A partner in the list, and where it can move. `is_own` says whether the person may write it now."""

    partner: Partnership
    region: str
    position: int
    is_last: bool
    is_own: bool

    @property
    def is_lead(self) -> bool:
        return self.partner.role == Partnership.Role.LEAD

    @property
    def place(self) -> str:
        """Town, region and country, as far as they are known."""
        of = self.partner.organisation
        return ", ".join(part for part in (of.city, self.region, country_name(of.country)) if part)

    def drawn(self, *, project: UUID, may_shape: bool) -> SafeString:
        """As HTML; `may_shape` puts the buttons there that change the partnership."""
        facts = {
            "is_own": self.is_own,
            "is_lead": self.is_lead,
            "is_first": self.is_first,
            "is_last": self.is_last,
            "lacks_facts": self.lacks_facts,
            "may_shape": may_shape,
        }
        fills: dict[str, stencils.Fill] = {
            "project": project,
            "uid": self.partner.uid,
            "name": self.partner.abbreviation,
            "organisation": self.partner.organisation.name,
            "place": self.place,
            "position": str(self.position),
            "before": str(self.before),
            "after": str(self.after),
        }
        return stencils.draw("apply/parts/partner.html", facts, fills)

    @property
    def lacks_facts(self) -> bool:
        """Whether the register does not know all that the checks ask for."""
        known = self.partner.organisation
        return not (known.legal_status and known.region and known.type and known.city)

    @property
    def is_first(self) -> bool:
        return self.position == 1

    @property
    def before(self) -> int:
        return self.position - 1

    @property
    def after(self) -> int:
        return self.position + 1


def partner_rows(project: Project, collaboration: Collaborator) -> list[PartnerRow]:
    """The partnership in order; one query."""
    found, is_editable = ALL.rows(project=project.pk), project.is_editable
    return [
        PartnerRow(
            partner=partner,
            region=getattr(partner, "region_name", None) or partner.organisation.region,
            position=position,
            is_last=position == len(found),
            is_own=is_editable
            and reaches(level_in(collaboration, partner.uid), Level.EDIT)
            and _is_open(project, partner),
        )
        for position, partner in enumerate(found, start=1)
    ]


def _is_open(project: Project, partner: Partnership) -> bool:
    """Whether a correction round, if there is one, leaves something of the partner's page open."""
    own = row_place("partner", partner.uid)
    keys = project.open_keys
    return keys is None or any(
        key in (own, section_place("partners")) or key.startswith(f"{own}.") for key in keys
    )


def partner_of(project: Project, uid: UUID) -> Partnership | None:
    """One partner with its organisation and the name of its region; one query."""
    return next(iter(ONE.rows(project=project.pk, uid=uid)), None)


def _with_regions(project: int) -> QuerySet[Partnership]:
    names = Region.objects.filter(code=OuterRef("organisation__region"))
    rows = Partnership.objects.filter(project=project).select_related("organisation")
    return rows.annotate(region_name=Subquery(names.values("name")[:1])).order_by("position")


ALL = Prepared(_with_regions, project=-1)
ONE = Prepared(lambda project, uid: _with_regions(project).filter(uid=uid), project=-1, uid=UUID(int=1))
