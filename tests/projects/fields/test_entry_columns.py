"""Columns of the repeating entries, and short answers: what the form takes and what it refuses."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest

from programmes.models import Indicator
from projects import entries, fields
from projects.models import AnswerRevision, Entry, FieldChange, Project
from tests.factories.programmes import (
    LegalStatusOptionFactory,
    ProgrammeIndicatorFactory,
    SpecificObjectiveFactory,
    StateAidSchemeFactory,
    StrategyFactory,
)
from tests.factories.projects import PartnershipFactory, complete_call, complete_project, show_fields

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    """Two years, from January 2026, in four periods."""
    return complete_project(call=show_fields(complete_call(period_months=6)))


@pytest.fixture
def by(project):
    return project.created_by


@pytest.fixture
def package(project, by):
    return entries.add(project, "work_package", by=by)


@pytest.fixture
def activity(project, by, package):
    return entries.add(project, "activity", by=by, parent=package)


def put(project, key, value):
    base = fields.tokens(project)[key].token
    return fields.save(project, key, value, base=base, by=project.created_by)


def refused(project, key, value):
    with pytest.raises(fields.InvalidValue) as refusal:
        put(project, key, value)
    return str(refusal.value.text)


def test_periods_lie_within_those_of_the_project(project, activity):
    key = f"activity.{activity.uid}.first_period"
    assert put(project, key, "4").value == "4"
    assert "from 1 to 4" in refused(project, key, "5")
    assert refused(project, key, "255")
    assert refused(project, key, "0")
    assert refused(project, key, "-1")
    assert refused(project, key, "²")
    assert put(project, key, "").value == ""
    assert [row.new for row in FieldChange.objects.filter(key=key)] == ["", "4"]


def test_an_activity_ends_no_earlier_than_it_starts(project, activity):
    first, last = (f"activity.{activity.uid}.{name}_period" for name in ("first", "last"))
    put(project, first, "2")
    assert "period 2" in refused(project, last, "1")
    put(project, last, "3")
    assert "period 3" in refused(project, first, "4")
    put(project, first, "3")
    activity.refresh_from_db()
    assert (activity.first_period, activity.last_period) == (3, 3)


def test_a_result_may_come_with_the_closure(project, by):
    result = entries.add(project, "result", by=by)
    assert put(project, f"result.{result.uid}.period", "255").value == "255"


def test_periods_need_dates_and_a_length(project, activity):
    key = f"activity.{activity.uid}.first_period"
    Project.objects.update(end_date=None)
    assert "start and the end" in refused(project, key, "1")
    project.call.period_months = None
    project.call.save()
    assert "periods" in refused(project, key, "1")


def test_a_shorter_project_keeps_the_periods_that_were_chosen(project, activity):
    key = f"activity.{activity.uid}.first_period"
    put(project, key, "4")
    put(project, "end_date", "2026-06-30")
    assert fields.tokens(project)[key].value == "4"


def test_indicators_fit_the_objective_and_the_kind_of_entry(project, by, package):
    output = entries.add(project, "output", by=by, parent=package)
    key = f"output.{output.uid}.indicator"
    edition = project.call.programme_period
    fitting = {"programme_period": edition, "objective": project.objective}
    good = ProgrammeIndicatorFactory(**fitting)
    for bad in (
        ProgrammeIndicatorFactory(**fitting, kind=Indicator.Kind.RESULT),
        ProgrammeIndicatorFactory(**fitting, retired=True),
        ProgrammeIndicatorFactory(programme_period=edition, objective=SpecificObjectiveFactory()),
    ):
        assert "specific objective" in refused(project, key, str(bad.pk))
    assert put(project, key, str(good.pk)).value == str(good.pk)
    assert refused(project, key, "9" * 18)
    assert refused(project, key, "x")


def test_another_objective_takes_the_indicators_off_and_says_so_in_the_history(project, by):
    result = entries.add(project, "result", by=by)
    fitting = {"programme_period": project.call.programme_period, "objective": project.objective}
    indicator = ProgrammeIndicatorFactory(**fitting, kind=Indicator.Kind.RESULT)
    key = f"result.{result.uid}.indicator"
    put(project, key, str(indicator.pk))
    other = SpecificObjectiveFactory(priority=project.objective.priority)
    project.call.objectives.add(other)
    put(project, "objective", str(other.pk))
    assert fields.tokens(project)[key].value == ""
    newest = FieldChange.objects.filter(key=key).first()
    assert (newest.old, newest.new, newest.by) == (str(indicator.pk), "", by)


def test_targets_are_amounts_of_two_decimals(project, by):
    result = entries.add(project, "result", by=by)
    key = f"result.{result.uid}.target"
    assert put(project, key, "999999999.99").value == "999999999.99"
    for bad in ("1000000000", "-1", "1e3", "NaN", "x"):
        assert refused(project, key, bad)
    assert put(project, key, "12").value == "12.00"
    assert put(project, f"result.{result.uid}.baseline", "0").value == "0.00"
    result.refresh_from_db()
    assert (result.target, result.baseline) == (Decimal("12.00"), Decimal("0.00"))


def test_partners_of_an_activity_are_partners_of_the_project(project, activity):
    key = f"activity.{activity.uid}.partners"
    uids = sorted(str(row.uid) for row in project.partnerships.all())
    assert put(project, key, ",".join(reversed(uids))).value == ",".join(uids)
    assert {row.uid for row in activity.partners.all()} == {row.uid for row in project.partnerships.all()}
    assert refused(project, key, f"{uids[0]},{PartnershipFactory().uid}")
    assert refused(project, key, "x,y")
    assert put(project, key, uids[1]).value == uids[1]
    assert put(project, key, "").value == ""
    assert not activity.partners.exists()


def test_an_associated_organisation_hangs_on_a_partner_of_the_project(project, by):
    entry = entries.add(project, "associated_organisation", by=by)
    key = f"associated_organisation.{entry.uid}.partner"
    partner = project.partnerships.first()
    assert put(project, key, str(partner.uid).upper()).value == str(partner.uid)
    assert refused(project, key, str(PartnershipFactory().uid))
    assert put(project, key, "").value == ""


def test_choices_are_those_of_the_list(project, by):
    target = entries.add(project, "target_group", by=by)
    key = f"target_group.{target.uid}.group"
    assert put(project, key, "general_public").value == "general_public"
    assert refused(project, key, "nobody")
    strategy = entries.add(project, "strategy", by=by)
    offered = StrategyFactory(programme_period=project.call.programme_period)
    project.call.strategies.add(offered)
    other = StrategyFactory(programme_period=project.call.programme_period)
    key = f"strategy.{strategy.uid}.strategy"
    assert put(project, key, offered.code).value == offered.code
    if other.code != offered.code:
        assert refused(project, key, other.code)


def test_short_answers_of_a_partner_have_no_language(project, by):
    partner = project.partnerships.first()
    key = f"partner.{partner.uid}.street"
    saved = put(project, key, "Grote Markt")
    assert (saved.key, saved.language, saved.token) == (key, "", "1")
    assert fields.save(project, key, "Grote Markt", base="0", by=by, language="nl").token == "1"
    assert AnswerRevision.objects.filter(answer__field=key, answer__language="").count() == 1
    assert fields.tokens(project)[key] == ("Grote Markt", "1")


@pytest.mark.parametrize(
    ("attribute", "good", "stored", "bad"),
    [
        ("contact_email", "a@example.org", "a@example.org", ["a", "a@b", "a b@example.org"]),
        ("contact_phone", "+32 (0)56 12.34-56", "+32 (0)56 12.34-56", ["+", "call me", "0" * 26]),
        (
            "homepage",
            "www.example.org",
            "https://www.example.org",
            ["javascript:alert(1)", "x", "ftp://a.be"],
        ),
        ("pic", "123456789", "123456789", ["12345678", "1234567890", "12345678x"]),
        ("nace", "M72.1", "M72.1", ["72", "m72", "M72.111"]),
        ("department_country", "be", "BE", ["XX", "B", "BEL"]),
        ("vat_recovery", "partly", "partly", ["maybe"]),
        ("state_aid_market", "no", "no", ["perhaps"]),
        ("street", "x" * 50, "x" * 50, ["x" * 51, "two\nlines"]),
    ],
)
def test_short_answers_are_checked(project, attribute, good, stored, bad):
    key = f"partner.{project.partnerships.first().uid}.{attribute}"
    for value in bad:
        assert refused(project, key, value)
    assert put(project, key, good).value == stored
    assert put(project, key, "").value == ""


def test_choices_of_programme_and_call(project, by, activity):
    uid = project.partnerships.first().uid
    option = LegalStatusOptionFactory(programme_period=project.call.programme_period)
    assert put(project, f"partner.{uid}.legal_form", str(option.pk)).value == str(option.pk)
    assert refused(project, f"partner.{uid}.legal_form", str(LegalStatusOptionFactory().pk))
    scheme, other = StateAidSchemeFactory(), StateAidSchemeFactory()
    project.call.state_aid_schemes.add(scheme)
    assert put(project, f"partner.{uid}.state_aid_scheme", str(scheme.pk)).value == str(scheme.pk)
    assert refused(project, f"partner.{uid}.state_aid_scheme", str(other.pk))
    key = f"partner.{uid}.state_aid_activities"
    assert put(project, key, str(activity.uid)).value == str(activity.uid)
    assert refused(project, key, f"{activity.uid},{uuid4()}")
    assert put(project, f"partner.{uid}.department_region", "be251").value == "BE251"
    assert refused(project, f"partner.{uid}.department_region", "BE999")


def test_rows_of_another_project_are_not_there(project, by):
    other = complete_project(call=project.call)
    package = entries.add(other, "work_package", by=other.created_by)
    partner = other.partnerships.first()
    for key in (
        f"work_package.{package.uid}.title.nl",
        f"partner.{partner.uid}.street",
        f"work_package.{str(package.uid).upper()}.title.nl",
        f"work_package.{package.uid.hex}.title.nl",
        f"activity.{package.uid}.title.nl",
        "work_package.1.title.nl",
    ):
        with pytest.raises(fields.InvalidValue):
            fields.save(project, key, "x", base="0", by=by)
    assert fields.tokens(other)[f"work_package.{package.uid}.title.nl"].value == ""


def test_fields_that_the_call_hides_take_nothing(by, project):
    plain = complete_project(call=complete_call(code="plain"))
    for key in ("challenges.nl", "cooperation.staffing", f"partner.{plain.partnerships.first().uid}.street"):
        with pytest.raises(fields.InvalidValue, match="does not ask"):
            fields.save(plain, key, "yes", base="0", by=plain.created_by)
        assert key not in fields.tokens(plain)
    show_fields(plain.call, "summary", use="hidden")
    with pytest.raises(fields.InvalidValue, match="does not ask"):
        fields.save(plain, "summary.nl", "x", base="1", by=plain.created_by)


def test_saves_of_entries_take_six_statements_at_most(project, by, activity, django_assert_max_num_queries):
    partner = project.partnerships.first()
    result = entries.add(project, "result", by=by)
    fitting = {"programme_period": project.call.programme_period, "objective": project.objective}
    indicator = ProgrammeIndicatorFactory(**fitting, kind=Indicator.Kind.RESULT)
    new = {
        f"activity.{activity.uid}.title.nl": "Titel",
        f"activity.{activity.uid}.first_period": "2",
        f"result.{result.uid}.indicator": str(indicator.pk),
        f"result.{result.uid}.target": "5",
        f"partner.{partner.uid}.department_region": "BE251",
        f"partner.{partner.uid}.competence.fr": "Savoir",
        "cooperation.staffing": "yes",
    }
    bases = fields.tokens(project)
    bare = Project.objects.get(pk=project.pk)
    for key, value in new.items():
        with django_assert_max_num_queries(6):
            fields.save(bare, key, value, base=bases[key].token, by=by)
    uids = ",".join(sorted(str(row.uid) for row in project.partnerships.all()))
    key = f"activity.{activity.uid}.partners"
    with django_assert_max_num_queries(6):
        fields.save(bare, key, uids, base=bases[key].token, by=by)


def test_history_and_restore_bring_back_any_value(project, by, activity):
    title, period = f"activity.{activity.uid}.title.nl", f"activity.{activity.uid}.first_period"
    for value in ("Een", "Twee"):
        put(project, title, value)
    for value in ("1", "2"):
        put(project, period, value)
    for key, old in ((title, "Een"), (period, "1")):
        past = fields.history(project, key)
        assert past[-1].value == old
        assert fields.restore(project, key, to=past[-1].id, by=by).value == old
        assert [row.value for row in fields.history(project, key)] == [old, past[0].value, old]
        with pytest.raises(fields.InvalidValue):
            fields.restore(project, key, to=0, by=by)


def test_restore_refuses_what_the_field_no_longer_takes(project, by, activity):
    key = f"activity.{activity.uid}.first_period"
    put(project, key, "4")
    put(project, key, "1")
    Project.objects.update(end_date=date(2026, 6, 30))
    with pytest.raises(fields.InvalidValue):
        fields.restore(project, key, to=fields.history(project, key)[-1].id, by=by)
    assert Entry.objects.get(pk=activity.pk).first_period == 1
