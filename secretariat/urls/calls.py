"""The addresses of the set-up of calls."""

from django.urls import path

from secretariat.views import (
    call_annexes,
    call_criteria,
    call_late,
    call_mails,
    call_moves,
    call_rules,
    calls,
)

urlpatterns = [
    path("calls/", calls.calls, name="calls"),
    path("calls/new/<slug:edition>/", calls.call_new, name="call_new"),
    path("calls/<slug:code>/", calls.call, name="call"),
    path("calls/<slug:code>/set-up/<slug:key>/", calls.call_part, name="call_part"),
    path("calls/<slug:code>/rules/", call_rules.call_rules, name="call_rules"),
    path("calls/<slug:code>/criteria/", call_criteria.call_criteria, name="call_criteria"),
    path("calls/<slug:code>/annexes/", call_annexes.call_annexes, name="call_annexes"),
    path("calls/<slug:code>/annexes/new/", call_annexes.call_annex_new, name="call_annex_new"),
    path("calls/<slug:code>/annexes/<int:pk>/", call_annexes.call_annex, name="call_annex"),
    path(
        "calls/<slug:code>/annexes/<int:pk>/template/",
        call_annexes.call_annex_template,
        name="call_annex_template",
    ),
    path("calls/<slug:code>/mails/", call_mails.call_mails, name="call_mails"),
    path("calls/<slug:code>/mails/<slug:kind>/", call_mails.call_mail, name="call_mail"),
    path("calls/<slug:code>/late/", call_late.call_late, name="call_late"),
    path("calls/<slug:code>/late/<int:pk>/revoke/", call_late.call_late_revoke, name="call_late_revoke"),
    path("calls/<slug:code>/publish/", call_moves.call_publish, name="call_publish"),
    path("calls/<slug:code>/copy/", call_moves.call_copy, name="call_copy"),
    path("calls/<slug:code>/state/", call_moves.call_state, name="call_state"),
]
