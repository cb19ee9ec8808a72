"""The README's five-minute tour is true: its commands run against the real system."""

import os
import re
import subprocess

from infra.local.place import ROOT
from infra.local.system import System


def test_the_tour_of_the_readme_runs(system: System):
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    script = "\n".join(re.findall(r"^```sh\n(.*?)^```$", text, re.MULTILINE | re.DOTALL))
    assert "curl" in script
    ran = subprocess.run(
        ["bash", "-eo", "pipefail", "-c", script], env={**os.environ, "AT": system.url},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert ran.returncode == 0, f"{ran.stdout[-2000:]}\n{ran.stderr[-2000:]}"
