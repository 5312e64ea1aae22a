"""Addresses about letters, the talk about a proposal and objections, in both doors."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from assessments.models import Appeal
from correspondence.models import Message
from correspondence.states import MessageState
from programmes import papers
from projects.models import Comment, StateChange
from projects.states import State
from tests.factories.correspondence import MessageFactory
from tests.factories.projects import PaperFactory
from tests.house.access.table import SECRETARIAT, Row

READS = "officer manager committee auditor"
SIGN_IN = {302: "anonymous"}


def of_letter(world):
    return {"uid": world.letter.uid}


def of_paper(world):
    Message.objects.filter(pk=world.letter.pk).update(as_pdf=True)
    return {"uid": world.letter.uid}


def of_previewed(world):
    given = of_paper(world)
    papers.preview(Message.objects.get(pk=world.letter.pk))
    return given


def of_words(world):
    return {"code": world.letter.programme, "kind": "decision_approved"}


def of_programme(world):
    return {"code": world.letter.programme}


def of_project(world):
    return {"uid": world.submitted.uid}


def of_sent(world):
    """A letter of the submitted proposal that has left for the applicant, without a PDF."""
    letter = MessageFactory(
        about=world.submitted.chain,
        programme=world.programme.code,
        recipient=world.applicant,
        letter="decision_approved",
        state=MessageState.SENT,
        dedupe_key=f"decision:{uuid4()}:0",
    )
    return {"uid": world.submitted.uid, "letter": letter.uid}


def of_comment(world):
    """What the officer keeps as a draft."""
    comment = Comment.objects.create(
        project=world.submitted, author=world.officer, by_staff=True, audience="private", text="Draft"
    )
    return {"uid": world.submitted.uid, "comment": comment.uid}


def of_own_comment(world):
    """What the applicant keeps as a draft."""
    comment = Comment.objects.create(
        project=world.submitted, author=world.applicant, by_staff=False, audience="private", text="Draft"
    )
    return {"uid": world.submitted.uid, "comment": comment.uid}


def of_chance(world):
    """The submitted proposal was refused, with a letter that offers an objection."""
    change = StateChange.objects.create(
        project=world.submitted,
        step="refuse",
        source=State.ELIGIBLE,
        target=State.NOT_APPROVED,
        by=world.manager,
    )
    letter = of_sent(world)["letter"]
    Message.objects.filter(uid=letter).update(
        dedupe_key=f"decision:{change.pk}:{world.applicant.pk}",
        objection_until=timezone.now() + timedelta(days=5),
    )
    return {"uid": world.submitted.uid, "change": change.pk}


def attached(world):
    """An objection that was submitted with a file, which is still being checked."""
    appeal = Appeal.objects.get(uid=of_appeal(world)["uid"])
    file = PaperFactory(project=world.submitted, purpose="objection", state="quarantined")
    appeal.files.add(file)
    return appeal, file


def of_file(world):
    """The file, as staff ask for it."""
    appeal, file = attached(world)
    return {"uid": appeal.uid, "file": file.uid}


def of_own_file(world):
    """The file, as applicants ask for it."""
    return {"uid": world.submitted.uid, "file": attached(world)[1].uid}


def of_appeal(world):
    """An objection that was submitted."""
    change = StateChange.objects.get(pk=of_chance(world)["change"])
    now = timezone.now()
    appeal = Appeal.objects.create(
        project=world.submitted,
        change=change,
        text="No",
        due=now,
        submitted_at=now,
        submitted_by=world.applicant,
        saved_by=world.applicant,
    )
    return {"uid": appeal.uid}


TALKERS = "officer manager committee auditor"
WRITERS = "applicant colleague"
SAID = {"text": "Hello", "audience": "applicants"}

ROWS = [
    Row("secretariat:talk", {200: TALKERS, **SIGN_IN}, of=of_project),
    Row(
        "secretariat:talk",
        {302: f"anonymous {SECRETARIAT}", 400: "committee"},
        of=of_project,
        method="post",
        data=lambda world: {**SAID, "key": uuid4()},
        note="for applicants",
    ),
    Row("secretariat:talk_entry", {200: "officer", **SIGN_IN}, of=of_comment),
    Row(
        "secretariat:talk_draft",
        {302: "anonymous officer"},
        of=of_comment,
        method="post",
        data=lambda world: {"audience": "discard"},
    ),
    Row("secretariat:appeals", {200: f"{TALKERS} officer_elsewhere cascade_officer", **SIGN_IN}),
    Row("secretariat:appeal", {200: TALKERS, **SIGN_IN}, of=of_appeal),
    Row(
        "secretariat:appeal",
        {302: "anonymous officer", 409: "manager"},
        of=of_appeal,
        method="post",
        data=lambda world: {"outcome": "dismissed", "reason": "No"},
        note="the manager took the decision",
    ),
    Row("secretariat:appeal_file", {409: TALKERS, **SIGN_IN}, of=of_file, note="before its check"),
    Row("apply:objection_file", {409: WRITERS, **SIGN_IN}, of=of_own_file, note="before its check"),
    Row("apply:letters", {200: WRITERS, **SIGN_IN}, of=of_project),
    Row("apply:letter", {200: "applicant", **SIGN_IN}, of=of_sent),
    Row("apply:letter_file", SIGN_IN, of=of_sent, note="without a file"),
    Row("apply:talk", {200: WRITERS, **SIGN_IN}, of=of_project),
    Row(
        "apply:talk",
        {302: f"anonymous {WRITERS}"},
        of=of_project,
        method="post",
        data=lambda world: {**SAID, "key": uuid4()},
        note="saying something",
    ),
    Row("apply:talk_entry", {200: "applicant", **SIGN_IN}, of=of_own_comment),
    Row(
        "apply:talk_draft",
        {302: "anonymous applicant"},
        of=of_own_comment,
        method="post",
        data=lambda world: {"audience": "discard"},
    ),
    Row("apply:objection", {200: WRITERS, **SIGN_IN}, of=of_chance),
    Row(
        "apply:objection",
        {302: "anonymous applicant", 403: "colleague"},
        of=of_chance,
        method="post",
        data=lambda world: {"text": "No", "seen": 0},
        note="submitting",
    ),
    Row(
        "apply:objection_draft",
        {200: "applicant", 302: "anonymous", 403: "colleague"},
        of=of_chance,
        method="post",
        data=lambda world: {"text": "No", "seen": 0},
    ),
    Row("secretariat:hold_message", {302: f"anonymous {SECRETARIAT}"}, of=of_letter, method="post"),
    Row("secretariat:settle_message", {409: SECRETARIAT, **SIGN_IN}, of=of_letter, method="post"),
    Row("secretariat:write_message_anew", {409: SECRETARIAT, **SIGN_IN}, of=of_letter, method="post"),
    Row("secretariat:message_file", SIGN_IN, of=of_letter, note="without a file"),
    Row("secretariat:message_preview", SIGN_IN, of=of_letter, method="post", note="no letter on paper"),
    Row("secretariat:message_preview_state", SIGN_IN, of=of_letter, note="no letter on paper"),
    Row("secretariat:message_preview_file", SIGN_IN, of=of_letter, note="no letter on paper"),
    Row("secretariat:message_preview", {302: f"anonymous {SECRETARIAT}"}, of=of_paper, method="post"),
    Row("secretariat:message_preview_state", {200: SECRETARIAT, **SIGN_IN}, of=of_previewed),
    Row(
        "secretariat:message_preview_file",
        {503: SECRETARIAT, **SIGN_IN},
        of=of_previewed,
        note="being made",
    ),
    Row("secretariat:letters", {200: f"{SECRETARIAT} officer_elsewhere", **SIGN_IN}),
    Row("secretariat:letter_words", {200: SECRETARIAT, **SIGN_IN}, of=of_words),
    Row(
        "secretariat:letter_built_in",
        {302: "anonymous manager"},
        of=of_words,
        method="post",
        data=lambda world: {"seen": "built-in"},
    ),
    Row("secretariat:letterhead", {200: "manager", **SIGN_IN}, of=of_programme),
    Row("secretariat:letters_history", {200: SECRETARIAT, **SIGN_IN}, of=of_programme),
]
