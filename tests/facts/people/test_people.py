"""People of whole documents: entities, short forms, notes, affiliations; and what holds of every text."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gwangju_ai_cli.facts.people.context import is_title, title_ending
from gwangju_ai_cli.facts.people.recognition import person_mentions
from gwangju_ai_cli.model import Document, PersonFact, PersonMention
from gwangju_ai_cli.names.shape import korean_score, looks_chinese, not_names, split_korean, surnames
from gwangju_ai_cli.pipeline import Settings, analyse, extract
from gwangju_ai_cli.vocab import load_vocab


def people(text: str) -> list[PersonFact]:
    return [fact for fact in extract(text, kinds=["people"]).facts if isinstance(fact, PersonFact)]


def mentions(text: str) -> tuple[PersonMention, ...]:
    return person_mentions(analyse(Document(text), Settings()))


def named(text: str) -> dict[str, PersonFact]:
    return {fact.name: fact for fact in people(text)}


def said(fact: PersonFact, text: str) -> list[str]:
    return [span.of(text) for span in fact.mentions]


def test_short_forms_belong_to_the_full_name() -> None:
    text = "한도윤 여수시장은 6일 출국한다. 한 시장은 공장을 둘러본다. 한도윤은 귀국 뒤 회견을 연다."
    facts = people(text)
    assert [fact.name for fact in facts] == ["한도윤"]
    assert said(facts[0], text) == ["한도윤", "한", "한도윤"]
    assert facts[0].title == "여수시장"


def test_a_surname_goes_to_the_one_with_the_same_title() -> None:
    text = "김태경 의원과 김세란 장관이 만났다. 김 장관은 웃었고 김 의원은 침묵했다."
    found = named(text)
    assert set(found) == {"김태경", "김세란"}
    assert said(found["김세란"], text) == ["김세란", "김"]
    assert said(found["김태경"], text) == ["김태경", "김"]
    assert found["김세란"].mentions[1].start < found["김태경"].mentions[1].start


def test_a_market_is_no_mayor_without_the_name_before() -> None:
    assert people("이 시장은 100년이 넘었다. 상인들은 이 시장을 떠나지 않았다.") == []
    text = "이도윤 여수시장이 방문했다. 이 시장은 상인들을 격려했다."
    assert [said(fact, text) for fact in people(text)] == [["이도윤", "이"]]


def test_names_kept_back_are_people_of_their_own() -> None:
    text = "경찰은 김모(33)씨와 김모(45)씨를 붙잡았다. 김씨는 혐의를 부인했다."
    facts = people(text)
    assert [fact.name for fact in facts] == ["김모", "김모"]
    assert said(facts[1], text) == ["김", "김"]


def test_the_word_that_keeps_a_name_back_is_part_of_it() -> None:
    assert [fact.name for fact in people("여직원 김 아무개 씨와 박모 씨가 출석했다.")] == ["김아무개", "박모"]


def test_the_users_own_names_are_no_people() -> None:
    text = "정관장은 홍삼을 판다. 최태양 대표가 이끈다."
    own = Settings(dictionary={"최태양": ("최태양컴퍼니", "company")})
    assert [fact.text for fact in extract(text, kinds=["people"]).facts] == ["최태양"]
    assert extract(text, kinds=["people"], settings=own).facts == ()


def test_a_foreigner_is_one_person_by_full_and_family_name() -> None:
    text = "앙겔라 메르켈 총리가 연설했다. 메르켈은 연대를 강조했다. 메르켈 총리는 곧 떠났다."
    facts = people(text)
    assert [fact.name for fact in facts] == ["앙겔라 메르켈"]
    assert said(facts[0], text) == ["앙겔라 메르켈", "메르켈", "메르켈"]


def test_hanja_is_a_mention_and_latin_is_a_field() -> None:
    text = "아베 신조(安倍晋三) 총리와 제임스 카터(James Carter) 교수가 만났다."
    found = named(text)
    assert said(found["아베 신조"], text) == ["아베 신조", "安倍晋三"]
    assert said(found["제임스 카터"], text) == ["제임스 카터"]
    assert found["제임스 카터"].latin == "James Carter"
    assert found["아베 신조"].latin is None


def test_the_title_said_most_often_is_the_facts() -> None:
    text = "오세린 단장이 왔다. 오세린 문화재단 이사장은 인사했다. 오세린 이사장은 떠났다."
    assert [fact.title for fact in people(text)] == ["이사장"]


def test_former_and_further_roles() -> None:
    text = "추진위원회 이태강 부위원장(전 과학기술부 기획조정실장)과 장서진 전 통일부 장관이 참석했다."
    found = named(text)
    assert (found["이태강"].title, found["이태강"].role_note) == ("부위원장", "전 과학기술부 기획조정실장")
    assert (found["장서진"].title, found["장서진"].role_note) == ("장관", "전 통일부 장관")


@pytest.mark.parametrize(
    ("text", "org"),
    [
        ("한도윤 서울대학교 교수가 발표했다.", "서울대학교"),
        ("서울대학교 한도윤 교수가 발표했다.", "서울대학교"),
        ("한도윤 국토교통부 장관은 국회에 나왔다.", "국토교통부"),
        ("배우 한도윤이 웃었다.", None),
    ],
)
def test_affiliation(text: str, org: str | None) -> None:
    assert [fact.org for fact in people(text)] == [org]


def test_occurrences_carry_their_own_rules() -> None:
    text = "강민혁 의원이 물었다. 강 의원은 다시 물었다. 강민혁씨는 침묵했다."
    facts = extract(text, kinds=["people"], settings=Settings(mentions=True)).facts
    assert [(fact.text, fact.rule) for fact in facts] == [
        ("강민혁", "person.title.after"),
        ("강", "person.surname.title"),
        ("강민혁", "person.honorific"),
    ]
    assert all(text[fact.start : fact.end] == fact.text for fact in facts)


FRAMES = (
    "{} 시장이 참석했다.",
    "이날 {} 의원은 반대했다.",
    "배우 {} 씨가 출연했다.",
    "{}(45)씨를 만났다.",
    "고(故) {} 씨의 유족",
    "{} 전 총리가 별세했다.",
    "대변인 {}",
    "{} 교수와 학생들",
    "신임 {} 사장은 말했다.",
)
SURNAMES = [row["surname"] for row in load_vocab("surnames") if row["rank"] == "1" and len(row["surname"]) == 1]
FIRST = "지민서현도윤하준수영태성재우동혜은미경"
LAST = "훈민희준호영현진선숙철규우혁아연"


def test_likely_names_are_found_in_telling_frames() -> None:
    """Invented names in nine frames: at least 98 in 100, whatever Kiwi makes of their syllables."""
    chance = random.Random(1896)
    missed, asked = [], 0
    while asked < 400:
        name = chance.choice(SURNAMES) + chance.choice(FIRST) + chance.choice(LAST)
        if name in not_names() or title_ending(name) or (korean_score(name) or 0) < 6:
            continue
        asked += 1
        text = chance.choice(FRAMES).format(name)
        if name not in [mention.text for mention in mentions(text)]:
            missed.append(text)
    assert len(missed) <= 0.02 * asked, missed


PIECES = (
    "이 시장은 김 박 의원 (33)씨 모 A씨 전 현 대통령 오바마 제임스 (James Carter) 배우 한도윤 군 양 · , ' ( ) 故 金 "
    "씨는 B 9단 앤 폰 데 에게 님 측 부부 서울 시장 교수와 회장, 2020년 가 나 다 . … “ ” ‘ ’ 조 원 만 도"
)
WORDS = st.sampled_from([*PIECES.split(), "\n"])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(words=st.lists(WORDS, max_size=14), glue=st.sampled_from(["", " "]))
def test_mentions_never_overlap_and_are_slices(words: list[str], glue: str) -> None:
    text = glue.join(words)
    analysis = analyse(Document(text), Settings())
    found = person_mentions(analysis)
    for one, two in pairwise(found):
        assert one.span.end <= two.span.start
    for mention in found:
        assert mention.span.of(analysis.text) == mention.text
        assert mention.rule.startswith("person.")
        for span in (mention.title, mention.phrase, mention.note, mention.latin):
            assert span is None or span.start < span.end <= len(analysis.text)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for fact in people(text):
        assert text[fact.start : fact.end] == fact.text


def test_a_sentence_more_changes_nothing() -> None:
    text = "한도윤 여수시장은 출국한다. 한 시장은 협약을 맺는다."
    more = "비가 내린다. " + text + " 바람이 분다."
    assert [(fact.name, fact.title, said(fact, more)) for fact in people(more)] == [
        (fact.name, fact.title, said(fact, text)) for fact in people(text)
    ]


def test_surnames_and_syllables_of_the_vocabulary() -> None:
    assert all(1 <= len(name) <= 2 for name in surnames())
    assert all(len(row["syllable"]) == 1 for row in load_vocab("given_syllables"))
    assert split_korean("남궁현") == ("남궁", "현")
    assert not looks_chinese("장바구니")


VOCABULARIES = ("titles", "person_words", "person_known", "person_not", "person_foreign", "person_things")


@pytest.mark.parametrize("name", VOCABULARIES)
def test_vocabularies_are_read(name: str) -> None:
    assert load_vocab(name)


def test_explain_tells_what_nearly_was_a_person() -> None:
    facts = extract("이 시장은 오래됐다.", kinds=["people"])
    assert facts.facts == ()
    assert [(found.rule, found.reason) for found in facts.rejections if found.kind == "person"] == [
        ("person.surname.demonstrated", "evidence 8 of 12")
    ]


def test_titles_are_well_formed() -> None:
    rows = load_vocab("titles")
    assert len({row["title"] for row in rows}) == len(rows)
    for row in rows:
        assert row["after"] in ("", "weak", "strong"), row
        assert row["before"] in ("", "weak", "strong"), row
        assert row["kind"] in ("title", "kin", "role"), row
        assert row["after"] or row["before"], row


def test_known_names_and_other_words_are_well_formed() -> None:
    known = load_vocab("person_known")
    assert len({row["name"] for row in known}) == len(known)
    assert {row["kind"] for row in known} <= {"stage", "group", "latin", "foreign", "historic", "public"}
    others = load_vocab("person_not")
    assert len({row["word"] for row in others}) == len(others)
    assert {row["kind"] for row in others} == {"place", "org", "word"}
    both = {row["name"] for row in known if not row["doubtful"]} & {row["word"] for row in others}
    assert both == set()
    assert not [row["name"] for row in known if is_title(row["name"])]


@pytest.mark.parametrize(
    ("text", "name", "org"),
    [
        # the title alone says whose office it is
        ("목포시는 새 부두를 연다. 한도윤 시장은 축사를 했다.", "한도윤", "목포시"),
        ("해남군 배추 축제가 열린다. 군은 무대를 세운다. 서지완 군수는 손님을 맞는다.", "서지완", "해남군"),
        ("새벽대학교가 별관을 연다. 서지완 총장은 축사를 했다.", "서지완", "새벽대학교"),
        ("전국떡메협회가 장터를 연다. 강민혁 협회장은 축사를 했다.", "강민혁", "전국떡메협회"),
        ("가람문화재단이 공모를 시작했다. 오세린 이사장은 축사를 했다.", "오세린", "가람문화재단"),
        # … or points back to it
        ("새벽대학교가 별관을 연다. 오세린 이 대학 총장은 축사를 했다.", "오세린", "새벽대학교"),
        # two of a kind: of the one that the text tells of; of neither where the title is everybody's
        ("목포시는 새 부두를 연다. 나주시 직원도 왔다. 한도윤 시장은 축사를 했다.", "한도윤", "목포시"),
        ("가람문화재단과 나래장학재단이 만났다. 오세린 이사장은 축사를 했다.", "오세린", None),
    ],
)
def test_the_body_of_an_office(text: str, name: str, org: str | None) -> None:
    (person,) = (fact for fact in extract(text, kinds=["person"]).facts if isinstance(fact, PersonFact))
    assert (person.name, person.org) == (name, org)
