"""The pages of a person's own account; signing in and out is allauth's."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import people, sessions
from accounts.access import signed_in_user
from accounts.forms import EraseForm, ProfileForm
from core.http import signed_in


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Name, language, and the ways to password, second step, sessions, own data and deletion."""
    user = signed_in_user(request)
    known = {name: getattr(user, name) for name in ("name", "language", "wants_reminders")}
    form = ProfileForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        people.update_profile(user, by=user, **form.cleaned_data)
        messages.success(request, _("Your profile is saved."))
        return redirect("accounts:profile")
    context = {
        "form": form,
        "person": user,
        "addresses": EmailAddress.objects.filter(user=user).order_by("-primary", "email"),
        "has_second_factor": is_mfa_enabled(user),
    }
    return render(request, "accounts/profile.html", context, status=400 if form.errors else 200)


@signed_in
@require_http_methods(["GET", "HEAD"])
def sessions_list(request: HttpRequest) -> HttpResponse:
    """Where the person is signed in."""
    user = signed_in_user(request)
    context = {"sessions": sessions.sessions_of(user), "current": request.session.session_key}
    return render(request, "accounts/sessions.html", context)


@signed_in
@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """Sign out everywhere else."""
    user = signed_in_user(request)
    ended = people.end_other_sessions(user, by=user, keep=request.session.session_key)
    messages.success(
        request,
        ngettext("%(count)d other sign-in ended.", "%(count)d other sign-ins ended.", ended)
        % {"count": ended},
    )
    return redirect("accounts:sessions")


@signed_in
@require_GET
def export(request: HttpRequest) -> HttpResponse:
    """Everything the portal holds about the person, as a file."""
    response = JsonResponse(
        people.export(signed_in_user(request)), json_dumps_params={"indent": 2, "ensure_ascii": False}
    )
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Delete the account, after the password; says what stands in the way."""
    user = signed_in_user(request)
    objections = people.objections_to_erasing(user)
    form = EraseForm(request.POST or None, user=user)
    if request.method == "POST" and not objections and form.is_valid():
        people.erase_person(user, by=user)
        logout(request)
        messages.success(request, _("Your account is deleted. Thank you for working with us."))
        return redirect("account_login")
    context = {"form": form, "objections": objections}
    return render(request, "accounts/erase.html", context, status=400 if form.errors else 200)
