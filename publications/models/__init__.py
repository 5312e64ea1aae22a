"""What is public of funded projects, and nothing else; what readers ask for and tell back."""

from documents.models import JobState as ExtractState
from publications.models.change import PublicChange
from publications.models.contractor import PublishedContractor
from publications.models.entry import FacetValue, SearchEntry
from publications.models.figures import KeptFigure
from publications.models.fragment import Fragment, ProjectBody
from publications.models.importing import (
    ImportDoubt,
    ImportMapping,
    ImportRow,
    ImportRun,
    ImportRunQuerySet,
)
from publications.models.mention import NameMention
from publications.models.open_data import (
    DataFile,
    Extract,
    ExtractQuerySet,
    Purpose,
    ReaderCount,
)
from publications.models.organisation import DifferentOrganisations, Organisation, OrganisationQuerySet
from publications.models.partner import PublishedPartner
from publications.models.policy import PolicyOutcome, PublishedInstrument
from publications.models.publication import Publication, PublicationQuerySet
from publications.models.subscription import Subscription, SubscriptionQuerySet
from publications.models.summaries import SummaryCheck
from publications.models.talk import Answer, Remark, RemarkQuerySet
from publications.models.version import ForgottenPerson, RecordVersion
from publications.models.words import SearchWord

__all__ = [
    "Answer",
    "DataFile",
    "DifferentOrganisations",
    "Extract",
    "ExtractQuerySet",
    "ExtractState",
    "FacetValue",
    "ForgottenPerson",
    "Fragment",
    "ImportDoubt",
    "ImportMapping",
    "ImportRow",
    "ImportRun",
    "ImportRunQuerySet",
    "KeptFigure",
    "NameMention",
    "Organisation",
    "OrganisationQuerySet",
    "PolicyOutcome",
    "ProjectBody",
    "PublicChange",
    "Publication",
    "PublicationQuerySet",
    "PublishedContractor",
    "PublishedInstrument",
    "PublishedPartner",
    "Purpose",
    "ReaderCount",
    "RecordVersion",
    "Remark",
    "RemarkQuerySet",
    "SearchEntry",
    "SearchWord",
    "Subscription",
    "SubscriptionQuerySet",
    "SummaryCheck",
]
