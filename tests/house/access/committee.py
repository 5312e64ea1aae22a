"""Addresses of the monitoring committee: its set-up, its sessions, and its members' own view."""

from projects.fields.outcomes import token_of
from tests.house.access.table import SECRETARIAT, Row

READS = "officer manager committee auditor"
SIGN_IN = {302: "anonymous"}
KEEPS = {200: SECRETARIAT, **SIGN_IN}


def of_programme(world):
    return {"code": world.call.programme_period.programme_id}


def of_delegation(world):
    return {**of_programme(world), "pk": world.delegation.pk}


def of_session(world):
    return {"uid": world.session.uid}


def of_planned(world):
    return {"uid": world.planned_session.uid}


def of_item(world):
    return {"uid": world.session.uid, "pk": world.session.items.get(project=None).pk}


def of_proposal(world):
    return {"uid": world.session.uid, "pk": world.session.items.exclude(project=None).get().pk}


def of_planned_item(world):
    return {"uid": world.planned_session.uid, "pk": world.planned_session.items.get().pk}


def of_submitted(world):
    return {"uid": world.submitted.uid}


def of_condition(world):
    return {"uid": world.submitted.uid, "pk": world.condition.pk}


def of_foreign_file(world):
    return {"uid": world.submitted.uid, "file": world.attachment.uid}


def of_conditions(world):
    return {"uid": world.condition.decision.project.uid}


ROWS = [
    Row("secretariat:conditions", {200: READS, **SIGN_IN}, of=of_submitted),
    Row("secretariat:condition", KEEPS, of=of_condition),
    Row("secretariat:condition", {400: SECRETARIAT, **SIGN_IN}, of=of_condition, method="post"),
    Row("secretariat:condition_file", SIGN_IN, of=of_foreign_file, note="of no condition"),
    Row("apply:conditions", {200: "applicant colleague", **SIGN_IN}, of=of_conditions),
    Row("apply:conditions", SIGN_IN, of=lambda world: {"uid": world.draft.uid}, note="without conditions"),
    Row(
        "apply:conditions",
        {409: "applicant", 403: "colleague", **SIGN_IN},
        of=of_conditions,
        method="post",
        data=lambda world: {"condition": world.condition.pk},
        note="without an answer",
    ),
    Row("apply:condition_file", SIGN_IN, of=of_foreign_file, note="of no condition"),
    Row("secretariat:sessions", {200: f"{READS} officer_elsewhere", **SIGN_IN}),
    Row("secretariat:session_new", KEEPS, of=of_programme),
    Row("secretariat:session", {200: READS, **SIGN_IN}, of=of_session),
    Row("secretariat:session", {200: "officer manager auditor", **SIGN_IN}, of=of_planned, note="planned"),
    Row("secretariat:session_edit", KEEPS, of=of_planned),
    Row(
        "secretariat:session_step",
        KEEPS,
        of=lambda world: {"uid": world.planned_session.uid, "key": "cancel"},
    ),
    Row(
        "secretariat:session_step",
        {400: SECRETARIAT, **SIGN_IN},
        of=lambda world: {"uid": world.planned_session.uid, "key": "cancel"},
        method="post",
        note="without a reason",
    ),
    Row("secretariat:session_agenda", KEEPS, of=of_planned),
    Row("secretariat:session_agenda", SIGN_IN, of=of_session, note="once convened"),
    Row(
        "secretariat:session_order",
        {302: f"anonymous {SECRETARIAT}"},
        of=of_planned_item,
        method="post",
        data=lambda world: {"act": "down"},
    ),
    Row("secretariat:session_point", KEEPS, of=of_planned_item),
    Row("secretariat:session_attendance", KEEPS, of=of_session),
    Row("secretariat:session_attendance", {302: f"anonymous {SECRETARIAT}"}, of=of_session, method="post"),
    Row("secretariat:session_item", {200: READS, **SIGN_IN}, of=of_item, note="another point"),
    Row(
        "secretariat:session_item",
        {200: READS, **SIGN_IN},
        of=of_proposal,
        note="a proposal in which the member has no conflict",
    ),
    Row(
        "secretariat:session_item",
        {409: SECRETARIAT, **SIGN_IN},
        of=of_proposal,
        method="post",
        data=lambda world: {"votes": "yes"},
        note="not open",
    ),
    Row("secretariat:session_decisions", {200: READS, **SIGN_IN}, of=of_session),
    Row("secretariat:session_decisions", {200: "manager committee", **SIGN_IN}, of=of_session, method="post"),
    Row("secretariat:session_vote", {200: "committee", **SIGN_IN}, of=of_session),
    Row("secretariat:session_vote", {400: "committee", **SIGN_IN}, of=of_session, method="post"),
    Row("secretariat:session_papers", {200: READS, **SIGN_IN}, of=of_session),
    Row("secretariat:session_papers", {302: f"anonymous {READS}"}, of=of_session, method="post"),
    Row("secretariat:session_papers_state", SIGN_IN, of=of_session, note="not asked for"),
    Row("secretariat:session_papers_file", SIGN_IN, of=of_session, note="not asked for"),
    Row("secretariat:session_minutes", {200: READS, **SIGN_IN}, of=of_session),
    Row(
        "secretariat:session_minutes",
        {302: f"anonymous {SECRETARIAT}"},
        of=of_session,
        method="post",
        data=lambda world: {"opening": "Opened.", "token:opening": token_of("")},
    ),
    Row(
        "secretariat:session_minutes_field",
        {200: SECRETARIAT, 401: "anonymous"},
        of=of_session,
        method="post",
        data=lambda world: {"key": "opening", "value": "Opened.", "base": token_of("")},
    ),
    Row("secretariat:session_minutes_pdf", {302: f"anonymous {READS}"}, of=of_session, method="post"),
    Row("secretariat:session_minutes_pdf_state", SIGN_IN, of=of_session, note="not asked for"),
    Row("secretariat:session_minutes_pdf_file", SIGN_IN, of=of_session, note="not asked for"),
    Row("secretariat:delegations", KEEPS, of=of_programme),
    Row("secretariat:delegations", {400: "manager", **SIGN_IN}, of=of_programme, method="post"),
    Row("secretariat:delegation_new", {200: "manager", **SIGN_IN}, of=of_programme),
    Row("secretariat:delegation", {200: "manager", **SIGN_IN}, of=of_delegation),
    Row(
        "secretariat:delegation_act",
        {302: "anonymous manager"},
        of=of_delegation,
        method="post",
        data=lambda world: {"act": "up"},
    ),
]
