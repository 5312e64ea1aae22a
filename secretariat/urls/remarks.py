"""What readers say, answer and subscribe to."""

from django.urls import path

from secretariat.views import readers, remarks

urlpatterns = [
    path("remarks/", remarks.remarks, name="remarks"),
    path("remarks/<uuid:uid>/", remarks.remark, name="remark"),
    path("remarks/<uuid:uid>/reopen/", remarks.remark_reopen, name="remark_reopen"),
    path("readers/answers/", readers.reader_answers, name="reader_answers"),
    path("readers/newsletters/", readers.newsletter_readers, name="newsletter_readers"),
    path("readers/newsletters/<str:code>/export/", readers.newsletter_export, name="newsletter_export"),
]
