"""What kinds of organisation there are."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LegalStatus(models.TextChoices):
    PUBLIC = "public", _("Public")
    PRIVATE = "private", _("Private")


class OrganisationType(models.TextChoices):
    LOCAL_AUTHORITY = "local_authority", _("Local public authority")
    REGIONAL_AUTHORITY = "regional_authority", _("Regional public authority")
    NATIONAL_AUTHORITY = "national_authority", _("National public authority")
    SECTORAL_AGENCY = "sectoral_agency", _("Sectoral agency")
    SERVICE_PROVIDER = "service_provider", _("Infrastructure and public service provider")
    INTEREST_GROUP = "interest_group", _("Interest group or NGO")
    HIGHER_EDUCATION = "higher_education", _("Higher education and research")
    EDUCATION = "education", _("Education or training centre, school")
    LARGE_ENTERPRISE = "large_enterprise", _("Enterprise other than SME")
    SME = "sme", _("Small or medium-sized enterprise")
    BUSINESS_SUPPORT = "business_support", _("Business support organisation")
    EGTC = "egtc", _("European grouping of territorial cooperation")
    INTERNATIONAL = "international", _("International organisation or EEIG")
    HOSPITAL = "hospital", _("Hospital or medical centre")
    CROSS_BORDER = "cross_border", _("Cross-border legal body")
    NATURAL_PERSON = "natural_person", _("Natural person")
    OTHER = "other", _("Other")


class IdentifierScheme(models.TextChoices):
    BE_COMPANY = "be_company", _("Belgian enterprise number")
    BE_VAT = "be_vat", _("Belgian VAT number")
    FR_SIREN = "fr_siren", _("French SIREN number")
    FR_SIRET = "fr_siret", _("French SIRET number")
    FR_VAT = "fr_vat", _("French VAT number")
    NL_COMPANY = "nl_company", _("Dutch Chamber of Commerce number")
    NL_VAT = "nl_vat", _("Dutch VAT number")


class SizeClass(models.TextChoices):
    """How large an enterprise is, Recommendation 2003/361/EC, Annex, Art. 2."""

    MICRO = "micro", _("Micro-enterprise")
    SMALL = "small", _("Small enterprise")
    MEDIUM = "medium", _("Medium-sized enterprise")
    LARGE = "large", _("Larger than an SME")
    UNKNOWN = "unknown", _("Not known")
