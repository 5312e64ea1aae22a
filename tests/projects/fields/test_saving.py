"""Saving fields: never overwriting, never losing, never half."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from core.errors import NotAllowed
from projects import dossier, fields
from projects.fields.outcomes import token_of
from projects.form import find
from projects.models import Answer, AnswerRevision, BudgetLine, CoFinancing, FieldChange, Project
from projects.states import Level, State
from tests.factories.accounts import UserFactory
from tests.factories.calls import CallFlatRateFactory, CallFundFactory
from tests.factories.partners import OrganisationFactory
from tests.factories.programmes import FundFactory, SpecificObjectiveFactory, ThemeFactory
from tests.factories.projects import CollaboratorFactory, PartnershipFactory, complete_call, complete_project

pytestmark = pytest.mark.django_db


@pytest.fixture
def project():
    return complete_project(call=complete_call(code="own"))


@pytest.fixture
def by(project):
    return project.created_by


def token(project, key):
    return fields.tokens(project)[key].token


def set_field(project, by, key, value):
    return fields.save(project, key, value, base=token(project, key), by=by)


# --- texts ------------------------------------------------------------------------------------------------


def test_save_stores_a_text_with_a_new_revision(project, by):
    saved = fields.save(project, "title", "Nieuw", base="1", by=by, language="nl")
    assert (saved.key, saved.language, saved.token, saved.value) == ("title", "nl", "2", "Nieuw")
    answer = Answer.objects.get(project=project, field="title", language="nl")
    assert (answer.text, answer.revision, answer.saved_by) == ("Nieuw", 2, by)
    assert answer.saved_at == saved.saved_at
    assert list(answer.revisions.values_list("revision", "text")) == [(2, "Nieuw"), (1, "Titel (nl)")]
    project.refresh_from_db()
    assert project.changed_at >= saved.saved_at.replace(microsecond=0)


def test_save_takes_the_language_from_the_key_as_well(project, by):
    assert fields.save(project, "title.fr", "Nouveau", base="1", by=by).language == "fr"


def test_save_starts_a_text_from_revision_nought(project, by):
    Answer.objects.all().delete()
    assert fields.save(project, "summary", "Eerst", base="0", by=by, language="nl").token == "1"


def test_save_of_a_stale_text_holds_both_and_changes_nothing(project, by):
    other = CollaboratorFactory(project=project, level=Level.EDIT).user
    theirs = fields.save(project, "title", "Van haar", base="1", by=other, language="nl")
    with pytest.raises(fields.StaleValue) as refused:
        fields.save(project, "title", "Van mij", base="1", by=by, language="nl")
    stale = refused.value
    assert (stale.mine, stale.theirs, stale.token) == ("Van mij", "Van haar", "2")
    assert (stale.by, stale.at) == (other, theirs.saved_at)
    assert fields.tokens(project)["title.nl"] == ("Van haar", "2")
    assert AnswerRevision.objects.filter(answer__language="nl", answer__field="title").count() == 2


def test_save_again_after_a_lost_answer_succeeds_without_a_new_revision(project, by):
    first = fields.save(project, "title", "Nieuw", base="1", by=by, language="nl")
    changed_at = Project.objects.get().changed_at
    again = fields.save(project, "title", "Nieuw", base="1", by=by, language="nl")
    assert again == first
    assert AnswerRevision.objects.filter(answer__language="nl", answer__field="title").count() == 2
    assert Project.objects.get().changed_at == changed_at


def test_save_keeps_a_text_as_it_was_typed_but_for_line_ends(project, by):
    typed = "  É́é 🎉 &lt;b&gt; \u202etxet \u200b {{ x }}\r\nregel 2\rregel 3\t \n"
    saved = fields.save(project, "summary", typed, base="1", by=by, language="nl")
    assert saved.value == typed.replace("\r\n", "\n").replace("\r", "\n")
    assert fields.tokens(project)["summary.nl"].value == saved.value


@pytest.mark.parametrize("typed", ["Een brug.\nMet a\x00b", "Met a\ud800b", "Met a\x1bb", "Met a\uffffb"])
def test_save_refuses_characters_that_no_file_holds_and_says_where(project, by, typed):
    with pytest.raises(fields.InvalidValue) as refused:
        fields.save(project, "summary", typed, base="1", by=by, language="nl")
    assert (
        str(refused.value.text) == "An invisible character after “Met a” cannot be stored. Delete it there."
    )


def test_save_refuses_an_invisible_character_at_the_start_of_a_line(project, by):
    with pytest.raises(fields.InvalidValue, match="at the start of a line cannot be stored"):
        fields.save(project, "summary", "Een\n\x02twee", base="1", by=by, language="nl")


@pytest.mark.parametrize(("key", "value"), [("summary", "een\ntwee\ndrie"), ("title", "een twee drie")])
def test_save_takes_breaks_of_word_processors_as_ends_of_lines(project, by, key, value):
    saved = fields.save(project, key, "een\vtwee\fdrie", base="1", by=by, language="nl")
    assert saved.value == value


def test_save_counts_characters_after_line_ends_became_one(project, by):
    fits = "\r\n" * 5000
    assert len(fields.save(project, "summary", fits, base="1", by=by, language="nl").value) == 5000
    with pytest.raises(fields.InvalidValue, match="Keep it to 5000 characters: these are 5001"):
        fields.save(project, "summary", "x" * 5001, base="2", by=by, language="nl")


def test_save_refuses_a_second_line_in_a_title(project, by):
    with pytest.raises(fields.InvalidValue, match="one line"):
        fields.save(project, "title", "een\r\ntwee", base="1", by=by, language="nl")


@pytest.mark.parametrize("language", ["en", "", "xx", "nl\x00"])
def test_save_refuses_a_language_that_the_call_does_not_ask_for(project, by, language):
    with pytest.raises(fields.InvalidValue):
        fields.save(project, "title", "Title", base="0", by=by, language=language)
    assert not Answer.objects.exclude(language__in=["nl", "fr"]).exists()


# --- structured fields ------------------------------------------------------------------------------------


def test_save_stores_columns_of_the_project_and_what_they_were(project, by):
    theme = ThemeFactory(programme_period=project.call.programme_period)
    objective = SpecificObjectiveFactory(priority=project.objective.priority)
    project.call.objectives.add(objective)
    set_field(project, by, "acronym", "NIEUW")
    set_field(project, by, "objective", str(objective.pk))
    set_field(project, by, "theme", str(theme.pk))
    set_field(project, by, "start_date", "2026-02-01")
    set_field(project, by, "end_date", "31/12/2028")
    project.refresh_from_db()
    assert (project.acronym, project.objective, project.theme) == ("NIEUW", objective, theme)
    assert (project.start_date, project.end_date) == (date(2026, 2, 1), date(2028, 12, 31))
    changes = FieldChange.objects.filter(key__in=["acronym", "end_date"]).order_by("pk")
    assert list(changes.values_list("key", "old", "new", "by")) == [
        ("acronym", "ONTSLUIT", "NIEUW", by.pk),
        ("end_date", "2027-12-31", "2028-12-31", by.pk),
    ]


def test_save_of_a_stale_column_holds_both(project, by):
    base = token(project, "acronym")
    other = CollaboratorFactory(project=project, level=Level.EDIT).user
    theirs = fields.save(project, "acronym", "VAN HAAR", base=base, by=other)
    with pytest.raises(fields.StaleValue) as refused:
        fields.save(project, "acronym", "VAN MIJ", base=base, by=by)
    stale = refused.value
    assert (stale.mine, stale.theirs, stale.token) == ("VAN MIJ", "VAN HAAR", theirs.token)
    assert (stale.by, stale.at) == (other, theirs.saved_at)
    assert fields.save(project, "acronym", "VAN MIJ", base=stale.token, by=by).value == "VAN MIJ"


def test_save_again_of_a_column_is_harmless(project, by):
    base = token(project, "acronym")
    first = fields.save(project, "acronym", "NIEUW", base=base, by=by)
    again = fields.save(project, "acronym", "NIEUW", base=base, by=by)
    assert (again.token, again.value) == (first.token, first.value)
    assert FieldChange.objects.count() == 1


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("acronym", ""),
        ("acronym", "  "),
        ("acronym", "x" * 26),
        ("acronym", "a\nb"),
        ("start_date", "2026-02-29"),
        ("start_date", "tomorrow"),
        ("start_date", "0001-01-01"),
        ("start_date", "99999-01-01"),
        ("objective", "0"),
        ("objective", "x"),
        ("objective", "9" * 400),
        ("theme", "²"),
        ("nothing", "x"),
        ("rate", "5"),
        ("partner", "x"),
        ("partner.x.abbreviation", "x"),
        ("partner.00000000-0000-0000-0000-000000000000.abbreviation", "x"),
        ("contribution.99999999999999999999.amount", "1"),
        ("contribution.x.amount", "1"),
        ("state", "approved"),
        ("title.", "x"),
        ("a" * 10_000, "x"),
        ("title.\x00", "x"),
        ("rate.\x00.ERDF", "x"),
        ("rate.x.ERDF", ""),
    ],
)
def test_save_refuses_what_a_field_does_not_take(project, by, key, value):
    with pytest.raises(fields.InvalidValue):
        fields.save(project, key, value, base=fields.tokens(project).get(key, ("", "0"))[1], by=by)
    assert not FieldChange.objects.exists()


def test_save_refuses_an_objective_and_a_theme_of_another_programme(project, by):
    with pytest.raises(fields.InvalidValue, match="this call offers"):
        set_field(project, by, "objective", str(SpecificObjectiveFactory().pk))
    with pytest.raises(fields.InvalidValue, match="this call offers"):
        set_field(project, by, "theme", str(ThemeFactory().pk))


def test_save_keeps_the_objective_once_contracted(project, by):
    other = SpecificObjectiveFactory(priority=project.objective.priority)
    project.call.objectives.add(other)
    Project.objects.update(state=State.IN_MODIFICATION, code="X-1", first_submitted_at=project.created_at)
    with pytest.raises(fields.InvalidValue, match="contracted"):
        set_field(project, by, "objective", str(other.pk))


@pytest.mark.parametrize(
    ("language", "typed", "stored"),
    [("nl", "1.234,5", "1234.50"), ("en", "1,234.5", "1234.50"), ("fr", "", "")],
)
def test_save_reads_amounts_in_the_language_of_the_page(project, by, language, typed, stored):
    key = f"budget.{project.partnerships.first().uid}.staff"
    with translation.override(language):
        assert set_field(project, by, key, typed).value == stored
    assert fields.tokens(project)[key].value == stored


def test_save_keeps_an_amount_that_a_flat_rate_replaces(project, by):
    partner = project.partnerships.first()
    CallFlatRateFactory(call=project.call, kind="staff", rate=20)
    set_field(project, by, f"partner.{partner.uid}.staff_rate", "20")
    assert BudgetLine.objects.get(partnership=partner, category="staff").amount == Decimal("100000.00")
    set_field(project, by, f"budget.{partner.uid}.staff", "5")
    assert BudgetLine.objects.get(partnership=partner, category="staff").amount == Decimal("5.00")


def test_save_takes_only_flat_rates_that_the_call_offers(project, by):
    key = f"partner.{project.partnerships.first().uid}.travel_rate"
    with pytest.raises(fields.InvalidValue, match="does not offer"):
        set_field(project, by, key, "15")
    offer = CallFlatRateFactory(call=project.call, kind="travel", rate=15)
    with pytest.raises(fields.InvalidValue, match="at most 15 percent"):
        set_field(project, by, key, "16")
    for typed in ("0", "1.5", "-1", "x", "101"):
        with pytest.raises(fields.InvalidValue, match="whole percentage"):
            set_field(project, by, key, typed)
    assert set_field(project, by, key, "10 %").value == "10"
    offer.is_fixed = True
    offer.save()
    with pytest.raises(fields.InvalidValue, match="fixed rate of 15 percent"):
        set_field(project, by, key, "14")
    assert set_field(project, by, key, "").value == ""


def test_save_refuses_flat_rates_that_exclude_each_other(project, by):
    uid = project.partnerships.first().uid
    for kind in ("staff", "office_on_staff", "office_on_direct", "travel", "other"):
        CallFlatRateFactory(call=project.call, kind=kind, rate=40)
    set_field(project, by, f"partner.{uid}.office_on_staff_rate", "15")
    with pytest.raises(fields.InvalidValue, match="Office and administration based on staff costs"):
        set_field(project, by, f"partner.{uid}.office_on_direct_rate", "25")
    with pytest.raises(fields.InvalidValue, match="Take that rate away first"):
        set_field(project, by, f"partner.{uid}.other_rate", "40")
    set_field(project, by, f"partner.{uid}.staff_rate", "20")
    set_field(project, by, f"partner.{uid}.travel_rate", "15")


def test_save_takes_only_rates_of_the_funds_of_the_call(project, by):
    uid = project.partnerships.first().uid
    with pytest.raises(fields.InvalidValue, match="at most 60 percent"):
        set_field(project, by, f"rate.{uid}.ERDF", "60.01")
    with pytest.raises(fields.InvalidValue, match="no money from this fund"):
        fields.save(project, f"rate.{uid}.IPA", "", base=token_of_nothing(), by=by)
    CallFundFactory(call=project.call, fund=FundFactory(code="IPA"), rate=Decimal("50.00"))
    with pytest.raises(fields.InvalidValue, match="one fund"):
        set_field(project, by, f"rate.{uid}.IPA", "10")
    type(project.call).objects.filter(pk=project.call_id).update(several_funds=True)
    with pytest.raises(fields.InvalidValue, match="at most 100 percent"):
        set_field(project, by, f"rate.{uid}.IPA", "40.01")
    assert set_field(project, by, f"rate.{uid}.IPA", "40").value == "40.00"
    assert set_field(project, by, f"rate.{uid}.ERDF", "").value == ""
    assert list(CoFinancing.objects.filter(partnership__uid=uid).values_list("fund", "rate")) == [
        ("IPA", Decimal("40.00"))
    ]


def token_of_nothing():
    return token_of("")


def test_save_keeps_short_names_apart(project, by):
    first, second = project.partnerships.all()
    with pytest.raises(fields.InvalidValue, match="its own"):
        set_field(project, by, f"partner.{second.uid}.abbreviation", first.abbreviation.lower())
    assert set_field(project, by, f"partner.{second.uid}.abbreviation", "ANDER").value == "ANDER"


def test_save_changes_contributions_within_their_bounds(project, by):
    partner = project.partnerships.first()
    own = partner.contributions.get()
    given = partner.contributions.create(source="Province", status="public")
    assert set_field(project, by, f"contribution.{own.pk}.amount", "12.5").value == "12.50"
    assert set_field(project, by, f"contribution.{own.pk}.amount", "").value == "0.00"
    assert set_field(project, by, f"contribution.{own.pk}.status", "private").value == "private"
    assert set_field(project, by, f"contribution.{given.pk}.source", "City").value == "City"
    for key, value in ((f"{own.pk}.source", "x"), (f"{given.pk}.source", " "), (f"{own.pk}.status", "x")):
        with pytest.raises(fields.InvalidValue):
            set_field(project, by, f"contribution.{key}", value)


def test_save_does_not_reach_rows_of_another_project(project, by):
    other = complete_project(call=complete_call(code="theirs"))
    partner = other.partnerships.first()
    theirs = fields.tokens(other)
    for key in (
        f"partner.{partner.uid}.abbreviation",
        f"budget.{partner.uid}.staff",
        f"rate.{partner.uid}.ERDF",
        f"contribution.{partner.contributions.get().pk}.amount",
    ):
        with pytest.raises(fields.InvalidValue, match="no longer in the proposal"):
            fields.save(project, key, "1", base=theirs[key].token, by=by)
    assert fields.tokens(other) == theirs


# --- permission -------------------------------------------------------------------------------------------


def test_save_is_for_those_who_may_edit_now(project, by):
    viewer = CollaboratorFactory(project=project, level=Level.VIEW).user
    disabled = CollaboratorFactory(project=project, user=UserFactory(is_active=False)).user
    for person in (UserFactory(), viewer, disabled):
        with pytest.raises(NotAllowed):
            fields.save(project, "title", "Nieuw", base="1", by=person, language="nl")
        with pytest.raises(NotAllowed):
            fields.save_section(project, {"acronym": ("X", "")}, by=person)
    Project.objects.update(state=State.SUBMITTED, code="X-1", first_submitted_at=project.created_at)
    with pytest.raises(NotAllowed):
        fields.save(project, "title", "Nieuw", base="1", by=by, language="nl")
    assert fields.tokens(project)["title.nl"] == ("Titel (nl)", "1")


# --- what it costs ----------------------------------------------------------------------------------------


def test_save_takes_six_statements_at_most(project, by, django_assert_max_num_queries):
    partner = project.partnerships.first()
    CallFlatRateFactory(call=project.call, kind="travel", rate=15)
    new = {
        "title.nl": "Nieuw",
        "acronym": "NIEUW",
        "objective": "",
        "end_date": "2028-01-01",
        f"partner.{partner.uid}.abbreviation": "NIEUW",
        f"partner.{partner.uid}.travel_rate": "15",
        f"budget.{partner.uid}.travel": "100",
        f"budget.{partner.uid}.staff": "",
        f"rate.{partner.uid}.ERDF": "50",
        f"contribution.{partner.contributions.get().pk}.amount": "1",
    }
    bases = fields.tokens(project)
    bare = Project.objects.get(pk=project.pk)
    for key, value in new.items():
        with django_assert_max_num_queries(6):
            fields.save(bare, key, value, base=bases[key].token, by=by)


@pytest.mark.parametrize("partners", [1, 3])
def test_tokens_take_as_many_queries_whatever_the_partnership(partners, django_assert_num_queries):
    project = complete_project(partners=partners)
    with django_assert_num_queries(6):
        fields.tokens(project)


# --- a page posted as a whole -----------------------------------------------------------------------------


def test_save_section_saves_what_is_fine_and_says_what_is_not(project, by):
    stored = fields.tokens(project)
    other = CollaboratorFactory(project=project, level=Level.EDIT).user
    fields.save(project, "title", "Van haar", base="1", by=other, language="nl")
    outcomes = fields.save_section(
        project,
        {
            "acronym": ("NIEUW", stored["acronym"].token),
            "title.nl": ("Van mij", "1"),
            "title.fr": (stored["title.fr"].value, "1"),
            "start_date": ("31/02/2026", stored["start_date"].token),
            "nothing": ("x", ""),
        },
        by=by,
    )
    assert list(outcomes) == ["acronym", "title.nl", "title.fr", "start_date", "nothing"]
    assert isinstance(outcomes["acronym"], fields.Saved)
    assert isinstance(outcomes["title.nl"], fields.StaleValue)
    assert (outcomes["title.nl"].mine, outcomes["title.nl"].theirs) == ("Van mij", "Van haar")
    assert outcomes["title.fr"].token == "1"
    assert isinstance(outcomes["start_date"], fields.InvalidValue)
    assert isinstance(outcomes["nothing"], fields.InvalidValue)
    assert fields.tokens(project)["acronym"].value == "NIEUW"


def test_save_section_leaves_alone_what_the_person_did_not_touch(project, by):
    seen = fields.tokens(project)
    other = CollaboratorFactory(project=project, level=Level.EDIT).user
    fields.save(project, "title", "Van haar", base="1", by=other, language="nl")
    set_field(project, other, "acronym", "VAN HAAR")
    outcomes = fields.save_section(
        project, {key: (seen[key].value, seen[key].token) for key in ("title.nl", "acronym")}, by=by
    )
    assert (outcomes["title.nl"].value, outcomes["title.nl"].token) == ("Van haar", "2")
    assert outcomes["acronym"].value == "VAN HAAR"


def test_save_section_lets_one_field_make_room_for_another(project, by):
    uid = project.partnerships.first().uid
    CallFlatRateFactory(call=project.call, kind="office_on_staff", rate=15)
    CallFlatRateFactory(call=project.call, kind="office_on_direct", rate=25)
    set_field(project, by, f"partner.{uid}.office_on_direct_rate", "25")
    stored = fields.tokens(project)
    keys = (f"partner.{uid}.office_on_staff_rate", f"partner.{uid}.office_on_direct_rate")
    outcomes = fields.save_section(
        project, {keys[0]: ("15", stored[keys[0]].token), keys[1]: ("", stored[keys[1]].token)}, by=by
    )
    assert [outcomes[key].value for key in keys] == ["15", ""]


def test_save_section_with_no_change_changes_nothing(project, by):
    stored = fields.tokens(project)
    changed_at = Project.objects.get().changed_at
    with translation.override("nl"):
        values = {
            key: (fields.shown(find(key).field, current.value), current.token)
            for key, current in stored.items()
        }
        outcomes = fields.save_section(project, values, by=by)
    assert {key: (it.value, it.token) for key, it in outcomes.items()} == stored
    assert not FieldChange.objects.exists()
    assert Project.objects.get().changed_at == changed_at


def test_history_lists_every_value_newest_first(project, by):
    other = CollaboratorFactory(project=project, level=Level.EDIT).user
    fields.save(project, "title", "Twee", base="1", by=other, language="nl")
    set_field(project, by, "acronym", "EEN")
    set_field(project, other, "acronym", "TWEE")
    assert [(row.value, row.by) for row in fields.history(project, "title", "nl")] == [
        ("Twee", other),
        ("Titel (nl)", by),
    ]
    assert [(row.value, row.by) for row in fields.history(project, "acronym")] == [
        ("TWEE", other),
        ("EEN", by),
    ]
    assert fields.history(project, "title.nl") == fields.history(project, "title", "nl")


def test_new_rows_have_tokens_that_a_first_save_can_name(project, by):
    partner = PartnershipFactory(project=project, organisation=OrganisationFactory(), position=3)
    assert set_field(project, by, f"budget.{partner.uid}.staff", "0").value == "0.00"
    assert set_field(project, by, f"rate.{partner.uid}.ERDF", "0").value == "0.00"


def test_tokens_of_fetched_rows_are_the_same_without_a_query(django_assert_num_queries):
    project = complete_project()
    fetched = dossier.fetch(project)
    with django_assert_num_queries(0):
        found = fields.tokens_of(fetched)
    assert found == fields.tokens(project)
