"""Addresses of contracts and modifications, in both doors."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

from projects.models import BankAccount
from tests.factories.projects import StateChangeFactory
from tests.house.access.table import Row
from tests.world import World

SIGN_IN = {302: "anonymous"}
WRITERS = {200: "applicant colleague", **SIGN_IN}


def agreed(world: World) -> Mapping[str, Any]:
    return {"uid": world.contracted.uid}


def account(world: World) -> Mapping[str, Any]:
    project = world.contracted
    return {"uid": project.uid, "account": BankAccount.objects.get(contract__project=project).uid}


def paper(world: World) -> Mapping[str, Any]:
    return {"uid": world.contracted.uid, "file": world.contracted.attachments.get().uid}


def paper_to_sign(world: World) -> Mapping[str, Any]:
    edition = world.issued.edition
    return {"uid": world.contracted.uid, "edition": edition, "kind": "contract", "language": "nl"}


def edition(world: World) -> Mapping[str, Any]:
    return {"uid": world.contracted.uid, "edition": world.issued.edition}


def modification(world: World) -> Mapping[str, Any]:
    return {"uid": world.contracted.uid, "modification": world.contracted.modifications.get().uid}


def nothing_given(world: World) -> Mapping[str, Any]:
    return {"revision": 0}


OWN_ROWS = [
    Row("apply:follow", WRITERS, of=lambda world: {"uid": world.submitted.uid}),
    Row("apply:contract", WRITERS, of=agreed),
    Row("apply:contract", SIGN_IN, of=lambda world: {"uid": world.submitted.uid}, note="not approved"),
    Row(
        "apply:contract",
        {302: "anonymous applicant", 409: "colleague"},
        of=agreed,
        method="post",
        data=nothing_given,
    ),
    Row("apply:contract_account", WRITERS, of=agreed),
    Row(
        "apply:contract_account",
        {400: "applicant colleague", **SIGN_IN},
        of=agreed,
        method="post",
    ),
    Row("apply:account_settle", {200: "applicant", **SIGN_IN}, of=account),
    Row(
        "apply:account_settle",
        {409: "applicant", **SIGN_IN},
        of=account,
        method="post",
        data=lambda world: {"verdict": "right"},
    ),
    Row("apply:paper_add", {400: "applicant colleague", **SIGN_IN}, of=agreed, method="post"),
    Row("apply:paper_file", WRITERS, of=paper),
    Row("apply:paper_remove", {302: "applicant anonymous", 403: "colleague"}, of=paper, method="post"),
    Row(
        "apply:contract_issue_file",
        {503: "applicant colleague", **SIGN_IN},
        of=paper_to_sign,
        note="being made",
    ),
    Row("apply:modifications", WRITERS, of=agreed),
    Row("apply:modifications", {400: "applicant colleague", **SIGN_IN}, of=agreed, method="post"),
    Row(
        "apply:modification_take_back",
        {302: "applicant anonymous", 403: "colleague"},
        of=modification,
        method="post",
    ),
]
READS = {200: "officer manager committee auditor", **SIGN_IN}
OFFICE = {200: "officer manager", **SIGN_IN}
SEEN = {"seen_state": "contracted", "seen_version": 1}
DAY = "2026-01-15"


def funded(world: World) -> Mapping[str, Any]:
    """A contract whose version is on record as the approved one."""
    project = world.contracted
    StateChangeFactory(
        project=project, version=project.versions.get(), step="set_contracted", target=project.state
    )
    return {"uid": project.uid}


def approved(world: World) -> Mapping[str, Any]:
    return {"uid": world.approved.uid}


STAFF_ROWS = [
    Row(
        "secretariat:contracting",
        {200: "officer officer_elsewhere manager committee auditor cascade_officer", **SIGN_IN},
    ),
    Row("secretariat:contract", READS, of=agreed),
    Row("secretariat:contract", SIGN_IN, of=lambda world: {"uid": world.submitted.uid}, note="not approved"),
    Row(
        "secretariat:contract",
        {302: "officer manager anonymous", 409: "committee auditor"},
        of=agreed,
        method="post",
        data=lambda world: {"revision": 0, "number": "C-1"},
    ),
    Row("secretariat:contract_override", {200: "manager", **SIGN_IN}, of=approved),
    Row(
        "secretariat:contract_override",
        {302: "manager anonymous"},
        of=approved,
        method="post",
        data=lambda world: {"reason": "On paper."},
    ),
    Row("secretariat:contract_record", {200: "manager", **SIGN_IN}, of=approved),
    Row("secretariat:contract_record", {400: "manager", **SIGN_IN}, of=approved, method="post"),
    Row("secretariat:contract_close", {200: "manager", **SIGN_IN}, of=agreed),
    Row(
        "secretariat:contract_close",
        {302: "manager anonymous"},
        of=agreed,
        method="post",
        data=lambda world: SEEN | {"finished_on": DAY, "closed_on": DAY, "note": "Paid."},
    ),
    Row("secretariat:contract_reopen", SIGN_IN, of=agreed, note="not closed"),
    Row("secretariat:account_settle", OFFICE, of=account),
    Row(
        "secretariat:account_settle",
        {302: "officer manager anonymous"},
        of=account,
        method="post",
        data=lambda world: {"verdict": "right"},
    ),
    Row("secretariat:paper_add", {400: "officer manager", **SIGN_IN}, of=agreed, method="post"),
    Row("secretariat:paper_file", READS, of=paper),
    Row("secretariat:paper_remove", {302: "officer manager anonymous"}, of=paper, method="post"),
    Row("secretariat:contract_issues", READS, of=agreed),
    Row(
        "secretariat:contract_draft",
        {302: "officer manager committee auditor anonymous"},
        of=funded,
        method="post",
    ),
    Row(
        "secretariat:contract_issue",
        {302: "officer manager anonymous", 409: "committee auditor"},
        of=funded,
        method="post",
        data=lambda world: {"key": uuid4()},
    ),
    Row("secretariat:contract_take_back", OFFICE, of=edition),
    Row(
        "secretariat:contract_take_back",
        {302: "officer manager anonymous"},
        of=edition,
        method="post",
        data=lambda world: {"reason": "A wrong name."},
    ),
    Row(
        "secretariat:contract_issue_file",
        {503: "officer manager committee auditor", **SIGN_IN},
        of=paper_to_sign,
        note="being made",
    ),
    Row("secretariat:contract_issue_state", READS, of=paper_to_sign),
    Row("secretariat:modifications", READS, of=agreed),
    Row("secretariat:modification", READS, of=modification),
    Row("secretariat:modification_open", OFFICE, of=agreed),
    Row(
        "secretariat:modification_open",
        {302: "officer manager anonymous"},
        of=agreed,
        method="post",
        data=lambda world: SEEN | {"kind": "minor", "note": "Go on."},
    ),
    Row("secretariat:modification_decline", OFFICE, of=modification),
    Row(
        "secretariat:modification_decline",
        {302: "officer manager anonymous"},
        of=modification,
        method="post",
        data=lambda world: {"answer": "No."},
    ),
]
ROWS = [*OWN_ROWS, *STAFF_ROWS]
