"""What stands at a record's permanent address."""

import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest

from services.disclosure import handlers
from services.disclosure.model import GONE, Page, Record
from shared.chassis import papers
from tests.unit.disclosure._board import Board, table, text

EVIL = '<script>alert("x")</script>'
VOID = {"meta"}


class Tags(HTMLParser):
    """Reads a page: tags in order with attributes, text; fails where tags do not nest."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text, self._open = "", []
        self.feed(html)
        assert self._open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.text += data

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]


@pytest.fixture
def public(board: Board) -> Board:
    board.hear_of_list()
    board.redraft(table(["姓名", "事项"], ["𬱖㛃", EVIL], body="一\n二 & 三"), title="公告（示例）")
    board.published()
    return board


def page(board: Board, number: int) -> Page:
    return next(each for each in board.all(Page) if each.number == number)


def current(board: Board) -> list[int]:
    return [each.number for each in board.all(Page) if each.current]


@pytest.mark.rule("PAGE-01", "PAGE-04")
def test_a_page_is_whole_without_scripts_and_asks_for_nothing_from_elsewhere(public: Board):
    found = page(public, 1)
    read = Tags(found.html)
    assert EVIL not in found.html, "what people wrote is text"
    assert EVIL in read.text
    assert not read.named("script")
    assert {name for _, attributes in read.tags for name in attributes} <= {
        "lang", "charset", "name", "content", "class", "scope", "tabindex", "href", "aria-label",
    }  # fmt: skip
    assert read.named("html") == [{"lang": "zh-CN"}]
    assert [len(read.named(tag)) for tag in ("main", "article", "h1", "nav", "footer")] == [1] * 5
    assert {each["scope"] for each in read.named("th")} == {"col"}
    *own, proof = [each["href"] for each in read.named("a")]
    assert all(each.startswith(f"/p/{public.record.id}") for each in own)
    assert proof == (
        f"/api/v1/disclosure/log/proofs/inclusion?record_id={public.record.id}&edition=1"
    )
    assert public.record.editions[0].digest in read.text
    assert f"https://jiedao.example/p/{public.record.id}" in read.text
    (style,) = re.findall("<style>(.*?)</style>", found.html, re.DOTALL)
    assert found.style == base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


@pytest.mark.rule("PAGE-01")
def test_a_correction_has_a_page_of_its_own_and_the_first_is_never_written_again(public: Board):
    before = page(public, 1).html
    public.go("gongkai", handlers.correct, content=text("更正后的正文"), note="漏列一项")
    assert (page(public, 1).html, current(public)) == (before, [2])
    read = Tags(page(public, 2).html)
    assert "更正说明：漏列一项" in read.text
    assert f"/p/{public.record.id}?edition=1" in [each["href"] for each in read.named("a")]


@pytest.mark.rule("PAGE-02")
def test_what_is_withdrawn_leaves_a_page_that_says_why(public: Board):
    public.go("gongkai_leader", handlers.withdraw, reason="依据已废止（示例）")
    assert current(public) == [GONE]
    read = Tags(page(public, GONE).html)
    assert "理由：依据已废止（示例）" in read.text
    assert EVIL not in read.text


@pytest.mark.rule("PAGE-02", "RED-04")
def test_a_list_of_people_whose_time_is_over_leaves_a_page_without_it(public: Board):
    assert public.record.web_until is not None
    public.at("2027-01-05")
    assert current(public) == [GONE]
    assert "公示期满" in page(public, GONE).html
    assert "㛃" not in page(public, GONE).html


@pytest.mark.rule("PUB-04", "PAGE-01")
def test_a_page_says_what_was_left_out_and_why(board: Board):
    board.hear_of_list()
    board.checked(third_party="含商业秘密")
    taken = [{"what": "报价明细", "check": "third_party"}]
    board.redacted(text("其余内容"), taken_out=taken)
    board.go("gongkai_leader", handlers.approve)
    board.go("gongkai", handlers.publish)
    read = Tags(page(board, 1).html)
    assert "报价明细" in read.text
    assert "第三方合法权益" in read.text


@pytest.mark.rule("PAGE-01")
def test_each_page_is_printed_once_and_a_record_without_pages_gets_its_own(
    public: Board, monkeypatch
):
    printed: list[papers.Paper] = []

    def pdf(paper: papers.Paper) -> bytes:
        """The look of a PDF is shown on the real printer, which takes a third of a second."""
        printed.append(paper)
        return b"%PDF-"

    monkeypatch.setattr(papers, "pdf", pdf)
    del public.rows[Page]
    for _ in range(2):
        with public.react() as uow:
            handlers.print_pages(uow, subject_id=public.the(Record).id)
    assert [page.pdf for page in public.all(Page)] == [b"%PDF-"]
    (paper,) = printed
    assert (paper.title, paper.made_at) == ("公告（示例）", public.record.published_at)
