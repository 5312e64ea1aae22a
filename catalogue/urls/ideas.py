"""Addresses of the search for partners."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
