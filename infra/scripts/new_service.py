"""`python -m infra.scripts.new_service NAME TITLE`: a new department's service, whole and running.

Writes every room with one aggregate, one step, its operations, one subscription, the migration,
roles, rule pack and tests from the templates beside this file, then gives it a place wherever the
other services have one: whatever names the model service in the deployment is repeated for the new
one, oversight follows it, and disclosure logs the roots of its audit days. Contracts and documents
are written anew.

Everything that it writes passes the house's tests, and is there to be changed.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from string import Template

import click

ROOT = Path(__file__).parents[2]
TEMPLATES = Path(__file__).parent / "templates"
MODEL = "incubation"
"""The service that nothing special is said about: where it stands, every service stands."""

DEPLOYMENT = ("docker-compose.yml", "k8s", "infra/prometheus", "infra/postgres", "infra/docker")
KINDS = {".yml", ".yaml", ".sql", ".sh", ".env", ".example", ".json"}
TRACE = """
    @subscribe("{name}.#")
    def trace_{name}(self, uow, **fact):
        \"\"\"记录{title}的办理。\"\"\"
        return handlers.append(uow, **fact)
"""
SEALS = """
    @subscribe("{name}.audit.sealed", fields=_SEAL)
    def seal_{name}(self, uow, **fact):
        \"\"\"{title}的当日审计封存，根编入公开日志。\"\"\"
        return handlers.log_seal(uow, **fact)
"""
FOLLOWERS = {"services/oversight/service.py": TRACE, "services/disclosure/service/log.py": SEALS}
PERMISSIONS = "tests/contract/_permissions.py"
TABLES = "\nTABLES = {\n"
TABLE = """
{NAME} = {{
    "health": ANYBODY,
    "list_matters": STREET_STAFF | STREET_LEADERS | COMMAND,
    "show_matter": STREET_STAFF | STREET_LEADERS | COMMAND,
    "open_matter": STREET_STAFF,
    "close_matter": STREET_LEADERS,
}}
{TABLES}    "{name}": {NAME},
"""

_NAME = re.compile(r"^[a-z]{3,20}$")
_HEAD = re.compile(rf"\s*(- )?{MODEL}[\w-]*:")
_WORD = rf"\b{MODEL}(?:\b|_)"
_BARE = r"[^\s,\[\]{}\"]*"
_ITEM = re.compile(
    rf"(?P<separator>[,\s]\s*)?"
    rf"(?P<item>\"[^\s,\"]*{_WORD}[^\s,\"]*\"|{_BARE}{_WORD}{_BARE})"
)
_TITLE = re.compile(r"^[\u4e00-\u9fff]{2,12}$")


def create(name: str, title: str, *, root: Path = ROOT) -> list[Path]:
    """Write the service below `root`; return what was written or changed.

    Raises ValueError, before anything is written, for a bad or taken name.
    """
    if not _NAME.match(name):
        raise ValueError(f"{name!r} 不能作服务名：须为 3 至 20 个小写字母。")
    if not _TITLE.match(title):
        raise ValueError(f"{title!r} 不能作中文名：须为 2 至 12 个汉字。")
    if (root / "services" / name).exists() or name in ("gateway", "shared", "common", "utils"):
        raise ValueError(f"{name} 已被占用，请换一个名称。")
    made = [*_written(name, title, root), *_deployed(name, root)]
    return [*made, *_followed(name, title, root), _permitted(name, root)]


def _written(name: str, title: str, root: Path) -> Iterator[Path]:
    words = {"name": name, "Name": name.capitalize(), "title": title}
    for template in sorted(TEMPLATES.rglob("*.tmpl")):
        target = root / str(template.relative_to(TEMPLATES)).replace("NAME", name)
        target = target.with_suffix("")
        target.parent.mkdir(parents=True, exist_ok=True)
        text = Template(template.read_text(encoding="utf-8")).substitute(words)
        target.write_text(text, encoding="utf-8")
        yield target


def _deployed(name: str, root: Path) -> Iterator[Path]:
    folder = root / "k8s/services" / name
    folder.mkdir()
    for file in sorted((root / "k8s/services" / MODEL).iterdir()):
        text = renamed(file.read_text(encoding="utf-8"), name)
        (folder / file.name).write_text(text, encoding="utf-8")
        yield folder / file.name
    others = services(root) - {MODEL, name}
    for file in _deployment_files(root):
        text = file.read_text(encoding="utf-8")
        grown = repeated(text, name, others=others)
        if grown != text:
            file.write_text(grown, encoding="utf-8")
            yield file


def _deployment_files(root: Path) -> Iterator[Path]:
    for place in DEPLOYMENT:
        top = root / place
        for file in [top] if top.is_file() else sorted(top.rglob("*")):
            below = file.relative_to(root).parts
            if file.suffix in KINDS and "tests" not in below and below[:2] != ("k8s", "services"):
                yield file
    yield root / "k8s/services/kustomization.yaml"


def _followed(name: str, title: str, root: Path) -> Iterator[Path]:
    """Let oversight trace the new service's acts, and disclosure log the roots of its days."""
    for place, method in FOLLOWERS.items():
        file = root / place
        text = file.read_text(encoding="utf-8")
        file.write_text(text + method.format(name=name, title=title), encoding="utf-8")
        yield file


