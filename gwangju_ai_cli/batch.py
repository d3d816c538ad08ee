"""Many documents: one process or a pool of them, results in the order of the input, memory bounded.

The same outcomes in the same order come out for any number of workers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from gwangju_ai_cli.model import Document
from gwangju_ai_cli.source import Failure
from gwangju_ai_cli.workers.attempt import Done, attempt
from gwangju_ai_cli.workers.limits import LIMIT_S, limit_of

LOADING_S = 20.0
"""What the first document may take beside, for the model is loaded with it."""

T = TypeVar("T")
R = TypeVar("R")


def run(
    items: Iterable[Document | T],
    work: Callable[[Document], R],
    *,
    jobs: int = 1,
    prepare: Callable[[], object] | None = None,
    limit_s: float = LIMIT_S,
) -> Iterator[Done[R] | Failure | T]:
    """`work` done on each document, in order; what is no document passes through in its place.

    `items` is read as results are taken, at most a few chunks ahead. With several `jobs`, `work` has to survive
    pickling, and `prepare` loads what workers that are forked can share. A document that takes longer than `limit_s`
    and its length allow is a Failure; one whose worker dies is tried once more by a worker of its own before. One job
    is this process itself. Raises BatchError where no worker can be started.
    """
    if jobs <= 1:
        loading = LOADING_S
        for item in items:
            if isinstance(item, Document):
                outcome = attempt(work, item, limit_of(limit_s, len(item.text)) + loading)
                loading = 0.0
                yield outcome if isinstance(outcome, Failure) else Done(item, outcome)
            else:
                yield item
        return
    from gwangju_ai_cli.workers.ordered import run_pool

    yield from run_pool(items, work, jobs, prepare, limit_s)
