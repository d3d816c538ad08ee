"""How the processor time of linking grows: states of many documents, made of a few by renaming their towns and names.

`python -m tests.benchmarks.projects` prints the time for each document at 1,000 and at 10,000.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from dataclasses import replace
from time import process_time

from gwangju_ai_cli.cli.app import COLLECTOR
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.pipeline import Settings
from gwangju_ai_cli.projects import State, link, read_document
from gwangju_ai_cli.projects.model import Naming, Topic

SIZES = (1_000, 10_000)
LIMIT = 1.3
_SYLLABLES = "가나다라마바사아자차카타파하고노도로모보소오조초코토포호구누두루무부수우주추쿠투푸후"
_TEXTS = (
    "새벽시, 별빛도서관 짓는다\n새벽시는 ‘별빛도서관 건립사업’에 총 120억원을 들인다. 올해 예산은 18억원이다.",
    "새벽시 내년 국비 812억 확보\n새벽시는 내년도 국비 812억원을 확보했다. 주요 사업은 △별빛도서관 건립 18억원 "
    "△들말읍 하수관로 정비 24억원 △새벽의료원 이전·신축 31억원 등이다.",
    "새벽 별빛도서관 사업비 120억→150억\n새벽시는 별빛도서관 사업비를 120억원에서 150억원으로 늘린다.",
    "보건복지부, ‘별빛 돌봄사업’ 올해 146억\n보건복지부는 ‘별빛 돌봄사업’에 올해 146억원을 투입한다.",
    "새벽시 제1회 추경 300억\n새벽시는 제1회 추가경정예산안 300억원을 편성했다. 주요 사업은 별빛도서관 9억원, "
    "노후 상수관 교체 12억원 등이다.",
)


def renamed(count: int) -> Iterator[State]:
    """So many states: the same few documents of towns and projects that are called otherwise each time."""
    made = [read_document(Document(text, str(number)), Settings()) for number, text in enumerate(_TEXTS)]
    for number in range(count):
        round_, at = divmod(number, len(made))
        town = "".join(_SYLLABLES[round_ // size % len(_SYLLABLES)] for size in (1, 40, 1600)) + "마"
        state = made[at]
        places = tuple((town, town + "시") for _ in state.places)
        topics = tuple(_topic(topic, town) for topic in state.topics)
        figures = tuple(replace(f, place=replace(f.place, source=f"{round_}-{at}")) for f in state.figures)
        yield replace(state, source=f"{round_}-{at}", topics=topics, figures=figures, places=places)


def _topic(topic: Topic, town: str) -> Topic:
    names = tuple(_naming(naming, town) for naming in topic.names)
    return replace(topic, names=names, place=topic.place and town, payer=topic.payer and _other(topic.payer, town))


def _naming(naming: Naming, town: str) -> Naming:
    pieces = tuple(_other(piece, town) for piece in naming.pieces)
    return replace(naming, text=_other(naming.text, town), core=_other(naming.core, town), pieces=pieces)


def _other(word: str, town: str) -> str:
    return word.replace("새벽", town).replace("별빛", town + "빛")


def seconds_each(count: int) -> float:
    """The processor time that linking takes for each of so many documents."""
    states = list(renamed(count))
    begin = process_time()
    link(states)
    return (process_time() - begin) / count


def main() -> None:
    """Prints the times, and whether they grow with the documents alone."""
    gc.set_threshold(*COLLECTOR)  # as the command does
    few, many = (min(seconds_each(size) for _ in range(3)) for size in SIZES)
    verdict = "within" if many / few <= LIMIT else "above"
    sizes = f"{few * 1e6:.0f} µs a document at {SIZES[0]:,}, {many * 1e6:.0f} µs at {SIZES[1]:,}"
    print(f"{sizes}: {many / few:.2f}, {verdict} {LIMIT}")


if __name__ == "__main__":
    main()
