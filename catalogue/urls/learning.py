"""Addresses of the learning platform: people, good practices, services."""

from django.urls import URLPattern, path

from catalogue.views.learning import members, platforms, practices

LEARNING = "learning/<slug:slug>/"
PRACTICE = f"{LEARNING}practices/<slug:code>/"
of_practices: list[URLPattern] = [
    path(LEARNING, platforms.learning, name="learning"),
    path(f"{LEARNING}members/", members.members, name="members"),
    path(f"{LEARNING}practices/", practices.good_practices, name="good_practices"),
    path(f"{LEARNING}practices.atom", practices.good_practices_feed, name="good_practices_feed"),
    path(f"{LEARNING}practices.json", practices.good_practices_data, name="good_practices_data"),
    path(f"{LEARNING}practices.csv", practices.good_practices_table, name="good_practices_table"),
    path("learning/transfers/<uuid:uid>/evidence/", practices.transfer_file, name="transfer_file"),
    path(PRACTICE, practices.good_practice, name="good_practice"),
    path(f"{PRACTICE}versions/<int:number>/", practices.good_practice_version, name="good_practice_version"),
    path(f"{PRACTICE}fiche-<slug:language>.pdf", practices.good_practice_fiche, name="good_practice_fiche"),
]
urlpatterns: list[URLPattern] = [*of_practices]
