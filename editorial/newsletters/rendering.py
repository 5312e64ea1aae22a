"""An issue as a mail: plain text, and HTML of one column whose looks stand in its head.

The HTML carries no picture that reports who opened it and no address of one reader but the link to stop.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from core.texts import LANGUAGES
from correspondence.models.circulars import STOP_MARK
from correspondence.outbox import compose, one_line
from editorial.models import Issue
from editorial.newsletters.content import Edition, edition

STYLE = "css/mail.css"


def texts(issue: Issue, content: Mapping[str, Any], stop_url: str = STOP_MARK) -> dict[str, dict[str, str]]:
    """Subject, text and HTML in every language; `stop_url` is where each reader's own link belongs."""
    return {code: mail(issue, edition(content, code), stop_url) for code in LANGUAGES}


def mail(issue: Issue, shown: Edition, stop_url: str = STOP_MARK) -> dict[str, str]:
    """One language of it."""
    context = _context(issue, shown, stop_url)
    subject, body = compose("newsletter", context, shown.language)
    with override(shown.language):
        page = render_to_string("mails/newsletter.html", {**context, "subject": subject})
    return {"subject": subject, "text": body, "html": with_looks(page, _style())}


def with_looks(page: str, looks: str) -> str:
    """The page with an element for its looks in the head, in place of one that it may have."""
    start, _head, rest = page.partition("</head>")
    return f"{start.partition('<style>')[0]}{looks}</head>{rest}"


def manage_url(language: str) -> str:
    """Where a reader asks for the link to see, change or stop what they get."""
    with override(language):
        return f"{str(settings.PORTAL_URL).rstrip('/')}{reverse('catalogue:subscriptions_link')}"


def _context(issue: Issue, shown: Edition, stop_url: str) -> dict[str, Any]:
    site = str(settings.PORTAL_URL).rstrip("/")
    with override(shown.language):
        web = reverse("catalogue:issue", args=[issue.programme.slug, issue.number]) if issue.number else ""
        archive = reverse("catalogue:issues", args=[issue.programme.slug])
    return {
        "edition": shown,
        "subject_line": one_line(shown.subject.text),
        "programme": issue.programme.name.best(shown.language).text,
        "site": site,
        "portal": str(settings.PORTAL_NAME),
        "contact": str(settings.CONTACT_EMAIL),
        "web_url": f"{site}{web or archive}",
        "stop_url": stop_url,
        "manage_url": manage_url(shown.language),
        "is_demo": issue.is_demo,
    }


@cache
def _style() -> str:
    path = finders.find(STYLE)
    if path is None:
        return ""
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - staticfiles name files by text
        return f"<style>{file.read()}</style>"
