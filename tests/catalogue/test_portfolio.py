"""The pages around documents of many projects: the button, the waiting page, the file."""

import pytest
from django.urls import reverse

from documents import rendering
from documents.models import Document
from tests.factories.programmes import ProgrammePeriodFactory
from tests.publications.portfolio.printed import project

pytestmark = pytest.mark.django_db
OWN = {"HTTP_SEC_FETCH_SITE": "same-origin"}


@pytest.fixture
def edition(db):
    found = ProgrammePeriodFactory()
    project(1, found)
    return found


def test_button_on_a_page_leads_to_the_waiting_page_and_the_file(client, edition):
    page = client.get(reverse("catalogue:edition", args=[edition.programme.slug, edition.period_id]))
    mark = f"edition:{edition.programme.slug}:{edition.period_id}"
    assert f'name="of" value="{mark}"' in page.content.decode()
    asked = client.post(reverse("catalogue:portfolio"), {"of": mark}, **OWN)
    assert (asked.status_code, asked["Location"]) == (302, f"/en/portfolio/?of={mark}")
    waiting = client.get(asked["Location"])
    assert "waits for its turn" in waiting.content.decode()
    assert "hx-get" in client.get(f"/en/portfolio/state/?of={mark}").content.decode()
    Document.objects.update(done=3, total=9)
    assert "step 3 of 9" in client.get(f"/en/portfolio/state/?of={mark}").content.decode()
    assert rendering.render(Document.objects.get().pk)
    done = client.get(f"/en/portfolio/state/?of={mark}").content.decode()
    assert "Open the document" in done
    assert "hx-get" not in done
    file = client.get(f"/en/portfolio/file/?of={mark}")
    assert (file.status_code, file["Content-Type"]) == (200, "application/pdf")


def test_search_goes_along_with_the_button(client, edition):
    page = client.get("/en/projects/?q=work&country=BE").content.decode()
    assert '<input type="hidden" name="country" value="BE">' in page
    asked = client.post(reverse("catalogue:portfolio"), {"of": "search", "q": "work", "country": "BE"}, **OWN)
    assert asked["Location"] == "/en/portfolio/?of=search&q=work&country=BE"
    assert Document.objects.get().data["about"]["words"] == ["“work”", "Country: Belgium"]


def test_another_sites_form_is_refused(client, edition):
    assert client.post(reverse("catalogue:portfolio"), {"of": "search"}).status_code == 403
    assert not Document.objects.exists()


def test_nothing_found_offers_no_document(client, edition):
    page = client.get("/en/portfolio/?of=search&q=nothinglikethis").content.decode()
    assert "nothing to print" in page
    assert '<button class="btn btn-primary"' not in page
    refused = client.post(reverse("catalogue:portfolio"), {"of": "search", "q": "nothinglikethis"}, **OWN)
    assert refused.status_code == 409


@pytest.mark.parametrize(
    "query",
    [
        "",
        "of=",
        "of=%00",
        "of=search&q=%00",
        "of=search&q=" + "w" * 5000,
        "of=search&partner=" + "a," * 300,
        "of=search&of=search&year_from=x",
        "of=programme:%ED%A0%80",
        "of=search&%00=1",
        "of=search&after=-1&region=zz",
    ],
)
def test_odd_addresses_never_break(client, edition, query):
    for name in ("portfolio", "portfolio_state", "portfolio_file"):
        assert client.get(f"{reverse(f'catalogue:{name}')}?{query}").status_code in {200, 400, 404}
    assert client.post(f"/en/portfolio/?{query}", {"of": "search", "q": "\x00"}, **OWN).status_code in {
        302,
        400,
    }


def test_waiting_page_takes_few_statements(client, edition, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        client.get("/en/portfolio/?of=search&country=BE")
