# ruff: noqa: E501 - markup is easier to read on one line
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
        "<table><tr><td>보도일시</td><td>2024. 5. 9.(목) 조간</td><td>담당</td><td>예산과</td></tr></table>",
        "<font>보도시점 2024. 5. 9.(목) 06:00</font>",
        "<span>입력 24.05.09 09:00</span>",
        "<b>입력</b> <i>24.05.09 09:00</i> <i>수정 24.05.10 10:00</i>",
        "<h6>2024.05.09 09:00 입력</h6>",
        "<dl><dt>게시일</dt><dd>24.05.09</dd></dl>",
        "<time itemprop=datePublished datetime='2024-05-09T09:00:00+09:00'>어제</time>",
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
        ("", "<p>문의 02-2024-0509</p><p>전화 24.05.09</p>"),
        ("", "<p>Copyright 2024.05.09 한빛시</p><p>© 2024 새벽일보</p>"),
        ("", "<p>일시: 2024. 5. 9.(목) 14:00</p><p>장소: 시청 강당</p>"),
        ("", "<p>접수기간 2024.05.09 ~ 2024.05.20</p>"),
        ("", "<table><tr><td>행사일시</td><td>2024. 5. 9.(목) 14:00</td></tr></table>"),
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
    assert rows == ["| 구분 | 재원 | 합계 |", "| 구분 | 국비 | 시비 | 합계 |", "| 도서관 | 70 | 50 | 120 |"]


SHEET = (
    "□ 한빛시는 국비를 포함한 예산 4061억원을 들여 시청 앞 빈터에 중앙도서관을 짓고 그 안에 시민 모두",
    "의 서재를 마련한다고 밝혔다.",
    "○ 총사업비: 모두 1",
    "20억원(국비 70억원, 시비 50억원)",
    "○ 기간: 2026. 3. ~ 2027. 12.",
)


def test_a_page_that_hangul_saved_keeps_its_words() -> None:
    lines = "".join(f'<div class="hls ps1"><span class="hrt cs0">{line}</span></div>' for line in SHEET)
    page = f'<div class="hpa"><div class="hcD"><div class="hcI">{lines}</div></div></div>'
    text = extract(f"<html><head><title>보고</title></head><body>{page * 3}</body></html>").text
    for line in SHEET[2:]:
        assert text.count(line) == 3
    assert text.count("시민 모두의 서재를") + text.count("시민 모두 의 서재를") == 3


def test_short_lines_and_tables_of_a_page_that_hangul_saved_stay_apart() -> None:
    def line(text: str, style: str = "") -> str:
        return f'<div class="hls ps1" style="{style}"><span class="hrt cs0">{text}</span></div>'

    cells = "".join(
        f'<tr><td><div class="hcD"><div class="hcI">{line(name)}</div></div></td><td>{line(amount)}</td></tr>'
        for name, amount in (("국비", "7,000"), ("시비", "5,000"))
    )
    lines = [f"{number}번째 사업에 {number}억원을 쓴다" for number in range(30)]
    page = f'<div class="hpa">{line("(단위: 백만원)")}<div class="htb"><table class="htG">{cells}</table></div>'
    page += f'<div class="hcD"><div class="hcI">{"".join(map(line, lines))}</div></div></div>'
    text = extract(f"<html><body>{page}</body></html>").text
    assert text.splitlines() == ["(단위: 백만원)", "| 국비 | 7,000 |", "| 시비 | 5,000 |", *lines]
    box = "width:40mm;height:3.53mm"
    narrow = line("시는 중앙도서관과 하수도에", box) + line("50억원을 쓴다.", box)
    assert extract(f"<html><body><div>{narrow}</div></body></html>").text == "시는 중앙도서관과 하수도에 50억원을 쓴다."


