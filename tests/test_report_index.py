"""A report of several documents: projects, people and organizations by name, one timeline, headlines as titles."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli_runner import run

FIRST = (
    "보도자료\n2021. 3. 9.(화) 배포\n한빛시, 강변도서관 짓는다\n"
    "한빛시(시장 김서도)는 9일 ‘강변도서관 건립사업’에 총 120억원을 투입한다고 밝혔다.\n"
)
SECOND = "강변도서관 사업비 120억→155억\n한빛시는 1일 강변도서관의 총사업비를 120억원에서 155억원으로 늘렸다.\n"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> str:
    folder = tmp_path_factory.mktemp("report")
    lines = [
        {"id": "one", "text": FIRST, "date": "2021-03-09"},
        {"id": "two", "text": SECOND, "date": "2023-06-01"},
    ]
    (folder / "a.jsonl").write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    assert run("report", str(folder / "a.jsonl"), "-o", str(folder / "r.html")).code == 0
    return (folder / "r.html").read_text(encoding="utf-8")


def section(page: str, name: str) -> str:
    found = re.search(rf'<section class="[a-z]+" aria-labelledby="{name}">.*?</section>', page, re.DOTALL)
    assert found, name
    return found[0]


def test_a_project_stands_once_with_its_documents(page: str) -> None:
    projects = section(page, "index-projects")
    assert projects.count("<li>") == 1
    assert "120억원 → 155억원" in projects
    assert re.findall(r'href="#(d\d)"', projects) == ["d1", "d2"]


def test_people_and_organizations_lead_to_their_rows(page: str) -> None:
    assert "김서도" in section(page, "index-people")
    orgs = section(page, "index-orgs")
    assert len(re.findall(r'href="#d[12]f\d+"', orgs)) >= 2
    names = set(re.findall(r'\sid="([^"]+)"', page))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= names


def test_one_timeline_is_in_order(page: str) -> None:
    moments = section(page, "moments-head")
    days = re.findall(r"<time>([^<]+)</time>", moments)
    assert days == sorted(days)
    assert moments.index("한빛시, 강변도서관 짓는다") < moments.index("강변도서관 사업비 120억→155억")


def test_the_title_is_the_headline(page: str) -> None:
    assert '<h2 id="d1-head">한빛시, 강변도서관 짓는다</h2>' in page


def test_one_document_has_no_index(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    run("report", str(tmp_path / "a.txt"), "-o", str(tmp_path / "r.html"))
    written = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "index-projects" not in written
    assert "moments-head" not in written
