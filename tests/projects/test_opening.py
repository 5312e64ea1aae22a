"""A correction round opens what it asks about and nothing else: each way to write is tried at each place."""

import contextlib
import uuid
from dataclasses import dataclass
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from calls.states import BudgetForm
from core.errors import DomainError, NotAllowed
from partners.models import Organisation
from projects import attachments, costing, dossier, entries, fields, partnership
from projects.attachments import Place
from projects.dossier import digest, load, to_data
from projects.fields import bulk
from projects.form import CATALOGUE, find, places, row_key
from projects.lifecycle.restoring import restore
from projects.models import Entry, Partnership, Project
from projects.opening import Opening
from projects.states import State
from tests.factories.calls import CallAnnexFactory
from tests.factories.form import filled_project
from tests.factories.partners import OrganisationFactory
from tests.factories.programmes import LumpSumFactory
from tests.factories.projects import (
    AttachmentFactory,
    ContributionFactory,
    CostItemFactory,
    LumpSumUseFactory,
)
from tests.hostile_files import pdf

pytestmark = pytest.mark.django_db


@dataclass
class Scene:
    """A returned proposal with a row of everything, and who writes it."""

    project: Project

    def __post_init__(self):
        project = self.project
        self.by = project.created_by
        self.lead, self.second = project.partnerships.order_by("position")
        self.package, self.other = Entry.objects.filter(project=project, kind="work_package")
        self.activity = Entry.objects.get(project=project, kind="activity", parent=self.package)
        self.deliverable = Entry.objects.get(project=project, kind="deliverable", parent=self.activity)
        self.result = Entry.objects.get(project=project, kind="result")
        self.money = ContributionFactory(partnership=self.second, source="Region", amount=Decimal(1))
        self.item = CostItemFactory(partnership=self.second)
        self.lump = LumpSumUseFactory(project=project)
        project.call.lump_sums.add(self.lump.lump_sum)
        self.annex = CallAnnexFactory(call=project.call, key="letter", per_partner=False)
        self.own_annex = CallAnnexFactory(call=project.call, key="status", per_partner=True)
        self.file = AttachmentFactory(project=project, annex=self.annex, uploaded_by=self.by)
        self.other_file = AttachmentFactory(project=project, uploaded_by=self.by)

    def fresh(self) -> Project:
        return Project.objects.select_related("call__programme_period").get(pk=self.project.pk)

    def save(self, key, value):
        stored = fields.tokens(self.fresh()).get(key)
        fields.save(self.fresh(), key, value, base=stored.token if stored else "0", by=self.by)

    def imported(self, key, value):
        project = self.fresh()
        changes, refused = bulk.compare(project, {key: value})
        assert not refused
        bulk.apply(project, [(one.key, one.new, one.base) for one in changes], by=self.by)

    def posted(self, key, value):
        project = self.fresh()
        stored = fields.tokens(project).get(key)
        base = stored.token if stored else "0"
        (outcome,) = fields.save_section(project, {key: (value, base)}, by=self.by).values()
        assert isinstance(outcome, fields.Saved), outcome

    def upload(self, place):
        file = SimpleUploadedFile("new.pdf", pdf())
        attachments.add(self.fresh(), file, by=self.by, place=place, key=uuid.uuid4())


@pytest.fixture
def scene(settings, django_capture_on_commit_callbacks):
    project = filled_project(
        submitted=True, state=State.RETURNED, returned_from=State.SUBMITTED, end_date="2027-12-31"
    )
    return Scene(project)


