"""What the columns of a brought list feed: chosen beside their values, then the list is read again."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from accounts.access import signed_in_user
from core.queue import enqueue
from programmes.permissions import staff
from programmes.states import SECRETARIAT
from publications.importing import arriving, kept, seeing
from publications.models import ImportRun
from publications.tasks import read_list
from secretariat.forms.columns import ColumnsForm
from secretariat.pages.shared import done, status_of


@staff(*SECRETARIAT)
@require_http_methods(["GET", "HEAD", "POST"])
def import_columns(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Choose what each column feeds. The choice is kept in a mapping of the own secretariat."""
    user = signed_in_user(request)
    run = get_object_or_404(seeing.runs(user).newest_first().with_columns(), uid=uid)
    given = request.POST if request.method == "POST" else None
    data = run.mapping.data if seeing.may_change(run.mapping, user) else run.definition
    form = ColumnsForm(given, run=run, data=data, programmes=seeing.editions(user))
    made: list[ImportRun] = []

    def choose() -> None:
        mapping = kept.chosen(run.mapping, form.chosen(), by=user)
        made.append(arriving.read_again(run, mapping, by=user))
        enqueue(read_list, made[0].pk)

    if done(form, choose):
        return redirect("secretariat:import_run", uid=made[0].uid)
    context = {"run": run, "form": form}
    return render(request, "secretariat/imports/columns.html", context, status=status_of(form))
