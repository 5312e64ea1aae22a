"""Addresses of calls and grants inside a funded project."""

from django.urls import URLPattern, path

from catalogue.views.cascade import papers, sub_grants

urlpatterns: list[URLPattern] = [
    path("sub-grants/", sub_grants.sub_grants, name="sub_grants"),
    path("sub-grants/<slug:code>/", sub_grants.sub_grant, name="sub_grant"),
    path("sub-grants/<slug:code>/summary/", papers.sub_grant_summaries, name="sub_grant_summaries"),
    path(
        "sub-grants/<slug:code>/summary-<slug:language>.pdf",
        papers.sub_grant_summary,
        name="sub_grant_summary",
    ),
]
