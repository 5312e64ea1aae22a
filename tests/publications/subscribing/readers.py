"""What readers do in these tests: ask, agree, and wait for their mails."""

from datetime import UTC, datetime

import time_machine

from correspondence.models import Message
from publications import finding
from publications.models import Subscription
from publications.states import Frequency
from publications.subscribing import asking, keeping, links
from publications.tasks import send_alerts
from tests.factories.publications import PublicationFactory

TUESDAY = datetime(2026, 6, 2, 12, 0, tzinfo=UTC)
READER = "reader@example.org"


def ask(
    email=READER, q="bridge", frequency=Frequency.WEEKLY, language="en", mark="page-1", network="192.0.2.1"
):
    query = finding.query({"q": q})
    asking.ask_for_alert(
        query, email=email, frequency=frequency, language=language, network=network, mark=mark
    )


def agreed(at=TUESDAY, **given):
    """A confirmed subscription."""
    with time_machine.travel(at, tick=False):
        ask(**given)
        row = Subscription.objects.latest("pk")
        keeping.confirm(links.token(row, links.CONFIRM))
    row.refresh_from_db()
    return row


def project(at, **given):
    return PublicationFactory(
        title={"en": "A bridge", "nl": "Een bridge"}, data_date=at, first_published_at=at, **given
    )


def look(at):
    with time_machine.travel(at, tick=False):
        return send_alerts()


def alert_mails():
    return list(Message.objects.filter(kind="alert").order_by("created_at", "pk"))
