"""A line in words: as sheets and papers show it, as people compare two versions of it."""

import re
from collections.abc import Mapping

from services.delegation.model.entry import Line
from services.delegation.model.parts import Basis
from services.delegation.policies.lists import SEAL_FIELDS

LEVELS = {"street": "街道", "community": "社区"}
"""承接层级: code → word."""

PARTICULARS: Mapping[str, Mapping[str, str]] = {
    "L2": {
        "duty": "对应的L1事项编号",
        "own_duty": "街道自身职责",
        "service_kind": "服务类别",
    },
    "L5": SEAL_FIELDS,
}
"""What a list asks for beside the common part: list code → key → word."""

FIELDS: Mapping[str, str] = {
    "name": "事项名称",
    "department": "责任部门代码",
    "department_name": "责任部门",
    "kind": "事项类型",
    "level": "承接层级",
    "bearer": "承接主体",
    "basis": "法定依据",
    "keywords": "关键词",
}

_QUOTED = re.compile(r"^《(.+)》(.*)$")
_NEXT_LAW = re.compile(r"\n|[；;]\s*(?=《)")


def worded(line: Line) -> dict[str, str]:
    """Return key → text of everything that a line says, empty parts included."""
    return {
        "name": line.name,
        "department": line.department,
        "department_name": line.department_name,
        "kind": line.kind,
        "level": LEVELS.get(line.level, line.level),
        "bearer": line.bearer,
        "basis": "\n".join(str(each) for each in line.basis),
        "keywords": "、".join(line.keywords),
        **line.particulars,
    }


def word_for(list_code: str, key: str) -> str:
    """Return the word of a key; a key nobody named stands for itself."""
    return FIELDS.get(key) or PARTICULARS.get(list_code, {}).get(key, key)


def read_basis(text: str) -> tuple[Basis, ...] | None:
    """Read "《法律》第几条", a line for each; None where a line is not written so."""
    found = []
    for part in filter(None, (each.strip() for each in _NEXT_LAW.split(text))):
        quoted = _QUOTED.match(part)
        if quoted is None:
            return None
        found.append(Basis(quoted[1].strip(), quoted[2].strip()))
    return tuple(found)
