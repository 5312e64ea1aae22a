"""Addresses of the search for partners."""

from django.urls import URLPattern, path

from secretariat.views.ideas import looking

urlpatterns: list[URLPattern] = [
    path("ideas/", looking.ideas, name="ideas"),
    path("ideas/<uuid:uid>/", looking.idea, name="idea"),
    path("ideas/<uuid:uid>/clear/", looking.idea_clear, name="idea_clear"),
    path("calls/<slug:code>/partners/", looking.call_partner_search, name="call_partner_search"),
]
