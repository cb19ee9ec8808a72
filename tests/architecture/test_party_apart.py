"""Party data never decides a resident's case: no role, account or event joins the two."""

import json
import re

import pytest

from shared.chassis.service import SubscriptionSpec, specs
from shared.testing.actors import stories, story
from tests.architecture._house import ROOT, service_class

CASES = ("centers.case.", "centers.transfer.", "centers.rectification.")


def granted() -> dict[str, set[str]]:
    """Return role → permissions over all services."""
    found: dict[str, set[str]] = {}
    for file in (ROOT / "infra/data/roles").glob("*.json"):
        for role, permissions in json.loads(file.read_text(encoding="utf-8")).items():
            found.setdefault(role, set()).update(permissions)
    return found


def both(permissions: set[str] | frozenset[str]) -> bool:
    party = any(each.startswith("party.") for each in permissions)
    return party and any(each.startswith(CASES) for each in permissions)


@pytest.mark.rule("PTY-17")
def test_no_role_and_no_account_holds_permissions_of_party_and_of_cases():
    assert [role for role, permissions in granted().items() if both(permissions)] == []
    assert [who for who in stories() if both(story(who).permissions)] == []


@pytest.mark.rule("PTY-17")
def test_neither_service_listens_to_the_other_about_people():
    """Party learns of places from centers, never of cases; centers takes nothing from party."""

    def heard(name: str) -> set[str]:
        declared = specs(service_class(name))
        return {each.pattern for each in declared if isinstance(each, SubscriptionSpec)}

    assert not [pattern for pattern in heard("centers") if pattern.startswith("party.")]
    from_centers = [pattern for pattern in heard("party") if pattern.startswith("centers.")]
    assert all(pattern.startswith("centers.place.") for pattern in from_centers)


@pytest.mark.rule("PTY-17")
def test_the_code_of_cases_does_not_know_of_party():
    files = (ROOT / "services/centers").rglob("*.py")
    knowing = re.compile(r"services\.party|[\"']party\.")
    assert [p.name for p in files if knowing.search(p.read_text(encoding="utf-8"))] == []
