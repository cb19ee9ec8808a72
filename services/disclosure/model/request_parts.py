"""What a request for information is made of: frozen parts, each replaced as a whole."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from shared.kernel.deadlines import Deadline, Period
from shared.kernel.money import Fen
from shared.kernel.rulepacks import RulePack


class RequestChannel(StrEnum):
    """How a request came (§31): by hand, by mail with a receipt, as an ordinary letter, …"""

    IN_PERSON = "IN_PERSON"
    MAIL = "MAIL"
    LETTER = "LETTER"
    FAX = "FAX"
    WEB = "WEB"


class Form(StrEnum):
    """In what form the applicant wants to have it (§29)."""

    PAPER = "PAPER"
    ELECTRONIC = "ELECTRONIC"
    READ_ON_SITE = "READ_ON_SITE"


class AnswerKind(StrEnum):
    """What an answer may be (§35, §36, §37, §39)."""

    PUBLIC_ALREADY = "PUBLIC_ALREADY"
    PROVIDED = "PROVIDED"
    PARTLY = "PARTLY"
    REFUSED = "REFUSED"
    NOT_EXISTING = "NOT_EXISTING"
    OTHER_ORGAN = "OTHER_ORGAN"
    REPEATED = "REPEATED"
    SPECIAL_LAW = "SPECIAL_LAW"
    PETITION = "PETITION"
    PUBLICATION = "PUBLICATION"
    UNREASONABLE = "UNREASONABLE"


class Party(StrEnum):
    """Who is asked for an opinion: one whose rights are touched, or an organ that made it too."""

    THIRD_PARTY = "THIRD_PARTY"
    CO_MAKER = "CO_MAKER"


class Method(StrEnum):
    """How a fee is counted: requests of a calendar month, or pages."""

    ITEMS = "ITEMS"
    PAGES = "PAGES"


@dataclass(frozen=True)
class Correction:
    """The one notice of what is unclear, and whether it was answered."""

    what: str
    told_at: datetime
    answer_by: Deadline
    corrected_on: date | None = None
    excuse: str = ""


@dataclass(frozen=True)
class Inquiry:
    """Why so much is asked for: the question and the applicant's reasons."""

    why: str
    asked_at: datetime
    answer_by: Deadline
    reasons: str = ""
    given_at: datetime | None = None


@dataclass(frozen=True)
class Consultation:
    """One party that was asked. Settled when `heard_on` is set; `agrees` None: it left it open."""

    number: int
    party: Party
    name: str
    asked_at: datetime
    reply_by: Deadline
    heard_on: date | None = None
    agrees: bool | None = None
    opinion: str = ""
    silent: bool = False


@dataclass(frozen=True)
class ReplyExtension:
    """More time to answer: asked for by one, granted by another."""

    days: Period
    reason: str
    proposed_by: str
    approved_by: str = ""
    approved_on: date | None = None
    notice_no: str = ""


@dataclass(frozen=True)
class Fee:
    """What must be paid, by which of the two methods."""

    method: Method
    count: int
    amount_fen: Fen
    notice_no: str
    charged_at: datetime
    pay_by: Deadline
    paid_on: date | None = None
    receipt_no: str = ""


@dataclass(frozen=True)
class AnswerRule:
    """What the law says of one kind of answer: its basis, what it must state, who must agree."""

    kind: AnswerKind
    title: str
    basis: str
    rights: str
    asks: tuple[str, ...]
    approval: bool


@dataclass(frozen=True)
class RequestAnswer:
    """What the applicant is told. `public_interest`: why against a third party's will (§32)."""

    kind: AnswerKind
    title: str
    basis: str
    rights: str
    document_no: str
    written_by: str
    reasons: str = ""
    where: str = ""
    earlier_no: str = ""
    public_interest: str = ""
    approved_by: str = ""


def answer_rule(pack: RulePack, kind: AnswerKind) -> AnswerRule:
    """Read one kind of answer from the pack in force on the day of the answer."""
    row = pack.raw("answers")[kind]
    return AnswerRule(
        kind=kind,
        title=row["title"],
        basis=row["basis"],
        rights=pack.text("rights.review_first" if row["review_first"] else "rights"),
        asks=tuple(row["asks"]),
        approval=row["approval"],
    )
