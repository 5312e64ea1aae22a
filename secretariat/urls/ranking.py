"""The ranking of a call, what-ifs, and figures."""

from django.urls import path

from secretariat.views import figures, ranking, supposing

urlpatterns = [
    path("figures/", figures.figures, name="figures"),
    path("figures/<slug:key>/<slug:kind>/", figures.figures_file, name="figures_file"),
    path("ranking/", ranking.rankings, name="rankings"),
    path("ranking/<slug:code>/", ranking.ranking, name="ranking"),
    path("ranking/<slug:code>/file/<slug:kind>/", ranking.ranking_file, name="ranking_file"),
    path("ranking/<slug:code>/tie/<uuid:uid>/", ranking.tie, name="tie"),
    path("ranking/<slug:code>/what-if/", supposing.what_if, name="what_if"),
    path("ranking/<slug:code>/what-if/save/", supposing.scenario_save, name="scenario_save"),
    path("ranking/<slug:code>/what-if/<int:pk>/delete/", supposing.scenario_delete, name="scenario_delete"),
    path("ranking/<slug:code>/compare/", supposing.compare_scenarios, name="compare_scenarios"),
]
