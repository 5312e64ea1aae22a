"""Names of forgotten persons that still stand in texts: each is looked at, and taken out or left."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access import signed_in_user
from editorial import judging, uploading
from editorial.mentions import passages as passages_of_paper
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from publications import mentions, redacting
from secretariat.forms.organisations import PaperNameForm, ReasonForm
from secretariat.pages.organisations import MOST, named
from secretariat.pages.shared import done, status_of

PAGE = 50


@staff(*SECRETARIAT)
@require_safe
def names_in_texts(request: HttpRequest) -> HttpResponse:
    """Texts and documents that hold a name which is no longer published, the longest known first."""
    user = signed_in_user(request)
    page = Paginator(redacting.waiting(user), PAGE).get_page(request.GET.get("page"))
    papers = judging.waiting(user).select_related("paper").defer("paper__text", "paper__words")[:PAGE]
    context = {"page": page, "rows": [named(mention) for mention in page], "papers": papers}
    return render(request, "secretariat/organisations/names_in_texts.html", context)


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
    context = {"form": form, **named(mention), "passages": mentions.passages(mention)}
    status = 400 if form.errors else 200
    return render(request, "secretariat/organisations/name_in_text.html", context, status=status)


@staff(*SECRETARIAT)
def name_in_paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One document with the words around the name; with a reason its file is replaced, or the name stays."""
    user = signed_in_user(request)
    rows = judging.waiting(user).select_related("paper")
    mention = get_object_or_404(rows, pk=min(pk, MOST))
    form = PaperNameForm(request.POST or None, request.FILES or None)

    def judge() -> None:
        said = form.cleaned_data
        if form.replaces:
            uploading.replace_file(mention, said["file"], by=user, note=said["note"])
        else:
            judging.keep(mention, by=user, note=said["note"])

    if done(form, judge):
        messages.success(request, _("That is noted in the trail of the document."))
        return redirect("secretariat:names_in_texts")
    context = {"form": form, "mention": mention, "passages": passages_of_paper(mention)}
    return render(request, "secretariat/organisations/name_in_paper.html", context, status=status_of(form))
