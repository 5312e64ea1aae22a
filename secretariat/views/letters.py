"""The words of a programme's letters: which there are, each with its preview, the letterhead, the history."""

from __future__ import annotations

from django.contrib import messages as notes
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from accounts.models import TrailEntry
from correspondence import keeping
from correspondence.models import Letterhead, LetterTemplate
from correspondence.placeholders import KINDS, PLACEHOLDERS
from correspondence.wording import built_in
from programmes.permissions import has_role, programmes_where, staff
from programmes.states import SECRETARIAT, Role
from secretariat.forms.wordings import LetterheadForm, WordingForm, projects_to_try
from secretariat.pages import histories
from secretariat.pages.shared import done, status_of
from secretariat.pages.wordings import my_programme, overviews, preview

PAGE = 50


@staff(*SECRETARIAT)
def letters(request: HttpRequest) -> HttpResponse:
    """Each of my programmes with its kinds of letters, and whose words hold."""
    mine = programmes_where(request.user, SECRETARIAT)
    return render(request, "secretariat/letters/letters.html", {"programmes": overviews(mine)})


@staff(*SECRETARIAT)
def letter_words(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The words of one kind of letter; "preview" shows them, filled for a proposal, before they are kept."""
    programme = my_programme(request, code)
    if kind not in KINDS:
        raise Http404
    row = LetterTemplate.objects.filter(programme=code, kind=kind).select_related("changed_by").first()
    may_change = has_role(request.user, code, [Role.MANAGER])
    if request.method == "POST" and not may_change and "preview" not in request.POST:
        raise Http404
    form = WordingForm(
        request.POST if request.method == "POST" else None,
        kind=kind,
        texts=(row.subject, row.body) if row else built_in(kind),
        projects=projects_to_try(request.user, code),
        initial={"as_pdf": row.as_pdf if row else False, "seen": keeping.stamp(row)},
    )
    is_preview = "preview" in request.POST
    if not is_preview and done(form, lambda: _keep(request, code, kind, form)):
        notes.success(request, _("Saved. Letters written from now on say this."))
        return redirect("secretariat:letter_words", code=code, kind=kind)
    context = {
        "programme": programme,
        "kind": KINDS[kind],
        "key": kind,
        "row": row,
        "form": form,
        "names": [PLACEHOLDERS[name] for name in KINDS[kind].names],
        "preview": preview(form, code, kind, by=signed_in_user(request)) if is_preview else None,
        "may_change": may_change,
    }
    return render(request, "secretariat/letters/letter_words.html", context, status=status_of(form))


@require_POST
@staff(Role.MANAGER)
def letter_built_in(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """Let the built-in words of one kind of letter hold again."""
    my_programme(request, code, Role.MANAGER)
    if kind not in KINDS:
        raise Http404
    keeping.take_back(code, kind, by=signed_in_user(request), seen=request.POST.get("seen", "none"))
    notes.success(request, _("The built-in words apply again. Yours stay in the history."))
    return redirect("secretariat:letter_words", code=code, kind=kind)


@staff(Role.MANAGER)
def letterhead(request: HttpRequest, code: str) -> HttpResponse:
    """What stands on every letter, and how long applicants may object."""
    programme = my_programme(request, code, Role.MANAGER)
    head = Letterhead.objects.filter(programme=code).first() or Letterhead(programme=code)
    form = LetterheadForm(request.POST if request.method == "POST" else None, head=head)
    if done(form, lambda: _keep_head(request, code, form)):
        notes.success(request, _("Saved. Letters written from now on say this."))
        return redirect("secretariat:letters")
    context = {"programme": programme, "form": form}
    return render(request, "secretariat/letters/letterhead.html", context, status=status_of(form))


@staff(*SECRETARIAT)
def letters_history(request: HttpRequest, code: str) -> HttpResponse:
    """Who changed which words, newest first, with what they said before."""
    programme = my_programme(request, code)
    entries = TrailEntry.objects.for_chain(keeping.chain(code)).order_by("-sequence")
    page = Paginator(entries, PAGE).get_page(request.GET.get("page"))
    context = {"programme": programme, "page": page, "lines": histories.letters(page)}
    return render(request, "secretariat/letters/history.html", context)


def _keep(request: HttpRequest, code: str, kind: str, form: WordingForm) -> None:
    keeping.keep(
        code,
        kind,
        by=signed_in_user(request),
        subject=form.text_of("subject"),
        body=form.text_of("body"),
        as_pdf=form.cleaned_data["as_pdf"],
        seen=form.cleaned_data["seen"] or "none",
    )


def _keep_head(request: HttpRequest, code: str, form: LetterheadForm) -> None:
    keeping.keep_letterhead(
        code,
        by=signed_in_user(request),
        sender=form.text_of("sender"),
        signature=form.text_of("signature"),
        footer=form.text_of("footer"),
        objection_days=form.cleaned_data["objection_days"],
    )
