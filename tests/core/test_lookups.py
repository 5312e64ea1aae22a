"""Many values are asked for as one array, with the same answer as one by one."""

import datetime

import pytest

from publications.models import Publication, PublishedPartner
from tests.factories.publications import PublicationFactory

pytestmark = pytest.mark.django_db


def codes(**wanted: object) -> list[str]:
    return list(Publication.objects.filter(**wanted).order_by("code").values_list("code", flat=True))


def test_among_finds_what_in_finds():
    start = datetime.date(2024, 2, 1)
    for code in ("a", "b", 'c"d'):
        PublicationFactory(code=code, start_date=start, partners=[{"name": code}])
    wanted = {"a", 'c"d', "nobody"}
    assert codes(code__among=wanted) == codes(code__in=wanted) == ["a", 'c"d']
    assert codes(start_date__among=[start]) == ["a", "b", 'c"d']
    keys = list(Publication.objects.filter(code="b").values_list("pk", flat=True))
    assert codes(pk__among=keys) == ["b"]
    assert PublishedPartner.objects.get(publication__id__among=keys).name == "b"


def test_among_nothing_finds_nothing_and_without_nothing_finds_all():
    PublicationFactory(code="a")
    assert codes(code__among=[]) == []
    assert list(Publication.objects.exclude(code__among=[]).values_list("code", flat=True)) == ["a"]
