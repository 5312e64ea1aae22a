"""Tags and filters of the house, available in every template."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template.context import Context
from django.urls import NoReverseMatch, reverse, translate_url
from django.utils import timezone
from django.utils.formats import date_format, time_format
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from core import addresses, languages, money
from core import emblem as european_emblem
from core.texts import Localised, Text
from core.texts import colon as colon_of_language

register = template.Library()

LANGUAGE_NAMES = {"nl": "Nederlands", "fr": "Français", "en": "English"}
PREFIX = re.compile(rf"^/(?:{'|'.join(LANGUAGE_NAMES)})(?=[/?]|$)")
TONES = {
    "good": {
        "approved",
        "step1_approved",
        "step1_eligible",
        "contracted",
        "eligible",
        *("passed", "ready", "clean"),
        "sent",
        "ongoing",
        "open",
        "recommended",
    },
    "wait": {
        "submitted",
        "step1_submitted",
        "conditions_submitted",
        "modification_submitted",
        "modification_precontracting_submitted",
        *("queued", "rendering", "arriving", "quarantined"),
        "confirmed",
        "handed",
        "upcoming",
        "published",
    },
    "care": {
        "returned",
        "step1_returned",
        "returned_for_conditions",
        "approved_with_conditions",
        "step1_approved_with_conditions",
        "reserve",
        "unclear",
        "warning",
        "with_conditions",
        "in_modification",
        "modification_precontracting",
        "drafted",
        "held",
        "unknown",
    },
    "bad": {
        "not_approved",
        "step1_not_approved",
        "ineligible",
        "step1_ineligible",
        *("failed", "error", "refused"),
        "not_recommended",
    },
}


def _language() -> str:
    return (get_language() or "en")[:2]


@register.simple_tag
def colon() -> str:
    """The colon after a label, with the space that French puts before it."""
    return colon_of_language()


@register.filter
def eur(amount: Decimal | None) -> str:
    """An amount in euro for the reader, or "not known" for a missing one."""
    return not_known(None) if amount is None else money.eur(Decimal(amount), _language())


@register.filter
def about_eur(amount: Decimal | None) -> str:
    """An amount that is only known roughly: "about € 24.800.000"."""
    if amount is None:
        return str(not_known(None))
    return _("about %(amount)s") % {"amount": money.about(Decimal(amount), _language())}


@register.filter
def percent(rate: Decimal | None) -> str:
    """A rate in percent for the reader, or "not known" for a missing one."""
    return not_known(None) if rate is None else money.percent(Decimal(rate), _language())


@register.filter
def not_known(value: Any) -> Any:
    """The value, or the words "not known" when there is none. Zero and False are values."""
    if value is None or value == "":
        return format_html('<span class="not-known">{}</span>', _("not known"))
    return value


@register.filter
def day(value: date | None) -> Any:
    """A date in the reader's words, with its machine form."""
    if value is None:
        return not_known(None)
    local = timezone.localtime(value) if isinstance(value, datetime) else value
    return format_html(
        '<time datetime="{}">{}</time>', local.strftime("%Y-%m-%d"), date_format(local, "DATE_FORMAT")
    )


@register.filter
def moment(value: datetime | None) -> Any:
    """A date and time with its zone, as a deadline needs it."""
    if value is None:
        return not_known(None)
    local = timezone.localtime(value)
    shown = f"{date_format(local, 'DATE_FORMAT')}, {time_format(local, 'H:i')} {local.tzname()}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), shown)


@register.filter
def moment_in(value: datetime | None, zone: tzinfo) -> Any:
    """As `moment`, on the clock of another zone than the portal's own."""
    if value is None:
        return not_known(None)
    local = timezone.localtime(value, zone)
    shown = f"{date_format(local, 'DATE_FORMAT')}, {time_format(local, 'H:i')} {local.tzname()}"
    return format_html('<time datetime="{}">{}</time>', local.isoformat(timespec="seconds"), shown)


@register.filter
def text(value: Mapping[str, str] | None) -> Any:
    """A text in several languages, escaped; one in another language than the page is marked."""
    found = (value if isinstance(value, Text) else Text(value or {})).best()
    return _marked(found) if found.text else not_known(None)


