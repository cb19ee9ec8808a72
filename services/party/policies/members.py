"""Rules of members as numbers, of posts, and of guests (PTY-04, PTY-11, PTY-13, PTY-18)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from services.party.policies.sizes import Sizes
from shared.kernel.workflow import Objection


def numbers_add_up(formal: int, without_vote: int) -> Objection | None:
    """Who is under 留党察看 is a full member and has no vote (PTY-10)."""
    if without_vote <= formal:
        return None
    return Objection(
        "party.numbers_wrong",
        f"留党察看人数（{without_vote}）不得超过正式党员人数（{formal}），请核对。",
        {"formal": formal, "without_vote": without_vote, "rule": "PTY-10"},
    )


def admits(organisation: Any, probationary: int) -> Objection | None:
    """A temporary branch takes no new members (PTY-11)."""
    if organisation.admits or probationary <= organisation.probationary:
        return None
    return Objection(
        "party.does_not_admit",
        "临时党支部不发展党员，预备党员人数不能增加。",
        {"form": organisation.form, "rule": "PTY-11"},
    )


def group_fits_branch(group: int, branch: int) -> Objection | None:
    """A 党小组 is a part of its branch and is counted within it: it cannot be larger (PTY-13)."""
    if group <= branch:
        return None
    return Objection(
        "party.group_larger",
        f"党小组 {group} 人，多于所属党组织的 {branch} 人；请先更新所属党组织的党员数。",
        {"group": group, "branch": branch, "rule": "PTY-13"},
    )


def hosts_guests(group: Any) -> Objection | None:
    """Guests are placed where floating members gather (PTY-18)."""
    if group.hosts:
        return None
    return Objection(
        "party.no_guests_here", "流入党员应编入流动党员集中点党小组。", {"rule": "PTY-18"}
    )


def paper_fits(
    paper: str, *, months: int, can_transfer: bool, after: int, labels: Mapping[str, str]
) -> Objection | None:
    """Beyond six months a letter from home where it can be had; else the certificate (PTY-18)."""
    wanted = "LETTER" if months > after and can_transfer else "CERTIFICATE"
    if paper == wanted:
        return None
    return Objection(
        "party.other_paper",
        f"外出 {months} 个月{'' if can_transfer else '且无法转接组织关系'}的，"
        f"应凭{labels[wanted]}接收。",
        {"wanted": wanted, "months": months, "rule": "PTY-18"},
    )


def exists_now(organisation: Any) -> Objection | None:
    """Posts and guests are those of an organisation that exists."""
    if organisation.is_living:
        return None
    return Objection("party.not_active", "该党组织尚未成立或已撤销，不能办理此事项。")


def post_fits(post: Mapping[str, Any], organisation: Any, sizes: Sizes) -> Objection | None:
    """A group has a leader; a branch of few has a secretary and a deputy only (PTY-04)."""
    if post["groups"] != (organisation.form == "GROUP"):
        return Objection("party.post_elsewhere", f"该党组织不设{post['label']}。")
    branch = organisation.form in sizes.with_committee
    if branch and post["of_committee_only"] and organisation.formal < sizes.committee_from:
        return Objection(
            "party.no_committee",
            f"正式党员不足 {sizes.committee_from} 人的党支部不设支委会，只设书记，"
            "必要时设副书记。",
            {"formal": organisation.formal, "rule": "PTY-04"},
        )  # fmt: skip
    return None


def post_is_free(
    post: str, label: str, account_id: str, *, single: bool, held: Sequence[tuple[str, str]]
) -> Objection | None:
    """A post of one is held by one, and nobody holds two posts here; `held`: (post, account)."""
    if any(account == account_id for _, account in held):
        return Objection("party.holds_a_post", "该人员已在本党组织任职，请先免去原职务。")
    if single and any(each == post for each, _ in held):
        return Objection("party.post_taken", f"{label}已有人任职，请先免职再任命。")
    return None


def committee_has_room(
    committee: int, *, adds: bool, organisation: Any, sizes: Sizes
) -> Objection | None:
    """A branch's committee has at most seven (PTY-04)."""
    branch = organisation.form in sizes.with_committee
    if not (adds and branch) or committee < sizes.committee_most:
        return None
    return Objection(
        "party.committee_full",
        f"支委会最多 {sizes.committee_most} 人。",
        {"most": sizes.committee_most, "rule": "PTY-04"},
    )


def gathering_is_settled_by(gathering: Any, organisation: Any, *, living: bool) -> Objection | None:
    """Members without an organisation go to a living one of the same area (PTY-02)."""
    if living and organisation.path == gathering.path:
        return None
    return Objection("party.not_settled", "请选择本社区内正常运转的党组织。", {"rule": "PTY-02"})


def unknown(code: str, known: Collection[str], what: str) -> Objection | None:
    """A code must be one of the rule pack."""
    return None if code in known else Objection("party.unknown_code", f"没有此种{what}，请核对。")
