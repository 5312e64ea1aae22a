"""The demo world shows a proposal in the whole form, saved as an applicant saves it."""

from dataclasses import replace

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command

from calls import loading as calls
from core.loading.writing import Report
from programmes import demo as people
from programmes import demo_setup
from projects import dossier, eligibility
from projects.form import STANDARD
from projects.models import Project
from publications.demo import loading

DEMO = settings.BASE_DIR / "fixtures" / "demo"


def rows(name):
    return yaml.safe_load((DEMO / name).read_text(encoding="utf-8"))


@pytest.fixture
def written(db):
    """The demo proposals that have a longer form."""
    call_command("load_reference", verbosity=0)
    people.load_people(DEMO)
    demo_setup.load_set_up(DEMO)
    calls.load_demo(DEMO)
    organisations = loading._organisations(rows("organisations.yaml"), Report())
    longer = {(row["call"], row["acronym"]): row for row in rows("forms.yaml")}
    for entry in rows("proposals.yaml"):
        if content := longer.pop((entry["call"], entry["acronym"]), None):
            loading._proposal({**entry, "form": content}, organisations, Report())
    assert longer == {}
    return {project.acronym: dossier.load(project) for project in Project.objects.all()}


def test_a_demo_proposal_fills_every_section_of_the_form(written):
    proposal = written["ZoutWacht"]
    assert [row.number for row in proposal.entries_in("deliverable")] == [
        "1.1.1", "1.1.2", "1.2.1", "2.1.1", "2.2.1",
    ]  # fmt: skip
    assert [row.indicator.identifier for row in proposal.entries if row.indicator] == [
        "2.4-O1", "2.4-O2", "2.4-R1", "2.4-R2",
    ]  # fmt: skip
    assert {row.kind for row in proposal.entries} == {
        "associated_organisation", "target_group", "strategy", "synergy", "work_package",
        "activity", "deliverable", "output", "investment", "result",
    }  # fmt: skip
    strict = replace(proposal, call=replace(proposal.call, fields=dict(STANDARD)))
    for judged in (proposal, strict):
        assert [check.where for check in eligibility.findings(judged) if check.key != "annex"] == []
