"""The life of an organisation: filed (备案) or registered (登记), until it ends (domain §8.2)."""

from enum import StrEnum

from services.incubation import policies
from services.incubation.workflow.permissions import (
    DECIDE_FILING,
    DECIDE_REGISTRATION,
    NOTE_ORGANISATION,
)
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow


class OrganisationStatus(StrEnum):
    """Where an organisation stands."""

    APPLYING = "APPLYING"
    FILED = "FILED"
    CHANGED = "CHANGED"
    PROMOTED = "PROMOTED"
    REGISTERED = "REGISTERED"
    REFUSED = "REFUSED"
    EXPIRED = "EXPIRED"
    CANCELLED = "CANCELLED"


_O = OrganisationStatus

FILED = (_O.FILED, _O.CHANGED)
"""It bears a certificate of filing, and no legal personality."""

REGISTERED = (_O.REGISTERED, _O.PROMOTED)
"""It is a legal person."""

LIVING = (*FILED, *REGISTERED)
NAMED = (_O.APPLYING, *LIVING)
"""Its name is taken."""

ORGANISATION = Workflow(
    "incubation.organisation",
    states=OrganisationStatus,
    initial=_O.APPLYING,
    final=(_O.REFUSED, _O.EXPIRED, _O.CANCELLED),
    labels={
        _O.APPLYING: "申请中",
        _O.FILED: "已备案",
        _O.CHANGED: "已备案（有变更）",
        _O.PROMOTED: "备案转登记",
        _O.REGISTERED: "已登记",
        _O.REFUSED: "未获准",
        _O.EXPIRED: "备案到期",
        _O.CANCELLED: "已注销",
    },
    steps=(
        Step("file", (_O.APPLYING,), _O.FILED, SYSTEM, "准予备案"),
        Step("register", (_O.APPLYING,), _O.REGISTERED, SYSTEM, "准予登记"),
        Step("fall", (_O.APPLYING,), _O.REFUSED, SYSTEM, "申请未成"),
        Step("promote", FILED, _O.PROMOTED, SYSTEM, "备案转登记"),
        Step("change_filing", FILED, _O.CHANGED, DECIDE_FILING, "变更备案",
             guards=(policies.own_jurisdiction,), needs="ChangeOrganisation"),
        *(Step("renew_filing", (state,), state, DECIDE_FILING, "续期备案",
               guards=(policies.own_jurisdiction,), needs="RenewFiling") for state in FILED),
        Step("expire", FILED, _O.EXPIRED, SYSTEM, "备案到期"),
        Step("cancel_filing", FILED, _O.CANCELLED, DECIDE_FILING, "注销备案",
             guards=(policies.own_jurisdiction,), needs="CancelOrganisation"),
        *(Step("change_registration", (state,), state, DECIDE_REGISTRATION, "变更登记",
               guards=(policies.own_jurisdiction,), needs="ChangeOrganisation")
          for state in REGISTERED),
        Step("cancel_registration", REGISTERED, _O.CANCELLED, DECIDE_REGISTRATION, "注销登记",
             guards=(policies.own_jurisdiction,), needs="CancelOrganisation"),
        *(Step(action, (state,), state, NOTE_ORGANISATION, label,
               guards=(policies.own_jurisdiction,), needs=needs)
          for state in LIVING
          for action, label, needs in (
              ("enlist", "列入名单或立案", "EnlistOrganisation"),
              ("delist", "移出名单或结案", "DelistOrganisation"),
              ("punish", "登记行政处罚", "PunishOrganisation"),
              ("check", "登记年检结论", "CheckOrganisation"),
              ("link", "关联登录账号", "LinkAccount"),
          )),
    ),
)  # fmt: skip