def ways(s):
    """Each way to write: a name, the act, and the places that open it."""
    lead, second = str(s.lead.uid), str(s.second.uid)
    package, activity, result = str(s.package.uid), str(s.activity.uid), str(s.result.uid)
    work_plan, money = "section.work_plan", ["section.budget", f"budget.{second}"]
    under_activity = [work_plan, f"work_package.{package}", f"activity.{activity}"]
    partner = ["section.partners", f"partner.{second}"]
    whole_partnership = ["section.partners"]
    return [
        ("plain text", lambda: s.save("summary.nl", "Nieuw"), ["section.summary", "summary"]),
        ("column", lambda: s.save("acronym", "NEW"), ["section.identification", "acronym"]),
        ("text posted", lambda: s.posted("summary.nl", "Nieuw"), ["section.summary", "summary"]),
        ("date", lambda: s.save("end_date", "2027-06-30"), ["section.identification", "end_date"]),
        (
            "partner's text",
            lambda: s.save(f"partner.{second}.competence.nl", "Nieuw"),
            [*partner, f"partner.{second}.competence"],
        ),
        (
            "partner's name",
            lambda: s.save(f"partner.{second}.abbreviation", "NEW"),
            [*partner, f"partner.{second}.abbreviation"],
        ),
        ("amount", lambda: s.save(f"budget.{second}.travel", "12.00"), money),
        ("amount imported", lambda: s.imported(f"budget.{second}.travel", "12.00"), money),
        ("rate", lambda: s.save(f"rate.{second}.ERDF", "50"), money),
        ("contribution", lambda: s.save(f"contribution.{s.money.pk}.amount", "3.00"), money),
        ("cost item", lambda: s.save(f"cost.{s.item.uid}.units", "3.00"), money),
        ("cost item's text", lambda: s.save(f"cost.{s.item.uid}.unit_type", "uur"), money),
        ("cost item imported", lambda: s.imported(f"cost.{s.item.uid}.price", "3.00"), money),
        (
            "entry's text",
            lambda: s.save(f"activity.{activity}.title.nl", "Nieuw"),
            [*under_activity, f"activity.{activity}.title"],
        ),
        (
            "entry's column",
            lambda: s.save(f"activity.{activity}.first_period", "2"),
            [*under_activity, f"activity.{activity}.first_period"],
        ),
        (
            "text below an entry",
            lambda: s.save(f"deliverable.{s.deliverable.uid}.title.nl", "Nieuw"),
            [
                *under_activity,
                f"deliverable.{s.deliverable.uid}",
                f"deliverable.{s.deliverable.uid}.title",
            ],
        ),
        ("add package", lambda: entries.add(s.fresh(), "work_package", by=s.by), [work_plan]),
        (
            "add activity",
            lambda: entries.add(s.fresh(), "activity", by=s.by, parent=s.package),
            [work_plan, f"work_package.{package}"],
        ),
        (
            "remove entry",
            lambda: entries.remove(s.deliverable, by=s.by),
            [
                *under_activity,
                f"deliverable.{s.deliverable.uid}",
            ],
        ),
        ("remove result", lambda: entries.remove(s.result, by=s.by), ["section.results", f"result.{result}"]),
        ("move entry", lambda: entries.move(s.other, by=s.by, position=1), [work_plan]),
        ("restore entry", lambda: _restored(s), [*under_activity, f"deliverable.{s.deliverable.uid}"]),
        ("add partner", lambda: _joined(s), whole_partnership),
        ("remove partner", lambda: partnership.remove_partner(s.second, by=s.by), whole_partnership),
        ("move partner", lambda: partnership.move_partner(s.second, by=s.by, position=1), whole_partnership),
        ("lead", lambda: partnership.make_lead(s.second, by=s.by), whole_partnership),
        ("register", lambda: _register(s), partner),
        (
            "add contribution",
            lambda: partnership.add_contribution(s.second, by=s.by, source="Stad", status="public"),
            money,
        ),
        ("remove contribution", lambda: partnership.remove_contribution(s.money, by=s.by), money),
        ("add item", lambda: costing.add_item(s.second, "external", by=s.by), money),
        ("remove item", lambda: costing.remove_item(s.item, by=s.by), money),
        ("lump sum", lambda: _lump_sum(s), ["section.lump_sums"]),
        ("drop lump sum", lambda: costing.drop_lump_sum(s.lump, by=s.by), ["section.lump_sums"]),
        ("part of a lump sum", lambda: s.save(f"lump_sum.{s.lump.uid}.comment", "x"), ["section.lump_sums"]),
        ("annex", lambda: s.upload(Place(s.annex)), ["section.annexes", "annex.letter"]),
        (
            "partner's annex",
            lambda: s.upload(Place(s.own_annex, s.lead)),
            ["section.annexes", "annex.status", f"annex.status.{lead}"],
        ),
        ("other file", lambda: s.upload(Place()), ["section.annexes", "annex.other"]),
        (
            "describe file",
            lambda: attachments.describe(s.file, by=s.by, description="x"),
            [
                "section.annexes",
                "annex.letter",
            ],
        ),
        (
            "remove file",
            lambda: attachments.remove(s.other_file, by=s.by),
            [
                "section.annexes",
                "annex.other",
            ],
        ),
    ]


def _restored(s):
    Entry.objects.filter(pk=s.deliverable.pk).update(removed_at="2026-01-01T00:00:00Z", removed_by=s.by)
    entries.restore(s.deliverable, by=s.by)


