"""The rules of the domain are written down with their source, and the command tells the truth."""

import re
from pathlib import Path

import pytest

from infra.scripts.rules import Rule, collect, problems, rules
from tests.architecture._house import ROOT, python_files

FAMILIES = (
    "APT|ARC|BRD|CT|DEL|DEP|EVAL|EVP|FEED|G|LOG|LST|MAT|NTC|PAGE|PT|PTY|PUB|PUR|Q|RED|REQ|SITE|SO"
    "|TRAP|WIN|X"
)
ID = re.compile(rf"^(({FAMILIES})-\d\d|T\d\.\d|SITE [a-z._]+)$")
CITED = re.compile(rf"\b(?:{FAMILIES})-\d\d\b")

BUILT = Rule("G-01", "以上包括本数。", "民法典 §1259", built=True)
LATER = Rule("DEL-03", "费用由委托部门承担。", "own", built=False)
INI = "[pytest]\naddopts = -p no:pytest_nameko --import-mode=importlib\nmarkers = rule: which\n"
KNOWN = {rule.id: rule for rule in (BUILT, LATER)}


@pytest.mark.parametrize("rule", rules().values(), ids=lambda rule: rule.id)
def test_a_rule_says_what_holds_and_where_it_comes_from(rule: Rule):
    assert ID.match(rule.id)
    assert len(rule.text) > 10
    assert rule.source


def test_a_rule_that_the_code_names_is_written_down():
    places = [path for path in python_files() if path.parts[len(ROOT.parts)] != "tests"]
    cited = {
        (found, str(path.relative_to(ROOT)))
        for path in places
        for found in CITED.findall(path.read_text(encoding="utf-8"))
    }
    assert cited
    assert sorted(one for one in cited if one[0] not in rules()) == []


def test_a_proved_rule_is_no_problem_and_one_not_built_needs_no_test():
    assert problems(KNOWN, {"G-01": ["tests/a.py::test_it"]}) == []


def test_a_built_rule_without_a_test_is_named():
    (said,) = problems(KNOWN, {})
    assert "G-01" in said


def test_a_test_that_names_an_unknown_rule_is_named():
    (said,) = problems(KNOWN, {"G-01": ["tests/a.py::test_it"], "G-99": ["tests/a.py::test_no"]})
    assert "G-99" in said
    assert "tests/a.py::test_no" in said


def test_a_rule_that_is_proved_but_said_to_be_missing_is_named():
    (said,) = problems(KNOWN, {"G-01": ["tests/a.py::a"], "DEL-03": ["tests/a.py::b"]})
    assert "DEL-03" in said


def test_marks_of_single_cases_count_and_a_test_is_named_once(tmp_path: Path):
    (tmp_path / "pytest.ini").write_text(INI, encoding="utf-8")
    (tmp_path / "test_cases.py").write_text(
        "import pytest\n"
        "pytestmark = pytest.mark.rule('G-02')\n"
        "@pytest.mark.parametrize('n', [1, pytest.param(2, marks=pytest.mark.rule('T1.3')), 3])\n"
        "@pytest.mark.rule('G-01', 'G-03')\n"
        "def test_it(n): pass\n",
        encoding="utf-8",
    )
    found = collect(str(tmp_path))
    assert found.failed == []
    assert found.proofs == {
        rule: ["test_cases.py::test_it"] for rule in ("G-01", "G-02", "G-03", "T1.3")
    }


def test_what_cannot_be_collected_is_said(tmp_path: Path):
    (tmp_path / "pytest.ini").write_text(INI, encoding="utf-8")
    (tmp_path / "test_broken.py").write_text("import nothing_of_that_name\n", encoding="utf-8")
    assert collect(str(tmp_path)).failed == ["test_broken.py"]
