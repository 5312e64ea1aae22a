"""The pages of the floor: no layout, no languages, no checks, only what the answer needs."""

from __future__ import annotations

from typing import Any

from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template import engines

from benchmarks.floor_table import MATCHING, TABLE

ROWS = 20
HEAD = '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Projects</title></head><body>'
LIST = """<h1>Projects</h1>
<table><thead><tr><th>Acronym</th><th>Lead</th><th>Start</th><th>End</th><th>Budget</th><th>Grant</th></tr>
</thead><tbody>{% for row in rows %}<tr><td><a href="/{{ row.code }}/">{{ row.acronym }}</a></td>
<td>{{ row.lead }}</td><td>{{ row.start_date|date:"j F Y" }}</td><td>{{ row.end_date|date:"j F Y" }}</td>
<td>{{ row.total_budget }}</td><td>{{ row.eu_funding }}</td><td>{{ row.status }}</td>
<td>{{ row.partner_count }}</td></tr>{% endfor %}</tbody></table>"""
FACETS = """<p>{{ total }} found</p>{% for name, counts in facets %}<h2>{{ name }}</h2><ul>
{% for value, number in counts %}<li><a href="?q={{ q|urlencode }}&amp;{{ name }}={{ value }}">{{ value }}</a>
{{ number }}</li>{% endfor %}</ul>{% endfor %}"""
ONE = """<h1>{{ row.acronym }}</h1><p>{{ row.lead }}</p><p>{{ row.start_date }} {{ row.end_date }}</p>
<p>{{ row.total_budget }} {{ row.eu_funding }} {{ row.status }} {{ row.partner_count }}</p>"""


class Project(models.Model):
    """A funded project as its table holds it."""

    code = models.CharField(max_length=60)
    acronym = models.CharField(max_length=100)
    lead = models.CharField(max_length=250)
    status = models.CharField(max_length=10)
    start_date = models.DateField(null=True)
    end_date = models.DateField(null=True)
    total_budget = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    eu_funding = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    partner_count = models.PositiveSmallIntegerField()
    data_date = models.DateTimeField()

    class Meta:
        app_label = "floor"
        managed = False
        db_table = TABLE


FACET_COLUMNS = ("programme_period_id", "objective_id", "theme_id", "status")
FOUND = f"""
    SELECT id, code, acronym, lead, status, start_date, end_date, total_budget, eu_funding, partner_count,
        data_date
    FROM {TABLE} WHERE {MATCHING} ORDER BY data_date DESC, id DESC LIMIT {ROWS}
"""  # noqa: S608 - constants
COUNTED = f"""
    SELECT grouping({", ".join(FACET_COLUMNS)}),
        coalesce({", ".join(f"{name}::text" for name in FACET_COLUMNS)}, '-'), count(*)
    FROM {TABLE} WHERE {MATCHING}
    GROUP BY GROUPING SETS ({", ".join(f"({name})" for name in FACET_COLUMNS)}, ())
"""  # noqa: S608
# What grouping() says of the set by one column: the bits of the three others; of the total: all bits.
SETS = {0b0111: "programme", 0b1011: "objective", 0b1101: "theme", 0b1110: "status"}
TOTAL = 0b1111

_engine = engines["django"]
_rows = _engine.from_string(HEAD + LIST + "</body></html>")
_search = _engine.from_string(HEAD + LIST + FACETS + "</body></html>")
_one = _engine.from_string(HEAD + ONE + "</body></html>")


def hello(request: HttpRequest) -> HttpResponse:
    """A word."""
    return HttpResponse("hello")


def one(request: HttpRequest, code: str) -> HttpResponse:
    """One row by its key."""
    return HttpResponse(_one.render({"row": get_object_or_404(Project, code=code)}, request))


def rows(request: HttpRequest) -> HttpResponse:
    """The newest rows."""
    found = Project._default_manager.order_by("-data_date", "-id")[:ROWS]
    return HttpResponse(_rows.render({"rows": found}, request))


def search(request: HttpRequest) -> HttpResponse:
    """The newest rows that say a word, and how many there are by four columns, counted in one pass."""
    typed = request.GET.get("q", "")
    facets: dict[str, list[tuple[Any, int]]] = {name: [] for name in SETS.values()}
    total = 0
    with connection.cursor() as cursor:
        cursor.execute(COUNTED, [typed])
        for which, value, number in cursor.fetchall():
            if which == TOTAL:
                total = number
            else:
                facets[SETS[which]].append((value, number))
    found = Project._default_manager.raw(FOUND, [typed])
    shown = {"rows": found, "total": total, "facets": facets.items(), "q": typed}
    return HttpResponse(_search.render(shown, request))
