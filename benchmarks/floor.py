"""The least that Django can do: one list of 20 rows, one query, one template: what others are measured by.

Served by gunicorn beside the portal, from the same database: `gunicorn benchmarks.floor:application`.
"""

from __future__ import annotations

import os

import environ
from django.conf import settings

settings.configure(
    SECRET_KEY=os.environ.get("SECRET_KEY", "measure"),
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF=__name__,
    DATABASES={"default": {**environ.Env.db_url_config(os.environ["DATABASE_URL"]), "CONN_MAX_AGE": 60}},
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
    USE_TZ=True,
    USE_THOUSAND_SEPARATOR=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)

import django  # noqa: E402

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.template import engines  # noqa: E402
from django.urls import path  # noqa: E402

ROWS = 20
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Projects</title></head><body><h1>Projects</h1>
<table><thead><tr><th>Acronym</th><th>Lead</th><th>Start</th><th>End</th><th>Budget</th><th>Grant</th></tr>
</thead><tbody>{% for row in rows %}<tr><td><a href="/{{ row.code }}/">{{ row.acronym }}</a></td>
<td>{{ row.lead }}</td><td>{{ row.start_date|date:"j F Y" }}</td><td>{{ row.end_date|date:"j F Y" }}</td>
<td>{{ row.total_budget }}</td><td>{{ row.eu_funding }}</td><td>{{ row.status }}</td>
<td>{{ row.partner_count }}</td></tr>{% endfor %}</tbody></table></body></html>"""


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
        db_table = "publications_publication"


_template = engines["django"].from_string(PAGE)


def rows(request: HttpRequest) -> HttpResponse:
    """The newest rows."""
    found = Project._default_manager.order_by("-data_date", "-id")[:ROWS]
    return HttpResponse(_template.render({"rows": found}, request))


urlpatterns = [path("", rows)]
application = get_wsgi_application()
