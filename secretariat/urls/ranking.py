"""The ranking of a call, what-ifs, and figures."""

from django.urls import path

from secretariat.views import ranking

urlpatterns = [
    path("ranking/", ranking.rankings, name="rankings"),
    path("ranking/<slug:code>/", ranking.ranking, name="ranking"),
]
