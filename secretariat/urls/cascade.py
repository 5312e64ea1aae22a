"""Addresses of calls and grants inside a funded project."""

from django.urls import path

from secretariat.views.cascade import people, schemes

urlpatterns = [
    path("schemes/", schemes.schemes, name="schemes"),
    path("schemes/new/", schemes.scheme_new, name="scheme_new"),
    path("schemes/<slug:code>/", schemes.scheme, name="scheme"),
    path("schemes/<slug:code>/change/", schemes.scheme_change, name="scheme_change"),
    path("schemes/<slug:code>/calls/new/", schemes.sub_call_new, name="sub_call_new"),
    path("calls/<slug:code>/people/", people.call_people, name="call_people"),
    path("calls/<slug:code>/people/<int:pk>/take/", people.call_person_take, name="call_person_take"),
]
