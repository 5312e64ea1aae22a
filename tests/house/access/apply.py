"""Addresses of the front door `apply`: only writers of a proposal know of it, staff see it elsewhere."""

from collections.abc import Callable, Mapping
from typing import Any

from projects.advice import token_of
from projects.models import BudgetImport
from tests.factories.projects import CostItemFactory, LumpSumUseFactory
from tests.house.access.table import EVERYBODY, SIGNED_IN, Row
from tests.world import World

OWN = {200: SIGNED_IN, 302: "anonymous"}
WRITERS = {200: "applicant colleague", 302: "anonymous"}
# The applicant manages, the colleague may only view.
MANAGER = {200: "applicant", 403: "colleague", 302: "anonymous"}
MANAGER_ACTS = {302: "applicant anonymous", 403: "colleague"}
# Pages with fields keep what was typed by somebody whose session ended.
WRITES = {302: "applicant", 403: "colleague", 401: "anonymous"}


def draft(world: World) -> Mapping[str, Any]:
    return {"uid": world.draft.uid}


def imported(world: World) -> Mapping[str, Any]:
    done, _is_new = BudgetImport.objects.get_or_create(project=world.draft, by=world.applicant)
    return {"uid": world.draft.uid, "done": done.uid}


def submitted(world: World) -> Mapping[str, Any]:
    return {"uid": world.submitted.uid}


def frozen(world: World) -> Mapping[str, Any]:
    return {"uid": world.frozen.project.uid, "number": world.frozen.number}


def partner(world: World) -> Mapping[str, Any]:
    return {"uid": world.draft.uid, "partner": world.partner.uid}


def colleague(world: World) -> Mapping[str, Any]:
    return {"uid": world.draft.uid, "person": world.colleague.uid}


def contribution(world: World) -> Mapping[str, Any]:
    return {"uid": world.draft.uid, "contribution": world.partner.contributions.get(source="A foundation").pk}


def cost_item(world: World) -> Mapping[str, Any]:
    return {"uid": world.draft.uid, "item": CostItemFactory(partnership=world.partner).uid}


def lump_sum(world: World) -> Mapping[str, Any]:
    return {"uid": world.draft.uid, "use": LumpSumUseFactory(project=world.draft).uid}


def attachment(world: World) -> Mapping[str, Any]:
    return {"uid": world.draft.uid, "file": world.attachment.uid}


def register(world: World) -> Mapping[str, Any]:
    return {"uid": world.draft.uid, "organisation": world.partner.organisation.uid}


def country(world: World) -> Mapping[str, Any]:
    return {"uid": world.partner.project.uid, "country": "BE"}


def work_package(world: World) -> Mapping[str, Any]:
    return {"uid": world.draft.uid, "entry": world.work_package.uid}


def section_of(name: str) -> Callable[[World], Mapping[str, Any]]:
    return lambda world: {"uid": world.draft.uid, "section": name}


