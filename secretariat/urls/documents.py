"""Addresses of documents that could not be made."""

from django.urls import path

from secretariat.views import documents

urlpatterns = [
    path("documents/", documents.documents, name="documents"),
    path("documents/retry/", documents.documents_retry, name="documents_retry"),
    path("documents/<uuid:uid>/retry/", documents.document_retry, name="document_retry"),
]
