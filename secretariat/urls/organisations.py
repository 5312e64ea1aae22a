"""Partners of public records: duplicates, merges, names of persons."""

from django.urls import path

from secretariat.views import organisations

urlpatterns = [
    path("partners/duplicates/", organisations.duplicates, name="duplicates"),
    path("partners/merge/", organisations.merge_organisations, name="merge_organisations"),
    path("partners/merged/", organisations.merged_organisations, name="merged_organisations"),
    path("partners/merged/<slug:slug>/undo/", organisations.undo_merge, name="undo_merge"),
    path("partners/persons/", organisations.persons, name="persons"),
    path("partners/persons/<int:pk>/", organisations.forget_person, name="forget_person"),
]
