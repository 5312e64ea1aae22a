"""Saving a page of fields that was posted as a whole, as browsers without scripts do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from apply.pages.boxes import Trouble
from apply.pages.conflicts import BOTH, CHOICE
from apply.views.own import PersonRequest
from core.errors import DomainError
from core.http import Rule
from core.templatetags.ui import LANGUAGE_NAMES
from projects import fields, form
from projects.merging import merged
from projects.models import Project

P = ParamSpec("P")

# What the names of hidden fields begin with: the token of a field, and the mark of one that holds several.
TOKEN, MANY = "token:", "many:"
# What a form sends that nobody typed.
MARKS = frozenset({"csrfmiddlewaretoken", "stamp", "revision", "person"})


def posted(request: HttpRequest) -> dict[str, tuple[str, str]]:
    """What was typed and the token it was based on, by full key of each field of the page.

    Where two texts stood on the page the person chose one: theirs is stored already and nothing is typed.
    """
    found = {}
    for name in request.POST:
        key = name.removeprefix(TOKEN)
        choice = request.POST.get(f"{CHOICE}{key}", "mine")
        if not name.startswith(TOKEN) or choice == "theirs":
            continue
        if MANY + key in request.POST:
            found[key] = (",".join(sorted(request.POST.getlist(key))), request.POST[name])
        elif key in request.POST:
            typed = request.POST.get(f"{BOTH}{key}", "") if choice == "both" else request.POST[key]
            found[key] = (typed, request.POST[name])
    return found


def save_posted(request: PersonRequest, project: Project) -> dict[str, Trouble]:
    """Saves what can be saved, and tells of each other field why not, with what was typed."""
    values = posted(request)
    troubles = {}
    for key, outcome in fields.save_section(project, values, by=request.user).items():
        if isinstance(outcome, fields.StaleValue):
            who = str(outcome.by) if outcome.by else _("Somebody")
            text = _("%(who)s changed this meanwhile; compare both texts.") % {"who": who}
            mine, base = values[key]
            both = merged(project, key, base, mine=outcome.mine, theirs=outcome.theirs)
            troubles[key] = Trouble(mine, text, outcome.theirs, both.text if both else None)
        elif isinstance(outcome, fields.InvalidValue):
            troubles[key] = Trouble(values[key][0], str(outcome.text))
    return troubles


def _keeping_what_was_typed(request: HttpRequest) -> bool | HttpResponseBase:
    """Signed in; who was signed out while writing gets back what was typed, not a bare sign-in page."""
    if request.user.is_authenticated or request.method != "POST":
        return request.user.is_authenticated
    context = {"texts": _typed(request), "back": request.path}
    return render(request, "apply/signed_out.html", context, status=401)


def _typed(request: HttpRequest) -> list[tuple[str, str]]:
    """Each text of a posted page under the name of its field."""
    typed = [(_named(key), text) for key, (text, _base) in posted(request).items()]
    if not typed:  # a form whose fields carry no tokens
        typed = [("", str(text)) for name, text in request.POST.items() if name not in MARKS]
    return [(name, text) for name, text in typed if text.strip()]


def _named(key: str) -> str:
    """What the form calls a field, with its language; "" for one that it does not have."""
    known = form.find(key)
    if known is None:
        return ""
    label = str(known.field.label)
    return f"{label} ({LANGUAGE_NAMES.get(known.language, known.language)})" if known.language else label


signed_in_keeping = Rule("signed in", _keeping_what_was_typed)


def _given_back(request: HttpRequest, reason: str, status: int, back: str = "") -> HttpResponse | None:
    """The page with what was typed; None when nothing was."""
    texts = _typed(request) if request.method == "POST" else []
    context = {"reason": reason, "texts": texts, "back": back}
    return render(request, "apply/given_back.html", context, status=status) if texts else None


def giving_back(
    view: Callable[Concatenate[PersonRequest, P], HttpResponse],
) -> Callable[Concatenate[PersonRequest, P], HttpResponse]:
    """A page that can no longer be saved, as after a submission or a removal, gives back what was typed.

    What is not there and what the person may not see are refused alike, as everywhere.
    """

    @wraps(view)
    def given_back(request: PersonRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except DomainError as refusal:
            answer = _given_back(request, str(refusal.text), refusal.status, back=request.path)
            if answer is None:
                raise
            return answer
        except Http404:
            answer = _given_back(request, _("This page does not exist, or you may not see it."), 404)
            if answer is None:
                raise
            return answer

    return given_back
