"""What residents ask and complain of; what street and district order (居委会组织法 §34, §35)."""

from dataclasses import dataclass
from datetime import datetime

from services.disclosure.events import boards as events
from services.disclosure.model.postings import Posting
from services.disclosure.model.timed import Timed
from services.disclosure.policies import boards as policies
from services.disclosure.policies import says_nothing_personal
from services.disclosure.workflow.boards import (
    BOARD_QUESTION,
    COMPLAINT,
    ORDER,
    ComplaintStatus,
    OrderStatus,
    QuestionStatus,
)
from shared.kernel.actor import Actor
from shared.kernel.workflow import enforce


@dataclass(kw_only=True, eq=False)
class BoardQuestion(Timed):
    """A resident asks what is behind a posting; the committee answers in time."""

    id: str
    board_id: str
    posting_id: str
    path: str
    asked_by: str
    asked_at: datetime
    question: str
    answer: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None
    status: QuestionStatus = QuestionStatus.ASKED
    version: int = 0

    @property
    def awaited(self) -> bool:
        """Say whether the committee has still to answer."""
        return self.answered_at is None

    def ask(self) -> None:
        """Announce that there is a question, not what it is."""
        self.record(
            events.QuestionAsked(
                question_id=self.id, path=self.path, board_id=self.board_id,
                posting_id=self.posting_id, due=self.due,
            )
        )  # fmt: skip

    def give_answer(self, actor: Actor, answer: str, *, at: datetime) -> None:
        """Answer it."""
        BOARD_QUESTION.step(self, "answer", actor)
        self.answer, self.answered_by, self.answered_at = answer, actor.id, at
        self.record(
            events.QuestionAnswered(question_id=self.id, path=self.path, on_time=self.done(at))
        )

    def tell_late(self) -> None:
        """Announce that nobody answered."""
        self.record(events.QuestionLate(question_id=self.id, path=self.path, due=self.due))


@dataclass(kw_only=True, eq=False)
class BoardComplaint(Timed):
    """A resident says that something is not posted in time or not true; it is looked into."""

    id: str
    board_id: str
    posting_id: str
    path: str
    filed_by: str
    filed_at: datetime
    statement: str
    finding: str = ""
    document_no: str = ""
    investigated_by: str = ""
    investigated_at: datetime | None = None
    order_id: str = ""
    status: ComplaintStatus = ComplaintStatus.FILED
    version: int = 0

    @property
    def awaited(self) -> bool:
        """Say whether it has still to be looked into."""
        return self.investigated_at is None

    def file(self) -> None:
        """Announce that there is a complaint, not by whom."""
        self.record(
            events.ComplaintFiled(
                complaint_id=self.id, path=self.path, board_id=self.board_id, due=self.due
            )
        )

    def investigate(
        self, actor: Actor, *, upheld: bool, finding: str, document_no: str, at: datetime
    ) -> None:
        """Say what was found."""
        COMPLAINT.step(self, "uphold" if upheld else "dismiss", actor)
        self.finding, self.document_no = finding, document_no
        self.investigated_by, self.investigated_at = actor.id, at
        self.record(
            events.ComplaintInvestigated(
                complaint_id=self.id, path=self.path, upheld=upheld, on_time=self.done(at)
            )
        )

    def tell_late(self) -> None:
        """Announce that nobody looked into it."""
        self.record(events.ComplaintLate(complaint_id=self.id, path=self.path, due=self.due))


@dataclass(kw_only=True, eq=False)
class PublicationOrder(Timed):
    """The street or the district orders a committee to publish: a duty with a last day, public."""

    id: str
    board_id: str
    path: str
    kind: str
    what: str
    document_no: str
    ordered_by: str
    ordered_at: datetime
    posting_id: str = ""
    fulfilled_at: datetime | None = None
    lifted_because: str = ""
    status: OrderStatus = OrderStatus.ORDERED
    version: int = 0

    @property
    def awaited(self) -> bool:
        """Say whether it has still to be obeyed."""
        return self.status is OrderStatus.ORDERED

    def issue(self, actor: Actor) -> None:
        """Order it, for everybody to read."""
        enforce(policies.supervises_from_above(self, actor))
        enforce(says_nothing_personal({"text": self.what}))
        self.record(
            events.OrderIssued(
                order_id=self.id, path=self.path, board_id=self.board_id, kind=self.kind,
                due=self.due, document_no=self.document_no,
            )
        )  # fmt: skip

    def fulfil(self, system: Actor, posting: Posting, *, at: datetime) -> None:
        """Note that what was ordered hangs."""
        ORDER.step(self, "fulfil", system)
        enforce(policies.answers_the_order(posting, self))
        self.posting_id, self.fulfilled_at = posting.id, at
        self.record(
            events.OrderFulfilled(
                order_id=self.id, path=self.path, posting_id=posting.id, on_time=self.done(at)
            )
        )

    def lift(self, actor: Actor, *, reason: str, at: datetime) -> None:
        """Take the order back, for a reason that everybody may read."""
        ORDER.step(self, "lift", actor)
        enforce(says_nothing_personal({"reason": reason}))
        self.lifted_because = reason
        self.done(at)
        self.record(events.OrderLifted(order_id=self.id, path=self.path, reason=reason))

    def tell_late(self) -> None:
        """Announce that it was not obeyed in time."""
        self.record(
            events.OrderOverdue(order_id=self.id, path=self.path, kind=self.kind, due=self.due)
        )
