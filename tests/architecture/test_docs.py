"""The documents say what is declared: all of it, and as it is now (fitness test 11)."""

import importlib
import re
import subprocess
from pathlib import Path

import pytest
from prometheus_client import REGISTRY

from gateway import settings as gateway_settings
from infra.scripts import docs
from infra.scripts.declared import log_lines, metrics
from shared.chassis import settings as chassis_settings
from shared.chassis.cli.root import cli
from shared.chassis.service import facts, operations
from tests.architecture._house import ROOT, service_class, service_names

REFERENCE = ROOT / "shared" / "README.md"


def page(service: str) -> str:
    return (ROOT / "services" / service / "README.md").read_text(encoding="utf-8")


def test_every_generated_page_is_fresh():
    assert docs.stale() == []


def test_nothing_is_left_that_no_page_can_say():
    assert docs.undocumented() == []


@pytest.mark.parametrize("service", service_names())
def test_every_event_and_operation_stands_on_the_page_of_its_service(service: str):
    text = page(service)
    declared = service_class(service)
    missing = [name for name in facts(declared) if f"`{name}`" not in text]
    missing += [
        f"{spec.method} {spec.path}"
        for spec in operations(declared).values()
        if f"`{spec.method} /api/v1/{service}{spec.path}`" not in text
    ]
    assert missing == []


@pytest.mark.parametrize("service", service_names())
def test_a_service_has_two_paragraphs_of_its_own(service: str):
    written = page(service).partition(docs.BEGIN)[0]
    paragraphs = [part for part in written.split("\n\n")[1:] if part.strip()]
    assert len(paragraphs) == 2
    assert all(len(part.split()) > 25 for part in paragraphs)


def test_every_setting_stands_in_the_reference():
    text = REFERENCE.read_text(encoding="utf-8")
    known = [*chassis_settings.documented(), *gateway_settings.documented()]
    assert [name for name, _, _ in known if f"`{name}`" not in text] == []


def test_every_metric_that_is_registered_stands_in_the_reference():
    for module in ("shared.chassis.metrics", "gateway.observe", "gateway.stream"):
        importlib.import_module(module)
    text = REFERENCE.read_text(encoding="utf-8")
    ours = {f"{m.name}_total" if m.type == "counter" else m.name
            for m in REGISTRY.collect() if m.name.startswith("jiedao_")}  # fmt: skip
    assert ours
    assert ours == {metric.name for metric in metrics(ROOT)}
    assert [name for name in ours if f"`{name}`" not in text] == []


def test_every_log_event_stands_in_the_reference():
    text = REFERENCE.read_text(encoding="utf-8")
    said = {line.event for line in log_lines(ROOT)}
    assert said
    assert [event for event in said if f"`{event}`" not in text] == []


def test_a_log_line_takes_no_key_that_the_logger_sets_itself():
    taken = {"event", "level", "timestamp", "service"}
    wrong = {line.where: taken & set(line.keys) for line in log_lines(ROOT)}
    assert {where: keys for where, keys in wrong.items() if keys} == {}


def test_a_role_is_granted_only_permissions_that_something_asks_for():
    asked = docs.permissions(docs.discover(ROOT))
    assert sorted(set(docs.roles_by_permission()) - set(asked)) == []


@pytest.mark.parametrize(
    ("line", "event"),
    [
        ('log.info("relay.sent", count=1)', "relay.sent"),
        ('log.info("Sent it all")', ""),
        ('log.info(f"relay.{name}")', ""),
    ],
)
def test_a_log_line_is_found_and_a_nameless_one_too(tmp_path: Path, line: str, event: str):
    (tmp_path / "shared").mkdir()
    (tmp_path / "shared" / "relay.py").write_text(f"\n{line}\n", encoding="utf-8")
    (found,) = log_lines(tmp_path)
    assert (found.event, found.where) == (event, "shared/relay.py:2")


def test_a_metric_is_found_with_its_labels(tmp_path: Path):
    (tmp_path / "gateway").mkdir()
    (tmp_path / "gateway" / "observe.py").write_text(
        "from collections import Counter as Count\nfrom prometheus_client import Counter as C\n"
        'C("jiedao_tries", "Tries.", ["outcome"])\nCount("abc")\n',
        encoding="utf-8",
    )
    (found,) = metrics(tmp_path)
    assert (found.name, found.kind, found.labels) == ("jiedao_tries_total", "counter", ("outcome",))


def test_a_service_without_its_paragraphs_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match=r"services/oversight/README\.md"):
        docs.service_page(service_class("oversight"), root=tmp_path)


def test_what_is_written_above_the_tables_stays_as_it_is(tmp_path: Path):
    page_of = tmp_path / "services" / "oversight" / "README.md"
    page_of.parent.mkdir(parents=True)
    page_of.write_text("# Mine\n\nFirst.\n\nSecond.\n", encoding="utf-8")
    once = docs.service_page(service_class("oversight"), root=tmp_path)
    page_of.write_text(once.replace("read_trace", "gone"), encoding="utf-8")
    assert docs.service_page(service_class("oversight"), root=tmp_path) == once
    assert once.startswith("# Mine\n\nFirst.\n\nSecond.\n\n" + docs.BEGIN)


def test_links_between_the_documents_lead_somewhere():
    broken = []
    for path in [*ROOT.glob("*.md"), *ROOT.glob("services/*/README.md"), REFERENCE]:
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
            if not (path.parent / target).exists():
                broken.append(f"{path.relative_to(ROOT)}: {target}")
    assert broken == []


def test_the_front_page_names_every_service():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert [name for name in service_names() if f"](services/{name}/README.md)" not in text] == []


def blocks(language: str) -> str:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return "\n".join(re.findall(rf"(?ms)^```{language}\n(.*?)^```$", text))


def test_the_tour_is_a_script_that_asks_only_for_what_exists():
    tour = blocks("sh")
    checked = subprocess.run(["bash", "-n"], input=tour, capture_output=True, text=True, check=True)
    assert checked.stderr == ""
    routes = [
        f"/api/v1/{name}{spec.path}"
        for name in service_names()
        for spec in operations(service_class(name)).values()
    ]
    known = {re.sub(r"{\w+}", "*", route) for route in routes}
    said = re.findall(r"(/api/v1/[^\"?\s]+)\"?(?: ([a-z_]+) )?", tour)
    paths = [f"{path}/actions/{action}" if action else path for path, action in said]
    asked = {re.sub(r"\$\w+", "*", path) for path in paths}
    assert len(asked) > 8
    assert sorted(asked - known) == []


def test_the_operators_commands_exist():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`jiedao ([a-z]+)", text))
    assert named
    assert sorted(named - set(cli.commands)) == []


def test_the_make_targets_that_the_documents_name_exist():
    targets = set(re.findall(r"(?m)^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8")))
    for page in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        named = set(re.findall(r"(?:`| {4})make ([a-z]+)", text))
        assert sorted(named - targets) == [], page
