"""Dotted paths to what only the apps know: kinds of documents, acts on many, what is held of people."""

DOCUMENT_KINDS = {
    "letter": "programmes.papers.Letter",
    "funding_summary": "publications.summary.FundingSummary",
    "portfolio": "publications.portfolio.kinds.Portfolio",
    "partner_portfolio": "publications.portfolio.kinds.PartnerPortfolio",
    "call_result": "publications.portfolio.kinds.CallResult",
    "selection": "publications.portfolio.kinds.Selection",
    "poster": "publications.poster.Poster",
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
}

# What must be true before a step of a project and is known only to an app above (projects/preconditions.py):
# name -> function(project, step, decided_on) that returns a text on what is missing, or None.
PROJECT_PRECONDITIONS = {
    "screening_concluded": "assessments.screening.obstacle",
    "quality_concluded": "assessments.decisions.obstacle",
    "contract_ready": "projects.contracting.checklist.obstacle",
}

# What each app holds of a person, to hand over and to forget (accounts/holdings.py).
PERSONAL_DATA = [
    "accounts.people.Account",
    "correspondence.personal.Mails",
    "programmes.staffing.Roles",
    "projects.personal.Proposals",
    "assessments.personal.Judgements",
    "calls.personal.LateCodes",
    "publications.subscribing.personal.Subscriptions",
    "publications.talking_back.personal.Remarks",
]
