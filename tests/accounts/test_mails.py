"""Every mail of accounts can be written, in every language."""

from pathlib import Path

import pytest
from django.conf import settings as project
from django.utils import timezone
from django.utils.translation import override

from correspondence import outbox
from correspondence.models import Message
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db

TEMPLATES = Path(project.BASE_DIR) / "templates"
MAILS = sorted(
    f"{folder}/email/{path.name.removesuffix('_message.txt')}"
    for folder in ("account", "mfa")
    for path in (TEMPLATES / folder / "email").glob("*_message.txt")
)


def test_there_are_mails():
    assert len(MAILS) == 16


@pytest.mark.parametrize("language", ["nl", "fr", "en"])
@pytest.mark.parametrize("template", MAILS)
def test_mail_has_subject_greeting_and_footer(template, language, settings):
    link = "https://portal.example/a?b=1&c=2"
    context = {
        "recipient": UserFactory(name="Ann & Co"),
        "ip": "192.0.2.1",
        "user_agent": "Browser",
        "timestamp": timezone.now(),
        "activate_url": link,
        "password_reset_url": link,
        "signup_url": link,
    }
    outbox.write_account_mail(template, to=None, address="a@example.org", language=language, context=context)
    message = Message.objects.get()
    assert message.subject
    assert "Ann & Co" in message.body.splitlines()[0]
    with override(language):
        assert str(settings.PORTAL_NAME) in message.body.split("\n-- \n")[1]
    assert ("192.0.2.1" in message.body) != (link in message.body)
