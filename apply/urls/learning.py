"""Addresses of the learning platform: people, good practices, services."""

from django.urls import URLPattern, path

from apply.views.learning import members, practices, reviews, transfers

of_members: list[URLPattern] = [
    path("learning/<slug:slug>/me/", members.membership, name="membership"),
    path("learning/<slug:slug>/me/join/", members.membership_join, name="membership_join"),
    path("learning/<slug:slug>/me/leave/", members.membership_leave, name="membership_leave"),
    path("learning/members/<uuid:uid>/message/", members.member_message, name="member_message"),
]
of_practices: list[URLPattern] = [
    path("learning/practices/", practices.practices, name="practices"),
    path("learning/<slug:slug>/practices/new/", practices.practice_new, name="practice_new"),
    path("learning/<slug:slug>/practices/<slug:code>/transfer/", transfers.transfer_new, name="transfer_new"),
    path("learning/practices/<uuid:uid>/", practices.practice, name="practice"),
    path("learning/practices/<uuid:uid>/field/", practices.practice_field, name="practice_field"),
    path("learning/practices/<uuid:uid>/<slug:act>/", practices.practice_act, name="practice_act"),
    path("learning/reviews/<uuid:uid>/", reviews.practice_review, name="practice_review"),
    path("learning/reviews/<uuid:uid>/field/", reviews.practice_review_field, name="practice_review_field"),
    path("learning/reviews/<uuid:uid>/<slug:act>/", reviews.practice_review_act, name="practice_review_act"),
]
urlpatterns: list[URLPattern] = [*of_members, *of_practices]
