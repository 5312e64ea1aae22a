"""Dotted paths to what only the apps know: kinds of documents, acts on many, what is held of people."""

DOCUMENT_KINDS = {
    "letter": "programmes.papers.Letter",
    "letter_draft": "programmes.papers.LetterDraft",
    "funding_summary": "publications.summary.FundingSummary",
    "portfolio": "publications.portfolio.kinds.Portfolio",
    "partner_portfolio": "publications.portfolio.kinds.PartnerPortfolio",
    "call_result": "publications.portfolio.kinds.CallResult",
    "selection": "publications.portfolio.kinds.Selection",
    "poster": "publications.poster.Poster",
    "sub_grant_summary": "cascade.summary.SubGrantSummary",
    "scheme_portfolio": "cascade.portfolio.SchemePortfolio",
    "leaflet": "editorial.leaflet.Leaflet",
    "guest_list": "events.guest_list.GuestList",
    "practice_fiche": "knowledge.practices.fiche.PracticeFiche",
    "receipt": "projects.receipt.Receipt",
    "comparison": "projects.printing.compared.ComparisonDocument",
    "application": "projects.printing.application.ApplicationForm",
    "blank_form": "projects.printing.blank.BlankForm",
    "contract": "projects.contracting.printed.Contract",
    "contract_annex": "projects.contracting.printed.ContractAnnex",
    "assessment_sheet": "assessments.printing.single.AssessmentSheet",
    "consolidated_sheet": "assessments.printing.consolidated.ConsolidatedSheet",
    "committee_papers": "assessments.committee.papers.CommitteePapers",
    "committee_minutes": "assessments.committee.minutes.CommitteeMinutes",
}

# What apps above the public record add to the open data (publications/exports/tables.py): functions that give
# columns of the list of operations, and tables.
OPEN_DATA = {
    "columns": ["cascade.open_data.of_operations"],
    "tables": ["cascade.open_data.tables"],
}

# Documents that people ask for many at a time (documents/batches/kinds.py).
BATCH_KINDS = {
    "summaries": "publications.batches.Summaries",
    "letters": "programmes.letters_together.Letters",
    "applications": "assessments.papers_together.Applications",
    "dossiers": "assessments.exports.dossiers.DossiersTogether",
    "receipts": "assessments.papers_together.Receipts",
}

# What can be done with many proposals at once (projects/bulk.py), in the order of the list.
BULK_ACTS = {
    "assign_officer": "projects.officers.AssignOfficer",
    "open_screening": "assessments.screening.OpenScreening",
    "open_second_round": "assessments.rounds.OpenSecondRounds",
    "invite_assessors": "assessments.many.InviteAssessors",
    "remind_of_corrections": "projects.corrections.many.RemindOfCorrections",
    "prepare_letters": "assessments.many.PrepareLetters",
}

# What must be true before a step of a project and is known only to an app above (projects/preconditions.py):
# name -> function(project, step, decided_on) that returns a text on what is missing, or None.
PROJECT_PRECONDITIONS = {
    "screening_concluded": "assessments.screening.obstacle",
    "quality_concluded": "assessments.decisions.obstacle",
    "contract_ready": "projects.contracting.checklist.obstacle",
    "sub_grant_stays": "cascade.awarding.obstacle",
}
# What apps above do in the transaction of a funding decision, and of its undoing; a DomainError undoes both:
# function(decision, *, by) and function(project, *, by).
DECISION_FOLLOWERS = {"taken": ["cascade.awarding.follow"], "undone": ["cascade.awarding.take_back"]}

# What each app holds of a person, to hand over and to forget (accounts/holdings.py).
PERSONAL_DATA = [
    "accounts.people.Account",
    "correspondence.personal.Mails",
    "programmes.staffing.Roles",
    "projects.personal.Proposals",
    "assessments.personal.Judgements",
    "calls.personal.LateCodes",
    "calls.staffing.CallRoles",
    "publications.subscribing.personal.Subscriptions",
    "publications.talking_back.personal.Remarks",
    "editorial.personal.ContactCards",
    "knowledge.personal.Learning",
    "events.personal.Registrations",
    "ideas.personal.PartnerSearch",
    "knowledge.services.personal.ExpertServices",
]

# Uses of the form's fields, and its sections (calls/form.py); whether a call was scored (calls/scored.py).
CALL_FORM = {name: f"projects.form.{name.upper()}" for name in ("defaults", "standard", "sections")}
CALL_SCORED = "assessments.final.is_scored"
CALL_SCREENED = "assessments.screening.is_screened"
# Turns HTML into PDF bytes; named here so that only workers load it.
DOCUMENT_RENDERER = "core.pdf.rendering.render"
DOCUMENT_BINDER = "core.pdf.binding.render"  # of documents that are laid out in parts
# Addresses that stand in documents, so that who makes them loads no pages (core.addresses.printed).
PRINTED_ADDRESSES = {
    "catalogue:document": "/{language}/documents/{}/",
    "catalogue:project": "/{language}/projects/{}/",
    "catalogue:region": "/{language}/regions/{}/",
    "catalogue:sub_grant": "/{language}/sub-grants/{}/",
    "catalogue:sub_grants": "/{language}/sub-grants/",
    "catalogue:good_practice": "/{language}/learning/{}/practices/{}/",
}
# What apps above want to see before a contract is recorded: function(project) that returns checklist items.
CONTRACT_POINTS = ["assessments.terms.contract_points"]
# What the decision adds to a contract: function(project) that returns its conditions and the grant.
CONTRACT_TERMS = "assessments.terms.contract_terms"
# Who uses what a programme has set up: from a row to the calls that use it (programmes/setting_up/uses.py).
PROGRAMME_USES = ["calls.uses.calls_using"]
# Who keeps which programme's outbox, and which of its mails are hidden from whom, is known to apps above it.
OUTBOX_PROGRAMMES = "programmes.permissions.outbox_programmes"
OUTBOX_HIDDEN = "projects.interests.hidden_chains"
OUTBOX_LIMITED = "projects.interests.limited_chains"  # what mails are about that roles of one call reach
LIMITED_ROLES = "calls.staffing.limited_roles"  # roles of a person that reach one call only
LETTER_PROGRAMMES = "programmes.permissions.letter_programmes"  # who words them
LETTER_PAPER = "programmes.papers.request"  # a letter as PDF

# What apps above publications add to the known facts and to the demo world, in this order:
# function(directory, *, prune) -> core.loading.writing.Report, and function(directory) -> the same.
REFERENCE_PARTS: list[str] = [
    "editorial.reference.load",
    "knowledge.reference.load",
    "knowledge.services.reference.load",
    "cascade.reference.load",
]
DEMO_PARTS: list[str] = [
    "editorial.demo.load",
    "events.demo.load",
    "cascade.demo.load",
    "cascade.demo_fund.load",
    "cascade.demo_micro.load",
    "ideas.demo.load",
    "knowledge.demo.load",
    "knowledge.services.demo.load",
]

# Where a name that is forgotten may stand beside public records (publications/mentions.py): functions of the
# code and the names, which note the places and say how many.
NAME_PLACES = ["editorial.mentions.look_for"]

# What an issue of a newsletter can tell of (editorial/newsletters/sources.py).
NEWSLETTER_SOURCES = {
    "piece": "editorial.newsletters.sources.Pieces",
    "event": "events.told_in_newsletters.Events",
}
