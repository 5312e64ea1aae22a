"""Addresses of declarations of interests, and of who assesses what."""

from collections.abc import Mapping
from typing import Any

from tests.factories.projects import InterestFactory
from tests.house.access.table import SECRETARIAT, Row
from tests.world import World

SIGN_IN = {302: "anonymous"}
DECLARES = "officer manager assessor committee"


def of_call(world: World) -> Mapping[str, Any]:
    return {"code": world.call.code}


def of_submitted(world: World) -> Mapping[str, Any]:
    return {"uid": world.submitted.uid}


def of_invited(world: World) -> Mapping[str, Any]:
    return {"uid": world.assessment.project.uid}


def of_interest(world: World) -> Mapping[str, Any]:
    """Of somebody who is none of the people of the world."""
    return {"pk": InterestFactory(project=world.submitted).pk}


ROWS = [
    Row("secretariat:declare_interests", {200: f"{DECLARES} officer_elsewhere", **SIGN_IN}),
    Row("secretariat:my_interests", {200: f"{DECLARES} officer_elsewhere", **SIGN_IN}),
    Row("secretariat:interest", {200: "officer manager committee", **SIGN_IN}, of=of_submitted),
    Row("secretariat:interest", {200: DECLARES, **SIGN_IN}, of=of_invited, note="invited to assess"),
    Row("secretariat:call_interests", {200: "officer manager auditor", **SIGN_IN}, of=of_call),
    Row("secretariat:correct_interest", {200: SECRETARIAT, **SIGN_IN}, of=of_interest),
]
