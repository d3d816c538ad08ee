"""Web pages: what is the article, what is its table, and when it was published."""

from __future__ import annotations

import contextlib
import json

import pytest

for _package in ("trafilatura", "lxml"):
    pytest.importorskip(_package, reason=f"{_package} is not installed: pip install -e '.[test]'")

from gwangju_ai_cli.documents.html import decode, extract  # noqa: E402
from gwangju_ai_cli.documents.model import Extract, ReadError  # noqa: E402

BODY = (
    "<p>한빛시는 9일 총사업비 320억원을 들여 도서관을 짓는다고 밝혔다.</p>"
    "<p>도서관은 오는 9월 착공해 내년 12월 문을 연다.</p>"
) * 3


def _page(head: str = "", above: str = "", below: str = "", body: str = BODY) -> Extract:
    return extract(
        f"<!doctype html><html><head><title>한빛시, 도서관 짓는다</title>{head}</head>"
        f"<body><h1>한빛시, 도서관 짓는다</h1>{above}<article>{body}</article>{below}</body></html>"
    )


def _linked(value: object) -> str:
    return f'<script type="application/ld+json">{json.dumps(value)}</script>'


@pytest.mark.parametrize(
    ("head", "origin"),
    [
        ('<meta property="article:published_time" content="2024-05-09T18:30:00+09:00">', "meta article:published_time"),
        ('<meta property="article:published_time" content="2024-05-08T23:30:00Z">', "meta article:published_time"),
        ('<meta name="pubdate" content="20240509">', "meta pubdate"),
        ('<meta name="date" content="2024-05-09">', "meta date"),
        ('<meta name="dc.date.issued" content="2024.05.09 18:30">', "meta dc.date.issued"),
        ('<meta itemprop="datePublished" content="2024-05-09">', "meta datepublished"),
        (_linked({"@type": "NewsArticle", "datePublished": "2024-05-09T00:10:00+09:00"}), "JSON-LD datePublished"),
        (_linked([{"@type": "Org"}, {"@type": ["Report"], "datePublished": "2024-05-09"}]), "JSON-LD datePublished"),
        (_linked({"@graph": [{"@type": "Article", "datePublished": "2024-05-09"}]}), "JSON-LD datePublished"),
    ],
)
def test_metadata_tell_the_day(head: str, origin: str) -> None:
    found = _page(head)
    assert (found.date, found.date_origin) == ("2024-05-09", origin)


@pytest.mark.parametrize(
    "above",
    [
        "<ul><li>김새벽 기자</li><li>입력 2024.05.09 18:30</li><li>수정 2024.05.10 09:00</li></ul>",
        "<dl><dt>작성자</dt><dd>홍보담당관</dd><dt>작성일</dt><dd>2024-05-09</dd><dt>조회수</dt><dd>12</dd></dl>",
        "<table><tr><th>등록일</th><td>2024-05-09</td><th>담당부서</th><td>예산과</td></tr></table>",
        "<p>승인 : 2024-05-09 18:30</p><p>게시일 2023-01-01</p>",
    ],
)
def test_a_labelled_line_of_the_page_tells_the_day(above: str) -> None:
    imprint = "<div id=footer>제호 : 새벽신문 | 등록번호 : 가00123 | 등록일 : 2010-02-03 | 발행인 : 박누리</div>"
    assert _page(above=above, below=imprint).date == "2024-05-09"


@pytest.mark.parametrize(
    ("head", "above"),
    [
        ('<meta property="article:modified_time" content="2024-05-09">', ""),
        ('<meta property="og:updated_time" content="2024-05-09">', ""),
        ('<meta name="date" content="어제">', ""),
        (_linked({"@type": "Event", "datePublished": "2024-05-09"}), ""),
        (_linked({"@type": "Article", "mentions": {"@type": "Article", "datePublished": "2024-05-09"}}), ""),
        ('<script type="application/ld+json">{broken</script>', ""),
        ("", "<span>입력 2024.05.09</span><span>입력 2024.05.10</span>"),
        ("", "<ul><li>2024.05.09</li></ul>"),
        ("", "<p>등록일 2010-02-03 | 등록번호 한빛 가00123</p>"),
        ("", "<footer class=footer><p>등록일 2010-02-03</p></footer>"),
    ],
)
def test_other_days_of_a_page_are_not_its_own(head: str, above: str) -> None:
    assert _page(head, above).date is None


def test_asides_and_tails_are_no_part_of_an_article() -> None:
    body = BODY + (
        '<p>[관련기사] 한빛시 도서관 예산 50억원 삭감</p><p>정다운 시장은 "10분 거리에 짓겠다"고 말했다.</p>'
        "<p>새벽신문 김새벽 기자 dawn@saebyeok.example</p><p>&lt;저작권자 © 새벽신문 무단전재 및 재배포금지&gt;</p>"
    )
    text = _page(body=body).text
    assert text.endswith("말했다.")
    assert "50억원" not in text


def test_line_breaks_part_paragraphs() -> None:
    text = _page(body="한빛시는 3일 다리를 놓는다고 밝혔다.<br><br>시는 12억원을 쓴다.<br>끝이다. " + BODY).text
    assert "밝혔다.\n시는 12억원을 쓴다.\n끝이다." in text


def test_a_short_article_keeps_its_structure() -> None:
    body = "<p>한빛시는 오는 8일 도서관 기공식을 연다.</p><table><tr><th>재원</th><th>금액(백만원)</th></tr>"
    body += "<tr><td>국비</td><td>7,000</td></tr></table>"
    found = _page(above="<nav><a href='/'>홈</a> <a href='/p'>정치</a></nav>", body=body)
    assert found.text.splitlines() == [
        "한빛시, 도서관 짓는다",
        "한빛시는 오는 8일 도서관 기공식을 연다.",
        "| 재원 | 금액(백만원) |",
        "| 국비 | 7,000 |",
    ]


def test_cells_that_reach_over_rows_and_columns_keep_the_columns() -> None:
    table = (
        "<table><tr><th rowspan=2>구분</th><th colspan=2>재원</th><th rowspan=2>합계</th></tr>"
        "<tr><th>국비</th><th>시비</th></tr><tr><td>도서관</td><td>70</td><td>50</td><td>120</td></tr></table>"
    )
    rows = [line for line in _page(body=BODY + table).text.splitlines() if line.startswith("|")]
    assert rows == ["| 구분 | 재원 |  | 합계 |", "| 구분 | 국비 | 시비 | 합계 |", "| 도서관 | 70 | 50 | 120 |"]


@pytest.mark.parametrize("encoding", ["utf-8", "cp949", "utf-16", "utf-8-sig"])
def test_every_encoding_of_a_page_is_found(encoding: str) -> None:
    markup = "<!doctype html><p>예산 50억원"
    assert decode(markup.encode(encoding)) == markup


def test_a_declared_charset_that_lies_does_not_mislead() -> None:
    markup = '<meta charset="utf-8"><p>예산'
    assert decode(markup.encode("cp949")) == markup
    markup = '<meta charset="euc-kr"><p>예산'
    assert decode(markup.encode("utf-8")) == markup
    assert decode(b'<meta charset="no-such-thing"><p>50') == '<meta charset="no-such-thing"><p>50'


@pytest.mark.parametrize("markup", ["", "   ", "<html></html>", "<!-- 50 -->"])
def test_a_page_of_nothing_is_said_to_be_one(markup: str) -> None:
    text = ""
    with contextlib.suppress(ReadError):
        text = extract(markup).text
    assert not text.strip()
