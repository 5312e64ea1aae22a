"""The set-up of programmes."""

from django.urls import path

from secretariat.views import setup, setup_area, setup_import, setup_items, setup_strategies

urlpatterns = [
    path("setup/", setup.setup, name="setup"),
    path("setup/<slug:code>/", setup.setup_edition, name="setup_edition"),
    path("setup/<slug:code>/basics/", setup_items.setup_basics, name="setup_basics"),
    path("setup/<slug:code>/texts/", setup.setup_texts, name="setup_texts"),
    path("setup/<slug:code>/history/", setup.setup_history, name="setup_history"),
    path("setup/<slug:code>/area/", setup_area.setup_area, name="setup_area"),
    path("setup/<slug:code>/area/<slug:country>/", setup_area.setup_country, name="setup_country"),
    path("setup/<slug:code>/strategies/choose/", setup_strategies.setup_strategies, name="setup_strategies"),
    path("setup/<slug:code>/indicators/import/", setup_import.setup_import, name="setup_import"),
    path("setup/<slug:code>/indicators/export/", setup_import.setup_export, name="setup_export"),
    path("setup/<slug:code>/<slug:key>/", setup_items.setup_part, name="setup_part"),
    path("setup/<slug:code>/<slug:key>/new/", setup_items.setup_new, name="setup_new"),
    path("setup/<slug:code>/<slug:key>/<int:pk>/", setup_items.setup_item, name="setup_item"),
    path("setup/<slug:code>/<slug:key>/<int:pk>/<slug:act>/", setup_items.setup_act, name="setup_act"),
]