@register.filter
def excerpt(value: Mapping[str, str], length: int) -> SafeString:
    """The beginning of a text in several languages, about `length` characters, marked with its language."""
    found = (value if isinstance(value, Text) else Text(value or {})).best()
    short = Truncator(found.text).chars(length, truncate=" …")
    return (
        format_html('<span lang="{}">{}</span>', found.language, short)
        if found.is_fallback
        else format_html("{}", short)
    )


def _marked(found: Localised) -> SafeString:
    if not found.is_fallback:
        return format_html("{}", found.text)
    return format_html(
        '<span lang="{}" class="fallback">{}</span> <span class="fallback-mark">{}</span>',
        found.language,
        found.text,
        _("in %(language)s") % {"language": languages.in_a_sentence(found.language)},
    )


@register.simple_tag
def state_badge(state: str, label: str) -> SafeString:
    """A state with its name; the tone only repeats what the name says. A tone may stand for a state."""
    tone = next((tone for tone, states in TONES.items() if str(state) in {tone, *states}), "rest")
    return format_html('<span class="badge-state badge-state-{}">{}</span>', tone, label)


@register.simple_tag
def address(name: str, *args: UUID | str) -> str:
    """As `url`, for pages with very many links: identities and words of which there are few."""
    return addresses.of(name, *args)


@register.simple_tag(takes_context=True)
def nav_link(
    context: Context, name: str, label: str, *args: Any, only_here: bool = False, **kwargs: Any
) -> SafeString:
    """An item of a navigation list, marked when the person is there; nothing when no such page exists.

    The pages below an address count as there too, unless `only_here` says otherwise.
    """
    try:
        place = reverse(name, args=args, kwargs=kwargs) if args or kwargs else addresses.of(name)
    except NoReverseMatch:
        return SafeString("")
    request = context.get("request")
    here = request.path if request else ""
    current = ""
    if here == place:
        current = mark_safe(' aria-current="page"')
    elif here.startswith(place) and len(place) > len("/en/") and not only_here:
        current = mark_safe(' aria-current="true"')
    return format_html('<li><a href="{}"{}>{}</a></li>', place, current, label)


@register.simple_tag(takes_context=True)
def query_url(context: Context, **changes: Any) -> str:
    """The address of this page with some parameters changed; an empty value takes the parameter away.

    Any change but one of the page number leads back to the first page.
    """
    query = context["request"].GET.copy()
    if "page" not in changes:
        query.pop("page", None)
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def without_value(context: Context, name: str, value: Any) -> str:
    """The address of this page with one value of a parameter that may have several taken away."""
    query = context["request"].GET.copy()
    query.setlist(name, [one for one in query.getlist(name) if one != str(value)])
    query.pop("page", None)
    return f"?{query.urlencode()}"


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[dict[str, Any]]:
    """This page in each language of the portal: code, name, address, and whether it is the one shown."""
    request = context.get("request")
    here = request.get_full_path() if request else f"/{_language()}/"
    return [
        {
            "code": code,
            "name": LANGUAGE_NAMES[code],
            "url": _in_language(here, code),
            "current": code == _language(),
        }
        for code, _name in settings.LANGUAGES
    ]


def _in_language(address: str, code: str) -> str:
    """The same page in another language: no address of ours is translated but for its prefix."""
    return PREFIX.sub(f"/{code}", address) if PREFIX.match(address) else translate_url(address, code)


@register.simple_tag(takes_context=True)
def back_url(context: Context) -> str:
    """The page of this site that the person came from, or an empty text."""
    request = context.get("request")
    if request is None:
        return ""
    came_from = str(request.META.get("HTTP_REFERER", ""))
    is_ours = url_has_allowed_host_and_scheme(
        came_from, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return came_from if is_ours else ""


@register.simple_tag
def page_numbers(page: Page[Any]) -> list[int]:
    """The numbers that a pager shows: first, last and around this one; zero stands for a gap."""
    elided = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in elided]


@register.simple_tag
def emblem() -> SafeString:
    """The European emblem with its name in the reader's language, for pages and PDFs."""
    return mark_safe(european_emblem.svg(_("Emblem of the European Union")))  # noqa: S308 (escaped inside)


@register.simple_block_tag(takes_context=True)
def card(context: Context, content: str, heading: str = "", level: int = 2, kind: str = "") -> SafeString:
    """A framed part of a page; with a heading it is a section of its own."""
    title = format_html('<h{0} class="card-heading">{1}</h{0}>', level, heading) if heading else ""
    return format_html('<section class="panel {}">{}{}</section>', kind and f"panel-{kind}", title, content)
