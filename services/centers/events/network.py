"""Facts of places and referrals. What is written about people stays in the service."""

from datetime import date

from shared.kernel.events import Fact, fact


@fact("centers.place.established", label="设立场所")
class PlaceEstablished(Fact):
    """A place was decided on; it opens with `opened_on`."""

    place_id: str
    path: str
    kind: str
    name: str
    opened_on: date


@fact("centers.place.opened", label="场所开放")
class PlaceOpened(Fact):
    """People are served there from now on."""

    place_id: str
    path: str
    kind: str
    name: str
    serves: tuple[str, ...]


@fact("centers.place.changed", label="变更场所")
class PlaceChanged(Fact):
    """From `since` on something about it is different; `changes` names what."""

    place_id: str
    path: str
    since: date
    changes: tuple[str, ...]


@fact("centers.place.moved", label="场所迁址")
class PlaceMoved(Fact):
    """From `since` on it stands elsewhere; `path` is where it stood when this was decided."""

    place_id: str
    path: str
    since: date
    to_path: str


@fact("centers.place.closing", label="决定撤销场所")
class PlaceClosing(Fact):
    """It serves for the last time on `last_day`; the successor takes over what it serves."""

    place_id: str
    path: str
    last_day: date
    successor_id: str


@fact("centers.place.kept", label="取消撤销场所")
class PlaceKept(Fact):
    """The decision to close it was taken back."""

    place_id: str
    path: str


@fact("centers.place.closed", label="场所撤销")
class PlaceClosed(Fact):
    """It is gone. `successor_id` is where to go instead, "" when it never opened."""

    place_id: str
    path: str
    successor_id: str


@fact("centers.referral.made", label="转介")
class ReferralMade(Fact):
    """One place asked the next level up or down to go on; `path` is where it is answered."""

    referral_id: str
    path: str
    from_id: str
    to_id: str
    direction: str
    case_id: str
    answer_by: date


@fact("centers.referral.taken", label="接收转介")
class ReferralTaken(Fact):
    """The receiving place has it in hand."""

    referral_id: str
    path: str


@fact("centers.referral.returned", label="退回转介")
class ReferralReturned(Fact):
    """The receiving place does not do it; the reason stays in the service."""

    referral_id: str
    path: str


@fact("centers.referral.answered", label="答复转介")
class ReferralAnswered(Fact):
    """Done, and the sending place knows the result."""

    referral_id: str
    path: str
    on_time: bool


@fact("centers.referral.recalled", label="收回转介")
class ReferralRecalled(Fact):
    """The sending place took it back before anybody worked on it."""

    referral_id: str
    path: str


@fact("centers.referral.overdue", label="转介逾期未答复")
class ReferralOverdue(Fact):
    """The time to answer passed; it stays open."""

    referral_id: str
    path: str
    answer_by: date
