"""Some sixty articles of invented towns over eight years: which projects they tell of, and where the totals moved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gwangju_ai_cli.projects import Project, link
from tests.projects.makers import Texts, eok, states, totals

STORIES = Path(__file__).parent / "stories.jsonl"
EXPECTED: dict[str, tuple[str, list[float], int]] = {
    # name: (payer, the total as it moved, documents)
    "해람시 제2청사": ("해람시", [870, 1050], 2),
    "바람~솔도 연도교 건설사업": ("바람군", [2340, 3118], 4),
    "소상공인 이차보전 지원사업": ("가온도", [], 2),
    "은모래 해상케이블카 설치사업": ("은모래시", [440, 610], 2),
    "달빛마을 도시재생 뉴딜사업": ("노을구", [280, 332], 2),
    "도립 장애인 재활병원 건립": ("가온도", [486, 571], 3),
    "국립 해람숲체원 조성사업": ("산림청", [312, 380], 3),
    "해람국가산업단지 진입도로": ("해람시", [], 2),
    "해람하수처리장 현대화사업": ("해람시", [], 2),
    "해람항 북방파제 보강": ("해람시", [], 2),
    "늘품 돌봄사업": ("보건복지부", [], 2),
    "늘품 돌봄교사 지원사업": ("여성가족부", [], 1),
    "나래도립 재활병원": ("나래도", [], 1),
    "새들시 종합운동장 리모델링": ("새들시", [190, 235], 3),
    "섬마을 희망사업": ("행정안전부", [], 2),
    "다온군 복합문화센터": ("다온군", [120, 148], 2),
    "하수처리장 이전·현대화 사업": ("미르시", [7200, 8433], 3),
    "미르~새터 광역철도 건설": ("미르시", [], 2),
    "미르의료원 설립": ("미르시", [], 2),
    "한들시청사 건립": ("한들시", [1800, 2312], 2),
    "국립 누리산림치유원": ("산림청", [1413, 1690], 2),
    "청솔시 세계정원박람회": ("청솔시", [496, 580], 2),
    "서린~동암 철도 건설사업": ("서린시", [9120, 10203], 4),
    "해오름 일반산업단지 진입도로 개설공사": ("솔빛군", [512, 572], 2),
    "해오름 일반산단 조성사업 2단계": ("솔빛군", [1240, 1318], 2),
    "국립농경박물관 건립": ("농림축산식품부", [1572, 1690], 3),
    "유담시립박물관 증축": ("유담시", [184, 201], 2),
    "나린 아동복합돌봄센터 건립사업": ("나린시", [380, 443], 3),
    "평원군 상림면 농촌중심지 활성화사업": ("평원군", [150, 172], 3),
    "하림면 농촌중심지 활성화사업": ("평원군", [60, 64], 2),
    "온누리 실내빙상장 건립사업": ("온누리시", [348, 402], 2),
    "도담시립미술관 건립사업": ("도담시", [410, 470, 548], 3),
    "동네상권 살리기 프로젝트": ("중소벤처기업부", [], 2),
    "스마트 과수단지 조성": ("별솔군", [], 2),
    "별솔~가람 국도 4차로 확장": ("별솔군", [], 2),
    "2021년 제1회 추경": ("나린시", [], 2),
    "제2회 추경안": ("나린시", [], 1),
}


@pytest.fixture(scope="module")
def projects() -> dict[str, Project]:
    records = [json.loads(line) for line in STORIES.read_text(encoding="utf-8").splitlines()]
    texts: Texts = {record["id"]: (record["date"], record["text"]) for record in records}
    return {" ".join(part for part in (p.name, p.phase) if part): p for p in link(states(texts))}


@pytest.mark.parametrize("name", EXPECTED)
def test_a_story(name: str, projects: dict[str, Project]) -> None:
    payer, moved, documents = EXPECTED[name]
    assert name in projects
    project = projects[name]
    assert (project.payer, totals(project), project.documents) == (payer, eok(*moved), documents)


def test_a_bridge_that_is_renamed_stays_one(projects: dict[str, Project]) -> None:
    assert {"솔도 연도교", "솔도대교"} <= set(projects["바람~솔도 연도교 건설사업"].aliases)


def test_a_years_money_moves_from_what_was_asked_to_what_was_passed(projects: dict[str, Project]) -> None:
    changes = projects["미르~새터 광역철도 건설"].changes
    assert [(c.figure, int(c.before), int(c.after)) for c in changes] == [
        ("2025", *eok(300, 150)),
        ("2025", *eok(150, 210)),
    ]


def test_money_of_a_whole_body_is_no_projects(projects: dict[str, Project]) -> None:
    amounts = {int(entry.amount) for project in projects.values() for entry in project.entries}
    assert not amounts & set(eok(9812, 10417, 82000, 42310))
