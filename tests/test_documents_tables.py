"""Tables of documents keep their rows, whatever stands in their cells, and their units govern them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from gwangju_ai_cli.documents.tables import GridCell, table_lines
from tests import documents_hwp, documents_made
from tests.cli_runner import run

pytest.importorskip("dochan", reason="reads HWP, HWPX and DOCX: pip install -e '.[test]'")

LONG = "한빛시는 낡은 창고를 헐고 그 자리에 도서관을 짓는다. 열람실과 강당, 어린이 책방이 들어선다. " * 4
FORM = (("사업명", "한빛도서관 건립"), ("사업비(백만원)", "7,000"), ("연면적(㎡)", "3,200"), ("추진내용", LONG))
MAKERS: dict[str, Callable[[Sequence[documents_made.Table | str]], bytes]] = {
    "a.hwp": lambda blocks: documents_hwp.hwp(
        [block if isinstance(block, str) else documents_hwp.table(block) for block in blocks]
    ),
    "a.hwpx": documents_made.hwpx,
    "a.docx": documents_made.docx,
    "a.pdf": documents_made.pdf,
}


@pytest.mark.parametrize("name", list(MAKERS))
def test_a_form_with_one_long_cell_keeps_its_rows_and_units(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(MAKERS[name](["□ 사업개요", FORM, "끝."]))
    assert [fact["amount"] for fact in run("money", "--jsonl", path).facts] == [7_000_000_000]
    quantities = run("quantities", "--jsonl", path).facts
    assert [(fact["value"], fact["unit"], fact["counted"]) for fact in quantities] == [(3200, "㎡", "연면적")]


@pytest.mark.parametrize("name", list(MAKERS))
def test_a_caption_of_several_units_governs_the_columns_that_they_fit(name: str, tmp_path: Path) -> None:
    rows = (("구분", "인원", "예산", "집행률"), ("도서관", "12", "240", "93.5"), ("하수도", "7", "1,350", "88.0"))
    path = tmp_path / name
    path.write_bytes(MAKERS[name](["(단위: 명, 백만원, %)", rows, "끝."]))
    assert [fact["amount"] for fact in run("money", "--jsonl", path).facts] == [240_000_000, 1_350_000_000]
    quantities = run("quantities", "--jsonl", path).facts
    assert [(fact["value"], fact["unit"]) for fact in quantities] == [(12, "명"), (93.5, "%"), (7, "명"), (88, "%")]


def test_a_long_last_cell_keeps_its_paragraphs_below_its_row() -> None:
    told = tuple(f"○ {LONG}" for _ in range(2))
    rows = [[GridCell(("사업명",)), GridCell(("도서관",))], [GridCell(("추진내용",)), GridCell(told)]]
    assert table_lines(rows) == ["| 사업명 | 도서관 |", f"| 추진내용 | {told[0].strip()} |", told[1].strip()]


def test_a_number_that_a_cell_breaks_is_one() -> None:
    assert GridCell(("모두 1", "20억원")).text == "모두 120억원"
    assert GridCell(("사업비 4,0", "61억원")).text == "사업비 4,061억원"
    assert GridCell(("2024", "20억원")).text == "2024 20억원"
    assert GridCell(("구간 1", "구간 2")).text == "구간 1 구간 2"


def test_a_table_in_a_cell_keeps_its_rows() -> None:
    inner = ("| 국비 | 시비 |", "| 70 | 50 |")
    rows = [[GridCell(("사업명",)), GridCell(("도서관",))], [GridCell(("예산",)), GridCell(("(단위: 억원)", *inner))]]
    assert table_lines(rows) == ["| 사업명 | 도서관 |", "예산", "(단위: 억원)", *inner]


def test_a_head_over_several_columns_is_said_over_each_where_it_names_their_unit() -> None:
    rows: list[list[GridCell | None]] = [
        [GridCell(("구분",)), GridCell(("재원(백만원)",), 1, 2), None, GridCell(("비고",))],
        [GridCell(("도로",)), GridCell(("70",)), GridCell(("50",)), GridCell(("",))],
        [GridCell(("합계",), 1, 2), None, GridCell(("120",)), GridCell(("",))],
    ]
    assert table_lines(rows) == [
        "| 구분 | 재원(백만원) | 재원(백만원) | 비고 |",
        "| 도로 | 70 | 50 | - |",
        "| 합계 | 120 | - |",
    ]


def test_a_total_over_two_columns_leaves_the_figures_beside_it_in_theirs() -> None:
    rows: list[list[GridCell | None]] = [
        [GridCell((word,)) for word in ("구분", "사업", "국비", "시비")],
        [GridCell((word,)) for word in ("신규", "도로", "70", "50")],
        [GridCell(("합계",), 1, 2), None, GridCell(("70",)), GridCell(("50",))],
    ]
    assert table_lines(rows)[-1] == "| 합계 | - | 70 | 50 |"


@pytest.mark.parametrize("name", list(MAKERS))
@pytest.mark.parametrize(
    ("rows", "day"),
    [
        ((("보도일시", "2024. 3. 5.(화) 조간"), ("담당부서", "예산과(062-240-3050)")), "2024-03-05"),
        ((("배포일시", "2024. 3. 4.(월)", "보도시점", "2024. 3. 5.(화) 06:00"),), "2024-03-05"),
        ((("작성일", "24.03.05"), ("조회", "12")), "2024-03-05"),
        ((("행사일시", "2024. 3. 5.(화) 14:00"), ("장소", "한빛시청 강당")), None),
        ((("전화", "062-2024-0305"), ("전송", "062-2024-0306")), None),
    ],
)
def test_the_day_of_a_release_stands_in_a_cell(
    name: str, rows: documents_made.Table, day: str | None, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(
        MAKERS[name](["보 도 자 료", rows, "한빛시, 도서관 짓는다", "한빛시는 내일 도서관 공사를 시작한다고 밝혔다."])
    )
    facts = run("dates", "--jsonl", path).facts
    assert {fact["start_date"] for fact in facts if fact["text"] == "내일"} == {day and "2024-03-06"}


def test_a_row_of_labels_without_end_is_read_in_its_time() -> None:
    import time

    from gwangju_ai_cli.captions import captioned_tables
    from gwangju_ai_cli.grid import unit_columns

    row = "| " + "사업비(억원) | 12 | " * 5_000
    begun = time.process_time()
    assert sum(len(column.figures) for column in unit_columns(row)) == 5_000
    captioned_tables(row)
    assert time.process_time() - begun < 5
