"""Measures what the project promises of speed and memory: `python -m tests.benchmarks`.

Every figure is a ratio to a baseline that runs in turn with it, so that a slow or busy machine changes little, or an
amount of memory. The exit code is 1 where a target is missed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.benchmarks.measure import (
    ENVIRONMENT,
    PROGRAM,
    Cost,
    Figure,
    cost,
    cpu_ratio,
    in_turn,
    inside,
    shared_kb,
    show,
    wall_ratio,
)
from tests.benchmarks.texts import write_corpus, write_corpus_of_size

ROOT = Path(__file__).parent.parent.parent
SEED = ROOT / "seeds" / "gwangju-ai.txt"
KIWI = f"from kiwipiepy import Kiwi; Kiwi().tokenize(open({str(SEED)!r}, encoding='utf-8').read())"
KINDS = ("money", "dates", "quantities", "orgs", "people", "places", "quotes", "events", "budgets", "all", "check")
MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the command line asked for."""

    rounds: int
    full: bool
    sentences: str
    korean_datetime: str | None
    folder: Path


def help_time(wishes: Wishes) -> Iterator[Figure]:
    """The time of --help beside the import of what draws it."""
    ours, typer = in_turn(
        wishes.rounds * 3, lambda: cost([*PROGRAM, "--help"]), lambda: cost([sys.executable, "-c", "import typer"])
    )
    yield Figure("--help / import typer", 1.5, cpu_ratio(ours, typer), note=f"wall {wall_ratio(ours, typer):.2f}")


def seed_time(wishes: Wishes) -> Iterator[Figure]:
    """Whole processes on the seed article beside one that loads Kiwi as it comes and tokenizes the article."""
    targets = {"money": 0.12, "dates": 0.12, "orgs": 0.8, "budgets": 0.8}

    def start(command: str) -> Callable[[], Cost]:
        return lambda: cost([*PROGRAM, command, "--date", "2019-10-03", SEED])

    *ours, kiwi = in_turn(
        wishes.rounds, *(start(command) for command in targets), lambda: cost([sys.executable, "-c", KIWI])
    )
    for (command, target), costs in zip(targets.items(), ours, strict=True):
        note = f"wall {wall_ratio(costs, kiwi):.3f}"
        yield Figure(f"{command} on the seed / default Kiwi", target, cpu_ratio(costs, kiwi), note=note)


def throughput(wishes: Wishes) -> Iterator[Figure]:
    """How fast text goes through the kinds that need no model."""
    name = "dates on the seed / korean-datetime"
    if wishes.korean_datetime is None:
        yield Figure(name, 10, None, most=False, note="korean-datetime is not installed")
    else:
        pairs = [
            (inside("dates", SEED, "3"), inside("korean_datetime", SEED, "3", python=wishes.korean_datetime))
            for _ in range(wishes.rounds)
        ]
        ratio = median(min(theirs) / min(ours) for ours, theirs in pairs)
        ours, theirs = (median(min(times) for times in side) for side in zip(*pairs, strict=True))
        note = f"{ours:.2f} ms, {theirs:.2f} ms"
        yield Figure(name, 10, ratio, most=False, note=note)
    rate = median(inside("throughput", "money", "400000") for _ in range(wishes.rounds))
    yield Figure("money, articles in one process", 3, rate, most=False, unit="MB/s")
    corpus = write_corpus_of_size(wishes.folder / "news.jsonl", 10 * MB)
    whole = [cost([*PROGRAM, "money", "--jsonl", corpus]) for _ in range(wishes.rounds)]
    rate = corpus.stat().st_size / MB / median(run.cpu_s for run in whole)
    yield Figure("money, whole process on 10 MB", 3, rate, most=False, unit="MB/s", note="start and JSON included")


def names(wishes: Wishes) -> Iterator[Figure]:
    """What names cost beyond Kiwi's tokens, and everything beyond the names."""
    found = inside("orgs", wishes.sentences, "3000", str(wishes.rounds))
    note = f"{found['characters']:,.0f} characters"
    yield Figure("orgs / bare Kiwi, articles of twelve", 1.3, found["orgs"], note=note)
    yield Figure("all / orgs, articles of twelve", 1.3, found["all"])


