"""A social organisation: what it is, what it is for, and what its record says (domain §8.2)."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any

from services.incubation import events, policies
from services.incubation.model.timed import Placed
from services.incubation.policies import CheckResult, ListingKind
from services.incubation.workflow import (
    FILED,
    LIVING,
    NAMED,
    ORGANISATION,
    REGISTERED,
    OrganisationStatus,
)
from shared.kernel.actor import Actor
from shared.kernel.errors import Conflict
from shared.kernel.workflow import enforce

_CALLED = {"name": "名称", "charter_scope": "业务范围", "members": "成员数"}
"""What the history keeps in words when it changes."""


class Form(StrEnum):
    """Filed community organisation, or one of the three registered forms."""

    COMMUNITY = "COMMUNITY"
    ASSOCIATION = "ASSOCIATION"
    SERVICE = "SERVICE"
    FOUNDATION = "FOUNDATION"


@dataclass(frozen=True)
class Responsible:
    """The one responsible person (负责人)."""

    name: str
    id_no: str
    phone: str


@dataclass(frozen=True)
class Listing:
    """An entry in a list, or an investigation; through the day before `removed_on`."""

    kind: ListingKind
    entered_on: date
    document_no: str
    removed_on: date | None = None

    def holds(self, on: date) -> bool:
        """Say whether it stands on that day."""
        return self.entered_on <= on and (self.removed_on is None or on < self.removed_on)


@dataclass(frozen=True)
class Punishment:
    """An administrative punishment."""

    on: date
    document_no: str


@dataclass(frozen=True)
class AnnualCheck:
    """The result of the check of a year; a later one of the same year replaces it."""

    year: int
    result: CheckResult


@dataclass(frozen=True)
class Chapter:
    """What became of it, from that day on: the history that promotion keeps."""

    status: OrganisationStatus
    on: date
    document_no: str
    note: str = ""


@dataclass(kw_only=True, eq=False)
class Organisation(Placed):
    """One organisation. `path` is the community, street or district where it works.

    `account` is its own log-in, "" when it has none; `charter_scope` what its charter is for;
    `own_account` whether it keeps an independent bank account; money in fen.
    `valid_through` is the last day of its certificate of filing.
    """

    district: str
    name: str
    form: Form
    kind: str
    charter_scope: str
    responsible: Responsible
    responsible_index: str
    account: str | None = None
    applied_by: str
    members: int
    own_account: bool = False
    credit_code: str | None = None
    certificate_no: str | None = None
    filed_on: date | None = None
    valid_through: date | None = None
    registered_on: date | None = None
    listings: tuple[Listing, ...] = ()
    punishments: tuple[Punishment, ...] = ()
    checks: tuple[AnnualCheck, ...] = ()
    history: tuple[Chapter, ...] = ()
    sample: bool = False
    status: OrganisationStatus = OrganisationStatus.APPLYING
    version: int = 0

    @property
    def is_named(self) -> bool:
        """Say whether it applies or lives: its name and its account are taken."""
        return self.status in NAMED

    @property
    def is_living(self) -> bool:
        """Say whether it is filed or registered."""
        return self.status in LIVING

    @property
    def is_filed(self) -> bool:
        """Say whether it works under a certificate of filing."""
        return self.status in FILED

    @property
    def is_registered(self) -> bool:
        """Say whether it is a legal person."""
        return self.status in REGISTERED

    def file(self, system: Actor, *, certificate_no: str, on: date, valid_through: date) -> None:
        """Give it a certificate; it is no legal person by that."""
        ORGANISATION.step(self, "file", system)
        self.certificate_no, self.filed_on, self.valid_through = certificate_no, on, valid_through
        self._turn(on, certificate_no)
        self.tell(
            events.OrganisationFiled,
            name=self.name,
            kind=self.kind,
            certificate_no=certificate_no,
            valid_through=valid_through,
        )

    def register(
        self, system: Actor, application: Any, *, credit_code: str, document_no: str, on: date
    ) -> None:
        """Make it a legal person, from nothing or from a filing, whose history stays."""
        promoted = self.is_filed
        ORGANISATION.step(self, "promote" if promoted else "register", system)
        self.name, self.form = application.name, application.form
        self.charter_scope, self.own_account = application.charter_scope, application.own_account
        self.members = application.individual_members + application.unit_members
        self.credit_code, self.registered_on = credit_code, on
        self._turn(on, document_no)
        self.tell(
            events.OrganisationRegistered,
            name=self.name,
            form=str(self.form),
            credit_code=credit_code,
            promoted=promoted,
        )

    def fall(self, system: Actor, *, on: date) -> None:
        """Its application came to nothing."""
        ORGANISATION.step(self, "fall", system)
        self._turn(on, "")

    def change(self, actor: Actor, *, document_no: str, on: date, **changes: Any) -> None:
        """Change what is on record; what it was before stays in the history."""
        action = "change_filing" if self.is_filed else "change_registration"
        ORGANISATION.step(self, action, actor)
        was = {name: getattr(self, name) for name in changes}
        for name, value in changes.items():
            setattr(self, name, value)
        told = "；".join(
            f"原{_CALLED[name]}：{old}" for name, old in was.items() if name in _CALLED
        )
        self._turn(on, document_no, note=told)
        self.tell(
            events.OrganisationChanged,
            name=self.name,
            changed=sorted(changes.keys() - {"responsible_index"}),
        )

    def renew(self, actor: Actor, *, valid_through: date, document_no: str, on: date) -> None:
        """Prolong the certificate of filing."""
        ORGANISATION.step(self, "renew_filing", actor)
        self.valid_through = valid_through
        self._turn(on, document_no, note=f"续期至 {valid_through}")
        self.tell(events.FilingRenewed, valid_through=valid_through)

    def expire(self, system: Actor, *, on: date) -> None:
        """The certificate's last day is over and nobody renewed it."""
        ORGANISATION.step(self, "expire", system)
        self._turn(on, "")
        self.tell(events.FilingExpired, certificate_no=self.certificate_no or "")

    def cancel(self, actor: Actor, *, reason: str, document_no: str, on: date) -> None:
        """End it; nothing is deleted (G-08)."""
        enforce(policies.names_no_responsible(self, reason))
        ORGANISATION.step(
            self, "cancel_filing" if self.is_filed else "cancel_registration", actor
        )  # fmt: skip
        self._turn(on, document_no, note=reason)
        self.tell(events.OrganisationCancelled, reason=reason)

    def enlist(self, actor: Actor, listing: Listing) -> None:
        """Enter it in a list, or note that it is under investigation."""
        ORGANISATION.step(self, "enlist", actor)
        enforce(policies.is_not_listed_yet(self, listing.kind, listing.entered_on))
        self.listings = (*self.listings, listing)
        self.tell(events.OrganisationListed, kind=str(listing.kind), on=listing.entered_on)

    def delist(self, actor: Actor, kind: ListingKind, *, on: date) -> None:
        """Take it off a list again."""
        ORGANISATION.step(self, "delist", actor)
        entry = next((e for e in self.listings if e.kind is kind and e.removed_on is None), None)
        if entry is None:
            raise Conflict("incubation.not_listed", f"该组织未处于{kind.label}状态。")
        removed = replace(entry, removed_on=on)
        self.listings = tuple(removed if each is entry else each for each in self.listings)
        self.tell(events.OrganisationDelisted, kind=str(kind), on=on)

    def punish(self, actor: Actor, punishment: Punishment) -> None:
        """Note an administrative punishment."""
        ORGANISATION.step(self, "punish", actor)
        self.punishments = tuple(
            sorted((*self.punishments, punishment), key=lambda each: each.on)
        )  # fmt: skip
        self.tell(events.OrganisationPunished, on=punishment.on, document_no=punishment.document_no)

    def check(self, actor: Actor, check: AnnualCheck) -> None:
        """Note the result of an annual check."""
        ORGANISATION.step(self, "check", actor)
        others = (each for each in self.checks if each.year != check.year)
        self.checks = tuple(sorted((*others, check), key=lambda each: each.year))
        self.tell(events.OrganisationChecked, year=check.year, result=str(check.result))

    def link(self, actor: Actor, account: str) -> None:
        """Give it a log-in of its own."""
        ORGANISATION.step(self, "link", actor)
        self.account = account
        self.tell(events.AccountLinked)

    def reveal(self, reason: str) -> None:
        """Note that somebody saw the unmasked data of the responsible person, and why."""
        enforce(policies.names_no_responsible(self, reason))
        self.tell(events.ResponsibleRevealed, reason=reason)

    def _turn(self, on: date, document_no: str, *, note: str = "") -> None:
        self.history = (*self.history, Chapter(self.status, on, document_no, note))
