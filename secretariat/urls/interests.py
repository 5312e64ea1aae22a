"""Declarations of interests."""

from django.urls import path

from secretariat.views import interests

urlpatterns = [
    path("interests/", interests.declare_interests, name="declare_interests"),
    path("interests/mine/", interests.my_interests, name="my_interests"),
    path("interests/<int:pk>/correct/", interests.correct_interest, name="correct_interest"),
    path("interests/<uuid:uid>/", interests.interest, name="interest"),
    path("calls/<slug:code>/interests/", interests.call_interests, name="call_interests"),
]
