"""Files of proposals."""

from django.urls import path

from secretariat.views import exports

urlpatterns = [
    path("exports/", exports.exports, name="exports"),
    path("exports/new/", exports.export_new, name="export_new"),
    path("exports/dossiers/", exports.export_dossiers, name="export_dossiers"),
    path("exports/templates/<int:pk>/remove/", exports.export_template_remove, name="export_template_remove"),
    path("exports/<uuid:uid>/", exports.export, name="export"),
    path("exports/<uuid:uid>/file/", exports.export_file, name="export_file"),
    path("exports/<uuid:uid>/stop/", exports.export_stop, name="export_stop"),
]