def test_what_stands_beside_an_article_in_its_box_is_of_it() -> None:
    notes = "<ul><li>국비 70억원</li><li>시비 50억원</li></ul>"
    board = "<table><tr><th>제목</th><td>도서관 착공</td></tr><tr><th>부서</th><td>예산과</td></tr></table>"
    text = _page(body=f"<div class=box>{board}<div class=cont>{BODY}</div>{notes}</div>").text
    for line in ("| 제목 | 도서관 착공 |", "국비 70억원", "시비 50억원"):
        assert line in text.splitlines()


@pytest.mark.parametrize(
    ("markup", "wanted"),
    [
        ("<pre>구분  예산\n도로  50억원\n\n하천  70억원</pre>", ["구분  예산", "도로  50억원", "하천  70억원"]),
        ("<p>예산 50억원</p><p>예산 50억원</p>", ["예산 50억원", "예산 50억원"]),
        ("<p>거리 3×10<sup>8</sup>m, 3×10<sup>8</sup>원</p>", ["거리 3×10⁸m, 3×10⁸원"]),
        ("<p>물은 H<sub>2</sub>O이고 예산<sup>1)</sup>은 50억원</p>", ["물은 H₂O이고 예산¹⁾은 50억원"]),
        ("<p>예산 <del>70억원</del> <s>60억원</s> 50억원</p>", ["예산 50억원"]),
        ("<p>예산 <ruby>億<rp>(</rp><rt>억</rt><rp>)</rp></ruby> 50억원</p>", ["예산 億 50억원"]),
        ("<p>예산<span class=blind> 70억원</span> 50억원<b style='display: none'>60억원</b></p>", ["예산 50억원"]),
        ("<p>예산 50<wbr>억&shy;원</p>", ["예산 50억원"]),
        ("<p>가</p>나<p>다</p>라", ["가", "나", "다", "라"]),
        ("<dl><dt>예산</dt><dd>50억원</dd></dl>", ["예산", "50억원"]),
        ("<select><option>70억원<option>60억원</select><p>예산 50억원", ["예산 50억원"]),
        ("<table><caption>재원</caption><tr><td>국비<td>50억원<tr><td>시비<td>70억원</table>", ["재원", "| 국비 | 50억원 |", "| 시비 | 70억원 |"]),
        ("<table><tr><td><table><tr><td>국비<td>5<tr><td>시비<td>7</table><td><p>본문이다.</p></table>", ["| 국비 | 5 |", "| 시비 | 7 |", "본문이다."]),
        ("<table><tr><td rowspan=2>구분<td>국비<tr><td>시비</table>", ["| 구분 | 국비 |", "| 구분 | 시비 |"]),
    ],
)  # fmt: skip
def test_what_a_browser_shows(markup: str, wanted: list[str]) -> None:
    body = f"<p>{BODY}</p>{markup}"
    assert _page(body=body).text.splitlines()[-len(wanted) :] == wanted


def test_a_column_with_more_words_than_were_found_is_taken_whole() -> None:
    items = "".join(f"<div><span>제{number}호</span> <b>{number * 10}억원</b></div>" for number in range(1, 30))
    menu = "<div class=gnb><a href=/>예산 77억원</a></div>"
    text = extract(f"<html><body>{menu}<div id=content>{items}</div><div class=footer>88억원</div></body></html>").text
    assert text.splitlines() == [f"제{number}호 {number * 10}억원" for number in range(1, 30)]


def test_an_articles_headline_in_a_menu_is_not_its_own() -> None:
    line = "한빛시는 9일 총사업비 320억원을 들여 도서관을 짓는다고 밝혔다."
    menu = f"<ul class=menu><li><a href=/1>{line}</a></li><li><a href=/2>{line}</a></li></ul>"
    assert _page(above=menu).text.count(line) == _page().text.count(line)


def test_what_stands_around_an_article_is_told_and_can_be_had() -> None:
    markup = (
        f"<html><body><nav>예산 77억원</nav><article>{BODY}</article><footer>제보 062-000-0000</footer></body></html>"
    )
    assert extract(markup).left_out == ("2 lines of the page around the article",)
    whole = extract(markup, everything=True)
    assert whole.text.endswith("예산 77억원\n제보 062-000-0000")
    assert not whole.left_out


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
