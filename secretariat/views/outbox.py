"""The outbox: letters wait here until somebody confirms them."""

from __future__ import annotations

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in_user
from correspondence import batches
from correspondence import outbox as letters
from correspondence.states import MessageState
from documents.serving import respond
from programmes.permissions import calls_where, programmes_where, staff
from programmes.states import SECRETARIAT, SEES_ALL_SUBMITTED
from secretariat.filters.outbox import OutboxFilter
from secretariat.forms.letters import LetterForm
from secretariat.pages.letters import is_previewed, offers, preview_paper, readable, shown, writable
from secretariat.pages.shared import done, status_of

PAGE = 25


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def outbox(request: HttpRequest) -> HttpResponse:
    """Letters and mails of my programmes, how many stand where, and what the address narrows them to."""
    mine = readable(request)
    narrowed = OutboxFilter(request.GET, queryset=mine.order_by("-created_at", "-pk"), request=request)
    counted = dict(mine.order_by().values_list("state").annotate(n=Count("pk")))
    pages = Paginator(narrowed.qs.select_related("recipient"), PAGE)
    if not narrowed.form.has_changed():
        pages.count = sum(counted.values())  # known already: no statement asks again
    page = pages.get_page(request.GET.get("page"))
    context = {
        "filter": narrowed,
        "page": page,
        "looks": batches.looks_at(list(page.object_list)),
        "states": [(state.value, state.label, counted[state]) for state in MessageState if state in counted],
        "waiting": counted.get(MessageState.DRAFTED, 0),
        "may_write": bool(
            programmes_where(request.user, SECRETARIAT) or calls_where(request.user, SECRETARIAT)
        ),
    }
    return render(request, "secretariat/outbox.html", context)


@staff(*SEES_ALL_SUBMITTED, of_call=True)
def message(request: HttpRequest, uid: str) -> HttpResponse:
    """One letter: read it, correct it while it has not left."""
    letter = get_object_or_404(
        readable(request).select_related("recipient", "confirmed_by", "attachment"), uid=uid
    )
    may_write = writable(request).filter(pk=letter.pk).exists()
    if request.method == "POST" and not may_write:
        raise Http404
    offered = offers(letter, may_write=may_write)
    form = LetterForm(
        request.POST if request.method == "POST" else None,
        language=letter.language,
        initial={"subject": letter.subject, "body": letter.body, "seen": letter.revision},
    )
    if done(form, lambda: letters.edit(letter, by=signed_in_user(request), **form.cleaned_data)):
        notes.success(request, _("The letter is saved. It has not been sent."))
        return redirect("secretariat:message", uid=letter.uid)
    context = {
        "letter": letter,
        "look": batches.looks_at([letter])[0],
        "pieces": shown(letter),
        "form": form if form.is_bound or offered.edit else None,
        "offers": offered,
        "preview": preview_paper(letter) if may_write and is_previewed(letter) else None,
        "kind": batches.label_of(letter.letter) if letter.letter else "",
    }
    return render(request, "secretariat/message.html", context, status=status_of(form))


@staff(*SECRETARIAT, of_call=True)
def confirm_messages(request: HttpRequest) -> HttpResponse:
    """Let several letters leave, after a page that names how many, to whom, and what is not in order."""
    mine = writable(request)
    if request.method == "POST":
        seen = batches.read_seen(request.POST.get("seen", ""))
        chosen = mine.filter(uid__in=list(seen))
        number = batches.confirm_all(chosen, seen, by=signed_in_user(request))
        notes.success(request, batches.told(number))
        return redirect("secretariat:outbox")
    if request.GET.get("all") == "yes":
        chosen = OutboxFilter(request.GET, queryset=mine, request=request).qs
    else:
        chosen = mine.filter(uid__in=list(batches.read_seen(" ".join(request.GET.getlist("letter")))))
    batch = batches.batch_of(chosen)
    return render(request, "secretariat/confirm_messages.html", {"batch": batch, "limit": batches.LIMIT})


@require_safe
@staff(*SEES_ALL_SUBMITTED, of_call=True)
def message_file(request: HttpRequest, uid: str) -> HttpResponseBase:
    """The PDF that went, or goes, with a letter."""
    letter = get_object_or_404(readable(request).select_related("attachment"), uid=uid)
    if letter.attachment is None:
        raise Http404
    return respond(letter.attachment, request)
