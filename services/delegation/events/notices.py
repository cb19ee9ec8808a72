"""What delegation asks to be shown to everybody before it is final."""

from collections.abc import Mapping
from typing import Any

from shared.kernel.events import Fact, fact


@fact("delegation.notice.asked", label="提请公示")
class NoticeAsked(Fact):
    """`content` ({"text", "columns", "rows"}) is to be shown for `period`.

    `unit` answers objections. The same matter with other content is shown anew.
    """

    matter_id: str
    path: str
    unit: str
    kind: str
    title: str
    content: Mapping[str, Any]
    period: str
    basis: str
