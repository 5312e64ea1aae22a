"""Roles of staff."""

from django.urls import path

from secretariat.views import staff

urlpatterns = [
    path("staff/", staff.staff, name="staff"),
    path("staff/<int:pk>/take/", staff.take_role, name="take_role"),
]
