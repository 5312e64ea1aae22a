"""Addresses of feeds, alerts, newsletters, frames, answers and remarks, and of the staff who see them."""

from django.utils import timezone

from publications.models import Subscription
from publications.states import SubscriptionKind
from publications.subscribing import links
from tests.house.access.table import EVERYBODY, Row


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
