"""The checks of annexes: present and readable, once or from each partner."""

import pytest

from projects import dossier, eligibility, lifecycle
from projects.eligibility import annexes
from tests.factories.calls import CallAnnexFactory
from tests.factories.projects import AttachmentFactory, complete_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return complete_project()


@pytest.fixture
def letter(project):
    return CallAnnexFactory(call=project.call, key="letter", title={"en": "Letter"})


def verdicts(project):
    return [(check.verdict, check.where) for check in annexes.checks(dossier.load(project))]


def test_nothing_asked_for_is_no_check(project):
    AttachmentFactory(project=project)
    assert verdicts(project) == []


def test_missing_annex_is_an_error(project, letter):
    assert verdicts(project) == [("error", "annex.letter")]


def test_optional_annex_may_be_missing(project):
    CallAnnexFactory(call=project.call, is_required=False)
    assert verdicts(project) == []


@pytest.mark.parametrize(
    ("state", "fault", "verdict"),
    [("clean", "", "passed"), ("quarantined", "", "warning"), ("refused", "locked", "error")],
)
def test_annex_is_judged_by_its_check(project, letter, state, fault, verdict):
    AttachmentFactory(project=project, annex=letter, state=state, fault=fault)
    assert verdicts(project) == [(verdict, "annex.letter")]


def test_readable_file_beside_a_refused_one_is_a_warning(project, letter):
    AttachmentFactory(project=project, annex=letter)
    AttachmentFactory(project=project, annex=letter, state="refused", fault="virus")
    assert verdicts(project) == [("warning", "annex.letter")]


def test_each_partner_is_asked(project):
    annex = CallAnnexFactory(call=project.call, key="own", per_partner=True)
    first, second = project.partnerships.order_by("position")
    AttachmentFactory(project=project, annex=annex, partnership=second)
    assert verdicts(project) == [("error", f"annex.own.{first.uid}"), ("passed", f"annex.own.{second.uid}")]


def test_refused_other_file_is_a_warning(project):
    for _number in range(2):
        AttachmentFactory(project=project, state="refused", fault="virus")
    assert verdicts(project) == [("warning", "annex.other")]


def test_every_refused_file_of_a_place_is_named(project, letter):
    for annex in (letter, None):
        for name in ("plan.pdf", "map.pdf"):
            AttachmentFactory(project=project, annex=annex, name=name, state="refused", fault="locked")
    reasons = [check.reason for check in annexes.checks(dossier.load(project))]
    assert [[name in reason for name in ("plan.pdf", "map.pdf")] for reason in reasons] == [[True, True]] * 2


def test_missing_annex_keeps_a_proposal_from_being_submitted(project, letter):
    with pytest.raises(lifecycle.NotReady) as refusal:
        lifecycle.submit(project, by=project.created_by)
    assert [finding.where for finding in refusal.value.findings] == ["annex.letter"]
    AttachmentFactory(project=project, annex=letter, state="quarantined")
    assert lifecycle.submit(project, by=project.created_by).number == 1


def test_checks_have_one_key_and_place_each(project, letter):
    CallAnnexFactory(call=project.call, key="own", per_partner=True)
    found = [(check.key, check.where) for check in eligibility.evaluate(dossier.load(project))]
    assert len(found) == len(set(found))
