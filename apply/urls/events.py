"""Addresses of events, and the issues of newsletters."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
