"""The addresses of this front door."""

from django.urls import URLPattern, path

from catalogue.views import about, calls, documents, home, machines, programmes, projects

app_name = "catalogue"

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("programmes/", programmes.programmes, name="programmes"),
    path("programmes/<slug:slug>/", programmes.programme, name="programme"),
    path("calls/", calls.calls, name="calls"),
    path("calls.ics", calls.calls_calendar, name="calls_calendar"),
    path("calls.json", calls.calls_data, name="calls_data"),
    path("calls/<slug:code>/", calls.call, name="call"),
    path("calls/<slug:code>/form-<slug:language>.pdf", documents.call_form, name="call_form"),
    path("projects/", projects.projects, name="projects"),
    path("projects/<slug:code>/", projects.project, name="project"),
    path("projects/<slug:code>/summary-<slug:language>.pdf", documents.summary, name="summary"),
    path("projects/<slug:code>/summary-<slug:language>/", documents.summary_status, name="summary_status"),
    path("accessibility/", about.accessibility, name="accessibility"),
    path("privacy/", about.privacy, name="privacy"),
]

# Addresses without a language, for machines.
for_machines: list[URLPattern] = [
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<int:number>.xml", machines.sitemap_file, name="sitemap_file"),
]
