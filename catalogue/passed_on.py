"""What an operation passed on, as its own page shows it: targets reached, and the newest sub-grants."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cascade.passed_on import PassedOn


def section(passed_on: PassedOn | None, operation: str) -> SafeString:
    """The part of the page of the operation with this code; empty where it passes nothing on. No query."""
    if passed_on is None:
        return SafeString("")
    context = {
        "rolled": passed_on.rolled,
        "is_known": all(one.is_known for one in passed_on.rolled),
        "lines": passed_on.lines,
        "operation": operation,
    }
    return render_to_string("catalogue/cascade/passed_on.html", context)
