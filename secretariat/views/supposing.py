"""What-ifs with a ranking: tried in the address, saved under a name, compared side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import signed_in_user
from assessments.models import Scenario
from assessments.ranking.reading import Reading
from assessments.ranking.scenarios import changes_of, delete_scenario, save_scenario, suppose
from assessments.ranking.supposing import Changes, read_changes
from calls.models import Call
from programmes.permissions import staff
from programmes.states import SEES_ALL_SUBMITTED
from secretariat.filters.ranking import RankingFilter
from secretariat.forms.ranking import ScenarioForm, SupposingForm, row_pairs
from secretariat.pages.ranking import lines_of, my_ranked_call, page_of, parts_of, step_in
from secretariat.pages.shared import done
from secretariat.pages.supposing import by_name, column, in_words, moved, query_of


@staff(*SEES_ALL_SUBMITTED)
def what_if(request: HttpRequest, code: str) -> HttpResponse:
    """The ranking as it would be with the changes in the address; nothing is stored."""
    call = my_ranked_call(request, code)
    step, narrowed = step_in(request, call), RankingFilter(request.GET, call)
    changes = read_changes(_pairs(request))
    form = _form(request, call, narrowed, changes)
    problems: list[str] = []
    if "reckon" in request.GET:
        pairs, problems = row_pairs(request.GET)
        if form.is_valid() and not problems:
            changes = read_changes([*pairs, *form.pairs(call)])
            return redirect(f"{request.path}?{query_of(changes, step)}")
        changes = read_changes(pairs)
    context = _supposed(request, call, step, narrowed, changes, form)
    context |= {"form": form, "problems": problems, "save": ScenarioForm()}
    status = 400 if problems or form.errors else 200
    return render(request, "secretariat/ranking/what_if.html", context, status=status)


@staff(*SEES_ALL_SUBMITTED)
@require_POST
def scenario_save(request: HttpRequest, code: str) -> HttpResponse:
    """Keep the what-if of the address under a name; the same name is written over."""
    call = my_ranked_call(request, code)
    step, changes = step_in(request, call), read_changes(_pairs(request))
    form = ScenarioForm(request.POST)
    by = signed_in_user(request)
    if done(form, lambda: save_scenario(call, by=by, changes=changes, step=step, **form.cleaned_data)):
        messages.success(request, _("The what-if is saved."))
    else:
        for words in [error for errors in form.errors.values() for error in errors]:
            messages.error(request, str(words))
    return redirect(f"{reverse('secretariat:what_if', args=[code])}?{query_of(changes, step)}")


@staff(*SEES_ALL_SUBMITTED)
@require_POST
def scenario_delete(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Throw an own what-if away."""
    call = my_ranked_call(request, code)
    by = signed_in_user(request)
    delete_scenario(get_object_or_404(Scenario, pk=pk, call=call, owner=by), by=by)
    messages.success(request, _("The what-if is deleted."))
    return redirect("secretariat:what_if", code=code)


@staff(*SEES_ALL_SUBMITTED)
def compare_scenarios(request: HttpRequest, code: str) -> HttpResponse:
    """Two saved what-ifs beside the real ranking."""
    call = my_ranked_call(request, code)
    user, step = signed_in_user(request), step_in(request, call)
    known = Scenario.objects.readable_by(user, call).filter(step=step)
    wanted = [int(key) for key in request.GET.getlist("with") if key.isdecimal() and len(key) < 12][:2]
    chosen = [scenario for scenario in known if scenario.pk in wanted]
    objectives = RankingFilter(request.GET, call).objectives
    by_key = {objective.pk: objective for objective in objectives}
    columns, is_partial = [], False
    for scenario in [None, *chosen]:
        changes = changes_of(scenario) if scenario else Changes()
        supposed = suppose(call, user, changes, by_name(objectives), step)
        is_partial = supposed.is_partial
        name = scenario.name if scenario else _("As it is")
        columns.append(column(name, query_of(changes, step), supposed, supposed.board, by_key))
    context = {"call": call, "step": step, "scenarios": known, "wanted": wanted, "columns": columns}
    return render(request, "secretariat/ranking/compare.html", context | {"is_partial": is_partial})


def _pairs(request: HttpRequest) -> list[tuple[str, str]]:
    return [(key, value) for key in request.GET for value in request.GET.getlist(key)]


def _form(request: HttpRequest, call: Call, narrowed: RankingFilter, changes: Changes) -> SupposingForm:
    criteria = list(call.criteria.all())
    weights = {f"weight-{row.key}": changes.weights.get(row.key, row.weight) for row in criteria}
    return SupposingForm(
        request.GET if "reckon" in request.GET else None,
        objectives=narrowed.objectives,
        criteria=criteria,
        initial={"budget": changes.budget if changes.budget is not None else call.budget, **weights},
    )


def _carried(changes: Changes, here: set[str | None]) -> list[tuple[str, str]]:
    """The changes that the page has no field for, as hidden fields: what is on other pages among them."""
    return [
        pair
        for pair in changes.pairs()
        if pair[0] in {"move", "drop"} or (pair[0] == "cut" and pair[1].rpartition(":")[0] not in here)
    ]


def _supposed(
    request: HttpRequest,
    call: Call,
    step: int,
    narrowed: RankingFilter,
    changes: Changes,
    form: SupposingForm,
) -> dict[str, Any]:
    """What the page shows of the ranking as it would be."""
    user, named = signed_in_user(request), by_name(narrowed.objectives)
    supposed = suppose(call, user, changes, named, step)
    reading = Reading(supposed.ranking, supposed.board)
    lines = lines_of(call, reading, narrowed.objectives)
    page = page_of(request, reading, narrowed)
    parts = moved(parts_of(page.object_list, narrowed, lines), supposed, changes)
    by_key = {objective.pk: objective for objective in narrowed.objectives}
    return {
        "call": call,
        "step": step,
        "filter": narrowed,
        "lines": lines,
        "page": page,
        "parts": parts,
        "is_partial": supposed.is_partial,
        "changes": in_words(changes, supposed, form.criteria, named, step),
        "carried": _carried(changes, {row.project.code for row in page.object_list}),
        "query": query_of(changes, step),
        "column": column("", "", supposed, supposed.board, by_key),
        "scenarios": Scenario.objects.readable_by(user, call).filter(step=step),
    }
