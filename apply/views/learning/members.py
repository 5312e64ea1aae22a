"""One's own membership of a learning platform, and a message to another member."""

from __future__ import annotations

from uuid import UUID, uuid4

from django.contrib import messages as notes
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from apply.forms.members import MessageForm, ProfileForm, initial_of
from apply.views.own import PersonRequest
from apply.views.saving import signed_in_keeping
from core.acts import done, is_refused
from core.http import signed_in
from knowledge import community
from knowledge.models import Member, Platform


@signed_in_keeping
@require_http_methods(["GET", "HEAD", "POST"])
def membership(request: PersonRequest, slug: str) -> HttpResponse:
    """The person's profile on a platform; for who is no member yet, what joining means."""
    platform = get_object_or_404(Platform.objects.open().select_related("programme"), programme__slug=slug)
    member = Member.objects.of(request.user).filter(platform=platform).first()
    if member is None:
        return render(request, "apply/learning/join.html", {"platform": platform})
    form = ProfileForm(
        request.POST if request.method == "POST" else None, member=member, initial=initial_of(member)
    )

    def act() -> None:
        given = form.cleaned_data["revision"]
        community.change(member, form.profile(), revision=given, by=request.user)

    if done(form, act):
        notes.success(request, _("Your profile is saved."))
        return redirect("apply:membership", slug)
    is_stale = form.is_bound and is_refused(form)
    if is_stale:
        form.look_again(member.revision)
    context = {"platform": platform, "member": member, "form": form, "is_stale": is_stale}
    status = 409 if is_stale else 400 if form.is_bound and form.errors else 200
    return render(request, "apply/learning/membership.html", context, status=status)


@signed_in
@require_POST
def membership_join(request: PersonRequest, slug: str) -> HttpResponse:
    """Join; the profile is seen by nobody until its owner says otherwise."""
    platform = get_object_or_404(Platform.objects.open(), programme__slug=slug)
    community.join(platform, by=request.user)
    notes.success(request, _("Welcome. Nobody sees your profile before you say so."))
    return redirect("apply:membership", slug)


@signed_in
@require_POST
def membership_leave(request: PersonRequest, slug: str) -> HttpResponse:
    """Leave: the profile is erased at once."""
    member = get_object_or_404(Member.objects.of(request.user), platform__programme__slug=slug)
    community.leave(member, by=request.user)
    notes.success(request, _("You have left. Your profile is erased."))
    return redirect("apply:membership", slug)


@signed_in_keeping
@require_http_methods(["GET", "HEAD", "POST"])
def member_message(request: PersonRequest, uid: UUID) -> HttpResponse:
    """Write to a member who takes messages; 404 for one whom the person does not see."""
    rows = Member.objects.visible_to(request.user).select_related("user", "platform__programme")
    member = get_object_or_404(rows, uid=uid)
    form = MessageForm(request.POST if request.method == "POST" else None, initial={"stamp": uuid4().hex})
    is_sent = done(
        form,
        lambda: community.write_to(
            member, form.cleaned_data["text"], by=request.user, stamp=form.cleaned_data["stamp"]
        ),
    )
    if is_sent:
        notes.success(request, _("Your message is on its way."))
        return redirect("catalogue:members", member.platform.slug)
    is_own = Member.objects.of(request.user).filter(platform=member.platform_id).exists()
    context = {"member": member, "form": form, "is_member": is_own}
    status = 409 if form.is_bound and is_refused(form) else 400 if form.is_bound else 200
    return render(request, "apply/learning/message.html", context, status=status)
