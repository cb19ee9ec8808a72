"""The five lists by name, and what a legal basis is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

LIST_NAMES = {
    "L1": "区级部门延伸街道主要事项清单",
    "L2": "街道向社会力量购买服务事项清单",
    "L3": "基层群众自治组织依法自治事项清单",
    "L4": "村(社区)工作负面事项清单",
    "L5": "需加盖社区印章事项清单",
}
"""List code → official name."""


@dataclass(frozen=True)
class Basis:
    """A law and, where known, its article."""

    law: str
    article: str = ""

    def __str__(self) -> str:
        """Write it as notices quote it."""
        return f"《{self.law}》{self.article}"


def bases(raw: Iterable[Mapping[str, Any]]) -> tuple[Basis, ...]:
    """Read [{law, article}]; a document number in quotation marks stays as it is."""
    return tuple(Basis(each["law"].strip("《》"), each.get("article") or "") for each in raw)
