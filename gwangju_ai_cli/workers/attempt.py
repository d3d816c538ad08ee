"""The work on one document, guarded: what it gives, or how it failed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from gwangju_ai_cli.model import Document, Notice
from gwangju_ai_cli.source import Failure

R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Done(Generic[R]):
    """A document with what the work on it gave, and what is to be said of how that went."""

    document: Document
    outcome: R
    notices: tuple[Notice, ...] = ()


def attempt(work: Callable[[Document], R], doc: Document) -> R | Failure:
    """What `work` gives, or how it failed."""
    try:
        return work(doc)
    except MemoryError as error:
        return Failure(doc.source, f"there is not enough memory for it{_where(error)}")
    # One document must not take the others with it; the error is named, counted and ends in exit code 2.
    except (ArithmeticError, LookupError, ValueError, TypeError, AttributeError, RuntimeError, TimeoutError) as error:
        return Failure(doc.source, f"internal error, please report it: {type(error).__name__}: {error}{_where(error)}")


def _where(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return ""
    return f" ({trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno})"
