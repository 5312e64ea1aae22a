"""Work on many proposals."""

from django.urls import path

from secretariat.views import bulk, sharing_out

urlpatterns = [
    path("bulk/", bulk.bulk_new, name="bulk_new"),
    path("bulk/share-out/", sharing_out.share_out, name="share_out"),
    path("bulk/<uuid:uid>/", bulk.bulk_job, name="bulk_job"),
    path("bulk/<uuid:uid>/put-away/", bulk.bulk_put_away, name="bulk_put_away"),
    path("bulk/<uuid:uid>/stop/", bulk.bulk_stop, name="bulk_stop"),
]
