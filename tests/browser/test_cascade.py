"""Pages of schemes, sub-calls and sub-grants in a real browser, dark and narrow, light and wide."""

import pytest
from django.utils import timezone

from calls.models import Call
from calls.states import CallKind, CallState
from programmes.states import Role
from projects.states import State
from tests.browsing import found_on, sign_in
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFactory, CallStaffFactory
from tests.factories.cascade import (
    SchemeFactory,
    SchemeThemeFactory,
    SubCallFactory,
    SubGrantFactory,
)
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import CollaboratorFactory, ProjectFactory
from tests.factories.publications import PublicationFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FIRMS = (
    {"name": "Zonne nv", "country": "BE", "region": "BE211", "size_class": "small", "identifier": "BE1"},
    {"name": "Wind bv", "country": "NL", "region": "NL411", "size_class": "micro"},
)


@pytest.mark.parametrize(
    ("width", "scheme", "language"), [(320, "dark", "nl"), (320, "light", "fr"), (1280, "light", "en")]
)
def test_sub_calls_and_sub_grants_have_no_faults(new_page, width, scheme, language):
    operation = PublicationFactory(code="roads", acronym="ROADS", countries=["BE", "NL"])
    made = SubCallFactory(scheme=SchemeFactory(operation=operation, code="roads-scheme"))
    Call.objects.filter(pk=made.call_id).update(kind=CallKind.CASCADE)
    lead = UserFactory()
    project = ProjectFactory(
        code="roads",
        submitted=True,
        state=State.CONTRACTED,
        created_by=lead,
        call=CallFactory(programme_period=operation.programme_period),
    )
    CollaboratorFactory(project=project, user=lead)
    asked = SubCallFactory(scheme=made.scheme, asked_at=timezone.now())
    Call.objects.filter(pk=asked.call_id).update(state=CallState.DRAFT)
    theme = SchemeThemeFactory(scheme=made.scheme, code="energy", title={"en": "Energy"})
    SubGrantFactory(sub_call=made, code="roads-1", acronym="SUN", theme=theme, grantees=FIRMS)
    CallStaffFactory(call=made.call, role=Role.OFFICER)
    manager = UserFactory()
    StaffRoleFactory(user=manager, programme=operation.programme_period.programme, role=Role.MANAGER)
    page = new_page(width=width, scheme=scheme)
    public = ("sub-grants/", "sub-grants/?operation=roads", "sub-grants/roads-1/", "projects/roads/")
    assert found_on(page, [f"/{language}/{path}" for path in (*public, f"calls/{made.call.code}/")]) == {}
    sign_in(page, lead)
    own = (f"apply/{project.uid}/schemes/", f"apply/{project.uid}/schemes/roads-scheme/calls/new/")
    assert found_on(page, [f"/{language}/{path}" for path in own]) == {}
    page.context.clear_cookies()
    sign_in(page, manager)
    mine = (
        "schemes/",
        "schemes/new/",
        "schemes/roads-scheme/",
        "schemes/roads-scheme/change/",
        "schemes/roads-scheme/calls/new/",
        f"calls/{made.call.code}/people/",
        f"calls/{asked.call.code}/publish/",
    )
    assert found_on(page, [f"/{language}/secretariat/{path}" for path in mine]) == {}
