"""What a remark can be about: a public page with a programme whose secretariat looks after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import Resolver404, resolve, reverse
from django.utils.translation import get_language, get_language_from_path, override

from calls.models import Call
from programmes.models import Programme
from publications.models import Organisation, Publication, PublishedPartner
from publications.states import RemarkAbout

KEY_LENGTH = 100
# The page of each thing, and the pages below it that are about it too: view, and the name of its argument.
PAGES: Mapping[str, tuple[RemarkAbout, str]] = {
    "catalogue:project": (RemarkAbout.PROJECT, "code"),
    "catalogue:record_version": (RemarkAbout.PROJECT, "code"),
    "catalogue:organisation": (RemarkAbout.PARTNER, "slug"),
    "catalogue:programme": (RemarkAbout.PROGRAMME, "slug"),
    "catalogue:edition": (RemarkAbout.PROGRAMME, "slug"),
    "catalogue:priority": (RemarkAbout.PROGRAMME, "slug"),
    "catalogue:objective": (RemarkAbout.PROGRAMME, "slug"),
    "catalogue:theme": (RemarkAbout.PROGRAMME, "slug"),
    "catalogue:call": (RemarkAbout.CALL, "code"),
    **{
        f"catalogue:{name}": (RemarkAbout.PROGRAMME, "slug")
        for name in (
            "cooperation",
            "cooperation_items",
            "cooperation_piece",
            "news",
            "news_piece",
            "briefs",
            "brief",
        )
    },
}
OWN_PAGE = {
    RemarkAbout.PROJECT: "catalogue:project",
    RemarkAbout.PARTNER: "catalogue:organisation",
    RemarkAbout.PROGRAMME: "catalogue:programme",
    RemarkAbout.CALL: "catalogue:call",
}


@dataclass(frozen=True)
class Subject:
    """A public thing: its name now, and the code of the programme that looks after it."""

    about: RemarkAbout
    key: str
    title: str
    programme: str

    @property
    def path(self) -> str:
        """Its page, in the active language."""
        return reverse(OWN_PAGE[self.about], args=[self.key])


def find(about: str, key: str) -> Subject | None:
    """The public thing with this key; None when there is none that the public may know of."""
    if about not in RemarkAbout.values or not key or len(key) > KEY_LENGTH or "\x00" in key:
        return None
    found = FINDERS[RemarkAbout(about)](key)
    if found is None:
        return None
    title, programme = found
    return Subject(RemarkAbout(about), key, title[:250], programme)


def shown_on(path: str) -> tuple[str, str]:
    """What the page at this address is about, as `find` takes it; blanks when about nothing of the kind."""
    return about_view(*page_of(path))


def about_view(view: str, arguments: Mapping[str, object]) -> tuple[str, str]:
    """What the page of this view with these arguments is about, as `find` takes it; blanks when nothing."""
    about, name = PAGES.get(view, (None, ""))
    return (str(about.value), str(arguments.get(name, ""))) if about is not None else ("", "")


def page_of(path: str) -> tuple[str, Mapping[str, object]]:
    """The name of the public page at this address with its arguments; a blank name when there is none."""
    plain = path.partition("?")[0]
    try:
        with override(get_language_from_path(plain) or get_language()):
            match = resolve(plain)
    except Resolver404:
        return "", {}
    return (match.view_name, match.kwargs) if match.view_name.startswith("catalogue:") else ("", {})


def _project(key: str) -> tuple[str, str] | None:
    row = Publication.objects.select_related("programme_period").filter(code=key).first()
    return (row.acronym, row.programme_period.programme_id) if row else None


def _partner(key: str) -> tuple[str, str] | None:
    """The programme of its newest project looks after an organisation."""
    row = Organisation.objects.shown().filter(slug=key).first()
    of = PublishedPartner.objects.filter(organisation=row).order_by("-publication__data_date", "-pk")
    codes = of.values_list("publication__programme_period__programme", flat=True)[:1]
    return next(((row.name, code) for code in codes), None) if row else None


def _programme(key: str) -> tuple[str, str] | None:
    row = Programme.objects.filter(slug=key).first()
    return (str(row), row.pk) if row else None


def _call(key: str) -> tuple[str, str] | None:
    row = Call.objects.announced().select_related("programme_period").filter(code=key).first()
    return (str(row.title), row.programme_period.programme_id) if row else None


FINDERS: Mapping[RemarkAbout, Callable[[str], tuple[str, str] | None]] = {
    RemarkAbout.PROJECT: _project,
    RemarkAbout.PARTNER: _partner,
    RemarkAbout.PROGRAMME: _programme,
    RemarkAbout.CALL: _call,
}
