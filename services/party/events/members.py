"""What happens to members as numbers: counted, elected, posted, placed as guests. No names."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("party.organisation.counted", label="更新党员数")
class MembersCounted(Fact):
    """An organisation has so many full and probationary members of its own."""

    organisation_id: str
    path: str
    formal: int
    probationary: int


@fact("party.organisation.elected", label="换届选举")
class ElectionHeld(Fact):
    """An election was held; one that is not valid begins no term."""

    organisation_id: str
    path: str
    held_on: date
    valid: bool
    term_ends_on: date | None


@fact("party.organisation.term_shifted", label="批准延期或提前换届")
class TermShifted(Fact):
    """The superior lets the term end on another day, by a document."""

    organisation_id: str
    path: str
    term_ends_on: date
    document_no: str
    reason: str


@fact("party.organisation.term_reminded", label="提醒换届")
class TermReminded(Fact):
    """The term ends in `months_left` months; 0 is its last day."""

    organisation_id: str
    path: str
    months_left: int
    term_ends_on: date


@fact("party.organisation.term_lapsed", label="逾期未换届")
class TermLapsed(Fact):
    """The term ended without an election."""

    organisation_id: str
    path: str
    term_ends_on: date


@fact("party.posting.filled", label="任职")
class PostFilled(Fact):
    """A post is held; by whom is not announced."""

    posting_id: str
    path: str
    organisation_id: str
    post: str
    since: date


@fact("party.posting.vacated", label="免职")
class PostVacated(Fact):
    """A post is held no longer."""

    posting_id: str
    path: str
    organisation_id: str
    post: str
    until: date


@fact("party.inflow.placed", label="编入流动党员")
class InflowPlaced(Fact):
    """So many guests were verified and placed in a group."""

    inflow_id: str
    path: str
    organisation_id: str
    number: int


@fact("party.inflow.reported", label="报告流动党员")
class InflowReported(Fact):
    """They were reported to the superior `reported_to`."""

    inflow_id: str
    path: str
    organisation_id: str
    number: int
    reported_to: str


@fact("party.inflow.reported_home", label="向流出地汇报")
class InflowReportedHome(Fact):
    """They reported to their organisation at home."""

    inflow_id: str
    path: str
    organisation_id: str
    number: int


@fact("party.inflow.ended", label="流动党员离开")
class InflowEnded(Fact):
    """They are guests no longer."""

    inflow_id: str
    path: str
    organisation_id: str
    number: int


@fact("party.gathering.registered", label="登记党员集中点")
class GatheringRegistered(Fact):
    """Members are at a place that has no organisation."""

    gathering_id: str
    path: str
    kind: str
    formal: int
    probationary: int


@fact("party.gathering.counted", label="更新集中点党员数")
class GatheringCounted(Fact):
    """There are so many now."""

    gathering_id: str
    path: str
    kind: str
    formal: int
    probationary: int


@fact("party.gathering.settled", label="集中点纳入党组织")
class GatheringSettled(Fact):
    """They belong to an organisation."""

    gathering_id: str
    path: str
    kind: str
    organisation_id: str
