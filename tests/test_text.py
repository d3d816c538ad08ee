"""The normalised view and its map back, and sentence boundaries: by example, and for any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gwangju_ai_cli.model import Span
from gwangju_ai_cli.text import SENTENCE_LIMIT, normalize_view, split_sentences

HARD = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("가각힣각\u1100\u1161\u11a8\u0301\u0323\u200b\ufeff\u00ad∼～–—ㆍ１２억원.?!\"“”'"),
        st.sampled_from("\n\r\t \u3000\ud800\udfff"),
    ),
    max_size=80,
)


@pytest.mark.parametrize(
    ("original", "view"),
    [
        ("３∼５억", "3~5억"),
        ("３～５억", "3~5억"),
        ("2020–2024년", "2020~2024년"),
        ("그는 – 말했다", "그는 – 말했다"),
        ("석ㆍ박사", "석·박사"),
        ("석‧박사", "석·박사"),
        ("50\u00a0억원", "50 억원"),
        ("50\u200b억원", "50억원"),
        ("￦100", "₩100"),
        (unicodedata.normalize("NFD", "예산 50억원"), "예산 50억원"),
        ("（주）한빛", "(주)한빛"),
        ("각\u0301", "각\u0301"),
    ],
)
def test_variants_of_writing_meet_in_one(original: str, view: str) -> None:
    assert normalize_view(original).text == view


def test_a_plain_text_is_its_own_view() -> None:
    text = "예산 50억원을 쓴다."
    view = normalize_view(text)
    assert view.text is text
    assert view.locate(Span(3, 7)) == Span(3, 7)


def test_spans_come_back_in_the_original() -> None:
    original = unicodedata.normalize("NFD", "시는 \u200b예산 50억원을 쓴다.")
    view = normalize_view(original)
    at = view.text.index("50억원")
    assert view.locate(Span(at, at + 4)).of(original) == unicodedata.normalize("NFD", "50억원")


@given(HARD)
@example("\u1100\u1161\u11a8" * 20)
@example("e" + "\u0301" * 200)
@example("\ud800")
def test_the_map_back_is_sound_for_any_text(original: str) -> None:
    view = normalize_view(original)
    last = Span(0, 0)
    for at in range(len(view.text)):
        span = view.locate(Span(at, at + 1))
        assert 0 <= span.start < span.end <= len(original)
        assert span.start >= last.start
        assert span.end >= last.end
        last = span
    whole = view.locate(Span(0, len(view.text)))
    assert whole.end <= len(original)


@given(HARD)
def test_decomposed_and_composed_texts_have_one_view(text: str) -> None:
    composed = unicodedata.normalize("NFC", text)
    decomposed = unicodedata.normalize("NFD", text)
    assert normalize_view(composed).text == normalize_view(decomposed).text


@given(HARD)
def test_sentences_part_a_text_and_lose_nothing_but_space(text: str) -> None:
    end = 0
    for index, sentence in enumerate(split_sentences(text)):
        assert sentence.index == index
        assert sentence.span.start >= end
        assert not text[end : sentence.span.start].strip()
        inside = sentence.span.of(text)
        assert inside == inside.strip() != ""
        assert len(inside) <= SENTENCE_LIMIT
        end = sentence.span.end
    assert not text[end:].strip()


def test_a_line_without_end_is_cut_at_spaces() -> None:
    text = "예산 50억원을 " * 20_000
    sentences = split_sentences(text)
    assert max(sentence.span.end - sentence.span.start for sentence in sentences) <= SENTENCE_LIMIT
    assert "".join(s.span.of(text).replace(" ", "") for s in sentences) == text.replace(" ", "")


def _split(text: str) -> list[str]:
    return [sentence.span.of(text) for sentence in split_sentences(text)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["시는 1일 밝혔다.", "예산은 50억원이다."],
        ["정말인가?", "그렇다!", "좋다…"],
        ["그는 “좋다. 가자.”고 말했다.", "모두 웃었다."],
        ['그는 "좋다. 가자.”고 말했다.', '모두 "그래. 가자."고 답했다.'],
        ['그는 "‘좋다’와 “가자. 빨리.”를 외쳤다. 또 왔다."고 적었다.', "모두 웃었다."],
        ["책 '봄이 온다. 꽃이 핀다'를 6일 펴냈다.", "끝이다."],
        ["책 ‘봄이 온다. 꽃이 핀다!’는 6일 나왔다.", "끝이다."],
        ["그는 '봄이 온다.'", "끝이다."],
        ["예산은 '19년에 늘었다.", "시는 '20년에도 늘린다."],
        ["예산은 ‘19년에 늘었다.", "시는 ’20년에도 늘린다."],
        ["It's late.", "They're 'in. out' of it's way.", "끝이다."],
        ["' 하나가 남았다.", "뒤에 '도 남았다.", "끝이다."],
        ["기온은 3.5도다.", "비는 없다."],
        ["2019. 10. 6. 문을 연다.", "표는 없다."],
        ["J. Kim 교수가 왔다.", "No. 3 건물이다."],
        ["시는 2019.10.6.~10.11. 행사를 연다.", "끝이다."],
        ["2019. 10. 6. (일) 문을 연다.", "끝이다."],
    ],
)
def test_sentences_end_where_readers_end_them(sentences: list[str]) -> None:
    assert _split(" ".join(sentences)) == sentences


def test_a_forgotten_space_parts_sentences() -> None:
    assert _split("시는 밝혔다.그러나 늦었다.") == ["시는 밝혔다.", "그러나 늦었다."]


def test_headlines_and_paragraphs_part_sentences() -> None:
    text = "시청 소식\n예산을 쓴다\n\n둘째 문단이다."
    assert _split(text) == ["시청 소식", "예산을 쓴다", "둘째 문단이다."]
    assert [sentence.paragraph for sentence in split_sentences(text)] == [0, 1, 2]


def test_lines_that_a_layout_wrapped_stay_one_sentence() -> None:
    text = (
        "시는 올해 새 도서관과 체육관을 짓기 위하여 모두 오십억 원의\n"
        "예산을 마련하고 내년 봄부터 차례로 공사를 시작한 다음 가을에\n"
        "주민들에게 문을 열 계획이라고 밝혔다."
    )
    assert len(_split(text)) == 1


def test_a_number_cut_by_a_line_end_stays_whole() -> None:
    assert _split("예산 50\n억원을 쓴다.") == ["예산 50\n억원을 쓴다."]


def test_rows_and_items_of_one_width_are_not_joined() -> None:
    table = "| 구분 | 2025년 | 2026년 | 합계 |\n| 국비 | 3,000 | 4,000 | 7,000 |\n| 시비 | 2,000 | 3,000 | 5,000 |"
    items = "\n".join(f"○ {place}에 예산 이십억 원을 들여 문을 엶" for place in ("도서관", "체육관", "미술관"))
    for text in (table, items):
        assert [sentence.span.of(text) for sentence in split_sentences(text)] == text.split("\n")
