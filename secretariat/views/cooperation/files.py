"""Papers and pictures of editors: the list, uploads, the words for their readers."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from editorial import uploading
from editorial.models import Paper, Picture
from programmes.permissions import programmes_where, staff
from programmes.states import EDITORS
from secretariat.forms.piece_files import (
    FileForm,
    PaperUpload,
    PaperWords,
    PictureUpload,
    PictureWords,
)
from secretariat.pages.shared import done, status_of

SHOWN = 100


@staff(*EDITORS)
@require_safe
def piece_files(request: HttpRequest) -> HttpResponse:
    """The newest papers and pictures of my programmes, and where their check stands."""
    codes = programmes_where(request.user, EDITORS)
    papers = Paper.objects.filter(programme__in=codes).defer("text", "words").order_by("-uploaded_at", "-pk")
    pictures = Picture.objects.filter(programme__in=codes)
    context = {"papers": papers[:SHOWN], "pictures": pictures[:SHOWN]}
    return render(request, "secretariat/cooperation/files.html", context)


@staff(*EDITORS)
def paper_new(request: HttpRequest) -> HttpResponse:
    return _new(request, Paper, PaperUpload, _("New document (PDF)"))


@staff(*EDITORS)
def picture_new(request: HttpRequest) -> HttpResponse:
    return _new(request, Picture, PictureUpload, _("New picture"))


@staff(*EDITORS)
def paper_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The names of a paper; its file when there is none yet."""
    rows = Paper.objects.filter(programme__in=programmes_where(request.user, EDITORS))
    found = get_object_or_404(rows.defer("text", "words"), uid=uid)
    form = PaperWords(request.POST if request.method == "POST" else None, paper=found)
    if done(form, lambda: uploading.describe(found, form.words(), by=signed_in_user(request))):
        messages.success(request, _("Saved."))
        return redirect("secretariat:piece_files")
    context = {"form": form, "title": str(found), "paper": found, "file_form": FileForm()}
    return render(request, "secretariat/cooperation/file.html", context, status=status_of(form))


@staff(*EDITORS)
def picture_edit(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What a picture says to who does not see it."""
    rows = Picture.objects.filter(programme__in=programmes_where(request.user, EDITORS))
    found = get_object_or_404(rows, uid=uid)
    form = PictureWords(request.POST if request.method == "POST" else None, picture=found)
    if done(form, lambda: uploading.describe(found, form.words(), by=signed_in_user(request))):
        messages.success(request, _("Saved."))
        return redirect("secretariat:piece_files")
    context = {"form": form, "title": found.name, "picture": found}
    return render(request, "secretariat/cooperation/file.html", context, status=status_of(form))


@staff(*EDITORS)
@require_POST
def paper_file(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Give a document that was known by its name its file."""
    rows = Paper.objects.filter(programme__in=programmes_where(request.user, EDITORS))
    found = get_object_or_404(rows.defer("text", "words"), uid=uid)
    form = FileForm(request.POST, request.FILES)
    by = signed_in_user(request)
    if done(form, lambda: uploading.give_file(found, form.cleaned_data["file"], by=by)):
        messages.success(request, _("%(name)s is uploaded and will be checked.") % {"name": found.name})
        return redirect("secretariat:piece_files")
    context = {"form": form, "title": str(found), "is_upload": True}
    return render(request, "secretariat/cooperation/file.html", context, status=status_of(form))


def _new(request: HttpRequest, model: Any, form_of: Any, title: str) -> HttpResponse:
    codes, by = programmes_where(request.user, EDITORS), signed_in_user(request)
    is_sent = request.method == "POST"
    form = form_of(request.POST if is_sent else None, request.FILES if is_sent else None, programmes=codes)

    def act() -> None:
        said = form.cleaned_data
        uploading.add(model, said["programme"], said["file"], words=form.words(), by=by, key=said["key"])

    if done(form, act):
        messages.success(request, _("Uploaded. It can be used once it is checked, in a moment."))
        return redirect("secretariat:piece_files")
    context = {"form": form, "title": title, "is_upload": True}
    return render(request, "secretariat/cooperation/file.html", context, status=status_of(form))
