"""The Celery application of workers that make documents: it knows this one task, and loads what that needs.

All that a worker has loaded counts in each of its children as well. What other tasks need is a third of it.
While a child waits for the database, its processor has nothing to do: it keeps its connection, and does not
wait until what it says of a document is on disk. What is lost with the database is made once more.
"""

from __future__ import annotations

import ctypes
import gc
import os
import sys
from functools import cache
from itertools import count
from typing import Any

from celery import Celery, bootsteps
from celery.contrib.django.task import DjangoTask
from celery.states import SUCCESS
from django.conf import settings
from django.db import close_old_connections, connections
from django.template import engines
from django.utils.module_loading import import_string
from django_structlog.celery.steps import DjangoStructLogInitStep

# Objects made before the collector looks for unreachable ones. Laying out a page makes thousands that stay
# until it is done: Python's own 700 cost a twelfth of the time of a document. What a document leaves is
# collected after it or one of the next; this bounds what a long one leaves meanwhile.
YOUNG_OBJECTS = 50_000
# How far documents stand back where pages want the same processor: a moment later is soon enough for them.
STANDS_BACK = 10

# The collector looks after the first document of a process and then after so many: after each it would take a
# tenth of the time.
EVERY = 4
_done = count()


class Tidied(DjangoTask[..., Any]):
    """A task of which little is left behind: boxes of pages point at each other, and would stay for long."""

    def before_start(self, *args: Any, **kwargs: Any) -> None:
        _stand_back()
        close_old_connections()

    def after_return(self, status: str, *args: Any, **kwargs: Any) -> None:
        if status != SUCCESS:
            connections.close_all()  # and whatever it still held goes with it
        if next(_done) % EVERY == 0:
            gc.collect()
        _settle()


class Makers(bootsteps.Step):
    """Loads what every document is made with before children are started, which then share its memory.

    Fonts are left to the children: the library that finds them keeps a thread, which no child would have.
    """

    def __init__(self, parent: Any, **kwargs: Any) -> None:
        super().__init__(parent, **kwargs)
        for each in connections.all():
            each.settings_dict["OPTIONS"]["options"] += " -c synchronous_commit=off"
        import_string(settings.DOCUMENT_RENDERER)
        engines.all()  # with all tags of templates
        gc.collect()
        gc.freeze()  # what is there stays: the collector needs to look at it no more
        gc.set_threshold(YOUNG_OBJECTS, *gc.get_threshold()[1:])
        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # other libraries of C have none
        if trim is not None:
            trim(0)  # what loading took for a moment


@cache
def _stand_back() -> None:
    """Only the children: whoever hands out work has little to do, and is waited for."""
    os.nice(STANDS_BACK)


@cache
def _settle() -> None:
    """What the first document of a process left behind (styles, texts, shapes) is not looked at each time."""
    gc.freeze()


app: Celery[Any] = Celery("interreg_portal.press", task_cls=Tidied)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.conf.update(CELERY_DB_REUSE_MAX=sys.maxsize)  # Celery's own way is to connect anew for each task
app.autodiscover_tasks(["documents"], related_name="queues")
app.steps["worker"].add(DjangoStructLogInitStep)
app.steps["worker"].add(Makers)