def _joined(s):
    partnership.add_partner(s.fresh(), OrganisationFactory(), by=s.by, abbreviation="THIRD", role="partner")


def _register(s):
    Organisation.objects.filter(pk=s.second.organisation_id).update(city="")
    partnership.complete_facts(Partnership.objects.get(pk=s.second.pk), by=s.by, city="Rijsel")


def _lump_sum(s):
    offer = LumpSumFactory(programme_period=s.project.call.programme_period)
    s.project.call.lump_sums.add(offer)
    costing.use_lump_sum(s.fresh(), offer, by=s.by)


def tried(s, act, open_keys):
    """Whether the act went through with just these places open; everything is undone again."""
    Project.objects.filter(pk=s.project.pk).update(open_keys=open_keys)
    went = True
    try:
        with transaction.atomic():
            try:
                act()
            except NotAllowed as refusal:
                went = "asked you to correct other parts" not in str(refusal.text)
            transaction.set_rollback(True)
    finally:
        Project.objects.filter(pk=s.project.pk).update(open_keys=None)
    return went


def test_each_way_to_write_is_open_at_its_places_and_closed_at_all_others(scene):
    table = ways(scene)
    every = sorted({place for _name, _act, opened in table for place in opened})
    for name, act, opened in table:
        if "item" in name:
            scene.project.call.budget_form = BudgetForm.ITEMS
            scene.project.call.save()
        assert tried(scene, act, None), name
        assert not tried(scene, act, []), name
        assert not tried(scene, act, [place for place in every if place not in opened]), name
        for place in opened:
            assert tried(scene, act, [place]), (name, place)


def test_every_field_of_the_form_stands_in_its_section_and_in_a_place_of_its_own():
    for field in CATALOGUE:
        if field.kind == "table":
            continue
        row = str(uuid.uuid4())
        name = {"rate": f"rate.{row}.ERDF", "cost.period": f"cost.{row}.period.1"}.get(field.key)
        name = name or {"lump_sum.share": f"lump_sum.{row}.share.{row}"}.get(field.key)
        key = name or (row_key(field, row) if field.group else field.key)
        full = find(key, "nl" if field.multilingual else "")
        assert full is not None, key
        found = places.places_of(full)
        assert found[0] == f"section.{'lump_sums' if field.group == 'lump_sum' else field.section}"
        assert field.group in {"cost", "contribution", "lump_sum"} or len(found) >= 2


def test_opening_of_a_page_says_what_the_save_will_say(scene):
    stored = fields.tokens(scene.fresh())
    second = str(scene.second.uid)
    keys = [f"activity.{scene.activity.uid}.title", f"partner.{second}", "summary", f"budget.{second}"]
    Project.objects.filter(pk=scene.project.pk).update(open_keys=keys)
    rows = [*scene.second.contributions.values_list("pk", flat=True), scene.item.uid]
    above = dict.fromkeys(map(str, rows), places.budget_places(second))
    opening = Opening.of(scene.fresh(), above)
    for key, current in stored.items():
        try:
            with transaction.atomic():
                fields.save(scene.fresh(), key, current.value, base=current.token, by=scene.by)
                transaction.set_rollback(True)
            went = True
        except NotAllowed:
            went = False
        except (DomainError, fields.InvalidValue, fields.StaleValue):
            went = True
        assert opening.has_field(key) is went, key


ROWS = st.from_regex(r"(cost|activity|contribution|budget|partner)\.[^\s]{0,40}", fullmatch=True)


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.one_of(st.text(max_size=60), ROWS))
def test_hostile_keys_open_nothing_and_break_nothing(scene, key):
    Project.objects.filter(pk=scene.project.pk).update(open_keys=["summary"])
    before = digest(to_data(load(scene.fresh())))
    with contextlib.suppress(NotAllowed, fields.InvalidValue, fields.StaleValue):
        fields.save(scene.fresh(), key, "x", base="0", by=scene.by)
    assert digest(to_data(load(scene.fresh()))) == before


def test_restoring_puts_back_what_was_written_in_a_round(scene):
    frozen = load(scene.fresh())
    Project.objects.filter(pk=scene.project.pk).update(open_keys=["summary", "acronym"])
    scene.save("summary.nl", "Anders")
    scene.save("acronym", "OTHER")
    assert load(scene.fresh()).summary["nl"] == "Anders"
    restore(scene.fresh(), dossier.from_data(to_data(frozen)), by=scene.by)
    assert load(scene.fresh()).summary == frozen.summary
    assert load(scene.fresh()).acronym == frozen.acronym
