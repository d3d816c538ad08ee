"""No text holds the program up: what takes too long is told and costs its document, with one job too."""

from __future__ import annotations

import re
import signal
import time
from functools import partial
from typing import Any

import pytest

from gwangju_ai_cli import batch, pipeline
from gwangju_ai_cli.model import Document
from gwangju_ai_cli.source import Failure
from gwangju_ai_cli.workers import limits
from gwangju_ai_cli.workers.attempt import Done, attempt
from tests.cli_runner import run

pytestmark = pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="this system has no such clock")
ENDLESS = re.compile(r"(?:a|aa|aaa)+(?:b|c)+$")


def _slow(doc: Document, seconds: float = 30.0) -> str:
    """A rule that is stuck: in a pattern, in a loop that swallows every error, or in one that gives up at last."""
    if doc.text == "pattern":
        ENDLESS.search("a" * 80 + "d")
    until = time.process_time() + seconds
    while doc.text in ("loop", "deaf") and time.process_time() < until:
        try:
            sum(range(1_000))
        except Exception:
            if doc.text == "loop":
                raise
    return doc.text.upper()


@pytest.mark.parametrize("how", ["pattern", "loop", "deaf"])
def test_what_takes_too_long_costs_its_document(how: str) -> None:
    docs = [Document("one", "1"), Document(how, "2"), Document("two", "3")]
    begin = time.monotonic()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(batch, "LOADING_S", 0.0)
        first, late, last = batch.run(docs, _slow, limit_s=0.3)
    assert isinstance(first, Done)
    assert late == Failure("2", "took longer than 1 s")
    assert isinstance(last, Done)
    assert time.monotonic() - begin < 10


def test_the_limit_counts_work_and_not_waiting() -> None:
    assert attempt(lambda doc: time.sleep(0.4), Document("x"), 0.2) is None


def test_the_first_document_has_time_to_load_the_model() -> None:
    assert isinstance(next(batch.run([Document("loop")], partial(_slow, seconds=0.5), limit_s=0.2)), Done)


def test_nothing_rings_afterwards() -> None:
    before = signal.getsignal(signal.SIGVTALRM)
    with limits.time_limit(0.05):
        pass
    assert signal.getsignal(signal.SIGVTALRM) == before
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0.0, 0.0)


def test_the_option_is_for_one_job_too(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = pipeline.extract_document

    def stuck(doc: Document, *args: Any, **options: Any) -> Any:
        if doc.source == "2":
            ENDLESS.search("a" * 80 + "d")
        return whole(doc, *args, **options)

    monkeypatch.setattr(pipeline, "extract_document", stuck)
    lines = "\n".join(f'{{"id": "{number}", "text": "예산 {number}억원을 쓴다."}}' for number in (1, 2, 3))
    done = run("money", "--input", "jsonl", "--jsonl", "--timeout", "0.3", stdin=lines)
    assert (done.code, [fact["source"] for fact in done.facts]) == (2, ["1", "3"])
    assert "2: took longer than 1 s" in done.err
