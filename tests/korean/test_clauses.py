"""Clauses and roles: what each kind of ending takes, and that nothing is lost."""

from __future__ import annotations

import pytest

from gwangju_ai_cli.korean.clauses import Syntax, parse
from gwangju_ai_cli.model import Span
from gwangju_ai_cli.morph import tokenize


def _parse(text: str) -> Syntax:
    return parse(tokenize(text), text, Span(0, len(text)))


def _clauses(text: str) -> list[tuple[str, str, list[str]]]:
    read = _parse(text)
    return [
        (clause.lemma, clause.kind, [f"{read.phrases[i].span.of(text)}:{read.phrases[i].case}" for i in clause.phrases])
        for clause in read.clauses
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "시는 다리를 놓고 길을 닦았다.",
            [("놓", "coordinate", ["시:topic", "다리:object"]), ("닦", "main", ["길:object"])],
        ),
        # An adnominal clause leaves the topic, and what stands before its subject, to the clause around it.
        (
            "시는 내년까지 주민이 참여하는 사업에 3억원을 쓴다.",
            [
                ("참여하", "adnominal", ["주민:subject"]),
                ("쓰", "main", ["시:topic", "내년:adverbial", "사업:adverbial", "3억원:object"]),
            ],
        ),
        # A purpose takes its object and leaves times.
        (
            "내년부터 산업을 육성하기 위해 3억원을 쓴다.",
            [("육성하", "nominalised", ["산업:object"]), ("쓰", "main", ["내년:adverbial", "3억원:object"])],
        ),
        # A verb that has become a postposition opens no clause.
        ("시는 국비를 포함한 예산을 쓴다.", [("쓰", "main", ["시:topic", "국비:including", "예산:object"])]),
        # 오는 before a date is a determiner.
        ("시는 오는 2024년까지 길을 닦는다.", [("닦", "main", ["시:topic", "2024년:adverbial", "길:object"])]),
        # A noun stands for the predicate of a headline.
        ("나주시, 도서관에 3억 투입", [("투입", "nominal", ["나주시:bare", "도서관:adverbial", "3억:bare"])]),
        # A plan is one predicate: …할 계획이다, …하기로 했다.
        ("시는 길을 닦을 계획이다.", [("닦", "main", ["시:topic", "길:object"])]),
        ("시는 길을 닦기로 했다.", [("닦", "main", ["시:topic", "길:object"])]),
        # A quoted name is one phrase, whatever its morphemes are.
        ("시는 '찾아가는 이동 진료'에 쓴다.", [("쓰", "main", ["시:topic", "찾아가는 이동 진료:adverbial"])]),
        # 시가 after a city's name is the city and its particle.
        ("진주시가 길을 닦았다.", [("닦", "main", ["진주시:subject", "길:object"])]),
    ],
)
def test_clauses(text: str, expected: list[tuple[str, str, list[str]]]) -> None:
    assert _clauses(text) == expected


@pytest.mark.parametrize(
    ("text", "past", "plan"),
    [
        ("시는 길을 닦았다.", True, False),
        ("시는 길을 닦는다.", False, False),
        ("시는 길을 닦기로 했다.", False, True),
        ("시는 길을 닦을 예정이다.", False, True),
        ("시는 길을 닦겠다.", False, True),
    ],
)
def test_tense_and_plan(text: str, past: bool, plan: bool) -> None:
    clause = _parse(text).clauses[0]
    assert (clause.past and not clause.plan, clause.plan) == (past, plan)


def test_an_adnominal_clause_knows_what_it_describes() -> None:
    text = "3억원을 들여 지은 다리가 무너졌다."
    read = _parse(text)
    built = next(clause for clause in read.clauses if clause.lemma == "짓")
    assert built.modifies is not None
    assert read.phrases[built.modifies].span.of(text) == "다리"


def test_parentheses_are_read_on_their_own() -> None:
    text = "사업비 3억원(국비 2억원, 시비 1억원)을 쓴다."
    read = _parse(text)
    inner = read.inner[0]
    assert [phrase.span.of(text) for phrase in inner.phrases] == ["국비 2억원", "시비 1억원"]
    assert inner.host is not None
    assert read.phrases[inner.host].span.of(text) == "사업비 3억원"
    assert read.path(inner.phrases[0].span) == (inner, read)


@pytest.mark.parametrize(
    "text", ["", "...", "(((", ")))", "'", "을 를 이 가", "하다 하다 하고", "(가(나(다)라)마)", "○○○"]
)
def test_any_text_is_read(text: str) -> None:
    read = _parse(text)
    taken = [index for clause in read.clauses for index in clause.phrases]
    assert len(taken) == len(set(taken))
