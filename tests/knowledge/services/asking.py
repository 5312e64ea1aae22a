"""A person's browser without scripts: signing in, asking for a service, reading pages and tasks."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse

from accounts.todo import tasks
from apply.todo import SOURCES as OWN_TASKS
from knowledge.models import ServiceRequest
from tests.factories.knowledge import MemberFactory


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def post(client, name, *args, status=302, **data):
    response = client.post(reverse(name, args=args), data)
    assert response.status_code == status, response.content.decode()
    return response


def text_of(client, name, *args, query=""):
    response = client.get(reverse(name, args=args) + query)
    assert response.status_code == 200
    return response.content.decode()


def asked(client, house, kind, **more):
    facts = {
        "organisation": "City of Ghent",
        "title": "Circular procurement of furniture",
        "text": "How do others buy second-hand furniture?",
        "topic": house.topic.pk,
        "region": "BE23",
        "language": "en",
        "key": uuid4(),
        **more,
    }
    post(client, "apply:service_ask", "interreg-europe", kind.value, **facts)
    return ServiceRequest.objects.latest("pk")


def waiting(person, sources=OWN_TASKS):
    return [task.source.kind for task in tasks(person, sources, most=20) if "service" in task.source.kind]


def make_member(house):
    return MemberFactory(platform=house.platform, visibility="members", takes_messages=True)
