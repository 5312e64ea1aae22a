"""The addresses of a person's own account; allauth's stand beside them."""

from django.urls import path

from accounts import pages

app_name = "accounts"

urlpatterns = [
    path("profile/", pages.profile, name="profile"),
    path("sessions/", pages.sessions_list, name="sessions"),
    path("sessions/end/", pages.sessions_end, name="sessions_end"),
    path("export/", pages.export, name="export"),
    path("erase/", pages.erase, name="erase"),
]
