"""Which names over many documents are one project, and which are not."""

from __future__ import annotations

from random import Random

import pytest

from gwangju_ai_cli.projects import link, names
from tests.benchmarks.projects import LIMIT, renamed
from tests.projects.makers import Texts, eok, linked, states, totals

LIBRARY: Texts = {
    "first": (
        "2020-03-05",
        "새벽시, 별빛도서관 짓는다\n새벽시는 ‘새벽시립 별빛도서관 건립사업’에 총 120억원을 들인다고 5일 밝혔다. "
        "2023년까지 옛 군청 터에 짓는다.",
    ),
    "risen": (
        "2022-06-07",
        "새벽 별빛도서관 사업비 120억→150억\n새벽시는 별빛도서관 건립 사업비를 120억원에서 150억원으로 늘린다.",
    ),
    "again": ("2023-02-01", "별빛도서관 9월 개관\n새벽시 별빛도서관(총사업비 150억원)이 9월 문을 연다."),
}


def test_one_project_by_three_names_and_where_its_total_moved() -> None:
    found = linked(LIBRARY)
    assert list(found) == ["새벽시립 별빛도서관 건립사업"]
    project = found["새벽시립 별빛도서관 건립사업"]
    assert project.payer == "새벽시"
    assert totals(project) == eok(120, 150)
    change = project.changes[0]
    assert (change.from_date, change.to_date, change.from_source, change.to_source) == (
        "2020-03-05", "2022-06-07", "first", "risen",
    )  # fmt: skip
    assert [[place.source for place in entry.sources] for entry in project.entries] == [
        ["first", "risen", "risen"],
        ["risen", "risen", "again"],
    ]


def test_the_order_of_documents_changes_nothing() -> None:
    all_states = states(LIBRARY)
    expected = [project.to_dict() for project in link(all_states)]
    for seed in range(3):
        Random(seed).shuffle(all_states)
        assert [project.to_dict() for project in link(all_states)] == expected


def article(place: str, name: str, amount: str) -> str:
    return f"{place}, {name} 속도\n{place}는 {name}에 총 {amount}억원을 투입한다고 5일 밝혔다."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("인공지능 실증단지 조성사업", "AI 실증단지"),
        ("인공지능 융합 실증단지 조성사업", "AI 실증단지 구축"),
        ("한마음병원 이전·신축 사업", "한마음병원 신축 이전"),
        ("강변 생태공원 조성사업", "강변생태공원"),
        ("들말읍 하수관로 정비사업", "하수관로 정비"),
        ("시립 별빛미술관 건립사업", "별빛미술관"),
        ("도시철도 3호선 건설사업", "도시철도 3호선"),
    ],
)
def test_names_of_one_project(one: str, other: str) -> None:
    texts: Texts = {
        "a": ("2020-03-05", article("새벽시", one, "120")),
        "b": ("2021-03-05", article("새벽시", other, "150")),
    }
    found = linked(texts)
    assert len(found) == 1, list(found)
    assert totals(next(iter(found.values()))) == eok(120, 150)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("새벽시", "중앙도서관 건립사업"), ("한빛시", "중앙도서관 건립사업")),
        (("새벽시", "도시철도 1호선 연장"), ("새벽시", "도시철도 2호선 연장")),
        (("새벽시", "어린이도서관 건립사업"), ("새벽시", "중앙도서관 건립사업")),
        (("새벽시", "들말면 농촌중심지 활성화사업"), ("새벽시", "솔말면 농촌중심지 활성화사업")),
        (("새벽시", "국립 별빛박물관 건립사업"), ("새벽시", "시립 별빛박물관 건립사업")),
        (("새벽시", "청년 도약 지원사업"), ("새벽시", "청년 도약 창업 지원사업")),
        (("새벽시", "별빛도서관 리모델링 사업"), ("새벽시", "별빛도서관 건립사업")),
        (("새벽시", "별빛도서관 건립사업"), ("새벽시", "별빛도서관 주차장 조성사업")),
        (("새벽시", "들말1지구 도시개발사업"), ("새벽시", "들말2지구 도시개발사업")),
    ],
)
def test_names_of_two_projects(one: tuple[str, str], other: tuple[str, str]) -> None:
    texts: Texts = {"a": ("2020-03-05", article(*one, "120")), "b": ("2021-03-05", article(*other, "150"))}
    found = linked(texts)
    assert len(found) == 2, list(found)
    assert all(project.changes == () for project in found.values())


def test_what_may_be_short_for_two_is_neither() -> None:
    texts: Texts = {
        "a": ("2020-03-05", article("새벽시", "들말면 농촌중심지 활성화사업", "120")),
        "b": ("2021-03-05", article("새벽시", "솔말면 농촌중심지 활성화사업", "150")),
        "c": ("2022-03-05", article("새벽시", "농촌중심지 활성화사업", "180")),
    }
    found = linked(texts)
    assert len(found) == 3
    reasons = {reason.rule for reason in found["농촌중심지 활성화사업"].reasons}
    assert "project.apart.ambiguous" in reasons


def test_a_name_that_a_text_introduces_links_what_shares_no_word_with_it() -> None:
    texts: Texts = {
        "a": (
            "2020-03-05",
            "새벽시, 강변 정원 만든다\n새벽시는 ‘강변 생태정원 조성사업’(이하 ‘물빛뜰’)에 총 80억원을 들인다.",
        ),
        "b": (
            "2021-05-06",
            "물빛뜰 사업비 95억으로\n새벽시는 물빛뜰 조성사업 총사업비가 95억원으로 늘었다고 6일 밝혔다.",
        ),
    }
    found = linked(texts)
    assert len(found) == 1, list(found)
    assert totals(next(iter(found.values()))) == eok(80, 95)


def test_comparisons_grow_with_the_documents_not_with_their_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = 0
    compare = names.compare

    def counted(*args: object, **more: object) -> object:
        nonlocal calls
        calls += 1
        return compare(*args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(names, "compare", counted)
    each = []
    for count in (1_000, 3_000):
        calls = 0
        link(list(renamed(count)))
        each.append(calls / count)
    assert 0 < each[1] <= LIMIT * each[0]
