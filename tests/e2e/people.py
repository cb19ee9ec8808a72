"""Synthetic people and papers of the story; nobody here exists."""

from typing import Any

STREET, NEIGHBOUR = "510115001", "510115002"
COMMUNITY = f"510115/{STREET}/{STREET}001"

REVIEWERS = {
    "510115-BB": "bianban", "510115-SF": "sifa", "510115-MZ": "mz_review",
    "510115-CZ": "caizheng", "510115-ZW": "zhengwu", "510115-GW": "zhengfu",
}  # fmt: skip
OFFICERS = {"510115-MZ": "minzheng", STREET: "liucheng", NEIGHBOUR: "gongping"}
LEADERS = {"510115-MZ": "minzheng_leader", STREET: "liucheng_leader", NEIGHBOUR: "gongping_leader",
           f"{STREET}001": "heping_leader"}  # fmt: skip

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)


def id_no(birth: str, serial: int) -> str:
    """Return an ID number of the district with the right check digit (GB 11643)."""
    digits = f"510115{birth}{serial:03d}"
    total = sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True))
    return digits + "10X98765432"[total % 11]


def applicant(name: str, serial: int) -> dict[str, Any]:
    """Return somebody who applies."""
    return {
        "name": name,
        "id_no": id_no("19510203", serial),
        "phone": f"1380000{serial:04d}",
        "address": "示例路1号（虚构）",
    }


SEALED = "居家适老化改造入户核实意见"
LAW = [{"law": "老年人权益保障法", "article": "第三十七条"}]
LETTER = [{"law": "温民发〔2015〕12号（示例文件）", "article": ""}]

ITEMS: dict[str, dict[str, Any]] = {
    "改造": {"by": "510115-MZ", "list_code": "L1", "name": "居家适老化改造补贴", "level": "street",
           "kind": "行政给付", "bearer": "街道综合便民服务中心", "basis": LAW},
    "无障碍": {"by": "510115-MZ", "list_code": "L1", "name": "老年人家庭无障碍改造补贴",
            "level": "street", "kind": "行政给付", "bearer": "街道综合便民服务中心", "basis": LAW},
    "助餐": {"by": "510115-MZ", "list_code": "L1", "name": "社区老年人助餐服务", "level": "street",
           "kind": "公共服务", "bearer": "街道", "basis": LAW},
    "月报": {"by": "510115-MZ", "list_code": "L1", "name": "老年人情况月报表报送",
           "level": "street", "kind": "其他", "bearer": "街道", "basis": LETTER},
    "授牌": {"by": "510115-MZ", "list_code": "L1", "name": "敬老楼院授牌评比", "level": "street",
           "kind": "其他", "bearer": "街道", "basis": LETTER},
    "核实": {"by": STREET, "list_code": "L5", "name": SEALED,
           "department": "510115-MZ", "level": "community", "kind": "其他",
           "bearer": "居民委员会", "basis": LAW,
           "particulars": {"set_by": "《老年人权益保障法》第三十七条", "asked_by": "街道办事处",
                           "purpose": "核实改造需求", "procedure": "入户；核实；登记；用印",
                           "form": "意见书，一式两份", "retention": "10年"}},
    "晾晒": {"by": NEIGHBOUR, "list_code": "L1", "name": "楼院公共晾晒区使用约定",
           "department": "510115-MZ", "level": "street", "kind": "其他", "bearer": "街道",
           "basis": [{"law": "城市居民委员会组织法", "article": "第三条"}]},
    "推销": {"by": NEIGHBOUR, "list_code": "L4", "name": "代商业机构入户推销",
           "department": "510115-MZ", "level": "community", "kind": "其他",
           "bearer": "居民委员会不承担", "keywords": ["入户推销"],
           "basis": [{"law": "城市居民委员会组织法", "article": "第四十三条"}]},
}  # fmt: skip
"""The eight items of T1.1: 3 retained, 1 merged, 2 reassigned (L2, L3), 2 cancelled."""


def item(key: str, mark: str) -> dict[str, Any]:
    """Return an item as it is reported; `mark` tells the runs of the story apart.

    What one run cancelled may not come back in the next, not even under another name (LST-07).
    """
    found = {name: value for name, value in ITEMS[key].items() if name != "by"}
    found["name"] += mark
    if found["basis"] is LETTER:
        found["basis"] = [{**LETTER[0], "law": f"{LETTER[0]['law']}{mark}"}]
    if "keywords" in found:
        found["keywords"] = [f"{word}{mark}" for word in found["keywords"]]
    return found


BEARS = {"verdict": "accept", "volume": 200, "cost_fen": 10_000_000, "text": "可承接（示例）"}
"""What a street says of an item that it can bear: cases and fen a year."""


def stances_due(batch: dict[str, Any], unit: str) -> list[str]:
    """Return the items of which the unit has to say its mind in the round under way."""
    if not batch["rounds"][batch["round"] - 1]["stances"]:
        return []
    return [
        each["item_id"] for each in batch["items"]
        if each["round"] < batch["round"] and each["reporter"] != unit
        and each["status"]["code"] not in ("MERGED", "CANCELLED")
    ]  # fmt: skip


def answer_return(town: Any, batch: str, returned: dict[str, Any]) -> None:
    """Let units take note of what came back in a round, and communities countersign it."""
    for unit in returned["return_to"]:
        town[OFFICERS[unit]].act(batch, "acknowledge")
    for unit in returned["countersigners"]:
        town[LEADERS[unit]].act(batch, "countersign", {})


def material(name: str, source: str, necessity: str, **more: Any) -> dict[str, Any]:
    """Return one material of the process table (MAT-03)."""
    return {"name": name, "source": source, "necessity": necessity, "form": ["电子"], "copies": 1,
            **more}  # fmt: skip


MATERIALS = [
    material("居民身份证", "申请人", "必要"),
    material("适老化改造申请表", "申请人", "必要"),
    material(SEALED, "社区出具", "必要"),
    material("改造部位照片", "申请人", "容缺", deferrable=True, defer_days=5),
    material("老年人能力评估结果", "政府共享", "必要"),
]
"""What the row asks for: each of the sources, one that may come later."""


def row(item_id: str, *extra: dict[str, Any]) -> dict[str, Any]:
    """Return the process-table row of the story."""
    content = {
        "field": "民政",
        "content": ["申请受理", "入户评估", "审核确认", "补贴发放"],
        "bearer": "街道综合便民服务中心",
        "requirements": {"channels": ["窗口", "网上", "代办"], "quality": "一次告知、限时办结"},
        "materials": [*MATERIALS, *extra],
        "basis": LAW,
        "item_type": "行政给付",
        "handling": "COMMITTED",
        "legal_limit": "20WD",
        "promised_limit": "10WD",
        "onsite_visits": 1,
        "online_depth": ["宣传咨询", "收件", "预审"],
        "scope": "全区",
    }
    return {"item_id": item_id, "content": content}


def given(*names: str) -> list[dict[str, Any]]:
    """Return materials that are handed in."""
    return [{"name": name, "form": "电子", "copies": 1} for name in names]


ALL = [each["name"] for each in MATERIALS if each["source"] != "政府共享"]
MAIN = [name for name in ALL if name != "改造部位照片"]
