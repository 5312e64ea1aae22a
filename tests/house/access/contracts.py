"""Addresses of contracts and modifications, in both doors."""

from collections.abc import Mapping
from typing import Any

from projects.models import BankAccount
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
    Row("apply:modifications", WRITERS, of=agreed),
    Row("apply:modifications", {400: "applicant colleague", **SIGN_IN}, of=agreed, method="post"),
    Row(
        "apply:modification_take_back",
        {302: "applicant anonymous", 403: "colleague"},
        of=modification,
        method="post",
    ),
]
ROWS = [*OWN_ROWS]
