"""Tags for the heads and the facts of public pages: addresses, data for machines, sources, days left."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import template
from django.conf import settings
from django.template.context import Context
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from core.facts import Source, is_reliable, source_of
from core.templatetags.ui import PREFIX

register = template.Library()

# As Django escapes JSON in pages: nothing can end the element or begin markup.
_ESCAPES = {
    ord("<"): "\\u003C",
    ord(">"): "\\u003E",
    ord("&"): "\\u0026",
    0x2028: "\\u2028",
    0x2029: "\\u2029",
}


@register.simple_tag
def linked_data(data: Mapping[str, Any] | None) -> SafeString:
    """Data for machines as a JSON-LD block, which no browser runs; nothing when there are none."""
    if not data:
        return SafeString("")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=str).translate(_ESCAPES)
    clean = text.encode("utf-8", "replace").decode()
    return mark_safe(f'<script type="application/ld+json">{clean}</script>')  # noqa: S308 (escaped above)


@register.simple_tag(takes_context=True)
def address_links(context: Context, query: str | None = None) -> SafeString:
    """The one address of this page and the same page in each language, on the portal's own host.

    `query` is the search that the page shows in its one canonical form; other parameters are left out.
    """
    request = context.get("request")
    if request is None:
        return SafeString("")
    language = (get_language() or "en")[:2]
    site = settings.PORTAL_URL.rstrip("/")
    more = f"?{query}" if query else ""
    here = f"{site}{request.path}{more}"
    others = [
        (code, f"{site}{PREFIX.sub(f'/{code}', request.path)}{more}") for code, _name in settings.LANGUAGES
    ]
    alternates = format_html_join("\n", '<link rel="alternate" hreflang="{}" href="{}">', others)
    canonical = format_html('<link rel="canonical" href="{}">', here)
    locale = format_html(
        '<meta property="og:url" content="{}"><meta property="og:locale" content="{}">', here, language
    )
    return mark_safe(f"{canonical}\n{alternates}\n{locale}")  # noqa: S308 (escaped above)


@register.filter
def on_site(path: str) -> str:
    """A path of this site as a whole address, whatever host the request named."""
    return f"{settings.PORTAL_URL.rstrip('/')}{path}"


@register.simple_tag
def source_of_fact(provenance: Mapping[str, str] | str | None, field: str = "*") -> SafeString:
    """Where a stated fact comes from, in words; one that is not to be relied on without a look is marked."""
    language = (get_language() or "en")[:2]
    stored = provenance if isinstance(provenance, str) else source_of(provenance or {}, field, language)
    name = stored.partition(":")[0].partition(",")[0].strip()
    if name not in Source.values:
        return SafeString("")
    kind = "source" if is_reliable(stored) else "source source-unsure"
    return format_html(
        '<span class="{}"><span class="visually-hidden">{} </span>{}</span>',
        kind,
        _("Source:"),
        Source(name).label,
    )


@register.filter
def days_left(value: datetime | None) -> str:
    """How long something is still open, in whole days; hours on the last day; nothing afterwards."""
    left = (value - timezone.now()) if value else None
    if left is None or left.total_seconds() <= 0:
        return ""
    if left.days:
        return ngettext("%(count)d day left", "%(count)d days left", left.days) % {"count": left.days}
    hours = max(1, int(left.total_seconds() // 3600))
    return ngettext("%(count)d hour left", "%(count)d hours left", hours) % {"count": hours}
