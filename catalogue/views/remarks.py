"""“Is something wrong here?”: written on one page, looked over and sent from a second."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.throttle import address
from catalogue.forms.remarks import RemarkForm
from core.acts import done, status_of
from core.http import anyone
from core.origins import own_pages_only, page_before
from publications.states import RemarkTopic
from publications.talking_back import remarks
from publications.talking_back.subjects import Subject, find, shown_on


@anyone
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@own_pages_only
def remark(request: HttpRequest) -> HttpResponse:
    """Say what is wrong; the address, else the page that led here, says on which page."""
    about, key = request.GET.get("about", ""), request.GET.get("key", "")
    if not about:
        about, key = shown_on(page_before(request))
    subject = find(about, key)
    if subject is None:
        return render(request, "catalogue/remark_where.html")
    form = RemarkForm(request.POST if request.method == "POST" else None)
    here = f"{reverse('catalogue:remark')}?{urlencode({'about': about, 'key': key})}"
    context = {"subject": subject, "form": form, "here": here}
    wish = request.POST.get("do", "")
    if wish != "change" and form.is_bound and form.is_valid():
        is_sealed = wish == "send" and form.is_sealed(request.POST.get("seal", ""))
        if is_sealed and done(form, lambda: _say(request, subject, form)):
            return redirect(f"{reverse('catalogue:remark_sent')}?{urlencode({'about': about, 'key': key})}")
        if not form.errors:
            return render(request, "catalogue/remark_review.html", {**context, "seal": form.seal()})
    status = status_of(form) if wish != "change" else 200
    return render(request, "catalogue/remark.html", context, status=status)


@anyone
@require_safe
def remark_sent(request: HttpRequest) -> HttpResponse:
    """Thanks, and the way back."""
    subject = find(request.GET.get("about", ""), request.GET.get("key", ""))
    return render(request, "catalogue/remark_sent.html", {"subject": subject})


def _say(request: HttpRequest, subject: Subject, form: RemarkForm) -> None:
    given = form.words()
    remarks.say(
        subject,
        topic=RemarkTopic(given["topic"]),
        wrong=given["wrong"],
        right=given["right"],
        source=given["source"],
        email=given["email"],
        language=get_language() or "en",
        network=address(request),
        mark=form.mark,
    )
