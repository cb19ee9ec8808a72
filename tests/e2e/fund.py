"""A call for ventures as it goes through the gateway, until it is ready for its awards.

People with serial numbers 940-941 live here; nobody of them exists.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.e2e import people
from tests.e2e.client import Town, refused

Json = dict[str, Any]
JUDGES = tuple(f"pingwei{number}" for number in range(1, 7))
CRITERIA = ("需求与意义", "方案可行性", "团队能力", "预算合理性", "可持续性")
FIRST, SECOND = "暖巷银龄（示例）", "清水行动（示例）"
ORGANISATIONS = {
    "nuanxiang": ("温江区暖巷社会工作服务中心", "助老服务", 940, "MJ9400012"),
    "qingshui": ("温江区清水环保服务中心", "环保服务", 941, "MJ9410013"),
}
DOCUMENT = {"document_no": "温社工〔2026〕1号（示例）"}
SYMBOLS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
CALLS, VENTURES = "/incubation/venture-calls", "/incubation/ventures"


def credit_code(body: str) -> str:
    """Return a unified code of a social service organisation with the right check (GB 32100)."""
    code = f"52510115{body}"
    total = sum(SYMBOLS.index(each) * pow(3, place, 31) for place, each in enumerate(code))
    return code + SYMBOLS[(31 - total % 31) % 31]


def application(title: str, word: str, **changes: Any) -> Json:
    plan = {
        "summary": f"每周一次{word}，全年不少于四十次（示例）。", "group": "居民",
        "beneficiaries": 60, "budget": [{"name": "人员与物料", "amount_fen": 3_000_000}],
        "targets": [{"name": word, "amount": 40, "unit": "次"}], **changes.pop("plan", {}),
    }  # fmt: skip
    return {
        "title": title, "field": word, "place": people.COMMUNITY, "asked_fen": 3_000_000,
        "plan": plan, "papers": ["登记证书", "项目申报书", "独立账户证明"], **changes,
    }  # fmt: skip


@dataclass
class Fund:
    """What the chapters made."""

    town: Town
    call: str = ""
    organisations: dict[str, str] = field(default_factory=dict)
    ventures: dict[str, str] = field(default_factory=dict)
    seen: Json = field(default_factory=dict)

    def register(self, who: str) -> None:
        """Register an organisation; its account speaks for it from here."""
        name, scope, serial, body = ORGANISATIONS[who]
        person = people.applicant(f"赵明远{serial}（示例）", serial)
        made = self.town[who].create("/incubation/registrations", {
            "terms": {"form": "SERVICE", "name": name, "domicile": "示例路9号（虚构）",
                      "charter_scope": scope, "staff": 3, "funds_fen": 3_000_000,
                      "own_account": True},
            "responsible": {key: person[key] for key in ("name", "id_no", "phone")},
        })  # fmt: skip
        path = f"/incubation/registrations/{made['registration_id']}"
        self.town["shezu"].act(path, "accept")
        code = {"credit_code": credit_code(body), **DOCUMENT}
        found = self.town["shezu_leader"].act(path, "register", code)
        self.organisations[who] = found["organisation_id"]

    def collect(self) -> None:
        """Collect what residents and communities need, and publish it."""
        town, officer = self.town, self.town["shegong"]
        made = officer.create(CALLS, {"title": "公益创投（示例）", "year": town.now().year,
                                      "tier": "MICRO", "budget_fen": 5_000_000})  # fmt: skip
        self.call = f"{CALLS}/{made['call_id']}"
        officer.act(self.call, "collect")
        need = town["wang_xiuying"].create(f"{self.call}/needs", {"statement": "楼上老人没人陪"})
        other = town["daiban"].create(f"{self.call}/needs", {"statement": "想办一场商品展销"})
        words = {"title": "高龄老人陪伴（示例）", "group": "老人"}
        officer.act(f"/incubation/needs/{need['need_id']}", "publish", words)
        officer.act(f"/incubation/needs/{other['need_id']}", "decline", {"reason": "不是公益需求"})

    def open(self) -> None:
        """Open the window from today through tomorrow; two organisations apply."""
        town, today = self.town, self.town.now().date()
        window = {"opens_on": str(today), "closes_on": str(today + timedelta(days=1)), **DOCUMENT}
        town["shegong_leader"].act(self.call, "open", window)
        self.apply("nuanxiang", FIRST, "助老")
        wrong = self.apply("qingshui", "清水（示例）", "环保")
        town["shegong"].act(wrong, "reject", {"reason": "申报书内容不全"})
        self.apply("qingshui", SECOND, "环保")
        for path in self.ventures.values():
            town["shegong"].act(path, "shortlist")
        self.to(today + timedelta(days=2))
        town.eventually(lambda: self.status() == "REVIEWING", "the window closes by itself")

    def apply(self, who: str, title: str, word: str) -> str:
        made = self.town[who].create(f"{self.call}/ventures", application(title, word))
        self.ventures[who] = f"{VENTURES}/{made['venture_id']}"
        return self.ventures[who]

    def judge(self) -> None:
        """Seat six judges: one has a tie, one stands down; the rest score."""
        town, officer = self.town, self.town["shegong"]
        for judge in JUDGES:
            made = officer.create(f"{self.call}/seats", {"judge_id": town[judge].actor["id"]})
            path, tied = f"/incubation/seats/{made['seat_id']}", judge == "pingwei6"
            known = town[judge].get(f"{self.call}/applicants")["items"]
            self.seen[judge] = path, [each["name"] for each in known]
            tie = {"organisation_id": self.organisations["nuanxiang"], "nature": "配偶任理事"}
            town[judge].act(path, "declare", {"ties": [tie] if tied else []})
        self.seen["tied"] = town["pingwei6"].get("/incubation/files")["items"]
        self.seen["panels"] = officer.get(f"{self.call}/panels")["panels"]
        for who, points in (("nuanxiang", 90), ("qingshui", 70)):
            for number, judge in enumerate(JUDGES[: 5 if who == "nuanxiang" else 6]):
                self.score(judge, who, points + number)
        key = self.file("nuanxiang")
        self.seen["early"] = {who: town[who].get(f"{key}/scores")["items"]
                              for who in ("shegong", "pingwei1")}  # fmt: skip
        officer.act(self.call, "rank")
        self.seen["late"] = officer.get(f"{key}/scores")["items"]

    def score(self, judge: str, who: str, points: int) -> None:
        marks = [{"name": name, "points": points} for name in CRITERIA]
        body = {"marks": marks, "comment": "方案可行（示例）"}
        self.town[judge].create(f"{self.file(who)}/scores", body)

    def file(self, who: str) -> str:
        return f"/incubation/files/{self.ventures[who].rpartition('/')[2]}"

    def show(self) -> None:
        """Show the ranking twice: the first time an objection holds."""
        officer = self.town["shegong"]
        grant = {"venture_id": self.key("nuanxiang"), "grant_fen": 2_000_000}
        officer.act(self.call, "announce", {"grants": [grant]})
        said = [self.object("wang_xiuying", "qingshui"), self.object("li_wei", "nuanxiang")]
        for path, upheld in zip(said, (True, False), strict=True):
            officer.act(path, "answer", {"answer": "已核实（示例）", "upheld": upheld})
        self.wait("CONTESTED")
        self.seen["changed"] = refused(lambda: officer.act(self.call, "settle"))
        officer.act(self.call, "renew_notice")
        late = self.object("li_wei", "nuanxiang")
        self.wait("CONTESTED")
        officer.act(late, "answer", {"answer": "经查不属实（示例）", "upheld": False})
        self.seen["ready"] = officer.act(self.call, "settle")

    def object(self, who: str, against: str) -> str:
        body = {"venture_id": self.key(against), "statement": "材料与事实不符（示例）"}
        made = self.town[who].create(f"{self.call}/objections", body)
        return f"/incubation/ranking-objections/{made['objection_id']}"

    def wait(self, status: str) -> None:
        """Let the notice pass."""
        due = date.fromisoformat(self.town.reader.get(self.call)["due"])
        self.to(due + timedelta(days=1))
        self.town.eventually(lambda: self.status() == status, f"the call becomes {status}")

    def to(self, day: date) -> None:
        self.town.move_to(datetime.combine(day, time(9), self.town.now().tzinfo))

    def status(self) -> str:
        return str(self.town.reader.get(self.call)["status"]["code"])

    def key(self, who: str) -> str:
        return self.ventures[who].rpartition("/")[2]
