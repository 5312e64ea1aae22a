"""Imports go down only: each app has its contract, exhaustive, and all contracts hold."""

import subprocess

from tests.house.tree import APPS, PROJECT, ROOT

CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]


def test_each_app_has_a_contract_that_names_all_its_modules() -> None:
    held = {
        app for contract in CONTRACTS if contract.get("exhaustive") for app in contract.get("containers", [])
    }
    assert sorted(set(APPS) - held - {"core", "interreg_portal"}) == []


def test_contracts_hold() -> None:
    done = subprocess.run(
        ["lint-imports", "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
