"""Addresses of calls and grants inside a funded project."""

from django.urls import URLPattern, path

from catalogue.views.cascade import papers, portfolios, sub_grants

urlpatterns: list[URLPattern] = [
    path("sub-grants/", sub_grants.sub_grants, name="sub_grants"),
    path("schemes/<slug:code>/portfolio/", portfolios.scheme_portfolio, name="scheme_portfolio"),
    path(
        "schemes/<slug:code>/portfolio/state/",
        portfolios.scheme_portfolio_state,
        name="scheme_portfolio_state",
    ),
    path(
        "schemes/<slug:code>/portfolio/file/", portfolios.scheme_portfolio_file, name="scheme_portfolio_file"
    ),
    path("sub-grants/<slug:code>/", sub_grants.sub_grant, name="sub_grant"),
    path("sub-grants/<slug:code>/summary/", papers.sub_grant_summaries, name="sub_grant_summaries"),
    path(
        "sub-grants/<slug:code>/summary-<slug:language>.pdf",
        papers.sub_grant_summary,
        name="sub_grant_summary",
    ),
]
