"""What one address gets, by a link that came to it: change it, stop one, stop all."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from catalogue.forms.subscribing import ChangeForm
from core.http import anyone
from core.origins import own_pages_only
from programmes.models import Programme
from publications import finding
from publications.finding.wording import in_words
from publications.models import Subscription
from publications.states import SubscriptionKind
from publications.subscribing import keeping, links

SHOWN = 100


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@own_pages_only
def subscriptions(request: HttpRequest, token: str) -> HttpResponse:
    """The alerts and newsletters of the address to which the link came."""
    holder = keeping.found(token, links.MANAGE)
    if holder is None:
        return render(request, "catalogue/subscriptions.html", {"is_gone": True}, status=410)
    mine = Subscription.objects.of_address(holder.email).confirmed()
    if request.method == "POST":
        uid = _uid(request)
        return _act(request, holder, mine.filter(uid=uid).first() if uid else None)
    rows = list(mine[:SHOWN])
    names = {one.pk: str(one) for one in Programme.objects.filter(pk__in=[row.programme for row in rows])}
    context = {"token": token, "email": holder.email, "items": [_item(row, names) for row in rows]}
    return render(request, "catalogue/subscriptions.html", context)


def _uid(request: HttpRequest) -> UUID | None:
    """Which of the rows was meant; None for none of them."""
    try:
        return UUID(request.POST.get("uid", ""))
    except ValueError:
        return None


def _item(row: Subscription, names: dict[str, str]) -> dict[str, Any]:
    is_alert = row.kind == SubscriptionKind.ALERT
    title = (
        in_words(finding.query(QueryDict(row.query))) if is_alert else names.get(row.programme, row.programme)
    )
    form = ChangeForm(
        auto_id=f"id_{row.pk}_%s",
        initial={"frequency": row.frequency, "language": row.language},
        has_frequency=is_alert,
    )
    return {"row": row, "is_alert": is_alert, "title": title, "form": form}


def _act(request: HttpRequest, holder: Subscription, row: Subscription | None) -> HttpResponse:
    """What a button of the page asks for; the page comes back, by the link of a row that is still there."""
    wish = request.POST.get("do", "")
    if wish == "stop_all":
        keeping.stop_all(holder.email)
    elif wish == "stop" and row is not None:
        keeping.stop(row)
    elif wish == "change" and row is not None:
        form = ChangeForm(request.POST, has_frequency=row.kind == SubscriptionKind.ALERT)
        if form.is_valid():
            frequency = form.cleaned_data.get("frequency", "")
            keeping.change(row, language=form.cleaned_data["language"], frequency=frequency)
    left = Subscription.objects.of_address(holder.email).confirmed().first()
    if left is None:
        return render(request, "catalogue/unsubscribe.html", {"is_done": True})
    return redirect("catalogue:subscriptions", token=links.token(left, links.MANAGE))
