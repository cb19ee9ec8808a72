"""Rules of the boards of communities: whose board, whose hand, how long (居委会组织法 §34—§36)."""

from datetime import date
from typing import Any

from shared.kernel.actor import Actor
from shared.kernel.workflow import Objection


def is_of_this_committee(matter: Any, actor: Actor) -> Objection | None:
    """A board is kept and supervised by its own community, by nobody above or beside it."""
    if actor.path == matter.path:
        return None
    return Objection(
        "disclosure.other_board", "公开栏由本社区（村）办理和监督，请由该社区（村）的人员操作。"
    )


def supervises_from_above(matter: Any, actor: Actor) -> Objection | None:
    """Street and district look into complaints and order publication, no committee itself (§35)."""
    if actor.serves(matter.path) and actor.path != matter.path:
        return None
    return Objection(
        "disclosure.not_above",
        "调查核实和责令公布由街道（镇）或区级部门办理（居委会组织法第三十五条）。",
    )


def asks_of_her_own_board(board: Any, actor: Actor) -> Objection | None:
    """Residents question and complain about the board of the community in which they live."""
    if actor.path == board.path:
        return None
    return Objection(
        "disclosure.other_community", "只能对本人居住社区（村）的公开栏提出查询和反映。"
    )


def another_hand_signs(posting: Any, actor: Actor) -> Objection | None:
    """Who wrote it does not sign for the supervisors (§36, G-07)."""
    if actor.id != posting.drafted_by:
        return None
    return Objection(
        "disclosure.own_posting", "拟定公布内容的人不得签署，请由监督委员会其他成员签署。"
    )


def board_has_a_place(board: Any) -> Objection | None:
    """A board hangs somewhere that people can walk to (§34)."""
    if board.place:
        return None
    return Objection(
        "disclosure.no_board_place", "该社区（村）尚未登记公开栏位置，请街道先行设定。"
    )


def has_something_to_show(content: Any) -> Objection | None:
    """An empty sheet is not a publication."""
    if content.get("text") or content.get("rows"):
        return None
    return Objection("disclosure.nothing_to_post", "公布内容为空，请填写正文或表格。")


def hangs_its_time(posting: Any, today: date) -> Objection | None:
    """Nothing is taken down before its time (§34: not less than fifteen days; none before 2026)."""
    if posting.least_until is None or today > posting.least_until:
        return None
    return Objection(
        "disclosure.hangs_too_short",
        f"公布期限不得少于法定天数，须公布至 {posting.least_until}；内容有误的，请更正。",
        {"least_until": str(posting.least_until)},
    )


def is_shown_long_enough(until: date, least: date | None) -> Objection | None:
    """Who chooses a last day chooses none before the law's (§34)."""
    if least is None or until >= least:
        return None
    return Objection(
        "disclosure.hangs_too_short",
        f"公布期限不得少于法定天数，截止日不得早于 {least}。",
        {"least_until": str(least)},
    )


def answers_the_order(posting: Any, order: Any) -> Objection | None:
    """What answers an order is of the kind and the board that it names (§35)."""
    if (posting.kind, posting.board_id) == (order.kind, order.board_id):
        return None
    return Objection(
        "disclosure.other_order", "公布内容与责令事项的类别或公开栏不一致，请核对。",
        {"kind": order.kind},
    )  # fmt: skip


def upheld_means_ordered(upheld: bool, ordered: Any) -> Objection | None:
    """What was found true is ordered to be published at once (§35)."""
    if upheld == (ordered is not None):
        return None
    return Objection(
        "disclosure.order_needed",
        "经核实反映属实的，须同时责令依法公布；不属实的，不得责令（居委会组织法第三十五条）。",
    )
