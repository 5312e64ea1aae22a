"""The talk about a proposal."""

from django.urls import path

from secretariat.views import talk

urlpatterns = [
    path("projects/<uuid:uid>/talk/", talk.talk, name="talk"),
    path("projects/<uuid:uid>/talk/<uuid:comment>/", talk.talk_entry, name="talk_entry"),
    path("projects/<uuid:uid>/talk/<uuid:comment>/draft/", talk.talk_draft, name="talk_draft"),
]
