"""Create appointments, tickets, windows at work and the lines of a day; a case names its ticket."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "centers_0004"
down_revision = "centers_0003"
branch_labels = None
depends_on = None

TIME = sa.DateTime(timezone=True)
HELD = sa.text("status NOT IN ('CANCELLED', 'CALLED_OFF')")


def upgrade() -> None:
    create_appointments()
    create_tickets()
    create_desks()
    create_lines()
    op.add_column("cases", sa.Column("ticket_id", sa.Text, nullable=False, server_default=""))


def create_appointments() -> None:
    op.create_table(
        "appointments",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("appointment_no", sa.Text, nullable=False, unique=True),
        sa.Column("place_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("window", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("starts_at", TIME, nullable=False),
        sa.Column("ends_at", TIME, nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("booked_at", TIME, nullable=False),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("id_no", sa.LargeBinary, nullable=False),
        sa.Column("phone", sa.LargeBinary, nullable=False),
        sa.Column("person_index", sa.Text, nullable=False),
        sa.Column("ground", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    seat, day = ["place_id", "window", "starts_at"], ["person_index", "day"]
    for name, columns in (("seat", seat), ("day", day)):
        op.create_index(
            f"uq_appointments_{name}", "appointments", columns, unique=True, postgresql_where=HELD
        )
    op.create_index("ix_appointments_day", "appointments", ["place_id", "day"])
    op.create_index("ix_appointments_holder", "appointments", ["holder", "id"])
    op.execute(sa.schema.CreateSequence(sa.Sequence("appointment_number")))


def create_tickets() -> None:
    op.create_table(
        "tickets",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("place_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("number", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("ground", sa.Text, nullable=False),
        sa.Column("holder", sa.Text, nullable=False),
        sa.Column("appointment_id", sa.Text, nullable=False),
        sa.Column("slot_starts_at", TIME),
        sa.Column("issued_at", TIME, nullable=False),
        sa.Column("queued_at", TIME, nullable=False),
        sa.Column("estimated_seconds", sa.Integer),
        sa.Column("most_calls", sa.Integer, nullable=False),
        sa.Column("wanted_window", sa.Text, nullable=False),
        sa.Column("window", sa.Text, nullable=False),
        sa.Column("called_by", sa.Text, nullable=False),
        sa.Column("calls", sa.Integer, nullable=False),
        sa.Column("called_at", TIME),
        sa.Column("first_called_at", TIME),
        sa.Column("serving_at", TIME),
        sa.Column("finished_at", TIME),
        sa.Column("requeue_until", TIME),
        sa.Column("requeued_at", TIME),
        sa.Column("behind", ARRAY(sa.Text), nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    number, holder = ["place_id", "day", "number"], ["place_id", "day", "holder"]
    waits = "holder <> '' AND appointment_id = '' AND status IN ('ISSUED', 'CALLED', 'SERVING')"
    served = "status IN ('CALLED', 'SERVING')"
    op.create_index("uq_tickets_number", "tickets", number, unique=True)
    op.create_index(
        "uq_tickets_holder", "tickets", holder, unique=True, postgresql_where=sa.text(waits)
    )
    op.create_index(
        "uq_tickets_window", "tickets", ["place_id", "window"], unique=True,
        postgresql_where=sa.text(served),
    )  # fmt: skip
    op.create_index("ix_tickets_open", "tickets", ["place_id", "day", "status"])
    op.create_index("ix_tickets_holder", "tickets", ["holder", "id"])


def create_desks() -> None:
    op.create_table(
        "desks",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("place_id", sa.Text, nullable=False),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("window", sa.Text, nullable=False),
        sa.Column("clerk", sa.Text, nullable=False),
        sa.Column("ticket_id", sa.Text, nullable=False),
        sa.Column("streak", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("opened_on", sa.Date, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
    )
    op.create_index("ix_desks_place_id", "desks", ["place_id"])


def create_lines() -> None:
    op.create_table(
        "lines",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("place_id", sa.Text, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("letter", sa.Text, nullable=False),
        sa.Column("issued", sa.Integer, nullable=False),
        sa.Column("recent", JSONB, nullable=False),
    )
    op.create_index("ix_lines_day", "lines", ["place_id", "day"])
