"""Addresses of good practices, their reviews and transfers, and of the secretariat that decides on them."""

from django.utils import timezone

from knowledge.models import Expert, GoodPractice, Member, Platform, Review, Transfer, TransferFile
from knowledge.practices import submitting
from tests.factories.knowledge import (
    ExpertFactory,
    GoodPracticeFactory,
    MemberFactory,
    PlatformFactory,
    published,
    written,
)
from tests.house.access.table import EVERYBODY, SECRETARIAT, SIGNED_IN, Row

STAFF = {200: SECRETARIAT, 302: "anonymous"}
ANY_STAFF = {200: f"{SECRETARIAT} officer_elsewhere", 302: "anonymous"}
ACTS = {302: f"{SECRETARIAT} anonymous"}


def platform(world):
    """That of the programme where the officer works."""
    held = Platform.objects.filter(programme=world.programme).first()
    return held or PlatformFactory(programme=world.programme)


def practice(world):
    """A draft of the applicant."""
    held = GoodPractice.objects.filter(authors=world.applicant, number=None).first()
    return held or written(GoodPracticeFactory(platform=platform(world)), world.applicant)


def submitted(world):
    held = GoodPractice.objects.filter(authors=world.applicant, state="submitted").first()
    if held is None:
        held = written(GoodPracticeFactory(platform=platform(world)), world.applicant)
        submitting.submit(held, by=world.applicant)
    return held


def public(world):
    held = GoodPractice.objects.filter(state="published").first()
    return held or published(platform(world))


def review(world):
    """Asked of the colleague, whom the secretariat named as expert."""
    expert = Expert.objects.filter(user=world.colleague).first()
    expert = expert or ExpertFactory(platform=platform(world), user=world.colleague)
    version = submitted(world).versions.get()
    row, _is_new = Review.objects.get_or_create(
        version=version, expert=expert, defaults={"due_on": timezone.localdate()}
    )
    return row


def transfer(world):
    defaults = {
        "practice": public(world),
        "organisation_name": "A town",
        "country": "FR",
        "year": 2024,
        "language": "en",
        "text": "They did it too.",
    }
    return Transfer.objects.get_or_create(stamp="of-the-world", defaults=defaults)[0]


def evidence(world):
    """The file of a transfer, which nobody has looked at."""
    told = transfer(world)
    TransferFile.objects.get_or_create(
        transfer=told,
        defaults={
            "key": told.uid,
            "name": "agreement.pdf",
            "file": "transfer-evidence/00/of-the-world",
            "size": 1,
            "state": "quarantined",
            "uploaded_by": world.applicant,
        },
    )
    return {"uid": told.uid}


def uid(make, **more):
    return lambda world: {"uid": make(world).uid, **more}


def of_platform(world):
    return {"slug": platform(world).slug}


def of_public(world):
    return {"slug": platform(world).slug, "code": public(world).code}


def _hidden_member(world):
    held = Member.objects.filter(user=world.stranger).first()
    return {"uid": (held or MemberFactory(platform=platform(world), user=world.stranger)).uid}


def _member(world):
    _hidden_member(world)
    return of_platform(world)


def _cancel(world):
    held = review(world)
    return {"uid": held.version.practice.uid, "review": held.uid}


def _expert(world):
    return {"uid": review(world).expert.uid}


ROWS = [
    Row("apply:practices", {200: SIGNED_IN, 302: "anonymous"}),
    Row("apply:practice_new", {200: SIGNED_IN, 302: "anonymous"}, of=of_platform),
    Row("apply:practice", {200: "applicant", 302: "anonymous"}, of=uid(practice)),
    Row("apply:practice", {302: "applicant", 401: "anonymous"}, of=uid(practice), method="post"),
    Row(
        "apply:practice_field",
        {422: "applicant", 401: "anonymous"},
        of=uid(practice),
        method="post",
        note="no field named",
    ),
    Row("apply:practice_act", {302: "applicant anonymous"}, of=uid(practice, act="submit"), method="post"),
    Row("apply:practice_review", {200: "colleague", 302: "anonymous"}, of=uid(review)),
    Row(
        "apply:practice_review_field",
        {409: "colleague", 401: "anonymous"},
        of=uid(review),
        method="post",
        note="the practice is not in review",
    ),
    Row(
        "apply:practice_review_act",
        {302: "colleague anonymous"},
        of=uid(review, act="finish"),
        method="post",
    ),
    Row("apply:transfer_new", {200: SIGNED_IN, 302: "anonymous"}, of=of_public),
    *(
        Row(f"catalogue:{name}", {200: EVERYBODY}, of=of_platform)
        for name in ("learning", *(f"good_practices{more}" for more in ("", "_feed", "_data", "_table")))
    ),
    Row("catalogue:members", {200: EVERYBODY}, of=of_platform),
    Row(
        "catalogue:good_practice_fiche",
        {503: EVERYBODY},
        of=lambda world: {**of_public(world), "language": "en"},
        note="not made yet",
    ),
    Row("apply:membership", {200: SIGNED_IN, 302: "anonymous"}, of=of_platform),
    Row("apply:membership_join", {302: EVERYBODY}, of=of_platform, method="post"),
    Row("apply:membership_leave", {302: "stranger anonymous"}, of=_member, method="post"),
    Row("apply:member_message", {200: "stranger", 302: "anonymous"}, of=_hidden_member, note="hidden"),
    Row("catalogue:learning", {}, of=lambda world: {"slug": "nowhere"}, note="unknown"),
    Row("catalogue:good_practice", {200: EVERYBODY}, of=of_public),
    Row(
        "catalogue:good_practice",
        {},
        of=lambda world: {**of_public(world), "code": "gp-9999"},
        note="unknown",
    ),
    Row(
        "catalogue:good_practice_version",
        {200: EVERYBODY},
        of=lambda world: {**of_public(world), "number": 1},
    ),
    Row(
        "catalogue:good_practice_version",
        {},
        of=lambda world: {**of_public(world), "number": 2},
        note="not published",
    ),
    Row("secretariat:good_practices", ANY_STAFF),
    Row("secretariat:good_practice", STAFF, of=uid(submitted)),
    Row("secretariat:good_practice", {302: "anonymous"}, of=uid(practice), note="a draft"),
    Row(
        "secretariat:good_practice_ask",
        {400: SECRETARIAT, 302: "anonymous"},
        of=uid(submitted),
        method="post",
    ),
    Row(
        "secretariat:good_practice_decide",
        {400: SECRETARIAT, 302: "anonymous"},
        of=uid(submitted),
        method="post",
    ),
    Row("secretariat:good_practice_withdraw", ACTS, of=uid(public), method="post"),
    Row("secretariat:good_practice_review_cancel", ACTS, of=_cancel, method="post"),
    Row("secretariat:transfers", ANY_STAFF),
    Row("secretariat:transfer", STAFF, of=uid(transfer)),
    Row(
        "secretariat:transfer_file",
        {409: SECRETARIAT, 302: "anonymous"},
        of=evidence,
        note="before its check",
    ),
    Row("catalogue:transfer_file", {}, of=evidence, note="of nothing public"),
    Row("secretariat:experts", ANY_STAFF),
    Row("secretariat:expert_end", ACTS, of=_expert, method="post"),
]
