"""Saving policy instruments and what hangs under them; versions, comparison and copies of them."""

from decimal import Decimal

import pytest

from core.errors import DomainError
from projects import comparison, dossier, entries, fields
from projects.content import content_of
from projects.fields.outcomes import token_of
from projects.lifecycle import restoring
from projects.models import Entry
from tests.factories.policy import policy_project

pytestmark = pytest.mark.django_db
EMPTY = token_of("")


@pytest.fixture
def project():
    return policy_project()


@pytest.fixture
def save(project):
    def act(key, value, base=EMPTY):
        return fields.save(project, key, value, base=base, by=project.created_by)

    return act


@pytest.fixture
def new(project):
    above = project.entries.get(kind="policy_instrument", position=1)

    def make(kind):
        parent = None if kind == "policy_instrument" else above
        return entries.add(project, kind, by=project.created_by, parent=parent)

    return make


def refusal(act, *args):
    with pytest.raises(fields.InvalidValue) as caught:
        act(*args)
    return str(caught.value.text)


def test_columns_of_the_new_entries_are_saved(project, save, new):
    partner = str(project.partnerships.get(position=2).uid)
    pilot, improvement, member = new("pilot_action"), new("policy_improvement"), new("stakeholder")
    save(f"pilot_action.{pilot.uid}.partner", partner)
    save(f"pilot_action.{pilot.uid}.cost", "1234.50")
    save(f"policy_improvement.{improvement.uid}.influenced", "5000000")
    save(f"stakeholder.{member.uid}.group", "large_enterprise")
    by_uid = {one.uid: one for one in dossier.load(project).entries}
    assert by_uid[pilot.uid].held("cost") == Decimal("1234.50")
    assert str(by_uid[pilot.uid].partner) == partner
    assert by_uid[improvement.uid].held("influenced") == Decimal("5000000.00")
    assert by_uid[member.uid].held("group") == "large_enterprise"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("pilot_action.cost", "-1"),
        ("pilot_action.cost", "1e99"),
        ("pilot_action.cost", "9" * 40),
        ("pilot_action.cost", "\x00"),
        ("pilot_action.partner", "00000000-0000-0000-0000-000000000000"),
        ("pilot_action.partner", "nobody"),
        ("stakeholder.group", "natural_person"),
        ("stakeholder.group", "\ud800"),
        ("policy_instrument.partners", "x,y"),
        ("policy_instrument.owner_kind", "somebody"),
        ("stakeholder.name", "x" * 251),
    ],
)
def test_hostile_values_are_refused_in_words(save, new, key, value):
    kind, attribute = key.split(".")
    entry = new(kind)
    base = "0" if attribute in {"owner_kind", "name"} else EMPTY
    assert refusal(save, f"{kind}.{entry.uid}.{attribute}", value, base)


@pytest.mark.parametrize("value", ["-1", "100", "1.5", "six", "٣", "06"])
def test_months_are_whole_and_in_digits(project, save, value):
    project.answers.filter(field="core_months").delete()
    said = refusal(save, "core_months", value, "0")
    assert said == "Write whole months in digits, from 0 to 99."


def test_a_stale_save_is_told(project, save, new):
    plan = new("action_plan")
    save(f"action_plan.{plan.uid}.title.nl", "Eerste", "0")
    with pytest.raises(fields.StaleValue):
        save(f"action_plan.{plan.uid}.title.nl", "Tweede", "0")


def test_without_the_switch_nothing_can_be_added_or_saved(project, save):
    entry = project.entries.filter(kind="stakeholder").first()
    project.call.fields.filter(key="policy_instruments").delete()
    with pytest.raises(DomainError, match="does not ask for this"):
        entries.add(project, "policy_instrument", by=project.created_by)
    assert refusal(save, f"stakeholder.{entry.uid}.group", "sme", token_of("sme"))


def test_the_document_shows_what_hangs_under_an_instrument(project):
    (section,) = [one for one in content_of(dossier.load(project)) if one.key == "policy"]
    instrument = section.rows[0]
    assert [row.kind for row in instrument.rows] == [
        "stakeholder",
        "action_plan",
        "pilot_action",
        "policy_improvement",
    ]
    said = {field.label: [words.text for words in field.words] for field in instrument.rows[2].fields}
    assert (said["Cost"], said["Partner that carries it out"]) == (["€10,000.00"], ["PARTNER 1"])


def test_the_comparison_shows_a_changed_cost(project, save):
    before = dossier.load(project)
    pilot = project.entries.filter(kind="pilot_action").order_by("parent__position").first()
    save(f"pilot_action.{pilot.uid}.cost", "12000", token_of("10000.00"))
    changed = {one.key: one for one in comparison.compare(before, dossier.load(project)).sections}
    assert set(changed) == {"policy"}


def test_a_version_keeps_it_and_brings_it_back(project, save):
    before = dossier.load(project)
    assert dossier.from_data(dossier.to_data(before)) == before
    entries.remove(project.entries.get(kind="policy_instrument", position=1), by=project.created_by)
    restoring.restore(project, before, by=project.created_by)
    assert dossier.load(project).entries == before.entries
    assert Entry.objects.filter(project=project).present().count() == 10
