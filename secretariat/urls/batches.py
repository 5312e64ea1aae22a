"""Documents put together."""

from django.urls import path

from secretariat.views import batch_asking, batches

urlpatterns = [
    path("batches/", batches.batches, name="batches"),
    path("batches/summaries/", batch_asking.batch_summaries, name="batch_summaries"),
    path("batches/letters/", batch_asking.batch_letters, name="batch_letters"),
    path("batches/proposals/", batch_asking.batch_proposals, name="batch_proposals"),
    path("batches/<uuid:uid>/", batches.batch, name="batch"),
    path("batches/<uuid:uid>/file/", batches.batch_file, name="batch_file"),
    path("batches/<uuid:uid>/stop/", batches.batch_stop, name="batch_stop"),
    path("batches/<uuid:uid>/again/", batches.batch_again, name="batch_again"),
]
