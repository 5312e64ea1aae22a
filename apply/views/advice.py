"""Links for a colleague's advice: managers make and take them back, whoever has one reads the proposal."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import throttle
from apply.forms.advice import AdviceForm
from apply.pages.advice import link_rows
from apply.pages.frame import frame_of
from apply.views.own import PersonRequest, need_whole, own_project
from core.acts import done
from core.http import anyone, signed_in
from projects import advice, dossier
from projects.content import texts_of

# However many links are tried: so many pages an hour for one network address.
OPENINGS = throttle.Limit("proposals read by a link, from an address", 120, 60 * 60)
# The secret stands in the address: no cache, search engine or other site may learn it.
SECRET_PAGE = {
    "Cache-Control": "no-store, private",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
}


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def advice_links(request: PersonRequest, uid: UUID) -> HttpResponse:
    """The links that were made, and how often each was opened; a POST makes one."""
    project, level = own_project(request, uid)
    need_whole(request)
    form = AdviceForm(request.POST if request.method == "POST" else None)
    if done(form, lambda: advice.make(project, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The link is made: copy it from the list and send it."))
        return redirect("apply:advice_links", project.uid)
    rows = link_rows(project, request.user)
    context = {"frame": frame_of(project, level), "here": "people", "form": form, "rows": rows}
    return render(request, "apply/advice_links.html", context, status=422 if form.is_bound else 200)


@signed_in
@require_POST
def advice_revoke(request: PersonRequest, uid: UUID, link: UUID) -> HttpResponse:
    project, _level = own_project(request, uid)
    need_whole(request)
    found = get_object_or_404(project.advice_links.select_related("project"), uid=link)
    advice.revoke(found, by=request.user)
    messages.success(request, _("The link is taken back: it opens nothing any more."))
    return redirect("apply:advice_links", project.uid)


@anyone
@require_safe
def advice_page(request: HttpRequest, token: str) -> HttpResponse:
    """The proposal as it stands, to read only. A link that does not hold tells nothing of why."""
    try:
        throttle.take({OPENINGS: throttle.address(request)})
    except throttle.TooMany as refusal:
        return _secret(render(request, "apply/advice_later.html", {"wait": refusal.minutes_text}, status=429))
    link = advice.opened(token)
    if link is None:
        return _secret(render(request, "apply/advice_over.html", status=404))
    loaded = dossier.load(link.project)
    context = {"link": link, "project": link.project, "dossier": loaded, "content": texts_of(loaded)}
    return _secret(render(request, "apply/advice_page.html", context))


def _secret(answer: HttpResponse) -> HttpResponse:
    for name, value in SECRET_PAGE.items():
        answer[name] = value
    return answer
