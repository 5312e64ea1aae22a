"""The links for advice as their page lists them."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from projects import advice
from projects.models import AdviceLink, Project


@dataclass(frozen=True)
class LinkRow:
    """A link; `address` stands there for the person who made it, while the link holds."""

    one: AdviceLink
    address: str

    @property
    def is_open(self) -> bool:
        return self.one.revoked_at is None and self.one.expires_at > timezone.now()


def link_rows(project: Project, reader: User) -> list[LinkRow]:
    """The newest hundred links of a project, newest first. One query."""
    links = project.advice_links.select_related("created_by").order_by("-created_at", "-pk")
    return [LinkRow(one, _address(one, reader)) for one in links[:100]]


def _address(link: AdviceLink, reader: User) -> str:
    token = advice.token_of(link) if link.created_by_id == reader.pk else ""
    site = settings.PORTAL_URL.rstrip("/")  # whatever Host the request named
    return f"{site}{reverse('apply:advice_page', args=[token])}" if token else ""
