"""Entities of organizations: mentions, aliases, the user's dictionary, offsets."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from gwangju_ai_cli.facts.orgs.linking import is_short_of
from gwangju_ai_cli.model import Fact, OrgFact
from gwangju_ai_cli.pipeline import Settings, extract


def _orgs(text: str, **settings: object) -> tuple[OrgFact, ...]:
    facts: tuple[Fact, ...] = extract(text, kinds=["org"], settings=Settings(**settings)).facts  # type: ignore[arg-type]
    return tuple(fact for fact in facts if isinstance(fact, OrgFact))


def test_one_fact_an_entity_with_all_its_mentions() -> None:
    text = "누리수산진흥원은 종자를 나눴다. 진흥원은 내년에도 잇는다. 누리수산진흥원 관계자가 말했다."
    (fact,) = _orgs(text)
    assert [text[span.start : span.end] for span in fact.mentions] == ["누리수산진흥원", "진흥원", "누리수산진흥원"]
    assert fact.mention_rules[1] == "org.alias.head"
    assert len(_orgs(text, mentions=True)) == 3


def test_a_short_form_before_its_full_name_joins_it() -> None:
    (fact,) = _orgs("참빛대 학생 300명이 나선다. 참빛대학교가 축제를 연다.")
    assert (fact.name, fact.aliases) == ("참빛대학교", ("참빛대",))


def test_a_club_in_its_short_forms() -> None:
    text = "광주FC의 홈경기였다. 후반 결승골로 광주는 승점 3을 얻었다. 광주 이가람 감독은 웃었다. 광주에서 또 만난다."
    (fact,) = _orgs(text)
    assert fact.name == "광주FC"
    assert [text[span.start : span.end] for span in fact.mentions] == ["광주FC", "광주", "광주"]


def test_a_local_government_and_what_stands_for_it() -> None:
    text = "나주시는 보를 고친다. 시가 요청한 돈은 아직 없다. 나주시에서 보았다."
    (fact,) = _orgs(text)
    assert [text[span.start : span.end] for span in fact.mentions] == ["나주시", "시"]


def test_the_type_of_all_mentions() -> None:
    text = "헬스케어 스타트업 도담랩(대표 하나래)이 투자를 받았다. 도담랩은 앱을 냈다. 도담랩 관계자는 웃었다."
    (fact,) = _orgs(text)
    assert (fact.org_type, len(fact.mentions)) == ("company", 3)


def test_the_dictionary_ranks_first() -> None:
    text = "도담이네가 삼성전자와 손을 잡았다."
    found = _orgs(text, dictionary={"도담이네": ("㈜도담", "company"), "삼성전자": ("우리 회사", "other")})
    assert [(fact.name, fact.org_type, fact.rule) for fact in found] == [
        ("㈜도담", "company", "org.dictionary"),
        ("우리 회사", "other", "org.dictionary"),
    ]


def test_a_former_name_stays_and_a_short_form_does_not() -> None:
    (former,) = _orgs("전자부품연구원이 시제품을 냈다.")
    assert former.name == "전자부품연구원"
    (short,) = _orgs("산업부가 고시했다.")
    assert (short.name, short.aliases) == ("산업통상자원부", ("산업부",))


def test_decomposed_text_has_its_own_offsets() -> None:
    text = unicodedata.normalize("NFD", "㈜나래팜(딸기 묘목)은 온새미벤처스와 손을 잡았다.")
    for fact in _orgs(text):
        assert text[fact.start : fact.end] == fact.text


def test_an_unrelated_sentence_changes_nothing() -> None:
    text = "새별시는 루미팜테크(대표 남궁현)와 협약을 맺었다."
    alone = [(fact.name, fact.org_type) for fact in _orgs(text)]
    assert [(fact.name, fact.org_type) for fact in _orgs(text + " 비가 내렸다.")] == alone


def test_short_forms_keep_the_order_of_syllables() -> None:
    assert is_short_of("산업부", "산업통상자원부")
    assert not is_short_of("부산업", "산업통상자원부")
    assert not is_short_of("산업통상자원부", "산업통상자원부")


@hypothesis_settings(max_examples=40, deadline=None)
@given(st.text(st.sampled_from("새별시교육청은㈜(나래)·, 한국대학교 총장A1.\n'”"), max_size=40))
def test_any_text_gives_facts_that_index_it(text: str) -> None:
    for fact in _orgs(text, mentions=True):
        assert text[fact.start : fact.end] == fact.text
        assert fact.name
