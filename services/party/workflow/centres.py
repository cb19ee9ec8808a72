"""The life of a 党群服务中心 and of a line of money (domain §6.6)."""

from enum import StrEnum

from services.party import policies
from shared.kernel.actor import SYSTEM
from shared.kernel.workflow import Step, Workflow

READ_CENTRE = "party.centre.read"
KEEP_CENTRE = "party.centre.keep"
INSPECT_CENTRE = "party.centre.inspect"
READ_INVESTMENT = "party.investment.read"
BOOK_INVESTMENT = "party.investment.book"


class CentreStatus(StrEnum):
    """Whether a centre serves."""

    OPEN = "OPEN"
    CLOSED = "CLOSED"


class InvestmentStatus(StrEnum):
    """Whether a line of money counts."""

    BOOKED = "BOOKED"
    REVERSED = "REVERSED"


_C, _I = CentreStatus, InvestmentStatus

CENTRE = Workflow(
    "party.centre",
    states=CentreStatus,
    initial=_C.OPEN,
    final=(_C.CLOSED,),
    labels={_C.OPEN: "开放", _C.CLOSED: "已撤销"},
    steps=(
        Step("colocate", (_C.OPEN,), _C.OPEN, KEEP_CENTRE, "确认同址",
             guards=(policies.centre_is_served,), needs="ColocateCentre"),
        Step("separate", (_C.OPEN,), _C.OPEN, KEEP_CENTRE, "解除同址",
             guards=(policies.centre_is_served, policies.shares_its_roof)),
        Step("lose_station", (_C.OPEN,), _C.OPEN, SYSTEM, "站点迁出或撤销"),
        Step("inspect", (_C.OPEN,), _C.OPEN, INSPECT_CENTRE, "标准化检查",
             guards=(policies.centre_is_served, policies.another_unit_inspects),
             needs="InspectCentre"),
        Step("close", (_C.OPEN,), _C.CLOSED, KEEP_CENTRE, "撤销",
             guards=(policies.centre_is_served,), needs="CloseCentre"),
    ),
)  # fmt: skip

INVESTMENT = Workflow(
    "party.investment",
    states=InvestmentStatus,
    initial=_I.BOOKED,
    final=(_I.REVERSED,),
    labels={_I.BOOKED: "已登记", _I.REVERSED: "已冲销"},
    steps=(
        Step("reverse", (_I.BOOKED,), _I.REVERSED, BOOK_INVESTMENT, "冲销",
             guards=(policies.investment_is_served, policies.another_hand_reverses),
             needs="ReverseInvestment"),
    ),
)  # fmt: skip
