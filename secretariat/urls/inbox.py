"""The list of submitted proposals, and its saved views."""

from django.urls import path

from secretariat.views import inbox, kept_views, presence

urlpatterns = [
    path("", inbox.inbox, name="inbox"),
    path("filters/", inbox.inbox_filters, name="inbox_filters"),
    path("projects/<uuid:uid>/open-by/", presence.open_by, name="open_by"),
    path("views/", kept_views.views, name="views"),
    path("views/start/", kept_views.view_start, name="view_start"),
    path("views/<int:pk>/", kept_views.view, name="view"),
    path("views/<int:pk>/show/", kept_views.view_show, name="view_show"),
    path("views/<int:pk>/delete/", kept_views.view_delete, name="view_delete"),
]
