"""One sample of the data of every kind of document. A kind without one fails the tests of this folder.

Free text in a sample has a space in it: by that the variants (tests/papers/variants.py) know it from codes.
"""

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from assessments import consolidating, decisions
from assessments.committee import minutes, papers
from assessments.models import Assessment, Condition, Consolidation
from assessments.printing import consolidated, single
from calls.models import Call, ScalePoint
from cascade import portfolio as scheme_portfolio
from cascade import summary as sub_grants
from cascade.models import SubGrant
from documents.models import Document
from editorial import leaflet
from events import guest_list
from knowledge.practices import transferring
from partners.models import Organisation
from programmes import papers as letters
from programmes.states import Role
from projects import contracting, dossier, lifecycle
from projects.contracting import issuing
from projects.fields.outcomes import token_of
from projects.models import Answer, BudgetLine, Project, StateChange, Version
from projects.printing import application, blank, compared
from projects.states import State
from publications import finding, poster, search, summary
from publications.models import Organisation as PublicOrganisation
from publications.models import Publication
from publications.portfolio import subjects
from publications.portfolio.facts import Facts
from publications.portfolio.subjects import Subject
from tests.factories.assessments import DecisionFactory, eligible_project, scored, staff_of, submitted_project
from tests.factories.calls import CallAnnexFactory, CallFactory, CriterionFactory
from tests.factories.cascade import SchemeFactory, SchemeThemeFactory, SubCallFactory, SubGrantFactory
from tests.factories.committee import committee, convened, opened
from tests.factories.correspondence import MessageFactory
from tests.factories.events import EventFactory, RegistrationFactory
from tests.factories.form import filled_project
from tests.factories.knowledge import officer_of, published
from tests.factories.programmes import RegionFactory
from tests.factories.projects import AttachmentFactory, ProjectFactory, ready_contract
from tests.factories.publications import PublicationFactory, PublishedPartnerFactory

Data = dict[str, Any]
NAMES = ("Stad aan de Schelde", "Ville de la Côte", "Universiteit van de Leie")
PROSE = (
    "Het water in de Schelde staat te laag. De partners leggen natte natuur aan en meten wat dat oplevert. "
    "Boeren, waterschappen en scholen doen mee.\n\nLes communes voisines partagent leurs données. "
)


def asked(document: Document) -> Data:
    """The data with which a document was asked for, as they are stored."""
    return dict(document.data)


def plain(data: Data) -> Data:
    """The data as the engine stores them."""
    return dict(json.loads(json.dumps(data, cls=DjangoJSONEncoder)))


def named(project: Project) -> Project:
    """The project with texts of some length, and names that have a space in them."""
    for number, row in enumerate(project.partnerships.order_by("position")):
        Organisation.objects.filter(pk=row.organisation_id).update(
            name=NAMES[number % len(NAMES)], street="Kade 1", postcode="9000", city="Gent Zuid"
        )
    Answer.objects.filter(project=project, field="summary").update(text=PROSE * 3)
    Call.objects.filter(pk=project.call_id).update(
        title={"nl": "Eerste oproep", "fr": "Premier appel", "en": "First call"}
    )
    return Project.objects.get(pk=project.pk)


def _submitted() -> tuple[Project, Version]:
    project = named(filled_project(acronym="ONT SLUIT"))
    AttachmentFactory(project=project, name="brief van steun.pdf", description="Een brief")
    return project, lifecycle.submit(project, by=project.created_by)


def _application() -> Data:
    _project, version = _submitted()
    return asked(application.request_version(version, "nl"))


def _receipt() -> Data:
    _submitted()
    return asked(Document.objects.filter(kind="receipt").latest("pk"))


def _comparison() -> Data:
    project, _version = _submitted()
    Answer.objects.filter(project=project, field="title", language="nl").update(text="Een andere titel")
    Answer.objects.filter(project=project, field="summary", language="nl").update(text=PROSE + "En meer.")
    BudgetLine.objects.filter(partnership__project=project, partnership__position=1).update(amount="90000.12")
    choice = compared.chosen(project, {"old": "1", "new": "0"}, with_draft=True)
    assert choice is not None
    return asked(compared.request(project, choice, "nl"))


def _blank_form() -> Data:
    call = filled_project(acronym="ONT SLUIT").call
    CallAnnexFactory(call=call, title={"en": "Letter of support"}, description={"en": "One each"})
    CriterionFactory(call=call, title={"en": "Cross-border value"}, question={"en": "Does it need both?"})
    Call.objects.filter(pk=call.pk).update(title={"en": "First call"}, introduction={"en": PROSE})
    return plain(blank.data_of(Call.objects.get(pk=call.pk)))


