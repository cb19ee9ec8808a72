"""What the reading of a filled sheet found out."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class CellDefect:
    """What is wrong with a cell, and how to mend it. `row` as Excel counts, `column` from 0."""

    sheet: str
    row: int
    column: int
    cell: str
    heading: str
    what: str
    mend: str


@dataclass(frozen=True)
class SheetReport:
    """`digest` is that of the file; `lists` counts the rows; `item_ids` once they are reported."""

    digest: str
    lists: Mapping[str, int]
    defects: tuple[CellDefect, ...]
    item_ids: tuple[str, ...] = field(default=())

    @property
    def importable(self) -> bool:
        """Say whether nothing stands against it."""
        return not self.defects