def _permitted(name: str, root: Path) -> Path:
    """Write who may do what into the table that the contract tests hold against the roles."""
    file = root / PERMISSIONS
    text = file.read_text(encoding="utf-8")
    table = TABLE.format(name=name, NAME=name.upper(), TABLES=TABLES)
    file.write_text(text.replace(TABLES, table, 1), encoding="utf-8")
    return file


def services(root: Path) -> set[str]:
    """Return the names of the services that exist."""
    return {file.parent.name for file in root.glob("services/*/migrations")}


# --- what names the model is repeated for the new one --------------------------------------------


def renamed(text: str, name: str) -> str:
    """Return the model's text with the new name in its place."""
    return re.sub(rf"\b{MODEL}(?=\b|_)", name, text)


def repeated(text: str, name: str, *, others: set[str]) -> str:
    """Repeat whatever stands there for the model service: documents, blocks, lines, list items.

    A YAML document that names the model and no other service is repeated whole; else each block
    or line that does so; else each item of a list that names several services.
    """
    parts = re.split(r"(?m)^---\n", text)
    grown = []
    for part in parts:
        alone = len(parts) > 1 and _names(part, {MODEL}) and not _names(part, others)
        grown += [_closed(part), renamed(part, name)] if alone else [_lines(part, name, others)]
    return "---\n".join(grown)


def _lines(text: str, name: str, others: set[str]) -> str:
    made: list[str] = []
    for block in _blocks(text.splitlines(keepends=True)):
        whole = "".join(block)
        if not _names(whole, {MODEL}):
            made.append(whole)
        elif _HEAD.match(whole) or not _names(whole, others):
            made += [_closed(whole), renamed(whole, name)]
        else:
            made.append(_items(whole, name))
    return "".join(made)


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Cut into lines; keys that begin with the model's name stay together with all inside them."""
    at = 0
    while at < len(lines):
        end = at + 1
        if _HEAD.match(lines[at]):
            while end < len(lines) and _belongs(lines[end], to=lines[at]):
                end += 1
        yield lines[at:end]
        at = end


def _belongs(line: str, *, to: str) -> bool:
    deeper = bool(line.strip()) and _indent(line) > _indent(to)
    return deeper or (bool(_HEAD.match(line)) and _indent(line) == _indent(to))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _items(line: str, name: str) -> str:
    """Repeat each item of a list in one line: `a, oversight:9100` → `a, oversight:9100, new:9100`.

    The separator is the one that stands before the item.
    """

    def twice(found: re.Match[str]) -> str:
        return f"{found[0]}{found['separator'] or ' '}{renamed(found['item'], name)}"

    return _ITEM.sub(twice, line)


def _names(text: str, names: set[str]) -> bool:
    return any(re.search(rf"\b{one}(?=\b|_)", text) for one in names)


def _closed(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


# --- the command ---------------------------------------------------------------------------------

NEXT = """
{name}（{title}）已建立，共 {count} 个文件。接下来：
  1. events.py、policies.py、workflow.py：事实、规则、步骤表
  2. model.py、store.py、migrations/：聚合与表
  3. schemas.py、handlers.py、queries.py、service.py：用例
  4. infra/data/roles/{name}.json、infra/data/rulepacks/{name}.*.json：谁可以办、按什么规定
  5. make contracts docs check
"""


@click.command()
@click.argument("name")
@click.argument("title")
@click.option("--root", type=click.Path(exists=True, path_type=Path), default=ROOT, hidden=True)
def main(name: str, title: str, root: Path) -> None:
    """新建一个服务。例: python -m infra.scripts.new_service volunteering 志愿服务."""
    try:
        made = create(name, title, root=root)
    except ValueError as bad:
        raise click.ClickException(str(bad)) from bad
    python = [str(path) for path in made if path.suffix == ".py"]
    _run(root, "ruff", "format", "--quiet", *python)
    _run(root, "infra.scripts.contracts", "write")
    _run(root, "infra.scripts.docs", "write")
    click.echo(NEXT.format(name=name, title=title, count=len(made)))


def _run(root: Path, *command: str) -> None:
    """Run a module in a process of its own: the new service is not in this one."""
    subprocess.run([sys.executable, "-W", "ignore", "-m", *command], cwd=root, check=True)


if __name__ == "__main__":
    main()
