"""One small world with a person of every kind, for tests that ask who may do what."""

from functools import cached_property
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone

from assessments.committee import papers
from assessments.models import (
    AgendaItem,
    Assessment,
    Condition,
    Consolidation,
    Delegation,
    DelegationMember,
    Session,
)
from assessments.printing import consolidated, single
from calls.models import Call, CallStaff
from calls.states import CallState, Use
from cascade.models import SubCall, SubGrant
from correspondence.models import Message
from documents.models import Document
from programmes.models import LumpSum, Region
from projects import advice, dossier
from projects.contracting import issuing
from projects.contracting.facts import facts_of
from projects.models import (
    AdviceLink,
    Attachment,
    BankAccount,
    Contract,
    ContractIssue,
    Entry,
    Invitation,
    Modification,
    Partnership,
    Project,
    Version,
)
from projects.states import Level, State
from publications.models import Publication
from tests.factories.assessments import DecisionFactory
from tests.factories.calls import CallFactory, CallFieldFactory, CallStaffFactory
from tests.factories.cascade import SchemeFactory, SubCallFactory, SubGrantFactory
from tests.factories.committee import DelegationFactory, SessionFactory
from tests.factories.correspondence import MessageFactory
from tests.factories.programmes import (
    LumpSumFactory,
    ProgrammePeriodFactory,
    RegionFactory,
)
from tests.factories.projects import (
    AttachmentFactory,
    CollaboratorFactory,
    ContractFactory,
    ContributionFactory,
    EntryFactory,
    InterestFactory,
    PaperFactory,
    ProjectFactory,
    VersionFactory,
    complete_call,
    complete_partner,
    complete_project,
)
from tests.factories.publications import PublicationFactory
from tests.people import People


