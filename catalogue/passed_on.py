"""What an operation passed on, as its own page shows it: targets reached, and the newest sub-grants."""

from __future__ import annotations

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from cascade import finding, rolling_up

SHOWN = 10


def section(publication: int) -> SafeString:
    """The part of the page of an operation; empty where it passes nothing on. One or two statements."""
    rolled = rolling_up.of_operation(publication)
    if not rolled:
        return SafeString("")
    code = rolled[0].scheme.operation.code
    lines = [finding.line(row) for row in finding.found(finding.Asked(operation=code))[:SHOWN]]
    context = {"rolled": rolled, "lines": lines, "operation": code}
    return render_to_string("catalogue/cascade/passed_on.html", context)
