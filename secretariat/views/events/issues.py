"""Issues of newsletters for those who write them: the list, words, what an issue tells of, tests."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from core.texts import LANGUAGES
from editorial.models import Issue, IssueQuerySet, IssueState
from editorial.newsletters import editing, rendering
from editorial.newsletters.checks import check
from editorial.newsletters.content import Look, edition, frozen, looks
from editorial.newsletters.sources import sources
from programmes.models import Programme
from programmes.permissions import programmes_where, staff
from programmes.states import EDITORS
from secretariat.event_forms.issues import IssueForm, ItemForm, TestForm
from secretariat.pages.shared import done, status_of

PAGE = 25


def mine(request: HttpRequest) -> IssueQuerySet:
    """The issues of the programmes that the person works for."""
    return Issue.objects.of_programmes(programmes_where(request.user, EDITORS)).select_related("programme")


@staff(*EDITORS)
@require_safe
def issues(request: HttpRequest) -> HttpResponse:
    """All issues of my programmes, the newest first."""
    codes = programmes_where(request.user, EDITORS)
    context = {
        "page": Paginator(mine(request).defer("content"), PAGE).get_page(request.GET.get("page")),
        "programmes": Programme.objects.filter(pk__in=codes),
    }
    return render(request, "secretariat/events/issues.html", context)


@staff(*EDITORS)
def issue_new(request: HttpRequest, code: str) -> HttpResponse:
    """Begin an issue of a programme's newsletter."""
    own = Programme.objects.filter(pk__in=programmes_where(request.user, EDITORS))
    programme = get_object_or_404(own, pk=code)
    form = IssueForm(request.POST if request.method == "POST" else None)
    by, made = signed_in_user(request), []

    def act() -> None:
        words = {"subject": form.text_of("subject"), "intro": form.text_of("intro")}
        made.append(editing.create(programme, **words, by=by, key=form.cleaned_data["key"]))

    if done(form, act):
        return redirect("secretariat:issue", uid=made[0].uid)
    context = {"form": form, "programme": programme}
    return render(request, "secretariat/events/issue_form.html", context, status=status_of(form))


@staff(*EDITORS)
def issue_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Other words."""
    found = get_object_or_404(mine(request), uid=uid)
    form = IssueForm(request.POST if request.method == "POST" else None, issue=found)
    by = signed_in_user(request)

    def act() -> None:
        editing.write(found, subject=form.text_of("subject"), intro=form.text_of("intro"), by=by)

    if done(form, act):
        messages.success(request, _("Saved."))
        return redirect("secretariat:issue", uid=uid)
    context = {"form": form, "programme": found.programme, "issue": found}
    return render(request, "secretariat/events/issue_form.html", context, status=status_of(form))


@staff(*EDITORS)
@require_safe
def issue(request: HttpRequest, uid: UUID) -> HttpResponse:
    """An issue that is being written: what it tells of, its checks, a test, and how it goes on."""
    found = get_object_or_404(mine(request), uid=uid)
    if found.state == IssueState.SENT:
        return redirect("secretariat:issue_progress", uid=uid)
    chosen = looks(found)
    is_draft = found.state == IssueState.DRAFT
    context = {
        "issue": found,
        "looks": chosen,
        "offered": _offered(found, chosen) if is_draft else [],
        "findings": check(found, chosen),
        "is_draft": is_draft,
        "test": TestForm(),
        "codes": LANGUAGES,
    }
    return render(request, "secretariat/events/issue.html", context)


@staff(*EDITORS)
@require_POST
def issue_item(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Add, take out or move what the issue tells of."""
    found = get_object_or_404(mine(request), uid=uid)
    form = ItemForm(request.POST)
    if not form.is_valid():
        raise Http404
    by, wish, item = signed_in_user(request), form.cleaned_data["do"], form.cleaned_data["item"] or 0
    if wish == "add":
        source, key = form.cleaned_data["source"], form.cleaned_data["key"]
        editing.add(found, source=source, key=key, by=by)
    elif wish == "remove":
        editing.remove(found, item=item, by=by)
    else:
        editing.move(found, item=item, up=wish == "up", by=by)
    return redirect("secretariat:issue", uid=uid)


@staff(*EDITORS)
@require_safe
def issue_mail(request: HttpRequest, uid: UUID, language: str, form: str) -> HttpResponse:
    """The mail as readers of a language get it: as HTML, or as plain text."""
    found = get_object_or_404(mine(request), uid=uid)
    if language not in LANGUAGES or form not in {"html", "text"}:
        raise Http404
    content = found.content if found.state == IssueState.SENT else frozen(found, looks(found))
    words = rendering.mail(found, edition(content, language), rendering.manage_url(language))
    if form == "text":
        text = f"{words['subject']}\n\n{words['text']}"
        return HttpResponse(text, content_type="text/plain; charset=utf-8")
    # The looks of a mail stand in its head, which the rules for our own pages do not allow: as a file here.
    sheet = f'<link rel="stylesheet" href="{static(rendering.STYLE)}">'
    return HttpResponse(rendering.with_looks(words["html"], sheet))


@staff(*EDITORS)
@require_POST
def issue_test(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Send it to oneself."""
    found, form = get_object_or_404(mine(request), uid=uid), TestForm(request.POST)
    by = signed_in_user(request)
    if not form.is_valid():
        raise Http404
    editing.send_test(found, by=by, language=form.cleaned_data["language"], key=form.cleaned_data["key"])
    messages.success(request, _("The test is on its way to %(address)s.") % {"address": by.email})
    return redirect("secretariat:issue", uid=uid)


@staff(*EDITORS)
@require_POST
def issue_step(request: HttpRequest, uid: UUID, step: str) -> HttpResponse:
    """Hand it on to a second look, take it back, or throw a draft away."""
    found, by = get_object_or_404(mine(request), uid=uid), signed_in_user(request)
    if step == "delete":
        editing.delete(found, by=by)
        messages.success(request, _("The draft is deleted."))
        return redirect("secretariat:issues")
    verbs = {"hand-on": editing.hand_on, "take-back": editing.take_back}
    if step not in verbs:
        raise Http404
    verbs[step](found, by=by)
    return redirect("secretariat:issue", uid=uid)


def _offered(found: Issue, chosen: list[Look]) -> list[tuple[str, str, object]]:
    """What can be added: source, its label, the thing."""
    taken = {(look.item.source, look.item.key) for look in chosen}
    return [
        (name, str(source.label), thing)
        for name, source in sources().items()
        for thing in source.offered(found.programme)
        if (name, thing.key) not in taken
    ]
