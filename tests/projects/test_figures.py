"""Which amounts of a document are figures of which project, and what of it they are."""

from __future__ import annotations

import pytest

from gwangju_ai_cli.projects.model import Figure
from gwangju_ai_cli.projects.refusing import REFUSALS
from tests.projects.makers import eok, state

HEAD = "새벽시, 별빛도서관 짓는다\n새벽시는 ‘별빛도서관 건립사업’에 총 120억원을 들인다. "


def figures(text: str, day: str | None = "2024-03-05") -> dict[int, Figure]:
    return {int(figure.amount): figure for figure in state(text, day).figures}


@pytest.mark.parametrize(
    "sentence",
    [
        "시민은 1인당 3만원의 이용료를 낸다.",
        "시는 생산유발 효과가 400억원에 이를 것으로 본다.",
        "사업비는 계획보다 20억원 늘었다.",
        "늘어나는 20억원은 시비로 메운다.",
        "이웃 도시 도서관보다 30억원 넘게 비싸다.",
        "물가 상승분 15억원도 들어 있다.",
        "늘어난 돈은 도가 12억원, 시가 8억원을 나눠 부담한다.",
    ],
)
def test_other_money_is_no_figure(sentence: str) -> None:
    assert list(figures(HEAD + sentence)) == eok(120)


@pytest.mark.parametrize(
    ("sentence", "amount", "kind", "year", "status"),
    [
        ("시는 올해 30억원을 투입한다.", 30, "year", 2024, "planned"),
        ("내년 예산에는 45억원을 편성했다.", 45, "year", 2025, "planned"),
        ("시는 내년 국비 20억원을 지원해 달라고 건의했다.", 20, "year", 2025, "requested"),
        ("시는 내년도 정부 예산에 국비 18억원이 최종 반영됐다고 밝혔다.", 18, "year", 2025, "secured"),
        ("우선 설계비 6억원을 쓴다.", 6, "part", None, "planned"),
        ("열람실 가구 구입에 9억원이 들어간다.", 9, "part", None, "planned"),
        ("시는 지난해까지 70억원을 집행했다.", 70, "part", None, "spent"),
    ],
)
def test_what_an_amount_is_of(sentence: str, amount: float, kind: str, year: int | None, status: str) -> None:
    figure = figures(HEAD + sentence)[eok(amount)[0]]
    assert (figure.kind, figure.year, figure.status) == (kind, year, status)


def test_sources_of_money_are_funding_of_their_total() -> None:
    found = figures("새벽시는 별빛도서관 건립에 총 120억원(국비 50억원, 시비 70억원)을 들인다.")
    assert list(found) == eok(120)
    funding = found[eok(120)[0]].funding
    assert [(source.source, int(source.amount or 0)) for source in funding] == [
        ("국비", eok(50)[0]),
        ("시비", eok(70)[0]),
    ]


def test_a_list_under_the_states_money_takes_year_and_source_from_it() -> None:
    found = state(
        "새벽시, 내년 국비 800억 확보\n새벽시는 내년도 국비 812억원을 확보했다. "
        "주요 사업은 △별빛도서관 건립 18억원 △들말읍 하수관로 정비 24억원 등이다.",
    )
    assert [topic.names[0].text for topic in found.topics] == ["들말읍 하수관로 정비", "별빛도서관 건립"]
    assert {(f.kind, f.year, f.status, f.funding[0].source) for f in found.figures} == {
        ("year", 2025, "secured", "국비")
    }
    assert sorted(int(figure.amount) for figure in found.figures) == eok(18, 24)


def test_a_supplementary_budget_is_a_project_and_what_it_lists_are_others() -> None:
    found = state(
        "새벽시 제1회 추경 300억 편성\n새벽시는 2024년도 제1회 추가경정예산안 300억원을 편성했다. "
        "주요 사업은 별빛도서관 건립 18억원, 하수관로 정비 24억원 등이다.",
    )
    rounds = {topic.round for topic in found.topics}
    assert rounds == {"2024-1", None}
    assert [int(f.amount) for f in found.figures if f.extra] == eok(18, 24)


def test_a_neighbours_project_keeps_its_money() -> None:
    found = state(HEAD + "\n이웃 한빛시도 도서관을 짓는다. 한빛시 중앙도서관은 총사업비 90억원이다.")
    owner = {int(f.amount): found.topics[f.topic].payer for f in found.figures}
    assert owner == {eok(120)[0]: "새벽시", eok(90)[0]: "한빛시"}


def test_phases_are_told_apart_by_where_they_are_named() -> None:
    found = figures(
        "새벽시, 별빛단지 조성\n새벽시는 ‘별빛산업단지 조성사업’에 총 900억원을 투입한다. "
        "1단계에는 2026년까지 400억원을, 2단계에는 500억원을 들인다.",
    )
    assert {amount: figure.phase for amount, figure in found.items()} == dict(
        zip(eok(900, 400, 500), [None, "1단계", "2단계"], strict=True)
    )


def test_refusals_have_ids_of_their_own() -> None:
    ids = [rule.id for rule in REFUSALS]
    assert len(set(ids)) == len(ids)
