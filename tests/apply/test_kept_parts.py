"""Pages of the form with kept parts are the pages that templates and fields drawn anew would make."""

from dataclasses import replace
from uuid import UUID

import pytest
from django.template import Context, engines
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import override

from apply.pages import controls
from apply.pages.boxes import Filling, box
from core import stencils
from projects.fields import Current
from projects.form import FIELDS, sections_of, uses_of
from projects.models import Project
from projects.states import Level
from tests.apply.conftest import signed_in
from tests.factories.form import filled_project
from tests.factories.projects import CollaboratorFactory

SECRETS = ("csrfmiddlewaretoken", "X-CSRFToken", "data-now", "add:", 'name="key" value=')


def drawn_anew(name, facts, fills):
    """As a template would draw it each time."""
    template = engines["django"].engine.get_template(name)
    return SafeString(template.render(Context({**facts, **fills})))


def anew(box):
    if not box.is_editable:
        return SafeString(controls._frame(box, controls._fixed(box)))
    return SafeString(controls._frame(box, controls._control(box, controls._inside(box))))


def page(client, address):
    """The page line by line, without what differs from request to request."""
    answer = client.get(address)
    assert answer.status_code == 200
    return [line for line in answer.content.decode().splitlines() if not any(one in line for one in SECRETS)]


def addresses(project: Project) -> list[str]:
    shown = sections_of(uses_of(project.call, project.step))
    found = [reverse("apply:section", args=[project.uid, name]) for name in shown]
    found += [
        reverse("apply:entry", args=[project.uid, one.uid])
        for one in project.entries.filter(kind__in=("work_package", "associated_organisation"))
    ]
    found += [reverse("apply:partner", args=[project.uid, project.partnerships.first().uid])]
    return [*found, reverse("apply:proposal", args=[project.uid])]


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
def test_pages_of_the_form_are_those_of_the_plain_templates(db, monkeypatch, language):
    project = filled_project()
    people = [project.created_by, CollaboratorFactory(project=project, level=Level.VIEW).user]
    clients = [signed_in(person) for person in people]
    with override(language):
        places = addresses(project)
    with monkeypatch.context() as patched:
        patched.setattr(stencils, "draw", drawn_anew)
        patched.setattr(controls.Box, "drawn", property(anew))
        plainly = [[page(client, place) for place in places] for client in clients]
    assert plainly[0] != plainly[1]
    for _twice in range(2):
        assert [[page(client, place) for place in places] for client in clients] == plainly


@pytest.mark.parametrize("key", ["summary", "start_date", "partner.department_country", "activity.partners"])
@pytest.mark.parametrize("token", ["0", "3", "abc"])
def test_field_with_holes_filled_is_the_field_drawn_anew(key, token):
    for row in (UUID(int=7), UUID(int=8)):
        for value in ("", "BE", "2026-01-01", 'A "<b>" \x001\x00 & more'):
            full = f"{key.replace('.', f'.{row}.')}"
            filling = Filling({full: Current(value, token)}, is_editable=True)
            choices = [("BE", "België & co"), ("FR", "<France>")]
            one = box(FIELDS[key], full, filling, choices=choices, row=f'P "{row}" <&>')
            assert one.drawn == anew(one)
            assert replace(one, is_optional=True, asked="Mend").drawn == anew(
                replace(one, is_optional=True, asked="Mend")
            )


def test_choice_that_is_no_longer_offered_stays_chosen():
    filling = Filling({"objective": Current("99", "1")}, is_editable=True)
    one = box(FIELDS["objective"], "objective", filling, choices=[("1", "First")])
    assert '<option value="1">First</option><option value="99" selected>99</option>' in one.drawn
    chosen = replace(one, value="1").drawn
    assert '<option value="1" selected>First</option></select>' in chosen
