"""The work on one document, guarded: what it gives, or how it failed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from gwangju_ai_cli.errors import FAULTS, describe_fault
from gwangju_ai_cli.model import Document, Notice
from gwangju_ai_cli.source import Failure
from gwangju_ai_cli.workers.limits import OutOfTime, late, time_limit

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """A document with what the work on it gave, and what is to be said of how that went."""

    document: Document
    outcome: R
    notices: tuple[Notice, ...] = ()


def attempt(work: Callable[[Document], R], doc: Document, seconds: float | None = None) -> R | Failure:
    """What `work` gives, or how it failed; with `seconds` it fails when they have passed."""
    try:
        if seconds is None:
            return work(doc)
        with time_limit(seconds):
            return work(doc)
    except OutOfTime:
        return Failure(doc.source, late(seconds or 0.0))
    # One document must not take the others with it; the error is named, counted and ends in exit code 2.
    except (MemoryError, *FAULTS) as error:
        return Failure(doc.source, describe_fault(error), what="work")
