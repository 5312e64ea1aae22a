"""A platform with its three services, a team, experts and members who may be invited."""

from dataclasses import dataclass
from uuid import uuid4

import pytest

from accounts.models import User
from knowledge.models import Member, Platform, Service, ServiceRequest, Topic
from knowledge.service_states import ServiceKind
from knowledge.services import asking
from knowledge.services.asking import Asked
from programmes.models import Region
from programmes.states import Role
from tests.factories.accounts import UserFactory
from tests.factories.knowledge import ExpertFactory, MemberFactory, PlatformFactory, TopicFactory
from tests.factories.programmes import ProgrammeFactory, RegionFactory, StaffRoleFactory
from tests.factories.services import ServiceFactory


@dataclass
class House:
    """Everybody who has to do with a service."""

    platform: Platform
    topic: Topic
    region: Region
    asker: User
    officer: User
    expert: User
    peer: Member

    def service(self, kind: ServiceKind) -> Service:
        return Service.objects.select_related("platform").get(platform=self.platform, kind=kind)

    def asked(self, **changes: object) -> Asked:
        facts = {
            "organisation": "City of Ghent",
            "title": "Circular procurement of furniture",
            "text": "How do others buy second-hand furniture?",
            "topic": self.topic,
            "region": self.region,
        }
        return Asked(**{**facts, **changes})  # type: ignore[arg-type]

    def ask(self, kind: ServiceKind, **changes: object) -> ServiceRequest:
        return asking.ask(self.service(kind), by=self.asker, asked=self.asked(**changes), key=uuid4())


def make_house() -> House:
    programme = ProgrammeFactory(code="IE", slug="interreg-europe", countries=["BE", "FR"])
    platform = PlatformFactory(programme=programme)
    for kind in ServiceKind:
        ServiceFactory(platform=platform, kind=kind, answer_days=10)
    topic = TopicFactory(platform=platform, code="RSO2.6", title={"en": "Circular economy"})
    officer = UserFactory(name="Olga Officer")
    StaffRoleFactory(user=officer, programme=programme, role=Role.OFFICER)
    peer = MemberFactory(
        platform=platform,
        user=UserFactory(name="Pierre Peer", email="pierre@peers.example"),
        visibility="members",
        takes_messages=True,
        country="FR",
        offers="We wrote a guide on procurement.",
        languages=["en"],
    )
    peer.topics.add(topic)
    return House(
        platform=platform,
        topic=topic,
        region=RegionFactory(code="BE23", name="Oost-Vlaanderen"),
        asker=UserFactory(name="Anna Asker", email="anna@city.example"),
        officer=officer,
        expert=ExpertFactory(platform=platform, user=UserFactory(name="Eva Expert")).user,
        peer=peer,
    )


@pytest.fixture
def house(db: None) -> House:
    return make_house()
