"""Hints of a conflict of interest between an assessor and a project: never proof, always worth a question."""

from __future__ import annotations

from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from accounts.models import User
from partners.models import Organisation
from projects.models import Project

# Addresses of providers that anybody can have say nothing about where a person works.
COMMON_PROVIDERS = frozenset(
    {
        "gmail.com",
        "googlemail.com",
        "hotmail.com",
        "hotmail.be",
        "hotmail.fr",
        "hotmail.nl",
        "icloud.com",
        "laposte.net",
        "live.be",
        "live.com",
        "live.nl",
        "orange.fr",
        "outlook.com",
        "proton.me",
        "protonmail.com",
        "skynet.be",
        "telenet.be",
        "wanadoo.fr",
        "yahoo.com",
        "yahoo.fr",
        "ziggo.nl",
    }
)


def hints(assessor: User, project: Project) -> list[str]:
    """What might tie the person to the project, in words. Empty does not mean that nothing does."""
    found = []
    domain = assessor.email.rpartition("@")[2].lower()
    organisations = list(Organisation.objects.filter(partnerships__project=project).order_by("name"))
    if domain and domain not in COMMON_PROVIDERS:
        writers = User.objects.filter(collaborations__project=project, email__iendswith=f"@{domain}")
        if writers.exists():
            found.append(
                _("Somebody who writes the project has an address at %(domain)s too.") % {"domain": domain}
            )
        found += [
            _("The address of the assessor is at the website of %(name)s.") % {"name": organisation.name}
            for organisation in organisations
            if _is_same_site(domain, organisation.website)
        ]
    shared = (
        Organisation.objects.filter(pk__in=[each.pk for each in organisations])
        .filter(partnerships__project__collaborators__user=assessor)
        .distinct()
        .order_by("name")
    )
    found += [
        _("The assessor works on another project in which %(name)s is partner.") % {"name": organisation.name}
        for organisation in shared
    ]
    return found


def _is_same_site(domain: str, website: str) -> bool:
    """Whether a website's host is the domain of an address, or one is below the other."""
    address = website if "//" in website else f"//{website}"
    try:
        host = (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return False
    return bool(host) and (
        host == domain or domain.endswith(f".{host}") or (host.endswith(f".{domain}") and "." in domain)
    )
