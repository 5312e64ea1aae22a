"""What is to be mended in an issue before it leaves, and what its editors should know."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.texts import LANGUAGES, Text
from editorial.models import Issue
from editorial.newsletters.content import Look
from editorial.newsletters.readers import counted

NAMES = {"nl": gettext_lazy("Dutch"), "fr": gettext_lazy("French"), "en": gettext_lazy("English")}


@dataclass(frozen=True)
class Finding:
    """One of them. What `stops` must be mended first."""

    text: str
    stops: bool


def check(issue: Issue, looks: Iterable[Look]) -> list[Finding]:
    """Those that stop first."""
    found, items = [], list(looks)
    if not issue.subject:
        found.append(Finding(_("The issue has no subject. Write one, in one language at least."), True))
    if not issue.intro and not items:
        words = _("The issue says nothing. Write an introduction, or choose what it tells of.")
        found.append(Finding(words, True))
    found += [
        Finding(_("“%(key)s” is not public any more. Take it out.") % {"key": look.item.key}, True)
        for look in items
        if look.thing is None
    ]
    readers = counted(issue.programme_id)
    if not sum(readers.values()):
        found.append(Finding(_("Nobody has confirmed that they want this newsletter."), True))
    return found + [
        Finding(text, False)
        for code in LANGUAGES
        if readers.get(code)
        for text in _missing(code, readers[code], issue.subject, issue.intro, items)
    ]


def _missing(code: str, number: int, subject: Text, intro: Text, items: list[Look]) -> Iterable[str]:
    """What readers of one language get in another."""
    facts: dict[str, object] = {"language": str(NAMES[code]), "readers": number}
    if (subject and code not in subject) or (intro and code not in intro):
        words = _(
            "The text is missing in %(language)s. Readers who get another language, marked: %(readers)s."
        )
        yield words % facts
    lacking = sum(look.thing is not None and code not in look.thing.title for look in items)
    if lacking:
        words = _(
            "Items without %(language)s: %(number)s. Readers who get another language, marked: %(readers)s."
        )
        yield words % {**facts, "number": lacking}
