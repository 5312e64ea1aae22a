"""Pieces of editors: the list, a new one, its draft that saves itself, its preview."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.access import needs_second_factor, signed_in_or_401, signed_in_user
from editorial import checking, reading, writing
from editorial.content import Content
from editorial.keeping import draft_of
from editorial.models import Piece
from editorial.permissions import pieces_of
from editorial.states import PieceKind, PieceState
from programmes.models import Programme
from programmes.permissions import programmes_where, staff
from programmes.states import EDITORS
from projects.fields import Saved
from secretariat.forms.pieces import FactsForm, PieceForm, WhenForm
from secretariat.pages import autosave
from secretariat.pages import pieces as pages
from secretariat.pages.shared import done, status_of
from secretariat.pages.sheets import Tried

PAGE = 25


@staff(*EDITORS)
@require_safe
def pieces(request: HttpRequest) -> HttpResponse:
    """What was written for my programmes, the newest changes first."""
    rows = pages.narrowed(pieces_of(signed_in_user(request)), request.GET)
    rows = rows.select_related("programme", "draft").order_by("-draft__changed_at", "-updated_at", "-pk")
    page = Paginator(rows.defer("words", "body"), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [(piece, pages.title_of(piece)) for piece in page],
        "kinds": PieceKind.choices,
        "states": PieceState.choices,
        "programmes": Programme.objects.filter(pk__in=programmes_where(request.user, EDITORS)),
        "chosen": request.GET,
    }
    return render(request, "secretariat/cooperation/pieces.html", context)


@staff(*EDITORS)
def piece_new(request: HttpRequest) -> HttpResponse:
    """Begin a piece with its kind and a title."""
    codes, by = programmes_where(request.user, EDITORS), signed_in_user(request)
    form = PieceForm(request.POST if request.method == "POST" else None, programmes=codes)
    made: list[Piece] = []

    def act() -> None:
        said = form.cleaned_data
        words = {"title": said["title"], "language": said["language"]}
        kind = PieceKind(said["kind"])
        made.append(writing.create(said["programme"], kind=kind, by=by, key=said["key"], **words))

    if done(form, act):
        return redirect("secretariat:piece", uid=made[0].uid)
    return render(request, "secretariat/cooperation/new.html", {"form": form}, status=status_of(form))


@staff(*EDITORS)
@never_cache
def piece(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The draft: its texts in all languages, which save themselves, with what should be mended."""
    found, by = pages.my_piece(request, uid), signed_in_user(request)
    if request.method != "POST":
        return _shown(request, found, Tried())
    typed = autosave.posted(request.POST, writing.stored_of(draft_of(found)))
    outcomes = writing.save_sheet(found, typed, by=by)
    if any(not isinstance(outcome, Saved) for outcome in outcomes.values()):
        return _shown(request, pages.my_piece(request, uid), Tried(typed, outcomes))
    messages.success(request, _("Saved."))
    return redirect("secretariat:piece", uid=uid)


@signed_in_or_401
@require_POST
def piece_field(request: HttpRequest, uid: UUID) -> JsonResponse:
    """Save one text of a draft."""
    by = signed_in_user(request)
    if needs_second_factor(by):
        raise Http404
    found = pages.my_piece(request, uid)
    return autosave.answer(
        request, lambda key, value, base: writing.save_field(found, key, value, base=base, by=by)
    )


@staff(*EDITORS)
@never_cache
def piece_facts(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Day, picture, documents and what else a draft points to."""
    found, by = pages.my_piece(request, uid), signed_in_user(request)
    content = Content.from_json(draft_of(found).content)
    posted = request.POST if request.method == "POST" else None
    form = FactsForm(posted, piece=found, content=content, base=writing.facts_token(content))
    if done(form, lambda: writing.save_facts(found, form.facts(), base=form.cleaned_data["base"], by=by)):
        messages.success(request, _("Saved."))
        return redirect("secretariat:piece", uid=uid)
    context = {"piece": found, "title": pages.title_of(found), "form": form}
    return render(request, "secretariat/cooperation/facts.html", context, status=status_of(form))


@staff(*EDITORS)
@require_safe
@never_cache
def piece_preview(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The draft exactly as the public would see it."""
    found = pages.my_piece(request, uid)
    shown = reading.preview(found, Content.from_json(draft_of(found).content))
    address = reverse("secretariat:piece", args=[uid])
    context = {"shown": shown, "programme": found.programme, "crumbs": [], "preview_of": address}
    return render(request, "catalogue/cooperation/piece.html", context)


def _shown(request: HttpRequest, found: Piece, tried: Tried) -> HttpResponse:
    draft = draft_of(found)
    content = Content.from_json(draft.content)
    rows = pages.beside(found, writing.stored_of(draft), tried)
    faults = pages.faults(rows)
    seen = writing.token(content)
    context: dict[str, Any] = {
        "piece": found,
        "title": pages.title_of(found),
        "draft": draft,
        "rows": rows,
        "faults": faults,
        "findings": checking.check(found, content),
        "seen": seen,
        "when": WhenForm(seen=seen),
        "public_path": reading.path_of(found) if found.is_public else "",
        **autosave.CONTEXT,
    }
    status = 409 if faults else 200
    return render(request, "secretariat/cooperation/piece.html", context, status=status)
