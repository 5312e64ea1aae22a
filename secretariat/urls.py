"""The addresses of this front door."""

from django.urls import URLPattern, path

from secretariat.views import staff

app_name = "secretariat"

staff_urls: list[URLPattern] = [
    path("staff/", staff.staff, name="staff"),
    path("staff/<int:pk>/take/", staff.take_role, name="take_role"),
]
urlpatterns: list[URLPattern] = [*staff_urls]
