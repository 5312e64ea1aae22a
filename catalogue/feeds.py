"""Atom feeds (RFC 4287): bounded, with ids that never change and dates that say when the facts changed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language

ENTRIES = 50
CONTENT_TYPE = "application/atom+xml; charset=utf-8"
# The year in which the ids of the portal's feeds began; RFC 4151 asks for a date, and it never changes.
ID_YEAR = "2026"
NEVER = datetime(2026, 1, 1, tzinfo=UTC)
# What XML 1.0 has no place for.
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Entry:
    """One thing of a feed. `key` names it for ever ("project:interconnect")."""

    key: str
    title: str
    url: str
    summary: str
    updated: datetime
    published: datetime | None = None
    categories: tuple[str, ...] = ()


class DatedFeed(Atom1Feed):
    """A feed whose date is that of its newest entry, never the moment of the request."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=NEVER)


def feed(entries: Iterable[Entry], *, key: str, title: str, subtitle: str, page: str, url: str) -> bytes:
    """The whole feed. `key` names it for ever; `page` shows the same as a page; `url` is its own address."""
    language = get_language() or "en"
    made = DatedFeed(
        title=fit(title),
        link=page,
        description="",
        subtitle=fit(subtitle) or None,
        language=language,
        author_name=fit(str(settings.PORTAL_NAME)),
        feed_url=url,
        feed_guid=tag(f"{language}/{key}"),
    )
    for entry in entries:
        made.add_item(
            title=fit(entry.title) or entry.key,
            link=entry.url,
            description=fit(entry.summary),
            unique_id=tag(f"{language}/{entry.key}"),
            updateddate=entry.updated,
            pubdate=entry.published,
            categories=[fit(one) for one in entry.categories if one.strip()],
        )
    return made.writeString("utf-8").encode()


def tag(key: str) -> str:
    """A name for ever, which is no address (RFC 4151)."""
    host = urlsplit(settings.PORTAL_URL).hostname or "portal"
    return f"tag:{host},{ID_YEAR}:{quote(key, safe='/?:@!$&*+,;=-._~%')}"


def fit(text: str) -> str:
    """The text without signs that XML can't hold."""
    return _UNFIT.sub("", text)
