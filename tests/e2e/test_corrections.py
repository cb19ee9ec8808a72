"""Records about oneself through the gateway: corrected, sent on, left as they are with reasons."""

from itertools import count
from typing import Any

import pytest

from tests.e2e import people
from tests.e2e.client import Town, refused

OFFICER, LEADER, RESIDENT = "gongkai", "gongkai_leader", "wang_xiuying"
PATH = "/disclosure/corrections"
SERIAL = count(980)


def asked(town: Town, who: str = RESIDENT) -> str:
    body = {
        "organ_path": f"510115/{people.STREET}", "said": "登记为独居（示例）",
        "should_say": "与女儿同住（示例）", "evidence": "户口簿复印件（示例）",
        "applicant": people.applicant("王秀英（示例）", next(SERIAL)),
    }  # fmt: skip
    return f"{PATH}/{town[who].create(PATH, body)['correction_id']}"


def does(town: Town, path: str, who: str, action: str, **body: Any) -> str:
    return str(town[who].act(path, action, body)["status"]["label"])


@pytest.mark.rule("REQ-13", "REQ-14", "RED-01")
def test_what_another_organ_keeps_is_sent_there_and_corrected(town: Town):
    where = asked(town)
    assert refused(lambda: town["li_wei"].get(where))["status"] == 404
    does(town, where, OFFICER, "transfer", to_path="510115/510115-MZ")
    shown = town[RESIDENT].get(where)
    assert shown["moves"][0]["to_path"] == shown["path"] == "510115/510115-MZ"
    assert "王秀英" not in shown["applicant"]
    why = {"reason": "电话核对（示例）"}
    whole = town[OFFICER].ask("POST", f"{where}/actions/reveal", why).json()
    assert whole["name"] == "王秀英（示例）"
    done = {"answer": "已更正（示例）", "document_no": "更正告知1号（示例）"}
    assert does(town, where, OFFICER, "correct", **done) == "已更正"
    assert town[RESIDENT].get(where)["answer"] == "已更正（示例）"


@pytest.mark.rule("REQ-13", "REQ-14", "G-07")
def test_who_is_refused_redirected_or_gives_up_is_told_so(town: Town):
    where = asked(town, OFFICER)
    does(town, where, OFFICER, "propose_refusal", reasons="证据不足（示例）")
    does(town, where, LEADER, "return_refusal")
    does(town, where, OFFICER, "propose_refusal", reasons="与登记一致（示例）")
    no = {"document_no": "不予更正1号（示例）"}
    assert does(town, where, LEADER, "approve_refusal", **no) == "不予更正"
    where = asked(town)
    told = {"answer": "由公安机关登记（示例）", "where": "户籍派出所（示例）"}
    assert does(town, where, OFFICER, "redirect", **told) == "已告知向有权机关提出"
    where = asked(town)
    assert does(town, where, RESIDENT, "withdraw") == "已撤回"
    listed = town[RESIDENT].get(f"{PATH}?status=WITHDRAWN")["items"]
    assert where.rpartition("/")[2] in [each["correction_id"] for each in listed]
