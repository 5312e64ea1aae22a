"""Lists published elsewhere: uploaded, tried, looked at row by row, written when somebody decides so."""

from __future__ import annotations

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from core.downloads import harmless
from core.errors import DomainError
from core.queue import enqueue
from core.sheets import csv_lines
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from publications.importing import arriving, reports, running, seeing
from publications.models import ImportDoubt, ImportRun
from publications.tasks import read_list, write_list
from secretariat.forms.importing import ListForm, VerdictForm, WriteForm
from secretariat.pages import importing as shown
from secretariat.pages.shared import done, status_of

PAGE = 25


@staff(*SECRETARIAT)
@require_safe
def imports(request: HttpRequest) -> HttpResponse:
    """The imports of the person and of colleagues, newest first."""
    found = seeing.runs(signed_in_user(request)).newest_first()
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    return render(request, "secretariat/imports/imports.html", {"page": page})


@staff(*SECRETARIAT)
def import_new(request: HttpRequest) -> HttpResponse:
    """Bring a list; a worker reads it and writes nothing."""
    user = signed_in_user(request)
    is_post = request.method == "POST"
    given = (request.POST, request.FILES) if is_post else ()
    form = ListForm(*given, programmes=seeing.editions(user))
    made: list[ImportRun] = []

    def take() -> None:
        said = form.cleaned_data
        own = {"key": said["key"], "programme": said["programme"]}
        made.append(arriving.take_in(said["mapping"], said["file"], by=user, **own))
        enqueue(read_list, made[0].pk)

    if done(form, take):
        return redirect("secretariat:import_run", uid=made[0].uid)
    return render(request, "secretariat/imports/new.html", {"form": form}, status=status_of(form))


@staff(*SECRETARIAT)
@require_safe
def import_run(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What was found in a list, row by row; how far the writing is."""
    run = _run(request, uid)
    if not request.headers.get("HX-Request"):
        return render(request, "secretariat/imports/run.html", _context(request, run, _write_form(run)))
    if run.is_at_work:
        return render(request, "secretariat/imports/progress.html", {"run": run})
    late = {**_context(request, run, _write_form(run)), "is_late": True}
    return render(request, "secretariat/imports/arrived.html", late)


@staff(*SECRETARIAT)
@require_POST
def import_write(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Write what was read. A worker does it, chunk by chunk."""
    user, run = signed_in_user(request), _run(request, uid)
    form = _write_form(run, request.POST)

    def decide() -> None:
        running.decide(run, by=user, **form.cleaned_data)
        enqueue(write_list, run.pk)

    if done(form, decide):
        return redirect("secretariat:import_run", uid=uid)
    context = _context(request, run, form)
    return render(request, "secretariat/imports/run.html", context, status=status_of(form))


@staff(*SECRETARIAT)
@require_POST
def import_stop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let the rest of a list be."""
    run = running.stop(_run(request, uid), by=signed_in_user(request))
    arriving.throw_away(run)
    return redirect("secretariat:import_run", uid=uid)


@staff(*SECRETARIAT)
@require_safe
def import_report(request: HttpRequest, uid: UUID) -> StreamingHttpResponse:
    """The report row by row as CSV, streamed."""
    run = _run(request, uid)
    answer = StreamingHttpResponse(
        csv_lines(reports.HEADER, reports.rows(run)), content_type="text/csv; charset=utf-8"
    )
    answer["Content-Disposition"] = f'attachment; filename="import-{run.created_at:%Y-%m-%d}.csv"'
    harmless(answer)
    return answer


@staff(*SECRETARIAT)
@require_POST
def import_judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say of two things whether they are one. Nothing is merged by it."""
    user = signed_in_user(request)
    sources = seeing.runs(user).values("source")
    doubt = get_object_or_404(ImportDoubt.objects.filter(source__in=sources), pk=pk)
    form = VerdictForm(request.POST)
    if not form.is_valid():
        raise DomainError(_("Choose whether the two are the same."))
    seeing.judge(doubt, form.cleaned_data["verdict"], by=user)
    run = seeing.runs(user).filter(source=doubt.source).newest_first()[0]
    return redirect("secretariat:import_run", uid=run.uid)


def _run(request: HttpRequest, uid: UUID) -> ImportRun:
    return get_object_or_404(seeing.runs(signed_in_user(request)).newest_first(), uid=uid)


def _write_form(run: ImportRun, *given: QueryDict) -> WriteForm:
    return WriteForm(*given, tells_what_is_gone=running.tells_what_is_gone(run))


def _context(request: HttpRequest, run: ImportRun, form: WriteForm) -> dict[str, object]:
    rows = {} if run.state == ImportRun.State.READING else shown.rows_page(run, request.GET)
    return {
        "run": run,
        "form": form,
        "numbers": shown.numbers(run),
        "doubts": shown.doubts(run),
        "verdicts": ImportDoubt.Verdict.choices[1:],
        **rows,
    }
