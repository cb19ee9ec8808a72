"""Which version of a list held on a day, and what differs between two."""

from datetime import date

from sqlalchemy import select

from services.delegation import store
from services.delegation.model import LIST_NAMES, Line, ListVersion
from services.delegation.model.difference import Difference, difference
from services.delegation.queries.visible import district as district_of
from shared.chassis.unit_of_work import UnitOfWork
from shared.kernel.errors import Invalid, NotFound


def list_on(uow: UnitOfWork, *, list_code: str, on: date, district: str | None) -> ListVersion:
    """Return the version of a list that was in force on a day (LST-02)."""
    found = _held(uow, list_code, on=on, path=district or district_of(uow))
    if found is None:
        raise NotFound(
            "delegation.no_list_yet", f"{on} 尚无有效的《{LIST_NAMES[list_code]}》。", on=str(on)
        )
    return found


def compare_versions(
    uow: UnitOfWork, *, list_version_id: str, against: str | None
) -> Difference:  # fmt: skip
    """Say what differs between a version and an earlier one of the same list."""
    after = uow.get(ListVersion, list_version_id)
    before = uow.get(ListVersion, against) if against else _before(uow, after)
    if (before.path, before.list_code) != (after.path, after.list_code):
        raise Invalid("delegation.other_list", "只能比较同一张清单的两个版本。")
    if before.number > after.number:
        before, after = after, before
    return difference(
        before,
        after,
        others_before=_elsewhere(uow, before),
        others_after=_elsewhere(uow, after),
    )


def _before(uow: UnitOfWork, version: ListVersion) -> ListVersion:
    table = store.list_versions.c
    query = select(ListVersion).where(
        table.path == version.path,
        table.list_code == version.list_code,
        table.number == version.number - 1,
    )
    found: ListVersion | None = uow.session.scalars(query).one_or_none()
    if found is None:
        raise NotFound("delegation.first_version", "这是第一版，没有可比较的前一版。")
    return found


def _elsewhere(uow: UnitOfWork, version: ListVersion) -> list[Line]:
    """Return what stood in the other lists when this version began."""
    others = [code for code in LIST_NAMES if code != version.list_code]
    held = [_held(uow, code, on=version.effective_from, path=version.path) for code in others]
    return [line for found in held if found is not None for line in found.entries]


def _held(uow: UnitOfWork, list_code: str, *, on: date, path: str) -> ListVersion | None:
    table = store.list_versions.c
    query = select(ListVersion).where(table.list_code == list_code, table.effective_from <= on)
    if path:
        query = query.where(table.path == path)
    newest = query.order_by(table.effective_from.desc(), table.number.desc()).limit(1)
    found: ListVersion | None = uow.session.scalars(newest).one_or_none()
    return found
