"""The mails about a project: the ones that leave at once, and the letters that wait for confirmation."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils import translation

from accounts.models import User
from calls import texts
from core.texts import Text
from correspondence import outbox
from correspondence.drafting import draft
from correspondence.models import Message
from correspondence.wording import Wording, wording
from documents.models import Document
from programmes.states import SECRETARIAT
from projects import moments
from projects.form import SECTIONS
from projects.interests import staff_told
from projects.models import Modification, PolicyReport, Project, StateChange, SubmissionRequest, Version
from projects.states import Level

# Steps of the secretariat that an applicant must act on or know of; each has a template "step_<key>".
# Decisions on eligibility and funding have letters of their own, drafted by assessments.
TOLD_STEPS = frozenset(
    {
        "return_to_applicant",
        "take_back",
        "return_for_conditions",
        "hand_back",
        "open_modification",
        "approve_modification",
        "reject_modification",
        "cancel_modification",
        "set_contracted",
    }
)


OF_MODIFICATION = frozenset({"open_modification", "approve_modification"})


def managers_of(project: Project) -> QuerySet[User]:
    """The people with an open account who manage the whole project: letters go to each of them."""
    return User.objects.filter(
        collaborations__project=project,
        collaborations__level=Level.MANAGE,
        collaborations__partnership=None,
        is_active=True,
    ).order_by("pk")


def send_receipt(project: Project, change: StateChange, version: Version, *, pdf: Document, to: User) -> None:
    """The receipt of a submission, with the PDF; leaves when the PDF is ready."""
    zone = project.call.time_zone
    received = moments.moment_for(change.at, zone, to.language)
    facts = {"project": project, "version": version, "received": received, "zone": zone}
    template, context = in_own_words(project, "receipt", facts, to)
    outbox.write(
        "receipt",
        to=to,
        template=template,
        context=context,
        about=project.chain,
        programme=outbox_of(project),
        by=to,
        dedupe_key=f"receipt:{project.uid}:{version.number}",
        attachment=pdf,
        attachment_name=f"{project.code}-v{version.number}.pdf",
        confirmed=True,
    )


def in_own_words(
    project: Project, template: str, context: Mapping[str, Any], to: User
) -> tuple[str, Mapping[str, Any]]:
    """Template and context of a mail: the call's own words if it has some in the reader's language."""
    found = texts.own_words(project.call, template, to.language)
    if found is None:
        return template, context
    version = context.get("version")
    programme = project.call.programme_period.programme
    values = {
        **{name: context.get(name) or "" for name in ("received", "decided_on", "note", "conditions")},
        "recipient": to,
        "project": project,
        "call": project.call.title.best(to.language).text,
        "programme": programme.name.best(to.language).text,
        "version": version.number if version else "",
        "hash": version.hash if version else "",
    }
    subject, body = (texts.fill(template, text, values) for text in found)
    return "own_words", {**context, "subject": subject, "body": body}


def ask_to_confirm(project: Project, request: SubmissionRequest, *, to: Iterable[User]) -> None:
    """Everybody else who manages the project is asked at once to confirm its submission."""
    zone = project.call.time_zone
    for person in to:
        closes = moments.planned_for(project.closes_at, zone, person.language)
        outbox.write(
            "confirm",
            to=person,
            template="submission_to_confirm",
            context={"project": project, "by": request.by, "closes": closes, "zone": zone},
            about=project.chain,
            programme=outbox_of(project),
            by=request.by,
            dedupe_key=f"confirm:{request.pk}:{person.pk}",
            confirmed=True,
        )


def outbox_of(project: Project) -> str:
    """The programme whose outbox shows the mails about a project; staff see none about a rehearsal."""
    return "" if project.is_rehearsal else project.programme_code


def tell_reported(report: PolicyReport) -> None:
    """To who handles the project for the secretariat, or all of it if nobody does: a report is to be read."""
    project = report.project
    told = list(staff_told(project, SECRETARIAT))
    own = [person for person in told if person.pk == project.officer_id]
    for person in own or told:
        with translation.override(person.language):
            path = reverse("secretariat:policy_reports", args=[project.uid])
            address = settings.PORTAL_URL.rstrip("/") + path
            kind = str(report.get_kind_display())
        outbox.write(
            "policy report",
            to=person,
            template="policy_report_new",
            context={"project": project, "report": report, "kind": kind, "address": address},
            about=project.chain,
            programme=outbox_of(project),
            by=report.reported_by,
            dedupe_key=f"policy-report:{report.uid}:{person.pk}",
            confirmed=True,
        )


def tell_withdrawn(project: Project, change: StateChange) -> None:
    """Every manager of the project learns at once that it was withdrawn, by whom and why."""
    for person in managers_of(project):
        at = moments.moment_for(change.at, project.call.time_zone, person.language)
        context = {"by": change.by, "at": at}
        _write(project, change, "withdrawn", "withdrawn", to=person, context=context, confirmed=True)


def draft_step_letter(project: Project, change: StateChange) -> None:
    """A letter to each manager about a step of the secretariat; it waits in the outbox for confirmation."""
    if change.step not in TOLD_STEPS:
        return
    facts, letter = facts_of_step(change), f"step_{change.step}"
    for person in managers_of(project):
        draft_letter(project, change, change.step, letter, to=person, by=change.by, facts=facts)


def facts_of_step(change: StateChange) -> Callable[[str], Mapping[str, str]]:
    """What the letter about a step tells beside the values of every letter, by language."""
    modification = _modification_of(change) if change.step in OF_MODIFICATION else None

    def facts(language: str) -> Mapping[str, str]:
        about = {"note": change.note, "decided_on": moments.day(change.decided_on, language)}
        return about if modification is None else about | _facts_of(modification, language)

    return facts


def _modification_of(change: StateChange) -> Modification | None:
    """The modification that a step opened or decided: it holds the moment of the step."""
    of_step = Q(opened_at=change.at) | Q(decided_at=change.at)
    return Modification.objects.filter(of_step, project=change.project_id).first()


def _facts_of(modification: Modification, language: str) -> dict[str, str]:
    """What is open, and the days that count; blank what is not fixed."""
    with translation.override(language):
        parts = ", ".join(str(SECTIONS[part]) for part in modification.parts)
    return {
        "open_parts": parts,
        "submit_by": moments.day(modification.due_on, language),
        "in_force_on": moments.day(modification.in_force_on, language),
    }


def words_of(project: Project, kind: str, to: User, values: Mapping[str, Any]) -> Wording:
    """The words of a letter: the call's own if it has some in the reader's language, else the programme's."""
    found = texts.own_words(project.call, kind, to.language)
    words = wording(project.programme_code, kind, to.language)
    if found is None:
        return words
    subject, body = (texts.fill(kind, text, values) for text in found)
    with translation.override(to.language):
        ending = translation.gettext("You will find the project here:")
    body = f"{body}\n\n{ending} {{{{ address }}}}"
    return replace(
        words, subject=subject, body=body, language=to.language, is_fallback=False, is_of_call=True
    )


