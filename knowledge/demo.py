"""The learning platform of the demo world, taken through the portal's own verbs; what is there stays."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from core.errors import DomainError
from core.loading.writing import Kind, Report
from knowledge import community, naming
from knowledge.models import Expert, GoodPractice, Member, Platform, Review, ReviewScore, Topic
from knowledge.practices import deciding, reviewing, submitting, transferring, writing
from knowledge.practices.writing import stored_of
from knowledge.states import Recommendation, ReviewState, Visibility
from programmes import demo as people

Row = dict[str, Any]
PEOPLE, FILE = "people_learning.yaml", "learning.yaml"


def load(directory: Path) -> Report:
    """Experts, members, good practices in every state, and transfers. DomainError where DEMO is off."""
    if not settings.DEMO:
        raise DomainError("The demo world is loaded only where the setting DEMO is on.")
    report = people.load_people(directory, PEOPLE)
    world = yaml.safe_load((directory / FILE).read_text(encoding="utf-8"))
    platform = Platform.objects.select_related("programme").get(pk=world["platform"])
    officer = _person("officer1.ie@demo.example")
    for row in world["experts"]:
        _expert(platform, row, officer, report.kind("demo experts"))
    for row in world["members"]:
        _member(platform, row, report.kind("demo members"))
    for row in world["practices"]:
        with transaction.atomic():
            _practice(platform, row, officer, report.kind("demo good practices"))
    return report


def _person(email: str) -> User:
    return User.objects.get(email=email, is_demo=True)


def _topics(platform: Platform, codes: list[str]) -> list[Topic]:
    return list(Topic.objects.filter(platform=platform, code__in=codes))


def _expert(platform: Platform, row: Row, officer: User, noted: Kind) -> None:
    if Expert.objects.filter(platform=platform, user__email=row["email"]).exists():
        noted.unchanged += 1
        return
    topics = _topics(platform, row["topics"])
    made = naming.name_expert(platform, row["email"], topics=topics, languages=row["languages"], by=officer)
    Expert.objects.filter(pk=made.pk).update(is_demo=True)
    noted.added.append(row["email"])


def _member(platform: Platform, row: Row, noted: Kind) -> None:
    person = _person(row["email"])
    if Member.objects.filter(platform=platform, user=person).exists():
        noted.unchanged += 1
        return
    member = community.join(platform, by=person)
    same = ("function", "country", "region", "language", "languages", "offers", "seeks", "takes_messages")
    profile = community.Profile(
        organisation_name=row["organisation"],
        topics=_topics(platform, row["topics"]),
        visibility=Visibility(row["visibility"]),
        **{name: row[name] for name in same},
    )
    community.change(member, profile, revision=1, by=person)
    noted.added.append(row["email"])


def _practice(platform: Platform, row: Row, officer: User, noted: Kind) -> None:
    stamp = f"demo-{platform.pk}-{row['key']}".lower()
    if GoodPractice.objects.filter(stamp=stamp).exists():
        noted.unchanged += 1
        return
    author = _person(row["author"])
    practice = writing.start(platform, by=author, stamp=stamp)
    GoodPractice.objects.filter(pk=practice.pk).update(is_demo=True)
    _write(practice, row["content"], author)
    if row["end"] != "draft":
        submitting.submit(practice, by=author)
        _settle(practice, row, officer)
    for number, told in enumerate(row.get("transfers", ())):
        _transfer(practice, told, f"{stamp}-{number}", officer)
    if "revised" in row:
        submitting.revise(practice, by=author)
        _write(practice, row["revised"], author)
        submitting.submit(practice, by=author)
        _settle(practice, row, officer)
    noted.added.append(row["key"])


def _write(practice: GoodPractice, content: Row, author: User) -> None:
    held = stored_of(practice)
    for key, value in content.items():
        writing.save_field(practice, key, str(value), base=held[key].token, by=author)


def _settle(practice: GoodPractice, row: Row, officer: User) -> None:
    for email, scores in row.get("scores", {}).items():
        expert = Expert.objects.get(platform=practice.platform_id, user__email=email)
        due = timezone.localdate() + timedelta(days=practice.platform.review_days)
        review = reviewing.ask(practice, expert, due_on=due, by=officer)
        if scores:
            _review(practice, review, scores)
    number = practice.versions.count()
    if row["end"] == "published":
        deciding.decide(practice, Recommendation.PUBLISH, text="", version=number, by=officer)
    elif row["end"] == "returned":
        words = row["words"]
        deciding.decide(practice, Recommendation.IMPROVE, text=words, version=number, by=officer)


def _review(practice: GoodPractice, review: Review, scores: list[int]) -> None:
    for criterion, value in zip(reviewing.criteria_of(practice), scores, strict=True):
        ReviewScore.objects.create(review=review, criterion=criterion, value=value, comment="Demo reason.")
    Review.objects.filter(pk=review.pk, state=ReviewState.ASKED).update(
        recommendation=Recommendation.PUBLISH, text="Demo review: clear, and useful elsewhere."
    )
    reviewing.finish(review, by=review.expert.user)


def _transfer(practice: GoodPractice, told: Row, stamp: str, officer: User) -> None:
    said = transferring.Told(
        organisation_name=told["organisation"],
        country=told["country"],
        region="",
        year=told["year"],
        language=told["language"],
        text=told["text"],
        website="",
    )
    practice.refresh_from_db()
    made = transferring.tell(practice.published, said, by=_person(told["by"]), stamp=stamp)
    if told.get("confirmed"):
        transferring.handle(made, is_confirmed=True, answer="", by=officer)
