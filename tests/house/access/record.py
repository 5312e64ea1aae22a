"""Addresses of partners and of versions of records."""

from editorial.models import PaperMention
from publications import versions
from publications.models import DifferentOrganisations, NameMention, Organisation, PublishedContractor
from tests.factories.accounts import UserFactory
from tests.factories.editorial import PaperFactory
from tests.house.access.table import EVERYBODY, SECRETARIAT, Row
from tests.world import World

# Names of partners are looked after across programmes; what is changed is checked by the verb.
STAFF_OF_RECORDS = f"{SECRETARIAT} officer_elsewhere"


def merged(world: World) -> Organisation:
    """An organisation that became the one of the published record."""
    kept = world.publication.partners.get().organisation
    gone, _is_new = Organisation.objects.get_or_create(
        slug="gone", defaults={"name": "Gone", "name_key": "gone", "merged_into": kept}
    )
    return gone


def told_apart(world: World) -> DifferentOrganisations:
    """The organisation of the published record and another one are not the same."""
    kept = world.publication.partners.get().organisation
    other, _is_new = Organisation.objects.get_or_create(
        slug="other", defaults={"name": "Other", "name_key": "other"}
    )
    first, second = sorted((kept, other), key=lambda one: one.pk)
    told_by = UserFactory()
    mark, _is_new = DifferentOrganisations.objects.get_or_create(
        first=first, second=second, defaults={"reason": "Two towns.", "told_by": told_by}
    )
    return mark


def left_name(world: World) -> NameMention:
    """A name that is left in a text of the published record."""
    found, _is_new = NameMention.objects.get_or_create(
        code=world.publication.code, path="summary/nl", digest="0" * 64
    )
    return found


def left_in_paper(world: World) -> PaperMention:
    """A name that is left in a document of the record's programme."""
    known = PaperMention.objects.filter(code=world.publication.code).first()
    if known is None:
        programme = world.publication.programme_period.programme
        paper = PaperFactory(programme=programme)  # type: ignore[no-untyped-call]
        known = PaperMention.objects.create(paper=paper, code=world.publication.code, digest="0" * 64)
    return known


def noted(world: World) -> int:
    """The number of the only version of the published record."""
    versions.note([world.publication.pk])
    return 1


def contractor(world: World) -> PublishedContractor:
    rows = PublishedContractor.objects
    return rows.get_or_create(publication=world.publication, position=1, defaults={"name": "Bouw bv"})[0]


ROWS = [
    Row("catalogue:organisations", {200: EVERYBODY}, query="?q=stad"),
    Row(
        "catalogue:organisation",
        {200: EVERYBODY},
        of=lambda world: {"slug": world.publication.partners.get().organisation.slug},
    ),
    Row("catalogue:organisation", {}, of=lambda world: {"slug": "nothing"}, note="unknown"),
    Row(
        "catalogue:record_version",
        {},
        of=lambda world: {"code": world.publication.code, "number": 1},
        note="no version yet",
    ),
    Row(
        "catalogue:record_version",
        {200: EVERYBODY},
        of=lambda world: {"code": world.publication.code, "number": noted(world)},
    ),
    Row("secretariat:duplicates", {200: STAFF_OF_RECORDS, 302: "anonymous"}),
    Row("secretariat:merge_organisations", {302: f"{STAFF_OF_RECORDS} anonymous"}, note="nothing chosen"),
    Row("secretariat:merged_organisations", {200: STAFF_OF_RECORDS, 302: "anonymous"}),
    Row(
        "secretariat:undo_merge",
        {200: STAFF_OF_RECORDS, 302: "anonymous"},
        of=lambda world: {"slug": merged(world).slug},
    ),
    Row("secretariat:names_in_texts", {200: STAFF_OF_RECORDS, 302: "anonymous"}),
    Row(
        "secretariat:name_in_text",
        {200: SECRETARIAT, 302: "anonymous"},
        of=lambda world: {"pk": left_name(world).pk},
    ),
    Row(
        "secretariat:name_in_paper",
        {200: SECRETARIAT, 302: "anonymous"},
        of=lambda world: {"pk": left_in_paper(world).pk},
    ),
    Row("secretariat:told_apart", {200: STAFF_OF_RECORDS, 302: "anonymous"}),
    Row("secretariat:tell_apart", {302: f"{STAFF_OF_RECORDS} anonymous"}, note="nothing chosen"),
    Row(
        "secretariat:take_back_apart",
        {200: STAFF_OF_RECORDS, 302: "anonymous"},
        of=lambda world: {"pk": told_apart(world).pk},
    ),
    Row("secretariat:persons", {200: STAFF_OF_RECORDS, 302: "anonymous"}),
    Row(
        "secretariat:forget_person",
        {200: SECRETARIAT, 302: "anonymous"},
        of=lambda world: {"pk": world.publication.partners.get().pk},
    ),
    Row(
        "secretariat:forget_contractor",
        {200: SECRETARIAT, 302: "anonymous"},
        of=lambda world: {"pk": contractor(world).pk},
    ),
]
