"""The checks of policy instruments: phases, owners, regions, links, stakeholders, pilot actions."""

from decimal import Decimal

import pytest
from django.utils import translation

from calls.models import Call
from calls.readiness import readiness
from projects import dossier, eligibility, entries
from projects.models import Answer, Entry
from tests.factories.calls import CallRuleFactory
from tests.factories.policy import policy_project, say
from tests.factories.projects import AttachmentFactory

pytestmark = pytest.mark.django_db
RULES = ("follow_up", "region_instruments", "funds_link", "stakeholders")


@pytest.fixture
def project():
    return policy_project()


@pytest.fixture
def first(project):
    return project.entries.get(kind="policy_instrument", position=1)


def found_of(project):
    return {one.key: one for one in eligibility.findings(dossier.load(project))}


def change(key, text):
    Answer.objects.filter(field=key).update(text=text)


def test_a_whole_proposal_passes(project):
    checks = {one.key: one for one in eligibility.evaluate(dossier.load(project))}
    assert {
        key: checks[key].verdict for key in (*RULES, "phases", "pilot_budget", "policy")
    } == dict.fromkeys((*RULES, "phases", "pilot_budget", "policy"), "passed")
    assert checks["phases"].reason == "18 and 6 months add up to the 24 of the project."
    assert found_of(project) == {}


@pytest.mark.parametrize(
    ("core", "after", "is_whole"), [("18", "6", True), ("18", "7", False), ("0", "24", True)]
)
def test_both_phases_make_the_duration(project, core, after, is_whole):
    change("core_months", core)
    change("follow_up_months", after)
    found = found_of(project)
    assert ("phases" not in found) is is_whole
    assert ("follow_up" not in found) is (6 <= int(after) <= 12)


def test_a_region_without_an_instrument_is_named(project, first):
    first.partners.clear()
    found = found_of(project)["region_instruments"]
    assert (found.verdict, found.where) == ("error", "policy_instrument")
    assert "BE25 (PARTNER 1)" in found.reason


def test_a_region_with_two_instruments_is_named(project, first):
    second = project.entries.get(kind="policy_instrument", position=2)
    second.partners.add(first.partnership)
    assert "More than one instrument names partners of: BE25 (PARTNER 1)." in (
        found_of(project)["region_instruments"].reason
    )


def test_an_instrument_of_several_regions_is_theirs(project, first):
    second = project.entries.get(kind="policy_instrument", position=2)
    first.partners.set(second.partners.all() | first.partners.all())
    entries.remove(second, by=project.created_by)
    assert "region_instruments" not in found_of(project)


def test_an_instrument_without_partners_is_named(project):
    idle = entries.add(project, "policy_instrument", by=project.created_by)
    found = found_of(project)["region_instruments"]
    assert found.where == f"policy_instrument.{idle.uid}.partners"


def test_an_owner_that_is_a_partner_is_chosen(project, first):
    Entry.objects.filter(pk=first.pk).update(partnership=None)
    assert found_of(project)["policy_owner"].where == f"policy_instrument.{first.uid}.partner"


def test_an_owner_outside_is_named_and_sends_a_letter(project, first):
    name = f"policy_instrument.{first.uid}"
    change(f"{name}.owner_kind", "outside")
    found = found_of(project)
    assert (found["policy_owner"].where, found["policy_letter"].where) == (
        f"{name}.owner_name",
        f"{name}.letter",
    )
    say(project, f"{name}.owner_name", "Ministry of the region")
    say(project, f"{name}.letter", "attached")
    found = found_of(project)
    assert "policy_owner" not in found
    assert "no file among the annexes" in found["policy_letter"].reason
    AttachmentFactory(project=project)
    assert "policy_letter" not in found_of(project)


def test_one_link_with_the_structural_funds_is_enough(project, first):
    change(f"policy_instrument.{first.uid}.funds_link", "no")
    assert "funds_link" not in found_of(project)
    Answer.objects.filter(field__endswith="funds_link").update(text="no")
    assert "0 are linked now." in found_of(project)["funds_link"].reason


def test_a_linked_instrument_names_its_programme(project, first):
    Answer.objects.filter(field=f"policy_instrument.{first.uid}.funds_programme").delete()
    assert found_of(project)["policy_programme"].where == f"policy_instrument.{first.uid}.funds_programme"


def test_too_few_stakeholders_are_counted(project, first):
    entries.remove(project.entries.get(kind="stakeholder", parent=first), by=project.created_by)
    found = found_of(project)["stakeholders"]
    assert found.reason.endswith("Too few: policy instrument 1 has 0.")
    assert found.where == f"stakeholder.{first.uid}"


def test_pilot_actions_fit_into_the_budget_of_their_partner(project, first):
    pilot = project.entries.get(kind="pilot_action", parent=first)
    total = dossier.load(project).partners[0].budget.total
    Entry.objects.filter(pk=pilot.pk).update(price=total)
    assert "pilot_budget" not in found_of(project)
    Entry.objects.filter(pk=pilot.pk).update(price=total + Decimal("0.01"))
    assert found_of(project)["pilot_budget"].where == f"pilot_action.{pilot.uid}.cost"
    first.partnership.budget_lines.all().delete()
    Entry.objects.filter(pk=pilot.pk).update(price=Decimal("1.00"))
    assert "pilot_budget" in found_of(project)


def test_what_an_instrument_lacks_is_named_in_each_language(project, first):
    Answer.objects.filter(field=f"policy_instrument.{first.uid}.change").delete()
    where = {one.where for one in eligibility.findings(dossier.load(project))}
    assert where == {f"policy_instrument.{first.uid}.change.{code}" for code in project.call.languages}


@pytest.mark.parametrize("language", ["en", "nl", "fr"])
def test_a_company_is_no_partner_and_may_be_a_stakeholder(project, language):
    CallRuleFactory(
        call=project.call, kind="partner_types", parameters={"excluded": ["large_enterprise", "sme"]}
    )
    assert "partner_types" not in found_of(project)
    partner = project.partnerships.get(position=2)
    partner.organisation.type = "sme"
    partner.organisation.save()
    with translation.override(language):
        found = found_of(project)["partner_types"]
    assert "PARTNER 2" in found.reason
    if language == "en":
        assert "It can sit in the stakeholder group of its region" in found.reason


def test_without_the_section_the_rules_have_nothing_to_judge(project):
    project.call.fields.filter(key="policy_instruments").delete()
    checks = {one.key: one for one in eligibility.evaluate(dossier.load(project))}
    assert {checks[key].verdict for key in RULES} == {"passed"}
    assert "phases" not in checks
    (item,) = [
        one for one in readiness(Call.objects.get(pk=project.call_id)) if "policy instruments" in one.text
    ]
    assert (item.is_done, item.part) == (False, "fields")
