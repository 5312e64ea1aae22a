"""Addresses of feeds, alerts, newsletters, frames, answers and remarks, and of the staff who see them."""

from django.utils import timezone

from publications.models import Remark, Subscription
from publications.states import SubscriptionKind
from publications.subscribing import links
from tests.house.access.table import EVERYBODY, SECRETARIAT, Row


def token(purpose):
    """A link of that purpose, to an alert that waits to be confirmed."""

    def of(world):
        row, _is_new = Subscription.objects.get_or_create(
            kind=SubscriptionKind.ALERT,
            email="reader@example.org",
            frequency="weekly",
            language="en",
            defaults={"confirmed_at": timezone.now()},
        )
        return {"token": links.token(row, purpose)}

    return of


FORMS = ("catalogue:alert", "catalogue:newsletter", "catalogue:subscriptions_link")
LINKS = {"catalogue:confirm": links.CONFIRM, "catalogue:subscriptions": links.MANAGE}
ROWS = [
    Row("catalogue:projects_feed", {200: EVERYBODY}, query="?q=bridge"),
    Row("catalogue:calls_feed", {200: EVERYBODY}),
    Row("catalogue:subscription_asked", {200: EVERYBODY}),
    *(Row(name, {200: EVERYBODY}) for name in FORMS),
    *(Row(name, {403: EVERYBODY}, method="post", note="not from an own page") for name in FORMS),
    *(Row(name, {200: EVERYBODY}, of=token(purpose)) for name, purpose in LINKS.items()),
    *(
        Row(name, {403: EVERYBODY}, of=token(purpose), method="post", note="not from an own page")
        for name, purpose in LINKS.items()
    ),
    *(Row(name, {410: EVERYBODY}, of=lambda world: {"token": "x"}, note="forged") for name in LINKS),
    Row("catalogue:unsubscribe", {200: EVERYBODY}, of=token(links.STOP)),
    Row("catalogue:unsubscribe", {200: EVERYBODY}, of=token(links.STOP), method="post"),
]


def of_remark(world):
    """On the page of the published project, of the programme where the officer works."""
    remark, _is_new = Remark.objects.get_or_create(
        stamp="of-the-world",
        defaults={
            "programme": world.programme.code,
            "about": "project",
            "key": world.publication.code,
            "title": "Project",
            "path": "/en/projects/x/",
            "language": "en",
            "topic": "name",
            "wrong": "A name.",
        },
    )
    return {"uid": remark.uid}


def of_newsletter(world):
    return {"code": world.programme.code}


SIGN_IN = {302: "anonymous"}
ROWS += [
    Row("catalogue:remark", {200: EVERYBODY}),
    Row("catalogue:remark", {403: EVERYBODY}, method="post", note="not from an own page"),
    Row("catalogue:remark_sent", {200: EVERYBODY}),
    Row("catalogue:answer", {405: EVERYBODY}),
    Row("catalogue:answer", {403: EVERYBODY}, method="post", note="not from an own page"),
    Row("catalogue:answer_words", {403: EVERYBODY}, method="post", note="not from an own page"),
    Row("catalogue:share", {200: EVERYBODY}),
    Row("secretariat:remarks", {200: f"{SECRETARIAT} officer_elsewhere", **SIGN_IN}),
    Row("secretariat:remark", {200: SECRETARIAT, **SIGN_IN}, of=of_remark),
    Row("secretariat:remark", {400: SECRETARIAT, **SIGN_IN}, of=of_remark, method="post", note="no outcome"),
    Row("secretariat:remark_reopen", {302: f"{SECRETARIAT} anonymous"}, of=of_remark, method="post"),
    Row("secretariat:reader_answers", {200: f"{SECRETARIAT} officer_elsewhere", **SIGN_IN}),
    Row("secretariat:newsletter_readers", {200: f"{SECRETARIAT} officer_elsewhere", **SIGN_IN}),
    Row("secretariat:newsletter_export", {200: SECRETARIAT, **SIGN_IN}, of=of_newsletter, method="post"),
]
ROWS += [
    Row(f"catalogue:{name}", {200: EVERYBODY}, query="?q=bridge&show=money&by=kind")
    for name in ("embed", "embed_table", "embed_chart", "embed_map")
]
