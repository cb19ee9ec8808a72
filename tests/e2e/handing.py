"""Items of 人社局 handed down to a street and taken back: what several stories begin with."""

from typing import Any

from tests.e2e.client import Town

ZERO = {"reason": "依托现有窗口办理，不另行配备（示例）", "document_no": "说明〔2026〕1号（示例）"}


def free_item(town: Town) -> dict[str, Any]:
    """Return the last entry of 人社局 that no street holds."""
    listed = "/delegation/entries?list_code=L1&department=510115-RS&limit=100"
    held = town["zhihui"].get("/delegation/delegations?limit=100")["items"]
    taken = {each["item_id"] for each in held if each["status"]["code"] != "REVOKED"}
    free = [one for one in town.reader.get(listed)["items"] if one["lineage_id"] not in taken]
    return free[-1]


def proposed(town: Town, item_id: str, street: str, **more: Any) -> str:
    """Let the officer propose; return the path of the delegation."""
    body = {"item_id": item_id, "street": street, **more}
    found = town["renshe"].create("/delegation/delegations", body)
    return f"/delegation/delegations/{found['delegation_id']}"


def handed_down(town: Town, item_id: str, street: str, leader: str, **more: Any) -> str:
    """Hand it down in one go, with signed zeroes for money and people."""
    path = proposed(town, item_id, street, **more)
    town["renshe_leader"].act(path, "offer")
    town[leader].act(path, "accept", {"opinion": "同意承接（示例）"})
    authorise(town, path)
    town["caizheng"].act(path, "waive_funds", ZERO)
    town["bianban"].act(path, "waive_staff", ZERO)
    town["renshe_leader"].act(path, "activate")
    return path


def authorise(town: Town, path: str) -> None:
    power = {"kind": "服务", "scope": "受理、初审", "document_no": "温人社授〔2026〕1号（示例）"}
    town["renshe_leader"].act(path, "grant_authority", power)


def taken_back(town: Town, path: str) -> dict[str, Any]:
    """Take it back; what runs at the street is finished there."""
    town["renshe_leader"].act(path, "request_revocation", {"reason": "统一收回（示例）"})
    found: dict[str, Any] = town["zhengfu"].act(
        path, "revoke", {"document_no": "温府办函〔2026〕29号（示例）"}
    )
    return found
