"""Random texts through every kind and `check`: `python -m tests.fuzz --inputs 1000000 --jobs 4` is the nightly run.

A text is made of words that rules look for, figures, signs and broken pieces of all of them; some are seeds with a
change or two. Of each it must hold that nothing fails, nothing is slow, and every fact says what stands in the text.
The same seed gives the same texts; what is found is printed with the text that found it.
"""

from __future__ import annotations

import argparse
import sys
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from multiprocessing import get_context
from random import Random

from gwangju_ai_cli.model import Document, EntityFact, Fact, IssueFact
from gwangju_ai_cli.pipeline import Settings, survey_document
from gwangju_ai_cli.render.json_lines import dump_json
from gwangju_ai_cli.workers.limits import OutOfTime, time_limit

SECONDS = 20.0
"""Of processor time for one text of at most a few hundred characters: a thousand times what it should take."""
BATCH = 500

_WORD_LIST = """
한빛시 새벽군 노을구 한빛시장 시장 군수 김서도 이나래 박 씨 교수 대표 ㈜새벽 가람건설(주) 새벽대학교 도서관
건립 조성사업 정비사업 예산 국비 시비 도비 군비 지방비 민자 총사업비 사업비 총 모두 합계 등 약 최대 여 이상
이하 미만 초과 가운데 중 나머지 씩 각각 투입한다 쓴다 밝혔다 말했다 “ ” ‘ ’ " ' 라고 라며 개관했다 협약을
맺었다 착공했다 방문했다 선임됐다 예정이다 취소됐다 오는 지난 내년 올해 지난해 다음 달 이달 초 중순 말 부터
까지 동안 간 전 후 뒤 이내 안에 년 월 일 시 분 세기 분기 상반기 주 요일 음력 설날 추석 단기 세종 고종 자정
정오 새벽 오전 오후 밤 매주 매년 월요일 (월) (금) 당일 이튿날 그해 이날 현재 억 조 경 해 만 천 백 십 원 억원
조원 만원 천만원 백만원 달러 유로 엔 위안 ₩ $ € % %p 퍼센트 명 개 곳 건 대 톤 ㎡ km 배 차례 회 보다 늘어난
줄었다 증가 감소 1인당 1단계 2단계 5·18 3·1절 제45조 4차 일이삼 스물다섯 수십 몇 두세 은 는 이 가 을 를 의
에 에서 으로 로 와 과 도 만 나 ( ) [ ] 「 」 , . : ; · ㆍ / ~ ∼ – - △ ▲ ▷ ○ ※ | → = + ×
"""
_WORDS = _WORD_LIST.split()
_SPACES = (" ", " ", " ", "", "", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u3000", "\u200b", "\ufeff")
_ODD = (
    "\u0301",
    "\u1100\u1161",
    "\ud800",
    "\U0001f600",
    "\x1b[31m",
    "\x0b",
    "\u2028",
    "ａｂ",
    "３",
    "١٢",
    "Ⅲ",
    "½",
    "①",
    "㉠",
)
_SEEDS = (
    "한빛시(시장 김서도)는 오는 3일 시청에서 ㈜새벽과 업무협약을 맺고 2024년까지 "
    "도서관 건립에 120억원(국비 70억원, 시비 50억원)을 투입한다.",
    "김서도 시장은 “5개 기관이 30% 더 낸다”고 말했다. 설명회는 2024년 3월 5일(화) 오후 2시부터 4시까지 연다.",
    "| 구분 | 계 | 국비 | 시비 |\n|---|---|---|---|\n| 도서관 | 12,000 | 7,000 | 5,000 |\n(단위: 백만원)",
    "참가자는 3만여 명으로 지난해 같은 기간 2만5천 명보다 20% 늘었다. 총 1조2천억 원 가운데 4061억원을 먼저 쓴다.",
    "○ 사업기간: 2021. 3. ~ 2023. 12.\n○ 사업비: 35억원(국비 50%, 군비 50%)\n○ 위치: 새벽군 노을면 일원",
)
_DATES = (None, "2019-10-03", "2020-02-29", "0001-01-01", "9999-12-31")


@dataclass(frozen=True)
class Finding:
    """What went wrong with a text."""

    number: int
    what: str
    text: str


@cache
def _settings() -> Settings:
    return Settings(guards=False)


def text_of(seed: int, number: int) -> str:
    """The text of that number, the same in every run."""
    random = Random(f"{seed} {number}")
    if random.random() < 0.25:
        text = _changed(random, random.choice(_SEEDS))
    else:
        text = "".join(_piece(random) + random.choice(_SPACES) for _ in range(random.randint(1, 40)))
    return unicodedata.normalize("NFD", text) if random.random() < 0.05 else text


def _piece(random: Random) -> str:
    kind = random.random()
    if kind < 0.62:
        return random.choice(_WORDS)
    if kind < 0.9:
        return _figure(random)
    if kind < 0.96:
        word = random.choice(_WORDS)
        return word[: random.randint(0, len(word))] * random.randint(1, 3)
    return random.choice(_ODD)


def _figure(random: Random) -> str:
    figures = str(random.randrange(10 ** random.choice((1, 1, 2, 2, 3, 4, 4, 8, 13, 28, 30, 40))))
    style = random.random()
    if style < 0.15:
        figures = f"{int(figures):,}"
    elif style < 0.25:
        figures += f".{random.randrange(1000)}"
    elif style < 0.3:
        figures = figures.replace("0", ",", 1)
    return figures + random.choice(
        ("", "", "억원", "만", "년", "월", "일", "시", "분", "%", "명", "여", "조", "~", ".")
    )


def _changed(random: Random, text: str) -> str:
    for _ in range(random.randint(1, 4)):
        at, end = sorted((random.randint(0, len(text)), random.randint(0, len(text))))
        how = random.random()
        if how < 0.4:
            text = text[:at] + _piece(random) + text[at:]
        elif how < 0.7:
            text = text[:at] + text[min(end, at + 12) :]
        elif how < 0.85:
            text = text[:at] + text[at:end] * 2 + text[end:]
        else:
            text = text[:at] + _figure(random) + text[min(end, at + 4) :]
    return text


def wrong_with(text: str, date: str | None) -> str | None:
    """What does not hold of the facts of a text, as one line; None where all does."""
    from datetime import date as day

    doc = Document(text, "-", day.fromisoformat(date) if date else None)
    try:
        with time_limit(SECONDS):
            found = survey_document(doc, _settings(), strict=True)
    except OutOfTime:
        return f"took longer than {SECONDS:g} s"
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    if found.notices:
        return found.notices[0].message
    order = [(fact.start, fact.end, fact.kind) for fact in found.facts]
    if order != sorted(order):
        return "facts stand out of order"
    return next((said for fact in found.facts if (said := _unsound(fact, text))), None)


def _unsound(fact: Fact, text: str) -> str | None:
    if not 0 <= fact.start < fact.end <= len(text) or text[fact.start : fact.end] != fact.text:
        return f"{fact.rule}: its text is not the document's {fact.start}–{fact.end}"
    spans = [*fact.evidence.values()]
    spans += fact.mentions if isinstance(fact, EntityFact) else fact.spans if isinstance(fact, IssueFact) else ()
    if any(not 0 <= span.start <= span.end <= len(text) for span in spans):
        return f"{fact.rule}: evidence outside the document"
    record = fact.to_dict()
    dump_json(record).encode("utf-8")
    if "" in record.values():
        return f"{fact.rule}: an empty string for what is unknown"
    start, end = record.get("start_date"), record.get("end_date")
    if start and end and start > end and fact.kind == "date":
        return f"{fact.rule}: {start} is after {end}"
    if fact.kind == "date" and str(record["value"]).startswith("/"):
        return f"{fact.rule}: {record['value']} is no EDTF"
    return None


def search(seed: int, numbers: range) -> list[Finding]:
    """The findings among the texts of these numbers."""
    out = []
    for number in numbers:
        text = text_of(seed, number)
        said = wrong_with(text, _DATES[number % len(_DATES)])
        if said is not None:
            out.append(Finding(number, said, text))
    return out


def _search(job: tuple[int, range]) -> tuple[int, list[Finding]]:
    return len(job[1]), search(*job)


def _jobs(seed: int, first: int, inputs: int) -> Iterator[tuple[int, range]]:
    for begin in range(first, first + inputs, BATCH):
        yield seed, range(begin, min(begin + BATCH, first + inputs))


def main() -> int:
    """Runs the search; 1 where something is found."""
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__.partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first text")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=float("inf"), help="end after so long, with the count so far")
    options = parser.parse_args()
    until = time.monotonic() + 60 * options.minutes
    done = found = 0
    with get_context("fork" if sys.platform == "linux" else "spawn").Pool(options.jobs) as pool:
        for count, findings in pool.imap_unordered(_search, _jobs(options.seed, options.first, options.inputs)):
            done += count
            found += len(findings)
            for finding in findings:
                print(f"{finding.number}: {finding.what}\n    {finding.text!a}", flush=True)
            if time.monotonic() > until:
                break
    print(f"{done:,} texts, {found:,} findings")
    return 1 if found else 0


if __name__ == "__main__":
    raise SystemExit(main())
