"""Every address of the portal, read from the router: for the list of routes and the tests of access."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from core.http import rule_of


@dataclass(frozen=True)
class Route:
    """One address. `rule` is None for a view that the portal keeps shut."""

    pattern: str
    name: str
    view: str
    rule: str | None
    parameters: tuple[str, ...]

    def as_data(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self)


def all_routes() -> list[Route]:
    """In the order of the router."""
    return list(_walk(get_resolver(), "/", ""))


def _walk(resolver: URLResolver, prefix: str, namespace: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        pattern = prefix + str(entry.pattern)
        if isinstance(entry, URLResolver):
            below = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry, pattern, below)
        else:
            yield _route(entry, pattern, namespace)


def _route(entry: URLPattern, pattern: str, namespace: str) -> Route:
    view = entry.callback
    target = getattr(view, "view_class", view)
    rule = rule_of(view)
    return Route(
        pattern=pattern,
        name=f"{namespace}{entry.name}" if entry.name else "",
        view=f"{target.__module__}.{target.__qualname__}",
        rule=rule.name if rule else None,
        parameters=tuple(entry.pattern.regex.groupindex),
    )
