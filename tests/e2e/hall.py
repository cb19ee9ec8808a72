"""A hall through the gateway: its mornings, its machine, its windows."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.e2e.client import Person, Town

CENTER = "C-510115001"
"""柳城's center: window 2 serves employment, 4 civil affairs, 1 and 6 whatever comes."""


@dataclass
class Hall:
    """One place, as those who wait and those who call see it."""

    town: Town
    place_id: str = CENTER

    @property
    def path(self) -> str:
        return f"/centers/places/{self.place_id}"

    def opens(self, *, after: date) -> datetime:
        """Return when the place opens next after a day."""
        since = after + timedelta(days=1)
        days = self.town.reader.get(f"{self.path}/hours?first={since}&days=31")["days"]
        day = next(each for each in days if each["spells"])
        first = time.fromisoformat(day["spells"][0]["opens"])
        return datetime.combine(date.fromisoformat(day["on"]), first, self.town.now().tzinfo)

    def next_morning(self) -> datetime:
        """Go on to the next opening; what was left open the day before has been closed."""
        opens = self.opens(after=self.town.now().date())
        self.town.move_to(opens)
        self.town.eventually(
            lambda: {desk["status"]["code"] for desk in self.board()["desks"]} == {"CLOSED"},
            "the day before is over",
        )
        return opens

    def board(self) -> dict[str, Any]:
        return dict(self.town.reader.get(f"{self.path}/board"))

    def on_board(self, window: str) -> dict[str, Any]:
        return next(desk for desk in self.board()["desks"] if desk["window"] == window)

    def line(self, kind: str) -> dict[str, Any]:
        return next(line for line in self.board()["lines"] if line["kind"] == kind)

    def take(self, who: str = "quhaoji", kind: str = "民政", ground: str = "") -> dict[str, Any]:
        """Draw a ticket: at the machine, or on one's own telephone."""
        body = {"kind": kind, "ground": ground}
        return dict(self.town[who].create(f"{self.path}/tickets", body))

    def desk(self, window: str, action: str, who: str = "chuangkou", **body: Any) -> dict[str, Any]:
        where = f"{self.path}/windows/{window}/actions/{action}"
        return dict(self.town[who].ask("POST", where, body).json())

    def call(self, window: str, who: str = "chuangkou") -> dict[str, Any]:
        where = f"{self.path}/windows/{window}/actions/call_next"
        return dict(self.town[who].create(where, {}))

    def on(
        self, ticket: dict[str, Any], action: str, who: str = "chuangkou", **body: Any
    ) -> dict[str, Any]:
        """Act on a ticket as it stands now."""
        return dict(self.town[who].act(self.ticket_path(ticket), action, body))

    def serve(self, ticket: dict[str, Any], *, minutes: float = 0) -> dict[str, Any]:
        """Serve somebody from beginning to end."""
        self.on(ticket, "serve")
        if minutes:
            self.town.pass_time(minutes=minutes)
        return self.on(ticket, "finish")

    def seen(self, ticket: dict[str, Any], who: str) -> dict[str, Any]:
        """Return a ticket as somebody sees it now, with what is still before it."""
        return dict(self.town[who].get(self.ticket_path(ticket)))

    @staticmethod
    def ticket_path(ticket: dict[str, Any]) -> str:
        return f"/centers/tickets/{ticket['ticket_id']}"


def buttons(shown: dict[str, Any]) -> set[str]:
    """Return the names of the steps that are offered to whoever reads this."""
    return {each["action"] for each in shown["offered"]}


def entries(town: Town, who: str, matter: str, last: str) -> list[dict[str, Any]]:
    """Return the acts in the trace of a matter once its `last` one has arrived there."""

    def whole() -> list[dict[str, Any]] | None:
        found = list(town[who].get(f"/oversight/traces/{matter}")["entries"])
        return found if last in {each["label"] for each in found} else None

    return list(town.eventually(whole, f"“{last}” is in the trace"))


def post(person: Person, path: str, **body: Any) -> Any:
    """Take a step that needs neither a version nor a key."""
    return person.ask("POST", path, body).json()
