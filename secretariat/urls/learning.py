"""Addresses of the learning platform: people, good practices, services."""

from django.urls import URLPattern, path

from secretariat.views.learning import experts, practices

PRACTICE = "learning/practices/<uuid:uid>/"
of_practices: list[URLPattern] = [
    path("learning/practices/", practices.good_practices, name="good_practices"),
    path(PRACTICE, practices.good_practice, name="good_practice"),
    path(f"{PRACTICE}ask/", practices.good_practice_ask, name="good_practice_ask"),
    path(f"{PRACTICE}decide/", practices.good_practice_decide, name="good_practice_decide"),
    path(f"{PRACTICE}withdraw/", practices.good_practice_withdraw, name="good_practice_withdraw"),
    path(
        f"{PRACTICE}reviews/<uuid:review>/cancel/",
        practices.good_practice_review_cancel,
        name="good_practice_review_cancel",
    ),
    path("learning/transfers/", experts.transfers, name="transfers"),
    path("learning/transfers/<uuid:uid>/", experts.transfer, name="transfer"),
    path("learning/transfers/<uuid:uid>/file/", experts.transfer_file, name="transfer_file"),
    path("learning/experts/", experts.experts, name="experts"),
    path("learning/experts/<uuid:uid>/end/", experts.expert_end, name="expert_end"),
]
urlpatterns: list[URLPattern] = [*of_practices]