def _approved() -> Project:
    project = named(filled_project(acronym="ONT SLUIT"))
    Project.objects.filter(pk=project.pk).update(
        state=State.APPROVED, code=f"FW-{project.pk}", first_submitted_at=project.created_at
    )
    project = Project.objects.get(pk=project.pk)
    content = dossier.to_data(dossier.load(project))
    version = Version.objects.create(
        project=project,
        number=1,
        reason="submitted",
        schema=content["schema"],
        data=content,
        hash=dossier.digest(content),
        created_by=project.created_by,
    )
    StateChange.objects.create(
        project=project,
        version=version,
        step="approve",
        target=State.APPROVED,
        decided_on=date(2026, 1, 5),
        by=project.created_by,
    )
    decision = DecisionFactory(version=version, outcome="approved", granted=Decimal("119000.50"))
    for text in ("Noem een plaatsvervanger.", PROSE):
        Condition.objects.create(decision=decision, text=text, due=date(2026, 3, 1))
    ready_contract(project)
    return project


def _contract(kind: str) -> Callable[[], Data]:
    def made() -> Data:
        project = _approved()
        issue = contracting.issue(project, by=staff_of(project, Role.OFFICER), key=uuid4())
        return asked(issuing.paper(project, issue, kind, "nl"))

    return made


def _finished() -> tuple[Project, list[Any]]:
    project = named(submitted_project(criteria=3, acronym="ONT SLUIT", partners=3))
    project.call.criteria.update(question={"en": "Does it need both sides?"}, title={"en": "The value of it"})
    for value in range(6):
        ScalePoint.objects.get_or_create(call=project.call, value=value, words={"en": f"Point {value}"})
    people = [staff_of(project, Role.ASSESSOR) for _each in range(2)]
    for person, value in zip(people, (1, 5), strict=True):
        sheet = scored(project, person, value)
        sheet.scores.update(comment=PROSE)
        decisions.finish_assessment(sheet, by=person, recommendation="recommended", comment=PROSE)
    return project, people


def _assessment_sheet() -> Data:
    _project, people = _finished()
    sheet = Assessment.objects.get(assessor=people[0])
    return asked(single.request(sheet, people[0], "nl"))


def _consolidated_sheet() -> Data:
    project, people = _finished()
    officer = staff_of(project, Role.OFFICER)
    held = consolidating.name_rapporteur(project, by=officer, rapporteur=people[0])
    for criterion in project.call.criteria.all():
        for key, value in ((f"value.{criterion.pk}", "4"), (f"comment.{criterion.pk}", PROSE)):
            consolidating.save_field(held, key, value, base=token_of(""), by=people[0])
    consolidating.save_field(held, "text", PROSE, base=token_of(""), by=people[0])
    consolidating.send(held, by=people[0], due=date(2999, 1, 1))
    fresh = Consolidation.objects.get(pk=held.pk)
    consolidating.answer(fresh, by=people[1], agrees=False, reason="Too high a score.")
    return asked(consolidated.request(Consolidation.objects.get(pk=held.pk), officer, "nl"))


def _eligible() -> tuple[Project, Any]:
    project = named(eligible_project(acronym="ONT SLUIT"))
    assessor = staff_of(project, Role.ASSESSOR)
    sheet = scored(project, assessor, 3)
    Assessment.objects.filter(pk=sheet.pk).update(finished_at=timezone.now(), recommendation="recommended")
    committee(project.call.programme_period.programme, voting=3, advisory=1)
    return project, staff_of(project, Role.OFFICER)


def _committee_papers() -> Data:
    session = convened(*_eligible(), title="Spring session")
    session.items.update(text=PROSE, motion="approved")
    at = session.convened_at.isoformat() if session.convened_at else None
    return {**papers.cut(plain(papers.facts_of(session)), frozenset()), "convened_at": at}


def _committee_minutes() -> Data:
    session = opened(*_eligible(), title="Spring session")
    session.opening_text, session.closing_text = PROSE, PROSE
    session.save()
    session.items.update(minutes_text=PROSE, motion="approved")
    return plain({**papers.cut(minutes.facts_of(session), frozenset()), "agreed_at": None})


def _letter() -> Data:
    message = MessageFactory(subject="Your proposal ONT SLUIT", body=PROSE * 4)
    return plain(letters.data_of(message))


def _publication() -> Publication:
    publication: Publication = PublicationFactory(
        title={"nl": "Water voor de grensstreek", "en": "Water for the border"},
        summary={"nl": PROSE * 2},
        total_budget=Decimal("1234567.89"),
        eu_funding=Decimal("740740.73"),
    )
    for position, name in enumerate(NAMES, start=1):
        PublishedPartnerFactory(
            publication=publication,
            position=position,
            name=name,
            budget=Decimal("411522.63"),
            eu_funding=Decimal("246913.57"),
        )
    search.index([publication.pk])
    return publication


def _funding_summary() -> Data:
    return plain(summary.data_of(_publication()))


def _poster() -> Data:
    return plain(poster.data_of(_publication()))


