"""Two registered organisations and a community, in the database of incubation."""

from datetime import datetime
from typing import Any

from services.incubation.model import Form, Organisation, Responsible
from services.incubation.workflow import OrganisationStatus
from shared.kernel.clock import TZ
from tests.integration.services._room import Room
from tests.unit.incubation._fund import HERE

NAMES = {"yixin": "温江区益馨助老服务中心", "lvyuan": "温江区绿苑环保服务中心"}


def begun(incubation: Room) -> Room:
    """Put them there."""
    incubation.now = datetime(2026, 3, 2, 9, tzinfo=TZ)

    def begin(uow: Any) -> None:
        for account, name in NAMES.items():
            uow.add(
                Organisation(
                    id=f"org-{account}", path=HERE, district="510115", name=name,
                    form=Form.SERVICE, kind="LIVING", charter_scope="助老、环保服务",
                    responsible=Responsible("赵", "1", "2"), responsible_index=account,
                    account=account, applied_by=account, members=5, own_account=True,
                    status=OrganisationStatus.REGISTERED,
                )
            )  # fmt: skip

    incubation.react(begin)
    for code, path, kind in (("510115001", "510115/510115001", "street"),
                             ("510115001001", HERE, "community")):  # fmt: skip
        incubation.react(incubation.handlers.learn_unit, unit_code=code, path=path, name=code,
                         kind=kind, valid_to=None)  # fmt: skip
    return incubation


def at(of: dict[str, Any], key: str = "call_id") -> dict[str, Any]:
    """Say which one, as it was shown."""
    return {key: of[key], "version": of["version"]}
