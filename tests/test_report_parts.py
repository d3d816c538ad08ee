"""What the report is made of: marks that nest and cross, panels of a timeline, bars of budgets."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gwangju_ai_cli.model import BudgetFact, Document, Fact, Funding, MoneyFact, Period, QuoteFact, Span
from gwangju_ai_cli.pipeline import Settings, survey_document
from gwangju_ai_cli.registry import FACT_TYPES
from gwangju_ai_cli.render import Layout, Result, report
from gwangju_ai_cli.render.report import bars, timeline
from gwangju_ai_cli.render.report.marks import Node, Occurrence, mark_text, nest
from gwangju_ai_cli.render.report.view import view_document

_KINDS = tuple(kind.kind for kind in FACT_TYPES)
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
_TEXT = "가나다라마바사아자차카타파하<&\">'\r\n" * 2


class _Words(HTMLParser):
    """Reads a piece of a page, and fails where its tags do not nest or links hold links."""

    def __init__(self, piece: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.words = ""
        self.ids: list[str] = []
        self.rows: set[str] = set()
        self.feed(str(piece))
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert "a" not in self.open
        self.open.append(tag)
        found = dict(attrs)
        self.ids += [found["id"] or ""] if "id" in found else []
        self.rows |= {found["href"] or ""} if "href" in found else set()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words += data


@st.composite
def _places(draw: st.DrawFn) -> list[Occurrence]:
    place = st.tuples(st.sampled_from(_KINDS), st.integers(0, len(_TEXT) - 1), st.integers(1, 12))
    return [
        Occurrence(number, 0, kind, Span(start, min(start + length, len(_TEXT))))
        for number, (kind, start, length) in enumerate(draw(st.lists(place, max_size=12)))
    ]


@_PATIENT
@given(_places())
def test_marks_nest_keep_the_text_and_lead_to_every_row(places: list[Occurrence]) -> None:
    piece = mark_text(_TEXT, places, "d1", lambda fact: ("<tip>", '"label"'))
    read = _Words(piece)
    assert read.words.replace("\n", "") == _TEXT.replace("\r\n", "")
    assert sorted(read.ids) == sorted(f"d1f{place.fact}m0" for place in places)
    assert read.rows == {f"#d1f{place.fact}" for place in places}


def _covered(nodes: list[Node]) -> list[tuple[int, int, int]]:
    here = [(node.occurrence.fact, node.start, node.end) for node in nodes]
    return here + [part for node in nodes for part in _covered(node.children)]


@_PATIENT
@given(_places())
def test_pieces_of_an_occurrence_cover_it_once(places: list[Occurrence]) -> None:
    pieces: dict[int, list[tuple[int, int]]] = {}
    for fact, start, end in _covered(nest(places)):
        pieces.setdefault(fact, []).append((start, end))
    for place in places:
        parts = sorted(pieces[place.fact])
        assert parts[0][0] == place.span.start
        assert parts[-1][1] == place.span.end
        assert all(before[1] == after[0] for before, after in pairwise(parts))


def test_crossing_spans() -> None:
    text = "약 3억원을 쓴다"
    facts: tuple[Fact, ...] = (
        QuoteFact(source="-", start=0, end=4, text=text[:4], rule="r", speaker="김<b>"),
        MoneyFact(source="-", start=2, end=5, text=text[2:5], rule="r", amount=Decimal(3), currency="KRW"),
    )
    page = view_document(Result(Document(text), (), facts), 1, _KINDS)
    assert re.sub("<[^>]+>", "", page.text) == text
    assert page.text.count('id="d1f1m0"') == 1
    assert "<b>" not in page.text


def _item(fact: int, start: str | None, end: str | None = "", kind: str = "date") -> timeline.Item:
    bounds = [date.fromisoformat(day) if day else None for day in (start, start if end == "" else end)]
    return timeline.Item(fact, kind, f"때{fact}", "", bounds[0], bounds[1])


@_PATIENT
@given(st.lists(st.tuples(st.dates(), st.dates(), st.sampled_from("bse")), max_size=60), st.none() | st.dates())
def test_every_item_is_drawn_once_inside_its_panel(days: list[tuple[date, date, str]], reference: date | None) -> None:
    items = []
    for number, (one, other, known) in enumerate(days):
        start, end = min(one, other), max(one, other)
        items.append(
            timeline.Item(
                number,
                "date",
                "때",
                "",
                None if known == "e" else start,
                None if known == "s" else end,
            )
        )
    panels = timeline.draw_panels(items, reference)
    assert sorted(item.fact for panel in panels for row in panel.rows for item in row.items) == list(range(len(items)))
    for panel in panels:
        assert len(panel.ticks) <= 8
        for row in panel.rows:
            assert 0 <= row.x <= 100
            assert row.width >= 0
            assert row.x + row.width <= 100.02
            assert row.y < panel.height


def test_years_and_days_have_panels_of_their_own() -> None:
    items = [
        _item(0, "2020-01-01", "2024-12-31"),
        _item(1, "2025-01-01", "2029-12-31"),
        _item(2, "2019-10-06", "2019-10-11"),
        _item(3, "2019-10-08", "2019-10-09"),
        _item(4, None, "2030-12-31"),
        _item(5, "1392-01-01", "1392-12-31"),
    ]
    panels = timeline.draw_panels(items, date(2019, 10, 3))
    assert [panel.title for panel in panels] == ["2020~2030년", "2019년 10월 6~11일", "따로 떨어진 때"]
    years, days, loose = panels
    assert [row.open_start for row in years.rows] == [False, False, True]
    assert years.rows[0].width == pytest.approx(years.rows[1].width, abs=0.1)
    assert days.reference is not None or days.ticks
    assert loose.loose


def test_hundreds_of_dates_share_lines() -> None:
    items = [_item(number, date.fromordinal(737_000 + 3 * number).isoformat()) for number in range(300)]
    (panel,) = timeline.draw_panels(items)
    assert panel.dense
    assert panel.height < 400
    places = [(row.y, row.x) for row in panel.rows]
    assert len(set(places)) == 300


def test_the_same_days_are_one_bar_with_all_words() -> None:
    (panel,) = timeline.draw_panels([_item(0, "2019-10-06"), _item(1, "2019-10-06"), _item(2, "2019-10-09")])
    assert panel.rows[0].numbers == "0 1"
    assert [words for words, _ in panel.rows[0].surfaces] == ["때0", "때1"]


def _budget(start: int, amount: int, **more: object) -> BudgetFact:
    given = {"currency": "KRW", "text": f"{amount}원", **more}
    return BudgetFact(source="-", start=start, end=start + 1, rule="r", amount=Decimal(amount), **given)  # type: ignore[arg-type]


def test_parts_stand_under_their_total_one_after_the_other() -> None:
    budgets = [
        _budget(0, 1000, role="total", parts=(Decimal(400), Decimal(600)), project="단지"),
        _budget(5, 400, role="part", project="단지", phase="1단계"),
        _budget(9, 600, role="part", project="단지", funding=(Funding("국비"),)),
        _budget(20, 50, project="공원"),
    ]
    (chart,) = bars.draw_charts(list(enumerate(budgets)))
    first, second = chart.groups
    assert [(part.label, part.x, part.width) for part in first.parts] == [("1단계", 0, 40), ("국비", 40, 60)]
    assert (second.head.label, second.head.width) == ("공원", 5)
    assert chart.ticks[-1] == (100, "1,000원")


def test_the_same_budget_twice_is_one_bar() -> None:
    (chart,) = bars.draw_charts([(3, _budget(0, 10, project="길")), (7, _budget(9, 10, project="길"))])
    assert [group.head.numbers for group in chart.groups] == [[3, 7]]


def test_currencies_and_far_amounts_have_scales_of_their_own() -> None:
    budgets = [_budget(n, amount) for n, amount in enumerate((10**12, 5 * 10**11, 10**9, 3 * 10**8))]
    budgets.append(_budget(9, 3_000_000, currency="USD", amount_max=Decimal(4_000_000)))
    charts = bars.draw_charts(list(enumerate(budgets)))
    assert [(chart.unit, chart.scale, len(chart.groups)) for chart in charts] == [
        ("원", "1조원", 2),
        ("원", "10억원", 2),
        ("달러", "", 1),
    ]
    dollars = charts[-1].groups[0].head
    assert (dollars.width, dollars.more) == (75, 25)


def test_a_budget_without_an_amount_has_no_bar() -> None:
    unknown = BudgetFact(source="-", start=0, end=1, text="수억원", rule="r", amount=None)
    assert bars.draw_charts([(0, unknown)]) == []


def test_many_budgets_show_the_largest() -> None:
    (chart,) = bars.draw_charts([(n, _budget(n, 100 + n, project=f"사업 {n}")) for n in range(70)])
    assert len(chart.groups) == bars.MOST_BARS
    assert chart.left_out == 70 - bars.MOST_BARS


def test_a_period_with_one_end_and_an_unusual_year() -> None:
    period = Period("../9999", None, date(9999, 12, 31))
    facts = (_budget(0, 10, period=period, project="{{7*7}}"),)
    page = view_document(Result(Document("10원"), (), facts), 1, _KINDS)
    assert [row.head.value for panel in page.panels for row in panel.rows] == ["9999년까지 · {{7*7}}"]


def test_rows_and_findings_of_a_document_with_pages_name_the_page() -> None:
    text = "둘째 쪽부터 10억원\n총사업비 480억원(국비 240억원, 시비 200억원)\n"
    page = _rendered(Document(text, pages=(0, 4)))
    assert '<span class="note">2쪽</span>' in page
    assert "2쪽, 2째 줄:" in page
    assert "쪽</span>" not in _rendered(Document(text))


def _rendered(doc: Document) -> str:
    written: list[str] = []
    report.render([Result.of(survey_document(doc, Settings()))], Layout(_KINDS), written.append)
    return "".join(written)


def test_the_hour_of_release_is_no_headline() -> None:
    text = "보도일시 2024. 10. 3.(목)\n한빛시, 도서관 짓는다\n"
    assert view_document(Result(Document(text), (), ()), 1, _KINDS).entry.title == "한빛시, 도서관 짓는다"


def test_nothing_and_no_facts_and_lone_surrogates_are_pages() -> None:
    written: list[str] = []
    report.render([], Layout(_KINDS), written.append)
    assert "읽은 문서가 없습니다" in "".join(written)
    written.clear()
    documents = [Document("", "빈 글"), Document("아무것도 없다.\r\n둘째 줄\ud800", "글")]
    report.render((Result.of(survey_document(doc, Settings())) for doc in documents), Layout(_KINDS), written.append)
    page = "".join(written)
    page.encode("utf-8")
    assert "빈 글" in page
    assert "아무것도 없다.\n둘째 줄\\ud800" in page


def test_sections_wait_in_a_file_and_come_out_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    facts = (_budget(0, 30_000, project="길"),)
    results = [Result(Document(f"3만원 {number}", f"글 {number}"), (), facts) for number in range(20)]
    pages = []
    for _ in range(2):
        written: list[str] = []
        report.render(iter(results), Layout(_KINDS), written.append)
        pages.append("".join(written))
        monkeypatch.setattr(report, "IN_MEMORY_BYTES", 1)
        monkeypatch.setattr(report, "COPIED_CHARACTERS", 700)
    assert pages[0] == pages[1]
    assert pages[0].count("<article") == 20
    assert len(written) > 20


def test_what_could_not_be_read_stands_on_the_page() -> None:
    doc = Document("예산 50억원", gaps=("page <2> is a picture",))
    written: list[str] = []
    report.render([Result.of(survey_document(doc, Settings()))], Layout(_KINDS, {}), written.append)
    assert '모두 읽지는 못했습니다: <span lang="en">page &lt;2&gt; is a picture</span>' in "".join(written)
