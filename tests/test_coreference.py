"""Whom phrases mean: each text marks the phrase, and the names that it means stand beside it."""

from __future__ import annotations

import pytest

from gwangju_ai_cli.coreference import meant, mentions
from gwangju_ai_cli.model import Document, Span
from gwangju_ai_cli.pipeline import Settings, analyse

HEADS = [
    ("대학", "새벽대학교는 지난 4일 별관을 착공했다. «대학»은 내년에 문을 연다.", "새벽대학교"),
    ("학교", "해담초등학교가 담장을 헐었다. «학교» 측은 꽃길을 낸다고 밝혔다.", "해담초등학교"),
    ("시", "목포시는 새 부두를 연다. «시»는 내년 예산에 9억원을 담았다.", "목포시"),
    ("군", "해남군이 배추 축제를 연다. «군»은 무대를 세 곳에 세운다.", "해남군"),
    ("도", "전라남도가 섬 진료선을 띄웠다. «도»는 한 척을 더 산다.", "전라남도"),
    ("구", "광주 북구가 골목길을 고친다. «구»는 12월까지 마친다.", "광주 북구"),
    ("재단", "가람문화재단이 공모를 시작했다. «재단»은 열 팀을 뽑는다.", "가람문화재단"),
    ("회사", "누리정밀은 새 공장을 짓는다. «회사»는 60명을 더 뽑는다.", "누리정밀"),
    ("공단", "한빛시설관리공단은 요금을 내렸다. «공단»은 석 달 동안 시험한다.", "한빛시설관리공단"),
    ("협회", "전국떡메협회가 장터를 연다. «협회»는 회원 서른 곳을 모았다.", "전국떡메협회"),
    ("위원회", "한빛물산업위원회가 답사를 다녀왔다. «위원회»는 보고서를 낸다.", "한빛물산업위원회"),
    ("병원", "참누리병원이 응급실을 넓혔다. «병원»은 의사 셋을 더 두었다.", "참누리병원"),
]


def whom(marked: str) -> list[str]:
    """The names that the phrase between « and » means."""
    start, end = marked.index("«"), marked.index("»") - 1
    text = marked.replace("«", "").replace("»", "")
    analysis = analyse(Document(text), Settings())
    span = Span(start, end)
    named = mentions(analysis).within(span)
    return [one.name for one in named or meant(analysis, span)]


@pytest.mark.parametrize(("noun", "text", "name"), HEADS, ids=[row[0] for row in HEADS])
def test_a_head_alone_means_the_body_named_before(noun: str, text: str, name: str) -> None:
    assert noun in text
    assert whom(text) == [name]


@pytest.mark.parametrize(("noun", "text", "name"), HEADS, ids=[row[0] for row in HEADS])
def test_a_head_alone_means_the_same_wherever_it_stands(noun: str, text: str, name: str) -> None:
    longer = text.replace("«", "").replace("»", "") + f" 행사장에는 비가 내렸다. «{noun}»은 날짜를 미뤘다."
    assert whom(longer) == [name]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # after a determiner the nearest body of the kind, whatever its name ends in
        ("㈜가람로직스가 배를 띄웠다. «이 회사»는 두 척을 더 짓는다.", ["㈜가람로직스"]),
        ("한빛연구개발진흥원은 자료를 냈다. «같은 기관»은 지난해에도 냈다.", ["한빛연구개발진흥원"]),
        ("참솔환경연대가 집회를 열었다. «이 단체»는 성명을 냈다.", ["참솔환경연대"]),
        ("새벽대학교에 이어 노을대학교가 등록금을 내렸다. «이 대학»은 3년째 동결했다.", ["노을대학교"]),
        # bare: the one the text is about, not one named in passing
        (
            "새벽대학교는 기숙사를 연다. 새벽대학교 학생 가운데는 노을대학교 출신도 있다. «대학»은 방을 늘린다.",
            ["새벽대학교"],
        ),
        ("한빛재단은 노을재단에 3억원을 맡겼다. «재단»은 해마다 이어 간다.", ["한빛재단"]),
        ("목포시와 나주시는 협약을 맺었다. «양측»은 내년에 첫 사업을 한다.", ["목포시", "나주시"]),
        ("한빛전자는 누리정밀과 손을 잡았다. «양사»는 공장을 함께 쓴다.", ["한빛전자", "누리정밀"]),
        (
            "새벽대학교, 노을대학교, 다온대학교가 모였다. «세 대학»은 강의를 나눈다.",
            ["새벽대학교", "노을대학교", "다온대학교"],
        ),
        # people: 그, a title, a title after a determiner, those named together
        ("한도윤 시장이 현장을 찾았다. «그»는 주민을 만났다.", ["한도윤"]),
        ("서지완 새벽대학교 총장이 취임했다. «총장»은 공약을 내놨다.", ["서지완"]),
        ("한도윤 목포시장이 사과했다. «이 시장»은 재발을 막겠다고 했다.", ["한도윤"]),
        ("한도윤 의원과 강민혁 의원이 만났다. «이들»은 한 시간 동안 얘기했다.", ["한도윤", "강민혁"]),
    ],
)
def test_whom_a_phrase_means(text: str, names: list[str]) -> None:
    assert whom(text) == names


@pytest.mark.parametrize(
    "text",
    [
        "비가 내렸다. «회사»는 쉬는 날이다.",  # nobody was named
        "참누리병원이 문을 열었다. «대학»은 반겼다.",  # a hospital is no university
        "한빛전자가 손을 들었다. «양측»은 다시 만난다.",  # one body is no two
        "목포시가 길을 냈다. «다른 시»는 서두른다.",  # other cities
        "새벽대학교가 문을 열었다. «대학가»는 붐볐다.",  # another word
        "한도윤 시장이 현장을 찾았다. «시민»은 반겼다.",
    ],
)
def test_whom_a_phrase_does_not_mean(text: str) -> None:
    assert whom(text) == []


def test_a_place_alone_governs_where_the_noun_says_so() -> None:
    assert whom("목포 구도심이 바뀐다. «시»는 내년에 길을 넓힌다.") == ["목포시"]
    assert whom("목포와 나주 사람들이 만났다. «시»는 버스를 늘린다.") == []


def test_those_who_may_not_be_meant_are_passed_over() -> None:
    text = "한빛시설관리공단은 요금을 내렸다. 나래시설공단도 따랐다. 공단은 더 내린다."
    analysis = analyse(Document(text), Settings())
    at = text.rindex("공단")
    found = meant(analysis, Span(at, at + 2), ("org",), keep=lambda one: one.name != "한빛시설관리공단")
    assert [one.name for one in found] == ["나래시설공단"]
