"""Nominal words and chunks."""

from __future__ import annotations

import pytest

from gwangju_ai_cli.model import Document
from gwangju_ai_cli.names.chunks import chunks, words
from gwangju_ai_cli.pipeline import Settings, analyse


def _words(text: str) -> list[tuple[str, str]]:
    return [(word.text, word.particle) for word in analyse(Document(text), Settings()).memo(words)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("광주시는 예산을 늘린다.", [("광주시", "는"), ("예산", "을")]),
        # a determiner or an adnominal form glued to a noun stands inside a name
        ("새별교육청은 바쁘다", [("새별교육청", "은")]),
        ("착한먹거리시민모임과", [("착한먹거리시민모임", "과")]),
        ("만들기 위원회", [("만들기", ""), ("위원회", "")]),
        ("", []),
    ],
)
def test_words(text: str, wanted: list[tuple[str, str]]) -> None:
    assert _words(text) == wanted


def test_words_know_where_they_stand() -> None:
    text = "첫 문장이다. 광주 인공지능 추진위원회(위원장 김두리)는 모였다."
    analysis = analyse(Document(text), Settings())
    for word in analysis.memo(words):
        assert text[word.span.start : word.span.end] == word.text
        assert text[word.span.end : word.end] == word.particle
    assert [word.left for word in analysis.memo(words)][-2:] == ["(", " "]


def test_a_chunk_ends_at_a_particle_or_a_sign() -> None:
    analysis = analyse(Document("해솔대 총장과 새별 시장, 누리 군수가"), Settings())
    found = [chunk.span.of(analysis.text) for chunk in analysis.memo(chunks)]
    assert found == ["해솔대 총장", "새별 시장", "누리 군수"]
