"""What is measured within one process: `python -m tests.benchmarks.inside NAME ARGS` prints JSON."""

from __future__ import annotations

import gc
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

from tests.benchmarks.texts import Writer, articles

SENTENCES_AN_ARTICLE = 12


def _seconds(function: Callable[[], object]) -> float:
    began = time.process_time()
    function()
    return time.process_time() - began


def dates(seed: str, rounds: str) -> list[float]:
    """Milliseconds for the seed article, a figure a round."""
    from gwangju_ai_cli import extract

    text = Path(seed).read_text(encoding="utf-8")
    times = 20

    def find() -> None:
        for _ in range(times):
            extract(text, kinds=["dates"], date="2019-10-03")

    find()
    return [_seconds(find) / times * 1000 for _ in range(int(rounds))]


def korean_datetime(seed: str, rounds: str) -> list[float]:
    """The same of korean-datetime; run by an interpreter that has it."""
    from datetime import datetime

    from korean_datetime import parse_all  # type: ignore[import-not-found]

    text = Path(seed).read_text(encoding="utf-8")
    times = 5

    def find() -> None:
        for _ in range(times):
            parse_all(text, now=datetime(2019, 10, 3))

    find()
    return [_seconds(find) / times * 1000 for _ in range(int(rounds))]


def orgs(path: str, limit: str, rounds: str) -> dict[str, float]:
    """Times as much as bare Kiwi: `orgs`, and `all` of `orgs`, in articles of twelve sentences."""
    from kiwipiepy import Kiwi

    from gwangju_ai_cli import extract
    from gwangju_ai_cli.cli.app import COLLECTOR
    from gwangju_ai_cli.registry import FACT_TYPES

    gc.set_threshold(*COLLECTOR)  # as the command runs; Kiwi alone gains by it too
    lines = _sentences(path)[: int(limit)]
    texts = [" ".join(lines[n : n + SENTENCES_AN_ARTICLE]) for n in range(0, len(lines), SENTENCES_AN_ARTICLE)]
    bare = Kiwi(num_workers=0, load_multi_dict=False)
    every = [t.kind for t in FACT_TYPES]

    def tokenize(some: Iterable[str]) -> None:
        for text in some:
            bare.tokenize(text)

    def find(some: Iterable[str], kinds: list[str]) -> None:
        for text in some:
            extract(text, kinds=kinds)

    find(texts[:5], every)
    tokenize(texts[:5])
    gc.collect()
    ratios = []
    block = max(1, len(texts) // 10)
    for _ in range(int(rounds)):
        kiwi_s = orgs_s = all_s = 0.0
        # In turn by blocks, so that all three meet the same noise.
        for start in range(0, len(texts), block):
            some = texts[start : start + block]
            kiwi_s += _seconds(lambda: tokenize(some))  # noqa: B023
            orgs_s += _seconds(lambda: find(some, ["org"]))  # noqa: B023
            all_s += _seconds(lambda: find(some, every))  # noqa: B023
        ratios.append((orgs_s / kiwi_s, all_s / orgs_s))
    return {
        "orgs": median(one for one, _ in ratios),
        "all": median(other for _, other in ratios),
        "characters": sum(map(len, texts)),
    }


def _sentences(path: str) -> list[str]:
    if path != "-":
        return [line for line in Path(path).read_text(encoding="utf-8").splitlines() if line.strip()]
    return [
        sentence
        for article in articles(400, seed=7)
        for sentence in article.text.replace("\n\n", " ").replace(". ", ".\n").split("\n")
    ]


def throughput(kind: str, characters: str) -> float:
    """Megabytes of UTF-8 a second of the processor, in articles."""
    from gwangju_ai_cli import extract

    texts = [article.text for article in articles(int(characters) // 900, seed=5)]
    for text in texts[:50]:
        extract(text, kinds=[kind])
    size = sum(len(text.encode()) for text in texts)
    return size / 1e6 / _seconds(lambda: [extract(text, kinds=[kind]) for text in texts])


def linearity(kind: str, long: str, rounds: str) -> float:
    """How many times as long one document of `long` bytes takes for a character as those of 10 KB do."""
    from gwangju_ai_cli.model import Document
    from gwangju_ai_cli.pipeline import Settings, check_document, extract_document

    short_bytes, size = 10_000, int(long)
    settings = Settings()

    def find(text: str) -> None:
        if kind == "check":
            check_document(Document(text), settings)
        else:
            extract_document(Document(text), [] if kind == "all" else [kind], settings)

    def find_each(texts: list[str]) -> None:
        for text in texts:
            find(text)

    writer = Writer(11)
    # About 2.5 bytes a character; the same stretch of text once whole and once in pieces.
    paragraphs = writer.text(int(size / 2.5)).split("\n\n")
    whole = "\n\n".join(paragraphs)
    pieces, piece = [], ""
    for paragraph in paragraphs:
        piece += paragraph + "\n\n"
        if len(piece.encode()) >= short_bytes:
            pieces.append(piece)
            piece = ""
    find(pieces[0])
    ratios = []
    for _ in range(int(rounds)):
        gc.collect()
        short_s = _seconds(lambda: find_each(pieces)) / sum(map(len, pieces))
        gc.collect()
        ratios.append(_seconds(lambda: find(whole)) / len(whole) / short_s)
    return median(ratios)


if __name__ == "__main__":
    print(json.dumps(globals()[sys.argv[1]](*sys.argv[2:])))
