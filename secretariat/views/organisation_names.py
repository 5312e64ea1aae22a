"""Names of forgotten persons that still stand in texts: each is looked at, and taken out or left."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in_user
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from publications import mentions, redacting
from secretariat.forms.organisations import ReasonForm
from secretariat.pages.organisations import MOST
from secretariat.pages.shared import done

PAGE = 50


@staff(*SECRETARIAT)
@require_safe
def names_in_texts(request: HttpRequest) -> HttpResponse:
    """Texts that hold a name which is no longer published, the longest known first."""
    rows = redacting.waiting(signed_in_user(request))
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    return render(request, "secretariat/organisations/names_in_texts.html", {"page": page})


@staff(*SECRETARIAT)
def name_in_text(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them with the words around it; with a reason it is taken out everywhere, or stays."""
    user = signed_in_user(request)
    mention = get_object_or_404(redacting.waiting(user), pk=min(pk, MOST))
    form = ReasonForm(request.POST or None)
    judge = redacting.keep if request.POST.get("decision") == "keep" else redacting.redact
    if done(form, lambda: judge(mention, by=user, note=form.cleaned_data["note"])):
        messages.success(request, _("That is noted in the trail of the record."))
        return redirect("secretariat:names_in_texts")
    context = {"form": form, "mention": mention, "passages": mentions.passages(mention)}
    status = 400 if form.errors else 200
    return render(request, "secretariat/organisations/name_in_text.html", context, status=status)
