"""Writing what the public sees of a good practice, and taking it off again."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from django.db import connection
from django.utils import timezone

from core.countries import country_name
from core.texts import LANGUAGES, Text
from knowledge.models import (
    GoodPractice,
    PracticeVersion,
    PublishedPractice,
    PublishedVersion,
    ReviewScore,
    Topic,
)
from knowledge.practices.fields import NARRATIVES, text_of, whole_languages
from knowledge.states import ReviewState, TransferState
from publications.models import Publication

CENT = Decimal("0.01")
# What is found first: titles, then what stands in lists, then the rest.
WEIGHTS = {"title": "A", "summary": "B"}


def publish(practice: GoodPractice, version: PracticeVersion) -> PublishedPractice:
    """Make this version the public one. Part of the transaction of the decision."""
    scores = list(
        ReviewScore.objects.filter(review__version=version, review__state=ReviewState.DONE).select_related(
            "criterion"
        )
    )
    now = timezone.now()
    by_code: dict[str, list[int]] = {}
    for one in scores:
        by_code.setdefault(one.criterion.code, []).append(int(one.value or 0))
    titles: dict[str, Text] = {one.criterion.code: one.criterion.title for one in scores}
    score = mean(value for values in by_code.values() for value in values)
    PublishedVersion.objects.create(
        version=version,
        published_at=now,
        score=score,
        scores={
            code: {"value": str(mean(values)), "title": dict(titles[code])}
            for code, values in by_code.items()
        },
        reviews=len({one.review_id for one in scores}),
    )
    row, _is_new = PublishedPractice.objects.update_or_create(
        practice=practice,
        defaults={**_columns(practice, version), "score": score, "published_at": now},
        create_defaults={
            **_columns(practice, version),
            "score": score,
            "published_at": now,
            "first_published_at": now,
        },
    )
    _write_words(row, version)
    return row


def withdraw(practice: GoodPractice) -> None:
    """Take it off the public pages, its earlier versions included."""
    PublishedVersion.objects.filter(version__practice=practice).delete()
    PublishedPractice.objects.filter(practice=practice).delete()


def count_transfers(practice: GoodPractice) -> None:
    """Bring the public number of confirmed transfers in line."""
    number = practice.transfers.filter(state=TransferState.CONFIRMED).count()
    PublishedPractice.objects.filter(practice=practice).update(transfers=number)


def mean(values: Iterable[int]) -> Decimal:
    """The mean of scores with two decimals, half up."""
    given = list(values)
    return (Decimal(sum(given)) / len(given)).quantize(CENT, ROUND_HALF_UP)


def _columns(practice: GoodPractice, version: PracticeVersion) -> dict[str, object]:
    content = version.content
    title = text_of(content, "title")
    code = practice.project.code if practice.project else None
    record = (
        Publication.objects.filter(code=code).select_related("programme_period").first() if code else None
    )
    return {
        "platform_id": practice.platform_id,
        "version": version,
        "code": practice.code,
        "title": title,
        "summary": text_of(content, "summary"),
        "topic": Topic.objects.get(platform=practice.platform_id, code=content["topic"]),
        "country": content["country"],
        "region": content.get("region", ""),
        "period": record.programme_period.period_id if record else "",
        "project_code": record.code if record else "",
        "languages": whole_languages(content),
        "name_key": title.best("en").text.lower()[:250],
        "is_demo": practice.is_demo,
    }


def _write_words(row: PublishedPractice, version: PracticeVersion) -> None:
    """What it is found by: each language by its own stems, names and places as they are."""
    parts, values = [], []
    for language in LANGUAGES:
        for name in NARRATIVES:
            text = version.content.get(f"{name}.{language}", "")
            if text:
                weight = WEIGHTS.get(name, "C")
                parts.append(f"setweight(to_tsvector('portal_{language}', %s), '{weight}')")
                values.append(text)
    topic: Text = row.topic.title
    names = [row.code, version.content["organisation"], row.topic.code, *topic.values()]
    names += [country_name(row.country, language) for language in LANGUAGES]
    titles = [text_of(version.content, "title").get(language, "") for language in LANGUAGES]
    for weight, words in (("A", titles), ("D", names)):
        parts.append(f"setweight(to_tsvector('portal_plain', %s), '{weight}')")
        values.append(" ".join(words))
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE knowledge_publishedpractice SET words = {' || '.join(parts)} "  # noqa: S608 - own names
            "WHERE practice_id = %s",
            [*values, row.pk],
        )
