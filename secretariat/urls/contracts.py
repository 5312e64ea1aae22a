"""Contracts and modifications."""

from django.urls import path

from secretariat.views import (
    contract_issues,
    contract_papers,
    contracting,
    contractors,
    contracts,
    modifications,
    policy,
)

_PROJECT = "projects/<uuid:uid>"
_ISSUES = f"{_PROJECT}/contract/issues"

urlpatterns = [
    path("contracting/", contracting.contracting, name="contracting"),
    path(f"{_PROJECT}/contract/", contracts.contract, name="contract"),
    path(f"{_PROJECT}/policy-reports/", policy.policy_reports, name="policy_reports"),
    path(f"{_PROJECT}/policy-reports/<uuid:report>/", policy.policy_report, name="policy_report"),
    path(f"{_PROJECT}/contractors/", contractors.contractors, name="contractors"),
    path(f"{_PROJECT}/contractors/<uuid:contractor>/", contractors.contractor, name="contractor"),
    path(f"{_PROJECT}/contract/override/", contracts.contract_override, name="contract_override"),
    path(f"{_PROJECT}/contract/record/", contracts.contract_record, name="contract_record"),
    path(f"{_PROJECT}/contract/close/", contracts.contract_close, name="contract_close"),
    path(f"{_PROJECT}/contract/reopen/", contracts.contract_reopen, name="contract_reopen"),
    path(
        f"{_PROJECT}/contract/accounts/<uuid:account>/", contract_papers.account_settle, name="account_settle"
    ),
    path(f"{_PROJECT}/contract/papers/", contract_papers.paper_add, name="paper_add"),
    path(f"{_PROJECT}/contract/papers/<uuid:file>/", contract_papers.paper_file, name="paper_file"),
    path(
        f"{_PROJECT}/contract/papers/<uuid:file>/remove/", contract_papers.paper_remove, name="paper_remove"
    ),
    path(f"{_ISSUES}/", contract_issues.contract_issues, name="contract_issues"),
    path(f"{_ISSUES}/draft/", contract_issues.contract_draft, name="contract_draft"),
    path(f"{_ISSUES}/issue/", contract_issues.contract_issue, name="contract_issue"),
    path(
        f"{_ISSUES}/<int:edition>/take-back/", contract_issues.contract_take_back, name="contract_take_back"
    ),
    path(
        f"{_ISSUES}/<int:edition>/<slug:kind>/<slug:language>/",
        contract_issues.contract_issue_file,
        name="contract_issue_file",
    ),
    path(
        f"{_ISSUES}/<int:edition>/<slug:kind>/<slug:language>/state/",
        contract_issues.contract_issue_state,
        name="contract_issue_state",
    ),
    path(f"{_PROJECT}/modifications/", modifications.modifications, name="modifications"),
    path(f"{_PROJECT}/modifications/open/", modifications.modification_open, name="modification_open"),
    path(f"{_PROJECT}/modifications/<uuid:modification>/", modifications.modification, name="modification"),
    path(
        f"{_PROJECT}/modifications/<uuid:modification>/decline/",
        modifications.modification_decline,
        name="modification_decline",
    ),
]
