"""Alerts and newsletters: asked for without an account, confirmed by a link, stopped with one click."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.throttle import address
from catalogue.forms.subscribing import AlertForm, LinkForm, NewsletterForm
from catalogue.pages import public_page
from core.acts import done, status_of
from core.http import anyone
from core.origins import own_pages_only, taken_from_anywhere
from core.robots import PeopleForm
from publications import finding
from publications.finding.wording import parts
from publications.models import Subscription
from publications.states import Frequency, SubscriptionKind
from publications.subscribing import asking, keeping, links

reads_and_posts = require_http_methods(["GET", "HEAD", "POST"])


@anyone
@reads_and_posts
@never_cache
@own_pages_only
def alert(request: HttpRequest) -> HttpResponse:
    """Ask to be told by mail of what a search finds new or changed; the search stands in the address."""
    query = finding.query(request.GET)
    form = AlertForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        asking.ask_for_alert(
            query,
            email=form.cleaned_data["email"],
            frequency=Frequency(form.cleaned_data["frequency"]),
            language=form.cleaned_data["language"],
            network=address(request),
            mark=form.mark,
        )

    context = {"query": query.as_query_string(), "conditions": parts(query)}
    return _asked(request, form, act, "catalogue/alert.html", context)


@anyone
@reads_and_posts
@never_cache
@own_pages_only
def newsletter(request: HttpRequest) -> HttpResponse:
    """Ask for the newsletter of a programme; the address may name one."""
    posted = request.POST if request.method == "POST" else None
    form = NewsletterForm(posted, initial={"programme": request.GET.get("programme", "")[:60]})

    def act() -> None:
        asking.ask_for_newsletter(
            form.cleaned_data["programme"].pk,
            email=form.cleaned_data["email"],
            language=form.cleaned_data["language"],
            network=address(request),
            mark=form.mark,
        )

    return _asked(request, form, act, "catalogue/newsletter.html", {})


@anyone
@reads_and_posts
@never_cache
@own_pages_only
def subscriptions_link(request: HttpRequest) -> HttpResponse:
    """Ask for the link to see, change or stop what an address gets."""
    form = LinkForm(request.POST if request.method == "POST" else None)

    def act() -> None:
        asking.ask_for_link(
            email=form.cleaned_data["email"],
            language=get_language() or "en",
            network=address(request),
            mark=form.mark,
        )

    return _asked(request, form, act, "catalogue/subscriptions_link.html", {})


@anyone
@require_safe
@public_page
def subscription_asked(request: HttpRequest) -> HttpResponse:
    """The same answer for everybody who asked, whatever is known of the address."""
    return render(request, "catalogue/subscription_asked.html")


@anyone
@reads_and_posts
@never_cache
@own_pages_only
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of the first mail leads to: opening it does nothing, for programs open links too."""
    row = keeping.confirm(token) if request.method == "POST" else keeping.found(token, links.CONFIRM)
    context = {
        "row": row,
        "is_done": row is not None and row.confirmed_at is not None,
        "conditions": _conditions(row) if row is not None else [],
        "manage_url": links.link(row, links.MANAGE) if row is not None and row.confirmed_at else "",
    }
    return render(request, "catalogue/confirm.html", context, status=200 if row else 410)


@anyone
@reads_and_posts
@never_cache
@taken_from_anywhere
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """One button for a person, one post for a mail program (RFC 8058); the answer tells nothing to others."""
    row = keeping.found(token, links.STOP)
    if request.method == "POST" and row is not None:
        keeping.stop(row)
    is_done = request.method == "POST" or row is None
    context = {
        "row": row,
        "is_done": is_done,
        "conditions": _conditions(row) if row is not None else [],
    }
    return render(request, "catalogue/unsubscribe.html", context)


def _conditions(row: Subscription) -> list[str]:
    """What was asked for, in words: the conditions of a search, or the programme of a newsletter."""
    if row.kind == SubscriptionKind.ALERT:
        return parts(finding.query(QueryDict(row.query)))
    return [str(row.newsletter_programme() or row.programme)]


def _asked(
    request: HttpRequest,
    form: PeopleForm,
    act: Callable[[], None],
    template: str,
    context: Mapping[str, object],
) -> HttpResponse:
    """The page with its form, or the answer that is the same for everybody."""
    if done(form, act):
        return redirect("catalogue:subscription_asked")
    return render(request, template, {"form": form, **context}, status=status_of(form))
