"""Partners of public records: duplicates, merges, pairs told apart, names of persons."""

from django.urls import path

from secretariat.views import organisation_names, organisations

urlpatterns = [
    path("partners/", organisations.duplicates, name="duplicates"),
    path("partners/merge/", organisations.merge_organisations, name="merge_organisations"),
    path("partners/merged/", organisations.merged_organisations, name="merged_organisations"),
    path("partners/merged/<slug:slug>/undo/", organisations.undo_merge, name="undo_merge"),
    path("partners/apart/", organisations.told_apart, name="told_apart"),
    path("partners/apart/new/", organisations.tell_apart, name="tell_apart"),
    path("partners/apart/<int:pk>/", organisations.take_back_apart, name="take_back_apart"),
    path("partners/persons/", organisations.persons, name="persons"),
    path("partners/names/", organisation_names.names_in_texts, name="names_in_texts"),
    path("partners/names/<int:pk>/", organisation_names.name_in_text, name="name_in_text"),
    path("partners/names/documents/<int:pk>/", organisation_names.name_in_paper, name="name_in_paper"),
    path("partners/persons/<int:pk>/", organisations.forget_person, name="forget_person"),
    path("partners/contractors/<int:pk>/", organisations.forget_contractor, name="forget_contractor"),
]
