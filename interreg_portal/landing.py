"""Where a person arrives after signing in: the front door of their kind."""

from django.urls import reverse

from accounts.models import User
from programmes.permissions import limited_roles_of, roles_of


def after_sign_in(user: User) -> str:
    """The secretariat's inbox, which leads assessors and editors on, or the applicant's dashboard."""
    return reverse("secretariat:inbox" if roles_of(user) or limited_roles_of(user) else "apply:dashboard")
