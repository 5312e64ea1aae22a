"""Addresses of what editors write: news, briefs and the cooperation pages."""

from django.urls import URLPattern, path

from catalogue.views.cooperation import cards, files, pages

OF = "programmes/<slug:slug>/"
urlpatterns: list[URLPattern] = [
    path(f"{OF}cooperation/", pages.cooperation, name="cooperation"),
    path(f"{OF}cooperation/items/", pages.cooperation_items, name="cooperation_items"),
    path(f"{OF}cooperation/<slug:piece>/", pages.cooperation_piece, name="cooperation_piece"),
    path(f"{OF}news/", pages.news, name="news"),
    path(f"{OF}news/feed/", pages.news_feed, name="news_feed"),
    path(f"{OF}news/<slug:piece>/", pages.news_piece, name="news_piece"),
    path(f"{OF}briefs/", pages.briefs, name="briefs"),
    path(f"{OF}briefs/<slug:piece>/", pages.brief, name="brief"),
    path("contact-cards/<str:token>/", cards.contact_card, name="contact_card"),
    path("papers/<uuid:uid>.pdf", files.paper, name="paper"),
    path("pictures/<uuid:uid>-<int:width>", files.picture, name="picture"),
]
