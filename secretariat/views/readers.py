"""What readers of the public pages answer and subscribe to."""

from __future__ import annotations

from datetime import timedelta

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from core.downloads import harmless
from core.sheets import csv_lines
from programmes.models import Programme
from programmes.permissions import programmes_where, staff
from programmes.states import SECRETARIAT
from publications.subscribing import newsletters
from publications.talking_back import answers
from secretariat.pages.page_names import page_name

PAGE, SINCE = 50, timedelta(days=365)


@staff(*SECRETARIAT)
@require_safe
def reader_answers(request: HttpRequest) -> HttpResponse:
    """Whether readers found what they looked for, by kind of page and language, and what they say."""
    since = timezone.localdate() - SINCE
    page = Paginator(answers.with_words(since), PAGE).get_page(request.GET.get("page"))
    counts = [{**row, "name": page_name(row["page"])} for row in answers.counts(since)]
    said = [(one, one.path or page_name(one.page)) for one in page]
    context = {"counts": counts, "page": page, "said": said, "since": since}
    return render(request, "secretariat/remarks/answers.html", context)


@staff(*SECRETARIAT)
@require_safe
def newsletter_readers(request: HttpRequest) -> HttpResponse:
    """How many get the newsletters of my programmes, by language."""
    mine = Programme.objects.filter(pk__in=programmes_where(request.user, SECRETARIAT))
    context = {"rows": newsletters.counts(mine)}
    return render(request, "secretariat/remarks/newsletters.html", context)


@require_POST
@staff(*SECRETARIAT)
def newsletter_export(request: HttpRequest, code: str) -> HttpResponse:
    """The confirmed addresses of one newsletter as CSV, for sending it."""
    if code not in programmes_where(request.user, SECRETARIAT):
        raise Http404
    rows = newsletters.hand_out(code, by=signed_in_user(request))
    text = "".join(csv_lines(newsletters.COLUMNS, rows))
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="newsletter-{code.lower()}.csv"'
    harmless(answer)
    answer["Cache-Control"] = "no-store, private"
    return answer
