"""Addresses of what editors write: news, briefs and the cooperation pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
