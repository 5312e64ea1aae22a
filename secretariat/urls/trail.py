"""The trail of a proposal."""

from django.urls import path

from secretariat.views import trail

urlpatterns = [
    path("projects/<uuid:uid>/trail/", trail.trail, name="trail"),
    path("projects/<uuid:uid>/trail.csv", trail.trail_csv, name="trail_csv"),
]
