"""Addresses of calls and grants inside a funded project."""

from django.urls import path

from apply.views.cascade import schemes

urlpatterns = [
    path("<uuid:uid>/schemes/", schemes.project_schemes, name="project_schemes"),
    path("<uuid:uid>/schemes/<slug:code>/calls/new/", schemes.sub_call_ask, name="sub_call_ask"),
    path(
        "<uuid:uid>/schemes/calls/<slug:code>/take-back/",
        schemes.sub_call_take_back,
        name="sub_call_take_back",
    ),
]
