"""Every service has the same rooms, and the imports between them point down."""

import subprocess
import sys

import pytest

from tests.architecture._house import ROOMS, ROOT, service_names

ROOT_ENTRIES = {
    "services", "shared", "gateway", "infra", "k8s", "tests", "docker-compose.yml", "README.md",
    "pyproject.toml", "Makefile", "ARCHITECTURE.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE",
    "NOTICE", "requirements.lock", "requirements-dev.lock",
}  # fmt: skip


@pytest.mark.parametrize("service", service_names())
def test_a_service_has_exactly_the_rooms_of_the_house(service: str):
    folder = ROOT / "services" / service
    found = {path.stem for path in folder.iterdir() if path.name != "__pycache__"}
    assert found == ROOMS


def test_the_root_holds_only_what_the_layout_names():
    tracked = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    entries = {path.partition("/")[0] for path in tracked}
    assert {entry for entry in entries if not entry.startswith(".")} <= ROOT_ENTRIES


def test_imports_keep_their_contracts():
    ran = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as c; c()"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stdout