def _sub_grant_summary() -> Data:
    firms = [{"name": name, "region": "BE211", "grant": Decimal("33333.33")} for name in NAMES]
    made = SubGrantFactory(
        title={"nl": "Zon voor de grensstreek", "en": "Sun for the border"},
        summary={"nl": PROSE * 2},
        grantees=firms,
    )
    return plain(sub_grants.data_of(SubGrant.objects.for_page().get(pk=made.pk)))


def _scheme_portfolio() -> Data:
    """Of two themes and one sub-grant without any; one final recipient is no longer named."""
    scheme = SchemeFactory(
        title={"nl": "Steun voor bedrijven", "en": "Support for companies"}, source="Press note"
    )
    made = SubCallFactory(scheme=scheme)
    themes = [SchemeThemeFactory(scheme=scheme, code=code, title={"nl": code}) for code in ("zon", "wind")]
    firms = [{"name": name, "identifier": name, "size_class": "small"} for name in NAMES]
    gone = {"name": "", "is_natural_person": True, "forgotten_at": timezone.now()}
    for theme in (*themes, *themes, None):
        SubGrantFactory(sub_call=made, theme=theme, title={"nl": NAMES[0]}, grantees=[*firms, gone])
    data = scheme_portfolio.data_of(scheme.code)
    assert data is not None
    return plain(data)


def _portfolio(subject: Callable[[Publication], Subject]) -> Callable[[], Data]:
    def made() -> Data:
        return plain(Facts(subject(_publication()), "nl").read())

    return made


def _of_call(publication: Publication) -> Subject:
    call = CallFactory(programme_period=publication.programme_period, title={"en": "First call"})
    ProjectFactory(call=call, submitted=True, state=State.CONTRACTED)
    Project.objects.filter(call=call).update(code=publication.code)
    return subjects.of_call(call)


def _of_partner(publication: Publication) -> Subject:
    organisation = PublicOrganisation.objects.create(name=NAMES[0], slug="stad-aan-de-schelde", country="BE")
    publication.partners.filter(position=1).update(organisation=organisation)
    search.index([publication.pk])
    return subjects.of_organisation(organisation)


def _leaflet() -> Data:
    """Of a region of which the edition of the published project states two facts."""
    publication = _publication()
    region = RegionFactory(code="BE32", name="Prov. Hainaut")
    named = {"nl": "Projecten in de provincie", "en": "Projects in the province"}
    fact = {"key": "n", "label": named, "kind": "number", "value": 114, "codes": ["BE32"], "source": "seed"}
    edition = publication.programme_period
    edition.facts = [fact, {**fact, "key": "m", "kind": "money", "value": 174000000, "approximate": True}]
    edition.save(update_fields=["facts"])
    return plain(leaflet.data_of(region) or {})


def _practice_fiche() -> Data:
    practice = published(organisation=NAMES[0], practice__en=PROSE * 3)
    told = transferring.Told("Ville de la Côte", "FR", "", 2024, "fr", "Ils ont acheté des jauges.", "")
    transfer = transferring.tell(practice.published, told, by=practice.authors.get(), stamp="sample")
    transferring.handle(transfer, is_confirmed=True, answer="", by=officer_of(practice.platform))
    return asked(Document.objects.filter(kind="practice_fiche").latest("pk"))


def _guest_list() -> Data:
    event = EventFactory(title={"en": "Low water together"}, place="Kade 1, Gent", places=40)
    for number, name in enumerate(("Ann of the Sample", "Zoë of the Sample", "Émile of the Sample")):
        state = "waiting" if number == 2 else "held"
        RegistrationFactory(event=event, name=name, organisation=NAMES[number], state=state)
    return plain(guest_list.facts_of(event))


SAMPLES: dict[str, Callable[[], Data]] = {
    "poster": _poster,
    "sub_grant_summary": _sub_grant_summary,
    "scheme_portfolio": _scheme_portfolio,
    "leaflet": _leaflet,
    "guest_list": _guest_list,
    "practice_fiche": _practice_fiche,
    "portfolio": _portfolio(lambda one: subjects.of_edition(one.programme_period)),
    "partner_portfolio": _portfolio(_of_partner),
    "call_result": _portfolio(_of_call),
    "selection": _portfolio(lambda _one: subjects.of_search(finding.query({}))),
    "letter": _letter,
    "letter_draft": lambda: {**_letter(), "is_draft": True},
    "funding_summary": _funding_summary,
    "receipt": _receipt,
    "comparison": _comparison,
    "application": _application,
    "blank_form": _blank_form,
    "contract": _contract(issuing.CONTRACT),
    "contract_annex": _contract(issuing.ANNEX),
    "assessment_sheet": _assessment_sheet,
    "consolidated_sheet": _consolidated_sheet,
    "committee_papers": _committee_papers,
    "committee_minutes": _committee_minutes,
}
