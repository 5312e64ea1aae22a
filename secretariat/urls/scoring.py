"""Second rounds, consolidations and blind copies of a proposal."""

from django.urls import path

from secretariat.views import blind, consolidating, sheet_papers

urlpatterns = [
    path("projects/<uuid:uid>/blind/", blind.blind_copy, name="blind_copy"),
    path("projects/<uuid:uid>/blind/release/", blind.blind_release, name="blind_release"),
    path("projects/<uuid:uid>/second-round/", consolidating.second_round, name="second_round"),
    path("projects/<uuid:uid>/consolidation/", consolidating.consolidation, name="consolidation"),
    path(
        "projects/<uuid:uid>/consolidation/field/",
        consolidating.consolidation_field,
        name="consolidation_field",
    ),
    path(
        "projects/<uuid:uid>/consolidation/rapporteur/",
        consolidating.consolidation_rapporteur,
        name="consolidation_rapporteur",
    ),
    path(
        "projects/<uuid:uid>/consolidation/sheet/", sheet_papers.consolidated_sheet, name="consolidated_sheet"
    ),
    path(
        "projects/<uuid:uid>/consolidation/sheet/state/",
        sheet_papers.consolidated_sheet_state,
        name="consolidated_sheet_state",
    ),
    path(
        "projects/<uuid:uid>/consolidation/sheet/file/",
        sheet_papers.consolidated_sheet_file,
        name="consolidated_sheet_file",
    ),
    path(
        "projects/<uuid:uid>/consolidation/<slug:act>/",
        consolidating.consolidation_act,
        name="consolidation_act",
    ),
]
