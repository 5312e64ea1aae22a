"""Lists of operations that were published elsewhere."""

from django.urls import path

from secretariat.views import columns, importing, mappings

urlpatterns = [
    path("imports/", importing.imports, name="imports"),
    path("imports/new/", importing.import_new, name="import_new"),
    path("imports/mappings/", mappings.import_mappings, name="import_mappings"),
    path("imports/mappings/<slug:name>/", mappings.import_mapping, name="import_mapping"),
    path("imports/mappings/<slug:name>/copy/", mappings.import_mapping_copy, name="import_mapping_copy"),
    path("imports/doubts/<int:pk>/", importing.import_judge, name="import_judge"),
    path("imports/<uuid:uid>/", importing.import_run, name="import_run"),
    path("imports/<uuid:uid>/columns/", columns.import_columns, name="import_columns"),
    path("imports/<uuid:uid>/write/", importing.import_write, name="import_write"),
    path("imports/<uuid:uid>/stop/", importing.import_stop, name="import_stop"),
    path("imports/<uuid:uid>/report.csv", importing.import_report, name="import_report"),
]
