"""Files of proposals: choose what goes in, see how far it is, fetch it. Only who asked gets it."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages as notes
from django.core.files.storage import default_storage
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access import signed_in_user
from accounts.models import User
from assessments.exports import asking, dossiers
from assessments.exports.columns import DEFAULTS
from assessments.exports.tasks import QUEUE, make
from assessments.models import Export, ExportTemplate, RowsOf
from assessments.permissions import exportable
from core.downloads import to_save
from core.queue import enqueue
from core.sheets import CONTENT_TYPES, Format
from documents.models import Batch
from programmes.permissions import programmes_where, staff
from programmes.states import TAKES_DATA
from projects.models import ProjectQuerySet
from secretariat.forms.exports import DossiersForm, ExportForm
from secretariat.pages.selection import kept, selection
from secretariat.pages.shared import done, status_of

PAGE, NAMED = 25, 10


@staff(*TAKES_DATA)
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """The person's own exports, newest first, and the templates that the person can use."""
    user = signed_in_user(request)
    page = Paginator(Export.objects.of(user), PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "templates": asking.templates_for(user), "days": asking.KEPT_FOR.days}
    return render(request, "secretariat/exports/exports.html", context)


@staff(*TAKES_DATA)
def export_new(request: HttpRequest) -> HttpResponse:
    """Choose the columns of a table of the selected proposals; a worker makes it."""
    user, given = signed_in_user(request), _given(request)
    chosen = _selected(given, request)
    templates = asking.templates_for(user)
    rows_of, columns = _columns(given, templates)
    form = ExportForm(
        request.POST if request.method == "POST" else None,
        initial={"columns": columns},
        rows_of=rows_of,
        programmes=programmes_where(user, TAKES_DATA),
    )
    made: list[Export] = []
    if done(form, lambda: made.append(_table(user, chosen, rows_of, form))):
        return redirect("secretariat:export", uid=made[0].uid)
    context = {
        **_shown(given, chosen),
        "form": form,
        "templates": templates,
        "rows_of": rows_of,
        "ways": RowsOf.choices,
    }
    return render(request, "secretariat/exports/new.html", context, status=status_of(form))


def _table(user: User, chosen: ProjectQuerySet, rows_of: str, form: ExportForm) -> Export:
    """Ask for the table, and keep its columns where a name was given."""
    said = form.cleaned_data
    shape = {"columns": said["columns"], "rows_of": rows_of}
    if said["name"].strip():
        asking.keep_template(said["name"], by=user, programme=said["programme"], **shape)
    export = asking.ask_for_table(chosen, by=user, kind=said["kind"], key=said["key"], **shape)
    enqueue(make, export.pk, queue=QUEUE)
    return export


@staff(*TAKES_DATA)
def export_dossiers(request: HttpRequest) -> HttpResponse:
    """Put the whole dossiers of the selected proposals together as one ZIP."""
    given = _given(request)
    chosen = _selected(given, request)
    form = DossiersForm(request.POST if request.method == "POST" else None)
    made: list[Batch] = []
    by = signed_in_user(request)
    if done(form, lambda: made.append(dossiers.ask(chosen, by=by, key=form.cleaned_data["key"]))):
        return redirect("secretariat:batch", uid=made[0].uid)
    context = {**_shown(given, chosen), "form": form, "most": dossiers.MOST}
    return render(request, "secretariat/exports/dossiers.html", context, status=status_of(form))


@staff(*TAKES_DATA)
@require_safe
def export(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far one of the own exports is; where to fetch it."""
    found = get_object_or_404(Export.objects.of(signed_in_user(request)), uid=uid)
    name = "progress" if request.headers.get("HX-Request") else "export"
    context = {"export": found, "days": asking.KEPT_FOR.days}
    return render(request, f"secretariat/exports/{name}.html", context)


@staff(*TAKES_DATA)
@require_safe
def export_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The file, for who asked for it."""
    user = signed_in_user(request)
    found = get_object_or_404(Export.objects.of(user), uid=uid)
    if not found.has_file or not default_storage.exists(str(found.file.name)):
        raise Http404
    asking.put_away(found, by=user)
    day = timezone.localtime(found.asked_at).date().isoformat()
    end = found.format or "zip"
    kind = CONTENT_TYPES[Format(found.format)] if found.format else "application/zip"
    return to_save(default_storage.open(str(found.file.name)), f"{found.kind}-{day}.{end}", kind)


@staff(*TAKES_DATA)
@require_POST
def export_stop(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Let an export be that is not ready, or take an ended one out of the tasks."""
    user = signed_in_user(request)
    found = get_object_or_404(Export.objects.of(user), uid=uid)
    asking.stop(found, by=user)
    asking.put_away(found, by=user)
    return redirect("secretariat:export", uid=uid)


@staff(*TAKES_DATA)
@require_POST
def export_template_remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Forget one's own template."""
    user = signed_in_user(request)
    template = get_object_or_404(ExportTemplate.objects.filter(owner=user), pk=pk)
    asking.drop_template(template, by=user)
    notes.success(request, _("The template “%(name)s” is removed.") % {"name": template.name})
    return redirect("secretariat:exports")


def _given(request: HttpRequest) -> QueryDict:
    return request.POST if request.method == "POST" else request.GET


def _selected(given: QueryDict, request: HttpRequest) -> ProjectQuerySet:
    """The selection of the inbox; where nothing was ticked, all that its address stands for."""
    user = signed_in_user(request)
    if not given.getlist("uid"):
        given = given.copy()
        given["all"] = "1"
    return selection(given, user).filter(pk__in=exportable(user).values("pk"))


def _columns(given: QueryDict, templates: list[ExportTemplate]) -> tuple[str, list[str]]:
    """What the rows stand for and which columns are ticked: from the chosen template, or the usual ones."""
    number = given.get("template", "")
    template = next((one for one in templates if str(one.pk) == number), None)
    if template is not None:
        return template.rows_of, list(template.columns)
    rows_of = given.get("rows_of", "")
    rows_of = rows_of if rows_of in RowsOf.values else RowsOf.PROPOSALS
    return rows_of, list(DEFAULTS[rows_of])


def _shown(given: QueryDict, chosen: ProjectQuerySet) -> dict[str, object]:
    """The selection for the page: how many, the first of them, and hidden fields."""
    return {"number": chosen.count(), "named": chosen[:NAMED], "given": kept(given)}
