"""Every operation has been asked for through the gateway, and has answered: counted at its door.

The last of this folder (see `conftest.py`): what the other files did is in the gateway's metrics.
"""

import json
import re

import pytest
import requests

from infra.local.place import ROOT
from tests.e2e.client import Town

ANSWERED = re.compile(
    r'^jiedao_gateway_requests_total\{operation="([^"]+)",status="2\d\d"\} ', re.MULTILINE
)


def test_every_operation_answered_in_some_scenario(town: Town, request: pytest.FixtureRequest):
    ran = {item.path for item in request.session.items}
    if not ran.issuperset((ROOT / "tests/e2e").glob("test_*.py")):
        pytest.skip("counts what all of tests/e2e did: run the whole folder")
    metrics = requests.get(f"{town.base}/metrics", timeout=30).text
    declared = {
        f"{contract['service']}.{operation}"
        for file in (ROOT / "shared/contracts").glob("*.json")
        for contract in [json.loads(file.read_text(encoding="utf-8"))]
        for operation in contract["operations"]
    }
    missing = declared - set(ANSWERED.findall(metrics))
    assert not missing, "no scenario: " + ", ".join(sorted(missing))
