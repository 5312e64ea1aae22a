"""Addresses of calls and grants inside a funded project."""

from django.urls import URLPattern, path

from catalogue.views.cascade import sub_grants

urlpatterns: list[URLPattern] = [
    path("sub-grants/", sub_grants.sub_grants, name="sub_grants"),
    path("sub-grants/<slug:code>/", sub_grants.sub_grant, name="sub_grant"),
]