def workers(wishes: Wishes) -> Iterator[Figure]:
    """One worker's time beside that of two, by the clock; the machine has to have two processors to spare."""
    for command, count in (("orgs", 1_000), ("all", 1_000), ("money", 10_000)):
        corpus = write_corpus(wishes.folder / f"{command}.jsonl", count)

        def start(jobs: str, command: str = command, corpus: Path = corpus) -> Callable[[], Cost]:
            return lambda: cost([*PROGRAM, command, "--jsonl", "-j", jobs, corpus])

        one, two = in_turn(wishes.rounds, start("1"), start("2"))
        more = cpu_ratio(two, one)
        note = f"processor time {more:.2f} times, so at most {2 / more:.2f}"
        name = f"{command}, {count:,} articles: one / two workers"
        yield Figure(name, 1.75, wall_ratio(one, two), most=False, note=note)


def linearity(wishes: Wishes) -> Iterator[Figure]:
    """A character's cost in a long document beside that in short ones."""
    for kind in KINDS:
        ratio = inside("linearity", kind, str(MB), str(min(wishes.rounds, 2)))
        yield Figure(f"{kind}: 1 MB / 10 KB, per character", 1.3, ratio)


def memory(wishes: Wishes) -> Iterator[Figure]:
    """Memory at its most."""
    size = 1_000 * MB if wishes.full else 50 * MB
    corpus = write_corpus_of_size(wishes.folder / "large.jsonl", size)
    used = cost([*PROGRAM, "money", "--jsonl", corpus])
    yield Figure(f"money on {size / MB:,.0f} MB of JSONL, peak", 120, used.peak_kb / 1024, unit="MB")
    corpus = write_corpus(wishes.folder / "orgs.jsonl", 600)
    most = 0
    command = [*PROGRAM, "orgs", "--jsonl", "-j", "2", str(corpus)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            try:
                most = max(most, shared_kb(process))
            except OSError:
                break
            time.sleep(0.1)
    yield Figure("orgs --jobs 2, proportional set size", 750, most / 1024, unit="MB")


GROUPS = {
    "help": help_time,
    "seed": seed_time,
    "throughput": throughput,
    "names": names,
    "workers": workers,
    "linearity": linearity,
    "memory": memory,
}


def main() -> int:
    """Runs what was asked for and prints each figure, then the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("groups", nargs="*", metavar="GROUP", help=f"only these: {', '.join(GROUPS)}")
    parser.add_argument("--rounds", type=int, default=5, help="how often each pair runs (5)")
    parser.add_argument("--full", action="store_true", help="1 GB of JSONL instead of 50 MB")
    parser.add_argument(
        "--sentences",
        metavar="FILE",
        default=os.environ.get("BENCHMARK_SENTENCES", "-"),
        help="real sentences, one a line, for names; else generated ones ($BENCHMARK_SENTENCES)",
    )
    parser.add_argument(
        "--korean-datetime", metavar="PYTHON", help="an interpreter that has korean-datetime (its own, if it has)"
    )
    options = parser.parse_args()
    unknown = set(options.groups) - set(GROUPS)
    if unknown:
        parser.error(f"no such group: {', '.join(sorted(unknown))}; there are {', '.join(GROUPS)}")
    peer = options.korean_datetime or (sys.executable if find_spec("korean_datetime") else None)
    figures: list[Figure] = []
    os.chdir(ROOT)
    with TemporaryDirectory() as folder:
        ENVIRONMENT["PYTHONPYCACHEPREFIX"] = f"{folder}/bytecode"
        wishes = Wishes(options.rounds, options.full, options.sentences, peer, Path(folder))
        for name in options.groups or GROUPS:
            for figure in GROUPS[name](wishes):
                figures.append(figure)
                print("  ".join(figure.row()), file=sys.stderr, flush=True)
    print(show(figures))
    return int(any(figure.met is False for figure in figures))


if __name__ == "__main__":
    raise SystemExit(main())
