"""The main job of the house, end to end, through HTTP at the gateway only (also `make demo`).

Chapters follow one another and share what they made. Each says what it does to `say`.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Any

from tests.e2e import people
from tests.e2e.client import Town, refused

Json = dict[str, Any]
LISTS = ("L1", "L2", "L3", "L4", "L5")


@dataclass
class Story:
    """What the chapters made, for those that follow and for the tests."""

    town: Town
    say: Callable[[str], None] = lambda _: None
    batch: str = ""
    mark: str = ""
    items: dict[str, str] = field(default_factory=dict)
    versions: dict[str, Json] = field(default_factory=dict)
    row: Json = field(default_factory=dict)
    delegation: str = ""
    activated: Json = field(default_factory=dict)
    cases: dict[str, Json] = field(default_factory=dict)
    refusals: dict[str, Json] = field(default_factory=dict)
    public: list[Json] = field(default_factory=list)
    trace: Json = field(default_factory=dict)

    def refuse(self, name: str, act: Callable[[], Any]) -> None:
        """Keep a refusal and say it."""
        problem = refused(act)
        self.refusals[name] = problem
        self.say(f"拒绝 {problem['status']} {problem['code']}：{problem['detail']}")

    # --- 1 lists -------------------------------------------------------------------------------

    def compile_lists(self) -> None:
        """一、三报三审三回一公示：五张清单施行"""
        bianban = self.town["bianban"]
        told = len(bianban.get("/delegation/batches")["items"]) - 1
        self.mark = f"（第{told + 1}次演示）" if told else ""
        body = {
            "title": "2026年权责清单调整（示例）",
            "reporters": [["510115-MZ"], [people.STREET, people.NEIGHBOUR], ["510115-MZ"]],
            "countersigners": [f"{people.STREET}001"],
        }
        self.batch = bianban.create("/delegation/batches", body)["batch_id"]
        self._step("open")
        self._first_round()
        self._second_round()
        self._third_round()
        self._notice()
        self._approve()

    def _first_round(self) -> None:
        self._report("改造", "无障碍", "助餐", "月报", "授牌")
        self._step("close_report")
        sifa = self.town["sifa"]
        reason = {"reason": "NO_LEGAL_BASIS", "note": "无法律依据"}
        sifa.act(f"/delegation/items/{self.items['授牌']}", "challenge", reason)
        self._review()
        self._resolve("月报", "cancel", reason="无法律依据，数据可共享取得")
        self._resolve("授牌", "cancel", reason="无法律依据")
        self._resolve("无障碍", "merge", reason="与适老化改造重复", into=self.items["改造"])
        self._return()

    def _second_round(self) -> None:
        self._step("next_round")
        self._report("核实", "晾晒", "推销")
        self._step("close_report")
        self._review()
        self._resolve("改造", "retain", reason="依法由街道承接")
        self._resolve("核实", "retain", reason="确需社区核实")
        self._resolve("推销", "retain", reason="不得要求社区承担")
        changes = {"particulars": {"duty": "MZ-008", "service_kind": "养老服务"}}
        self._resolve(
            "助餐", "reassign", reason="可向社会力量购买", list_code="L2", changes=changes
        )
        changes = {"level": "community", "bearer": "居民委员会"}
        self._resolve("晾晒", "reassign", reason="属居民自治事项", list_code="L3", changes=changes)
        self._return()

    def _third_round(self) -> None:
        self._step("next_round")
        self._report(units=["510115-MZ"])
        self._step("close_report")
        self._review()
        self._return()

    def _notice(self) -> None:
        shown = self._step("start_notice")
        self.say(f"公示至 {shown['notice_until']}")
        last = datetime.fromisoformat(shown["notice_until"]).date()
        now = self.town.now()
        self.town.move_to(datetime.combine(last + timedelta(days=1), time(9), now.tzinfo))
        self.town.eventually(lambda: self._batch()["status"]["code"] == "READY", "the notice ended")

    def _approve(self) -> None:
        body = {"document_no": "温府办函〔2026〕8号（示例）"}
        self.town["zhengfu"].act(self._path, "approve", body)
        listed = self.town.reader.get(f"/delegation/lists?batch_id={self.batch}")["items"]
        self.versions = {version["list_code"]: version for version in listed}
        for code, version in sorted(self.versions.items()):
            self.say(f"{code}《{version['list_name']}》第{version['number']}版，"
                     f"{version['entry_count']} 项，{version['effective_from']}起施行")  # fmt: skip

    @property
    def _path(self) -> str:
        return f"/delegation/batches/{self.batch}"

    def _batch(self) -> Json:
        return self.town["bianban"].get(self._path)

    def _step(self, action: str, body: Json | None = None) -> Json:
        shown = self.town["bianban"].act(self._path, action, body)
        self.say(f"编办：{action} → {shown['status']['label']}（第{shown['round']}轮）")
        return shown

    def _report(self, *names: str, units: list[str] | None = None) -> None:
        for name in names:
            officer = self.town[people.OFFICERS[people.ITEMS[name]["by"]]]
            made = officer.create(f"{self._path}/items", people.item(name, self.mark))
            self.items[name] = made["item_id"]
        for unit in units or dict.fromkeys(people.ITEMS[name]["by"] for name in names):
            self._sign(unit)

    def _sign(self, unit: str) -> None:
        """A street signs when it has said of every item whether it can bear it, at what cost."""
        leader, officer = self.town[people.LEADERS[unit]], self.town[people.OFFICERS[unit]]
        body = {"document_no": f"{unit} 上报〔2026〕1号（示例）"}
        due = people.stances_due(self._batch(), unit)
        if due:
            self.refuse("unsaid", lambda: leader.act(self._path, "submit_unit", body))
        for item_id in due:
            officer.act(f"/delegation/items/{item_id}", "stance", people.BEARS)
        leader.act(self._path, "submit_unit", body)

    def _review(self) -> None:
        """Every reviewer of the round speaks on every live item but its own unit's."""
        shown = self._batch()
        for unit in shown["rounds"][shown["round"] - 1]["reviewers"]:
            for one in shown["items"]:
                gone = one["status"]["code"] in ("MERGED", "CANCELLED")
                if one["reporter"] != unit and not gone:
                    reviewer = self.town[people.REVIEWERS[unit]]
                    opinion = {"verdict": "agree", "text": "依据充分，同意。"}
                    reviewer.act(f"/delegation/items/{one['item_id']}", "opinion", opinion)

    def _resolve(self, name: str, resolution: str, **outcome: Any) -> None:
        path = f"/delegation/items/{self.items[name]}"
        self.town["bianban"].act(path, "resolve", {"resolution": resolution, **outcome})

    def _return(self) -> None:
        shown = self._step("close_review")
        people.answer_return(self.town, self._path, shown["rounds"][shown["round"] - 1])

    # --- 2 row and delegation ------------------------------------------------------------------

    def publish_row_and_delegate(self) -> None:
        """二、流程表发布，事项下放柳城街道：权随责走、费随事转、事费配套"""
        entry = self._entry("改造", "L1")
        self._publish_row(entry["lineage_id"])
        minzheng, leader = self.town["minzheng"], self.town["minzheng_leader"]
        body = {"item_id": entry["lineage_id"], "street": people.STREET}
        made = minzheng.create("/delegation/delegations", body)
        self.delegation = made["delegation_id"]
        path = f"/delegation/delegations/{self.delegation}"
        version = leader.act(path, "offer")["version"]
        opinion = {"opinion": "同意承接，请同步落实权限、经费和人员。"}
        other = self.town["gongping_leader"]
        self.refuse("wrong_street", lambda: other.act(path, "accept", opinion, version=version))
        self.town["liucheng_leader"].act(path, "accept", opinion)
        self.refuse("no_means", lambda: leader.act(path, "activate"))
        authority = {"kind": "审批", "scope": "居家适老化改造补贴审核确认",
                     "document_no": "温民授〔2026〕3号（示例）"}  # fmt: skip
        leader.act(path, "grant_authority", authority)
        self.refuse("no_money", lambda: leader.act(path, "activate"))
        self._fund(path)
        staff = {"count": 2, "category": "事业", "document_no": "温编〔2026〕2号（示例）",
                 "trained": True}  # fmt: skip
        leader.act(path, "assign_staff", staff)
        self.activated = leader.act(path, "activate")
        self.say(f"“{self.activated['item_name']}”：{self.activated['status']['label']}")

    def _publish_row(self, item_id: str) -> None:
        minzheng, leader = self.town["minzheng"], self.town["minzheng_leader"]

        def draft(*extra: Json) -> str:
            return str(minzheng.create("/delegation/rows", people.row(item_id, *extra))["row_id"])

        def publish(row_id: str) -> Json:
            return leader.act(f"/delegation/rows/{row_id}", "publish")

        kin = draft(people.material("亲属关系证明", "社区出具", "必要"))
        self.refuse("seal", lambda: publish(kin))
        vague = draft(people.material("其他材料", "申请人", "必要"))
        self.refuse("catch_all", lambda: publish(vague))
        self.row = publish(draft())
        self.say(f"流程表“{self.row['item_name']}”第{self.row['number']}版：已发布")

    def _fund(self, path: str) -> None:
        """Too little money is refused with the shortfall (DEL-02), enough is booked."""
        money = {"budget_year": self.town.now().year, "unit_cost_fen": 50_000,
                 "planned_volume": 200, "document_no": "温财〔2026〕6号（示例）"}  # fmt: skip
        caizheng = self.town["caizheng"]
        short = {**money, "amount_fen": 9_000_000}
        self.refuse("too_little", lambda: caizheng.act(path, "appropriate_funds", short))
        caizheng.act(path, "appropriate_funds", {**money, "amount_fen": 10_000_000})

    def _named(self, key: str) -> str:
        return str(people.item(key, self.mark)["name"])

    def _entry(self, key: str, list_code: str) -> Json:
        path = f"/delegation/entries?q={self._named(key)}&list_code={list_code}&limit=100"
        found = self.town.reader.get(path)["items"]
        return next(dict(entry) for entry in found if entry["name"] == self._named(key))

    # --- 3 cases -------------------------------------------------------------------------------

    def serve_residents(self) -> None:
        """三、居民办事：代办、网上、窗口，一次告知，法定时钟"""
        self.town.eventually(self._offered_at_the_window, "the window offers the item")
        self._proxy_case()
        self._web_case()
        self._short_cases()
        self._silent_cases()

    def _offered_at_the_window(self) -> bool:
        item = self.town.reader.get(f"/centers/items/{self.row['row_id']}")
        return item["item_name"] == self.row["item_name"]

    def _proxy_case(self) -> None:
        """Through a proxy clerk of her own community, to the very end (START_ON_COMPLETE)."""
        case = self._submit(
            "daiban", "王秀英", 1, people.given("居民身份证", people.SEALED),
            channel="PROXY", applicant_account=self.town["wang_xiuying"].actor["id"],
            authorisation={"scope": "代为申请适老化改造补贴", "document_no": "委托〔2026〕1号",
                           "expires_on": f"{self.town.now().date() + timedelta(days=90)}"},
        )  # fmt: skip
        path = f"/centers/cases/{case['case_id']}"
        other, version = self.town["gongping_window"], case["version"]
        self.refuse("outsider", lambda: other.act(path, "accept", version=version))
        defects = {"defects": [{"material": "适老化改造申请表", "what": "未提交"},
                               {"material": "改造部位照片", "what": "未提交"}]}  # fmt: skip
        chuangkou = self.town["chuangkou"]
        told = chuangkou.act(path, "notify_correction", defects)
        self.say(f"{told['case_no']} 一次性告知，{told['correction']['answer_by']} 前补正")
        self.refuse("twice", lambda: chuangkou.act(path, "notify_correction", defects))
        self.town.pass_time(days=1)
        handed = {"materials": people.given("适老化改造申请表", "改造部位照片")}
        accepted = self.town["daiban"].act(path, "resubmit", handed)
        self.say(f"补正齐全即受理，承诺 10 个工作日，{accepted['due']} 前办结")
        self._decide(path)
        self.town["chujian"].act(path, "deliver", {"receipt_no": "送达〔2026〕1号（示例）"})
        self.cases["proxy"] = self.town["wang_xiuying"].act(path, "rate", {"level": 5})

    def _decide(self, path: str) -> None:
        """Review with a statutory pause and one extension, then grant."""
        chengban, fuzeren = self.town["chengban"], self.town["fuzeren"]
        chengban.act(path, "start")
        pause = {"reason": "鉴定", "notice_no": "中止〔2026〕1号（示例）", "expected_days": 5}
        chengban.act(path, "pause", pause)
        self.town.pass_time(days=4)
        resumed = chengban.act(path, "resume")
        notice = {"reason": "需补充入户评估", "notice_no": "延期〔2026〕1号（示例）"}
        extended = fuzeren.act(path, "extend", notice)
        self.say(f"鉴定中止 4 天，顺延至 {resumed['due']}；经批准延长一次，至 {extended['due']}")
        self.refuse("extend_twice", lambda: fuzeren.act(path, "extend", notice))
        fuzeren.act(path, "grant", {"document_no": "温民补〔2026〕1号（示例）"})

    def _web_case(self) -> None:
        """On the web with something that may come later (NONE); refused with reasons and rights."""
        case = self._submit("li_wei", "李伟", 2, people.given(*people.MAIN))
        path = f"/centers/cases/{case['case_id']}"
        accepted = self.town["chuangkou"].act(path, "accept_tolerant", {"promise_signed": True})
        self.say(f"{accepted['case_no']} 容缺受理，{accepted['promise']['supply_by']} 前补齐照片；"
                 "时钟照走")  # fmt: skip
        self.town["li_wei"].act(path, "supply", {"materials": people.given("改造部位照片")})
        body = {"document_no": "温民不〔2026〕1号（示例）", "reasons": "住房不在改造范围。",
                "rights": "可在60日内申请行政复议，或在六个月内提起行政诉讼。"}  # fmt: skip
        self.town["fuzeren"].act(path, "deny", body)
        self.town["chujian"].act(path, "deliver", {"receipt_no": "送达〔2026〕2号（示例）"})
        self.cases["web"] = case

    def _short_cases(self) -> None:
        """Not this organ's business; taken back by the applicant."""
        lost = self._submit("li_wei", "李伟", 2, people.given(*people.ALL))
        body = {"competent_unit": "温江区住房和城乡建设局"}
        path = f"/centers/cases/{lost['case_id']}"
        self.cases["not_ours"] = self.town["chuangkou"].act(path, "refuse_scope", body)
        gone = self._submit("li_wei", "李伟", 2, people.given(*people.ALL))
        path = f"/centers/cases/{gone['case_id']}"
        self.cases["withdrawn"] = self.town["li_wei"].act(path, "withdraw")

    def _silent_cases(self) -> None:
        """Somebody says nothing: the law speaks, by timers."""
        unheard = self._submit("li_wei", "李伟", 2, people.given(*people.ALL))
        unanswered = self._submit("li_wei", "李伟", 2, people.given("居民身份证"))
        unsupplied = self._submit("li_wei", "李伟", 2, people.given(*people.MAIN))
        window = self.town["chuangkou"]
        defects = {"defects": [{"material": "适老化改造申请表", "what": "未提交"}]}
        window.act(f"/centers/cases/{unanswered['case_id']}", "notify_correction", defects)
        path = f"/centers/cases/{unsupplied['case_id']}"
        window.act(path, "accept_tolerant", {"promise_signed": True})
        self.town.pass_time(days=45)
        for name, case, status in (
            ("deemed_accepted", unheard, "ACCEPTED"),
            ("uncorrected", unanswered, "DEEMED_WITHDRAWN"),
            ("unsupplied", unsupplied, "DEEMED_WITHDRAWN"),
            ("web", self.cases["web"], "CLOSED"),
        ):
            self.cases[name] = self._await(case["case_id"], status)
            self.say(
                f"{self.cases[name]['case_no']} 到期自动：{self.cases[name]['status']['label']}"
            )

    def _submit(self, who: str, name: str, serial: int, materials: list[Json], **more: Any) -> Json:
        body = {"row_id": self.row["row_id"], "channel": "WEB", "home_path": people.COMMUNITY,
                "applicant": people.applicant(name, serial), "materials": materials}  # fmt: skip
        return dict(self.town[who].create("/centers/cases", {**body, **more}))

    def _await(self, case_id: str, status: str) -> Json:
        def there() -> Json | None:
            case = self.town["chuangkou"].get(f"/centers/cases/{case_id}")
            return case if case["status"]["code"] == status else None

        return dict(self.town.eventually(there, f"{case_id} becomes {status}"))

    # --- 4 publication -------------------------------------------------------------------------

    def publish(self) -> None:
        """四、凡涉及群众的事项及时公开：清单和办件统计"""
        now = self.town.now()
        month = (now.replace(day=1) + timedelta(days=32)).replace(day=1, hour=9)
        self.town.move_to(month)
        wanted = [version["list_version_id"] for version in self.versions.values()]
        for record in self.town.eventually(lambda: self._candidates(wanted), "candidates arrive"):
            self._make_public(record)

    def _candidates(self, wanted: list[str]) -> list[Json] | None:
        records = list(self._records("LIST_VERSION"))
        lists = [one for one in records if one["source_id"] in wanted]
        statistics = [one for one in self._records("DECISION_STATISTICS")
                      if one["path"] == f"510115/{people.STREET}"]  # fmt: skip
        return [*lists, statistics[-1]] if len(lists) == len(LISTS) and statistics else None

    def _records(self, kind: str) -> Iterator[Json]:
        desk = self.town["gongkai"]
        for line in desk.get(f"/disclosure/records?kind={kind}&status=DRAFTED&limit=100")["items"]:
            yield desk.get(f"/disclosure/records/{line['record_id']}")

    def _make_public(self, record: Json) -> None:
        path = f"/disclosure/records/{record['record_id']}"
        nothing = {"secrecy": "", "third_party": "", "internal": ""}
        self.town["gongkai"].act(path, "check", nothing)
        self.town["gongkai_leader"].act(path, "approve")
        self.town["gongkai"].act(path, "publish")
        self.public.append(self.town.reader.get(f"/disclosure/public/{record['record_id']}"))
        self.say(f"{record['title']}：形成于 {record['formed_at'][:10]}，"
                 f"应于 {record['due']} 前公开")  # fmt: skip

    # --- 5 trace -------------------------------------------------------------------------------

    def trace_the_case(self) -> None:
        """五、全链条可溯：谁、代表哪个单位、做了什么、时钟怎样、哪条事件"""
        case_no = self.cases["proxy"]["case_no"]
        path = f"/oversight/traces/{case_no}"

        def whole() -> Json | None:
            found = self.town["zhihui"].get(path)
            return found if found["entries"][-1]["type"] == "centers.case.closed" else None

        self.trace = self.town.eventually(whole, "the trace is whole")
        for entry in self.trace["entries"]:
            unit = self.trace["units"].get(entry["actor_unit"], "匿名")
            self.say(f"{entry['at'][:16]} {entry['label']}（{unit}）时钟：{entry['clock']}")

    # --- 6 refusals ----------------------------------------------------------------------------

    def refuse_what_lists_forbid(self) -> None:
        """六、清单就是规则：不该派的派不下去，理由和依据随答复给出"""
        street, ask = self.town["liucheng"], "/delegation/dispatch?name="
        allowed = street.get(f"{ask}{self._named('晾晒')}")
        self.say(f"可以交办：{allowed['entry']['name']}（{allowed['entry']['list_code']}）")
        self.refuse("negative", lambda: street.get(f"{ask}{self._named('推销')}"))
        self.refuse("cancelled", lambda: street.get(f"{ask}{self._named('月报')}"))
        self.refuse("not_admitted", lambda: street.get(f"{ask}统计辖区共享单车数量"))
        self.refuse("no_rules", lambda: street.get(f"{ask}统计&on=1999-01-01"))

    CHAPTERS = (
        compile_lists, publish_row_and_delegate, serve_residents, publish, trace_the_case,
        refuse_what_lists_forbid,
    )  # fmt: skip
