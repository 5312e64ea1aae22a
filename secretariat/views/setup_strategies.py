"""The fixed list of European strategies, of which a programme ticks those that concern it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.access import signed_in_user
from core.errors import DomainError
from programmes.models import KnownStrategy
from programmes.permissions import staff
from programmes.setting_up.strategies import take_up
from programmes.states import SECRETARIAT, Role
from publications import remaking
from secretariat.pages.setup import may_set_up, my_edition


@staff(*SECRETARIAT)
def setup_strategies(request: HttpRequest, code: str) -> HttpResponse:
    """Tick what the programme takes up; what is in use is retired when its tick is taken away."""
    edition = my_edition(request, code, *((Role.MANAGER,) if request.method == "POST" else ()))
    refused = ""
    if request.method == "POST":
        wanted, seen = request.POST.getlist("strategy"), request.POST.get("seen", "").split()
        try:
            take_up(edition, wanted, by=signed_in_user(request), seen=seen)
        except DomainError as refusal:
            refused = str(refusal.text)
        else:
            remaking.mark_edition(str(edition.pk))
            messages.success(request, _("The strategies are saved."))
            return redirect("secretariat:setup_part", code, "strategies")
    offered = set(edition.strategies.offered().values_list("code", flat=True))
    context = {
        "edition": edition,
        "strategies": [(known, known.code in offered) for known in KnownStrategy.objects.all()],
        "seen": " ".join(sorted(offered)),
        "refused": refused,
        "may_change": may_set_up(request, edition),
    }
    return render(request, "secretariat/setup/setup_strategies.html", context, status=409 if refused else 200)
