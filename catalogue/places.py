"""Where the pages of a programme stand: their addresses, the way to them, and the search narrowed to them."""

from __future__ import annotations

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from catalogue.pages import crumbs
from programmes.models import Priority, Programme, ProgrammePeriod

Step = tuple[object, str]


def code_of(priority: Priority) -> str:
    """The short name of a priority in addresses: its letter, else its number."""
    return priority.letter or str(priority.number)


def way(
    programme: Programme,
    edition: ProgrammePeriod | None = None,
    priority: Priority | None = None,
    last: Step | None = None,
) -> list[dict[str, object]]:
    """The steps from the home page to a page of a programme; the last one is the page itself."""
    steps: list[Step] = [
        (_("Home"), reverse("catalogue:home")),
        (_("Programmes"), reverse("catalogue:programmes")),
        (programme.name, reverse("catalogue:programme", args=[programme.slug])),
    ]
    if edition is not None:
        steps.append((edition.period_id, edition_url(programme, edition)))
    if edition is not None and priority is not None:
        steps.append((priority_words(priority), priority_url(programme, edition, priority)))
    steps = [*steps, last] if last else [*steps[:-1], (steps[-1][0], "")]
    return list(crumbs(*steps))


def priority_words(priority: Priority) -> str:
    return _("Priority %(code)s") % {"code": code_of(priority)}


def edition_url(programme: Programme, edition: ProgrammePeriod) -> str:
    return reverse("catalogue:edition", args=[programme.slug, edition.period_id])


def priority_url(programme: Programme, edition: ProgrammePeriod, priority: Priority) -> str:
    return reverse("catalogue:priority", args=[programme.slug, edition.period_id, code_of(priority)])


def search_url(programme: Programme, edition: ProgrammePeriod | None = None, **narrowed: str) -> str:
    """The search for the projects of a programme, of a period, of a part of it."""
    query = {"programme": programme.slug}
    if edition is not None:
        query["period"] = edition.period_id
    return f"{reverse('catalogue:projects')}?{urlencode({**query, **narrowed})}"
