"""What waits for the person."""

from django.urls import path

from secretariat.views import tasks

urlpatterns = [
    path("tasks/", tasks.tasks, name="tasks"),
]
