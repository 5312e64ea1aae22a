"""The whole demo world: it loads, loading it again adds nothing, and its pages have something to show."""

import io
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
import yaml
from django.conf import settings
from django.core.management import call_command
from django.test import Client

from assessments.models import Appeal
from cascade import rolling_up
from cascade.models import Scheme, SubGrant
from correspondence.models import Message
from projects import dossier, eligibility
from projects.form import STANDARD
from projects.models import Contractor, Correction, Interest, Modification, Project
from projects.states import State
from publications.models import Publication, PublishedContractor

DEMO = settings.BASE_DIR / "fixtures" / "demo"
# The demo call in two steps has not opened yet.
ABSENT = {state for state in State if state.startswith("step1")}


def rows(name):
    return yaml.safe_load((DEMO / name).read_text(encoding="utf-8"))


def load_demo():
    told = io.StringIO()
    call_command("load_demo", stdout=told)
    return told.getvalue().splitlines()


def test_what_is_said_to_run_has_begun_and_what_is_closed_ends():
    """Of the file alone: `starts` counts months from the day of loading."""
    for entry in rows("proposals.yaml"):
        if entry["state"] in {State.CONTRACTED, State.IN_MODIFICATION, State.MODIFICATION_SUBMITTED}:
            assert entry["starts"] < 0 < entry["starts"] + entry["months"], entry["acronym"]
        if entry["state"] == State.CLOSED:
            assert entry["starts"] + entry["months"] <= 1, entry["acronym"]


@pytest.mark.django_db
def test_the_demo_world_loads_whole_and_once():
    call_command("load_reference", verbosity=0)
    assert load_demo()
    _each_case_is_there_once_and_says_that_it_is_made_up()
    _a_proposal_fills_every_section_of_the_form()
    _a_small_project_fund_rolls_up_to_its_operation()
    _a_public_record_says_what_it_is_to_reach()
    _public_records_name_contractors_that_say_that_they_are_made_up()
    assert [line for line in load_demo() if " 0 added, 0 changed" not in line] == []


def _public_records_name_contractors_that_say_that_they_are_made_up():
    found = PublishedContractor.objects.order_by("publication__acronym", "position")
    counted = Counter(found.values_list("publication__acronym", flat=True))
    assert counted == {"ZonDelen": 3, "MaasMonitor": 1, "HaieVive": 1}
    assert {"demo" in one.name.casefold() or "démo" in one.name.casefold() for one in found} == {True}
    states = Counter(Contractor.objects.values_list("state", flat=True))
    assert states == {"confirmed": 5, "sent": 1, "returned": 1}


def _a_public_record_says_what_it_is_to_reach():
    told = Publication.objects.get(acronym="HaieVive").indicators
    assert [(one["kind"], one["code"], one["target"]) for one in told] == [
        ("output", "RCO84", "3.00"),
        ("output", "RCO87", "14.00"),
        ("result", "RCR84", "9.00"),
    ]


def _each_case_is_there_once_and_says_that_it_is_made_up():
    assert not Project.objects.filter(is_demo=False).exists()
    assert {State(one.state) for one in Project.objects.all()} == {*State} - ABSENT
    wish = Modification.objects.get(state="asked")
    objection = Appeal.objects.open().get()
    conflict = Interest.objects.get(has_conflict=True)
    assert [one.project.acronym for one in (wish, objection, conflict)] == [
        "ZonDelen",
        "DroomToren",
        "FotonBrug",
    ]
    assert all("invented" in text for text in (wish.reason, objection.text, conflict.note))
    failed = Message.objects.get(state="failed")
    assert (failed.kind, "invented" in failed.error) == ("decision", True)
    asked = Correction.objects.asked().get()
    assert (asked.project.acronym, asked.items.count()) == ("BuurtWarmte", 2)


def _a_proposal_fills_every_section_of_the_form():
    proposal = dossier.load(Project.objects.get(acronym="ZoutWacht"))
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


def _a_small_project_fund_rolls_up_to_its_operation():
    funds = Scheme.objects.filter(kind="small_project_fund", is_demo=True)
    (rolled,) = rolling_up.read(rolling_up.summed(funds))
    assert (rolled.scheme.management_share, rolled.projects, rolled.grant) == (
        Decimal("18.00"),
        2,
        Decimal("46200.00"),
    )
    waiting = SubGrant.objects.get(sub_call__scheme=rolled.scheme, published_at__isnull=True)
    assert (waiting.acronym, waiting.grant, waiting.is_demo) == ("BesPad", Decimal("22140.00"), True)
    small = Project.objects.filter(call__sub_call__scheme=rolled.scheme).order_by("acronym")
    assert list(small.values_list("acronym", "state")) == [
        ("BesPad", "approved_with_conditions"),
        ("HaagKrant", "not_approved"),
        ("HaagSchool", "approved"),
        ("VlechtWerk", "approved"),
        ("ZaadRuil", "submitted"),
    ]
    operation = rolled.scheme.operation
    found = dossier.load(Project.objects.get(code=operation.code))
    (partner,) = found.partners
    assert (partner.type, found.call.is_apart) == ("egtc", True)
    assert [
        (part.base, part.rates, part.share, part.gap) for part in dossier.parts_of(found.call, partner)
    ] == [
        (Decimal("90000.00"), {"ERDF": Decimal("50.00")}, Decimal("45000.00"), Decimal("0.00")),
        (Decimal("410000.00"), {"ERDF": Decimal("60.00")}, Decimal("164000.00"), Decimal("0.00")),
    ]
    assert [check.where for check in eligibility.findings(found)] == []
    assert (operation.total_budget, operation.eu_funding, operation.rate) == (
        Decimal("500000.00"),
        Decimal("291000.00"),
        Decimal("58.20"),
    )
    page = Client().get(f"/en/projects/{operation.code}/").content.decode()
    assert all(name in page for name in ("Demo: fund for small hedge projects", "HaagSchool", "VlechtWerk"))
    assert "BesPad" not in page
