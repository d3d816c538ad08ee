"""What is true of every text, whatever it says.

`FUZZ_EXAMPLES=20000 pytest tests/test_invariants.py` is the big run.
"""

from __future__ import annotations

import ast
import os
import unicodedata
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gwangju_ai_cli.model import Document, EntityFact, Fact, IssueFact, Json
from gwangju_ai_cli.pipeline import Settings, check_document, extract, extract_document
from gwangju_ai_cli.registry import FACT_TYPES
from gwangju_ai_cli.render.json_lines import dump_json
from tests.cli_runner import SEED

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "40"))
KINDS = [fact_type.kind for fact_type in FACT_TYPES]
fuzz = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)

_VOCABULARY = """
광주시 시장 정부 ㈜한빛 (주)새벽 이용섭 김 씨 교수 대표 예산 국비 사업비 조성사업 투입한다 밝혔다 방문했다 약 총 최대 여
이상 미만 오는 지난 내년 지난해 올해 다음 달 초 말 부터 까지 동안 간 년 월 일 시 분 억 조 만 천 원 달러 명 개 % 퍼센트
3 12 2024 1,000 0.5 ~ ∼ - – · ㆍ ( ) [ ] “ ” ' " , . : 억원 여원 조원대 ₩ $ 5·18 3·1절 제45조 4차 1단계
서울 전남 AI GIST 음력 설날
"""
WORDS = _VOCABULARY.split()
SPACES = [" ", " ", " ", "\n", "\n\n", "\t", "\u200b", "\u00a0", "\x00", "\x1b[31m", "\u0301", "\u1100\u1161"]
SURROGATES = st.sampled_from(["\ud800", "\udfff", "a\udc80"])
PIECES = st.one_of(
    st.sampled_from(WORDS),
    st.sampled_from(SPACES),
    st.text(max_size=4),
    st.integers(0, 10**13).map(str),
    SURROGATES,
)
TEXTS = st.one_of(
    st.lists(PIECES, max_size=25).map("".join),
    st.lists(PIECES, max_size=12).map(" ".join),
    st.lists(PIECES, max_size=10).map(lambda pieces: unicodedata.normalize("NFD", " ".join(pieces))),
    st.text(max_size=60),
)
DATES = st.sampled_from([None, "2019-10-03", "0001-01-01", "9999-12-31", "2020-02-29"])


def _facts(kind: str, text: str, date: str | None = None, options: Settings | None = None) -> tuple[Fact, ...]:
    return extract(text, kinds=[kind], date=date, settings=options or Settings(guards=False)).facts


def _sound(text: str, facts: tuple[Fact, ...]) -> None:
    for fact in facts:
        assert 0 <= fact.start < fact.end <= len(text)
        assert text[fact.start : fact.end] == fact.text
        spans = [*fact.evidence.values()]
        spans += fact.mentions if isinstance(fact, EntityFact) else fact.spans if isinstance(fact, IssueFact) else ()
        for span in spans:
            assert 0 <= span.start <= span.end <= len(text)
        dump_json(fact.to_dict()).encode("utf-8")
        assert "" not in fact.to_dict().values()
    order = [(fact.start, fact.end, fact.kind) for fact in facts]
    assert order == sorted(order)


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_brings_a_kind_down(kind: str) -> None:
    @fuzz
    @given(TEXTS, DATES)
    def holds(text: str, date: str | None) -> None:
        facts = _facts(kind, text, date)
        _sound(text, facts)
        assert [f.to_dict() for f in facts] == [f.to_dict() for f in _facts(kind, text, date)]
        _sound(text, _facts(kind, text, date, Settings(mentions=True, guards=False)))

    holds()


@pytest.mark.parametrize("kind", KINDS)
def test_every_word_is_sound_at_the_edges_of_a_text(kind: str) -> None:
    for word in WORDS:
        _sound(word, _facts(kind, word, "2019-10-03"))


@pytest.mark.parametrize("kind", KINDS)
def test_gates_change_nothing_in_any_text(kind: str) -> None:
    @fuzz
    @given(TEXTS)
    def holds(text: str) -> None:
        gated, ungated = (_facts(kind, text, "2019-10-03", Settings(gates=gates)) for gates in (True, False))
        assert [fact.to_dict() for fact in gated] == [fact.to_dict() for fact in ungated]

    holds()


def test_no_text_brings_check_down() -> None:
    @fuzz
    @given(TEXTS)
    def holds(text: str) -> None:
        _sound(text, check_document(Document(text), Settings(guards=False), strict=True).facts)

    holds()