class World(People):
    """Everything is made when first asked for. Give each new kind of object a property here."""

    @cached_property
    def call(self) -> Call:
        edition = ProgrammePeriodFactory(programme=self.programme)
        return CallFactory(programme_period=edition, code="here-1")

    @cached_property
    def lump_sum(self) -> LumpSum:
        """Set up for the edition, in no call."""
        return LumpSumFactory(programme_period=self.call.programme_period)

    @cached_property
    def country(self) -> Region:
        return RegionFactory(code="BE", level=0)

    @cached_property
    def draft(self) -> Project:
        """Never submitted: nobody but its writers may know of it."""
        return self._written(ProjectFactory(call=self.call, created_by=self.applicant, acronym="DRAFT"))

    @cached_property
    def work_package(self) -> Entry:
        """A work package of the draft, in a call that asks for them."""
        CallFieldFactory(call=self.call, key="work_package.title", use=Use.REQUIRED)
        return EntryFactory(project=self.draft)

    @cached_property
    def rehearsal(self) -> Project:
        """Of somebody else in the secretariat: nobody of the world writes it."""
        return ProjectFactory(call=self.call, acronym="REHEARSAL", is_rehearsal=True)

    @cached_property
    def submitted(self) -> Project:
        """Submitted once, with its first version; the committee declared no conflict of interest."""
        project = ProjectFactory(
            call=self.call, created_by=self.applicant, acronym="SUBMITTED", submitted=True
        )
        written = self._written(project)
        VersionFactory(project=project, data=dossier.to_data(dossier.load(project)))
        InterestFactory(project=project, person=self.committee)
        return written

    @cached_property
    def contracted(self) -> Project:
        """Under contract: the applicant gave an account that waits, a paper, and asked for a modification."""
        project = ProjectFactory(
            call=self.call, created_by=self.applicant, submitted=True, state=State.CONTRACTED
        )
        content = dossier.to_data(dossier.load(project))
        VersionFactory(project=project, data=content, hash=dossier.digest(content))
        contract = ContractFactory(project=project)
        BankAccount.objects.create(
            contract=contract, holder="Lead", iban="NL91ABNA0417164300", given_by=self.applicant
        )
        file = default_storage.save("attachments/00/paper-of-the-world", ContentFile(b"content"))
        PaperFactory(project=project, file=file)
        Modification.objects.create(project=project, number=1, reason="Longer.", asked_by=self.applicant)
        InterestFactory(project=project, person=self.committee)
        return self._written(project)

    @cached_property
    def issued(self) -> ContractIssue:
        """The contract of the contracted project, issued to be signed; its papers are being made."""
        project = self.contracted
        version = project.versions.get()
        issue = ContractIssue.objects.create(
            contract=Contract.objects.get(project=project),
            edition=1,
            version=version,
            data=facts_of(project, version),
            issued_by=self.officer,
        )
        issuing.paper(project, issue, issuing.CONTRACT, "nl")
        return issue

    @cached_property
    def approved(self) -> Project:
        """Approved, its contract not begun."""
        project = ProjectFactory(
            call=self.call, created_by=self.applicant, submitted=True, state=State.APPROVED
        )
        VersionFactory(project=project)
        InterestFactory(project=project, person=self.committee)
        return self._written(project)

    @cached_property
    def letter(self) -> Message:
        """A drafted letter to the applicant about the submitted proposal."""
        return MessageFactory(
            about=self.submitted.chain, programme=self.programme.code, recipient=self.applicant
        )

    @cached_property
    def assessment(self) -> Assessment:
        """The assessor is invited to the submitted proposal and has declared nothing yet."""
        version = self.submitted.versions.get()
        return Assessment.objects.create(project=self.submitted, version=version, assessor=self.assessor)

    @cached_property
    def sheet(self) -> Assessment:
        """The assessor has finished assessing the contracted project; the sheet as PDF is being made."""
        version = self.contracted.versions.get()
        InterestFactory(project=self.contracted, person=self.assessor)
        sheet = Assessment.objects.create(
            project=self.contracted, version=version, assessor=self.assessor, finished_at=timezone.now()
        )
        single.request(sheet, self.officer, "en")
        return sheet

    @cached_property
    def consolidation(self) -> Consolidation:
        """Of that assessment, concluded by the officer; the sheet as PDF is being made."""
        consolidation = Consolidation.objects.create(
            version=self.sheet.version,
            rapporteur=self.officer,
            named_by=self.officer,
            state="concluded",
            concluded_at=timezone.now(),
        )
        consolidated.request(consolidation, self.officer, "en")
        return consolidation

    @cached_property
    def delegation(self) -> Delegation:
        """Of the programme's monitoring committee; the committee member speaks for it."""
        delegation = DelegationFactory(programme=self.programme)
        DelegationMember.objects.create(delegation=delegation, user=self.committee)
        return delegation

    @cached_property
    def condition(self) -> Condition:
        """Of an approval of the submitted proposal."""
        version = self.submitted.versions.get()
        decision = DecisionFactory(version=version, outcome="approved_with_conditions")
        return Condition.objects.create(decision=decision, text="Name a deputy.")

    @cached_property
    def planned_session(self) -> Session:
        """Of the monitoring committee, with one point on the agenda; nobody was told."""
        self.call  # noqa: B018 - its programme
        session = SessionFactory(programme=self.programme, created_by=self.officer)
        AgendaItem.objects.create(session=session, title="A point", position=1)
        return session

    @cached_property
    def session(self) -> Session:
        """A convened session about the submitted proposal and another point."""
        session = SessionFactory(
            programme=self.programme, created_by=self.officer, state="convened", convened_at=timezone.now()
        )
        session.attendances.create(delegation=self.delegation, has_vote=True)
        AgendaItem.objects.create(session=session, title="Opening", position=1)
        version = self.submitted.versions.get()
        AgendaItem.objects.create(session=session, project=self.submitted, version=version, position=2)
        session.papers = papers.facts_of(session)
        session.save()
        return session

    @cached_property
    def partner(self) -> Partnership:
        """In the draft, with its own money and some from another source."""
        RegionFactory(code="BE", level=0)
        partner = complete_partner(self.draft, 1)
        ContributionFactory(partnership=partner, source="A foundation")
        return partner

    @cached_property
    def attachment(self) -> Attachment:
        """A checked file of the draft, with something in the storage."""
        file = default_storage.save("attachments/00/of-the-world", ContentFile(b"content"))
        return AttachmentFactory(project=self.draft, file=file)

    @cached_property
    def invitation(self) -> Invitation:
        """To the draft, for the colleague."""
        return Invitation.objects.create(
            project=self.draft, email=self.colleague.email, invited_by=self.applicant
        )

    @cached_property
    def advice_link(self) -> AdviceLink:
        """By which anybody reads the draft."""
        return advice.make(self.draft, by=self.applicant, reader="A colleague", days=7, key=uuid4())

    @cached_property
    def frozen(self) -> Version:
        """A version with all its content, whose receipt is still being made."""
        call = complete_call(programme_period=self.call.programme_period)
        project = complete_project(call=call, created_by=self.applicant)
        CollaboratorFactory(project=project, user=self.colleague, level=Level.VIEW)
        Project.objects.filter(pk=project.pk).update(
            state=State.SUBMITTED, code="HERE-2-00001", first_submitted_at=timezone.now()
        )
        InterestFactory(project=project, person=self.committee)
        content = dossier.to_data(dossier.load(project))
        version = VersionFactory(project=project, data=content, hash=dossier.digest(content))
        Document.objects.create(
            kind="receipt",
            subject=f"{project.chain}:{version.number}",
            language="en",
            template_revision="1",
            data_hash="1",
            data={},
        )
        return version

    @cached_property
    def sub_grant(self) -> SubGrant:
        """Public, with a company that got it."""
        made = SubCallFactory(scheme=SchemeFactory(operation=self.publication))
        return SubGrantFactory(code="sub-grant-here", sub_call=made, grantees=[{"name": "Company here"}])

    @cached_property
    def asked_call(self) -> SubCall:
        """Of a scheme of the contracted project, which is public; its people asked for it, and it waits."""
        project = self.contracted
        edition = self.call.programme_period
        operation = PublicationFactory(code=project.code, programme_period=edition)
        call = CallFactory(programme_period=edition, code="here-asked", state=CallState.DRAFT)
        return SubCallFactory(scheme=SchemeFactory(operation=operation), call=call, asked_at=timezone.now())

    @cached_property
    def call_role(self) -> CallStaff:
        """Of somebody in the sub-call of the sub-grant."""
        return CallStaffFactory(call=self.sub_grant.sub_call.call)

    @cached_property
    def publication(self) -> Publication:
        edition = self.call.programme_period
        return PublicationFactory(
            programme_period=edition,
            code="published-1",
            acronym="PUBLISHED",
            partners=[{"name": "Stad Gent", "country": "BE", "role": "lead"}],
        )

    def _written(self, project: Project) -> Project:
        CollaboratorFactory(project=project, user=self.applicant, level=Level.MANAGE)
        CollaboratorFactory(project=project, user=self.colleague, level=Level.VIEW)
        return project
