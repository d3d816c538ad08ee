"""`extract projects -o projects.html`: one page that stands alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gwangju_ai_cli.projects import link
from gwangju_ai_cli.render import Layout
from gwangju_ai_cli.render.projects.charts import LABEL_HEIGHT, LABEL_WIDTH, draw
from gwangju_ai_cli.render.projects.page import render_html
from tests.cli_runner import run
from tests.projects.makers import states
from tests.projects.test_linking import LIBRARY


@pytest.fixture(scope="module")
def page() -> str:
    out: list[str] = []
    render_html(link(states(LIBRARY)), Layout(("project",)), out.append)
    return "".join(out)


def test_every_link_leads_to_one_place(page: str) -> None:
    names = re.findall(r'\sid="([^"]+)"', page)
    assert len(set(names)) == len(names)
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= set(names)
    assert any(target.startswith("p1e") for target in targets)


def test_nothing_comes_from_outside(page: str) -> None:
    assert not re.search(r'(?:src|href)="(?!#|data:,)', page)
    assert "default-src 'none'" in page


def test_each_sentence_marks_its_amount(page: str) -> None:
    assert page.count("<mark>150억원</mark>") == 2
    assert "<q>새벽 별빛도서관 사업비 120억→<mark>150억</mark></q>" in page


def test_words_of_a_text_stay_words() -> None:
    texts = {
        "<b>": ("2024-03-05", "새벽시 <script>별빛</script> 도서관\n새벽시는 별빛도서관 건립에 총 120억원을 들인다.")
    }
    out: list[str] = []
    render_html(link(states(dict(texts))), Layout(("project",)), out.append)
    assert "<script>별빛" not in "".join(out)


def test_nothing_found_is_said() -> None:
    out: list[str] = []
    render_html((), Layout(("project",)), out.append)
    assert "찾지 못했습니다" in out[0]


def test_labels_of_a_chart_do_not_meet() -> None:
    days = [f"2020-03-{day:02}" for day in range(1, 9)]
    texts = {
        day: (day, f"새벽시는 별빛도서관 건립사업에 총 {100 + number}억원을 들인다.") for number, day in enumerate(days)
    }
    (project,) = link(states(dict(texts)))
    chart = draw(project)
    assert chart is not None
    placed = [(dot.x if dot.anchor == "start" else dot.x - LABEL_WIDTH, dot.label_y) for dot in chart.dots]
    labels = [(x, y) for x, y in placed if y is not None]
    assert 2 <= len(labels) < len(chart.dots)
    for number, (x, y) in enumerate(labels):
        for other, height in labels[:number]:
            assert abs(x - other) > LABEL_WIDTH or abs(y - height) > LABEL_HEIGHT


def test_a_page_is_written_whole(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(LIBRARY["first"][1], encoding="utf-8")
    out = tmp_path / "p.html"
    assert run("projects", str(tmp_path / "a.txt"), "-o", str(out)).code == 0
    assert out.read_text(encoding="utf-8").endswith("</html>\n")