HOSTILE: dict[str, Callable[[int], str]] = {
    "one sign": lambda n: "가" * n,
    "digits": lambda n: "9" * n,
    "figures": lambda n: "1,234," * (n // 6),
    "units": lambda n: "억만천" * (n // 3),
    "money": lambda n: "3억5천만원 " * (n // 7),
    "ranges": lambda n: "3~" * (n // 2),
    "dates": lambda n: "2019. 10. " * (n // 10),
    "quotes": lambda n: "“‘\"'" * (n // 4),
    "brackets": lambda n: "(" * (n // 2) + ")" * (n // 2),
    "marks": lambda n: "e" + "\u0301" * n,
    "jamo": lambda n: "\u1100" * n,
    "spaces": lambda n: "50" + " " * n + "억원",
    "lines": lambda n: "\n" * n,
    "names": lambda n: "김철수 시장과 " * (n // 8),
    "companies": lambda n: "㈜" * n,
    "latin": lambda n: "GIST" * (n // 4),
    "surrogates": lambda n: "\ud800" * n,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("kind", ["money", "date"])
def test_no_line_is_too_long(kind: str, name: str) -> None:
    text = HOSTILE[name](100_000)
    _sound(text, _facts(kind, text, "2019-10-03"))


@pytest.mark.parametrize("name", HOSTILE)
def test_no_line_is_too_long_for_the_other_kinds(name: str) -> None:
    text = HOSTILE[name](100_000 if EXAMPLES > 1_000 else 5_000)
    _sound(text, extract(text, date="2019-10-03").facts)


# Sentences that mean something, and one that has nothing to do with them.
STORIES = (
    "광주광역시는 2020년부터 2024년까지 인공지능 단지 조성사업에 예산 4061억원을 투입한다. 국비는 30억원이다.",
    "㈜한빛소프트 김철수 대표는 지난달 3일 “내년 매출이 20% 늘어난다”고 말했다.",
    "교육부와 서울대학교는 5일 업무협약을 맺고 50여 명을 선발하기로 했다.",
    "행사는 10월 6일(일)부터 11일까지 3일간 부산에서 열린다. 입장료는 1만~2만원이다.",
)
UNRELATED = "바람이 불고 나뭇잎이 흔들렸다."


def _dotted(node: ast.AST) -> str:
    """`date.today` for that expression, `?.today` where it is called on no plain name."""
    if isinstance(node, ast.Attribute):
        return f"{_dotted(node.value) or '?'}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def test_the_library_reads_no_clock_and_no_environment_and_prints_nothing() -> None:
    package = Path(extract.__code__.co_filename).parent
    wrong = []
    for path in sorted(package.rglob("*.py")):
        part = path.relative_to(package).parts[0]
        if part in ("cli", "__main__.py"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = _dotted(node.func) if isinstance(node, ast.Call) else ""
            if name == "print" or name.endswith((".today", ".now", ".utcnow", "time.time", ".localtime", "getenv")):
                wrong.append(f"{path.name}: {name}")
            if _dotted(node) == "os.environ":
                wrong.append(f"{path.name}: os.environ")
            modules = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            modules += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            heavy = {module.split(".")[0] for module in modules} & {"typer", "rich"}
            if heavy and part != "render":
                wrong.append(f"{path.name}: imports {heavy}")
    assert wrong == []


def _values(facts: tuple[Fact, ...], shift: int = 0) -> list[Json]:
    moved = []
    for fact in facts:
        record = fact.to_dict()
        record["start"], record["end"] = record["start"] - shift, record["end"] - shift
        for name in ("mentions", "evidence"):
            spans = record.get(name)
            if isinstance(spans, list):
                record[name] = [[start - shift, end - shift] for start, end in spans]
            elif isinstance(spans, dict):
                record[name] = {slot: [start - shift, end - shift] for slot, (start, end) in spans.items()}
        moved.append(record)
    return moved


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("story", STORIES)
def test_an_unrelated_sentence_changes_nothing(kind: str, story: str) -> None:
    alone = _values(_facts(kind, story, "2019-10-03"))
    assert _values(_facts(kind, f"{story} {UNRELATED}", "2019-10-03")) == alone
    assert _values(_facts(kind, f"{UNRELATED}\n\n{story}", "2019-10-03"), len(UNRELATED) + 2) == alone


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("story", [*STORIES, SEED.read_text(encoding="utf-8")])
def test_writing_does_not_change_values(kind: str, story: str) -> None:
    plain = _facts(kind, story, "2019-10-03")
    hidden = {"start", "end", "text", "mentions", "evidence", "same_as"}

    def values(facts: tuple[Fact, ...]) -> list[Json]:
        return [{name: value for name, value in fact.to_dict().items() if name not in hidden} for fact in facts]

    variants = {
        "NFD": unicodedata.normalize("NFD", story),
        "CRLF": story.replace("\n", "\r\n"),
        "no-break spaces": story.replace(" ", "\u00a0"),
        "full-width digits": story.translate({ord("0") + n: ord("０") + n for n in range(10)}),
        "zero-width joints": story.replace("억", "\u200b억"),
    }
    for name, variant in variants.items():
        found = _facts(kind, variant, "2019-10-03")
        assert values(found) == values(plain), name
        _sound(variant, found)


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_alone_is_the_kind_among_all(kind: str) -> None:
    doc = Document(SEED.read_text(encoding="utf-8"), "seed")
    work = partial(extract_document, doc, settings=Settings(guards=False))
    assert work([kind]).facts == tuple(fact for fact in work([]).facts if fact.kind == kind)


@pytest.mark.parametrize("beside", ["위원들이 한자리에 모였다.", "예산을 쓴다."])
@pytest.mark.parametrize("text", ["자정", "오후 3시", "자정까지", "개막은 5일 후", "후반 35분"])
def test_an_unrelated_paragraph_changes_nothing(text: str, beside: str) -> None:
    def values(whole: str) -> list[Json]:
        kept = ("text", "value", "start_date", "end_date", "start_time", "end_time")
        return [{name: fact.to_dict()[name] for name in kept} for fact in _facts("date", whole, "2024-03-05")]

    alone = values(text)
    assert alone
    assert all(fact["value"] for fact in alone)
    assert values(f"{text}\n\n{beside}") == alone
    assert values(f"{beside}\n\n{text}") == alone


@pytest.mark.parametrize("text", ["2023, 2021년", "’33, 2년", "3, 2월", "5, 3일", "2021, 2023년"])
def test_a_list_of_times_begins_with_the_earliest(text: str) -> None:
    (fact,) = [fact.to_dict() for fact in _facts("date", f"{text} 예산", "2024-03-05")]
    assert fact["start_date"] < fact["end_date"]
