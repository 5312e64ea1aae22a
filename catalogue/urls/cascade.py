"""Addresses of calls and grants inside a funded project."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
