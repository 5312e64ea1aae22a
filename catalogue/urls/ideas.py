"""Addresses of the search for partners."""

from django.urls import URLPattern, path

from catalogue.views.ideas import board, card

urlpatterns: list[URLPattern] = [
    path("calls/<slug:code>/partners/", board.ideas, name="ideas"),
    path("calls/<slug:code>/partners/cards.json", board.ideas_data, name="ideas_data"),
    path("calls/<slug:code>/partners/feed/", board.ideas_feed, name="ideas_feed"),
    path("calls/<slug:code>/partners/<uuid:uid>/", card.idea, name="idea"),
    path("partners/notices/stop/<str:token>/", card.idea_notices_stop, name="idea_notices_stop"),
]
