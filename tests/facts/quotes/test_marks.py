"""Pairs of quotation marks: what holds of every text, and that no line is too long to read."""

from __future__ import annotations

import sys
from itertools import pairwise
from subprocess import run
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gwangju_ai_cli.facts.quotes.marks import read_pairs
from gwangju_ai_cli.pipeline import extract

_SIGNS = [
    *"\"“”„‟〝〞'‘’`´「」『』().,5 \n",
    "''",
    "\n\n",
    "고 말했다. ",
    "는 ",
    "다",
    "가나",
]
_PIECES = ['"', '"가 ', '"가" ', "“가 ", "‘", '"가다"며 ', "“가\n", "'가 ", "「", '"가다"고 말했다. ', '"가\n나"라고 ']


@given(st.lists(st.sampled_from(_SIGNS), max_size=60).map("".join))
@settings(max_examples=400, deadline=None, derandomize=True)
def test_pairs_stand_beside_or_within_each_other(text: str) -> None:
    pairs = read_pairs(text)
    for pair in pairs:
        assert pair.outer.covers(pair.inner)
        assert pair.inner.start < pair.inner.end
        assert pair.outer.start < pair.inner.start
        assert pair.closed == (pair.inner.end < pair.outer.end)
    for one, other in pairwise(pairs):
        assert other.outer.start > one.outer.start
    for index, one in enumerate(pairs):
        for other in pairs[index + 1 :]:
            assert not one.outer.overlaps(other.outer) or one.inner.covers(other.outer)


@given(st.lists(st.sampled_from(_SIGNS), max_size=40).map("".join))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_what_stands_in_the_next_paragraph_leaves_whole_pairs_alone(text: str) -> None:
    closed = "그는 “간다”고 말했다.\n"
    assert read_pairs(closed + text)[0].inner == read_pairs(closed)[0].inner


@pytest.mark.parametrize("piece", _PIECES)
def test_no_text_is_too_long(piece: str) -> None:
    text = piece * (100_000 // len(piece))
    start = process_time()
    read_pairs(text)
    assert process_time() - start < 5


def test_a_mark_left_out_hides_nothing_of_the_document() -> None:
    text = "나도현 군수는 “다리를 놓을 계획이다. 공사는 봄에 시작한다.\n\n박소율 의원은 “길부터 넓히자”고 말했다."
    assert [fact.text for fact in extract(text, kinds=["quotes"]).facts] == ["길부터 넓히자"]


def test_names_in_marks_load_no_analyser() -> None:
    code = (
        "import sys; from gwangju_ai_cli.pipeline import extract;"
        "text = '새 공원의 이름은 \"하늘마당\"이고 ‘바람길’이 『강의 노래』와 이어진다.';"
        "assert not extract(text, kinds=['quotes']).facts; assert 'kiwipiepy' not in sys.modules"
    )
    run([sys.executable, "-c", code], check=True)
