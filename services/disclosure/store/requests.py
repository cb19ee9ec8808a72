"""The table of requests for information. What may speak of people is encrypted as a whole.

It is not called `requests`: that is the table of answers to repeats, which every service has.
"""

from sqlalchemy import Boolean, Column, Date, DateTime, Index, Integer, Sequence, Table, Text

from services.disclosure.model import (
    Consultation,
    Correction,
    Fee,
    Form,
    InformationRequest,
    Inquiry,
    ReplyExtension,
    RequestAnswer,
    RequestChannel,
)
from services.disclosure.store.base import mapper, metadata
from services.disclosure.workflow import RequestStatus
from shared.chassis.columns import Coded, Json, Sealed
from shared.chassis.crypto import Encrypted
from shared.kernel.deadlines import Deadline

request_number = Sequence("request_number", metadata=metadata)

information_requests = Table(
    "information_requests",
    metadata,
    Column("id", Text, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("request_no", Text, nullable=False, unique=True),
    Column("path", Text, nullable=False),
    Column("channel", Coded(RequestChannel), nullable=False),
    Column("submitted_by", Text, nullable=False),
    Column("submitted_at", DateTime(timezone=True), nullable=False),
    Column("applicant_name", Encrypted("information_requests.applicant_name"), nullable=False),
    Column("applicant_id_no", Encrypted("information_requests.applicant_id_no"), nullable=False),
    Column("applicant_phone", Encrypted("information_requests.applicant_phone"), nullable=False),
    Column(
        "applicant_address", Encrypted("information_requests.applicant_address"), nullable=False
    ),
    Column("applicant_index", Text, nullable=False),
    Column("applicant_account", Text, nullable=False),
    Column("wanted", Encrypted("information_requests.wanted"), nullable=False),
    Column("form", Coded(Form), nullable=False),
    Column("acknowledge_by", Json(Deadline)),
    Column("acknowledged_at", DateTime(timezone=True)),
    Column("received_on", Date),
    Column("notice_by", Json(Deadline)),
    Column("clock", Json(Deadline)),
    Column("due", Date),
    Column("provisional", Boolean, nullable=False),
    Column("correction", Sealed(Correction, "information_requests.correction")),
    Column("inquiry", Sealed(Inquiry, "information_requests.inquiry")),
    Column(
        "consultations",
        Sealed(tuple[Consultation, ...], "information_requests.consultations"),
        nullable=False,
    ),
    Column("extension", Sealed(ReplyExtension, "information_requests.extension")),
    Column("fee", Json(Fee)),
    Column("draft", Sealed(RequestAnswer, "information_requests.draft")),
    Column("answer", Sealed(RequestAnswer, "information_requests.answer")),
    Column("returned_because", Encrypted("information_requests.returned_because"), nullable=False),
    Column("answered_at", DateTime(timezone=True)),
    Column("abandoned", Text, nullable=False),
    Column("acknowledge_late", Boolean, nullable=False),
    Column("answer_late", Boolean, nullable=False),
    Column("status", Coded(RequestStatus), nullable=False),
    Index("ix_information_requests_path", "path", "id"),
    Index("ix_information_requests_account", "applicant_account", "id"),
    Index("ix_information_requests_applicant", "applicant_index", "path"),
)

_pending = information_requests.c.provisional
Index("ix_information_requests_provisional", information_requests.c.id, postgresql_where=_pending)

mapper.map_imperatively(
    InformationRequest, information_requests, version_id_col=information_requests.c.version
)