ROWS: list[Row] = [
    Row("apply:dashboard", OWN),
    Row("apply:calls", OWN),
    Row("apply:start", OWN, of=lambda world: {"code": world.call.code}),
    Row("apply:start_from", OWN, of=lambda world: {"code": world.call.code}),
    Row("apply:started", {302: "applicant colleague anonymous"}, of=draft, note="of its own"),
    Row(
        "apply:rehearse",
        {200: "officer manager", 302: "anonymous"},
        of=lambda world: {"code": world.call.code},
    ),
    Row(
        "apply:rehearse",
        {302: "officer manager anonymous"},
        of=lambda world: {"code": world.call.code},
        method="post",
        data=lambda world: {"creation_key": "2b0c1c2e-6f1f-4d5e-9d7a-0a3a4a1f7c11"},
    ),
    Row(
        "apply:rehearsal_delete",
        {302: "officer manager anonymous"},
        of=lambda world: {"code": world.call.code, "rehearsal": world.rehearsal.uid},
        method="post",
    ),
    Row("apply:step_two", {409: "applicant colleague", 302: "anonymous"}, of=draft, note="not yet"),
    Row(
        "apply:reminders_switch",
        {302: "applicant colleague anonymous"},
        of=draft,
        method="post",
        data=lambda world: {"wanted": "no"},
    ),
    Row(
        "apply:invitation",
        {302: "colleague anonymous"},
        of=lambda world: {"invitation": world.invitation.uid},
        method="post",
    ),
    Row(
        "apply:invitation",
        {200: "colleague", 302: "anonymous"},
        of=lambda world: {"invitation": world.invitation.uid},
    ),
    Row("apply:proposal", WRITERS, of=draft, note="draft"),
    Row("apply:proposal", WRITERS, of=submitted, note="submitted"),
    Row("apply:check", WRITERS, of=draft),
    Row("apply:guide", WRITERS, of=draft),
    Row("apply:time_plan", WRITERS, of=draft),
    Row("apply:coherence", WRITERS, of=draft),
    Row("apply:people", WRITERS, of=draft),
    Row(
        "apply:people",
        MANAGER_ACTS,
        of=draft,
        method="post",
        data=lambda world: {"email": "new@example.org", "level": "view"},
    ),
    Row(
        "apply:person_level", MANAGER_ACTS, of=colleague, method="post", data=lambda world: {"level": "edit"}
    ),
    Row("apply:person_remove", WRITERS, of=colleague, note="oneself"),
    Row("apply:field_history", WRITERS, of=draft, query="?key=title.nl"),
    Row(
        "apply:field_history",
        {409: "applicant", 403: "colleague", 302: "anonymous"},
        of=draft,
        method="post",
        query="?key=title.nl",
        data=lambda world: {"seen": "0", "to": "1"},
    ),
    Row("apply:advice_links", MANAGER, of=draft),
    Row(
        "apply:advice_links",
        MANAGER_ACTS,
        of=draft,
        method="post",
        data=lambda world: {"reader": "A colleague", "days": "7", "key": str(world.draft.uid)},
    ),
    Row(
        "apply:advice_revoke",
        MANAGER_ACTS,
        of=lambda world: {"uid": world.draft.uid, "link": world.advice_link.uid},
        method="post",
    ),
    Row(
        "apply:advice_page",
        {200: EVERYBODY},
        of=lambda world: {"token": token_of(world.advice_link)},
        note="whoever has the link",
    ),
    Row("apply:advice_page", {404: EVERYBODY}, of=lambda world: {"token": "0" * 64}, note="no link"),
    Row("apply:person_replace", MANAGER, of=colleague),
    Row(
        "apply:person_replace",
        MANAGER_ACTS,
        of=colleague,
        method="post",
        data=lambda world: {"email": "successor@example.org"},
    ),
    Row(
        "apply:person_remove",
        MANAGER,
        of=lambda world: {"uid": world.draft.uid, "person": world.applicant.uid},
        note="another",
    ),
    Row(
        "apply:invitation_cancel",
        MANAGER_ACTS,
        of=lambda world: {"uid": world.draft.uid, "invitation": world.invitation.uid},
        method="post",
    ),
    *(
        Row("apply:section", WRITERS, of=section_of(name), note=name)
        for name in ("identification", "summary", "partners", "budget")
    ),
    Row("apply:entry", WRITERS, of=work_package),
    Row("apply:entry", WRITES, of=work_package, method="post"),
    Row("apply:partner", WRITERS, of=partner),
    Row("apply:partner", WRITES, of=partner, method="post"),
    Row("apply:regions", OWN),
    Row(
        "apply:section",
        WRITES,
        of=section_of("identification"),
        method="post",
    ),
    Row(
        "apply:field",
        {200: "applicant", 403: "colleague", 401: "anonymous"},
        of=draft,
        method="post",
        data=lambda world: {"key": "title.nl", "value": "Titel", "base": "0"},
    ),
    Row(
        "apply:field",
        {409: "applicant", 403: "colleague", 401: "anonymous"},
        of=submitted,
        method="post",
        data=lambda world: {"key": "title.nl", "value": "Titel", "base": "0"},
        note="submitted",
    ),
    Row(
        "apply:together",
        {200: "applicant colleague", 401: "anonymous"},
        of=draft,
        method="post",
        data=lambda world: {"section": "summary"},
    ),
    Row("apply:partner_find", MANAGER, of=draft),
    Row("apply:partner_join", MANAGER, of=register),
    Row("apply:partner_new", MANAGER, of=country),
    Row("apply:partner_place", MANAGER_ACTS, of=partner, method="post", data=lambda world: {"lead": "on"}),
    Row("apply:partner_facts", MANAGER, of=partner),
    Row("apply:partner_facts", MANAGER_ACTS, of=partner, method="post"),
    Row("apply:partner_confirm", WRITERS, of=partner),
    Row("apply:partner_confirm", {422: "applicant colleague", 302: "anonymous"}, of=partner, method="post"),
    Row("apply:partner_remove", MANAGER, of=partner),
    Row("apply:partner_remove", MANAGER_ACTS, of=partner, method="post"),
    Row("apply:partner_budget", WRITERS, of=partner),
    Row("apply:partner_budget", WRITES, of=partner, method="post"),
    Row("apply:partner_figures", WRITERS, of=partner),
    Row("apply:partner_ways", WRITERS, of=partner),
    Row("apply:budget_export", WRITERS, of=draft),
    Row("apply:budget_import", MANAGER, of=draft),
    Row(
        "apply:budget_import", {422: "applicant", 403: "colleague", 302: "anonymous"}, of=draft, method="post"
    ),
    Row(
        "apply:budget_import_apply",
        MANAGER_ACTS,
        of=draft,
        method="post",
        data=lambda world: {"changes": "[]"},
    ),
    Row("apply:budget_import_undo", MANAGER_ACTS, of=imported, method="post"),
    Row(
        "apply:cells",
        {200: "applicant colleague", 401: "anonymous"},
        of=draft,
        method="post",
        data=lambda world: {"cells": "[]"},
    ),
    Row(
        "apply:item_add",
        {409: "applicant", 403: "colleague", 302: "anonymous"},
        of=partner,
        method="post",
        note="a call without rows",
    ),
    Row("apply:item_remove", MANAGER_ACTS, of=cost_item, method="post"),
    Row("apply:lump_sum_figures", WRITERS, of=draft),
    Row(
        "apply:lump_sum_use",
        {302: "applicant colleague anonymous"},
        of=draft,
        method="post",
        note="none chosen",
    ),
    Row("apply:lump_sum_drop", MANAGER_ACTS, of=lump_sum, method="post"),
    Row("apply:contribution_add", MANAGER, of=partner),
    Row("apply:contribution_remove", MANAGER_ACTS, of=contribution, method="post"),
    Row("apply:form", WRITERS, of=lambda world: {"uid": world.draft.uid, "number": 0}, note="draft"),
    Row("apply:form", WRITERS, of=frozen, note="version"),
    Row(
        "apply:form",
        {302: "applicant colleague anonymous"},
        of=lambda world: {"uid": world.draft.uid, "number": 0},
        method="post",
    ),
    Row("apply:form_state", {302: "anonymous"}, of=frozen, note="not asked for"),
    Row("apply:form_file", {302: "anonymous"}, of=frozen, note="not asked for"),
    Row("apply:compare", WRITERS, of=draft, note="draft"),
    Row("apply:compare", WRITERS, of=lambda world: {"uid": world.frozen.project.uid}, note="version"),
    Row("apply:compare_state", {302: "anonymous"}, of=draft, note="nothing to compare"),
    Row("apply:compare_file", {302: "anonymous"}, of=draft, note="nothing to compare"),
    Row("apply:annexes", WRITERS, of=draft),
    Row("apply:annex_add", {422: "applicant colleague", 302: "anonymous"}, of=draft, method="post"),
    Row("apply:annex_archive", {409: "applicant colleague", 302: "anonymous"}, of=draft, note="no files"),
    Row(
        "apply:annex_template",
        {302: "anonymous"},
        of=lambda world: {"uid": world.draft.uid, "key": "nothing"},
        note="unknown",
    ),
    Row("apply:annex_file", WRITERS, of=attachment),
    Row("apply:annex_state", WRITERS, of=attachment),
    Row("apply:annex_describe", MANAGER_ACTS, of=attachment, method="post"),
    Row("apply:annex_remove", MANAGER_ACTS, of=attachment, method="post"),
    Row("apply:annex_put_back", MANAGER_ACTS, of=attachment, method="post"),
    Row("apply:submit", MANAGER, of=draft),
    Row("apply:submit", {409: "applicant", 403: "colleague", 302: "anonymous"}, of=draft, method="post"),
    Row("apply:submitted", WRITERS, of=lambda world: {"uid": world.frozen.project.uid}),
    Row("apply:withdraw", MANAGER, of=submitted),
    Row("apply:withdraw", MANAGER_ACTS, of=submitted, method="post"),
    Row("apply:delete", MANAGER, of=draft),
    Row("apply:delete", MANAGER_ACTS, of=draft, method="post", data=lambda world: {"sure": "on"}),
    Row("apply:version", WRITERS, of=frozen),
    Row("apply:receipt", {503: "applicant colleague", 302: "anonymous"}, of=frozen),
    Row("apply:document", WRITERS, of=frozen),
]
