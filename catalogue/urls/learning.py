"""Addresses of the learning platform: people, good practices, services."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