def values_of(project: Project, to: User, language: str) -> dict[str, str]:
    """What the placeholders of every letter stand for, in the language of the letter."""
    call = project.call
    with translation.override(language):
        address = settings.PORTAL_URL.rstrip("/") + reverse("apply:proposal", args=[project.uid])
    return {
        "recipient": str(to),
        "project": str(project),
        "code": project.code or "",
        "acronym": project.acronym,
        "call": Text(call.title).best(language).text,
        "programme": Text(call.programme_period.programme.name).best(language).text,
        "address": address,
    }


def draft_letter(  # noqa: PLR0913 - a letter has this many facts, each named by the caller
    project: Project,
    change: StateChange,
    kind: str,
    letter: str,
    *,
    to: User,
    by: User | None,
    facts: Callable[[str], Mapping[str, str]],
    turn: int = 1,
) -> Message:
    """One letter about a step of the project, to one of its managers; it waits in the outbox.

    `facts` gives the values of placeholders beside those of every letter, in the language asked for. The
    same person gets another letter about the same step only as another `turn`.
    """
    own = {**values_of(project, to, to.language), **facts(to.language)}
    words = words_of(project, letter, to, own)
    return draft(
        words,
        kind,
        to=to,
        values={**values_of(project, to, words.language), **facts(words.language)},
        about=project.chain,
        programme=outbox_of(project),
        by=by,
        dedupe_key=f"{kind}:{change.pk}:{to.pk}" + (f":{turn}" if turn > 1 else ""),
        time_zone=project.call.time_zone,
    )


def _write(
    project: Project,
    change: StateChange,
    kind: str,
    template: str,
    *,
    to: User,
    context: Mapping[str, Any],
    confirmed: bool = False,
) -> None:
    template, context = in_own_words(project, template, {"note": change.note, **context}, to)
    outbox.write(
        kind,
        to=to,
        template=template,
        context={"project": project, **context},
        about=project.chain,
        programme=outbox_of(project),
        by=change.by,
        dedupe_key=f"{kind}:{change.pk}:{to.pk}",
        confirmed=confirmed,
    )
