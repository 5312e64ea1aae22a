"""The interface for programs: lists, single things, and its own description."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from catalogue.api import answers, asking, openapi
from catalogue.api.catalog import VERSION, resources
from catalogue.api.problems import Problem
from catalogue.api.resources import Resource
from catalogue.head import of_page
from catalogue.open_data import api_language, etag_of, for_every_origin, standing, unless_known
from catalogue.pages import public_page
from core.http import anyone
from publications import editions
from publications.exports import limits

View = Callable[..., HttpResponseBase]


def within_limits(view: View) -> View:
    """Counts the request, and answers what is wrong with it as problem details."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with translation.override(api_language(request)):
            response = _answered(request, *args, **kwargs)
            response.headers["Content-Language"] = translation.get_language()
        patch_vary_headers(response, ["Accept-Language"])
        return response

    def _answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        place = standing(request, limits.Limit("api", settings.API_REQUESTS_PER_MINUTE, 60))
        try:
            if place.is_over:
                raise Problem(
                    429, _("Too many requests. Wait %(seconds)d seconds.") % {"seconds": place.reset}
                )
            response = view(request, *args, **kwargs)
        except Problem as problem:
            response = problem.response()
        for name, value in place.headers().items():
            response.headers[name] = value
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response

    return wrapped


def _resource(name: str) -> Resource:
    found = resources().get(name)
    if found is None:
        raise Problem(404, _("There is no list “%(name)s”.") % {"name": name[:60]}, allowed=[*resources()])
    return found


@anyone
@for_every_origin
@within_limits
def api_start(request: HttpRequest) -> HttpResponseBase:
    """Where everything is."""
    found = {name: settings.PORTAL_URL + reverse("api_list", args=[name]) for name in resources()}
    found["openapi"] = settings.PORTAL_URL + reverse("api_openapi")
    return unless_known(request, etag_of(found), lambda: JsonResponse(found))


@anyone
@for_every_origin
@within_limits
def api_openapi(request: HttpRequest) -> HttpResponseBase:
    """The description as OpenAPI 3.1."""
    found = openapi.description(api_language(request))
    kind = "application/vnd.oai.openapi+json;version=3.1"
    return unless_known(request, etag_of(found), lambda: JsonResponse(found, content_type=kind))


@anyone
@for_every_origin
@within_limits
def api_list(request: HttpRequest, resource: str) -> HttpResponseBase:
    """A page of a list."""
    found = _resource(resource)
    edition = editions.current()
    asked = asking.page(found, request.GET, edition)
    etag = etag_of(resource, request.GET.urlencode(), edition, VERSION)
    return unless_known(request, etag, lambda: answers.page(asked, request.GET))


@anyone
@for_every_origin
@within_limits
def api_one(request: HttpRequest, resource: str, key: str) -> HttpResponseBase:
    """One thing of a list."""
    found = _resource(resource)
    chosen = asking.one(found, request.GET)
    missing = Problem(404, _("There is no “%(key)s” in %(list)s.") % {"key": key[:100], "list": resource})
    if not found.key:
        raise missing

    def answer() -> HttpResponse:
        one = answers.one(chosen, key)
        if one is None:
            raise missing
        return one

    etag = etag_of(resource, key, request.GET.urlencode(), editions.current(), VERSION)
    return unless_known(request, etag, answer)


@anyone
@for_every_origin
@within_limits
def api_nothing(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Addresses of the interface that there are not."""
    raise Problem(404, _("There is nothing at this address."), allowed=[*resources()])


@anyone
@public_page
def data_api(request: HttpRequest) -> HttpResponse:
    """How programs read the data: in words, with examples."""
    context = {
        "resources": [
            {"resource": one, "parameters": openapi.parameters_of(one)} for one in resources().values()
        ],
        "address": settings.PORTAL_URL + reverse("api_start"),
        "limit": settings.API_REQUESTS_PER_MINUTE,
        "most": asking.MOST,
        "usual": asking.USUAL,
        "head": of_page(
            _("Interface for programs (API)"),
            _(
                "Read all public data from your own program: without a key, from any website, in one stable "
                "version."
            ),
        ),
    }
    return render(request, "catalogue/data_api.html", context)
