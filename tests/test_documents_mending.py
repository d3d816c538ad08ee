"""Lines of a page as running text: nothing added but spaces, nothing lost but what a layout added."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gwangju_ai_cli.documents.joining import join, tighten, vocabulary
from gwangju_ai_cli.documents.mending import Line, mend
from gwangju_ai_cli.documents.rulings import Edge, find_tables
from gwangju_ai_cli.documents.tables import GridCell, table_lines

HEIGHT = 842.0


def _lines(*texts: str, page: int = 0, top: float = 700, left: float = 72, right: float | None = None) -> list[Line]:
    """Lines below each other, those but the last as wide as the column."""
    out = []
    for index, text in enumerate(texts):
        bottom = top - 16 * (index + 1)
        full = 500 if right is None and index < len(texts) - 1 else left + 10 * len(text)
        out.append(Line(text, page, left, full if right is None else right, bottom, bottom + 10))
    return out


def _mend(*texts: str) -> str:
    return mend(_lines(*texts), [HEIGHT]).text


@pytest.mark.parametrize(
    ("lines", "whole"),
    [
        (("시는 국비를 포함한 예산 4061", "억원을 투입한다."), "예산 4061억원을 투입한다."),
        (("시는 예산 4061 억원을 2020 년부터", "투입한다."), "예산 4061억원을 2020년부터 투입한다."),
        (("사업비는 모두 합쳐서 1조", "원 규모이다."), "1조원 규모이다."),
        (("행사는 오는 2024년 5월", "9일 열린다."), "5월 9일 열린다."),
        (("행사는 2019. 10.", "6. 열린다. 시는 이를 위해"), "2019. 10. 6. 열린다."),
        (("이번 사업은 data-driven inter-", "national project이다."), "international project이다."),
        (("시장은 (가칭)한빛문화재단(", "이사장 박누리)을 세운다."), "한빛문화재단(이사장 박누리)을"),
        (("시장은 “예산을 먼저 쓰겠다", "”고 말했다."), "쓰겠다”고 말했다."),
    ],
)
def test_what_a_line_end_broke_is_whole_again(lines: tuple[str, str], whole: str) -> None:
    assert whole in _mend(*lines)


def test_words_are_whole_where_lines_break_inside_them() -> None:
    text = _mend(
        "한빛시는 새로운 성장동력을 개발하기 위해 전력을 투구하고 있",
        "다. 시는 내년부터 인공지능 분야를 미래전략산업으로 채택하고 이",
        "를 추진한다. 박누리 시장은 실리콘밸리를 방문할 예정이라고 밝혔",
        "다고 한다. 성장동력은 늘어난다.",
    )
    assert "투구하고 있다. 시는" in text
    assert "채택하고 이를 추진한다" in text
    assert "밝혔다고 한다" in text


def test_spaces_that_a_layout_keeps_decide() -> None:
    lines = _lines(
        "시는 오는 6일부터 미국 ",
        "실리콘밸리를 방문하고 구글 ",
        "본사와 스탠포드대학교를 찾아 협",
        "약을 맺는다고 밝혔다.",
    )
    assert mend(lines, [HEIGHT]).text == (
        "시는 오는 6일부터 미국 실리콘밸리를 방문하고 구글 본사와 스탠포드대학교를 찾아 협약을 맺는다고 밝혔다."
    )


@pytest.mark.parametrize(
    "second", ["□ 둘째 항목이다.", "ㅇ 둘째", "- 둘째", "① 둘째", "※ 둘째", "▶ 둘째", "(단위: 억원)"]
)
def test_an_item_begins_a_paragraph(second: str) -> None:
    assert f"\n\n{second}" in _mend("□ 첫째 항목은 줄 끝까지 가는 긴 항목이어서 오른쪽 끝에 닿는다", second, "끝")


@pytest.mark.parametrize("second", ["다. 이곳에 센터도 짓는다.", "6. 열린다고 한다."])
def test_a_letter_or_figure_with_a_stop_is_no_item_within_a_sentence(second: str) -> None:
    assert "\n" not in _mend("국립인공지능연구원도 이곳에 설립될 예정이", second)


def test_a_short_line_ends_its_paragraph() -> None:
    lines = [
        *_lines("한빛시는 도서관을 짓는다고 3일 밝혔다.", top=700, right=300),
        *_lines("새벽군은 다리를 놓는다고 4일 밝혔다. 군은 내년에", "문을 연다.", top=684),
    ]
    assert mend(lines, [HEIGHT]).text == (
        "한빛시는 도서관을 짓는다고 3일 밝혔다.\n\n새벽군은 다리를 놓는다고 4일 밝혔다. 군은 내년에 문을 연다."
    )


def _paged(*pages: tuple[str, ...]) -> list[Line]:
    """Pages with a head, a body and a foot each."""
    out: list[Line] = []
    for number, (head, *body, foot) in enumerate(pages):
        out.append(Line(head, number, 72, 200, 800, 810))
        out += [replace(line, right=500) if line.text[-1] not in ".원" else line for line in _lines(*body, page=number)]
        out.append(Line(foot, number, 290, 310, 30, 40))
    return out


def test_running_heads_and_page_numbers_go_and_sentences_go_on() -> None:
    lines = _paged(
        (
            "한빛시 예산서",
            "한빛시는 도서관을 짓는 데 내년부터 2027년까지 모두",
            "50억원을 쓸 계획이라고 밝혔으며 이를 위해서",
            "- 1 -",
        ),
        ("한빛시 예산서", "국비도 신청한다. 시는 다리도 놓는다.", "- 2 -"),
        ("한빛시 예산서", "끝이다.", "- 3 -"),
    )
    mended = mend(lines, [HEIGHT] * 3)
    assert "예산서" not in mended.text
    assert not re.search(r"- \d -", mended.text)
    assert "이를 위해서 국비도 신청한다" in mended.text
    assert [mended.text[start:][:4] for start in mended.pages] == ["한빛시는", "국비도 ", "끝이다."]


def test_numbered_heads_that_count_pages_go_and_lists_stay() -> None:
    heads = mend(_paged(*((f"예산서 {n}쪽", f"본문은 {n * 7}번째다.", "x") for n in range(1, 5))), [HEIGHT] * 4).text
    assert "예산서" not in heads
    pages = ((f"{n * n}번째 사업에 {n * 3}억원", "본문이다.", "x") for n in range(1, 5))
    items = mend(_paged(*pages), [HEIGHT] * 4).text
    assert items.count("번째 사업에") == 4


def test_rows_of_a_table_stand_together_below_their_unit_line() -> None:
    above, unit = _lines("시는 예산을 이렇게 짰다.", "(단위: 백만원)", right=300)
    rows = [
        Line("| 구분 | 계 |", 0, 72, 500, 640, 650, row=True),
        Line("| 도로 | 5\ufdd000 |", 0, 72, 500, 620, 630, row=True),
    ]
    assert mend([above, unit, *rows], [HEIGHT]).text == (
        "시는 예산을 이렇게 짰다.\n\n(단위: 백만원)\n| 구분 | 계 |\n| 도로 | 5 00 |"
    )


_WORDS = st.text("가나다라시는을 억원년0123456789.,()“”\"'·~-□ㅇ%abcA", min_size=1, max_size=30)
_PLACED = st.lists(
    st.builds(
        lambda text, page, left, width, bottom, size: Line(text, page, left, left + width, bottom, bottom + size),
        _WORDS,
        st.integers(0, 2),
        st.floats(0, 400),
        st.floats(1, 300),
        st.floats(0, 820),
        st.floats(4, 30),
    ),
    max_size=14,
)


@settings(max_examples=300, deadline=None)
@given(_PLACED)
def test_no_sign_is_lost_or_added(lines: list[Line]) -> None:
    lines.sort(key=lambda line: (line.page, -line.bottom))
    middle = [Line(x.text, x.page, x.left, x.right, x.bottom + 1000, x.top + 1000) for x in lines]  # far from margins
    mended = mend(middle, [3000.0] * 3)
    written = "".join("".join(line.text.split()) for line in lines)
    kept = "".join(mended.text.split())
    assert kept.replace("-", "") == written.replace("-", "")
    assert len(mended.pages) == 3
    assert list(mended.pages) == sorted(mended.pages)
    assert all(0 <= start <= len(mended.text) for start in mended.pages)
    assert not re.search(r"^\s|\s$| \n", mended.text)


@settings(max_examples=300, deadline=None)
@given(_PLACED)
def test_each_page_begins_where_its_first_sign_stands(lines: list[Line]) -> None:
    lines.sort(key=lambda line: (line.page, -line.bottom))
    middle = [Line(x.text, x.page, x.left, x.right, x.bottom + 1000, x.top + 1000) for x in lines]
    mended = mend(middle, [3000.0] * 3)
    for page in range(3):
        first = next((line for line in middle if line.page == page and line.text.strip()), None)
        if first is not None and not first.text.strip().startswith("-"):
            assert mended.text[mended.pages[page] :][:1] == first.text.strip()[0]


@given(_WORDS, _WORDS, st.booleans())
def test_between_two_lines_stands_a_space_or_nothing(left: str, right: str, within: bool) -> None:
    glue, cut = join(left, right, within=within, known=vocabulary([left, right]))
    assert glue in ("", " ")
    assert cut == 0 or (left.endswith("-") and glue == "")


@given(_WORDS)
def test_tightening_takes_only_blanks(text: str) -> None:
    assert "".join(tighten(text).split()) == "".join(text.split())
    assert tighten(tighten(text)) == tighten(text)


def test_a_number_that_a_line_end_broke_is_one() -> None:
    lines = [Line("시는 도서관과 하수도에 모두 1", 0, 50, 540, 700, 712), Line("20억원을 쓴다.", 0, 50, 130, 684, 696)]
    assert mend(lines, [842]).text == "시는 도서관과 하수도에 모두 120억원을 쓴다."
    lines = [Line("시가 도서관에 쓰는 돈은 2024", 0, 50, 540, 700, 712), Line("20억원이다.", 0, 50, 130, 684, 696)]
    assert mend(lines, [842]).text == "시가 도서관에 쓰는 돈은 2024 20억원이다."


def test_merged_cells_of_a_ruled_table() -> None:
    level = [Edge(False, y, 0, 150) for y in (0, 20, 60)] + [Edge(False, 40, 50, 150)]
    upright = [Edge(True, x, 0, 60) for x in (0, 50, 150)] + [Edge(True, 100, 0, 40)]
    (table,) = find_tables(level + upright)
    assert table.owner == ((0, 1, 1), (0, 4, 5), (6, 7, 8))
    texts = {0: ("구분",), 1: ("재원",), 4: ("국비",), 5: ("시비",), 6: ("도로",), 7: ("3",), 8: ("4",)}
    assert table_lines(table.grid(texts)) == ["| 구분 | 재원 |", "| 구분 | 국비 | 시비 |", "| 도로 | 3 | 4 |"]


def test_a_frame_and_an_underline_are_no_table() -> None:
    frame = [Edge(False, y, 0, 100) for y in (0, 50)] + [Edge(True, x, 0, 50) for x in (0, 100)]
    assert find_tables(frame) == []
    assert find_tables([Edge(False, 10, 0, 100)]) == []


@given(st.lists(st.builds(Edge, st.booleans(), st.floats(0, 500), st.floats(0, 250), st.floats(250, 500)), max_size=30))
def test_any_lines_make_sound_tables(edges: list[Edge]) -> None:
    for table in find_tables(edges):
        rows = table.grid({})
        assert {len(row) for row in rows} == {len(table.xs) - 1}
        assert len(rows) == len(table.ys) - 1
        assert table.cell_at(table.xs[0], table.ys[0]) is not None


def test_a_figure_in_a_cell_over_several_rows_is_said_once() -> None:
    grid: list[list[GridCell | None]] = [
        [GridCell(("도로",), 2), GridCell(("50억원",), 2), GridCell(("1구간",))],
        [None, None, GridCell(("2구간",))],
    ]
    assert table_lines(grid) == ["| 도로 | 50억원 | 1구간 |", "| 도로 | - | 2구간 |"]
