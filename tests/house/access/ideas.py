"""Addresses of the partner search: public cards, own cards and conversations, the secretariat's look."""

from uuid import UUID

from ideas.models import Board, Card, Contact
from tests.factories.ideas import CardFactory, ContactFactory
from tests.house.access.table import EVERYBODY, SECRETARIAT, SIGNED_IN, Row

CARD, TALK = UUID(int=71), UUID(int=72)


def card_of(world):
    """An idea of the applicant, published in the call."""
    Board.objects.update_or_create(call=world.call, defaults={"is_on": True})
    held = Card.objects.filter(uid=CARD).first()
    return held or CardFactory(uid=CARD, call=world.call, owner=world.applicant)


def of_call(world):
    card_of(world)
    return {"code": world.call.code}


def of_public(world):
    return {"code": world.call.code, "uid": card_of(world).uid}


def of_card(world):
    return {"uid": card_of(world).uid}


def of_talk(world):
    """The colleague wrote to the applicant."""
    card = card_of(world)
    if not Contact.objects.filter(uid=TALK).exists():
        ContactFactory(uid=TALK, card=card, asker=world.colleague)
    return {"uid": TALK}


def of_new(world):
    return {**of_call(world), "kind": "offer"}


SIGN_IN = {302: "anonymous"}
MINE = {200: "applicant", **SIGN_IN}
OURS = {200: "applicant colleague", **SIGN_IN}
ROWS = [
    Row("catalogue:ideas", {200: EVERYBODY}, of=of_call, query="?q=water"),
    Row("catalogue:ideas_data", {200: EVERYBODY}, of=of_call),
    Row("catalogue:ideas_feed", {200: EVERYBODY}, of=of_call),
    Row("catalogue:idea", {200: EVERYBODY}, of=of_public),
    Row("catalogue:idea_notices_stop", {200: EVERYBODY}, of=lambda world: {"token": "x"}, note="forged"),
    Row("apply:ideas", {200: SIGNED_IN, **SIGN_IN}),
    Row("apply:idea_new", {200: SIGNED_IN, **SIGN_IN}, of=of_new),
    Row("apply:idea", MINE, of=of_card),
    Row("apply:idea_edit", MINE, of=of_card),
    Row("apply:idea_draft", MINE, of=of_card),
    Row("apply:idea_withdraw", {302: "applicant anonymous"}, of=of_card, method="post"),
    Row("apply:idea_notices", {302: "applicant anonymous"}, of=of_card, method="post"),
    Row("apply:idea_ask", {200: SIGNED_IN, **SIGN_IN}, of=of_card),
    Row("apply:idea_report", {200: SIGNED_IN, **SIGN_IN}, of=of_card),
    Row("apply:idea_contact", OURS, of=of_talk),
    Row("apply:idea_share", {302: "applicant colleague anonymous"}, of=of_talk, method="post"),
    Row("apply:idea_let_lead", {302: "applicant anonymous", 403: "colleague"}, of=of_talk, method="post"),
    Row("apply:idea_close", {302: "applicant colleague anonymous"}, of=of_talk, method="post"),
    Row("secretariat:ideas", {200: f"{SECRETARIAT} officer_elsewhere", **SIGN_IN}),
    Row("secretariat:idea", {200: SECRETARIAT, **SIGN_IN}, of=of_card),
    Row("secretariat:idea", {400: SECRETARIAT, **SIGN_IN}, of=of_card, method="post", note="no reason"),
    Row("secretariat:idea_clear", {302: f"{SECRETARIAT} anonymous"}, of=of_card, method="post"),
    Row("secretariat:call_partner_search", {200: SECRETARIAT, **SIGN_IN}, of=of_call),
]
