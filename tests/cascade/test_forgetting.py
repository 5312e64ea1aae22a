"""Names of natural persons go two years after a sub-grant was public first: rows, pages, documents."""

from datetime import timedelta

import pytest
from django.contrib.postgres.search import SearchVectorField
from django.db.models import Value
from django.utils import timezone

from accounts.trail import verify_chain
from cascade import forgetting, portfolio, summary
from cascade.models import SubGrantee
from documents.models import Document
from documents.states import DocumentState
from editorial.models import Paper, PaperMention
from editorial.tasks import look_for_names
from publications.models import ProjectBody
from tests.factories.cascade import SubGrantFactory
from tests.factories.editorial import PaperFactory

pytestmark = pytest.mark.django_db
PERSON = {"name": "Anna Voorbeeld", "is_natural_person": True, "identifier": "X1", "region": "BE21"}
FIRM = {"name": "Zonne nv", "identifier": "BE1"}


def sub_grant(days, **more):
    at = timezone.now() - timedelta(days=days)
    return SubGrantFactory(published_at=at, first_published_at=at, grantees=[FIRM, PERSON], **more)


def test_only_persons_whose_two_years_are_over_are_forgotten():
    old, young = sub_grant(732), sub_grant(729)
    assert forgetting.forget_due() == 1
    assert forgetting.forget_due() == 0
    assert list(old.grantees.values_list("name", "identifier", "region", "country")) == [
        ("Zonne nv", "BE1", "", "BE"),
        ("", "", "BE21", "BE"),
    ]
    assert young.grantees.filter(name="Anna Voorbeeld").exists()
    assert verify_chain(old.sub_call.scheme.chain) == []


def test_a_sub_grant_that_is_hidden_again_forgets_too():
    at = timezone.now() - timedelta(days=800)
    SubGrantFactory(published_at=None, first_published_at=at, grantees=[PERSON])
    assert forgetting.forget_due() == 1


def test_pages_and_documents_that_held_the_name_are_gone(client):
    found = sub_grant(729)
    scheme, operation = found.sub_call.scheme, found.sub_call.scheme.operation
    summary.request_all(found)
    portfolio.ask(scheme, "en", network="192.0.2.1")
    assert "Anna Voorbeeld" in client.get(f"/en/projects/{operation.code}/").content.decode()
    assert ProjectBody.objects.exists()
    assert forgetting.forget_due(timezone.now() + timedelta(days=3)) == 1
    assert not ProjectBody.objects.exists()
    assert not SubGrantee.objects.filter(name="Anna Voorbeeld").exists()
    assert all("Anna" not in str(row.data) for row in Document.objects.all())
    assert Document.objects.filter(kind=portfolio.KIND, state=DocumentState.WITHDRAWN).exists()
    for path in (f"projects/{operation.code}/", f"sub-grants/{found.code}/", "sub-grants/?q=Anna"):
        assert "Anna Voorbeeld" not in client.get(f"/en/{path}").content.decode()


def test_a_forgotten_name_is_looked_for_in_documents_now_and_later():
    text = "Thanks to Anna Voorbeeld for the bridge."
    found = sub_grant(732)
    PaperFactory(text=text, file="editorial/papers/aa/before", name="before.pdf")
    Paper.objects.update(words=Value("anna voorbeeld", output_field=SearchVectorField()))
    forgetting.forget_due()
    PaperFactory(text=text, file="editorial/papers/aa/after", name="after.pdf")
    look_for_names()
    rows = PaperMention.objects.order_by("paper__name").values_list("paper__name", "code")
    assert list(rows) == [("after.pdf", found.code), ("before.pdf", found.code)]
