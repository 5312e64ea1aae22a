"""The least that Django can do, which pages are measured by: a word, a row, 20 rows, a search with facets.

Served by gunicorn beside the portal, from the same database and with the usual middleware:
`gunicorn benchmarks.floor:application`.
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
    MIDDLEWARE=[  # as `django-admin startproject` writes it
        "django.middleware.security.SecurityMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
    ],
    INSTALLED_APPS=[
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
    ],
    USE_TZ=True,
    USE_THOUSAND_SEPARATOR=True,
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
)

import django  # noqa: E402

django.setup()

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.urls import path  # noqa: E402

from benchmarks import floor_pages  # noqa: E402

urlpatterns = [
    path("", floor_pages.rows),
    path("hello/", floor_pages.hello),
    path("one/<str:code>/", floor_pages.one),
    path("search/", floor_pages.search),
]
application = get_wsgi_application()
