"""One partner's own page: who it is, where, whom to write to, why it takes part, its state-aid self-check."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from apply.pages.boxes import Trouble
from apply.pages.form_pages import Page, partner_sheet
from apply.pages.frame import frame_of
from apply.pages.partners import partner_of
from apply.pages.state_aid import self_check
from apply.views.form_answers import done, shown
from apply.views.own import PersonRequest, need_edit, own_part, uses_in
from apply.views.saving import giving_back, save_posted, signed_in_keeping


@signed_in_keeping
@giving_back
@require_http_methods(["GET", "HEAD", "POST"])
def partner(request: PersonRequest, uid: UUID, partner: UUID) -> HttpResponse:
    project, level = own_part(request, uid, partner)
    found = partner_of(project, partner)
    if found is None:
        raise Http404
    uses = uses_in(request)
    troubles: dict[str, Trouble] = {}
    if request.method == "POST":
        need_edit(project, level)
        troubles = save_posted(request, project)
        if not troubles:
            return done(request, project, reverse("apply:partner", args=[project.uid, found.uid]))
    frame = frame_of(project, level, uses=uses)
    sheet = partner_sheet(Page(project, uses, frame.is_editable, troubles, frame.notes), found)
    values = {one.key: one.value for group in sheet.groups for one in group.boxes}
    return shown(
        request,
        frame,
        sheet,
        here="partners",
        heading=found.abbreviation,
        troubles=troubles,
        template="apply/partner.html",
        partner=found,
        state_aid=self_check(lambda name: values.get(f"partner.{found.uid}.{name}", "")),
    )
