"""The portals are built when what they are made of has changed, by a Node young enough."""

import pytest

from infra.local import portals


@pytest.fixture
def workshop(tmp_path, monkeypatch):
    """A small source tree, and the list of what npm was told to do."""
    source, told = tmp_path / "portals", []
    (source / "src" / "api").mkdir(parents=True)
    (source / "node_modules").mkdir()
    (source / "package-lock.json").write_text("{}")
    (source / "src" / "main.ts").write_text("")
    for name, path in (("SOURCE", source), ("BUILT", tmp_path / "static"),
                       ("_MODULES", source / "node_modules")):  # fmt: skip
        monkeypatch.setattr(portals, name, path)

    def npm(*arguments: str) -> None:
        told.append(arguments[0])
        portals.BUILT.mkdir(exist_ok=True)

    monkeypatch.setattr(portals, "_npm", npm)
    portals.build()
    assert told == ["ci", "run"]
    told.clear()
    return source, told


def test_nothing_is_done_while_nothing_changed(workshop):
    source, told = workshop
    (source / "src" / "api" / "schema.d.ts").write_text("written from the contracts")
    (source / "node_modules" / "anything").write_text("")
    portals.build()
    assert told == []


@pytest.mark.parametrize(
    ("name", "does"), [("src/main.ts", ["run"]), ("src/new.ts", ["run"]),
                       ("package-lock.json", ["ci", "run"])],
)  # fmt: skip
def test_a_change_is_built_and_a_changed_lock_installed(workshop, name: str, does: list[str]):
    source, told = workshop
    (source / name).write_text("changed")
    portals.build()
    assert told == does


@pytest.mark.parametrize(
    ("version", "young"),
    [("v18.20.4", False), ("v20.18.9", False), ("v20.19.0", True), ("", False)],
)
def test_only_a_young_node_is_taken(tmp_path, version: str, young: bool):
    node = tmp_path / "node"
    node.write_text(f"#!/bin/sh\necho {version}\n")
    node.chmod(0o755)
    assert portals._young(str(node)) is young
