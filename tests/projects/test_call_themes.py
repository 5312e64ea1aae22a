"""Themes of a call: offered in the form, checked before submission, frozen with their words, carried over."""

import uuid

import pytest

from calls import setting_up
from calls.facts import facts_of
from calls.limits import refusals
from calls.models import CallTheme
from calls.readiness import missing
from core.texts import Text
from programmes.states import Role
from projects import dossier, eligibility, fields, lifecycle
from tests.factories.accounts import UserFactory
from tests.factories.programmes import StaffRoleFactory
from tests.factories.projects import AnswerFactory, complete_call, complete_project, show_fields

pytestmark = pytest.mark.django_db
THEMES = {
    "energy": Text(nl="Energie", fr="Énergie", en="Energy"),
    "health": Text(nl="Gezondheid", en="Health"),
}


def themed_call(**more):
    """A complete call that asks for one of its two themes."""
    call = show_fields(complete_call(**more), "call_theme", use="required")
    for position, (code, title) in enumerate(THEMES.items(), 1):
        CallTheme.objects.create(call=call, code=code, position=position, title=title)
    return call


def chosen(project, code):
    return fields.save(project, "call_theme", code, base="0", by=project.created_by)


def verdict(project):
    checks = eligibility.evaluate(dossier.load(project))
    (one,) = [check for check in checks if check.key == "call_theme"]
    return one.verdict, one.reason


def test_page_offers_the_themes_of_the_call_in_their_order(client):
    project = complete_project(call=themed_call())
    client.force_login(project.created_by)
    page = client.get(f"/en/apply/{project.uid}/identification/").content.decode()
    assert '<option value="energy"' in page
    assert page.index('<option value="energy"') < page.index('<option value="health"')


def test_theme_of_another_call_is_refused():
    project = complete_project(call=themed_call())
    CallTheme.objects.create(call=complete_call(), code="water", position=1, title=Text(en="Water"))
    with pytest.raises(fields.InvalidValue):
        chosen(project, "water")
    assert chosen(project, "energy").value == "energy"


def test_proposal_without_a_theme_is_not_submitted():
    project = complete_project(call=themed_call())
    assert verdict(project) == ("error", "Choose one of the themes of the call.")
    with pytest.raises(lifecycle.NotReady):
        lifecycle.submit(project, by=project.created_by)
    chosen(project, "energy")
    assert verdict(project) == ("passed", "The proposal belongs to “Energy”.")
    lifecycle.submit(project, by=project.created_by)
    frozen = dossier.from_data(project.versions.get().data)
    assert (frozen.plain("call_theme"), frozen.call.options["call_theme"]) == ("energy", THEMES)


def test_call_without_themes_asks_for_none():
    project = complete_project()
    assert "call_theme" not in {check.key for check in eligibility.evaluate(dossier.load(project))}


def test_theme_is_carried_over_where_the_new_call_has_it():
    project = complete_project(call=themed_call())
    AnswerFactory(project=project, field="call_theme", language="", text="energy")
    edition = project.call.programme_period
    same, other = themed_call(programme_period=edition), themed_call(programme_period=edition)
    other.themes.filter(code="energy").delete()
    for call, wanted, left in ((same, "energy", []), (other, "", ["Theme of the call"])):
        call.objectives.set(project.call.objectives.all())
        new = lifecycle.start_from(project, call, creation_key=uuid.uuid4(), by=project.created_by)
        assert dossier.load(new).plain("call_theme") == wanted
        assert [one for one in lifecycle.left_out_of(new) if "Theme" in one] == left


def test_manager_puts_themes_and_only_adds_once_the_call_is_published():
    call = complete_call()
    manager = UserFactory()
    StaffRoleFactory(user=manager, programme=call.programme_period.programme, role=Role.MANAGER)
    show_fields(call, "call_theme", use="required")
    call.refresh_from_db()
    asks = "The form asks for a theme of the call"
    assert any(item.text.startswith(asks) for item in missing(call))
    before = facts_of(call)
    CallTheme.objects.create(call=call, code="energy", position=1, title=THEMES["energy"])
    after = facts_of(call)
    assert not any(item.text.startswith(asks) for item in missing(call))
    assert refusals(before, after) == []
    assert refusals(after, before) == [
        ("theme.energy", "Once the call is published, themes can only be added.")
    ]
    copied = setting_up.copy(call, code="again", number=98, days=1, by=manager)
    assert [(row.code, row.title) for row in copied.themes.all()] == [("energy", THEMES["energy"])]
