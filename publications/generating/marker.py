"""Whether this database may be filled with generated data."""

from __future__ import annotations

from django.conf import settings

from accounts.models import User
from calls.models import Call
from partners.models import Organisation
from projects.models import Project
from publications.models import Publication


def refusal() -> str:
    """Why not, or "".

    The rule: the setting DEMO is on, and every person, organisation, call and project is marked as demo, and
    every public record too unless it was loaded from the reference files. One real row is enough to refuse.
    """
    if not settings.DEMO:
        return "the setting DEMO is off"
    for model in (User, Organisation, Call, Project):
        number = model._default_manager.filter(is_demo=False).count()
        if number:
            return f"it holds {number} {model._meta.verbose_name} row(s) that are not marked as demo"
    real = Publication.objects.filter(is_demo=False).exclude(source="reference").count()
    return f"it holds {real} public record(s) that are not marked as demo" if real else ""
