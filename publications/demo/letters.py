"""Letters and talk of the demo world: a letterhead, own words as PDF, a question with its answers."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

from django.db import transaction

from core.loading.writing import Report
from core.texts import Text
from correspondence import keeping
from correspondence.models import Letterhead
from correspondence.wording import built_in
from projects import talking
from projects.models import Audience, Comment, Project
from publications.demo.people import Cast

AS_PDF = ("decision_approved", "decision_approved_with_conditions", "decision_not_approved")
PROGRAMME = "FWVL"
OBJECTED = "VLNED"  # whose applicants object to a decision
SENDER = Text(
    nl="Demoprogramma\nGemeenschappelijk secretariaat (verzonnen)",
    fr="Programme de démonstration\nSecrétariat conjoint (inventé)",
    en="Demonstration programme\nJoint secretariat (invented)",
)
SIGNATURE = Text(nl="Het secretariaat", fr="Le secrétariat", en="The secretariat")
FOOTER = Text(
    nl="Demonstratie: deze brief is verzonnen.",
    fr="Démonstration\N{NO-BREAK SPACE}: cette lettre est inventée.",
    en="Demonstration: this letter is invented.",
)
TALK = (
    (False, Audience.APPLICANTS, "May a partner still change its address before the contract? (invented)"),
    (
        True,
        Audience.APPLICANTS,
        "Yes: name the new address here, and it goes into the contract. (invented)",
    ),
    (True, Audience.STAFF, "The register shows another address. Let us look before signing. (invented)"),
)


@transaction.atomic
def set_up(report: Report) -> None:
    """The heads of letters with 30 days to object, and one programme's own words as PDF, before decisions."""
    noted = report.kind("demo letters")
    for programme, as_pdf in ((PROGRAMME, AS_PDF), (OBJECTED, ())):
        if Letterhead.objects.filter(programme=programme).exists():
            noted.unchanged += 1
            continue
        by = Cast(programme).manager
        keeping.keep_letterhead(
            programme, by=by, sender=SENDER, signature=SIGNATURE, footer=FOOTER, objection_days=30
        )
        for kind in as_pdf:
            subject, body = built_in(kind)
            keeping.keep(programme, kind, by=by, subject=subject, body=body, as_pdf=True)
        noted.added.append(programme)


@transaction.atomic
def talk(project: Project, who: Cast) -> None:
    """A question of the applicant, the answer, and a word among staff."""
    first: Comment | None = None
    for number, (by_staff, audience, text) in enumerate(TALK):
        said = talking.say(
            project,
            by=who.officer if by_staff else who.applicant,
            by_staff=by_staff,
            text=text,
            audience=audience,
            key=uuid5(NAMESPACE_URL, f"{project.uid}:{number}"),
            answers=first,
        )
        first = first or said
