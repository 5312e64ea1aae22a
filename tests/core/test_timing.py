"""What the Server-Timing header tells."""

import re

import pytest
from django.core.exceptions import MiddlewareNotUsed
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory, override_settings

from core.timing import ServerTimingMiddleware


@override_settings(SERVER_TIMING=True)
def test_header_counts_statements(db: None, rf: RequestFactory) -> None:
    def view(request: object) -> HttpResponse:
        with connection.cursor() as cursor:
            for _ in range(3):
                cursor.execute("SELECT 1")
        return HttpResponse()

    header = ServerTimingMiddleware(view)(rf.get("/"))["Server-Timing"]
    assert re.fullmatch(r'sql;desc="3";dur=\d+\.\d, total;dur=\d+\.\d', header)


@override_settings(SERVER_TIMING=False)
def test_header_is_absent_unless_wanted() -> None:
    with pytest.raises(MiddlewareNotUsed):
        ServerTimingMiddleware(lambda request: HttpResponse())
