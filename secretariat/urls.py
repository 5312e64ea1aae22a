"""The addresses of this front door."""

from django.urls import URLPattern

app_name = "secretariat"

urlpatterns: list[URLPattern] = []
